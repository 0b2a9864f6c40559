"""The nouns of the house: frozen values that every room shares.

Nothing here does work; a value knows how to show itself as JSON and no more.
"""

import calendar
import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

Language = Literal["it", "en"]
Status = Literal["reported", "conflicting", "derived", "unknown"]
Basis = Literal["quoted", "calculated"]
Outcome = Literal[
    "answered",
    "partial",
    "clarify",
    "approved",
    "not_in_sources",
    "out_of_scope",
    "refused",
    "desk",
    "failed",
]
LANGUAGES: tuple[Language, ...] = get_args(Language)
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """A date known to the day, the month or the year: every day from ``first`` to ``last``."""

    first: dt.date
    last: dt.date

    @classmethod
    def parse(cls, text: str) -> "Interval":
        """Read ``2025``, ``2025-11`` or ``2025-11-17``; raise ValueError on anything else."""
        found = _PARTIAL_DATE.fullmatch(text)
        if not found:
            raise ValueError(text)
        year, month, day = (int(part) if part else None for part in found.groups())
        assert year is not None
        first = dt.date(year, month or 1, day or 1)
        if day:
            return cls(first, first)
        last_month = month or 12
        last_day = calendar.monthrange(year, last_month)[1]
        return cls(first, dt.date(year, last_month, last_day))

    def __str__(self) -> str:
        """Return the shortest ISO form that ``parse`` reads back."""
        if self.first == self.last:
            return self.first.isoformat()
        if self.first.month == self.last.month:
            return self.first.isoformat()[:7]
        return self.first.isoformat()[:4]


@dataclass(frozen=True, slots=True)
class Source:
    """Who said it, when, and with what authority (5 an official act ... 1 press).

    ``publisher``: "" when the operator did not say who.
    ``kind``: official, association, consultant, press, faq, document (unstated) or editorial.
    ``based_on``: for an editorial summary, the ids of the sources it summarises.
    ``path``: for an indexed document, its file relative to the corpus folder.
    """

    id: str
    title: str
    publisher: str
    kind: str
    authority: int
    language: str = "it"
    url: str | None = None
    published: Interval | None = None
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None
    supersedes: tuple[str, ...] = ()
    based_on: tuple[str, ...] = ()
    path: str | None = None
    digest: str | None = None

    @property
    def is_editorial(self) -> bool:
        """Tell whether the text is our summary, never to be shown as somebody's words."""
        return self.kind == "editorial"

    def as_json(self) -> dict[str, Any]:
        """Return the keys that the Answer contract promises."""
        return {
            "id": self.id,
            "title": self.title,
            "publisher": self.publisher,
            "url": self.url,
            "published": str(self.published) if self.published else None,
            "kind": self.kind,
            "authority": self.authority,
            "based_on": list(self.based_on),
            "language": self.language,
            "supersedes": list(self.supersedes),
        }


@dataclass(frozen=True, slots=True)
class Fact:
    """What the knowledge base knows of an editorial passage beyond its words.

    ``companions``: facts to tell together with this one, in order (limit, exception, caveat).
    ``members``: for a collection, the facts that together answer one question, in order.
    """

    topic: str
    scope: str
    status: Status
    phase: int | None = None
    as_of: Interval | None = None
    conflicts_with: tuple[str, ...] = ()
    preferred: str | None = None
    companions: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a source that can be found, quoted and located.

    ``text``: the words, exactly as quoted; every offset counts code points of it.
    ``versions``: the same passage in other languages, language -> text (editorial facts only).
    ``locator``: where a person finds it ("p. 3, art. 5, comma 2"); ``page`` counts from 1.
    ``start``, ``end``: offsets of the text in its extracted page.
    ``finders``: other texts by which it may be found (keywords, headings, questions it answers),
    never shown and never quoted.
    """

    id: str
    source: str
    text: str
    language: str = "it"
    kind: str = "paragraph"
    locator: str = ""
    page: int | None = None
    heading: tuple[str, ...] = ()
    start: int = 0
    end: int = 0
    digest: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)
    finders: tuple[str, ...] = ()
    fact: Fact | None = None

    def text_in(self, language: str) -> str:
        """Return the words in a language where that version exists, else the original."""
        return self.versions.get(language, self.text)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a search found. ``score``: fused, 0 to 1; ``lexical`` and ``dense``: raw."""

    passage: Passage
    score: float
    lexical: float = 0.0
    dense: float = 0.0


