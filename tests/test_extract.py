"""Documents are parsed in a child process that cannot hurt the one that asks."""

import os
import sys
import threading
from pathlib import Path

import pytest

from assistant.errors import Unreadable
from assistant.ingestion import child
from assistant.ingestion.extract import Extraction, extract, is_supported
from assistant.ingestion.readers import READERS
from assistant.ingestion.sandbox import run_limited
from assistant.model import LANGUAGES, Language
from assistant.text import explain, sentences
from tests import documents

# Odd documents by folder, and why they cannot be read ("" where they can).
OUTCOMES = {
    "pdf_torture": {
        "GHOSTSCRIPT-698804-1-fuzzed.pdf": "unreadable_empty",
        "Pages-tree-refs.pdf": "",
        "aes-128.pdf": "unreadable_encrypted",
        "bug1020226.pdf": "unreadable_damaged",
        "empty.pdf": "unreadable_empty",
        "helloworld-bad.pdf": "",
        "issue-1113-evil-xobjects.pdf": "",
        "issue7229.pdf": "unreadable_scanned",
        "issue9105_other.pdf": "unreadable_damaged",
        "kampo.pdf": "",
        "libreoffice-writer-password.pdf": "unreadable_encrypted",
        "operator_list_cycle.pdf": "unreadable_empty",
        "poppler-67295-0.pdf": "",
        "r2-owner-password.pdf": "",
        "r6-user-password.pdf": "unreadable_encrypted",
        "xref_command_missing.pdf": "",
    },
    "docx_odd": {
        "empty.docx": "unreadable_empty",
        "footnote.odt": "",
        "hiddenTextByStyle.odt": "unreadable_hidden",
        "nested_sdt.docx": "",
        "notes.docx": "",
        "strict-format.docx": "",
        "sty-having-no-styles-part.docx": "unreadable_empty",
        "textbox_image.docx": "",
        "track_changes_deletion.docx": "",
    },
}


@pytest.fixture
def avviso(tmp_path: Path) -> Path:
    file = tmp_path / "avviso.md"
    file.write_text("# Avviso\n\nIl termine è lunedì.\n", encoding="utf-8")
    return file


def read(file: Path) -> Extraction:
    return extract(file, seconds=30, memory_mb=1000)


def refusal(file: Path, seconds: int = 30, memory_mb: int = 1000) -> Unreadable:
    with pytest.raises(Unreadable) as refused:
        extract(file, seconds=seconds, memory_mb=memory_mb)
    return refused.value


def test_an_extraction_comes_back_whole_from_the_child(avviso: Path) -> None:
    extraction = read(avviso)
    page = extraction.pages[0]
    assert (extraction.title, extraction.notices, page.number) == ("Avviso", (), None)
    assert page.text == "Avviso\n\nIl termine è lunedì."
    assert [(b.kind, b.start, b.end, b.level) for b in page.blocks] == [
        ("heading", 0, 6, 1),
        ("paragraph", 8, 28, 0),
    ]


