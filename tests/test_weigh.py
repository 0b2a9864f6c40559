"""What was found, reordered by what the desk is for and by what is asked."""

from assistant.answering.turn import Asked
from assistant.answering.weigh import gap_of, weigh
from assistant.model import Hit, Passage
from assistant.retrieval.search import Search
from tests.builders import SURE, a_fact, asked
from tests.corpora import a_passage

OURS = a_fact("ours", "Il contributo della ZIS copre le consulenze.")
OTHERS = a_fact("others", "Il contributo di un altro bando copre i macchinari.", scope="comparable")
DATED = a_fact("dated", "La domanda si presenta entro il 30 aprile 2030.")
UNDATED = a_fact("undated", "La domanda si presenta sulla piattaforma.")


def level(*passages: Passage, kind: str | None = None) -> Asked:
    """Return a question whose hits are all as good."""
    return Asked("?", kind, search=Search(tuple(Hit(one, 0.8) for one in passages), SURE))


def ids(one: Asked) -> list[str]:
    return [hit.passage.id for hit in weigh(one, "it")]


def test_a_fact_on_the_call_comes_before_one_on_another_call() -> None:
    assert ids(level(OTHERS, OURS)) == ["ours", "others"]


def test_a_clearly_better_fact_on_another_call_still_comes_first() -> None:
    hits = (Hit(OURS, 0.1), Hit(OTHERS, 1.0))
    assert ids(Asked("?", search=Search(hits, SURE)))[0] == "others"


def test_a_question_for_a_date_prefers_a_date() -> None:
    assert ids(level(UNDATED, DATED, kind="when")) == ["dated", "undated"]


def test_a_question_of_no_kind_keeps_the_order_of_the_search() -> None:
    assert ids(level(UNDATED, DATED)) == ["undated", "dated"]


def test_a_document_is_not_weighed_down() -> None:
    document = a_passage("doc", "Il contributo copre le consulenze.")
    assert ids(level(OTHERS, document)) == ["doc", "others"]


def test_nothing_is_lost_and_the_best_is_first() -> None:
    weighed = weigh(asked("?", OTHERS, OURS, DATED, kind="when"), "it")
    scores = [hit.score for hit in weighed]
    assert scores == sorted(scores, reverse=True)
    assert {hit.passage.id for hit in weighed} == {"ours", "others", "dated"}


def test_a_question_for_which_nothing_was_searched_has_no_hits() -> None:
    assert weigh(Asked("?"), "it") == ()


def test_a_question_on_one_phase_weighs_down_facts_on_the_other() -> None:
    first = a_fact("first", "Il contributo copre la metà.", phase=1)
    second = a_fact("second", "Il contributo non è stato reperito.", phase=2)
    hits = (Hit(first, 0.9), Hit(second, 0.8))
    named = Asked("Quanto copre la Fase 2?", search=Search(hits, SURE))
    assert ids(named) == ["second", "first"]


def test_a_question_on_both_phases_prefers_neither() -> None:
    first, second = a_fact("first", "Uno.", phase=1), a_fact("second", "Due.", phase=2)
    both = Asked("Fase 1 o fase 2?", search=Search((Hit(first, 0.9), Hit(second, 0.8)), SURE))
    assert ids(both) == ["first", "second"]


GAP = a_fact("gap", "Al 4 marzo 2030 le fonti non riportano come si ricorra.", status="unknown")


def found(*hits: Hit, kind: str | None = None) -> Asked:
    return Asked("?", kind, search=Search(hits, SURE))


def test_the_day_on_which_something_was_not_known_answers_no_question_for_a_date() -> None:
    assert ids(level(GAP, DATED, kind="when")) == ["dated", "gap"]


def test_what_is_not_known_gives_way_to_a_fact_that_holds_more_of_the_words() -> None:
    assert ids(found(Hit(GAP, 0.85, lexical=2), Hit(OURS, 0.8, lexical=5))) == ["ours", "gap"]


def test_what_is_not_known_stays_first_where_it_is_named_best() -> None:
    assert ids(found(Hit(GAP, 0.85, lexical=5), Hit(OURS, 0.8, lexical=2))) == ["gap", "ours"]


def test_a_gap_is_asked_for_where_no_known_fact_is_near() -> None:
    assert gap_of(found(Hit(GAP, 0.9, lexical=5), Hit(OURS, 0.4, lexical=2)), "it") == "gap"
    assert gap_of(found(Hit(GAP, 0.9, lexical=5), Hit(OURS, 0.85, lexical=2)), "it") is None
    assert gap_of(found(Hit(OURS, 0.9), Hit(GAP, 0.4)), "it") is None
