"""A check in words, for a terminal: every state is told by a word, never by a mark alone."""

from collections.abc import Iterator

from assistant.call.conditions import Condition, State
from assistant.call.eligibility import Check
from assistant.call.funding import Funding
from assistant.model import Language
from assistant.text import euro_words, say

_MARKS: dict[State, str] = {"not_met": "✗", "unknown": "?", "met": "✓"}


def tell(check: Check, language: Language) -> str:
    """Return the whole check: conditions by state, the money, the next questions, who decides."""
    parts = [_conditions(check, state, language) for state in _MARKS]
    parts.append(_money(check.funding, language) if check.funding else [])
    parts.append(_questions(check, language))
    parts.append([check.summary(language)])
    return "\n\n".join("\n".join(part) for part in parts if part)


def _conditions(check: Check, state: State, language: Language) -> list[str]:
    found = check.of(state)
    if not found:
        return []
    head = say(language, f"rules.state_many.{state}")
    return [f"{head} ({len(found)})", *(_line(one, state, language) for one in found)]


def _line(condition: Condition, state: State, language: Language) -> str:
    facts = ", ".join(condition.rule.facts)
    return f"  {_MARKS[state]} {condition.rule.id}: {condition.words(language)} [{facts}]"


def _money(funding: Funding, language: Language) -> list[str]:
    return [say(language, "rules.money"), *_money_lines(funding, language)]


def _money_lines(funding: Funding, language: Language) -> Iterator[str]:
    for line in funding.lines:
        label = say(language, f"rules.line.{line.what}")
        yield f"  {label}: {line.words(language)} ({line.rule})"
    for change in funding.changes if len(funding.changes) > 1 else ():
        yield "  " + say(
            language,
            "rules.change",
            what=change.what,
            grant=euro_words(change.grant, language),
            change=euro_words(-change.change, language),
        )


def _questions(check: Check, language: Language) -> list[str]:
    if not check.questions:
        return []
    asked = [f"  - {say(language, f'rules.question.{key}')}" for key in check.questions]
    return [say(language, "rules.next"), *asked]
