"""The frame of the page: header, switch of language and disclaimer; below them the tabs.

A tab is a module of its own: it meets ``Tab`` and is named in ``web/tabs.py``; its label is the
sentence ``web.tabs.<name>``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Protocol

import gradio as gr

from assistant.model import LANGUAGES, Language
from assistant.settings import Settings
from assistant.text import say
from assistant.web.pages import page, static

_NAMES: dict[Language, str] = {"it": "Italiano", "en": "English"}
Updates = dict[gr.blocks.Block, Any]


@dataclass(frozen=True, slots=True)
class Look:
    """What stands above the tabs: two templates, the key of the title, where a browser keeps it."""

    title: str = "web.title"
    header: str = "header.html"
    below: str = "disclaimer.html"
    storage: str = "sportello-zis-language-1"


PUBLIC = Look()


class Frame:
    """What the tabs share. ``announced``: what a screen reader says; ``items``: each tab."""

    def __init__(self, settings: Settings, blocks: gr.Blocks, look: Look = PUBLIC) -> None:
        """Draw what stands above the tabs. ``blocks``: the page, for who acts when it opens."""
        self._settings = settings
        self._look = look
        self.blocks = blocks
        language = settings.language
        secret = settings.browser_secret.get_secret_value()
        self.kept = gr.BrowserState("", storage_key=look.storage, secret=secret)
        with gr.Row(elem_id="top"):
            self.header = drawn(page(look.header, language), "header", static("header.js"))
            self.language = _language_switch(language)
        self.disclaimer = drawn(page(look.below, language), "disclaimer")
        self.announced = drawn("", "announced", static("announced.js"))
        self.tabs: gr.Tabs | None = None
        self.items: dict[str, gr.Tab] = {}

    def on(
        self,
        listen: Callable[..., Any],
        act: Callable[..., Any],
        inputs: Sequence[Any],
        outputs: Sequence[Any],
        **options: Any,
    ) -> Any:
        """Listen to an event under the limits of the house; return what it can be cancelled by."""
        return listen(
            act,
            list(inputs),
            list(outputs),
            concurrency_limit=self._settings.concurrency,
            api_visibility="private",
            show_progress="hidden",
            **options,
        )

    def language_of(self, code: Any) -> Language:
        """Return a language that the page speaks: the one named, else the one of the settings."""
        return next((one for one in LANGUAGES if one == code), self._settings.language)

    def speak(self, language: Language) -> Updates:
        """Return what stands above the tabs in a language."""
        return {
            self.kept: language,
            self.header: page(self._look.header, language),
            self.language: gr.update(value=language, label=say(language, "web.language")),
            self.disclaimer: page(self._look.below, language),
        }


class Tab(Protocol):
    """A tab of the page."""

    name: str

    def lay_out(self) -> None:
        """Draw the components, in the language of the settings."""

    @property
    def memory(self) -> list[Any]:
        """Return the components whose values ``speak`` is given; falsy ones hold nothing yet."""

    @property
    def changing(self) -> list[Any]:
        """Return the components that ``speak`` may change."""

    def speak(self, language: Language, *memory: Any) -> Updates:
        """Return every label and text in a language."""

    def connect(self, frame: Frame) -> None:
        """Listen to events; every tab is laid out by now."""


def build_page(tabs: Sequence[Tab], settings: Settings, look: Look = PUBLIC) -> gr.Blocks:
    """Return a page, ready to be mounted; the first tab is shown first."""
    title = say(settings.language, look.title)
    blocks: gr.Blocks
    with gr.Blocks(title=title, analytics_enabled=False, fill_width=True) as blocks:
        frame = Frame(settings, blocks, look)
        with gr.Tabs(elem_id="tabs", overflow_behavior="wrap") as frame.tabs:
            frame.items = {tab.name: _item(tab, settings.language) for tab in tabs}
        for tab in tabs:
            tab.connect(frame)
        _speak(frame, tabs)
    blocks.queue(
        max_size=settings.queue_size,
        default_concurrency_limit=settings.concurrency,
        api_open=False,
    )
    return blocks


def _item(tab: Tab, language: Language) -> gr.Tab:
    """Draw a tab whole: it is there before it is shown, so that others can write in it."""
    item: gr.Tab
    label = say(language, f"web.tabs.{tab.name}")
    with gr.Tab(label, id=tab.name, elem_id=f"tab-{tab.name}", render_children=True) as item:
        tab.lay_out()
    return item


def _speak(frame: Frame, tabs: Sequence[Tab]) -> None:
    """Relabel everything when the language changes, and when a browser comes back with its own."""

    def spoken(code: Any, *memory: Any) -> Updates:
        language, left = frame.language_of(code), list(memory)
        updates = frame.speak(language)
        for tab in tabs:
            own = [left.pop(0) for _ in tab.memory]
            updates |= tab.speak(language, *own)
            updates[frame.items[tab.name]] = gr.update(label=say(language, f"web.tabs.{tab.name}"))
        return updates

    def restored(code: Any, *memory: Any) -> Updates:
        """Change nothing for who comes for the first time: a question may be under way."""
        if not code and not any(memory):
            return {frame.kept: gr.skip()}
        return spoken(code, *memory)

    memory = [part for tab in tabs for part in tab.memory]
    changing = [part for tab in tabs for part in tab.changing]
    above = [frame.kept, frame.header, frame.language, frame.disclaimer]
    outputs = [*above, *frame.items.values(), *changing]
    frame.on(frame.language.input, spoken, [frame.language, *memory], outputs)
    frame.on(frame.blocks.load, restored, [frame.kept, *memory], outputs)


def _language_switch(language: Language) -> gr.Radio:
    return gr.Radio(
        choices=[(_NAMES[code], code) for code in LANGUAGES],
        value=language,
        label=say(language, "web.language"),
        elem_id="language",
        container=False,
        scale=0,
    )


def drawn(value: str, name: str, script: str | None = None) -> gr.HTML:
    """Return HTML under an id, with the script that listens in it."""
    return gr.HTML(value, elem_id=name, js_on_load=script, apply_default_css=False)


def told(event: gr.EventData, name: str) -> Any:
    """Return what a script sent with an event under a name, None when it sent nothing."""
    return event._data.get(name) if isinstance(event._data, dict) else None


def announcement(text: str) -> str:
    """Return a sentence for ``Frame.announced``."""
    return escape(text)
