"""A critique as a document: the grid, the criteria one by one, the findings, the two versions."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.export.critique_body import (
    SEVERITIES,
    ComparisonBody,
    CriterionBody,
    CritiqueBody,
    FindingBody,
)
from assistant.export.document import (
    Block,
    Document,
    Heading,
    Run,
    Runs,
    listing,
    note,
    paragraph,
    quote,
    runs,
    table,
)
from assistant.model import Interval, Language
from assistant.text import date_words, say

Titles = Mapping[str, str]
Basis = Callable[[FindingBody], list[str]]


@dataclass(frozen=True, slots=True)
class Told:
    """What a critique does not say of itself. ``basis``: in lines, what a finding rests on."""

    name: str
    basis: Basis
    day: dt.date


def critique_document(critique: CritiqueBody, language: Language, told: Told) -> Document:
    """Return the critique as a document that says everywhere that it is unofficial."""
    unofficial = critique.disclaimer or say(language, "web.review.unofficial")
    blocks: list[Block] = [note(unofficial)]
    blocks += [paragraph(say(language, "web.review.export.about", name=told.name))]
    blocks += [note(one) for one in critique.notices]
    if critique.kind == "not_a_masterplan":
        blocks += [paragraph(say(language, "web.review.kind.not_a_masterplan"))]
    if critique.criteria:
        blocks += [_grid(critique, language)]
    if critique.comparison:
        blocks += _comparison(critique.comparison, language, critique.titles)
    blocks += _findings(critique, language, told)
    blocks += _criteria(critique, language)
    return Document(
        title=say(language, "web.review.export.title"),
        language=language,
        blocks=tuple(blocks),
        author=say(language, "web.name"),
        subject=say(language, "web.review.export.subject"),
        footer=say(
            language,
            "web.review.export.footer",
            day=date_words(Interval(told.day, told.day), language),
        ),
    )


def level_words(criterion: CriterionBody, language: Language) -> str:
    """Return a level in figures and words, or that it was not judged."""
    if not criterion.in_scope:
        return say(language, "web.review.out_of_scope")
    return level_of(criterion.level, language)


def level_of(level: int | None, language: Language) -> str:
    """Return ``2 su 3, adeguato``."""
    if level is None:
        return say(language, "web.review.out_of_scope")
    return say(
        language,
        "web.review.level_of",
        level=level,
        words=say(language, f"web.review.level.{level}"),
    )


def section_words(finding: FindingBody, language: Language) -> str:
    """Return where a finding stands: under which heading, or that something is not there."""
    if finding.quote is None or finding.section == "missing":
        return say(language, "web.review.absent")
    if not finding.section:
        return say(language, "web.review.no_heading")
    return say(language, "web.review.under", heading=finding.section)


def _grid(critique: CritiqueBody, language: Language) -> Block:
    head = [say(language, f"web.review.{name}") for name in ("criterion", "level_head", "findings")]
    rows = [
        (
            critique.titles[one.id],
            level_words(one, language),
            str(sum(finding.criterion == one.id for finding in critique.findings)),
        )
        for one in critique.criteria
    ]
    return table(head, rows, caption=say(language, "web.review.grid"), figures=[2])


def _comparison(two: ComparisonBody, language: Language, titles: Titles) -> Iterator[Block]:
    yield Heading(say(language, "web.review.comparison"))
    if two.levels:
        head = [say(language, f"web.review.{name}") for name in ("criterion", "before", "after")]
        rows = [
            (
                titles.get(one.id, one.id),
                level_of(one.before, language),
                level_of(one.after, language),
            )
            for one in two.levels
        ]
        yield table(head, rows, caption=say(language, "web.review.levels_of_both"))
    for name in ("fixed", "remaining", "new"):
        found: Sequence[FindingBody] = getattr(two, name)
        yield Heading(f"{say(language, f'web.review.{name}')} ({len(found)})", 2)
        yield _short(found, language) if found else paragraph(say(language, "web.review.none"))


def _short(found: Sequence[FindingBody], language: Language) -> Block:
    return listing(_line(one, language) for one in found)


def _line(finding: FindingBody, language: Language) -> Runs:
    words = f" «{finding.quote}»" if finding.quote else ""
    label = f"{say(language, f'web.review.severity.{finding.severity}')}. "
    return runs(Run(label, bold=True), finding.message, Run(words, italic=True))


def _findings(critique: CritiqueBody, language: Language, told: Told) -> Iterator[Block]:
    yield Heading(f"{say(language, 'web.review.findings')} ({len(critique.findings)})")
    if not critique.findings:
        yield paragraph(say(language, "web.review.no_findings"))
    for severity in SEVERITIES:
        found = [one for one in critique.findings if one.severity == severity]
        if found:
            head = say(language, f"web.review.severity_many.{severity}")
            yield Heading(f"{head} ({len(found)})", 2)
        for one in found:
            yield from _finding(one, language, critique.titles, told)


def _finding(
    finding: FindingBody, language: Language, titles: Titles, told: Told
) -> Iterator[Block]:
    criterion = titles.get(finding.criterion or "", say(language, "web.review.whole_draft"))
    where = f" {criterion}. {section_words(finding, language)}"
    yield paragraph(Run(finding.message, bold=True), Run(where, italic=True))
    for words in filter(None, (finding.quote, finding.quote2)):
        yield quote(words)
    if finding.advice:
        yield paragraph(Run(f"{say(language, 'web.review.advice')}: ", bold=True), finding.advice)
    if finding.suggestion:
        lead = say(language, "web.review.suggestion")
        yield paragraph(Run(f"{lead}: ", bold=True), finding.suggestion)
    if rests := told.basis(finding):
        yield paragraph(Run(f"{say(language, 'web.review.rests')}: ", bold=True), "; ".join(rests))


def _criteria(critique: CritiqueBody, language: Language) -> Iterator[Block]:
    if not critique.criteria:
        return
    yield Heading(say(language, "web.review.by_criterion"))
    for one in critique.criteria:
        yield Heading(f"{critique.titles[one.id]}: {level_words(one, language)}", 2)
        if one.why:
            yield paragraph(one.why)
        if one.to_next:
            yield paragraph(Run(f"{say(language, 'web.review.to_next')}: ", bold=True), one.to_next)
        if one.strengths:
            yield paragraph(Run(f"{say(language, 'web.review.strengths')}:", bold=True))
        for strength in one.strengths:
            yield quote(strength.quote)
        yield from _indicators(one, language)


def _indicators(criterion: CriterionBody, language: Language) -> Iterator[Block]:
    """Yield what a language model says of the indicators, where one was asked."""
    if criterion.indicators:
        yield paragraph(Run(f"{say(language, 'web.review.indicators')}:", bold=True))
    for one in criterion.indicators:
        state = say(language, f"web.review.state.{one.state}")
        yield paragraph(Run(f"{state}: ", bold=True), one.question)
        for words in one.quotes:
            yield quote(words.quote)
