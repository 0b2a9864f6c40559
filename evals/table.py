"""Figures as Markdown: tables that a terminal, a note and a web page all show."""

from collections.abc import Iterable, Sequence

from evals.statistics import Interval


def markdown(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table, its columns as wide as their longest cell, all but the first to the right."""
    lines = [list(header), *(list(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return "\n".join(_line(cells, widths) for cells in (lines[0], rule, *lines[1:]))


def share_words(value: float, interval: Interval) -> str:
    """Return ``0.934 [0.880, 0.966]``."""
    return f"{value:.3f} [{interval[0]:.3f}, {interval[1]:.3f}]"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first = cells[0].ljust(widths[0])
    rest = [cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True)]
    return f"| {' | '.join([first, *rest])} |"
