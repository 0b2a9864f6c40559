"""What the rules make of the partnership, as HTML: beside the form in short, at the end whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.call.conditions import Condition, State
from assistant.call.eligibility import Check
from assistant.call.funding import Funding
from assistant.call.rules import Rule
from assistant.model import Language
from assistant.text import euro_words, say
from assistant.web.check_chart import chart
from assistant.web.check_sources import Cited, FactView
from assistant.web.pages import page

MARKS: dict[State, str] = {"met": "✓", "not_met": "✗", "unknown": "?"}
_FIRST = 3  # what the short form shows of a list


@dataclass(frozen=True, slots=True)
class ConditionView:
    """A condition: its state in a word and a mark, why, and what the rule rests on."""

    id: str
    state: State
    reason: str
    text: str
    certainty: str
    note: str | None
    facts: tuple[FactView, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The conditions of one heading: those in a state, or those that only the notice settles."""

    name: str
    state: State
    conditions: tuple[ConditionView, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the calculation in words, with the rule that it comes from."""

    label: str
    words: str
    rule: str


def result_html(check: Check, language: Language, cited: Cited, whole: bool) -> str:
    """Return the result; ``whole`` with every condition, else what fits beside the form."""
    template = "check_result.html" if whole else "check_aside.html"
    return page(template, language, **values(check, language, cited))


def values(check: Check, language: Language, cited: Cited) -> dict[str, Any]:
    """Return what both templates show."""
    funding = check.funding
    blocked = check.of("not_met")
    return {
        "counts": [(state, mark, len(check.of(state))) for state, mark in MARKS.items()],
        "summary": check.summary(language),
        "questions": [say(language, f"rules.question.{key}") for key in check.questions],
        "blocked": [condition.words(language) for condition in blocked[:_FIRST]],
        "first": _FIRST,
        "sections": sections(check, language, cited),
        "grant": euro_words(funding.result.grant, language) if funding else None,
        "figures": figures_of(funding, language) if funding else (),
        "chart": chart(funding, language) if funding else None,
        "changes": changes_of(funding, language) if funding else (),
        "has_partners": bool(check.partnership.partners),
        "marks": MARKS,
    }


def sections(check: Check, language: Language, cited: Cited) -> tuple[Section, ...]:
    """Return the conditions by heading, the most pressing first; no heading is empty."""
    unknown = check.of("unknown")
    asked = [condition for condition in unknown if condition.asks]
    open_ones = [condition for condition in unknown if not condition.asks]
    named: Sequence[tuple[str, State, Sequence[Condition]]] = (
        ("not_met", "not_met", check.of("not_met")),
        ("unknown", "unknown", asked),
        ("met", "met", check.of("met")),
        ("open", "unknown", open_ones),
    )
    return tuple(
        Section(name, state, tuple(_view(one, language, cited) for one in found))
        for name, state, found in named
        if found
    )


def figures_of(funding: Funding, language: Language) -> tuple[Figure, ...]:
    """Return the lines of the calculation in words."""
    return tuple(
        Figure(say(language, f"rules.line.{line.what}"), line.words(language), line.rule)
        for line in funding.lines
    )


def changes_of(funding: Funding, language: Language) -> tuple[tuple[str, ...], ...]:
    """Return, for each quote, what it is, its amount, the grant without it and what is lost."""
    if len(funding.changes) < 2:
        return ()
    return tuple(
        (
            change.what,
            euro_words(change.amount, language),
            euro_words(change.grant, language),
            euro_words(-change.change, language),
        )
        for change in funding.changes
    )


def _view(condition: Condition, language: Language, cited: Cited) -> ConditionView:
    rule = condition.rule
    return ConditionView(
        id=rule.id,
        state=condition.state,
        reason=condition.words(language),
        text=rule.texts[language],
        certainty=rule.certainty,
        note=rule.note if language == "it" else None,
        facts=tuple(cited.facts(rule, language)),
    )


def basis(rule: Rule, language: Language, cited: Cited) -> Iterator[str]:
    """Yield one line for each thing that a rule rests on: its id, and who says so."""
    for fact in cited.facts(rule, language):
        yield ": ".join(filter(None, (fact.id, "; ".join(one.words for one in fact.origins))))
