"""What checks ask of a draft again and again, worked out once: words, figures, subjects."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from assistant.figures import Figure, figures
from assistant.masterplan.draft import Draft, Sentence
from assistant.masterplan.lexicon import lexicon
from assistant.masterplan.plain import plain

_YEAR = re.compile(r"(?<![\d.,/])(?:19|20)\d\d(?!\d|[.,]\d|%)")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_LEAST_TOPICS = 2
_LEAST_LEADING = 3
# Criteria that drafts treat under one heading: a paragraph may be about the kin of its heading.
_KIN = (
    {"sostenibilita", "revenue_model", "modello_quinquennale", "conformita_finanziaria"},
    {"partenariato", "governance"},
    {"dati_economici", "posizionamento"},
)


@dataclass(frozen=True, slots=True)
class View:
    """A draft made easy to ask. ``figures``: those that are no years, in order.

    ``topics``: for each paragraph (a list and a table are one), the criteria that it is about.
    ``scores``: how many of its words each names.
    ``leading``: the one that a paragraph names by many words, and by more than any other.
    ``headers``: the folded header of the table of each row, by where the row starts.
    """

    draft: Draft
    plain: str
    figures: tuple[Figure, ...]
    starts: tuple[int, ...]
    topics: dict[int, frozenset[str]]
    headers: dict[int, str]
    leading: dict[int, str]
    scores: dict[int, dict[str, int]]

    def told(self, span: Sentence | tuple[int, int]) -> str:
        """Return the folded words of a span."""
        start, end = span if isinstance(span, tuple) else (span.start, span.end)
        return self.plain[start:end]

    def figures_in(self, span: Sentence | tuple[int, int]) -> tuple[Figure, ...]:
        """Return the figures of a span, years left out."""
        start, end = span if isinstance(span, tuple) else (span.start, span.end)
        return self.figures[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def years_in(self, span: Sentence | tuple[int, int]) -> tuple[int, ...]:
        """Return the years that a span names."""
        return tuple(int(found.group()) for found in _YEAR.finditer(self.told(span)))

    def is_denied(self, sentence: Sentence) -> bool:
        """Tell whether a sentence says that something is not there, or not yet."""
        return lexicon().finds("denial.says", self.told(sentence))

    def is_about(self, sentence: Sentence, criterion: str) -> bool:
        """Tell whether a sentence stands where the draft speaks of a criterion."""
        named = self.draft.sections[sentence.section].criteria
        if criterion in named or criterion == self.leading.get(sentence.paragraph):
            return True
        is_kin = not named or any({criterion, one} <= kin for kin in _KIN for one in named)
        return is_kin and criterion in self.topics.get(sentence.paragraph, ())


@lru_cache(maxsize=8)
def view(draft: Draft) -> View:
    """Return the view of a draft."""
    folded = plain(draft.text)
    found = tuple(one for one in figures(draft.text, draft.language) if not _is_year(one, folded))
    spans: dict[int, tuple[int, int]] = {}
    for one in draft.sentences:
        start, _ = spans.get(one.paragraph, (one.start, 0))
        spans[one.paragraph] = (start, one.end)
    scores = {number: scores_of(folded[slice(*span)]) for number, span in spans.items()}
    return View(
        draft=draft,
        plain=folded,
        figures=found,
        starts=tuple(one.start for one in found),
        headers={
            row.start: folded[table.header.start : table.header.end]
            for table in draft.tables
            for row in table.rows
            if table.header
        },
        topics={number: _clear(told) for number, told in scores.items()},
        scores=scores,
        leading={number: name for number, told in scores.items() if (name := _leading(told))},
    )


def _leading(scores: dict[str, int]) -> str:
    """Return the criterion with the most words, "" where few tell it or another has as many."""
    first, second = sorted(scores, key=lambda name: -scores[name])[:2]
    return first if scores[first] >= max(_LEAST_LEADING, scores[second] + 1) else ""


def scores_of(text: str) -> dict[str, int]:
    """Return how many of the subjects of each criterion a folded text names."""
    book = lexicon()
    return {
        criterion: book.count(f"topics.{criterion}", text) for criterion in book.words["topics"]
    }


def _clear(scores: dict[str, int]) -> frozenset[str]:
    """Return the criteria that a text with these words is clearly about."""
    best = max(scores.values(), default=0)
    least = max(_LEAST_TOPICS, best / 2)
    return frozenset(criterion for criterion, score in scores.items() if score >= least)


def _is_year(figure: Figure, folded: str) -> bool:
    said = folded[figure.start : figure.end].rstrip()
    is_plain = figure.unit == "count" and len(said) == 4 and said.isdigit()
    return is_plain and _FIRST_YEAR <= figure.value <= _LAST_YEAR
