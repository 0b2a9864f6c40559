"""The page: a conversation kept in the browser and, beside it, the sources of one answer."""

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass, fields
from html import escape
from typing import Any

import gradio as gr

from assistant.answering.language import guess
from assistant.errors import SportelloError
from assistant.model import LANGUAGES, Answer, Language, Question
from assistant.settings import Settings
from assistant.text import explain, say
from assistant.web.contract import AnswerBody, Answerer, encodable
from assistant.web.conversation import Conversation, Exchange, restore
from assistant.web.library import Library
from assistant.web.pages import page, static
from assistant.web.sources_panel import panel_html
from assistant.web.thread import thread_html

_LOG = logging.getLogger(__name__)
_STORAGE = "sportello-zis-1"
_NAMES: dict[Language, str] = {"it": "Italiano", "en": "English"}
# thread.js defines both: a question is shown at once, and given back when it could not be sent.
_PENDING = "(text, kept) => [window.sportelloPending(text), kept]"
_NOT_PENDING = "() => window.sportelloNotPending()"
Updates = dict[gr.components.Component, Any]


@dataclass(frozen=True, slots=True)
class Parts:
    """The components of the page; ``kept`` is what the browser keeps of the conversation."""

    kept: gr.BrowserState
    header: gr.HTML
    language: gr.Radio
    disclaimer: gr.HTML
    thread: gr.HTML
    box: gr.Textbox
    send: gr.Button
    privacy: gr.HTML
    clear: gr.Button
    panel: gr.HTML
    announced: gr.HTML

    def all(self) -> list[Any]:
        """Return every component, each of which an event may change."""
        return [getattr(self, part.name) for part in fields(self)]


class Chat:
    """What the events of the page do."""

    def __init__(self, answerer: Answerer, settings: Settings, parts: Parts) -> None:
        """Remember what answers, and what to change."""
        self._answerer = answerer
        self._settings = settings
        self._library = Library(answerer, settings.corpus)
        self._parts = parts

    def ask(self, text: str, kept: Any) -> Updates:
        """Answer a question; the page shows it as pending meanwhile."""
        talk = self._restore(kept)
        text = encodable(text.strip())[: self._settings.question_chars + 1]
        if not text:
            return {self._parts.box: ""}
        answer = self._answer(text, talk)
        talk = talk.with_exchange(Exchange(question=text, answer=answer))
        cleared = {self._parts.box: ""}
        return cleared | self._shown(talk) | self._announced(answer, talk.language)

    def ask_this(self, kept: Any, event: gr.EventData) -> Updates:
        """Ask an example or a choice that was clicked."""
        return self.ask(str(_told(event, "question") or ""), kept)

    def select(self, kept: Any, event: gr.EventData) -> Updates:
        """Show the sources of another answer."""
        return self._shown(self._restore(kept).with_selected(_told(event, "exchange")))

    def speak(self, language: Any, kept: Any) -> Updates:
        """Say every label and the first message in another language."""
        talk = self._restore(kept).with_language(_language(language, self._settings))
        return self._labels(talk.language) | self._shown(talk)

    def restore(self, kept: Any) -> Updates:
        """Show the conversation that the browser kept; change nothing when it kept none."""
        if not kept:
            return {self._parts.box: gr.skip()}
        talk = self._restore(kept)
        updates = self._labels(talk.language) | self._shown(talk)
        return updates | {self._parts.language: gr.update(value=talk.language)}

    def clear(self, kept: Any) -> Updates:
        """Forget the conversation."""
        talk = self._restore(kept).cleared()
        said = _announcement(say(talk.language, "web.cleared"))
        return self._shown(talk) | {self._parts.announced: said}

    def _restore(self, kept: Any) -> Conversation:
        return restore(kept, self._settings.language)

    def _answer(self, text: str, talk: Conversation) -> AnswerBody:
        language = guess(text) or talk.language
        earlier = tuple(exchange.question for exchange in talk.exchanges)
        question = Question(text, earlier, language)
        try:
            return AnswerBody.of(self._answerer.answer(question))
        except SportelloError as error:
            return _failed(question, language, explain(error, language))
        except Exception:
            _LOG.exception("A question could not be answered.")
            return _failed(question, language, say(language, "web.error.http_500"))

    def _shown(self, talk: Conversation) -> Updates:
        panel = panel_html(talk.shown, talk.language, self._library)
        parts = self._parts
        return {parts.kept: talk.kept(), parts.thread: thread_html(talk), parts.panel: panel}

    def _announced(self, answer: AnswerBody, language: Language) -> Updates:
        label = say(language, f"outcomes.{answer.outcome}.label")
        said = say(language, "web.ready", label=label, text=answer.text)
        return {self._parts.announced: _announcement(said)}

    def _labels(self, language: Language) -> Updates:
        parts = self._parts
        hint = say(language, "web.question_hint")
        return {
            parts.header: page("header.html", language),
            parts.language: gr.update(label=say(language, "web.language")),
            parts.disclaimer: page("disclaimer.html", language),
            parts.box: gr.update(label=say(language, "web.question_label"), placeholder=hint),
            parts.send: say(language, "web.send"),
            parts.privacy: page("privacy.html", language),
            parts.clear: say(language, "web.clear"),
        }


