"""The conversation as HTML: citations, lists, words for outcomes, and nothing that can attack."""

import re
from html import unescape

import pytest

from assistant.model import LANGUAGES, OUTCOMES, Language, Question
from assistant.text import sentences
from assistant.web.contract import AnswerBody
from assistant.web.conversation import Conversation, Exchange
from assistant.web.thread import Block, Piece, answer_view, blocks, body, copy_text, thread_html
from tests.fakes_web import ATTACK, FakePipeline


def answer_to(text: str, language: Language = "it") -> AnswerBody:
    return AnswerBody.of(FakePipeline().answer(Question(text, language=language)))


def page_of(text: str, language: Language = "it") -> str:
    exchange = Exchange(question=text, answer=answer_to(text, language))
    return thread_html(Conversation(language=language).with_exchange(exchange))


def test_a_number_in_brackets_is_a_citation() -> None:
    assert list(blocks("Prima [1] dopo.", most=1)) == [
        Block("paragraph", ((Piece("Prima "), Piece("[1]", 1), Piece(" dopo.")),))
    ]


def test_a_number_without_a_source_stays_text() -> None:
    assert list(blocks("Vedi [2]", most=1)) == [Block("paragraph", ((Piece("Vedi [2]"),),))]


def test_a_list_after_its_introduction_is_a_list() -> None:
    kinds = [block.kind for block in blocks("Serve:\n- uno\n- due\n\nFine.", most=0)]
    assert kinds == ["paragraph", "list", "paragraph"]


def approved_answer() -> AnswerBody:
    label = "Risposta approvata da Ufficio ZIS il 01/03/2026."
    approval = {"id": "chi", "office": "Ufficio ZIS", "approved_by": "Bruno", "label": label}
    told = answer_to("capofila").model_dump() | {
        "outcome": "approved",
        "text": f"Un'impresa.\n\n{label} [1]\n\nFonti:\n[1] Avviso",
        "approved": approval | {"approved_on": "2026-03-01", "expires": "2026-09-01"},
    }
    return AnswerBody.model_validate(told)


def test_an_approved_answer_is_drawn_apart_from_who_approved_it() -> None:
    view = answer_view(approved_answer(), "it")
    assert view.blocks == (Block("paragraph", ((Piece("Un'impresa."),),)),)
    assert view.approved == (
        Piece("Risposta approvata da Ufficio ZIS il 01/03/2026. "),
        Piece("[1]", 1),
    )
    assert view.mode == "approved"


def test_an_answer_that_nobody_approved_has_no_such_line() -> None:
    assert answer_view(answer_to("capofila"), "it").approved == ()
    assert 'class="approval"' not in page_of("capofila")


def test_who_approved_an_answer_is_copied_with_it() -> None:
    assert "Risposta approvata da Ufficio ZIS il 01/03/2026." in copy_text(approved_answer())


def test_the_list_of_sources_is_left_to_the_panel() -> None:
    assert "Fonti:" not in body(answer_to("capofila"))


def test_markup_in_an_answer_is_shown_as_text() -> None:
    page = page_of("ostile")
    assert ATTACK in unescape(page)
    assert "<img" not in page
    assert 'href="javascript' not in page


def test_markup_in_a_question_is_shown_as_text() -> None:
    assert "<b>" not in page_of("<b>capofila</b>")


def test_a_citation_leads_to_its_source_and_says_so() -> None:
    assert re.search(r'data-source="1" aria-label="Fonte 1">1</a>', page_of("capofila"))


def test_the_outcome_and_the_mode_are_said_in_words() -> None:
    page = page_of("punteggi")
    assert "Non è nelle fonti" in page
    assert "senza modello linguistico" in page


def test_what_is_missing_is_listed() -> None:
    assert "Il numero massimo di partner." in page_of("partenariato")


def test_choices_can_be_asked_with_a_button() -> None:
    assert 'data-ask="Chi può essere partner?"' in page_of("chi?")


def test_the_first_message_says_what_it_is_not() -> None:
    assert "Non sono Regione Lombardia" in thread_html(Conversation())


def test_labels_follow_the_page_and_the_answer_keeps_its_language() -> None:
    exchange = Exchange(question="chi", answer=answer_to("capofila", "it"))
    page = thread_html(Conversation(language="en").with_exchange(exchange))
    assert "Answer found" in page
    assert '<div class="text" lang="it">' in page


def test_what_is_copied_names_publisher_date_and_link() -> None:
    copied = copy_text(answer_to("capofila"))
    assert (
        "[1] Sintesi redazionale, da: Associazione delle imprese, novembre 2025, "
        "https://associazione.example/zis; Il Giornale di Prova, senza data" in copied
    )


def test_what_is_copied_does_not_offer_an_unsafe_link() -> None:
    assert "javascript:window" not in copy_text(answer_to("ostile"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_outcome_has_a_label_a_symbol_and_a_message(language: Language) -> None:
    table = sentences(language)["outcomes"]
    assert {name: set(words) for name, words in table.items()} == {
        outcome: {"label", "symbol", "message"} for outcome in OUTCOMES
    }


def test_no_two_outcomes_share_a_symbol() -> None:
    symbols = [words["symbol"] for words in sentences("it")["outcomes"].values()]
    assert len(set(symbols)) == len(OUTCOMES)
