"""The tab of the conversation, kept in the browser; beside it, the sources of one answer."""

import datetime as dt
import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

import gradio as gr

from assistant.answering.language import guess
from assistant.answering.watch import Watch
from assistant.errors import SportelloError
from assistant.model import Answer, Language, Question
from assistant.settings import Settings
from assistant.text import explain, say
from assistant.web.contract import AnswerBody, Answerer, encodable
from assistant.web.conversation import Conversation, Exchange, restore
from assistant.web.frame import Frame, Updates, announcement, drawn, told
from assistant.web.library import Library
from assistant.web.pages import page, static
from assistant.web.sources_panel import panel_html
from assistant.web.telling import Told, told_as_made
from assistant.web.thread import Pending, thread_html

_LOG = logging.getLogger(__name__)
_STORAGE = "sportello-zis-1"
# thread.js defines both: a question is shown at once, and given back when it could not be sent.
_PENDING = "(text, kept) => [window.sportelloPending(text), kept]"
_NOT_PENDING = "() => window.sportelloNotPending()"


@dataclass(frozen=True, slots=True)
class Parts:
    """The components of the tab; ``kept`` is what the browser keeps of the conversation."""

    kept: gr.BrowserState
    thread: gr.HTML
    box: gr.Textbox
    send: gr.Button
    privacy: gr.HTML
    clear: gr.Button
    panel: gr.HTML

    def all(self) -> list[Any]:
        """Return every component, each of which an event may change."""
        return [getattr(self, part.name) for part in fields(self)]


class Chat:
    """The conversation: what it is made of and what its events do."""

    name = "ask"

    def __init__(self, answerer: Answerer, settings: Settings) -> None:
        """Remember what answers."""
        self._answerer = answerer
        self._settings = settings
        self._library = Library(answerer, settings.corpus)
        self._has_model = settings.mode == "llm"
        self._stopping: dict[str, threading.Event] = {}

    def lay_out(self) -> None:
        """Draw the conversation and its sources."""
        self.parts = _lay_out(self._settings)

    @property
    def memory(self) -> list[Any]:
        """Return what keeps the conversation."""
        return [self.parts.kept]

    @property
    def changing(self) -> list[Any]:
        """Return what another language changes."""
        return self.parts.all()

    def speak(self, language: Language, kept: Any) -> Updates:
        """Say every label and the first message in another language."""
        talk = self._restore(kept).with_language(language)
        return self._labels(language) | self._shown(talk)

    def connect(self, frame: Frame) -> None:
        """Listen to what a person does."""
        self._announced_in = frame.announced
        parts = self.parts
        talk = [parts.kept, parts.thread, parts.panel]
        said = [*talk, parts.box, frame.announced]
        written = [parts.box, parts.kept]
        asking = [
            frame.on(parts.box.submit, self.ask, written, said, js=_PENDING),
            frame.on(parts.send.click, self.ask, written, said, js=_PENDING),
            frame.on(parts.thread.ask, self.ask_this, [parts.kept], said),
        ]
        for event in asking:
            event.failure(None, js=_NOT_PENDING)
        frame.on(parts.thread.stop, self.stop, [], [parts.box], queue=False)
        frame.on(parts.thread.select, self.select, [parts.kept], talk)
        cleared = [*talk, frame.announced]
        frame.on(parts.clear.click, self.clear, [parts.kept], cleared, cancels=asking)

    def ask(self, text: str, kept: Any, request: gr.Request) -> Iterator[Updates]:
        """Answer a question; the page shows it as pending meanwhile, and what a model says."""
        talk = self._restore(kept)
        text = encodable(text.strip())[: self._settings.question_chars + 1]
        if not text:
            yield {self.parts.box: ""}
            return
        if not self._has_model:
            yield self._told(Told(answer=self._answer(text, talk, Watch())), text, talk)
            return
        visitor = str(request.session_hash)
        cancel = self._stopping[visitor] = threading.Event()
        try:
            for so_far in told_as_made(lambda watch: self._answer(text, talk, watch), cancel):
                yield self._told(so_far, text, talk)
        finally:
            self._stopping.pop(visitor, None)

    def ask_this(self, kept: Any, event: gr.EventData, request: gr.Request) -> Iterator[Updates]:
        """Ask an example or a choice that was clicked."""
        yield from self.ask(str(told(event, "question") or ""), kept, request)

    def stop(self, request: gr.Request) -> Updates:
        """Stop the model of a visitor: the answer comes without it."""
        if cancel := self._stopping.get(str(request.session_hash)):
            cancel.set()
        return {self.parts.box: gr.skip()}

    def _told(self, so_far: Told, text: str, talk: Conversation) -> Updates:
        """Return what to draw of an answer on its way, and of one that is whole."""
        if so_far.answer is None:
            page = thread_html(talk, Pending(text, so_far.claims))
            said = announcement(say(talk.language, "web.made.writing"))
            return {self.parts.box: "", self.parts.thread: page, self._announced_in: said}
        talk = talk.with_exchange(Exchange(question=text, answer=so_far.answer))
        cleared = {self.parts.box: ""}
        return cleared | self._shown(talk) | self._announced(so_far.answer, talk.language)

    def select(self, kept: Any, event: gr.EventData) -> Updates:
        """Show the sources of another answer."""
        return self._shown(self._restore(kept).with_selected(told(event, "exchange")))

    def clear(self, kept: Any) -> Updates:
        """Forget the conversation."""
        talk = self._restore(kept).cleared()
        said = announcement(say(talk.language, "web.cleared"))
        return self._shown(talk) | {self._announced_in: said}

    def _restore(self, kept: Any) -> Conversation:
        return restore(kept, self._settings.language)

    def _answer(self, text: str, talk: Conversation, watch: Watch) -> AnswerBody:
        language = guess(text) or talk.language
        earlier = tuple(exchange.question for exchange in talk.exchanges)
        question = Question(text, earlier, language)
        try:
            return AnswerBody.of(self._answerer.answer(question, watch))
        except SportelloError as error:
            return _failed(question, language, explain(error, language))
        except Exception:
            _LOG.exception("A question could not be answered.")
            return _failed(question, language, say(language, "web.error.http_500"))

    def _shown(self, talk: Conversation) -> Updates:
        panel = panel_html(talk.shown, talk.language, self._library)
        parts = self.parts
        return {parts.kept: talk.kept(), parts.thread: thread_html(talk), parts.panel: panel}

    def _announced(self, answer: AnswerBody, language: Language) -> Updates:
        label = say(language, f"outcomes.{answer.outcome}.label")
        said = say(language, "web.ready", label=label, text=answer.text)
        return {self._announced_in: announcement(said)}

    def _labels(self, language: Language) -> Updates:
        parts = self.parts
        hint = say(language, "web.question_hint")
        return {
            parts.box: gr.update(label=say(language, "web.question_label"), placeholder=hint),
            parts.send: say(language, "web.send"),
            parts.privacy: page("privacy.html", language),
            parts.clear: say(language, "web.clear"),
        }