def test_tables_come_back_as_tuples(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("a;b\n1;2\n", encoding="utf-8")
    assert read(file).pages[0].blocks[0].rows == (("a", "b"), ("1", "2"))


def test_pages_of_a_pdf_keep_their_numbers(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(documents.pdf(documents.lines("Uno."), documents.lines("Due.")))
    assert [(page.number, page.text) for page in read(file).pages] == [(1, "Uno."), (2, "Due.")]


def test_a_server_thread_can_read(avviso: Path) -> None:
    found: list[Extraction] = []
    thread = threading.Thread(target=lambda: found.append(read(avviso)))
    thread.start()
    thread.join(30)
    assert found[0].title == "Avviso"


def test_a_name_with_blanks_and_accents_is_no_obstacle(tmp_path: Path) -> None:
    file = tmp_path / "-perché no? è «qui».txt"
    file.write_text("Testo.", encoding="utf-8")
    assert read(file).pages[0].text == "Testo."


@pytest.mark.parametrize("suffix", READERS)
def test_every_promised_format_is_supported(suffix: str) -> None:
    assert is_supported(Path(f"a{suffix.upper()}"))


def test_a_legacy_word_file_is_unsupported(tmp_path: Path) -> None:
    assert refusal(tmp_path / "a.doc").key == "unreadable_unsupported"


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    assert refusal(tmp_path / "a.pdf").key == "unreadable_missing"


def test_an_empty_file_is_empty(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.touch()
    assert refusal(file).key == "unreadable_empty"


def test_a_parser_that_fails_is_a_damaged_file(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(documents.zipped({"word/document.xml": "<w:document"}))
    assert refusal(file).key == "unreadable_damaged"


def test_a_reader_that_does_not_end_is_stopped(tmp_path: Path) -> None:
    endless = tmp_path / "a.txt"
    os.mkfifo(endless)
    with pytest.raises(Unreadable) as refused:
        run_limited("read", endless, seconds=1, memory_mb=500)
    assert (refused.value.key, refused.value.params["seconds"]) == ("unreadable_timeout", 1)


def test_a_reader_that_grows_too_much_is_stopped(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"parole e parole\n" * 6_000_000)
    assert refusal(file, memory_mb=128).key == "unreadable_memory"


def test_deep_nesting_is_refused_not_a_crash(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_text("<div>" * 20_000 + "testo", encoding="utf-8")
    assert refusal(file).key in {"unreadable_damaged", "unreadable_empty"}


def test_the_child_sees_no_keys(avviso: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from assistant.ingestion import sandbox

    monkeypatch.setenv("OPENAI_API_KEY", "segreto")
    assert "segreto" not in sandbox._environment(os.environ).values()


@pytest.mark.parametrize("event", ["socket.connect", "socket.getaddrinfo"])
def test_the_child_may_not_use_the_network(event: str) -> None:
    with pytest.raises(PermissionError):
        child._refuse_network(event, ())


def test_asking_does_not_import_any_parser(avviso: Path) -> None:
    loaded = {"pypdfium2", "docx", "bs4", "docutils"} & set(_modules_after_import())
    assert loaded == set()


def _modules_after_import() -> list[str]:
    import subprocess

    code = "import sys, assistant.ingestion.extract; print(*sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    return answer.stdout.split()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_a_sentence(language: Language) -> None:
    known = {"file": "a.pdf", "suffix": ".doc", "seconds": 60, "memory_mb": 1500, "pages": 3}
    keys = [key for key in sentences(language)["errors"] if key.startswith("unreadable_")]
    said = [explain(Unreadable(key, **known), language) for key in keys]
    assert len(keys) == 12
    assert all("a.pdf" in sentence for sentence in said)


def test_both_languages_have_the_same_keys() -> None:
    assert sentences("it")["extraction"].keys() == sentences("en")["extraction"].keys()


@pytest.mark.real_data
@pytest.mark.parametrize("folder", OUTCOMES)
def test_every_odd_document_is_read_or_refused_for_its_reason(
    real_data: Path, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")  # without tesseract, wherever the test runs
    files = [real_data / folder / name for name in OUTCOMES[folder]]
    assert {file.name: _outcome(file) for file in files} == OUTCOMES[folder]


def _outcome(file: Path) -> str:
    try:
        read(file)
    except Unreadable as error:
        return error.key
    return ""


@pytest.mark.real_data
def test_running_lines_of_a_real_tender_are_gone_and_its_tables_are_there(real_data: Path) -> None:
    extraction = extract(real_data / "calls_it/disciplinare.pdf", seconds=60, memory_mb=1500)
    text = "\n".join(page.text for page in extraction.pages[1:])
    tables = [block for block in extraction.pages[29].blocks if block.kind == "table"]
    assert (text.count("COMUNE DI PIETRAROJA\n"), text.count("pag. ")) == (0, 0)
    assert [len(row) for row in tables[0].rows[:4]] == [6, 6, 6, 6]
