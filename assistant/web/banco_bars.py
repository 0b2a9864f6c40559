"""Questions by topic and outcome as a drawing: one bar a topic, one piece an outcome."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.desk.dashboard import Dashboard, Group
from assistant.model import Language
from assistant.text import say

WIDTH = 720  # units of the drawing
_LABELS, _COUNTS = 290, 46  # left of the bars, right of them
_ROW = 34
_MOST = 12


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar: where it begins, how long it is, of which outcome."""

    left: float
    width: float
    outcome: str
    count: int


@dataclass(frozen=True, slots=True)
class Bar:
    """The bar of one topic."""

    label: str
    top: int
    total: int
    end: float
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """The drawing; ``description`` says the same figures."""

    bars: tuple[Bar, ...]
    height: int
    title: str
    description: str
    labels: int = _LABELS
    width: int = WIDTH


def chart(board: Dashboard, language: Language) -> Chart:
    """Return the drawing of the topics asked most."""
    groups = board.topics[:_MOST]
    longest = max((len(group.questions) for group in groups), default=1)
    bars = tuple(
        _bar(group, number * _ROW, longest, board.outcomes, language)
        for number, group in enumerate(groups)
    )
    told = "; ".join(f"{bar.label}: {bar.total}" for bar in bars)
    return Chart(
        bars=bars,
        height=len(bars) * _ROW + 4,
        title=say(language, "web.banco.board.by_topic"),
        description=say(language, "web.banco.board.by_topic_about", figures=told),
    )


def topic_words(name: str, language: Language) -> str:
    """Return a topic as people call it."""
    return say(language, f"catalogue.topics.{name}" if name else "web.banco.board.no_topic")


def _bar(group: Group, top: int, longest: int, outcomes: Sequence[str], language: Language) -> Bar:
    unit = (WIDTH - _LABELS - _COUNTS) / longest
    pieces: list[Piece] = []
    left = float(_LABELS)
    for outcome in outcomes:
        count = group.count(outcome)
        if count:
            width = round(count * unit, 1)
            pieces.append(Piece(round(left, 1), width, outcome, count))
            left += width
    label = topic_words(group.name, language)
    return Bar(label, top, len(group.questions), round(left, 1), tuple(pieces))
