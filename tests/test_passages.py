"""Passages follow the structure of their document, and can always be found again in it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.ingestion.extract import extract
from assistant.ingestion.joining import whole_sentences
from assistant.ingestion.outline import outline
from assistant.ingestion.pages import Block, Extraction, Kind, Page
from assistant.ingestion.passages import split
from assistant.model import Passage, Source
from assistant.tokens import count_tokens

SOURCE = Source(id="avviso", title="Avviso", publisher="Ente", kind="official", authority=5)
Rows = tuple[tuple[str, ...], ...]
Piece = tuple[Kind, str, int]
LONG = "Le spese ammissibili sono quelle sostenute dai beneficiari per le attività del progetto. "


def title(text: str, level: int = 1) -> Piece:
    return "heading", text, level


def text(words: str) -> Piece:
    return "paragraph", words, 0


def item(words: str) -> Piece:
    return "list", words, 1


def page(*pieces: Piece, number: int | None = None) -> Page:
    body = "\n\n".join(words for _, words, _ in pieces)
    blocks = []
    start = 0
    for kind, words, level in pieces:
        blocks.append(Block(kind, start, start + len(words), level))
        start += len(words) + 2
    return Page(number, body, tuple(blocks))


def table(*rows: tuple[str, ...]) -> Page:
    body = "\n".join(" | ".join(row) for row in rows)
    return Page(None, body, (Block("table", 0, len(body), rows=rows),))


def passages_of(*pages: Page, budget: int = 320) -> tuple[Passage, ...]:
    return split(Extraction(pages), SOURCE, budget)


def locators(passages: Sequence[Passage]) -> list[str]:
    return [passage.locator for passage in passages]


# articles, commas, letters


def test_each_comma_of_an_article_is_a_passage_with_its_number() -> None:
    passages = passages_of(
        page(
            title("Art. 5 - Spese ammissibili", 2),
            text("1. " + LONG * 3),
            text("2. " + LONG * 3),
            number=3,
        )
    )
    assert locators(passages) == ["p. 3, art. 5, comma 1", "p. 3, art. 5, comma 2"]


def test_small_commas_share_a_passage() -> None:
    passages = passages_of(
        page(title("Articolo 5", 2), text("1. Le imprese."), text("2. Gli enti."))
    )
    assert locators(passages) == ["art. 5, commi 1-2"]


def test_the_title_of_an_article_opens_its_first_passage() -> None:
    (passage,) = passages_of(page(title("Art. 5 - Spese", 2), text("Le spese sono due.")))
    assert passage.text == "Art. 5 - Spese\n\nLe spese sono due."
    assert passage.heading == ("Art. 5 - Spese",)
    assert passage.kind == "article"


def test_an_article_that_opens_its_own_paragraph_is_recognised() -> None:
    passages = passages_of(page(text("Art. 1. Oggetto del bando."), text("Art. 2 – Soggetti.")))
    assert locators(passages) == ["art. 1", "art. 2"]


def test_the_citation_of_another_law_is_not_an_article_of_this_one() -> None:
    passages = passages_of(page(text("Art. 80 del codice dei contratti si applica a tutti.")))
    assert locators(passages) == [""]


def test_an_article_goes_on_over_the_page() -> None:
    passages = passages_of(
        page(title("Art. 7", 2), text("Il contributo è unico."), number=1),
        page(text("Il contributo è a fondo perduto."), number=2),
    )
    assert locators(passages) == ["p. 1, art. 7", "p. 2, art. 7"]


def test_an_article_ends_at_a_heading_of_its_level() -> None:
    passages = passages_of(
        page(title("Art. 7", 2), text("Il contributo è unico."), title("Contatti", 2), text("PEC."))
    )
    assert locators(passages) == ["art. 7", "Contatti"]


def test_a_numbered_list_inside_a_comma_does_not_restart_the_commas() -> None:
    passages = passages_of(
        page(
            title("Art. 4", 2),
            text("1. " + LONG * 3),
            text("2. I requisiti sono:"),
            item("1) essere iscritti;"),
            item("2) essere attivi. " + LONG * 3),
            text("3. " + LONG * 3),
        )
    )
    assert locators(passages) == ["art. 4, comma 1", "art. 4, comma 2", "art. 4, comma 3"]


def test_the_parts_of_a_long_list_name_their_letters_and_keep_its_intro() -> None:
    passages = passages_of(
        page(
            title("Art. 6", 2),
            text("1. Sono ammissibili:"),
            item("a) " + LONG * 2),
            item("b) " + LONG * 2),
            item("c) " + LONG * 2),
        ),
        budget=100,
    )
    assert locators(passages)[1:] == ["art. 6, comma 1, lett. b-c"]
    assert passages[1].heading == ("Art. 6", "1. Sono ammissibili:")


def test_the_intro_of_a_list_stays_with_its_first_item() -> None:
    passages = passages_of(
        page(text(LONG * 3), text("Sono ammesse:"), item("a) " + LONG), item("b) " + LONG)),
        budget=90,
    )
    assert passages[1].text.startswith("Sono ammesse:\n\na) ")


def test_an_annex_is_named_before_its_articles() -> None:
    passages = passages_of(
        page(title("Allegato A", 1), title("Art. 1", 2), text("Si applica il modello."))
    )
    assert locators(passages) == ["Allegato A, art. 1"]


# headings


def test_a_locator_shows_the_two_nearest_headings() -> None:
    (passage,) = passages_of(
        page(title("Guida", 1), title("Costi", 2), title("Personale", 3), text("Le buste paga."))
    )
    assert passage.locator == "Costi › Personale"
    assert passage.heading == ("Guida", "Costi", "Personale")


def test_a_heading_is_not_a_passage_by_itself() -> None:
    passages = passages_of(page(title("Guida", 1), title("Costi", 2), text("Le buste paga.")))
    assert len(passages) == 1


def test_a_heading_at_the_foot_of_a_page_goes_with_what_follows() -> None:
    passages = passages_of(
        page(text("Il termine è perentorio."), title("Contatti"), number=1),
        page(text("Scrivere alla PEC."), number=2),
    )
    assert [passage.text for passage in passages] == [
        "Il termine è perentorio.",
        "Scrivere alla PEC.",
    ]
    assert passages[1].heading == ("Contatti",)


def test_a_section_numbered_below_another_stands_under_it() -> None:
    passages = passages_of(
        page(
            title("6. Requisiti", 2),
            title("6.1 Generali", 2),
            text("Sono due."),
            title("7. Avvalimento", 3),
            text("È ammesso."),
        )
    )
    assert [passage.heading for passage in passages] == [
        ("6. Requisiti", "6.1 Generali"),
        ("7. Avvalimento",),
    ]


def test_a_sentence_in_bold_is_not_a_heading() -> None:
    (passage,) = passages_of(
        page(title("Il sopralluogo non è previsto in questa gara."), text("Nessuna eccezione."))
    )
    assert passage.heading == ()


def test_a_title_repeated_on_every_page_names_nothing() -> None:
    pages = [
        page(title("UFFICIO GARE"), text(f"Punto {n} del testo."), number=n) for n in (1, 2, 3, 4)
    ]
    assert {passage.heading for passage in passages_of(*pages)} == {()}


# questions


def test_a_question_stays_with_its_answer_and_finds_it() -> None:
    passages = passages_of(
        page(
            title("Chi può partecipare?", 2),
            text("Le imprese."),
            title("Quando si apre?", 2),
            text("A marzo."),
        )
    )
    assert [passage.kind for passage in passages] == ["faq", "faq"]
    assert passages[0].text == "Chi può partecipare?\n\nLe imprese."
    assert passages[0].finders == ("Chi può partecipare?",)


def test_a_question_needs_no_heading_and_loses_its_number_as_finder() -> None:
    passages = passages_of(page(text("1) Chi può partecipare?"), text("Le imprese.")))
    assert passages[0].finders == ("Chi può partecipare?",)


def test_each_part_of_a_long_answer_keeps_its_question() -> None:
    passages = passages_of(
        page(title("Che cosa si finanzia?", 2), text(LONG * 4), text(LONG * 4)), budget=80
    )
    assert len(passages) > 1
    assert {passage.finders for passage in passages} == {("Che cosa si finanzia?",)}
    assert {passage.heading[-1] for passage in passages} == {"Che cosa si finanzia?"}


def test_a_list_of_questions_is_not_a_faq() -> None:
    passages = passages_of(page(item("Chi?"), item("Come?"), item("Quando?"), text("Così.")))
    assert {passage.kind for passage in passages} == {"paragraph"}


# tables


def test_a_table_is_a_passage_of_its_own() -> None:
    (passage,) = passages_of(table(("Voce", "Punti"), ("Qualità", "40")))
    assert (passage.kind, passage.locator) == ("table", "tabella")
    assert passage.text == "Voce | Punti\nQualità | 40"


def test_each_part_of_a_long_table_keeps_its_header_and_names_its_rows() -> None:
    rows = [("Voce", "Punti"), *((f"Criterio numero {n}", str(n)) for n in range(1, 31))]
    passages = passages_of(table(*rows), budget=100)
    assert passages[0].text.startswith("Voce | Punti\nCriterio numero 1 | 1\n")
    assert all(passage.heading == ("Voce | Punti",) for passage in passages[1:])
    assert passages[0].locator.startswith("tabella, righe 1-")
    assert passages[-1].locator.endswith("-30")


# identity


def test_an_id_does_not_change_when_another_part_of_the_document_does() -> None:
    same = page(title("Art. 2", 2), text("Il termine è perentorio."), number=2)
    before = passages_of(page(text("Prima."), number=1), same)
    after = passages_of(page(text("Premessa del tutto nuova."), text("E altro."), number=1), same)
    assert before[-1].id == after[-1].id


def test_an_id_changes_with_the_words() -> None:
    (before,) = passages_of(page(text("Il termine è di 30 giorni.")))
    (after,) = passages_of(page(text("Il termine è di 60 giorni.")))
    assert (before.id, before.digest) != (after.id, after.digest)


def test_a_passage_that_appears_twice_has_two_ids() -> None:
    passages = passages_of(page(text("Non previsto.")), page(text("Non previsto.")))
    assert passages[1].id == f"{passages[0].id}-2"


def test_an_id_begins_with_the_source() -> None:
    (passage,) = passages_of(page(text("Il termine è perentorio.")))
    assert passage.id.startswith("avviso:")


# page breaks


def test_a_sentence_broken_by_the_page_is_made_whole() -> None:
    whole = whole_sentences(
        Extraction(
            (page(text("Il termine scade"), number=1), page(text("il 5 marzo. Poi no."), number=2))
        )
    )
    assert [one.text for one in whole.pages] == ["Il termine scade il 5 marzo.", "Poi no."]


def test_a_word_broken_by_the_page_is_made_whole() -> None:
    whole = whole_sentences(Extraction((page(text("Il contri-")), page(text("buto è unico.")))))
    assert whole.pages[0].text == "Il contributo è unico."


def test_a_sentence_that_ends_with_the_page_is_left_alone() -> None:
    extraction = Extraction((page(text("Il termine scade.")), page(text("il resto segue."))))
    assert whole_sentences(extraction) == extraction


def test_a_sentence_that_runs_over_two_pages_is_made_whole() -> None:
    pages = (page(text("Il termine")), page(text("scade il")), page(text("5 marzo. Poi no.")))
    whole = whole_sentences(Extraction(pages))
    assert [one.text for one in whole.pages] == ["Il termine scade il 5 marzo.", "", "Poi no."]


def test_a_heading_after_the_page_does_not_continue_a_sentence() -> None:
    extraction = Extraction((page(text("Il termine scade")), page(title("allegato"), text("Sì."))))
    assert whole_sentences(extraction) == extraction


# invariants

WORDS = st.sampled_from(
    [
        "Le imprese",
        "art. 5",
        "(es. Comuni)",
        "1.000 euro",
        "ecc.",
        "è",
        "\n",
        "; ",
        "sì.",
        "No?",
        "a)",
    ]
)
BODY = st.lists(WORDS, min_size=1, max_size=40).map(" ".join).filter(lambda words: words.strip())
PIECE: st.SearchStrategy[Piece] = st.one_of(
    st.tuples(
        st.just("heading"),
        st.sampled_from(["Art. 1", "2. Costi", "Che cosa?", "A"]),
        st.integers(1, 4),
    ),
    st.tuples(st.sampled_from(["paragraph", "list"]), BODY, st.just(0)),
)
PAGE = st.lists(PIECE, min_size=1, max_size=8).map(lambda pieces: page(*pieces))
DOCUMENT = st.lists(PAGE, min_size=1, max_size=3).map(
    lambda pages: Extraction(tuple(replace(one, number=n) for n, one in enumerate(pages, 1)))
)
BUDGET = st.integers(12, 200)


@settings(deadline=None)
@given(DOCUMENT, BUDGET)
def test_the_offsets_of_every_passage_give_its_text(document: Extraction, budget: int) -> None:
    texts = {one.text for one in whole_sentences(document).pages}
    for passage in split(document, SOURCE, budget):
        assert passage.text in {body[passage.start : passage.end] for body in texts}


@settings(deadline=None)
@given(DOCUMENT, BUDGET)
def test_no_passage_exceeds_its_budget(document: Extraction, budget: int) -> None:
    assert all(count_tokens(one.text) <= budget for one in split(document, SOURCE, budget))


def inked(body: str, start: int, end: int) -> set[int]:
    return {offset for offset in range(start, end) if not body[offset].isspace()}


def body_ink(document: Extraction) -> set[tuple[int, int]]:
    whole = whole_sentences(document)
    units = [unit for unit in outline(whole) if not unit.is_heading]
    return {
        (unit.page, offset)
        for unit in units
        for offset in inked(whole.pages[unit.page].text, unit.start, unit.end)
    }


def passage_ink(passages: Sequence[Passage], document: Extraction) -> set[tuple[int, int]]:
    pages = whole_sentences(document).pages
    numbers = {one.number: index for index, one in enumerate(pages)}
    return {
        (index, offset)
        for passage in passages
        for index in [numbers[passage.page]]
        for offset in inked(pages[index].text, passage.start, passage.end)
    }


@settings(deadline=None)
@given(DOCUMENT, BUDGET)
def test_no_character_of_the_body_is_lost(document: Extraction, budget: int) -> None:
    passages = split(document, SOURCE, budget)
    assert body_ink(document) <= passage_ink(passages, document)


@settings(deadline=None)
@given(DOCUMENT, BUDGET)
def test_ids_are_unique(document: Extraction, budget: int) -> None:
    ids = [passage.id for passage in split(document, SOURCE, budget)]
    assert len(set(ids)) == len(ids)


def test_no_sentence_is_cut_that_fits_the_budget() -> None:
    body = LONG * 12
    passages = passages_of(page(text(body)), budget=60)
    assert all(one.text == (LONG * round(len(one.text) / len(LONG))).strip() for one in passages)


def test_a_sentence_longer_than_the_budget_is_cut_at_a_pause() -> None:
    clause = "quando ricorrono le condizioni previste dal presente articolo"
    passages = passages_of(page(text("; ".join([clause] * 12))), budget=60)
    assert all(passage.text.endswith((";", "articolo")) for passage in passages)


def test_a_page_without_blocks_is_read_by_its_blank_lines() -> None:
    passages = passages_of(Page(1, "Primo paragrafo.\n\nSecondo paragrafo."))
    assert passages[0].text == "Primo paragrafo.\n\nSecondo paragrafo."


def test_a_text_without_any_blank_is_still_cut_to_the_budget() -> None:
    passages = passages_of(page(text("x" * 20_000)), budget=100)
    assert "".join(passage.text for passage in passages) == "x" * 20_000


def test_a_table_of_twenty_thousand_rows_is_split_without_losing_one() -> None:
    rows = [("Voce", "Punti"), *((f"Criterio numero {n}", str(n)) for n in range(20_000))]
    passages = passages_of(table(*rows))
    assert sum(passage.text.count("Criterio numero") for passage in passages) == 20_000


# real documents


@pytest.mark.real_data
def test_the_articles_of_a_real_call_are_located(real_data: Path) -> None:
    folder = real_data / "policy_it" / "regolamento_bilancio_partecipativo_sangiuseppejato" / "docs"
    file = next(folder.rglob("articolo-13*"))
    passages = split(extract(file, seconds=60, memory_mb=1500), SOURCE, 320)
    assert locators(passages) == ["art. 13, comma 1", "art. 13, comma 2"]


@pytest.mark.real_data
def test_a_real_faq_is_split_into_its_questions(real_data: Path) -> None:
    file = real_data / "faq_padigitale" / "FAQ_PAdigitale2026_misura_1_2.md"
    questions = set(re.findall(r"^## (.*\S)", file.read_text(encoding="utf-8"), re.MULTILINE))
    passages = split(extract(file, seconds=60, memory_mb=1500), SOURCE, 320)
    assert {finder for passage in passages for finder in passage.finders} == questions


@pytest.mark.real_data
def test_a_real_pdf_is_cut_into_passages_with_pages_within_the_budget(real_data: Path) -> None:
    file = real_data / "calls_it" / "DISCIPLINARE_CINEMA.pdf"
    passages = split(extract(file, seconds=60, memory_mb=1500), SOURCE, 320)
    assert {passage.page for passage in passages} >= set(range(2, 30))
    assert all(count_tokens(passage.text) <= 320 for passage in passages)
