"""A review as its template wants it: every level and severity in words, every finding a place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.export.critique import level_of, level_words, section_words
from assistant.export.critique_body import (
    SEVERITIES,
    ComparisonBody,
    CriterionBody,
    CritiqueBody,
    FindingBody,
)
from assistant.model import Language
from assistant.text import say
from assistant.web.check_sources import Cited, FactView, OriginView
from assistant.web.pages import page
from assistant.web.review_chart import chart, short_level
from assistant.web.review_contract import Session
from assistant.web.review_draft import pieces, places

MARKS = {"high": "▲", "medium": "◆", "low": "●"}
WHOLE = "-"  # what a finding about no criterion is filtered by


@dataclass(frozen=True, slots=True)
class Rest:
    """What a finding rests on: a rule or a fact, our words of it, and who published it."""

    name: str
    text: str
    is_rule: bool
    origins: tuple[OriginView, ...]


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding; ``place`` is the name of its words in the draft, "" when it has none."""

    number: int
    body: FindingBody
    title: str
    criterion: str
    where: str
    place: str
    second: str
    rests: tuple[Rest, ...]


@dataclass(frozen=True, slots=True)
class CriterionView:
    """A criterion with its level in words and the places of its strengths."""

    body: CriterionBody
    words: str
    short: str
    findings: int
    strengths: tuple[tuple[str, str], ...]


class Sources(Cited):
    """Looks up who is behind the rules and the facts that a finding rests on."""

    def rests(self, finding: FindingBody, language: Language) -> Iterator[Rest]:
        """Yield the rule and the facts of a finding."""
        for one in finding.basis:
            found = self._fact(one.fact, language) if one.fact else FactView("")
            yield Rest(one.name, one.text or found.text, one.rule is not None, found.origins)

    def lines(self, finding: FindingBody, language: Language) -> list[str]:
        """Return the same in lines, for an export."""
        return [
            ": ".join(filter(None, (one.name, "; ".join(origin.words for origin in one.origins))))
            for one in self.rests(finding, language)
        ]


def result_html(session: Session, language: Language, sources: Sources) -> str:
    """Return the whole result of a review."""
    critique = session.critiques[language]
    marked = places(session.text, critique)
    found = list(_findings(critique, {one.name for one in marked}, language, sources))
    return page(
        "review_result.html",
        language,
        session=session,
        critique=critique,
        criteria=[_criterion(n, one, critique, language) for n, one in _numbered(critique)],
        chart=chart(critique.criteria, language) if critique.criteria else None,
        findings=found,
        filters=_filters(found),
        severities=[one for one in SEVERITIES if any(f.body.severity == one for f in found)],
        marks=MARKS,
        pieces=list(pieces(session.text, marked)),
        comparison=_comparison(critique.comparison, critique, language),
        is_word=bool(session.content),
    )


def _numbered(critique: CritiqueBody) -> Iterator[tuple[int, CriterionBody]]:
    return enumerate(critique.criteria)


def _findings(
    critique: CritiqueBody, known: set[str], language: Language, sources: Sources
) -> Iterator[FindingView]:
    whole = say(language, "web.review.whole_draft")
    for number, one in enumerate(critique.findings):
        place, second = f"f{number}", f"f{number}-2"
        yield FindingView(
            number=number,
            body=one,
            title=critique.titles.get(one.criterion or "", whole),
            criterion=one.criterion or WHOLE,
            where=section_words(one, language),
            place=place if place in known else "",
            second=second if second in known else "",
            rests=tuple(sources.rests(one, language)),
        )


def _filters(found: Sequence[FindingView]) -> list[tuple[str, str, int]]:
    """Return the criteria that have findings: id, title, how many."""
    titles = {one.criterion: one.title for one in found}
    return [
        (name, title, sum(one.criterion == name for one in found)) for name, title in titles.items()
    ]


def _criterion(
    number: int, one: CriterionBody, critique: CritiqueBody, language: Language
) -> CriterionView:
    return CriterionView(
        body=one,
        words=level_words(one, language),
        short=short_level(one, language),
        findings=sum(finding.criterion == one.id for finding in critique.findings),
        strengths=tuple((f"s{number}-{n}", told.quote) for n, told in enumerate(one.strengths)),
    )


def _comparison(
    two: ComparisonBody | None, critique: CritiqueBody, language: Language
) -> dict[str, Any] | None:
    if two is None:
        return None
    scoped = {one.id for one in critique.criteria if one.in_scope}
    return {
        "levels": [
            (
                critique.titles.get(one.id, one.id),
                level_of(one.before, language),
                level_of(one.after, language),
                _change(one.before or 0, one.after or 0),
            )
            for one in two.levels
            if one.id in scoped
        ],
        "parts": [(name, getattr(two, name)) for name in ("fixed", "remaining", "new")],
    }


def _change(before: int, after: int) -> str:
    return "up" if after > before else "down" if after < before else "same"