def build_page(answerer: Answerer, settings: Settings) -> gr.Blocks:
    """Return the page, ready to be mounted."""
    title = say(settings.language, "web.title")
    blocks: gr.Blocks
    with gr.Blocks(title=title, analytics_enabled=False, fill_width=True) as blocks:
        parts = _lay_out(settings)
        _connect(blocks, parts, Chat(answerer, settings, parts), settings)
    blocks.queue(
        max_size=settings.queue_size,
        default_concurrency_limit=settings.concurrency,
        api_open=False,
    )
    return blocks


def _lay_out(settings: Settings) -> Parts:
    language = settings.language
    kept = gr.BrowserState(
        {}, storage_key=_STORAGE, secret=settings.browser_secret.get_secret_value()
    )
    with gr.Row(elem_id="top"):
        header = _html(page("header.html", language), "header", static("header.js"))
        spoken = _language_switch(language)
    disclaimer = _html(page("disclaimer.html", language), "disclaimer")
    with gr.Row(elem_id="desk"):
        with gr.Column(elem_id="talk"):
            first = thread_html(Conversation(language=language))
            thread = _html(first, "thread", static("thread.js"))
            box, send, privacy, clear = _composer(language)
        with gr.Column(elem_id="sources"):
            empty = page("sources.html", language, question=None, answer_lang=language, cards=())
            panel = _html(empty, "panel", static("panel.js"))
    announced = _html("", "announced", static("announced.js"))
    return Parts(
        kept, header, spoken, disclaimer, thread, box, send, privacy, clear, panel, announced
    )


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
        privacy = _html(page("privacy.html", language), "privacy")
        clear = gr.Button(say(language, "web.clear"), elem_id="clear", scale=0)
    return box, send, privacy, clear


def _language_switch(language: Language) -> gr.Radio:
    return gr.Radio(
        choices=[(_NAMES[code], code) for code in LANGUAGES],
        value=language,
        label=say(language, "web.language"),
        elem_id="language",
        container=False,
        scale=0,
    )


def _html(value: str, name: str, script: str | None = None) -> gr.HTML:
    return gr.HTML(value, elem_id=name, js_on_load=script, apply_default_css=False)


def _connect(blocks: gr.Blocks, parts: Parts, chat: Chat, settings: Settings) -> None:
    talk = [parts.kept, parts.thread, parts.panel]
    said = [*talk, parts.box, parts.announced]

    def on(
        listen: Callable[..., Any],
        act: Callable[..., Any],
        inputs: list[Any],
        outputs: list[Any],
        **options: Any,
    ) -> Any:
        return listen(
            act,
            inputs,
            outputs,
            concurrency_limit=settings.concurrency,
            api_visibility="private",
            show_progress="hidden",
            **options,
        )

    written = [parts.box, parts.kept]
    asking = [
        on(parts.box.submit, chat.ask, written, said, js=_PENDING),
        on(parts.send.click, chat.ask, written, said, js=_PENDING),
        on(parts.thread.ask, chat.ask_this, [parts.kept], said),
    ]
    for event in asking:
        event.failure(None, js=_NOT_PENDING)
    on(parts.thread.select, chat.select, [parts.kept], talk)
    on(parts.language.input, chat.speak, [parts.language, parts.kept], parts.all())
    on(parts.clear.click, chat.clear, [parts.kept], [*talk, parts.announced], cancels=asking)
    on(blocks.load, chat.restore, [parts.kept], parts.all())


def _failed(question: Question, language: Language, text: str) -> AnswerBody:
    said = question.text
    return AnswerBody.of(Answer(said, said, language, "failed", text, dt.date.today()))


def _told(event: gr.EventData, name: str) -> Any:
    return event._data.get(name) if isinstance(event._data, dict) else None


def _language(code: Any, settings: Settings) -> Language:
    return next((language for language in LANGUAGES if language == code), settings.language)


def _announcement(text: str) -> str:
    return escape(text)
