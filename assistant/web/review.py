"""The tab of the review: a draft Masterplan, what the unofficial grid makes of it, the files.

A draft lives in the session of one page and nowhere else: it comes through ``review_inbox`` and
what is made of it goes to the browser as bytes in the page.
"""

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import gradio as gr

from assistant.errors import SportelloError
from assistant.export.commented import Remark, Wording, commented
from assistant.export.critique import Told, critique_document
from assistant.export.critique_body import CritiqueBody, FindingBody
from assistant.export.document import Document
from assistant.export.markdown import to_markdown
from assistant.export.pdf import to_pdf
from assistant.export.word import to_docx
from assistant.model import Language
from assistant.settings import Settings
from assistant.text import explain, say
from assistant.web.contract import Answerer
from assistant.web.download import download
from assistant.web.frame import Frame, Updates, announcement, drawn, told
from assistant.web.pages import page, static
from assistant.web.review_contract import Reviewer, Session, session_of
from assistant.web.review_inbox import Inbox
from assistant.web.review_view import Sources, result_html

_LOG = logging.getLogger(__name__)
_KEPT_SECONDS = 2 * 3600
_WRITERS: dict[str, Callable[[Document], bytes]] = {
    "docx": to_docx,
    "pdf": to_pdf,
    "md": lambda document: to_markdown(document).encode(),
}
_COMMENTED = "draft"  # the draft itself, with the findings as comments
_REVIEWED = "() => window.sportelloReviewed()"


class ReviewTab:
    """The review: what it is made of and what its events do."""

    name = "review"

    def __init__(
        self, answerer: Answerer, reviewer: Reviewer, inbox: Inbox, settings: Settings
    ) -> None:
        """Remember who reads drafts, and where they wait."""
        self._reviewer = reviewer
        self._inbox = inbox
        self._settings = settings
        self._sources = Sources(answerer)

    def lay_out(self) -> None:
        """Draw the form."""
        self._session = gr.State(None, time_to_live=_KEPT_SECONDS)
        with gr.Column(elem_id="review-desk"):
            form = self._form_html(self._settings.language)
            self._form = drawn(form, "review-form", static("review.js"))
            self._fault = drawn("", "review-fault")
            self._result = drawn("", "review-result", static("review_result.js"))
        self._files = drawn("", "review-files", static("files.js"))

    @property
    def memory(self) -> list[Any]:
        """Return what keeps the review."""
        return [self._session]

    @property
    def changing(self) -> list[Any]:
        """Return what another language changes."""
        return [self._form, self._result, self._fault]

    def speak(self, language: Language, session: Session | None) -> Updates:
        """Draw the form and the result in another language."""
        shown = result_html(session, language, self._sources) if session else ""
        return {self._form: self._form_html(language), self._result: shown, self._fault: ""}

    def connect(self, frame: Frame) -> None:
        """Listen to what a person does."""
        self._frame = frame
        inputs = [self._session, frame.language]
        shown = [self._session, self._result, self._fault, frame.announced]
        sent = frame.on(self._form.send, self.review, [frame.language], shown)
        sent.then(None, js=_REVIEWED)
        frame.on(self._result.forget, self.forget, [frame.language], shown)
        given = [self._files, self._fault, frame.announced]
        frame.on(self._result.export, self.export, inputs, given)

    def review(self, code: Any, event: gr.EventData) -> Updates:
        """Review the draft of a ticket; what is wrong is told and leaves the last result."""
        language = self._frame.language_of(code)
        try:
            session = self._reviewed(event)
            shown = result_html(session, language, self._sources)
        except SportelloError as error:
            return self._failed(explain(error, language), language)
        except Exception as error:  # an edge of the house; nothing of the draft is logged
            _LOG.error("A draft was not reviewed: %s", type(error).__name__)
            return self._failed(say(language, "web.review.fault_here"), language)
        count = len(session.critiques[language].findings)
        said = announcement(say(language, "web.review.done", count=count))
        return {
            self._session: session,
            self._result: shown,
            self._fault: "",
            self._frame.announced: said,
        }

    def forget(self, code: Any) -> Updates:
        """Forget the draft and what was made of it."""
        language = self._frame.language_of(code)
        said = announcement(say(language, "web.review.forgotten"))
        return {
            self._session: None,
            self._result: "",
            self._fault: "",
            self._frame.announced: said,
        }

    def export(self, session: Session | None, code: Any, event: gr.EventData) -> Updates:
        """Send a file to the browser."""
        language, format_ = self._frame.language_of(code), str(told(event, "format"))
        if session is None or format_ not in (*_WRITERS, _COMMENTED):
            return {self._files: gr.skip()}
        try:
            content = self._file(session, format_, language)
        except SportelloError as error:
            return self._failed(explain(error, language), language)
        suffix = "docx" if format_ == _COMMENTED else format_
        name = "draft_file_name" if format_ == _COMMENTED else "file_name"
        sent = download(say(language, f"web.review.{name}"), suffix, content, language)
        said = say(language, "web.review.file_ready", format=suffix.upper())
        return {self._files: sent, self._fault: "", self._frame.announced: announcement(said)}

    def _reviewed(self, event: gr.EventData) -> Session:
        """Take the drafts out of the inbox, read them, and return what the page keeps."""
        draft = self._inbox.take(str(told(event, "ticket")))
        ticket = told(event, "older")
        older = self._inbox.take(str(ticket)) if ticket else None
        reviewed = self._reviewer.review(draft, older)
        session = session_of(draft, older, reviewed, is_part=told(event, "extent") == "part")
        return replace(session, name="") if told(event, "how") == "text" else session

    def _file(self, session: Session, format_: str, language: Language) -> bytes:
        critique = session.critiques[language]
        if format_ == _COMMENTED:
            return self._draft_with_comments(session, critique, language)
        name = session.name or say(language, "web.review.pasted")
        about = Told(name, lambda one: self._sources.lines(one, language), dt.date.today())
        return _WRITERS[format_](critique_document(critique, language, about))

    def _draft_with_comments(
        self, session: Session, critique: CritiqueBody, language: Language
    ) -> bytes:
        return commented(
            session.content,
            [remark(one, language) for one in critique.findings],
            wording(language),
            seconds=self._settings.extract_seconds,
            memory_mb=self._settings.extract_memory_mb,
        )

    def _failed(self, sentence: str, language: Language) -> Updates:
        return {self._fault: page("review_fault.html", language, sentence=sentence)}

    def _form_html(self, language: Language) -> str:
        private = privacy(self._settings)
        return page("review.html", language, most=self._settings.draft_mb, private=private)


def privacy(settings: Settings) -> str:
    """Return the key of what a person is told, before the upload, of where a draft goes."""
    leaves = settings.mode == "llm" and settings.llm_drafts
    return "web.review.private_llm" if leaves else "web.review.private"


def remark(finding: FindingBody, language: Language) -> Remark:
    """Return a finding as a comment."""
    text = say(
        language,
        "web.review.comment",
        severity=say(language, f"web.review.severity.{finding.severity}"),
        message=finding.message,
        advice=finding.advice,
    )
    return Remark(finding.quote or "", text.strip())


def wording(language: Language) -> Wording:
    """Return what the commented draft says in a language."""
    return Wording(
        author=say(language, "web.name"),
        initials=say(language, "web.review.initials"),
        head=say(language, "web.review.comments_head"),
        lead=say(language, "web.review.unofficial"),
    )
