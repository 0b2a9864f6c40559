"""Whether a draft says where an indicator starts, in whatever place near its target."""

import re
from collections.abc import Iterable

from assistant.masterplan.consistency.lexicon import pattern
from assistant.masterplan.consistency.numbers import numbers_in
from assistant.masterplan.consistency.written import has_past
from assistant.masterplan.draft import Draft, Row, Sentence
from assistant.masterplan.plain import plain

_WORD = re.compile(r"[a-z]{4,}")
_STEM = 4  # letters that tell a word, whatever its ending
_SAME = 0.5  # of the words of an indicator that a sentence shares when it is about it


def tells_start(draft: Draft, words: str) -> bool:
    """Tell whether words say where something is today, or was in a year that is past."""
    cue = pattern(draft.language, "indicators.with_baseline")
    return bool(cue.search(words)) or has_past(draft, words)


def states_value(draft: Draft, span: Sentence | tuple[int, int]) -> bool:
    """Tell whether words have a value of their own: a number, or that there is none yet."""
    start, end = span if isinstance(span, tuple) else (span.start, span.end)
    words = plain(draft.text[start:end])
    if pattern(draft.language, "indicators.unknown").search(words):
        return False
    return bool(numbers_in(draft, start, end)) or bool(
        pattern(draft.language, "indicators.nothing").search(words)
    )


def rows_told_in_words(draft: Draft, rows: Iterable[Row], section: int) -> list[Row]:
    """Return the rows whose indicator a sentence of the section gives a value of, in words."""
    told = [
        _stems(plain(draft.words(one)))
        for one in draft.sentences_in(section)
        if one.kind != "row" and states_value(draft, one)
    ]
    return [row for row in rows if any(_is_about(row, one) for one in told)]


def _is_about(row: Row, sentence: frozenset[str]) -> bool:
    name = _stems(plain(row.cells[0].text))
    return bool(name) and len(name & sentence) >= _SAME * len(name)


def _stems(words: str) -> frozenset[str]:
    return frozenset(one[:_STEM] for one in _WORD.findall(words))
