"""The levels of the criteria as a drawing: one bar of three steps for each."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.export.critique import level_words
from assistant.export.critique_body import CriterionBody
from assistant.model import Language
from assistant.text import say

WIDTH = 360  # units of the drawing
ROW = 42
_STEPS = 3
_GAP = 3
_BARS = 232  # the words of the level stand to the right


@dataclass(frozen=True, slots=True)
class Bar:
    """One criterion: where its row begins, its steps (place, is it reached), its words."""

    title: str
    words: str
    top: int
    steps: tuple[tuple[float, bool], ...]
    in_scope: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """The drawing; ``title`` and ``description`` say what it shows."""

    bars: tuple[Bar, ...]
    title: str
    description: str
    height: int
    step: float
    beside: int = _BARS + 12
    width: int = WIDTH


def chart(criteria: Sequence[CriterionBody], language: Language) -> Chart:
    """Return the drawing of the criteria, in their order."""
    bars = tuple(_bar(one, number, language) for number, one in enumerate(criteria))
    levels = "; ".join(f"{one.title or one.id}: {level_words(one, language)}" for one in criteria)
    return Chart(
        bars=bars,
        title=say(language, "web.review.chart_title"),
        description=say(language, "web.review.chart_desc", levels=levels),
        height=ROW * len(bars) + 4,
        step=_width(),
    )


def _bar(one: CriterionBody, number: int, language: Language) -> Bar:
    level = one.level or 0
    return Bar(
        title=one.title or one.id,
        words=short_level(one, language),
        top=ROW * number,
        steps=tuple(
            (step * (_width() + _GAP), one.in_scope and step < level) for step in range(_STEPS)
        ),
        in_scope=one.in_scope,
    )


def short_level(one: CriterionBody, language: Language) -> str:
    """Return ``2 · adeguato``."""
    if not one.in_scope or one.level is None:
        return say(language, "web.review.out_of_scope")
    words = say(language, f"web.review.level.{one.level}")
    return say(language, "web.review.level_short", level=one.level, words=words)


def _width() -> float:
    return round((_BARS - _GAP * (_STEPS - 1)) / _STEPS, 2)
