"""The steps of the pipeline that serve an approved answer, and that hold a topic back."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answering.approve import approve
from assistant.answering.render import render
from assistant.answering.switch import hold, switch
from assistant.answering.turn import Turn
from assistant.approved.record import Approved, cite
from assistant.model import Answer
from tests.approvals import LEADER, approved
from tests.builders import FakeKnowledge, a_fact, a_knowledge, a_statement, a_turn, asked

QUESTION = "Chi può fare da capofila?"
OFF = {"capofila": "Stiamo rileggendo l'avviso."}
TEXT = "Un'impresa privata, che coordina i partner.\n\n- una riga\n- un'altra"


@pytest.fixture
def entry(tmp_path: Path) -> Approved:
    return approved(tmp_path, QUESTION, answer={"it": TEXT})


@pytest.fixture
def knowledge(entry: Approved) -> FakeKnowledge:
    return a_knowledge(LEADER, matches={QUESTION: entry})


def answered(turn: Turn, knowledge: FakeKnowledge) -> Answer:
    return render(approve(turn, knowledge), knowledge)


def test_an_approved_answer_is_served_word_by_word(knowledge: FakeKnowledge) -> None:
    answer = answered(a_turn(QUESTION), knowledge)
    assert answer.outcome == "approved"
    assert answer.text.startswith(f"{TEXT}\n\n")
    assert "Risposta approvata da Ufficio ZIS il 01/03/2026. [1]" in answer.text


def test_who_approved_it_is_told_to_programs(knowledge: FakeKnowledge, entry: Approved) -> None:
    assert answered(a_turn(QUESTION), knowledge).as_json()["approved"] == {
        "id": entry.id,
        "office": "Ufficio ZIS",
        "approved_by": "Bruno",
        "approved_on": "2026-03-01",
        "expires": "2026-09-01",
        "label": "Risposta approvata da Ufficio ZIS il 01/03/2026.",
    }


def test_its_sources_are_located_and_listed(knowledge: FakeKnowledge) -> None:
    answer = answered(a_turn(QUESTION), knowledge)
    (claim,) = answer.claims
    (quote,) = claim.quotes
    assert LEADER.text[quote.start : quote.end] == quote.words == LEADER.text
    assert [source.id for source in answer.sources] == ["leader", "regione"]


def test_a_part_of_a_passage_is_quoted_where_it_stands(tmp_path: Path) -> None:
    entry = approved(tmp_path, QUESTION, sources=[cite(LEADER, "Coordina i partner.", ["it"])])
    answer = answered(a_turn(QUESTION), a_knowledge(LEADER, matches={QUESTION: entry}))
    (quote,) = answer.claims[0].quotes
    assert LEADER.text[quote.start : quote.end] == quote.words == "Coordina i partner."


def test_words_that_are_no_longer_there_are_not_served(entry: Approved) -> None:
    changed = replace(LEADER, versions={"it": "Altro."}, text="Altro.")
    turn = approve(a_turn(QUESTION), a_knowledge(changed, matches={QUESTION: entry}))
    assert turn.outcome is None


def test_an_answer_in_another_language_is_not_served(knowledge: FakeKnowledge) -> None:
    assert approve(a_turn(QUESTION, language="en"), knowledge).outcome is None


def test_a_follow_up_is_matched_as_it_stands_alone(knowledge: FakeKnowledge) -> None:
    turn = a_turn("E il capofila?", standalone=QUESTION, subject="Chi può essere partner?")
    assert approve(turn, knowledge).outcome == "approved"


def test_a_follow_up_told_with_its_subject_is_not(knowledge: FakeKnowledge) -> None:
    whole = f"E perché? (a proposito di: {QUESTION})"
    both = a_knowledge(LEADER, matches={**knowledge.matches, whole: knowledge.matches[QUESTION]})
    turn = a_turn("E perché?", standalone=whole, subject=QUESTION)
    assert approve(turn, both).outcome is None


def test_two_questions_are_not_one(knowledge: FakeKnowledge) -> None:
    text = f"{QUESTION} E quanto vale il contributo?"
    both = a_knowledge(LEADER, matches={text: knowledge.matches[QUESTION]})
    assert approve(a_turn(text), both).outcome is None


def test_an_approved_answer_of_a_topic_that_is_off_is_held_back(entry: Approved) -> None:
    off = a_knowledge(LEADER, matches={QUESTION: entry}, off=OFF)
    answer = answered(a_turn(QUESTION), off)
    assert answer.outcome == "desk"
    assert answer.text.endswith(OFF["capofila"])


def test_a_question_found_in_a_topic_that_is_off_gets_its_message() -> None:
    turn = a_turn(asked=(asked(QUESTION, LEADER),))
    held = hold(turn, a_knowledge(LEADER, off=OFF))
    assert held.outcome == "desk"
    assert "«Capofila»" in held.message
    assert OFF["capofila"] in held.message


def test_a_question_of_another_topic_goes_on() -> None:
    turn = a_turn(asked=(asked(QUESTION, LEADER),))
    assert hold(turn, a_knowledge(LEADER, off={"calendario": "Chiuso."})) == turn


def test_an_answer_that_tells_of_a_topic_that_is_off_is_taken_back() -> None:
    told = a_turn(statements=(a_statement(LEADER),))
    answer = render(switch(told, a_knowledge(LEADER, off=OFF)), a_knowledge(LEADER))
    assert (answer.outcome, answer.claims, answer.sources) == ("desk", (), ())
    assert LEADER.text not in answer.text


def test_what_is_told_beside_the_answer_switches_nothing_off() -> None:
    date = a_fact("date", "Il termine è a novembre.", topic="calendario")
    told = a_turn(statements=(a_statement(date), a_statement(LEADER, role="related")))
    assert switch(told, a_knowledge(date, LEADER, off=OFF)) == told


@pytest.mark.parametrize(
    ("statuses", "certainty"),
    [
        (("derived",), "derived"),
        (("unknown", "unknown"), "unknown"),
        (("derived", "reported"), "reported"),
    ],
)
def test_an_answer_is_as_certain_as_all_that_it_rests_on(
    tmp_path: Path, statuses: tuple[str, ...], certainty: str
) -> None:
    facts = [a_fact(f"f{n}", f"Testo {n}.", status=one) for n, one in enumerate(statuses)]
    sources = [cite(fact, fact.text, ["it"]) for fact in facts]
    entry = approved(tmp_path, QUESTION, sources=sources)
    answer = answered(a_turn(QUESTION), a_knowledge(*facts, matches={QUESTION: entry}))
    assert answer.claims[0].certainty == certainty
