"""A draft is read in one session and nowhere else: told over the HTTP that the page speaks."""

import base64
import re
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx
import pytest
from fastapi.testclient import TestClient

from assistant.errors import InputError
from assistant.export.critique_body import CritiqueBody
from assistant.settings import Settings
from assistant.web.guard import MOST_BODY_BYTES
from assistant.web.review_chart import chart
from assistant.web.review_contract import of_part
from assistant.web.review_draft import Place, pieces, places
from assistant.web.review_inbox import Inbox, Upload, plain_name
from assistant.web.site import build_site
from tests.critiques import TEXT, critique
from tests.fakes_review import FakeReviewer
from tests.fakes_web import FakePipeline
from tests.visitors import Visitor, served

CANARY = "canarino-7319"
BODY = CritiqueBody.model_validate(critique())
UPLOAD = {"x-draft-name": "bozza.md"}


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Point every temporary file of this process and of Gradio's cache to one folder."""
    folder = tmp_path_factory.mktemp("scratch")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(folder))
        patch.setenv("TMPDIR", str(folder))
        patch.setenv("GRADIO_TEMP_DIR", str(folder / "gradio"))
        yield folder


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, scratch: Path) -> Iterator[str]:
    """Serve the site with the real engine, without an index; it makes no vectors."""
    data = tmp_path_factory.mktemp("data")
    settings = Settings(data=data, embedder="none", _env_file=None)
    with served(build_site(settings, FakePipeline())) as found:
        yield found


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    folder = tmp_path_factory.mktemp("site")
    settings = Settings(corpus=folder, data=folder, draft_mb=3, _env_file=None)
    return TestClient(build_site(settings, FakePipeline(), FakeReviewer()))


def word_draft() -> bytes:
    """Return a DOCX of a draft with the canary in it."""
    document = docx.Document()
    document.add_heading("Masterplan ZIS della fotonica", 1)
    document.add_heading("Piano economico e costi", 2)
    document.add_paragraph(f"Il progetto {CANARY} sarà leader mondiale assoluto del settore.")
    document.add_heading("Governance", 2)
    document.add_paragraph("La governance prevede un consiglio di cinque membri.")
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def files_under(folder: Path) -> list[str]:
    return [str(path) for path in folder.rglob("*") if path.is_file()]


def file_in(answer: str) -> bytes:
    """Return the file that an answer carries to the browser."""
    (content,) = re.findall(r'data-content=\\"([^\\"]+)\\"', answer)
    return base64.b64decode(content)


def test_a_draft_is_reviewed_by_the_real_engine(address: str) -> None:
    answer = Visitor(address).review("bozza.docx", word_draft())
    assert CANARY in answer
    assert "Criterio per criterio" in answer


def test_two_versions_are_compared_by_the_real_engine(address: str) -> None:
    visitor = Visitor(address)
    older = visitor.upload("prima.docx", word_draft())
    answer = visitor.review("dopo.docx", word_draft(), older=older)
    assert "Versione precedente: prima.docx" in answer
    assert "Corretti (0)" in answer


def test_a_draft_leaves_no_file_behind(address: str, scratch: Path) -> None:
    visitor = Visitor(address)
    visitor.review("bozza.docx", word_draft())
    answers = [visitor.export(one) for one in ("docx", "pdf", "md", "draft")]
    assert all("data-content" in answer for answer in answers)
    assert files_under(scratch) == []


def test_the_draft_comes_back_with_comments(address: str) -> None:
    visitor = Visitor(address)
    visitor.review("bozza.docx", word_draft())
    document = docx.Document(BytesIO(file_in(visitor.export("draft"))))
    assert CANARY in "".join(one.text for one in document.paragraphs)
    assert {one.author for one in document.comments} == {"Sportello ZIS"}
    assert "non ufficiale" in next(iter(document.comments)).text


def test_another_session_sees_nothing_of_a_draft(address: str) -> None:
    owner, other = Visitor(address), Visitor(address)
    owner.review("bozza.docx", word_draft())
    assert "data-content" not in other.export("md")
    language = other.trigger("language", "input", ["it", *[None] * 3])
    assert "Carico un file" in language
    assert CANARY not in language


def test_a_ticket_is_good_once(address: str) -> None:
    owner, other = Visitor(address), Visitor(address)
    ticket = owner.upload("bozza.md", CANARY.encode())
    owner.trigger("review-form", "send", ["it"], ticket=ticket)
    again = other.trigger("review-form", "send", ["it"], ticket=ticket)
    assert CANARY not in again
    assert "non è più disponibile" in again


@pytest.mark.parametrize(
    "path",
    [
        "review/draft",
        "review/draft/{ticket}",
        "gradio_api/file={ticket}",
        "gradio_api/file=bozza.md",
        "gradio_api/file/bozza.md",
    ],
)
def test_no_address_gives_a_draft_back(address: str, path: str) -> None:
    owner = Visitor(address)
    ticket = owner.upload("bozza.md", CANARY.encode())
    answer = Visitor(address).http.get(path.format(ticket=ticket))
    assert CANARY not in answer.text
    assert answer.status_code >= 400


