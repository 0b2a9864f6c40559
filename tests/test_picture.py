"""The picture of a page, with the quotation marked where it stands."""

import io
from pathlib import Path

import pytest
from PIL import Image

from assistant.errors import Unreadable
from assistant.ingestion import drawing
from assistant.ingestion.picture import page_picture
from tests import documents
from tests.documents import lines, words


@pytest.fixture
def avviso(tmp_path: Path) -> Path:
    file = tmp_path / "avviso.pdf"
    first = lines("Il contributo copre le spese di consu-", "lenza fino al limite.", top=700)
    file.write_bytes(documents.pdf(first, words(60, 400, "Seconda pagina.")))
    return file


def drawn(file: Path, page: int, quoted: str, scale: float = 1.0) -> Image.Image:
    return Image.open(io.BytesIO(page_picture(file, page, quoted, scale=scale))).convert("RGB")


def marked_rows(image: Image.Image) -> set[int]:
    """Return the rows of pixels, in tens, that hold the colour of the marker."""
    width, height = image.size
    pixels = image.load()
    assert pixels is not None
    return {y // 10 for y in range(height) for x in range(width) if pixels[x, y] == drawing._YELLOW}


def test_a_page_is_a_png_of_its_size(avviso: Path) -> None:
    assert drawn(avviso, 1, "", scale=2).size == (1190, 1684)


def test_words_joined_over_a_line_end_are_marked_on_both_lines(avviso: Path) -> None:
    rows = marked_rows(drawn(avviso, 1, "spese di consulenza fino"))
    assert rows == {13, 14, 15}


def test_words_that_are_not_there_leave_the_page_unmarked(avviso: Path) -> None:
    assert marked_rows(drawn(avviso, 1, "Il bando scade a novembre.")) == set()


def test_only_the_page_asked_for_is_marked(avviso: Path) -> None:
    assert marked_rows(drawn(avviso, 2, "Seconda pagina.")) == {43, 44}


@pytest.mark.parametrize("page", [0, 3, -1])
def test_a_page_that_does_not_exist_has_no_picture(avviso: Path, page: int) -> None:
    with pytest.raises(Unreadable) as refused:
        page_picture(avviso, page, "")
    assert refused.value.key == "unreadable_no_picture"


def test_only_pdfs_have_pictures(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        page_picture(tmp_path / "a.docx", 1, "")


def test_a_picture_is_never_huge(avviso: Path) -> None:
    width, height = drawn(avviso, 1, "", scale=50).size
    assert width * height <= drawing._MOST_PIXELS


def test_a_row_of_a_table_is_found_cell_by_cell() -> None:
    letters = "lottoimportoprimolottodieciseuroaltrotestosecondolottoventieuro"
    places = drawing.find(letters, "Primo lotto | dieci | euro")
    assert "".join(letters[place] for place in places) == "primolottodiecieuro"


def test_the_longest_run_is_found_when_a_word_differs() -> None:
    letters = "ilcontributocoprelametadellespesedellaconsulenzaperlacandidatura"
    places = drawing.find(letters, "copre la metà delle spese della consulenza, sempre")
    assert "".join(letters[place] for place in places) == "dellespesedellaconsulenza"


def test_less_than_half_of_a_quotation_is_not_marked() -> None:
    words = "il contributo copre poi altre voci di spesa, mai dette"
    assert drawing.find("ilcontributocoprelespese", words) == []
