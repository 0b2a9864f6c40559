"""A critique leaves the page as a document, or as comments in the draft itself."""

import datetime as dt
from io import BytesIO
from typing import Any

import docx
import pytest

from assistant.errors import Unreadable
from assistant.export.commented import Remark, Wording, commented, write_comments
from assistant.export.critique import Told, critique_document
from assistant.export.critique_body import CritiqueBody
from assistant.export.document import Document
from assistant.export.markdown import to_markdown
from assistant.export.pdf import to_pdf
from assistant.export.word import to_docx
from assistant.model import Language
from tests.critiques import COMPARED, critique

WORDING = Wording("Sportello ZIS", "ZIS", "Rilievi senza un punto", "Griglia non ufficiale.")


def made(language: Language = "it", **more: Any) -> Document:
    told = Told("bozza.docx", lambda finding: ["Z132: Ente"], dt.date(2026, 11, 24))
    return critique_document(CritiqueBody.model_validate(critique(**more)), language, told)


def draft(*paragraphs: tuple[str, ...]) -> bytes:
    """Return a DOCX; each paragraph is its runs, every second one bold."""
    document = docx.Document()
    for parts in paragraphs:
        added = document.add_paragraph()
        for number, part in enumerate(parts):
            added.add_run(part).bold = number % 2 == 1
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def comment_words(content: bytes) -> list[tuple[str, str]]:
    """Return each comment after the first with the words between its start and its end."""
    document = docx.Document(BytesIO(content))
    found = []
    for comment in list(document.comments)[1:]:
        (start,) = document.element.body.xpath(
            f'.//w:commentRangeStart[@w:id="{comment.comment_id}"]'
        )
        (end,) = document.element.body.xpath(f'.//w:commentRangeEnd[@w:id="{comment.comment_id}"]')
        inside = [
            one.text or ""
            for one in document.element.body.iter("{*}t")
            if start in one.xpath("preceding::*") and end in one.xpath("following::*")
        ]
        found.append((comment.text, "".join(inside)))
    return found


def test_a_document_has_every_finding_with_its_words_and_basis() -> None:
    text = to_markdown(made())
    assert "**Due costi diversi per lo stesso piano.**" in text
    assert "> Il piano costa 300.000 euro" in text
    assert "> Il piano costa 250.000 euro" in text
    assert "Si basa su:** Z132: Ente" in text


def test_a_document_says_that_it_is_unofficial_at_its_head_and_foot() -> None:
    document = made(disclaimer="")
    assert "non ufficiale" in to_markdown(document).split("##")[0]
    assert "non ufficiale" in document.footer


def test_a_document_has_levels_in_words() -> None:
    assert "| Indicatori | 0 su 3, assente | 1 |" in to_markdown(made())


def test_a_criterion_out_of_scope_has_no_level() -> None:
    outside = {"id": "kpi", "title": "Indicatori", "level": 0, "in_scope": False}
    assert "| Indicatori | non valutato |" in to_markdown(made(criteria=[outside]))


def test_two_versions_stand_in_the_document() -> None:
    text = to_markdown(made("en", comparison=COMPARED))
    assert "| Visione | 0 of 3, absent | 2 of 3, adequate |" in text
    assert "### Fixed (1)" in text
    assert "### New (0)\n\nNone." in text


def test_what_is_no_masterplan_is_said_so() -> None:
    text = to_markdown(made(kind="not_a_masterplan", criteria=[], findings=[]))
    assert "non sembra un Masterplan" in text


def test_levels_of_two_versions_may_be_a_mapping() -> None:
    two = COMPARED | {"levels": {"kpi": [1, None]}}
    body = CritiqueBody.model_validate(critique(comparison=two))
    assert body.comparison is not None
    assert (body.comparison.levels[0].before, body.comparison.levels[0].after) == (1, None)


def test_a_critique_is_written_in_word_and_pdf() -> None:
    document = made(comparison=COMPARED)
    assert docx.Document(BytesIO(to_docx(document))).paragraphs[0].text == document.title
    assert to_pdf(document).startswith(b"%PDF")


def test_a_comment_covers_the_words_and_nothing_else() -> None:
    content = write_comments(
        draft(("Prima. ", "Il piano costa", " 300 euro. Dopo.")),
        [Remark("Il piano costa 300 euro", "Due costi.")],
        WORDING,
    )
    assert comment_words(content) == [("Due costi.", "Il piano costa 300 euro")]


def test_a_comment_changes_no_word_and_no_look_of_the_draft() -> None:
    content = write_comments(
        draft(("Prima ", "in grassetto", " dopo.")), [Remark("a in gras", "x")], WORDING
    )
    (paragraph,) = docx.Document(BytesIO(content)).paragraphs
    assert paragraph.text == "Prima in grassetto dopo."
    assert "".join(run.text for run in paragraph.runs if run.bold) == "in grassetto"


def test_two_comments_may_share_words() -> None:
    remarks = [Remark("uno due", "A"), Remark("due tre", "B")]
    content = write_comments(draft(("uno due tre",)), remarks, WORDING)
    assert comment_words(content) == [("A", "uno due"), ("B", "due tre")]


def test_words_of_a_table_are_found_in_their_cell() -> None:
    document = docx.Document()
    document.add_table(1, 2).rows[0].cells[1].text = "Totale entrate 900"
    written = BytesIO()
    document.save(written)
    content = write_comments(
        written.getvalue(), [Remark("| **2027** | Totale entrate 900 |", "Somma")], WORDING
    )
    assert comment_words(content) == [("Somma", "Totale entrate 900")]


def test_a_remark_without_a_place_is_listed_at_the_end() -> None:
    remarks = [Remark("parole che non ci sono", "Trovato."), Remark("", "Manca il KPI.")]
    content = write_comments(draft(("Testo.",)), remarks, WORDING)
    told = [one.text for one in docx.Document(BytesIO(content)).paragraphs]
    assert told[-3:] == [
        "Rilievi senza un punto",
        "1. Trovato. «parole che non ci sono»",
        "2. Manca il KPI.",
    ]


def test_the_first_comment_says_that_the_grid_is_unofficial() -> None:
    content = write_comments(draft(("",), ("Titolo",)), [], WORDING)
    (comment,) = docx.Document(BytesIO(content)).comments
    assert (comment.text, comment.author) == ("Griglia non ufficiale.", "Sportello ZIS")


def test_a_draft_without_words_is_told_so_at_its_end() -> None:
    content = write_comments(draft(), [], WORDING)
    told = [one.text for one in docx.Document(BytesIO(content)).paragraphs]
    assert told == ["Rilievi senza un punto", "1. Griglia non ufficiale."]


def test_the_limited_child_writes_the_comments() -> None:
    content = commented(
        draft(("Uno due.",)), [Remark("due", "A")], WORDING, seconds=60, memory_mb=1500
    )
    assert comment_words(content) == [("A", "due")]


def test_a_damaged_draft_is_refused_with_a_reason() -> None:
    with pytest.raises(Unreadable):
        commented(b"PK nothing", [Remark("due", "A")], WORDING, seconds=60, memory_mb=1500)