def test_a_forgotten_draft_cannot_be_exported(address: str) -> None:
    visitor = Visitor(address)
    visitor.review("bozza.docx", word_draft())
    visitor.trigger("review-result", "forget", ["it"])
    assert "data-content" not in visitor.export("md")


def test_a_damaged_file_is_told_in_a_sentence_and_keeps_the_last_review(address: str) -> None:
    visitor = Visitor(address)
    visitor.review("bozza.docx", word_draft())
    assert "danneggiato" in visitor.review("rotta.docx", b"PK\x03\x04 rotta")
    assert CANARY in file_in(visitor.export("md")).decode()


def test_nothing_of_a_draft_is_logged(
    tmp_path: Path, scratch: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = Settings(corpus=tmp_path, data=tmp_path, _env_file=None)
    with served(build_site(settings, FakePipeline(), FakeReviewer())) as found:
        answer = Visitor(found).review("guasta.md", CANARY.encode())
    assert "problema interno" in answer
    assert "RuntimeError" in caplog.text
    assert CANARY not in caplog.text


def test_a_draft_may_be_larger_than_any_other_request(client: TestClient) -> None:
    body = b"x" * (MOST_BODY_BYTES + 1)
    assert client.post("/review/draft", content=body, headers=UPLOAD).status_code == 200
    assert client.post("/api/ask", content=body).status_code == 413
    assert client.post("/gradio_api/upload", files={"files": body}).status_code == 413


def test_a_draft_over_its_limit_is_refused(client: TestClient) -> None:
    answer = client.post("/review/draft", content=b"x" * 3_000_001, headers=UPLOAD)
    assert answer.status_code == 413


def test_a_form_of_another_site_cannot_send_a_draft(client: TestClient) -> None:
    assert client.post("/review/draft", content=b"x").status_code == 404


def test_an_empty_draft_is_refused_in_the_language_of_the_page(client: TestClient) -> None:
    answer = client.post("/review/draft", headers={**UPLOAD, "accept-language": "en"})
    assert answer.json() == {"error": "Choose a file or paste the text of the draft."}


def test_a_full_inbox_says_so() -> None:
    inbox = Inbox(most_bytes=10)
    inbox.put(Upload("a.md", b"123456"))
    with pytest.raises(InputError, match="draft_busy"):
        inbox.put(Upload("b.md", b"123456"))


def test_a_draft_that_nobody_takes_is_dropped() -> None:
    now = [0.0]
    inbox = Inbox(most_bytes=10, clock=lambda: now[0])
    ticket = inbox.put(Upload("a.md", b"123456"))
    now[0] = 301.0
    with pytest.raises(InputError, match="draft_lost"):
        inbox.take(ticket)
    assert len(inbox) == 0


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Documenti\\bozza.docx", "bozza.docx"),
        ("bo\x00z\nza.md", "bozza.md"),
        ("", "draft.txt"),
    ],
)
def test_a_name_has_no_folders(name: str, plain: str) -> None:
    assert plain_name(name) == plain


def test_the_pieces_are_the_whole_draft() -> None:
    cut = list(pieces(TEXT, places(TEXT, BODY)))
    assert "".join(one.text for one in cut) == TEXT
    assert [one.of for one in cut if one.text == "fotonica integrata"] == ["s0-0"]


def test_words_that_two_findings_share_belong_to_both() -> None:
    cut = list(pieces("abcdef", [Place("f0", 0, 4), Place("f1", 2, 6)]))
    assert [(one.text, one.of) for one in cut] == [("ab", "f0"), ("cd", "f0 f1"), ("ef", "f1")]


def test_offsets_outside_the_draft_mark_nothing() -> None:
    wrong = critique()["findings"][0] | {"start": 5, "end": 10**6, "quote2": None}
    body = CritiqueBody.model_validate(critique(findings=[wrong], criteria=[]))
    assert places(TEXT, body) == ()


def test_of_one_section_only_what_it_speaks_of_is_judged() -> None:
    part = of_part(BODY)
    kpi = next(one for one in part.criteria if one.id == "kpi")
    assert not kpi.in_scope
    assert [one.type for one in part.findings] == [
        "number_contradiction_across_sections",
        "unquantified_claim",
    ]


def test_the_picture_is_described_in_words() -> None:
    drawn = chart(BODY.criteria, "it")
    assert "Indicatori: 0 su 3, assente" in drawn.description
    assert [reached for _, reached in drawn.bars[0].steps] == [True, True, True]


def test_a_long_title_stands_on_two_lines_of_the_picture() -> None:
    long = critique()["criteria"][0] | {"title": "Infrastrutture, laboratori, servizi e fabbisogni"}
    drawn = chart(CritiqueBody.model_validate(critique(criteria=[long])).criteria, "it")
    assert drawn.bars[0].lines == ("Infrastrutture, laboratori, servizi e", "fabbisogni")


def test_words_that_are_both_good_and_wrong_are_marked_as_wrong() -> None:
    cut = list(pieces("abcd", [Place("s0-0", 0, 4), Place("f0", 2, 4)]))
    assert [one.is_good for one in cut] == [True, False]
