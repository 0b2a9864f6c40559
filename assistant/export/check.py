"""A check of the requirements as a document: conditions, money, next questions, who decides."""

import datetime as dt
from collections.abc import Callable, Iterator

from assistant.call.conditions import Condition, State
from assistant.call.eligibility import Check
from assistant.call.funding import Funding
from assistant.call.partnership import Partner, Partnership
from assistant.call.rules import Rule
from assistant.export.document import (
    Block,
    Document,
    Heading,
    Run,
    Runs,
    listing,
    note,
    paragraph,
    runs,
    table,
)
from assistant.model import Interval, Language
from assistant.text import date_words, euro_words, say

_ORDER: tuple[State, ...] = ("not_met", "unknown", "met")
_MARKS: dict[State, str] = {"met": "✓", "not_met": "✗", "unknown": "?"}
Basis = Callable[[Rule], list[str]]


def check_document(check: Check, language: Language, basis: Basis, day: dt.date) -> Document:
    """Return the check as a document; ``basis`` tells in lines what a rule rests on."""
    blocks: list[Block] = [note(check.summary(language)), *_case(check.partnership, language)]
    if check.questions:
        asked = [say(language, f"rules.question.{key}") for key in check.questions]
        blocks += [Heading(say(language, "rules.next")), listing(asked, ordered=True)]
    for state in _ORDER:
        blocks += _conditions(check, state, language, basis)
    blocks += _money(check.funding, language) if check.funding else []
    when = date_words(Interval(day, day), language)
    return Document(
        title=say(language, "export.check.title"),
        language=language,
        blocks=tuple(blocks),
        author=say(language, "web.name"),
        subject=say(language, "export.check.subject"),
        footer=say(language, "export.check.footer", day=when),
    )


def _case(given: Partnership, language: Language) -> Iterator[Block]:
    yield Heading(say(language, "export.check.case"))
    told = [
        ("specialisation", given.specialisation),
        ("provinces", ", ".join(given.provinces)),
        ("endorsements", ", ".join(given.endorsements or ())),
        ("requested", euro_words(given.requested, language) if given.requested is not None else ""),
    ]
    lines = [(_label(name, language), Run(value)) for name, value in told if value]
    if lines:
        yield listing(lines)
    if given.partners:
        head = [
            say(language, f"export.check.{name}") for name in ("partner", "kind", "role", "seat")
        ]
        rows = [_partner(partner, given, language) for partner in given.partners]
        yield table(head, rows, caption=say(language, "export.check.partners"))
    if not lines and not given.partners:
        yield paragraph(say(language, "export.check.nothing"))


def _label(name: str, language: Language) -> Run:
    return Run(say(language, f"export.check.{name}") + ": ", bold=True)


def _partner(partner: Partner, given: Partnership, language: Language) -> tuple[str, ...]:
    kind = partner.kind.names[language] if partner.kind else ""
    role = say(language, "export.check.lead") if partner.name == given.lead else ""
    return (partner.name, kind, role, partner.province or "")


def _conditions(check: Check, state: State, language: Language, basis: Basis) -> list[Block]:
    found = check.of(state)
    if not found:
        return []
    head = f"{say(language, f'rules.state_many.{state}')} ({len(found)})"
    return [Heading(head), listing(_condition(one, state, language, basis) for one in found)]


def _condition(condition: Condition, state: State, language: Language, basis: Basis) -> Runs:
    rule = condition.rule
    text, reason = rule.texts[language], condition.words(language)
    told = reason if reason.startswith(text) else f"{text} {reason}"
    certainty = say(language, f"web.certainty.{rule.certainty}")
    rests = say(language, "export.check.rests", certainty=certainty, rule=rule.id)
    lines = "; ".join(basis(rule))
    state_words = f"{_MARKS[state]} {say(language, f'rules.state.{state}')}. "
    return runs(Run(state_words, bold=True), told, Run(f" {rests} {lines}.", italic=True))


def _money(funding: Funding, language: Language) -> Iterator[Block]:
    yield Heading(say(language, "rules.money"))
    rows = [
        (say(language, f"rules.line.{line.what}"), line.words(language), line.rule)
        for line in funding.lines
    ]
    head = [say(language, f"export.check.{name}") for name in ("item", "figure", "rule")]
    yield table(head, rows, caption=say(language, "export.check.lines"), figures=[1])
    if len(funding.changes) > 1:
        head = [say(language, f"export.check.{n}") for n in ("without", "amount", "then", "less")]
        sums = [
            (one.what, *(euro_words(x, language) for x in (one.amount, one.grant, -one.change)))
            for one in funding.changes
        ]
        yield table(head, sums, caption=say(language, "export.check.changes"), figures=[1, 2, 3])
