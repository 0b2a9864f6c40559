"""The tab of the topics: one can be switched off, with what the chat says instead of an answer."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.approved.topics import load_switches, switch_off, switch_on, topics
from assistant.desk import audit
from assistant.desk.roles import Person
from assistant.errors import SportelloError
from assistant.journal.database import Database
from assistant.model import LANGUAGES, Language
from assistant.text import explain, say
from assistant.web.banco_act import Deed, Deeds, Refused, do
from assistant.web.banco_staff import Staff
from assistant.web.frame import Frame, Updates, announcement, drawn
from assistant.web.pages import page, static


@dataclass(frozen=True, slots=True)
class View:
    """Who looks, and why the last thing was not done."""

    person: Person
    fault: str = ""


class TopicsTab:
    """The topics, on or off."""

    name = "topics"

    def __init__(self, staff: Staff, corpus: Path, database: Database) -> None:
        """Remember who works, and where the switches are kept."""
        self._staff = staff
        self._corpus = corpus
        self._database = database
        self._deeds: Deeds = {"off": ("approver", self._off), "on": ("approver", self._on)}

    def lay_out(self) -> None:
        """Draw an empty tab; it is filled for who opens it."""
        self._view = gr.State(None)
        with gr.Column(elem_id="topics-desk", elem_classes="banco"):
            self._shown = drawn("", "topics", static("banco.js"))

    @property
    def memory(self) -> list[Any]:
        """Return what keeps the view."""
        return [self._view]

    @property
    def changing(self) -> list[Any]:
        """Return what another language changes."""
        return [self._shown]

    def speak(self, language: Language, view: View | None) -> Updates:
        """Draw the view in another language."""
        return {self._shown: self._drawn(view, language) if view else ""}

    def connect(self, frame: Frame) -> None:
        """Listen to the forms; the switches are read whenever the tab is opened."""
        self._frame = frame
        outputs = [self._view, self._shown, frame.announced]
        frame.on(self._shown.act, self.act, [self._view, frame.language], outputs)
        frame.on(frame.items[self.name].select, self.begin, [frame.language], outputs)

    def begin(self, code: Any, request: gr.Request) -> Updates:
        """Show the topics to who opens the tab."""
        view = View(self._staff.required(request.username, "reader"))
        return {self._view: view, self._shown: self._drawn(view, self._frame.language_of(code))}

    def act(
        self, view: View | None, code: Any, event: gr.EventData, request: gr.Request
    ) -> Updates:
        """Switch a topic, if its sender may."""
        language = self._frame.language_of(code)
        result = do(self._staff, self._deeds, language, event, request)
        if not isinstance(result, Refused):
            shown, said = result
        elif view is None:
            return {self._frame.announced: announcement(result.sentence)}
        else:
            shown, said = View(view.person, result.sentence), result.sentence
        return {
            self._view: shown,
            self._shown: self._drawn(shown, language),
            self._frame.announced: announcement(said),
        }

    def _drawn(self, view: View, language: Language) -> str:
        try:
            off = {one.topic: one for one in load_switches(self._corpus)}
        except SportelloError as error:
            return page("review_fault.html", language, sentence=explain(error, language))
        values = {"topics": tuple(topics()), "off": off, "view": view, "languages": LANGUAGES}
        return page("banco_topics.html", language, **values)

    def _off(self, deed: Deed) -> tuple[View, str]:
        texts = {one: deed.text(f"message_{one}").strip() for one in LANGUAGES}
        message: dict[Language, str] = {one: text for one, text in texts.items() if text}
        switch = switch_off(self._corpus, deed.text("topic"), message, deed.person.name)
        step = (switch.topic, " / ".join(message.values()))
        audit.record(self._database, deed.person.name, "topic_off", step)
        return View(deed.person), say(deed.language, "approved.switched_off", topic=switch.topic)

    def _on(self, deed: Deed) -> tuple[View, str]:
        topic = deed.text("topic")
        switch_on(self._corpus, topic)
        audit.record(self._database, deed.person.name, "topic_on", (topic, ""))
        return View(deed.person), say(deed.language, "approved.switched_on", topic=topic)