@dataclass(frozen=True, slots=True)
class Question:
    """What a person asked: the last message, the ones before it, and how to answer."""

    text: str
    earlier: tuple[str, ...] = ()
    language: Language | None = None
    as_of: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words located in a passage: ``words == passage.text_in(language)[start:end]``."""

    passage: str
    source: str
    locator: str
    words: str
    start: int
    end: int
    page: int | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the keys that the Answer contract promises, and the page."""
        return {key: getattr(self, key) for key in self.__slots__}


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of an answer and the quotations that carry it."""

    text: str
    quotes: tuple[Quote, ...]
    basis: Basis = "quoted"
    certainty: Status = "reported"

    def as_json(self) -> dict[str, Any]:
        """Return the keys that the Answer contract promises."""
        return {
            "text": self.text,
            "basis": self.basis,
            "certainty": self.certainty,
            "quotes": [quote.as_json() for quote in self.quotes],
        }


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that an answer was made from, and whether it is cited.

    ``score``: its share, 0 to 1, of the two rankings of the search. ``topic``: of a fact.
    """

    passage: str
    score: float
    title: str = ""
    locator: str = ""
    topic: str = ""
    cited: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return every key, the score rounded."""
        return {key: getattr(self, key) for key in self.__slots__} | {"score": round(self.score, 4)}


@dataclass(frozen=True, slots=True)
class Asking:
    """One request to a model: the prompt's name and digest, tokens by part, what came of it.

    ``digest``: SHA-256 of the prompt's file; ``rendered``: of what was sent; ``fault``: why its
    reply was of no use, else ""; ``cost``: at the prices of the settings, None without a price.
    """

    prompt: str
    digest: str
    rendered: str
    tokens: Mapping[str, int]
    tokens_out: int = 0
    fault: str = ""
    cost: float | None = None

    def as_json(self) -> dict[str, Any]:
        """Return every key."""
        return {key: getattr(self, key) for key in self.__slots__} | {"tokens": dict(self.tokens)}


@dataclass(frozen=True, slots=True)
class Made:
    """How an answer was made, for the page and for a journal; it holds no word of a model.

    ``dropped``: what was wrong with statements of a model that are not told, each by a word;
    ``requoted``: with those told in the words that they quote instead of their own.
    """

    passages: tuple[Found, ...] = ()
    askings: tuple[Asking, ...] = ()
    model: str = ""
    dropped: tuple[str, ...] = ()
    requoted: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return every key."""
        return {
            "passages": [found.as_json() for found in self.passages],
            "askings": [asking.as_json() for asking in self.askings],
            "model": self.model,
            "dropped": list(self.dropped),
            "requoted": list(self.requoted),
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person is told. ``text`` is the whole answer as shown, citations as ``[1]``.

    ``approved``: of an approved answer, its id, office, who approved it, when, until when, label.
    """

    question: str
    standalone_question: str
    language: Language
    outcome: Outcome
    text: str
    as_of: dt.date
    claims: tuple[Claim, ...] = ()
    missing: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    calculation: Mapping[str, Any] | None = None
    approved: Mapping[str, Any] | None = None
    notices: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    mode: str = "embedded"
    knowledge_as_of: dt.date | None = None
    corpus_digest: str = ""
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    made: Made = Made()

    def as_json(self) -> dict[str, Any]:
        """Return the Answer contract of DESIGN.md, ready for ``json.dumps``."""
        return {
            "question": self.question,
            "standalone_question": self.standalone_question,
            "language": self.language,
            "outcome": self.outcome,
            "text": self.text,
            "claims": [claim.as_json() for claim in self.claims],
            "missing": list(self.missing),
            "choices": list(self.choices),
            "calculation": dict(self.calculation) if self.calculation else None,
            "approved": dict(self.approved) if self.approved else None,
            "notices": list(self.notices),
            "sources": [source.as_json() for source in self.sources],
            "mode": self.mode,
            "as_of": self.as_of.isoformat(),
            "knowledge_as_of": self.knowledge_as_of.isoformat() if self.knowledge_as_of else None,
            "corpus_digest": self.corpus_digest,
            "timings_ms": dict(self.timings_ms),
            "made": self.made.as_json(),
        }
