"""An answer from the passages themselves: what they do not say is not said."""

from assistant.answering.compose import compose
from assistant.answering.turn import Asked, Turn
from assistant.model import Passage
from assistant.retrieval.search import Search
from assistant.text import say
from tests.builders import (
    UNSURE,
    a_fact,
    a_knowledge,
    a_turn,
    asked,
    grant_rules,
    hits_of,
)
from tests.corpora import a_passage, a_source

LEADER = a_fact("leader", "Il capofila è un soggetto privato.")
DEADLINE = a_fact("deadline", "La domanda si presenta entro maggio.", topic="calendario")
GRANT = a_fact("grant", "Il contributo copre una parte delle spese.")
ARTICLE = a_passage("art", "La sede operativa deve trovarsi nel territorio regionale.")
STRANGE = Asked(
    "Che tempo fa?", said="Che tempo fa?", search=Search(hits_of(LEADER), UNSURE), beyond=0.9
)


def composed(*questions: Asked, also: tuple[Passage, ...] = (), **more: object) -> Turn:
    hits = [hit.passage for one in questions if one.search for hit in one.search.hits]
    knowledge = a_knowledge(*hits, *also, rules=grant_rules(), sources=(a_source("annex"),))
    return compose(a_turn(**{"asked": questions, **more}), knowledge)  # type: ignore[arg-type]


def told(turn: Turn) -> list[str]:
    return [item.passage.id for item in turn.statements]


def test_a_fact_that_was_found_is_told() -> None:
    turn = composed(asked("Chi è il capofila?", LEADER))
    assert told(turn) == ["leader"]
    assert turn.outcome is None


def test_when_nothing_is_found_the_question_is_out_of_scope() -> None:
    turn = composed(asked("Che tempo fa?"))
    assert (turn.outcome, turn.statements) == ("out_of_scope", ())


def test_each_question_of_a_message_has_its_statements() -> None:
    turn = composed(asked("Chi è il capofila?", LEADER), asked("Entro quando?", DEADLINE))
    assert told(turn) == ["leader", "deadline"]


def test_a_question_that_is_not_ours_is_missing_beside_one_that_is() -> None:
    turn = composed(asked("Chi è il capofila?", LEADER), STRANGE)
    assert told(turn) == ["leader"]
    assert turn.missing == ("Che tempo fa?",)


def test_a_fact_that_answers_two_questions_is_told_once() -> None:
    turn = composed(asked("Chi è il capofila?", LEADER), asked("Il capofila è privato?", LEADER))
    assert told(turn) == ["leader"]


def test_questions_with_one_answer_share_it() -> None:
    turn = composed(asked("Chi è il capofila?", LEADER), asked("Il capofila è privato?", LEADER))
    assert turn.statements[0].about == "Chi è il capofila? Il capofila è privato?"


def test_the_questions_of_a_message_are_answered_in_their_order() -> None:
    unknown = a_fact("unknown", "Il termine non è stato reperito.", status="unknown")
    turn = composed(asked("Quando?", unknown), asked("Chi è il capofila?", LEADER))
    assert [(item.passage.id, item.about) for item in turn.statements] == [
        ("unknown", "Quando?"),
        ("leader", "Chi è il capofila?"),
    ]


def test_one_question_needs_no_heading() -> None:
    assert composed(asked("Chi è il capofila?", LEADER)).statements[0].about == ""


def test_a_document_that_was_found_is_quoted() -> None:
    turn = composed(asked("Dove deve trovarsi la sede operativa?", ARTICLE))
    assert [(item.role, item.words) for item in turn.statements] == [("quote", ARTICLE.text)]


def test_the_source_with_more_authority_speaks_first() -> None:
    fact = a_fact("seat", "La sede può stare ovunque.", topic="sede")
    turn = composed(asked("Dove deve trovarsi la sede operativa?", fact, ARTICLE))
    assert told(turn) == ["art", "seat"]


def test_conflicting_versions_bring_a_remark() -> None:
    two = a_fact("two", "Sono due.", status="conflicting", conflicts_with=("ten",))
    ten = a_fact("ten", "Sono dieci.", status="conflicting", conflicts_with=("two",))
    turn = composed(asked("Quanti sono?", two), also=(ten,))
    assert told(turn) == ["two", "ten"]
    assert len(turn.remarks) == 1


def test_a_sum_is_computed_on_the_money_route() -> None:
    text = "Spendendo 150.000 euro quanto contributo prendiamo?"
    knowledge = a_knowledge(GRANT, rules=grant_rules())
    turn = compose(a_turn(text, route="money"), knowledge)
    assert turn.calculation is not None


def test_a_sum_that_no_rule_fixes_is_answered_from_the_passages() -> None:
    text = "Spendendo 150.000 euro quanto contributo prendiamo?"
    turn = a_turn(text, route="money", asked=(asked(text, GRANT),))
    composed_turn = compose(turn, a_knowledge(GRANT))
    assert composed_turn.calculation is None
    assert told(composed_turn) == ["grant"]


def test_a_draft_gets_its_critique_and_what_a_masterplan_must_have() -> None:
    one = asked("Che cosa contiene il Masterplan?", LEADER, GRANT)
    turn = composed(one, route="draft")
    assert turn.message == f"[{turn.text}]\n\n{say('it', 'answer.draft_tab')}"
    assert told(turn) == ["leader"]


def test_a_draft_that_nothing_can_judge_is_told_so() -> None:
    knowledge = a_knowledge(LEADER)
    knowledge.critique = lambda text, language: ""  # type: ignore[method-assign]
    one = asked("Che cosa contiene il Masterplan?", LEADER)
    assert compose(a_turn(route="draft", asked=(one,)), knowledge).message == say(
        "it", "answer.draft"
    )
