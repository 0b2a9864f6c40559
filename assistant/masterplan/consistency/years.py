"""Projections of fewer years than the call asks for."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.call.rule import Rules
from assistant.masterplan.consistency.grids import header_and_rows
from assistant.masterplan.consistency.lexicon import pattern
from assistant.masterplan.consistency.place import criterion_at
from assistant.masterplan.draft import Cell, Draft, Row, Table
from assistant.masterplan.finding import Finding, at
from assistant.masterplan.plain import plain

_SEASON = re.compile(r"\b(?:19|20)\d\d(?:\s?[-/–]\s?(?:20)?\d\d)?\b")
_OPENING = re.compile(r"\W*20\d\d\s?[:–-]")
_LEAD = 120  # code points above a list that say what it is of
Span = tuple[int, int]
TYPE, CRITERION = "projections_not_five_years", "modello_quinquennale"


@dataclass(frozen=True, slots=True)
class Outlook:
    """A table of revenues and costs by year, and where its years stand."""

    table: Table
    span: tuple[int, int]
    years: tuple[str, ...]


def projections(draft: Draft, rules: Rules) -> Iterable[Finding]:
    """Yield a finding for a projection shorter than the rule ``business_model_years``."""
    rule = rules.find("business_model_years")
    if rule is None or rule.value is None:
        return
    wanted = int(rule.number)
    longest = max(economic_tables(draft), key=lambda one: len(one.years), default=None)
    if longest is None:
        told = next(_listed(draft, wanted), None) or _said(draft)
        if told is not None:
            yield at(draft, TYPE, CRITERION, told, variant="words", wanted=wanted)
    elif len(longest.years) < wanted:
        said = _said(draft) or _lead_in(draft, longest.table)
        spans: tuple[Span, Span | None] = (said, longest.span) if said else (longest.span, None)
        years = len(longest.years)
        yield at(draft, TYPE, CRITERION, *spans, variant="short", years=years, wanted=wanted)


def economic_tables(draft: Draft) -> Iterator[Outlook]:
    """Yield the tables that have revenues, costs or a balance by year."""
    yield from (found for table in draft.tables if (found := _outlook(table, draft)))


def _outlook(table: Table, draft: Draft) -> Outlook | None:
    header, rows = header_and_rows(table)
    if header is None:
        return None
    across = [cell for cell in header.cells if _is_period(cell, draft)]
    down = [row for row in rows if row.cells and _is_period(row.cells[0], draft)]
    if len(across) >= 2 and _is_economic([row.cells[0].text for row in rows], draft):
        years = dict.fromkeys(plain(cell.text) for cell in across)
        return Outlook(table, (table.start, table.end), tuple(years))
    if len(down) >= 2 and _is_economic([cell.text for cell in header.cells], draft):
        years = dict.fromkeys(plain(row.cells[0].text) for row in down)
        return Outlook(table, _all(down), tuple(years))
    return None


def table_criterion(draft: Draft, table: Table) -> str:
    """Return what a table is about: the five-year model, when it has money in and out by year."""
    is_judged = not draft.in_scope or CRITERION in draft.in_scope
    if is_judged and _outlook(table, draft) is not None:
        return CRITERION
    return criterion_at(draft, table.start, "sostenibilita")


def _all(rows: list[Row]) -> tuple[int, int]:
    return rows[0].start, rows[-1].end


def _is_period(cell: Cell, draft: Draft) -> bool:
    """Tell a year, a season or a numbered year ("Anno 3") from other headings."""
    words = plain(cell.text).strip()
    numbered = pattern(draft.language, "years.numbered").fullmatch(words)
    return bool(numbered) or (len(words) <= 16 and bool(_SEASON.search(words)))


def _is_economic(labels: list[str], draft: Draft) -> bool:
    """Tell whether a table forecasts the running of the zone: it has money in and money out."""
    return _kinds_of_money("\n".join(labels), draft) >= 2


def _kinds_of_money(words: str, draft: Draft) -> int:
    """Return how many of income, outgoings and result words name."""
    kinds = ("income", "outgoing", "result")
    return sum(
        bool(pattern(draft.language, f"years.{kind}").search(plain(words))) for kind in kinds
    )


def _listed(draft: Draft, wanted: int) -> Iterator[Span]:
    """Yield the lists of one year an item, with money in them, that have too few years."""
    for one in draft.lists:
        words = [plain(draft.words(item)) for item in one.items]
        years = [found for item in words if (found := _OPENING.match(item))]
        is_money = _kinds_of_money(draft.text[max(0, one.start - _LEAD) : one.end], draft)
        if is_money and len(years) == len(words) and 1 < len(years) < wanted:
            yield one.start, one.end


def _lead_in(draft: Draft, table: Table) -> Span | None:
    """Return the paragraph that ends just above a table, when it names the years of it."""
    above = [one for one in draft.sentences if one.end <= table.start]
    if not above or draft.text[above[-1].end : table.start].strip():
        return None
    told = [one for one in above if one.paragraph == above[-1].paragraph]
    span = (told[0].start, told[-1].end)
    return span if above[-1].kind == "prose" and _SEASON.search(draft.words(span)) else None


def _said(draft: Draft) -> tuple[int, int] | None:
    """Return the sentence that says that the projections are of fewer years, if one does."""
    short = pattern(draft.language, "years.short")
    for sentence in draft.sentences:
        words = plain(draft.words(sentence))
        is_long = pattern(draft.language, "years.long").search(words)
        if sentence.kind != "row" and short.search(words) and not is_long:
            return sentence.start, sentence.end
    return None
