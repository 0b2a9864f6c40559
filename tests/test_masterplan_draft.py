"""A text becomes a draft: sections in any style of heading, sentences and tables at their place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.masterplan.parsing import parse
from assistant.masterplan.plain import plain
from assistant.masterplan.scope import in_scope

LONG = (
    "Il testo di questa parte è scritto per essere abbastanza lungo da sembrare un paragrafo vero."
)


@pytest.mark.parametrize(
    "heading",
    [
        "## Chi decide",
        "**Chi decide**",
        "CHI DECIDE",
        "3. Chi decide",
        "III. Chi decide",
        "C) Chi decide",
        "Capitolo 3 - Chi decide",
        "Chi decide\n----------",
        "Chi decide",
    ],
)
def test_a_heading_is_seen_in_any_style(heading: str) -> None:
    found = parse(f"# Bozza\n\n{LONG}\n\n{heading}\n\n{LONG}\n").sections
    assert [section.heading.lower()[-10:] for section in found] == ["bozza", "chi decide"]


def test_a_bold_label_opens_a_section_of_its_own_on_the_same_line() -> None:
    draft = parse(f"## Spazi\n\n**Accesso.** {LONG}\n\n## Altro\n\n{LONG}\n")
    assert [section.heading for section in draft.sections] == ["Spazi", "Accesso", "Altro"]


def test_a_heading_with_a_bar_is_no_table_and_swallows_none() -> None:
    table = "| Voce | Valore |\n|---|---|\n| Imprese | 9 |\n"
    text = f"A | Tema\n\nUn solo tema.\n\nB | Dati\n\n{table}"
    draft = parse(text, "it")
    assert [one.heading for one in draft.sections] == ["A | Tema", "B | Dati"]
    assert [len(table.rows) for table in draft.tables] == [1]


def test_a_sign_opens_a_title_even_one_that_asks() -> None:
    text = "▶ Il tema\nLavoriamo il lino e la canapa.\n\n▶ E dopo?\nDopo si vedrà con calma.\n"
    assert len(parse(text, "it").sections) == 2


def test_a_line_under_a_closed_item_is_no_part_of_it() -> None:
    draft = parse("- imprese: 4\n- scuole: 2 (una a Lodi)\nFanno sei soggetti in tutto.\n", "it")
    assert [one.kind for one in draft.sentences] == ["item", "item", "prose"]


def test_numbered_lines_one_under_the_other_are_a_list_and_no_headings() -> None:
    draft = parse(
        f"## Traguardi\n\n1. Primo passo\n2. Secondo passo\n3. Terzo passo\n\n## B\n\n{LONG}"
    )
    assert [section.heading for section in draft.sections] == ["Traguardi", "B"]
    assert [draft.words(item) for item in draft.lists[0].items] == [
        "Primo passo",
        "Secondo passo",
        "Terzo passo",
    ]


def test_without_headings_each_paragraph_is_a_section() -> None:
    draft = parse(f"{LONG}\n\n{LONG}\n\n{LONG}")
    assert [section.number for section in draft.sections] == [1, 2, 3]


def test_a_table_keeps_the_place_of_every_cell() -> None:
    draft = parse("| Anno | **Ricavi** |\n|---|---|\n| 2027 | 1.200 |\n")
    table = draft.tables[0]
    assert table.header is not None
    assert [draft.words(cell) for cell in table.header.cells] == ["Anno", "Ricavi"]
    assert [draft.words(cell) for cell in table.rows[0].cells] == ["2027", "1.200"]


def test_a_comment_is_hidden_and_no_sentence() -> None:
    draft = parse(f"{LONG}\n\n<!-- nessuno mi vede -->\n\n{LONG}")
    assert [draft.words(span) for span in draft.hidden] == ["<!-- nessuno mi vede -->"]
    assert not any("nessuno" in draft.words(one) for one in draft.sentences)


@given(st.text(alphabet="àÈ’ ½ﬁ€\nabc#*|-.1"))
def test_folding_keeps_every_letter_in_its_place(text: str) -> None:
    assert len(plain(text)) == len(text)


@given(st.text(alphabet="ab #*|-.\n1>A", max_size=200))
def test_every_sentence_stands_inside_the_text_and_after_the_one_before(text: str) -> None:
    draft = parse(text)
    spans = [(one.start, one.end) for one in draft.sentences]
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)


@pytest.mark.parametrize(
    "words",
    [
        "Si trasmette il solo capitolo sulla governance.",
        "Invio parziale della ZIS: le altre parti seguiranno.",
        "Partial submission for the ZIS: only the chapter on governance.",
    ],
)
def test_a_draft_that_says_so_is_a_part_and_only_its_chapter_is_in_scope(words: str) -> None:
    text = f"{words}\n\n# Governance\n\n## Organi\n\n{LONG}\n\n## Regole\n\n{LONG}\n"
    draft = in_scope(parse(text))
    assert draft.kind == "partial"
    assert draft.in_scope == {"governance"}


def test_a_recipe_is_no_masterplan() -> None:
    text = (
        "Sbattere le uova con lo zucchero. Unire la farina e il latte. Infornare per un'ora. " * 9
    )
    assert in_scope(parse(text)).kind == "not_a_masterplan"
