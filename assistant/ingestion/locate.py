"""How a person finds a passage: page, article, comma and letter, or the headings above it."""

import re
from collections.abc import Sequence

from assistant.ingestion.packing import Atom
from assistant.ingestion.trail import is_article
from assistant.text import say

_ANNEX = re.compile(r"(?:allegato|appendice|annex|appendix)\s+(?:[ivxlc]+|\d+|[a-z])\b", re.I)
_HEADINGS_SHOWN = 2
_LONGEST_HEADING = 70


def place_of(run: Sequence[Atom]) -> str:
    """Return where a run of atoms stands in the document, whatever page it falls on."""
    main = next((atom for atom in run if not atom.unit.is_heading), run[0])
    place = main.unit.place
    annex = next((found.group() for path in place.path if (found := _ANNEX.match(path))), "")
    if place.article:
        comma = _comma(run) or _within_article(place.path)
        parts = [annex, say("it", "locator.article", number=place.article), comma]
    else:
        parts = [" › ".join(_shortened(title) for title in place.path[-_HEADINGS_SHOWN:])]
    return ", ".join(part for part in (*parts, _letters(run), _rows(run)) if part)


def locator_of(place: str, page: int | None) -> str:
    """Return a place with its page before it."""
    paged = say("it", "locator.page", page=page) if page else ""
    return ", ".join(part for part in (paged, place) if part)


def _comma(run: Sequence[Atom]) -> str:
    commas = [atom.unit.place.comma for atom in run if not atom.unit.is_heading]
    known = [comma for comma in commas if comma]
    if not known:
        return ""
    if known[0] == known[-1]:
        return say("it", "locator.comma", number=known[0])
    return say("it", "locator.commas", first=known[0], last=known[-1])


def _within_article(path: Sequence[str]) -> str:
    """Name the heading inside an article; the article's own is its number already."""
    return "" if is_article(path[-1]) else _shortened(path[-1])


def _letters(run: Sequence[Atom]) -> str:
    """Name the letters of a list only where the passage begins inside it."""
    first, last = run[0].unit.letter, run[-1].unit.letter
    if not first:
        return ""
    if not last or first == last:
        return say("it", "locator.letter", letter=first)
    return say("it", "locator.letters", first=first, last=last)


def _rows(run: Sequence[Atom]) -> str:
    """Name the rows of a part of a table, counted below its header."""
    table = run[-1].unit
    if not table.rows:
        return ""
    named = say("it", "locator.table")
    rows = [atom for atom in run if atom.unit is table]
    if rows[0].start == table.start and rows[-1].end >= table.end:
        return named
    first, last = (max(1, atom.number) for atom in (rows[0], rows[-1]))
    if first == last:
        return f"{named}, {say('it', 'locator.line', line=first)}"
    return f"{named}, {say('it', 'locator.rows', first=first, last=last)}"


def _shortened(title: str) -> str:
    if len(title) <= _LONGEST_HEADING:
        return title
    return title[:_LONGEST_HEADING].rsplit(" ", 1)[0] + "…"
