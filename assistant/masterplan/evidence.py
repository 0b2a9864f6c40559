"""What a draft shows, sign by sign: the sentences that say it, best first."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from assistant.masterplan.blocks import RUN_IN
from assistant.masterplan.draft import Draft, Row, Sentence, Table
from assistant.masterplan.lexicon import Sign, lexicon
from assistant.masterplan.members import categories, listing, present, told_of
from assistant.masterplan.view import View, view

FIVE_YEARS = "modello_quinquennale.cinque_anni"
FIVE_CATEGORIES = "partenariato.cinque_categorie"
_YEAR = re.compile(r"\D*((?:19|20)\d\d)\D*")
_BUSINESS_YEARS = 5

Shown = Mapping[str, tuple[Sentence, ...]]


@lru_cache(maxsize=8)
def shown(draft: Draft) -> Shown:
    """Return the sentences that show each sign, those with more figures first; none: no key."""
    seen = view(draft)
    told = [(one, _with_label(one, seen)) for one in draft.sentences]
    found = {sign.id: _sentences(sign, told, seen) for sign in lexicon().signs}
    if years := _year_rows(draft, seen) + _year_paragraphs(seen):
        found[FIVE_YEARS] = years + found.get(FIVE_YEARS, ())
    if present(draft) == frozenset(categories()):
        found[FIVE_CATEGORIES] = (listing(told_of(seen), seen),)
    return {name: told for name, told in found.items() if told}


def years_of(table: Table) -> tuple[int, ...]:
    """Return the years that a table runs over, in its header or in its first column."""
    across = _years([cell.text for cell in table.header.cells]) if table.header else ()
    down = _years([row.cells[0].text for row in table.rows if row.cells])
    return max(across, down, key=len)


def longest_run(years: Sequence[int]) -> int:
    """Return the length of the longest run of consecutive years."""
    ordered = sorted(set(years))
    longest = run = 1 if ordered else 0
    for one, following in pairwise(ordered):
        run = run + 1 if following == one + 1 else 1
        longest = max(longest, run)
    return longest


def _years(cells: Sequence[str]) -> tuple[int, ...]:
    found = (_YEAR.fullmatch(cell) for cell in cells)
    return tuple(int(one[1]) for one in found if one)


def _year_rows(draft: Draft, seen: View) -> tuple[Sentence, ...]:
    """Return the first rows of the tables that run over enough years."""
    rows = [
        _first(table) for table in draft.tables if longest_run(years_of(table)) >= _BUSINESS_YEARS
    ]
    starts = {row.start for row in rows}
    return tuple(one for one in seen.draft.sentences if one.start in starts)


def _year_paragraphs(seen: View) -> tuple[Sentence, ...]:
    """Return the first sentence of the paragraphs that give figures for enough years in a row."""
    told: dict[int, list[Sentence]] = {}
    for one in seen.draft.sentences:
        if one.kind != "row" and "visione" not in seen.draft.sections[one.section].criteria[:1]:
            told.setdefault(one.paragraph, []).append(one)
    return tuple(group[0] for group in told.values() if _runs_over_years(group, seen))


def _runs_over_years(group: Sequence[Sentence], seen: View) -> bool:
    years = [year for one in group for year in seen.years_in(one)]
    figures = [one for sentence in group for one in seen.figures_in(sentence)]
    return longest_run(years) >= _BUSINESS_YEARS and len(figures) >= _BUSINESS_YEARS


def _first(table: Table) -> Row:
    return table.header or table.rows[0]


def _sentences(
    sign: Sign, told: Sequence[tuple[Sentence, str]], seen: View
) -> tuple[Sentence, ...]:
    found = [one for one, words in told if _shows(sign, one, words, seen)]
    return tuple(sorted(found, key=lambda one: -_weight(one, sign, seen)))


def _shows(sign: Sign, sentence: Sentence, words: str, seen: View) -> bool:
    return _is_meant(sign, sentence, seen) or _is_worded(sign, sentence, words, seen)


def _is_meant(sign: Sign, sentence: Sentence, seen: View) -> bool:
    """Tell whether a sentence shows a sign by its meaning, where the draft speaks of that."""
    score = seen.draft.readings.score(sign.id, sentence)
    if score is None or score < 1 or not seen.is_about(sentence, sign.criterion):
        return False
    return _may_show(sign, sentence, seen)


def _is_worded(sign: Sign, sentence: Sentence, words: str, seen: View) -> bool:
    if not sign.any.search(words) or (sign.also and not sign.also.search(words)):
        return False
    if sign.here and not seen.is_about(sentence, sign.criterion):
        return False
    return _may_show(sign, sentence, seen)


def _may_show(sign: Sign, sentence: Sentence, seen: View) -> bool:
    """Tell whether a sentence has the figure that a sign asks for, and denies nothing."""
    if sign.figure and not seen.figures_in(sentence):
        return False
    return sign.denied or not seen.is_denied(sentence)


def _with_label(sentence: Sentence, seen: View) -> str:
    """Return the words of a sentence, after the bold label or the table header that it answers."""
    if header := seen.headers.get(sentence.start):
        return f"{header}\n{seen.told(sentence)}"
    section = seen.draft.sections[sentence.section]
    if section.level != RUN_IN:
        return seen.told(sentence)
    return f"{seen.told((section.start, section.body))} {seen.told(sentence)}"


def _weight(sentence: Sentence, sign: Sign, seen: View) -> float:
    """Return how well a sentence shows a sign: where it stands, what it names, its figures."""
    own = sign.criterion in seen.draft.sections[sentence.section].criteria
    named = len({match.group() for match in sign.any.finditer(seen.told(sentence))})
    return 2 * own + min(named, 3) + 0.5 * min(len(seen.figures_in(sentence)), 4)
