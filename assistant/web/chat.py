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
from assistant.web.after import After
from assistant.web.contract import AnswerBody, Answerer, encodable
from assistant.web.conversation import Conversation, Exchange, restore
from assistant.web.frame import Frame, Updates, announcement, drawn, told
from assistant.web.library import Library
from assistant.web.pages import page, static
from assistant.web.reception import Reception
from assistant.web.sources_panel import panel_html
from assistant.web.telling import Told, told_as_made
from assistant.web.thread import Fault, Pending, thread_html
from assistant.web.tickets import Tickets

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
    lookup: gr.HTML
    panel: gr.HTML

    def all(self) -> list[Any]:
        """Return every component, each of which an event may change."""
        return [getattr(self, part.name) for part in fields(self)]


class Chat:
    """The conversation: what it is made of and what its events do."""

    name = "ask"

    def __init__(self, answerer: Answerer, settings: Settings, reception: Reception) -> None:
        """Remember what answers, and what is done with an answer."""
        self._answerer = answerer
        self._reception = reception
        self._after = After(reception, self._restore, self._shown)
        self._tickets = Tickets(reception, self._restore, self._shown)
        self._settings = settings
        self._library = Library(answerer, settings.corpus)
        self._has_model = settings.mode == "llm"
        self._stopping: dict[str, threading.Event] = {}

    def lay_out(self) -> None:
        """Draw the conversation and its sources."""
        first = Conversation(language=self._settings.language)
        self.parts = _lay_out(
            self._settings, first, self._privacy(first), self._tickets.lookup_html(first.language)
        )

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
        talk = [parts.kept, parts.thread, parts.panel, parts.privacy]
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
        self._after.connect(frame, parts.thread, talk)
        self._tickets.connect(frame, parts.thread, parts.lookup, talk)

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
            drawn = self._thread_html(talk, Pending(text, so_far.claims))
            said = announcement(say(talk.language, "web.made.writing"))
            return {self.parts.box: "", self.parts.thread: drawn, self._announced_in: said}
        kept_as = self._reception.record(so_far.answer, "page", talk.id)
        answer = AnswerBody.of(so_far.answer)
        exchange = Exchange(question=text, answer=answer, turn=kept_as.turn)
        talk = talk.named(kept_as.conversation).with_exchange(exchange)
        cleared = {self.parts.box: ""}
        return cleared | self._shown(talk) | self._announced(answer, talk.language)

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

    def _answer(self, text: str, talk: Conversation, watch: Watch) -> Answer:
        language = guess(text) or talk.language
        earlier = tuple(exchange.question for exchange in talk.exchanges)
        question = Question(text, earlier, language)
        try:
            return self._answerer.answer(question, watch)
        except SportelloError as error:
            return _failed(question, language, explain(error, language))
        except Exception:
            _LOG.exception("A question could not be answered.")
            return _failed(question, language, say(language, "web.error.http_500"))

    def _shown(self, talk: Conversation, fault: Fault | None = None) -> Updates:
        panel = panel_html(talk.shown, talk.language, self._library)
        thread = self._thread_html(talk, fault=fault)
        parts = self.parts
        return {
            parts.kept: talk.kept(),
            parts.thread: thread,
            parts.panel: panel,
            parts.privacy: self._privacy(talk),
        }

    def _thread_html(
        self, talk: Conversation, pending: Pending | None = None, fault: Fault | None = None
    ) -> str:
        desk = self._reception.takes_tickets
        return thread_html(talk, pending, fault=fault, desk=desk)

    def _privacy(self, talk: Conversation) -> str:
        days = self._reception.days
        asks_model = self._settings.mode == "llm"
        return page("privacy.html", talk.language, days=days, code=talk.id, model=asks_model)

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
            parts.clear: say(language, "web.clear"),
            parts.lookup: self._tickets.lookup_html(language),
        }


def _lay_out(settings: Settings, talk: Conversation, privacy_html: str, desk_html: str) -> Parts:
    language = talk.language
    kept = gr.BrowserState(
        {}, storage_key=_STORAGE, secret=settings.browser_secret.get_secret_value()
    )
    with gr.Row(elem_id="desk"):
        with gr.Column(elem_id="talk"):
            thread = drawn(thread_html(talk), "thread", static("thread.js") + static("after.js"))
            box, send, privacy, clear = _composer(language, privacy_html)
            lookup = drawn(desk_html, "lookup", static("lookup.js"))
        with gr.Column(elem_id="sources"):
            empty = page("sources.html", language, question=None, answer_lang=language, cards=())
            panel = drawn(empty, "panel", static("panel.js"))
    return Parts(kept, thread, box, send, privacy, clear, lookup, panel)


def _composer(
    language: Language, privacy_html: str
) -> tuple[gr.Textbox, gr.Button, gr.HTML, gr.Button]:
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
        privacy = drawn(privacy_html, "privacy")
        clear = gr.Button(say(language, "web.clear"), elem_id="clear", scale=0)
    return box, send, privacy, clear


def _failed(question: Question, language: Language, text: str) -> Answer:
    said = question.text
    return Answer(said, said, language, "failed", text, dt.date.today())
