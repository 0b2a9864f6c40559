"""One rule of the call, and all of them by their subject."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assistant.model import Status


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the call: a value, the words that state it, and the facts it rests on.

    ``source``: the official document that settles it, if one does. ``sources``: that one first,
    then those of its facts.
    """

    id: str
    kind: str
    subject: str
    value: Any
    unit: str | None
    texts: Mapping[str, str]
    facts: tuple[str, ...]
    certainty: Status
    note: str | None
    source: str | None = None
    sources: tuple[str, ...] = ()

    @property
    def number(self) -> Decimal:
        """Return the value as an exact decimal; TypeError when the rule has no number."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            raise TypeError(self.id)
        return Decimal(str(self.value))


@dataclass(frozen=True, slots=True)
class Rules:
    """All the rules, by subject (what the rule is about: one rule a subject)."""

    by_subject: Mapping[str, Rule]

    def __iter__(self) -> Iterator[Rule]:
        """Iterate over the rules in the order of the file."""
        return iter(self.by_subject.values())

    def find(self, subject: str) -> Rule | None:
        """Return the rule about a subject, if the corpus has one."""
        return self.by_subject.get(subject)
