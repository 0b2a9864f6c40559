"""Cases become answers, and answers become scores: two steps, so that old answers score again.

The answers of an asking are JSON as ``sportello ask --batch`` prints it: ``{"id", "answers"}``.
"""

import datetime as dt
import json
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.errors import InputError
from assistant.model import Answer, Question
from evals.cases import Case, Demand

Answers = Sequence[Mapping[str, Any]]
Answering = Callable[[Question], Answer]


@dataclass(frozen=True, slots=True)
class Score:
    """What one way of asking came to.

    ``met`` of ``weight``: of the case's musts. ``missed``: musts not met; ``said``: must_nots met.
    ``cited`` of ``gold``: the case's facts among the passages that the answers quote.
    """

    id: str
    case: str
    kind: str
    tags: tuple[str, ...]
    digest: str
    outcome: str
    outcome_right: bool
    met: float
    weight: float
    missed: tuple[str, ...]
    said: tuple[str, ...]
    cited: int
    gold: int

    @property
    def whole(self) -> bool:
        """Tell whether everything is right: outcome, every must, no must_not."""
        return self.outcome_right and not self.missed and not self.said

    @property
    def critical(self) -> bool:
        """Tell whether a failure here fails a regression run by itself."""
        return "critical" in self.tags

    def as_json(self) -> dict[str, Any]:
        """Return the fields and the verdict."""
        return {**asdict(self), "whole": self.whole}


def ask_file(cases: Iterable[Case]) -> Iterator[dict[str, Any]]:
    """Yield every asking as a line for ``sportello ask --batch``."""
    for case in cases:
        for name, turns in zip(case.askings, case.wordings, strict=True):
            yield {"id": name, "turns": list(turns)}


def generate(cases: Iterable[Case], answer: Answering, as_of: dt.date) -> Iterator[dict[str, Any]]:
    """Ask every wording of every case, each turn after the ones before it."""
    for case in cases:
        day = case.as_of or as_of
        for name, turns in zip(case.askings, case.wordings, strict=True):
            asked = (Question(turns[n], turns[:n], as_of=day) for n in range(len(turns)))
            yield {"id": name, "answers": [_answer(answer, one).as_json() for one in asked]}


def _answer(answer: Answering, question: Question) -> Answer:
    try:
        return answer(question)
    except Exception as error:  # one crash is one failed case, not the end of the run
        text, day = question.text, question.as_of or dt.date.today()
        return Answer(text, text, "it", "failed", "", day, notices=(repr(error),))


def load_answers(path: Path) -> dict[str, Answers]:
    """Return saved answers by asking; raise InputError naming the first line that is wrong."""
    found: dict[str, Answers] = {}
    for number, row in load_lines(path):
        try:
            found[str(row["id"])] = list(row["answers"])
        except (TypeError, KeyError):
            raise InputError("batch_line", file=str(path), line=number) from None
    return found


def load_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the objects of a JSONL file with their lines; raise InputError on one that is none."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        raise InputError("batch_unreadable", file=str(path)) from None
    for number, line in enumerate(lines, start=1):
        try:
            row = dict(json.loads(line)) if line.strip() else None
        except (ValueError, TypeError):
            raise InputError("batch_line", file=str(path), line=number) from None
        if row is not None:
            yield number, row


def score_all(cases: Iterable[Case], answers: Mapping[str, Answers]) -> list[Score]:
    """Score every asking that was answered turn by turn; the others stay unscored, not wrong."""
    return [
        score(case, name, answers[name])
        for case in cases
        for name, turns in zip(case.askings, case.wordings, strict=True)
        if len(answers.get(name, ())) == len(turns)
    ]


def score(case: Case, asking: str, answers: Answers) -> Score:
    """Score one asking.

    A must may be met in any turn, unless it names its turn; the outcome, and what must not be
    said where no turn is named, are those of the last answer.
    """
    texts = [as_read(answer) for answer in answers]
    outcome = str(answers[-1].get("outcome", ""))
    missed = [demand for demand in case.must if not demand.is_in(texts)]
    weight = sum(demand.w for demand in case.must)
    return Score(
        id=asking,
        case=case.id,
        kind=case.kind,
        tags=case.tags,
        digest=case.digest,
        outcome=outcome,
        outcome_right=outcome in case.outcomes,
        met=weight - sum(demand.w for demand in missed),
        weight=weight,
        missed=tuple(demand.what for demand in missed),
        said=tuple(demand.what for demand in case.must_not if _is_said(demand, texts)),
        cited=len(set(case.fact_ids) & _quoted(answers)),
        gold=len(set(case.fact_ids)),
    )


def as_read(answer: Mapping[str, Any]) -> str:
    """Return what a person reads, text and notices, as the patterns expect it: folded, one line."""
    shown = " ".join([str(answer.get("text", "")), *map(str, answer.get("notices", ()))])
    return " ".join(unicodedata.normalize("NFKC", shown).lower().split())


def _is_said(demand: Demand, texts: Sequence[str]) -> bool:
    return demand.is_in(texts if demand.turn else texts[-1:])


def _quoted(answers: Answers) -> set[str]:
    claims = [claim for answer in answers for claim in answer.get("claims", ())]
    return {quote["passage"] for claim in claims for quote in claim.get("quotes", ())}
