"""Topics that an operator has switched off, with what the chat says instead of an answer.

``topics.yaml`` of a corpus lists them; there is none while all are on. It is written whole.
"""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import yaml
from pydantic import ValidationError

from assistant.approved.files import write_whole, writing
from assistant.errors import CorpusError, InputError
from assistant.ingestion.strict import StrictEntry, Words, read_entries, read_yaml, repeated
from assistant.model import Language
from assistant.text import sentences

FILE = "topics.yaml"
_WIDTH = 100


class Switch(StrictEntry):
    """A topic that is off: what is said, in one language or both, who switched it, when."""

    topic: Words
    message: Mapping[Language, Words]
    by: Words
    day: dt.date

    def message_in(self, language: Language) -> str:
        """Return what is said in a language where it was written, else in the other."""
        return self.message.get(language) or next(iter(self.message.values()))


def topics() -> dict[str, str]:
    """Return the topics that there are, by their names in Italian as people call them."""
    return dict(sentences("it")["catalogue"]["topics"])


def load_switches(corpus: Path) -> tuple[Switch, ...]:
    """Return the topics that are off; raise CorpusError naming what is wrong in the file."""
    path = corpus / FILE
    if not path.is_file():
        return ()
    entries = read_entries(Switch, read_yaml(path) or [], FILE)
    known = topics()
    wrong = [entry.topic for entry in entries if entry.topic not in known or not entry.message]
    wrong += repeated(entry.topic for entry in entries)
    if wrong:
        raise CorpusError("topic.wrong", file=FILE, entries="; ".join(wrong))
    return tuple(entries)


def switch_off(corpus: Path, topic: str, message: Mapping[Language, str], by: str) -> Switch:
    """Switch a topic off, or change what is said of it; InputError for an unknown topic."""
    _check(topic)
    try:
        entry = Switch(topic=topic, message=dict(message), by=by, day=dt.date.today())
    except ValidationError:
        raise InputError("topic.message") from None
    if not entry.message:
        raise InputError("topic.message")
    with writing(corpus):
        others = [one for one in load_switches(corpus) if one.topic != topic]
        _write(corpus, [*others, entry])
    return entry


def switch_on(corpus: Path, topic: str) -> None:
    """Switch a topic on again; InputError for one that is unknown or not off."""
    _check(topic)
    with writing(corpus):
        there = load_switches(corpus)
        others = [one for one in there if one.topic != topic]
        if len(others) == len(there):
            raise InputError("topic.is_on", topic=topic)
        _write(corpus, others)


def _check(topic: str) -> None:
    known = topics()
    if topic not in known:
        raise InputError("topic.unknown", topic=topic, topics=", ".join(known))


def _write(corpus: Path, entries: list[Switch]) -> None:
    plain = [
        {**entry.model_dump(), "message": dict(entry.message)}
        for entry in sorted(entries, key=lambda one: one.topic)
    ]
    text = yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=_WIDTH)
    write_whole(corpus / FILE, text)
