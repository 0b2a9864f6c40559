"""Cases: a question as people word it, and what a right answer says and never says.

A file of ``evals/cases`` holds one case a line; docs/evaluation.md describes the keys.
"""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from assistant.errors import InputError
from assistant.ingestion.facts import load_knowledge
from assistant.model import Language, Outcome
from assistant.settings import Settings

FOLDER = Path(__file__).resolve().parent / "cases"
Split = Literal["dev", "test"]
Facts = Mapping[str, Sequence[str]]  # the texts of each fact, by its id


def _compiled(pattern: Any) -> re.Pattern[str]:
    try:
        return re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    except (re.error, TypeError) as error:
        raise ValueError(f"{pattern}: {error}") from error


Words = Annotated[str, Field(pattern=r"\S")]
Pattern = Annotated[re.Pattern[str], BeforeValidator(_compiled)]


class Demand(BaseModel):
    """Words that an answer must hold, or must not: any of the patterns counts.

    ``w``: its weight among the case's demands. ``turn``: the answer it is about, counted from 1.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    any: tuple[Pattern, ...] = Field(min_length=1)
    what: str
    w: float = Field(1, gt=0)
    turn: int | None = Field(None, ge=1)

    def is_in(self, texts: Sequence[str]) -> bool:
        """Tell whether a pattern is found in one of the answers, in that of the turn if stated."""
        looked_at = [texts[self.turn - 1]] if self.turn else texts
        return any(pattern.search(text) for pattern in self.any for text in looked_at)


class Gold(BaseModel):
    """Words of a fact that hold the answer; they must stand in it, letter by letter."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    fact: str
    words: Words


class Case(BaseModel):
    """One case. ``note``-like keys (reference, bad ...) are for people and decide nothing.

    ``as_of``: the day it is asked on, where not that of the run.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[\w.-]+$")
    suite: Words
    split: Split
    lang: Language
    kind: Words
    question: Words | None = None
    turns: tuple[Words, ...] = ()
    variants: tuple[Words | tuple[Words, ...], ...] = ()
    outcomes: tuple[Outcome, ...] = Field(min_length=1)
    must: tuple[Demand, ...] = ()
    must_not: tuple[Demand, ...] = ()
    fact_ids: tuple[str, ...] = ()
    gold: tuple[Gold, ...] = ()
    as_of: dt.date | None = None
    tags: tuple[str, ...] = ()
    topic: str = ""
    cluster: str = ""
    author: str = ""
    label: Any = None
    behaviour: Any = None
    reference: Any = None
    reference_turns: Any = None
    bad: Any = None
    notes: Any = None
    forbidden_claims: Any = None
    sources: Any = None

    @property
    def wordings(self) -> tuple[tuple[str, ...], ...]:
        """Return the turns of every way of asking, the case's own first."""
        own = self.turns or (self.question or "",)
        return (own, *((one,) if isinstance(one, str) else one for one in self.variants))

    @property
    def askings(self) -> tuple[str, ...]:
        """Return the id of every way of asking: ``C01``, ``C01~1`` ..."""
        return (self.id, *(f"{self.id}~{number + 1}" for number in range(len(self.variants))))

    @property
    def digest(self) -> str:
        """Return the digest of what decides the verdict: a changed case is another case."""
        deciding = {"question", "turns", "variants", "outcomes", "must", "must_not", "lang"}
        deciding |= {"as_of"} if self.as_of else set()
        return hashlib.sha256(self.model_dump_json(include=deciding).encode()).hexdigest()[:16]


def load_cases(facts: Facts, folder: Path = FOLDER) -> tuple[Case, ...]:
    """Return the cases of every file; raise InputError naming file, line and what is wrong.

    Wrong are: no JSON, an unknown or a missing key, a pattern that does not compile, a fact that
    the corpus does not have, gold words that it does not say (any more), an id used twice, a turn
    that does not exist.
    """
    seen: dict[str, None] = {}
    cases = []
    for file, number, line in _lines(folder):
        case = _case(line, file, number)
        problem = _problem(case, facts, seen)
        if problem:
            raise _wrong(file, number, problem)
        seen[case.id] = None
        cases.append(case)
    return tuple(cases)


def facts_of(settings: Settings) -> Facts:
    """Return the facts of the corpus by id, each in every language."""
    passages = load_knowledge(settings.corpus)[1]
    return {passage.id: (passage.text, *passage.versions.values()) for passage in passages}


def topics_of(cases: Sequence[Case], settings: Settings) -> Mapping[str, str]:
    """Return the topic of each case: that of the first fact it names, or its own, or its kind."""
    passages = load_knowledge(settings.corpus)[1]
    facts = {passage.id: passage.fact.topic for passage in passages if passage.fact}
    named = {case.id: next((facts[name] for name in case.fact_ids), "") for case in cases}
    return {case.id: named[case.id] or case.topic or case.kind for case in cases}


def chosen(cases: Sequence[Case], split: Split, suites: Collection[str]) -> tuple[Case, ...]:
    """Return the cases of a split and of some suites, all of them when none is named."""
    known = {case.suite for case in cases}
    unknown = sorted(set(suites) - known)
    if unknown:
        raise InputError("eval.suite", suite=unknown[0], suites=", ".join(sorted(known)))
    return tuple(c for c in cases if c.split == split and (not suites or c.suite in suites))


def _lines(folder: Path) -> Iterator[tuple[str, int, str]]:
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
            if line.strip():
                yield path.name, number, line


def _case(line: str, file: str, number: int) -> Case:
    try:
        return Case.model_validate(json.loads(line))
    except json.JSONDecodeError as error:
        raise _wrong(file, number, str(error)) from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise _wrong(file, number, f"{where}: {first['msg']}") from error


def _problem(case: Case, facts: Facts, seen: Collection[str]) -> str:
    unknown = [fact for fact in case.fact_ids if fact not in facts]
    drifted = [gold.words for gold in case.gold if not _is_said(gold, facts)]
    latest = max((demand.turn or 1 for demand in (*case.must, *case.must_not)), default=1)
    if case.id in seen:
        return f"id: {case.id} ×2"
    if unknown:
        return f"fact_ids: {unknown[0]} ?"
    if drifted:
        return f"gold: {drifted[0]}"
    if bool(case.question) == bool(case.turns):
        return "question | turns"
    if latest > min(len(turns) for turns in case.wordings):
        return f"turn: {latest}"
    return ""


def _is_said(gold: Gold, facts: Facts) -> bool:
    return any(gold.words in text for text in facts.get(gold.fact, ()))


def _wrong(file: str, number: int, problem: str) -> InputError:
    return InputError("eval.case", file=file, line=number, problem=problem)
