"""Verified claims become the text that a person reads, and the Answer of programs."""

import datetime as dt
from typing import Any

from assistant.answering.render import hit_json, render, strongest
from assistant.answering.turn import Statement
from assistant.answering.verify import verify
from assistant.model import Answer, Hit, Interval, Language, Passage
from assistant.text import say
from tests.builders import PAPER, REGION, a_fact, a_knowledge, a_statement, a_turn, an_editorial
from tests.corpora import a_passage, a_source

LEADER = a_fact("leader", "Il capofila è un privato.", "The lead is private.")
SEAT = a_fact("seat", "La sede è in regione.")
LIMIT = a_fact("limit", "Ogni ente guida una sola proposta.")
UNKNOWN = a_fact("unknown", "Il termine non è stato reperito.", status="unknown", based_on=())
DOCUMENT = a_source("doc", title="Allegato B", publisher="Ente", published=Interval.parse("2030"))
WORDS = "La domanda si firma."
ARTICLE = a_passage("doc:1", WORDS, source="doc", locator="p. 3, art. 5")


def answer(
    *told: Statement, language: Language = "it", known_until: dt.date | None = None, **more: Any
) -> Answer:
    sources = (DOCUMENT, an_editorial(SEAT, "giornale", "regione"))
    passages = [item.passage for item in told]
    knowledge = a_knowledge(*passages, sources=sources, known_until=known_until)
    turn = a_turn(statements=told, language=language, **more)
    return render(verify(turn, knowledge), knowledge)


def told(passage: Passage, role: Any = "lead") -> Statement:
    return a_statement(passage, role=role)


def body(text: str) -> str:
    return text.partition("Fonti:")[0]


def footer(text: str) -> str:
    return text.partition("Fonti:")[2]


def test_a_claim_is_followed_by_the_number_of_its_source() -> None:
    assert "Il capofila è un privato. [1]" in answer(told(LEADER)).text


def test_numbers_follow_the_order_of_reading() -> None:
    text = answer(told(SEAT), told(LEADER, "detail")).text
    assert "La sede è in regione. [1]" in text
    assert "Il capofila è un privato. [2]" in text


def test_the_source_behind_each_number_is_the_one_in_the_list() -> None:
    found = answer(told(SEAT), told(LEADER, "detail"))
    assert [source.id for source in found.sources[:2]] == ["seat", "leader"]


def test_what_a_summary_rests_on_is_among_the_sources() -> None:
    found = answer(told(SEAT))
    assert [source.id for source in found.sources] == ["seat", "giornale", "regione"]


def test_a_fact_is_an_editorial_summary_of_named_sources() -> None:
    text = footer(answer(told(SEAT)).text)
    assert "Sintesi redazionale, da:" in text
    assert f"{REGION.publisher}, 15 gennaio 2026" in text
    assert f"{PAPER.publisher}, 19 febbraio 2026" in text


def test_a_fact_is_never_between_quotation_marks() -> None:
    text = answer(told(LEADER), told(SEAT, "detail")).text
    assert not set(text) & set('«»“”"')


def test_a_document_is_named_with_publisher_date_and_place() -> None:
    text = footer(answer(told(ARTICLE, "quote")).text)
    assert all(part in text for part in ("Allegato B", "Ente", "2030", "p. 3, art. 5"))


def test_summaries_of_the_same_sources_share_a_line() -> None:
    assert "[1][2] Sintesi" in answer(told(LEADER), told(LIMIT, "detail")).text


def test_a_collection_is_told_as_a_list() -> None:
    text = answer(told(LEADER, "intro"), told(SEAT, "detail"), told(LIMIT, "detail")).text
    assert "\n- La sede è in regione. [2]\n- Ogni ente guida una sola proposta. [3]" in text


def test_a_detail_without_a_collection_is_no_list() -> None:
    assert "- " not in body(answer(told(LEADER), told(SEAT, "detail")).text)


def test_every_number_in_the_text_has_its_line() -> None:
    text = answer(told(LEADER), told(SEAT, "detail"), told(ARTICLE, "quote")).text
    assert [f"[{n}]" in footer(text) for n in (1, 2, 3)] == [True, True, True]


def test_the_official_notice_is_named_once() -> None:
    assert answer(told(LEADER)).text.count(say("it", "answer.official_notice")) == 1


