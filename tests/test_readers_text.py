"""Plain text and CSV, and what all readers share: characters, offsets, bounds."""

from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import Unreadable
from assistant.ingestion.pages import Extraction, Kind, Page
from assistant.ingestion.readers import composing, finishing, structure, tabular, text
from assistant.ingestion.readers.cleaning import clean, squeeze


def read_text(folder: Path, data: bytes) -> Extraction:
    file = folder / "a.txt"
    file.write_bytes(data)
    return text.read(file)


def shown(page: Page) -> list[tuple[str, str]]:
    return [(block.kind, page.text[block.start : block.end]) for block in page.blocks]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_italian_text_is_read_in_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    words = "La società è già costituita perché così prevede l’avviso della città."
    assert read_text(tmp_path, words.encode(encoding)).pages[0].text == words


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as refused:
        read_text(tmp_path, b"\x7fELF\x00\x01\x02" * 50)
    assert refused.value.key == "unreadable_not_text"


def test_one_line_a_paragraph_is_kept_as_written(tmp_path: Path) -> None:
    data = b"Come nasce una zona\nLa procedura ha due fasi.\n- la domanda;\n- il piano.\n"
    assert shown(read_text(tmp_path, data).pages[0]) == [
        ("heading", "Come nasce una zona"),
        ("paragraph", "La procedura ha due fasi."),
        ("list", "la domanda;"),
        ("list", "il piano."),
    ]


def test_text_wrapped_at_a_width_is_joined(tmp_path: Path) -> None:
    line = "Il presente avviso disciplina la concessione dei contributi ai partena-\n"
    data = (line + "riati che ne fanno domanda nei modi e nei termini che sono indicati\n") * 4
    assert "partenariati che ne fanno domanda" in read_text(tmp_path, data.encode()).pages[0].text


def read_table(folder: Path, words: str, name: str = "a.csv") -> tuple[tuple[str, ...], ...]:
    file = folder / name
    file.write_text(words, encoding="utf-8")
    return tabular.read(file).pages[0].blocks[0].rows


@pytest.mark.parametrize(
    "words", ["Voce;Euro\nStudi;1,5\n", 'Voce,Euro\nStudi,"1,5"\n', "Voce\tEuro\nStudi\t1,5\n"]
)
def test_the_delimiter_of_a_csv_is_found_out(tmp_path: Path, words: str) -> None:
    assert read_table(tmp_path, words) == (("Voce", "Euro"), ("Studi", "1,5"))


def test_a_short_row_is_filled_up(tmp_path: Path) -> None:
    assert read_table(tmp_path, "a;b;c\n1;2\n")[1] == ("1", "2", "")


def test_ligatures_are_folded_and_figures_are_not() -> None:
    assert clean("e\ufb03cienza, 50 m\u00b2, \u00bd, n\u00ba 3") == "efficienza, 50 m², ½, nº 3"


def test_characters_that_cannot_be_seen_are_dropped() -> None:
    assert clean("cit\u00adtà\u200b\x00\ufffe è\u202e qui") == "città è qui"


@given(st.text())
def test_cleaning_twice_changes_nothing(words: str) -> None:
    assert squeeze(squeeze(words)) == squeeze(words)


KINDS = st.sampled_from(get_args(Kind))


@given(st.lists(st.tuples(KINDS, st.text(max_size=30)), max_size=8))
def test_blocks_index_their_page_in_order_without_overlapping(
    parts: list[tuple[Kind, str]],
) -> None:
    pieces = [composing.Piece(kind, squeeze(words), mark="• ") for kind, words in parts]
    page = composing.compose(pieces)
    spans = [place for block in page.blocks for place in (block.start, block.end)]
    kept = [piece.text for piece in pieces if any(map(str.isalnum, piece.text))]
    assert spans == sorted(spans)
    assert [page.text[block.start : block.end] for block in page.blocks] == kept


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("CAPO II - Disposizioni", 1),
        ("Allegato A", 1),
        ("Art. 5", 2),
        ("Articolo 12 - Spese ammissibili", 2),
        ("ART. 3) Destinatari", 2),
        ("art. 5 del decreto legislativo", 0),
        ("Art. 5, comma 2, del decreto si applica;", 0),
        ("Parte delle spese è esclusa", 0),
    ],
)
def test_divisions_of_an_act_are_told_from_references(line: str, level: int) -> None:
    assert structure.division_level(line) == level


@pytest.mark.parametrize(
    ("line", "mark"),
    [("a) enti", "a)"), ("iv) imprese", "iv)"), ("1. enti", "1."), ("b.2) altro", "b.2)")],
)
def test_letters_and_numbers_of_items(line: str, mark: str) -> None:
    assert structure.ordinal(line) == mark


@pytest.mark.parametrize("line", ["-5 gradi", "www. sito", "Il 5. posto"])
def test_lines_that_are_no_items(line: str) -> None:
    assert not structure.starts_item(line)


def page_of(*words: str) -> Page:
    return composing.compose([composing.paragraph(each) for each in words])


def test_the_language_is_told_by_common_words_not_by_metadata() -> None:
    page = page_of("Il contributo è concesso ai soggetti che ne fanno domanda per la misura.")
    assert finishing.finish(Extraction((page,), language="en-US"), "a").language == "it"


def test_a_document_without_words_is_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        finishing.finish(Extraction((page_of("--- ***"),)), "a.pdf")
    assert refused.value.key == "unreadable_empty"


def test_a_document_whose_words_are_all_hidden_says_so() -> None:
    with pytest.raises(Unreadable) as refused:
        finishing.finish(Extraction((Page(1, ""),), notices=(("hidden_text", {}),)), "a.pdf")
    assert refused.value.key == "unreadable_hidden"


def test_a_very_long_document_is_cut_at_a_block_with_a_notice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(finishing, "MAX_CHARACTERS", 20)
    whole = finishing.finish(Extraction((page_of("Prima parte.", "Seconda parte."),)), "a")
    assert whole.pages[0].text == "Prima parte."
    assert whole.notices == (("truncated", {"characters": 20}),)


def test_a_very_long_table_is_cut_at_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finishing, "MAX_CHARACTERS", 14)
    page = composing.compose([composing.table([["a", "b"], ["c", "d"], ["e", "f"]])])
    block = finishing.finish(Extraction((page,)), "a").pages[0].blocks[0]
    assert (block.rows, block.end) == ((("a", "b"), ("c", "d")), 11)
