"""The levels of the criteria as a drawing: one bar of three steps for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from textwrap import wrap

from assistant.export.critique import level_words
from assistant.export.critique_body import CriterionBody
from assistant.model import Language
from assistant.text import say

WIDTH = 360  # units of the drawing
_ROW, _LINE = 42, 16
_LINE_CHARS = 40
_STEPS = 3
_GAP = 3
_BARS = 232  # the words of the level stand to the right


@dataclass(frozen=True, slots=True)
class Bar:
    """One criterion: the lines of its title, its steps (place, is it reached), its words.

    ``top``: where its row begins; ``drop``: how far below the first line its bar stands.
    """

    lines: tuple[str, ...]
    words: str
    top: int
    drop: int
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
    titles = [tuple(wrap(one.title or one.id, _LINE_CHARS)) for one in criteria]
    heights = [_ROW + _LINE * (len(lines) - 1) for lines in titles]
    tops = list(accumulate(heights, initial=0))
    bars = tuple(
        _bar(one, lines, top, language)
        for one, lines, top in zip(criteria, titles, tops, strict=False)
    )
    levels = "; ".join(f"{one.title or one.id}: {level_words(one, language)}" for one in criteria)
    return Chart(
        bars=bars,
        title=say(language, "web.review.chart_title"),
        description=say(language, "web.review.chart_desc", levels=levels),
        height=tops[-1] + 4,
        step=_width(),
    )


def _bar(one: CriterionBody, lines: tuple[str, ...], top: int, language: Language) -> Bar:
    level = one.level or 0
    return Bar(
        lines=lines,
        words=short_level(one, language),
        top=top,
        drop=_LINE * (len(lines) - 1),
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
