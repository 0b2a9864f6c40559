"""A table that sells what the text opens later."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.call.rule import Rules
from assistant.masterplan.consistency.events import Event, events
from assistant.masterplan.consistency.grids import Line, grid, row_of
from assistant.masterplan.consistency.lexicon import pattern
from assistant.masterplan.consistency.numbers import Number, is_year
from assistant.masterplan.consistency.tallies import bare
from assistant.masterplan.consistency.years import economic_tables
from assistant.masterplan.draft import Draft, Row, Table
from assistant.masterplan.finding import Finding, at
from assistant.masterplan.plain import plain
from assistant.retrieval.words import analyse

_OPENS = ("opening", "ready", "works_end", "delivery", "testing")


@dataclass(frozen=True, slots=True)
class Sale:
    """A row of income: the stems of what it sells, and the first year in which it sells any."""

    row: Row
    stems: frozenset[str]
    first: int


def early_sales(draft: Draft, _: Rules) -> Iterable[Finding]:
    """Yield a finding for each row that sells in a year before what it needs is opened.

    What it needs shares a word with it that no other row has; something of that name that is
    there already, or opens by then, is enough to sell.
    """
    opened = [one for one in events(draft) if one.step in _OPENS and one.things]
    for table in (one.table for one in economic_tables(draft)):
        sales = list(_sales(draft, table))
        for sale in sales:
            own = sale.stems.difference(*(one.stems for one in sales if one is not sale))
            needed = [one for one in opened if one.things & own]
            is_late = needed and all(one.when.first.year > sale.first for one in needed)
            if is_late and not _is_there(draft, own, needed):
                yield _finding(draft, needed[0], sale)


def _sales(draft: Draft, table: Table) -> Iterator[Sale]:
    """Yield the rows above the total of the income of a table over years."""
    found = grid(draft, table)
    revenue = pattern(draft.language, "sums.revenue")
    years = [int(one.strip()[:4]) if is_year(one) else 0 for one in found.headings]
    total = [n for n, line in enumerate(found.lines) if revenue.fullmatch(bare(line.label))]
    for line in found.lines[: total[0] if total else 0]:
        sold = _sold(line, years)
        if sold is not None:
            stems = frozenset(analyse(bare(line.label), draft.language))
            yield Sale(row_of(table, sold[1]), stems, sold[0])


def _sold(line: Line, years: list[int]) -> tuple[int, Number] | None:
    """Return the first year in which a line has more than nothing, and what it has then."""
    for year, number in zip(years, line.numbers, strict=True):
        if year and number is not None and number.value > 0:
            return year, number
    return None


def _is_there(draft: Draft, own: frozenset[str], needed: list[Event]) -> bool:
    """Tell whether a thing of that name is told as there already."""
    shared = own.intersection(*(one.things for one in needed))
    existing = pattern(draft.language, "events.existing")
    for sentence in draft.sentences:
        words = plain(draft.words(sentence))
        if existing.search(words) and shared & set(analyse(words, draft.language)):
            return True
    return False


def _finding(draft: Draft, event: Event, sale: Sale) -> Finding:
    sentence = draft.sentences[event.sentence]
    spans = (sentence.start, sentence.end), (sale.row.start, sale.row.end)
    return at(draft, "date_inconsistency", "infrastrutture", *spans, variant="order")