def _lay_out(settings: Settings) -> Parts:
    language = settings.language
    kept = gr.BrowserState(
        {}, storage_key=_STORAGE, secret=settings.browser_secret.get_secret_value()
    )
    with gr.Row(elem_id="desk"):
        with gr.Column(elem_id="talk"):
            first = thread_html(Conversation(language=language))
            thread = drawn(first, "thread", static("thread.js"))
            box, send, privacy, clear = _composer(language)
        with gr.Column(elem_id="sources"):
            empty = page("sources.html", language, question=None, answer_lang=language, cards=())
            panel = drawn(empty, "panel", static("panel.js"))
    return Parts(kept, thread, box, send, privacy, clear, panel)


def _composer(language: Language) -> tuple[gr.Textbox, gr.Button, gr.HTML, gr.Button]:
    with gr.Column(elem_id="composer"), gr.Row(elem_id="question-row"):
        box = gr.Textbox(
            label=say(language, "web.question_label"),
            placeholder=say(language, "web.question_hint"),
            lines=1,
            max_lines=6,
            elem_id="question",
            scale=1,
            container=False,
        )
        send = gr.Button(say(language, "web.send"), variant="primary", elem_id="send", scale=0)
    with gr.Row(elem_id="below"):
        privacy = drawn(page("privacy.html", language), "privacy")
        clear = gr.Button(say(language, "web.clear"), elem_id="clear", scale=0)
    return box, send, privacy, clear


def _failed(question: Question, language: Language, text: str) -> AnswerBody:
    said = question.text
    return AnswerBody.of(Answer(said, said, language, "failed", text, dt.date.today()))
