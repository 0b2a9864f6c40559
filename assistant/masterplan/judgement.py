"""What a model adds to a critique: judgements on indicators, wordings of advice. Never a level."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from assistant.masterplan.draft import Draft
from assistant.masterplan.standard import Standard
from assistant.model import Language

State = Literal["shown", "partly", "absent"]
STATES: tuple[State, ...] = get_args(State)


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a draft shows an indicator; ``spans``: the words that show it, located in it."""

    state: State
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a model said and was kept. ``advice``: by the place of the finding in the critique."""

    model: str = ""
    indicators: Mapping[str, Judgement] = field(default_factory=dict)
    advice: Mapping[int, str] = field(default_factory=dict)


SILENT = Opinion()


def add_opinion(
    told: dict[str, Any], opinion: Opinion, draft: Draft, standard: Standard, language: Language
) -> dict[str, Any]:
    """Return a critique as JSON with what a model added: ``indicators`` and ``suggestion``."""
    if not opinion.model:
        return told
    criteria = {one.id: one for one in standard.rubric}
    for row in told["criteria"]:
        row["indicators"] = [
            {
                "id": one.id,
                "question": one.questions[language],
                "state": opinion.indicators[one.id].state,
                "quotes": [
                    {"quote": draft.words(span), "start": span[0], "end": span[1]}
                    for span in opinion.indicators[one.id].spans
                ],
            }
            for one in criteria[row["id"]].indicators
            if one.id in opinion.indicators
        ]
    for place, text in opinion.advice.items():
        told["findings"][place]["suggestion"] = text
    return told | {"model": opinion.model}
