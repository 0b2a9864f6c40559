"""Approved answers: questions that one must be served to, and questions that none may be.

``sportello eval approved`` reads answers invented for it (``approved/answers``) and cases written
by hand before the matcher (``approved/cases.yaml``); each is asked as the pipeline asks it.
"""

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.answering.approve import match_of
from assistant.answering.language import guess, language_of
from assistant.answering.pipeline import Pipeline
from assistant.answering.resolve import resolve
from assistant.answering.screen import screen
from assistant.answering.turn import Knowledge, Turn
from assistant.approved.files import load
from assistant.approved.matcher import Matcher, known_words
from assistant.ingestion.strict import read_yaml
from assistant.model import Question
from assistant.retrieval.search import Searcher
from assistant.settings import Settings
from evals.cases import Split
from evals.shares import Share, share

FOLDER = Path(__file__).resolve().parent / "approved"
_HELD_OUT = 0.4
_LEAST_PRECISION = 0.98


@dataclass(frozen=True, slots=True)
class Asking:
    """One question, after those before it, and the answer it must be served; "" for none."""

    turns: tuple[str, ...]
    wanted: str

    @property
    def is_held_out(self) -> bool:
        """Tell whether it is in the part that is only counted; its own words decide."""
        digest = hashlib.sha256("\0".join(self.turns).encode()).digest()
        return digest[0] < _HELD_OUT * 256


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a question was served."""

    asking: Asking
    served: str

    @property
    def is_right(self) -> bool:
        """Tell whether it is what it should be."""
        return self.served == self.asking.wanted


def askings(split: Split, folder: Path = FOLDER) -> tuple[Asking, ...]:
    """Return the questions of a part of the cases."""
    return tuple(one for one in _read(folder) if one.is_held_out == (split == "test"))


def _read(folder: Path) -> Iterator[Asking]:
    for case in read_yaml(folder / "cases.yaml"):
        for key, wanted in (("match", case["answer"]), ("miss", "")):
            for said in case.get(key, ()):
                yield Asking((said,) if isinstance(said, str) else tuple(said), wanted)


def mutants(settings: Settings, split: Split) -> dict[str, Share]:
    """Return how many questions made into another one, by a word, are served nothing."""
    matcher = _matcher(Pipeline(settings).knowledge.searcher)
    asked = (one.turns[0] for one in askings(split) if one.wanted and len(one.turns) == 1)
    made = [other for text in asked for other in mutations(text)]
    served = (matcher.match(text, guess(text) or "it") for text in made)
    return {"mutants": share([found is None for found in served])}


def mutations(text: str, folder: Path = FOLDER) -> list[str]:
    """Return other questions made of one: a word swapped, or something added."""
    table = _mutations(folder)
    plain = text.lower()
    swapped = [plain.replace(old, new) for old, new in table["swaps"] if old in plain]
    added = [f"{plain.rstrip(' ?.')} {more}?" for more in table["additions"]]
    return [*swapped, *added]


@cache
def _mutations(folder: Path) -> Mapping[str, Any]:
    table: Mapping[str, Any] = read_yaml(folder / "mutations.yaml")
    return table


def strangers(settings: Settings) -> dict[str, Share]:
    """Return how many questions of the corpus's own guide are served no answer but their own.

    The guide's authors did not know these answers. A question is served its own where the answer
    rests on the fact, or the collection, that the guide gives it.
    """
    searcher = Pipeline(settings).knowledge.searcher
    matcher = _matcher(searcher)
    verdicts = []
    for passage in searcher.passages:
        facts = {passage.id, *(passage.fact.members if passage.fact else ())}
        for text in passage.finders:
            found = matcher.match(text, guess(text) or "it")
            own = {cited.passage for cited in found.entry.sources} if found else facts
            verdicts.append(bool(own & facts))
    return {"strangers": share(verdicts)}


def _matcher(searcher: Searcher) -> Matcher:
    entries = load(FOLDER / "answers")
    return Matcher(entries, searcher.embedder, known_words(searcher.passages))


def matched(settings: Settings, split: Split) -> tuple[Outcome, ...]:
    """Return what every question of a part of the cases is served."""
    knowledge = Pipeline(settings).knowledge
    matcher = _matcher(knowledge.searcher)
    return tuple(Outcome(one, _served(one, matcher, knowledge)) for one in askings(split))


def _served(asking: Asking, matcher: Matcher, knowledge: Knowledge) -> str:
    """Return the id of the answer that the step of the pipeline finds; "" for none."""
    *earlier, text = asking.turns
    question = Question(text, tuple(earlier))
    turn = Turn(question, language_of(question, "it"), dt.date.today(), text, text)
    for step in (screen, resolve):
        turn = step(turn, knowledge)
    found = match_of(turn, matcher.match) if turn.outcome is None else None
    return found.entry.id if found else ""


def shares(outcomes: Sequence[Outcome]) -> dict[str, Share]:
    """Return precision, recall, and how many of the near misses are served nothing."""
    wanted = [one for one in outcomes if one.asking.wanted]
    return {
        "precision": share([one.is_right for one in outcomes if one.served]),
        "recall": share([one.is_right for one in wanted]),
        "declined": share([not one.served for one in outcomes if not one.asking.wanted]),
    }


def failures(outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    """Return what fails the run: a precision below what we promise, told with its questions."""
    if shares(outcomes)["precision"].value >= _LEAST_PRECISION:
        return ()
    wrong = (one for one in outcomes if one.served and not one.is_right)
    return tuple(f"{' / '.join(one.asking.turns)} -> {one.served}" for one in wrong)
