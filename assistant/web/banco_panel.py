"""What the tabs of the staff page have in common, made once: drawn, filled, asked, refused.

What a tab holds of its own is a ``Content``; a ``Panel`` makes a tab of it.
"""

from typing import Any, Generic, Protocol, TypeVar

import gradio as gr

from assistant.desk.roles import Person
from assistant.errors import SportelloError
from assistant.model import Language
from assistant.text import explain
from assistant.web.banco_act import NO_REFUSAL, Deeds, Done, Refusal, do
from assistant.web.banco_staff import Staff
from assistant.web.frame import Frame, Updates, announcement, drawn
from assistant.web.pages import page, static

View = TypeVar("View")
_AGAIN = "again"  # to draw what could not be drawn


class Content(Protocol[View]):
    """What a tab shows and does. A view is frozen and says who looks, and at what."""

    name: str
    is_fresh: bool  # filled again whenever the tab is opened, else once, when the page is
    deeds: Deeds[View]

    def first(self, person: Person) -> View:
        """Return what somebody sees first."""
        ...

    def html(self, view: View, language: Language, refusal: Refusal) -> str:
        """Draw a view, and why the last thing was not done; raise SportelloError."""
        ...


class Panel(Generic[View]):
    """A content as a tab of the page; who may see and do what is decided at every event."""

    def __init__(self, content: Content[View], staff: Staff) -> None:
        """Remember what is shown and who works."""
        self.name = content.name
        self._content = content
        self._staff = staff

    def lay_out(self) -> None:
        """Draw an empty tab; it is filled for who opens it."""
        self._view = gr.State(None)
        with gr.Column(elem_id=f"{self.name}-desk", elem_classes="banco"):
            self._shown = drawn("", self.name, static("banco.js"))
        self._files = drawn("", f"{self.name}-files", static("files.js"))

    @property
    def memory(self) -> list[Any]:
        """Return what keeps the view."""
        return [self._view]

    @property
    def changing(self) -> list[Any]:
        """Return what another language changes."""
        return [self._shown]

    def speak(self, language: Language, view: View | None) -> Updates:
        """Draw the view in another language; what nobody has filled yet stays as it is."""
        return {self._shown: self._html(view, language)} if view else {}

    def connect(self, frame: Frame) -> None:
        """Listen to the forms, and fill the tab when it is time."""
        self._frame = frame
        inputs, shown = [self._view, frame.language], [self._view, self._shown]
        frame.on(self._shown.act, self.act, inputs, [*shown, self._files, frame.announced])
        if self._content.is_fresh:
            frame.on(frame.items[self.name].select, self.begin, [frame.language], shown)
        else:
            frame.on(frame.blocks.load, self.begin, [frame.kept], shown)

    def begin(self, code: Any, request: gr.Request) -> Updates:
        """Show the first view to who opens the tab."""
        person = self._staff.required(request.username, "reader")
        view = self._content.first(person)
        return {self._view: view, self._shown: self._html(view, self._frame.language_of(code))}

    def act(
        self, view: View | None, code: Any, event: gr.EventData, request: gr.Request
    ) -> Updates:
        """Do what a form asks, if its sender may; a refusal loses nothing of what was written."""
        language = self._frame.language_of(code)
        again: Deeds[View] = {_AGAIN: ("reader", lambda _: Done(view))}
        result = do(self._staff, {**self._content.deeds, **again}, language, event, request)
        if isinstance(result, Refusal):
            return self._refused(view, result, language)
        if result.view is None:
            return {self._files: result.file} | self._said(result.said)
        return self._taken(result.view, language) | self._said(result.said)

    def _refused(self, view: View | None, refusal: Refusal, language: Language) -> Updates:
        shown = {self._shown: self._html(view, language, refusal)} if view else {}
        return shown | self._said(refusal.sentence)

    def _taken(self, view: View, language: Language) -> Updates:
        """Draw what a deed leads to, and tell banco.js that what it sent was taken."""
        html = self._html(view, language) + page("banco_taken.html", language)
        return {self._view: view, self._shown: html}

    def _said(self, sentence: str) -> Updates:
        return {self._frame.announced: announcement(sentence)}

    def _html(self, view: View, language: Language, refusal: Refusal = NO_REFUSAL) -> str:
        try:
            return self._content.html(view, language, refusal)
        except SportelloError as error:
            return page("banco_fault.html", language, sentence=explain(error, language))
