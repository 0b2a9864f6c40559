"""The tab of the requirements: a partnership told step by step, and what the rules make of it.

What is typed lives in the session of one page and nowhere else; a file goes to the browser as
bytes in the page, so that none stays on the server.
"""

import datetime as dt
import logging
from collections.abc import Callable
from typing import Any

import gradio as gr

from assistant.call.eligibility import Check, check
from assistant.call.partnership_toml import as_toml
from assistant.call.rules import LiveRules, Rules
from assistant.errors import SportelloError
from assistant.export.check import check_document
from assistant.export.pdf import to_pdf
from assistant.export.word import to_docx
from assistant.model import Language
from assistant.settings import Settings
from assistant.text import explain, say
from assistant.web.check_acts import Acted, act
from assistant.web.check_case import case_words
from assistant.web.check_draft import Draft, written
from assistant.web.check_form import form_html
from assistant.web.check_reading import given, read
from assistant.web.check_result import basis, result_html
from assistant.web.check_sources import Cited
from assistant.web.contract import Answerer
from assistant.web.download import download
from assistant.web.frame import Frame, Updates, announcement, drawn, told
from assistant.web.pages import page, static

_LOG = logging.getLogger(__name__)
_KEPT_SECONDS = 6 * 3600
_FORMATS = ("docx", "pdf", "toml")
_FOCUS_QUESTION = "() => window.sportelloToQuestion()"


class CheckTab:
    """The check: what it is made of and what its events do."""

    name = "check"

    def __init__(self, answerer: Answerer, settings: Settings, box: Callable[[], Any]) -> None:
        """Read the rules; ``box`` returns where a question is written in the chat."""
        self._settings = settings
        self._cited = Cited(answerer)
        self._box = box
        self._live, self._fault = _live_rules(settings)

    def lay_out(self) -> None:
        """Draw the first step."""
        self._draft = gr.State(None, time_to_live=_KEPT_SECONDS)
        language = self._settings.language
        with gr.Row(elem_id="check-desk"):
            self._form = drawn(self._form_html(Draft(), language), "check-form", static("check.js"))
            self._result = drawn(self._result_html(Draft(), language), "check-result")
        self._files = drawn("", "check-files", static("files.js"))

    @property
    def memory(self) -> list[Any]:
        """Return what keeps the draft."""
        return [self._draft]

    @property
    def changing(self) -> list[Any]:
        """Return what another language changes."""
        return [self._form, self._result]

    def speak(self, language: Language, draft: Draft | None) -> Updates:
        """Draw the step in another language; check.js keeps what is being typed."""
        return self._drawn(draft or Draft(), language)

    def connect(self, frame: Frame) -> None:
        """Listen to what a person does."""
        self._frame = frame
        inputs = [self._draft, frame.language]
        shown = [self._draft, self._form, self._result, frame.announced]
        peek = frame.on(
            self._form.peek, self.peek, inputs, [self._result], trigger_mode="always_last"
        )
        frame.on(self._form.act, self.act, inputs, shown, cancels=[peek])
        frame.on(self._form.export, self.export, inputs, [self._files, frame.announced])
        asked = frame.on(self._form.chat, self.to_chat, inputs, [self._box(), frame.tabs])
        asked.success(None, js=_FOCUS_QUESTION)

    def act(self, draft: Draft | None, code: Any, event: gr.EventData) -> Updates:
        """Do what a button says: another step, a row more or less."""
        language = self._frame.language_of(code)
        acted = act(self._written(draft, event), str(told(event, "what")), self._rules, language)
        said = {self._frame.announced: announcement(acted.said)}
        return self._drawn(acted.draft, language, acted) | {self._draft: acted.draft} | said

    def peek(self, draft: Draft | None, code: Any, event: gr.EventData) -> Updates:
        """Show the result of what is typed so far; what is typed is kept when a button says so."""
        language = self._frame.language_of(code)
        return {self._result: self._result_html(self._written(draft, event), language)}

    def export(self, draft: Draft | None, code: Any, event: gr.EventData) -> Updates:
        """Send a file to the browser."""
        language, format_ = self._frame.language_of(code), str(told(event, "format"))
        if format_ not in _FORMATS:
            return {self._files: gr.skip()}
        content = self._file(draft or Draft(), format_, language)
        sent = download(say(language, "web.check.file_name"), format_, content, language)
        said = say(language, "web.check.file_ready", format=format_.upper())
        return {self._files: sent, self._frame.announced: announcement(said)}

    def to_chat(self, draft: Draft | None, code: Any) -> Updates:
        """Write a question about this case in the chat and go there; the person sends it."""
        language = self._frame.language_of(code)
        words = case_words(self._checked(draft or Draft(), language), language)
        shown = gr.update(selected="ask")
        return {self._box(): words[: self._settings.question_chars], self._frame.tabs: shown}

    @property
    def _rules(self) -> Rules:
        return self._live.get() if self._live else Rules({})

    def _written(self, draft: Draft | None, event: gr.EventData) -> Draft:
        return written(draft or Draft(), told(event, "fields"))

    def _checked(self, draft: Draft, language: Language) -> Check:
        return check(read(draft, self._rules, language), self._rules)

    def _file(self, draft: Draft, format_: str, language: Language) -> bytes:
        if format_ == "toml":
            return as_toml(given(draft, self._rules, language), language).encode()
        document = check_document(
            self._checked(draft, language),
            language,
            lambda rule: list(basis(rule, language, self._cited)),
            dt.date.today(),
        )
        return to_pdf(document) if format_ == "pdf" else to_docx(document)

    def _drawn(self, draft: Draft, language: Language, acted: Acted | None = None) -> Updates:
        return {
            self._form: self._form_html(draft, language, acted),
            self._result: self._result_html(draft, language),
        }

    def _form_html(self, draft: Draft, language: Language, acted: Acted | None = None) -> str:
        if not tuple(self._rules):
            fault = explain(self._fault, language) if self._fault else ""
            return page("check_none.html", language, fault=fault)
        faults, focus = (acted.faults, acted.focus) if acted else ({}, "")
        return form_html(draft, self._rules, language, faults, focus)

    def _result_html(self, draft: Draft, language: Language) -> str:
        if not tuple(self._rules):
            return ""
        whole = draft.step == "result"
        return result_html(self._checked(draft, language), language, self._cited, whole)


def _live_rules(settings: Settings) -> tuple[LiveRules | None, SportelloError | None]:
    """Return the rules; where they are wrong none, and what is wrong."""
    try:
        return LiveRules(settings.corpus / "rules.yaml"), None
    except SportelloError as error:
        _LOG.warning("The rules of the call cannot be read: %s", explain(error, "en"))
        return None, error