def test_an_answer_that_points_at_the_notice_does_not_point_there_twice() -> None:
    pointing = a_fact("pointing", "Lo dice l'avviso pubblicato.")
    text = body(answer(told(pointing)).text)
    assert text.count("avviso") == 1


def test_known_claims_are_an_answer() -> None:
    found = answer(told(LEADER))
    assert (found.outcome, found.missing) == ("answered", ())


def test_only_unknown_claims_are_not_in_the_sources() -> None:
    found = answer(told(UNKNOWN, "unknown"))
    assert found.outcome == "not_in_sources"
    assert "avviso" in found.text


def test_known_and_unknown_claims_are_partial_and_say_what_is_missing() -> None:
    found = answer(told(LEADER), told(UNKNOWN, "unknown"))
    assert (found.outcome, found.missing) == ("partial", (UNKNOWN.text,))


def test_an_unknown_caveat_leaves_the_answer_whole() -> None:
    assert answer(told(LEADER), told(UNKNOWN, "caveat")).outcome == "answered"


def test_a_dropped_claim_makes_the_answer_partial() -> None:
    forged = Statement("Il capofila è pubblico.", "Il capofila è pubblico.", LEADER)
    found = answer(told(SEAT), forged)
    assert (found.outcome, found.missing) == ("partial", ("Il capofila è pubblico.",))


def test_what_is_missing_lists_the_question_left_out_and_the_fact_not_known() -> None:
    found = answer(told(LEADER), told(UNKNOWN, "unknown"), missing=("Che tempo fa?",))
    assert set(found.missing) == {"Che tempo fa?", UNKNOWN.text}


def test_nothing_to_tell_is_not_in_the_sources_and_names_the_notice() -> None:
    found = answer()
    assert (found.outcome, found.claims) == ("not_in_sources", ())
    assert found.text == say("it", "answer.not_in_sources")


def test_a_question_out_of_scope_has_no_claim_and_no_source() -> None:
    found = answer(outcome="out_of_scope")
    assert (found.claims, found.sources) == ((), ())
    assert found.text == say("it", "answer.out_of_scope")


def test_the_message_of_a_step_is_the_text_of_an_answer_without_claims() -> None:
    assert answer(outcome="refused", message="Non posso.").text == "Non posso."


def test_a_remark_is_part_of_the_text() -> None:
    assert (
        "La più recente è questa."
        in answer(told(LEADER), remarks=("La più recente è questa.",)).text
    )


def test_an_english_answer_is_english_throughout() -> None:
    found = answer(a_statement(LEADER, LEADER.text_in("en")), language="en")
    assert "The lead is private. [1]" in found.text
    assert say("en", "answer.official_notice") in found.text
    assert "Editorial summary, from:" in found.text


def test_how_far_the_knowledge_goes_is_told_when_asked_later() -> None:
    found = answer(told(LEADER), known_until=dt.date(2026, 3, 4))
    assert any("4 marzo 2026" in notice for notice in found.notices)


def test_how_far_the_knowledge_goes_is_not_told_when_asked_before() -> None:
    notices = " ".join(answer(told(LEADER), known_until=dt.date(2026, 12, 1)).notices)
    assert "2026" not in notices


def test_an_answer_from_words_alone_says_so() -> None:
    knowledge = a_knowledge(LEADER, notices=("index.lexical_only",))
    found = render(verify(a_turn(statements=(told(LEADER),)), knowledge), knowledge)
    assert say("it", "index.lexical_only") in found.notices


def test_an_undated_source_is_said_to_be_undated() -> None:
    undated = a_passage("bare:1", "Serve una firma.", source="avviso")
    assert say("it", "dates.none") in footer(answer(told(undated, "quote")).text)


def test_sources_are_ranked_by_authority_then_by_date() -> None:
    old = a_source("vecchio", authority=1, published=Interval.parse("2024"))
    bare = a_source("nudo", authority=1)
    assert [s.id for s in strongest([bare, old, PAPER, REGION])] == [
        "regione",
        "giornale",
        "vecchio",
        "nudo",
    ]


def test_a_passage_found_has_the_keys_of_the_contract() -> None:
    found = hit_json(Hit(ARTICLE, 0.51239))
    assert found == {
        "passage": "doc:1",
        "score": 0.5124,
        "source": "doc",
        "locator": "p. 3, art. 5",
        "text": WORDS,
    }
