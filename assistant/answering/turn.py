"""What travels along the pipeline: a frozen turn, replaced by every step."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from assistant.answering.scope import Likeness
from assistant.approved.matcher import Match
from assistant.call.rules import Rules
from assistant.model import (
    Basis,
    Claim,
    Hit,
    Language,
    Made,
    Outcome,
    Passage,
    Question,
    Source,
    Status,
)
from assistant.retrieval.search import Search
from assistant.settings import Settings

Route = Literal["corpus", "money", "case", "draft", "small_talk"]
Role = Literal[
    "intro",
    "lead",
    "counterpart",
    "detail",
    "point",
    "quote",
    "unknown",
    "caveat",
    "state",
    "related",
]


class Knowledge(Protocol):
    """What the steps may ask: the passages, the sources, the rules and the settings."""

    settings: Settings

    @property
    def rules(self) -> Rules:
        """Return the rules of the call."""
        ...

    @property
    def digest(self) -> str:
        """Return the digest of the corpus that is being served."""
        ...

    @property
    def notices(self) -> tuple[str, ...]:
        """Return the keys of what a person should know of this index."""
        ...

    @property
    def known_until(self) -> dt.date | None:
        """Return the newest day that a source speaks of."""
        ...

    def look(self, text: str, k: int, as_of: dt.date, language: Language) -> Search:
        """Search and measure the search."""
        ...

    def official(self, text: str, k: int, as_of: dt.date) -> tuple[Hit, ...]:
        """Search official documents only."""
        ...

    def beyond(self, text: str) -> float:
        """Return how near a question is to those that the desk does not answer."""
        ...

    def likeness(self, text: str) -> Likeness | None:
        """Return what a message is like; None where nothing tells."""
        ...

    def approved(self, text: str, language: Language, as_of: dt.date) -> Match | None:
        """Return the approved answer to a question, if one may be served on the day."""
        ...

    def switched_off(self, topic: str, language: Language) -> str | None:
        """Return what to say of a topic that is switched off; None for one that is not."""
        ...

    def critique(self, text: str, language: Language) -> str:
        """Return the short critique of a piece of a draft; "" where nothing can judge it."""
        ...

    def passage(self, name: str) -> Passage | None:
        """Return a passage by its id."""
        ...

    def source(self, name: str) -> Source | None:
        """Return a source by its id."""
        ...


@dataclass(frozen=True, slots=True)
class Words:
    """Words that must stand in a passage."""

    passage: Passage
    words: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What is to be said: a sentence, and the words of a passage that must carry it.

    ``about``: the question of the message that it answers, where the message has several.
    ``also``: words of other passages without which those of the first would not carry it.
    """

    text: str
    words: str
    passage: Passage
    role: Role = "lead"
    certainty: Status = "reported"
    basis: Basis = "quoted"
    about: str = ""
    also: tuple[Words, ...] = ()

    @property
    def carriers(self) -> tuple[Words, ...]:
        """Return all the words that carry it, those of its passage first."""
        return (Words(self.passage, self.words), *self.also)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a message, its kind, and what was found for it.

    ``said``: its words in the message, where it has several; ``leans``: it follows an earlier one,
    ``subject``, and ``own`` are its own words. ``beyond``: how near it is to what is not ours.
    ``likeness``: what it is like as a whole. ``before``: what the question that it leans on found:
    its answer was told already. ``settled``: the facts by which the rules answer it.
    """

    text: str
    kind: str | None = None
    said: str = ""
    route: Route = "corpus"
    leans: bool = False
    own: str = ""
    subject: str = ""
    settled: tuple[str, ...] = ()
    search: Search | None = None
    beyond: float = 0.0
    likeness: Likeness | None = None
    before: Search | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One message on its way to an answer. ``outcome`` set means that the way is over.

    ``standalone``: the message as a question that needs no other; ``subject``: the question that
    it leans on, if it does; ``thread``: what the conversation was about before, if there was one;
    ``asked``: the questions in it. ``claims``: the verified statements. ``approved``: of an
    approved answer, who approved it and when. ``mode``: "llm" where a model worded them, else
    "embedded".
    """

    question: Question
    language: Language
    as_of: dt.date
    text: str
    standalone: str
    subject: str = ""
    thread: str = ""
    route: Route = "corpus"
    asked: tuple[Asked, ...] = ()
    statements: tuple[Statement, ...] = ()
    claims: tuple[Claim, ...] = ()
    outcome: Outcome | None = None
    message: str = ""
    remarks: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    calculation: Mapping[str, Any] | None = None
    approved: Mapping[str, Any] | None = None
    notices: tuple[str, ...] = ()
    made: Made = field(default_factory=Made)
    mode: str = "embedded"


Step = Callable[[Turn, Knowledge], Turn]
