"""Deadline: a reported deadline is told with the versions it conflicts with, and when it passed."""

import datetime as dt
from collections.abc import Iterator, Sequence

from assistant.answering.select import statement, versions
from assistant.answering.turn import Knowledge, Statement, Turn
from assistant.call.rules import Rule
from assistant.model import Interval
from assistant.text import date_words, say

_DATE = "data"  # the unit of a rule whose value is a day


def with_conflict(told: Sequence[Statement], turn: Turn, knowledge: Knowledge) -> list[Statement]:
    """Return the statements and, where one states a conflicting deadline, the other versions."""
    added = list(told)
    for day, rule in _deadlines(knowledge):
        names = {item.passage.id for item in added}
        lead = knowledge.passage(rule.facts[0]) if rule.facts else None
        if lead is None or not _states(day, told, turn) or rule.certainty != "conflicting":
            continue
        others = versions(lead, turn.language, knowledge) or [
            statement(lead, "counterpart", turn.language)
        ]
        if not names & {lead.id, *(item.passage.id for item in others)}:
            added[1:1] = others
    return added


def remarks(told: Sequence[Statement], turn: Turn, knowledge: Knowledge) -> tuple[str, ...]:
    """Return a sentence for each deadline told that is past on the day of the answer."""
    return tuple(
        say(
            turn.language,
            "answer.deadline_passed",
            deadline=date_words(Interval(day, day), turn.language),
            today=date_words(Interval(turn.as_of, turn.as_of), turn.language),
        )
        for day, _ in _deadlines(knowledge)
        if day < turn.as_of and _states(day, told, turn)
    )


def _deadlines(knowledge: Knowledge) -> Iterator[tuple[dt.date, Rule]]:
    for rule in knowledge.rules:
        if rule.unit == _DATE and isinstance(rule.value, str):
            yield dt.date.fromisoformat(rule.value), rule


def _states(day: dt.date, told: Sequence[Statement], turn: Turn) -> bool:
    words = date_words(Interval(day, day), turn.language)
    return any(words in item.text for item in told)
