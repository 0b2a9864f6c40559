"""The tab of the topics: one can be switched off, with what the chat says instead of an answer."""

from dataclasses import dataclass
from pathlib import Path

from assistant.approved.topics import load_switches, switch_off, switch_on, topics
from assistant.desk import audit
from assistant.desk.roles import Person
from assistant.errors import InputError
from assistant.journal.database import Database
from assistant.model import LANGUAGES, Language
from assistant.text import say
from assistant.web.banco_act import Deed, Deeds, Done, Refusal
from assistant.web.pages import page


@dataclass(frozen=True, slots=True)
class View:
    """Who looks."""

    person: Person


class TopicsContent:
    """The topics, on or off; the switches are read whenever the tab is opened."""

    name = "topics"
    is_fresh = True

    def __init__(self, corpus: Path, database: Database) -> None:
        """Remember where the switches and the audit are kept."""
        self._corpus = corpus
        self._database = database
        self.deeds: Deeds[View] = {"off": ("approver", self._off), "on": ("approver", self._on)}

    def first(self, person: Person) -> View:
        """Return every topic."""
        return View(person)

    def html(self, view: View, language: Language, refusal: Refusal) -> str:
        """Draw the topics and the form that switches one off."""
        values = {
            "topics": tuple(topics()),
            "off": {one.topic: one for one in load_switches(self._corpus)},
            "person": view.person,
            "languages": LANGUAGES,
            "fault": refusal.sentence,
        }
        return page("banco_topics.html", language, **values)

    def _off(self, deed: Deed) -> Done[View]:
        texts = {one: deed.text(f"message_{one}").strip() for one in LANGUAGES}
        message: dict[Language, str] = {one: text for one, text in texts.items() if text}
        if not message:
            raise InputError("desk.no_topic_message")
        switch = switch_off(self._corpus, deed.text("topic"), message, deed.person.name)
        step = (switch.topic, " / ".join(message.values()))
        audit.record(self._database, deed.person.name, "topic_off", step)
        said = say(deed.language, "approved.switched_off", topic=switch.topic)
        return Done(View(deed.person), said)

    def _on(self, deed: Deed) -> Done[View]:
        topic = deed.text("topic")
        switch_on(self._corpus, topic)
        audit.record(self._database, deed.person.name, "topic_on", (topic, ""))
        return Done(View(deed.person), say(deed.language, "approved.switched_on", topic=topic))
