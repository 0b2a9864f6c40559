"""A reported deadline is told with its conflict, and when it has passed."""

import datetime as dt
from dataclasses import replace

import pytest

from assistant.answering.deadline import remarks, with_conflict
from assistant.answering.turn import Turn
from assistant.call.rules import Rules
from tests.builders import DAY, a_fact, a_knowledge, a_rule, a_statement, a_turn

FIRST = a_fact(
    "first", "Una fonte dice il 30 aprile 2026.", status="conflicting", conflicts_with=("second",)
)
SECOND = a_fact(
    "second", "Un'altra dice sessanta giorni.", status="conflicting", conflicts_with=("first",)
)
ASIDE = a_fact("aside", "Si verifichi se il 30 aprile 2026 è confermato.", status="derived")
WINDOW = a_fact("window", "La domanda si presenta online.")
RULE = a_rule("deadline", "2026-04-30", "first", unit="data", certainty="conflicting")
KNOWLEDGE = a_knowledge(FIRST, SECOND, ASIDE, WINDOW, rules=Rules({"deadline": RULE}))
TURN = a_turn("Quando scade?")


def told(*names: str) -> list[str]:
    statements = [a_statement(KNOWLEDGE.passages[name]) for name in names]
    return [item.passage.id for item in with_conflict(statements, TURN, KNOWLEDGE)]


def test_a_deadline_that_conflicts_brings_the_other_version() -> None:
    assert told("aside") == ["aside", "second"]


def test_versions_already_told_are_not_told_again() -> None:
    assert told("first", "second") == ["first", "second"]


def test_an_answer_without_the_deadline_is_left_alone() -> None:
    assert told("window") == ["window"]


def test_a_deadline_that_is_certain_has_no_other_version() -> None:
    certain = replace(RULE, certainty="reported")
    knowledge = replace(KNOWLEDGE, rules=Rules({"deadline": certain}))
    statements = [a_statement(ASIDE)]
    assert with_conflict(statements, TURN, knowledge) == statements


def said(turn: Turn) -> tuple[str, ...]:
    return remarks([a_statement(ASIDE)], turn, KNOWLEDGE)


@pytest.mark.parametrize("day", [DAY, dt.date(2026, 4, 30)])
def test_a_deadline_to_come_needs_no_remark(day: dt.date) -> None:
    assert said(replace(TURN, as_of=day)) == ()


def test_a_deadline_that_passed_is_said_with_the_day_of_the_answer() -> None:
    (remark,) = said(replace(TURN, as_of=dt.date(2026, 5, 1)))
    assert "30 aprile 2026" in remark
    assert "1 maggio 2026" in remark
