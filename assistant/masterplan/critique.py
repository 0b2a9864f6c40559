"""A draft becomes a critique: levels, findings, advice. The draft is data, never obeyed or kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from assistant.call.rules import Rules, load_rules
from assistant.ingestion.strict import read_yaml
from assistant.learned import Embedder
from assistant.masterplan.consistency import CHECKS as CONSISTENCY
from assistant.masterplan.draft import Draft, Table
from assistant.masterplan.evidence import longest_run, shown, years_of
from assistant.masterplan.finding import Finding, at
from assistant.masterplan.findings import CHECKS
from assistant.masterplan.injection import injected, without
from assistant.masterplan.judgement import SILENT, Opinion
from assistant.masterplan.levels import Level, levels
from assistant.masterplan.meaning import Meaning, open_meaning
from assistant.masterplan.parsing import parse
from assistant.masterplan.scope import in_scope
from assistant.masterplan.signs import Reader, open_reader
from assistant.masterplan.standard import SEVERITIES, Standard, load_standard
from assistant.model import LANGUAGES, Language

INJECTED = "injected_instruction"
ABSENCE = "missing_section"
SUM, BUSINESS = "sum_mismatch", "modello_quinquennale"
_SEVERAL_YEARS = 3
# What quotes a part that is there, though not whole.
PARTIAL = ("projections_not_five_years", "horizon_missing")
CONTRADICTION = "number_contradiction_across_sections"
DATA = "dati_economici"


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What a draft is judged by. ``facts``: text of each fact by id and language.

    ``outlines``: by criterion and language, what to fill in where a part is missing.
    """

    standard: Standard
    rules: Rules
    facts: Mapping[str, Mapping[str, str]]
    meaning: Meaning | None = None
    reader: Reader | None = None
    outlines: Mapping[tuple[str, Language], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Critique:
    """A judged draft. ``findings``: in the order in which it pays to mend them.

    ``notices``: keys of ``masterplan.notices`` and what fills them. ``opinion``: what a model adds.
    """

    draft: Draft
    levels: tuple[Level, ...]
    findings: tuple[Finding, ...]
    notices: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    opinion: Opinion = SILENT

    def level_of(self, criterion: str) -> Level:
        """Return the level of a criterion; KeyError when the grid has no such one."""
        found = {one.criterion: one for one in self.levels}
        return found[criterion]


def has_grid(corpus: Path) -> bool:
    """Tell whether a corpus has what drafts are judged by."""
    return (corpus / "rubric.yaml").is_file() and (corpus / "findings.yaml").is_file()


def load_knowledge(corpus: Path, embedder: Embedder | None = None) -> Knowledge:
    """Read the grid, the rules and the facts of a corpus; CorpusError names what is wrong."""
    standard = load_standard(corpus)
    return Knowledge(
        standard=standard,
        rules=load_rules(corpus / "rules.yaml"),
        facts=fact_texts(corpus),
        meaning=open_meaning(corpus / "topics", embedder),
        reader=open_reader(embedder, corpus / "signs", corpus / "evidence"),
        outlines=_outlines(corpus / "outlines", standard),
    )


def critique_text(text: str, knowledge: Knowledge, language: Language | None = None) -> Critique:
    """Judge a text: a whole draft, or a section pasted in a conversation."""
    return critique(parse(text, language), knowledge)


def critique(draft: Draft, knowledge: Knowledge) -> Critique:
    """Judge a parsed draft; what tries to steer the judge is told and counts for nothing else."""
    draft = knowledge.reader.read(draft) if knowledge.reader else draft
    steering = injected(draft)
    clean = in_scope(without(draft, steering), knowledge.meaning)
    found = _checked(clean, knowledge)
    found += [at(clean, INJECTED, None, span) for span in steering]
    findings = _ordered(found, clean, knowledge.standard)
    return Critique(
        draft=clean,
        levels=levels(clean, shown(clean), findings, knowledge.standard),
        findings=findings,
        notices=_notices(clean, steering, knowledge),
    )


def _checked(draft: Draft, knowledge: Knowledge) -> list[Finding]:
    """Return what every check finds in scope; what is no Masterplan has no defects as one."""
    if draft.kind == "not_a_masterplan":
        return []
    checks = (*CHECKS, *CONSISTENCY)
    forecasts = _over_years(draft)
    found = (one for check in checks for one in check(draft, knowledge.rules))
    every = (_at_home(one, draft, forecasts) for one in found)
    return [one for one in every if one.criterion in draft.in_scope]


def _at_home(finding: Finding, draft: Draft, forecasts: Sequence[Table]) -> Finding:
    """Put a finding under the criterion whose content it spoils.

    A contradiction belongs to the data of the sector when one of its halves stands there, a wrong
    sum to the business model when it stands in a table that runs over years (``forecasts``).
    """
    if finding.type == SUM and any(
        one.start <= (finding.start or 0) < one.end for one in forecasts
    ):
        return replace(finding, criterion=BUSINESS)
    if finding.start is None or finding.start2 is None or finding.type != CONTRADICTION:
        return finding
    sections = (draft.criteria_at(finding.start), draft.criteria_at(finding.start2))
    return replace(finding, criterion=DATA) if any(DATA in one for one in sections) else finding


def _over_years(draft: Draft) -> tuple[Table, ...]:
    return tuple(one for one in draft.tables if longest_run(years_of(one)) >= _SEVERAL_YEARS)


def _ordered(found: Sequence[Finding], draft: Draft, standard: Standard) -> tuple[Finding, ...]:
    """Return the findings with their severity and rule, gravest first, none told twice."""
    kept = _without_twins(_with_share_of_indicators(found, draft))
    placed = (
        replace(
            one,
            severity=standard.types[one.type].severity,
            rule=one.rule or standard.types[one.type].rule,
        )
        for one in kept
    )
    far = len(draft.text)
    return tuple(
        sorted(
            placed,
            key=lambda one: (
                SEVERITIES.index(one.severity),
                far if one.start is None else one.start,
            ),
        )
    )


def _without_twins(found: Sequence[Finding]) -> list[Finding]:
    """Leave out a finding about the same words, or the same absence, as one before it."""
    there = {one.criterion for one in found if one.start is not None and one.type in PARTIAL}
    found = [one for one in found if one.type != ABSENCE or one.criterion not in there]
    gone = {one.criterion for one in found if one.type == ABSENCE}
    kept: list[Finding] = []
    for one in found:
        is_told = one.start is None and one.type != ABSENCE and one.criterion in gone
        if not is_told and not any(_is_twin(one, other) for other in kept):
            kept.append(one)
    return kept


def _is_twin(one: Finding, other: Finding) -> bool:
    if one.type != other.type or one.criterion != other.criterion:
        return False
    if one.params.get("category") != other.params.get("category"):
        return False
    if one.start is None or other.start is None or one.end is None or other.end is None:
        return one.start is other.start is None
    return one.start < other.end and other.start < one.end


def _with_share_of_indicators(found: Sequence[Finding], draft: Draft) -> list[Finding]:
    """Tell the findings on indicators whether most of the indicators have one."""
    ours = [one for one in found if one.type.startswith("kpi_")]
    rows = [row for table in draft.tables for row in table.rows if _is_of_kpi(draft, row.start)]
    items = [span for one in draft.lists for span in one.items if _is_of_kpi(draft, span[0])]
    incomplete = len({one.start for one in ours})
    mostly = incomplete * 2 > max(len(rows) or len(items), 1)
    return [
        replace(one, params={**one.params, "mostly": mostly}) if one in ours else one
        for one in found
    ]


def _is_of_kpi(draft: Draft, offset: int) -> bool:
    return "kpi" in draft.criteria_at(offset)


def _notices(
    draft: Draft, steering: Sequence[tuple[int, int]], knowledge: Knowledge
) -> tuple[tuple[str, Mapping[str, Any]], ...]:
    told: list[tuple[str, Mapping[str, Any]]] = []
    if draft.kind != "masterplan":
        told.append((draft.kind, {}))
    if steering:
        told.append(("injected", {"count": len(steering)}))
    if draft.hidden:
        told.append(("hidden", {"count": len(draft.hidden)}))
    if knowledge.meaning is None:
        told.append(("words_only", {}))
    return tuple(told)


def _outlines(folder: Path, standard: Standard) -> Mapping[tuple[str, Language], str]:
    paths = {
        (one.id, language): folder / f"{one.id}.{language}.md"
        for one in standard.rubric
        for language in LANGUAGES
    }
    return {key: path.read_text("utf-8") for key, path in paths.items() if path.is_file()}


def fact_texts(corpus: Path) -> Mapping[str, Mapping[str, str]]:
    """Return the text of each fact in each language; what is wrong in them the index says."""
    path = corpus / "facts.yaml"
    entries = read_yaml(path) if path.is_file() else None
    listed = entries if isinstance(entries, list) else []
    return {
        str(one["id"]): {language: str(one[language]) for language in LANGUAGES}
        for one in listed
        if {"id", *LANGUAGES} <= set(one)
    }
