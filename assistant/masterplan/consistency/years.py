"""Projections of fewer years than the call asks for."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from re import Pattern

from assistant.call.rule import Rules
from assistant.masterplan.consistency.grids import header_and_rows
from assistant.masterplan.consistency.lexicon import named, pattern
from assistant.masterplan.consistency.place import criterion_at
from assistant.masterplan.consistency.written import dated
from assistant.masterplan.draft import Cell, Draft, Row, Table
from assistant.masterplan.finding import Finding, at
from assistant.masterplan.plain import plain

_SEASON = re.compile(r"\b(?:19|20)\d\d(?:\s?[-/–]\s?(?:20)?\d\d)?\b")
_OPENING = re.compile(r"\W*(?:(?:anno|year) )?20\d\d\s?[:–-]")
_ANY_YEAR = re.compile(r"\b20\d\d\b")
_YEARS_APART = re.compile(r"\b20\d\d(?:\s?[-–/]\s?| al | to | a |, )20\d\d\b")
_FEWEST_LONG = 5
_NEAR = 90  # code points between a forecast and its years
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
    draft = dated(draft, rules)
    wanted = int(rule.number)
    longest = max(economic_tables(draft), key=lambda one: len(one.years), default=None)
    if longest is None:
        runs = list(_listed(draft))
        if any(count >= wanted for count, _ in runs):
            return
        told = runs[0][1] if runs else _said(draft)
        if told is not None:
            yield at(draft, TYPE, CRITERION, told, variant="words", wanted=wanted)
    elif len(longest.years) < wanted:
        said = _said_of(draft, longest) or _said(draft) or _lead_in(draft, longest.table)
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
    labels = [row.cells[0].text for row in rows]
    if len(across) >= 2 and (_is_economic(labels, draft) or _is_account(table, labels, draft)):
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


def _is_account(table: Table, labels: list[str], draft: Draft) -> bool:
    """Tell whether a table with money in it stands under the heading of an account."""
    heading = plain(draft.sections[table.section].heading)
    is_under = pattern(draft.language, "years.account").search(heading)
    return bool(is_under) and _kinds_of_money("\n".join(labels), draft) > 0


def _kinds_of_money(words: str, draft: Draft) -> int:
    """Return how many of income, outgoings and result words name."""
    kinds = ("income", "outgoing", "result")
    return sum(
        bool(pattern(draft.language, f"years.{kind}").search(plain(words))) for kind in kinds
    )


def _listed(draft: Draft) -> Iterator[tuple[int, Span]]:
    """Yield the runs of one year an item or a line, with money in them, and how many they are."""
    runs = [one.items for one in draft.lists]
    for _, group in groupby(
        (one for one in draft.sentences if one.kind == "prose"), key=lambda one: one.paragraph
    ):
        runs.append(tuple((one.start, one.end) for one in group))
    for run in runs:
        dated = [span for span in run if _OPENING.match(plain(draft.words(span)))]
        start, end = (dated[0][0], dated[-1][1]) if dated else (0, 0)
        is_money = _kinds_of_money(draft.text[max(0, start - _LEAD) : end], draft)
        if is_money and len(dated) > 1 and len(dated) > len(run) // 2:
            yield len(dated), (start, end)


def _lead_in(draft: Draft, table: Table) -> Span | None:
    """Return the paragraph that ends just above a table, when it names the years of it."""
    above = [one for one in draft.sentences if one.end <= table.start]
    if not above or draft.text[above[-1].end : table.start].strip():
        return None
    told = [one for one in above if one.paragraph == above[-1].paragraph]
    span = (told[0].start, told[-1].end)
    return span if above[-1].kind == "prose" and _SEASON.search(draft.words(span)) else None


def _said_of(draft: Draft, outlook: Outlook) -> Span | None:
    """Return the sentence of the section of a table that tells how many years it has."""
    fits = pattern(draft.language, f"years.spans.{len(outlook.years)}")
    stops, forecast = (pattern(draft.language, f"years.{name}") for name in ("stops", "forecast"))
    last = outlook.years[-1].strip()
    for one in draft.sentences_in(outlook.table.section):
        words = plain(draft.words(one))
        if one.kind == "row":
            continue
        is_end = last in words and stops.search(words) and forecast.search(words)
        if is_end or _is_of_forecast(draft, words, fits):
            return one.start, one.end
    return None


def _said(draft: Draft) -> Span | None:
    """Return the sentence that says that the projections are of fewer years, if one does."""
    for sentence in draft.sentences:
        words = plain(draft.words(sentence))
        if sentence.kind != "row" and _is_short(draft, words):
            return sentence.start, sentence.end
    return None


def _is_short(draft: Draft, words: str) -> bool:
    """Tell whether a sentence is about projections of too few years."""
    if pattern(draft.language, "years.long").search(words):
        return False
    spans = named(draft.language, "years.spans").values()
    if any(_is_of_forecast(draft, words, fits) for fits in spans):
        return True
    if _is_left_off(draft, words):
        return True
    years = {int(found[0]) for found in _ANY_YEAR.finditer(words)}
    if _YEARS_APART.search(words):
        first, last = min(years), max(years)
        years = set(range(first, last + 1))
    supposed = pattern(draft.language, "breakeven.supposed").search(words)
    is_run = (
        not supposed and 1 < len(years) < _FEWEST_LONG and max(years) - min(years) + 1 == len(years)
    )
    if not is_run or min(years) < draft.year:
        return False
    forecast, stops = (pattern(draft.language, f"years.{one}") for one in ("forecast", "stops"))
    is_bound = stops.search(words) or forecast.search(words)
    return bool(is_bound and _kinds_of_money(words, draft))


def _is_left_off(draft: Draft, words: str) -> bool:
    """Tell whether a sentence says that nothing is forecast beyond a year that is too soon."""
    told = pattern(draft.language, "years.beyond").search(words)
    if told is None or not pattern(draft.language, "years.forecast").search(words):
        return False
    return int(told["year"] or told["year2"]) < draft.year + _FEWEST_LONG


def _is_of_forecast(draft: Draft, words: str, fits: Pattern[str]) -> bool:
    """Tell whether a span of years is that of a forecast named near it, and of nothing else.

    The number of a year ("the fourth") is a span only where something stops at it.
    """
    forecast, lasting, stops = (
        pattern(draft.language, f"years.{name}") for name in ("forecast", "lasting", "stops")
    )
    for told in forecast.finditer(words):
        for span in fits.finditer(words):
            between = words[min(told.end(), span.end()) : max(told.start(), span.start())]
            is_number = pattern(draft.language, "years.ordinal").search(span[0])
            if len(between) > _NEAR or lasting.search(between) or ". " in between:
                continue
            if not is_number or stops.search(words):
                return True
    return False
