"""A critique in words and as JSON: what DESIGN.md promises, in Italian or English."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from assistant.masterplan.critique import Critique, Knowledge
from assistant.masterplan.finding import Finding
from assistant.masterplan.judgement import add_opinion
from assistant.masterplan.levels import Level
from assistant.masterplan.standard import Need
from assistant.model import Language
from assistant.text import number_words, say, sentences

_TOP = 3
_HARDLY_THERE = 1
_MOST_QUOTED = 220
_MOST_SHORT = 5


def critique_json(critique: Critique, knowledge: Knowledge, language: Language) -> dict[str, Any]:
    """Return the Critique contract of DESIGN.md, without the comparison."""
    told = {
        "kind": critique.draft.kind,
        "language": language,
        "criteria": [level_json(one, critique, knowledge, language) for one in critique.levels],
        "findings": [finding_json(one, knowledge, language) for one in critique.findings],
        "notices": [
            say(language, f"masterplan.notices.{key}", **params) for key, params in critique.notices
        ],
        "disclaimer": say(language, "masterplan.disclaimer"),
    }
    return add_opinion(told, critique.opinion, critique.draft, knowledge.standard, language)


def level_json(
    level: Level, critique: Critique, knowledge: Knowledge, language: Language
) -> dict[str, Any]:
    """Return one criterion: its level, why, what would raise it, what shows it."""
    draft = critique.draft
    return {
        "id": level.criterion,
        "title": title_of(level.criterion, knowledge, language),
        "level": level.level,
        "in_scope": level.in_scope,
        "why": why(level, language),
        "to_next": to_next(level, language),
        "strengths": [
            {"quote": draft.words(one), "start": one.start, "end": one.end}
            for one in level.strengths
        ],
        "outline": outline(level, knowledge, language),
    }


def outline(level: Level, knowledge: Knowledge, language: Language) -> str | None:
    """Return what to fill in where a criterion is missing or hardly there."""
    is_wanting = level.in_scope and level.level <= _HARDLY_THERE
    return knowledge.outlines.get((level.criterion, language)) if is_wanting else None


def finding_json(finding: Finding, knowledge: Knowledge, language: Language) -> dict[str, Any]:
    """Return one finding with its message, its advice and what they rest on."""
    told: dict[str, Any] = {
        "type": finding.type,
        "criterion": finding.criterion,
        "severity": finding.severity,
        "section": finding.section,
        "quote": finding.quote,
        "start": finding.start,
        "end": finding.end,
        "message": message(finding, knowledge, language),
        "advice": advice(finding, knowledge, language),
    }
    if finding.quote2 is not None:
        told |= {name: getattr(finding, name) for name in ("quote2", "start2", "end2")}
    if finding.rule:
        told["rule"] = finding.rule
    return told | {"basis": basis(finding, knowledge, language)}


def message(finding: Finding, knowledge: Knowledge, language: Language) -> str:
    """Return what is wrong, in words."""
    params = _params(finding, knowledge, language)
    table = sentences(language)["masterplan"]["finding"][finding.type]
    variant = f"message_{finding.params.get('variant', '')}"
    if {"stated", "computed"} <= set(params) and "message_figures" in table:
        variant = "message_figures"
    key = variant if variant in table else "message"
    return str(table[key]).format(**params)


def advice(finding: Finding, knowledge: Knowledge, language: Language) -> str:
    """Return what to do about it."""
    params = _params(finding, knowledge, language)
    return say(language, f"masterplan.finding.{finding.type}.advice", **params)


def basis(finding: Finding, knowledge: Knowledge, language: Language) -> list[dict[str, str]]:
    """Return the rule and the facts that a finding rests on; a fact is our summary, and says so."""
    rules = [one for one in knowledge.rules if one.id == finding.rule]
    told = [{"rule": one.id, "text": one.texts[language]} for one in rules]
    for name in knowledge.standard.types[finding.type].facts:
        if name in knowledge.facts:
            told.append({"fact": name, "text": knowledge.facts[name][language]})
    return told


def why(level: Level, language: Language) -> str:
    """Return why a criterion has its level."""
    if not level.in_scope:
        return say(language, "masterplan.why_outside")
    if not level.level and not level.shown:
        return say(language, "masterplan.why_nothing")
    parts = [
        _needs("why_shown", level.shown, language),
        _needs("why_missing", level.missing, language),
    ]
    if not level.shown:
        parts[0] = say(language, "masterplan.why_touched")
    parts.append(_findings("why_limited", level.limited_by, language))
    return " ".join(part for part in parts if part)


def to_next(level: Level, language: Language) -> str:
    """Return what would raise a criterion by one level; nothing at the top or out of scope."""
    if level.level == _TOP or not level.in_scope:
        return ""
    if level.limited_by:
        return _findings("next_mend", level.limited_by, language)
    return _needs("next_add", level.missing[:2], language)


def tell(critique: Critique, knowledge: Knowledge, language: Language) -> str:
    """Return the whole critique for a terminal."""
    kind = say(language, f"masterplan.kind.{critique.draft.kind}")
    parts = [[say(language, "masterplan.title", kind=kind), say(language, "masterplan.disclaimer")]]
    notices = [say(language, f"masterplan.notices.{k}", **params) for k, params in critique.notices]
    if notices:
        parts.append(
            [say(language, "masterplan.notices_title"), *(f"  ! {one}" for one in notices)]
        )
    scoped = [one for one in critique.levels if one.in_scope]
    if scoped:
        head = say(language, "masterplan.levels")
        parts.append([head, *(_level_line(one, knowledge, language) for one in scoped)])
    parts.append([say(language, "masterplan.findings")])
    suggested = critique.opinion.advice
    parts += [
        [*_finding_lines(one, knowledge, language), *_suggested(suggested.get(place), language)]
        for place, one in enumerate(critique.findings)
    ]
    if not critique.findings:
        parts[-1].append(say(language, "masterplan.none"))
    return "\n\n".join("\n".join(part) for part in parts)


def tell_short(critique: Critique, knowledge: Knowledge, language: Language) -> str:
    """Return a critique for a conversation: levels in scope in a line each, gravest findings."""
    scoped = [one for one in critique.levels if one.in_scope]
    lines = [say(language, "masterplan.short", count=len(critique.findings))]
    for one in scoped if len(scoped) <= _MOST_SHORT else ():
        title = title_of(one.criterion, knowledge, language)
        lines.append("- " + say(language, "masterplan.level", title=title, level=one.level))
    for found in critique.findings[:_MOST_SHORT]:
        quote = say(language, "masterplan.quote", quote=_short(found.quote)) if found.quote else ""
        told = f"{message(found, knowledge, language)} {advice(found, knowledge, language)}"
        lines.append(" ".join(f"- {quote} {told}".split()))
    lines += [say(language, f"masterplan.notices.{k}", **params) for k, params in critique.notices]
    return "\n".join([*lines, say(language, "masterplan.disclaimer")])


def title_of(criterion: str, knowledge: Knowledge, language: Language) -> str:
    """Return the title of a criterion; its id when the grid has no such one."""
    titles = {one.id: one.titles[language] for one in knowledge.standard.rubric}
    return titles.get(criterion, criterion)


def _level_line(level: Level, knowledge: Knowledge, language: Language) -> str:
    title = title_of(level.criterion, knowledge, language)
    head = say(language, "masterplan.level", title=title, level=level.level)
    return f"  {head}\n      {why(level, language)}\n      {to_next(level, language)}".rstrip()


def _finding_lines(finding: Finding, knowledge: Knowledge, language: Language) -> list[str]:
    label = say(language, f"masterplan.finding.{finding.type}.label")
    severity = say(language, f"masterplan.severity.{finding.severity}")
    where = say(language, "masterplan.where_none")
    if finding.quote is not None:
        where = say(language, "masterplan.where", section=finding.section)
    lines = [f"  [{severity}] {label} ({where})"]
    for quote in (finding.quote, finding.quote2):
        if quote:
            lines.append("      " + say(language, "masterplan.quote", quote=_short(quote)))
    lines.append(f"      {message(finding, knowledge, language)}")
    told = advice(finding, knowledge, language)
    lines.append("      " + say(language, "masterplan.advice", advice=told))
    for one in basis(finding, knowledge, language):
        key = "rule" if "rule" in one else "fact"
        lines.append("      " + say(language, f"masterplan.{key}", **one))
    return lines


def _suggested(words: str | None, language: Language) -> list[str]:
    return ["      " + say(language, "masterplan.suggestion", words=words)] if words else []


def _short(quote: str) -> str:
    words = " ".join(quote.split())
    return words if len(words) <= _MOST_QUOTED else f"{words[:_MOST_QUOTED]}…"


def _params(finding: Finding, knowledge: Knowledge, language: Language) -> dict[str, Any]:
    told: dict[str, Any] = {
        name: number_words(value, language) if isinstance(value, Decimal) else value
        for name, value in finding.params.items()
    }
    if "category" in told:
        told["category"] = say(language, f"masterplan.category.{told['category']}")
    return told | {"criterion": title_of(finding.criterion or "", knowledge, language)}


def _needs(key: str, needs: Sequence[Need], language: Language) -> str:
    listed = ", ".join(one.labels[language] for one in needs)
    return say(language, f"masterplan.{key}", needs=listed) if needs else ""


def _findings(key: str, found: Sequence[Finding], language: Language) -> str:
    labels = dict.fromkeys(say(language, f"masterplan.finding.{one.type}.label") for one in found)
    return say(language, f"masterplan.{key}", findings=", ".join(labels)) if found else ""
