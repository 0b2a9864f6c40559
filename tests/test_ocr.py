"""A scanned page is read by the real tesseract, in the limited child, within its bounds."""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from assistant.ingestion.extract import extract
from assistant.ingestion.readers import ocr

pytestmark = pytest.mark.ocr

SENTENCE = "Il capofila presenta la domanda entro il termine."


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    if not ocr.is_installed():
        pytest.skip("tesseract with its Italian data is not installed")
    page = Image.new("L", (1654, 2339), "white")
    ImageDraw.Draw(page).text((150, 300), SENTENCE, fill="black", font=ImageFont.load_default(48))
    page.save(tmp_path / "scansione.pdf", resolution=200)
    return tmp_path / "scansione.pdf"


def test_the_words_of_a_scanned_page_are_read(scan: Path) -> None:
    extraction = extract(scan, seconds=60, memory_mb=1500)
    assert SENTENCE in " ".join(extraction.pages[0].text.split())


def test_a_page_read_by_recognition_is_said_to_be(scan: Path) -> None:
    extraction = extract(scan, seconds=60, memory_mb=1500)
    assert ("recognised_pages", {"pages": "1"}) in extraction.notices
