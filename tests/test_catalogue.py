"""The catalogue says what the corpus holds, and refuses a manifest that is not true."""

import datetime as dt
import json
from pathlib import Path

import pytest

from assistant.errors import CorpusError
from assistant.ingestion.catalogue import Catalogue, describe, load_catalogue
from assistant.ingestion.pages import Extraction
from assistant.model import Interval
from assistant.text import explain, say

CORPUS = Path(__file__).resolve().parents[1] / "corpus"


def put(corpus: Path, path: str, text: str = "Testo del documento.") -> Path:
    file = corpus / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def catalogue_with(corpus: Path, manifest: str) -> Catalogue:
    put(corpus, "manifest.toml", manifest)
    return load_catalogue(corpus)


def test_the_shipped_corpus_has_nothing_to_complain_about() -> None:
    catalogue = load_catalogue(CORPUS)
    assert (catalogue.notices, catalogue.unsupported, catalogue.unreadable) == ((), (), ())


def test_a_listed_document_has_what_the_manifest_says(tmp_path: Path) -> None:
    put(tmp_path, "documents/avviso.md")
    catalogue = catalogue_with(
        tmp_path,
        """
        [[document]]
        path = "documents/avviso.md"
        id = "avviso"
        title = "Avviso pubblico"
        publisher = "Regione"
        kind = "official"
        authority = 5
        published = 2026-01-15
        valid_until = 2026-12-31
        url = "https://example.org/avviso"
        language = "it"
        """,
    )
    source = catalogue.sources["avviso"]
    assert (source.title, source.publisher, source.authority) == ("Avviso pubblico", "Regione", 5)
    assert source.published == Interval.parse("2026-01-15")
    assert source.valid_until == dt.date(2026, 12, 31)


def test_a_document_needs_no_more_than_its_path(tmp_path: Path) -> None:
    put(tmp_path, "documents/Avviso_ZIS 2026.md")
    catalogue = catalogue_with(tmp_path, '[[document]]\npath = "documents/Avviso_ZIS 2026.md"')
    source = catalogue.sources["avviso-zis-2026"]
    assert source.title == "Avviso ZIS 2026"
    assert source.publisher == ""


def test_a_month_of_publication_is_an_interval(tmp_path: Path) -> None:
    put(tmp_path, "a.md")
    catalogue = catalogue_with(tmp_path, '[[document]]\npath = "a.md"\npublished = "2026-01"')
    assert catalogue.sources["a"].published == Interval.parse("2026-01")


def test_a_file_of_documents_that_is_not_listed_is_used_with_a_notice(tmp_path: Path) -> None:
    put(tmp_path, "documents/faq.md")
    catalogue = catalogue_with(tmp_path, "")
    assert [document.source.id for document in catalogue.documents] == ["faq"]
    assert catalogue.notices == (("catalogue.unlisted", {"files": "documents/faq.md"}),)


def test_a_bare_folder_is_taken_whole_with_one_notice(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    put(tmp_path, "inner/b.rst")
    catalogue = load_catalogue(tmp_path)
    assert [document.source.id for document in catalogue.documents] == ["a", "inner-b"]
    assert [key for key, _ in catalogue.notices] == ["catalogue.no_manifest"]


def test_a_bare_folder_with_its_rules_does_not_take_them_for_documents(tmp_path: Path) -> None:
    put(tmp_path, "rules.yaml")
    put(tmp_path, "approved/a.md")
    catalogue = load_catalogue(tmp_path)
    assert (catalogue.documents, catalogue.unsupported) == ((), ())


def test_hidden_files_are_skipped(tmp_path: Path) -> None:
    put(tmp_path, ".git/a.txt")
    put(tmp_path, ".secret.txt")
    put(tmp_path, "~$bozza.docx")
    assert load_catalogue(tmp_path).documents == ()


def test_other_formats_are_listed_as_unsupported(tmp_path: Path) -> None:
    put(tmp_path, "inner/video.mp4")
    assert load_catalogue(tmp_path).unsupported == ("inner/video.mp4",)


def test_two_files_with_the_same_name_have_different_ids(tmp_path: Path) -> None:
    put(tmp_path, "avviso.md")
    put(tmp_path, "avviso.txt")
    put(tmp_path, "Avviso.rst")
    catalogue = load_catalogue(tmp_path)
    assert [document.source.id for document in catalogue.documents] == [
        "avviso",
        "avviso-md",
        "avviso-txt",
    ]


def test_a_link_that_leads_outside_is_ignored_with_a_notice(tmp_path: Path) -> None:
    outside = put(tmp_path, "outside.txt")
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "inside.txt").symlink_to(outside)
    catalogue = load_catalogue(tmp_path / "corpus")
    assert catalogue.documents == ()
    assert catalogue.notices[-1] == ("catalogue.outside", {"files": "inside.txt"})


def test_a_notice_has_a_sentence_in_both_languages(tmp_path: Path) -> None:
    ((key, params),) = load_catalogue(tmp_path).notices
    assert say("it", key, **params) != say("en", key, **params)


def test_a_document_that_keeps_its_digest_is_accepted(tmp_path: Path) -> None:
    put(tmp_path, "a.md", "")
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    catalogue = catalogue_with(
        tmp_path, f'[[document]]\npath = "./a.md"\ndigest = "sha256:{empty}"'
    )
    assert catalogue.sources["a"].digest == empty


def test_a_document_can_replace_another(tmp_path: Path) -> None:
    put(tmp_path, "old.md")
    put(tmp_path, "new.md")
    catalogue = catalogue_with(
        tmp_path,
        '[[document]]\npath = "old.md"\n'
        '[[document]]\npath = "new.md"\nsupersedes = ["old"]\npublished = 2026-02-01',
    )
    assert catalogue.superseded_ids() == {"old"}


def test_a_document_is_not_replaced_before_the_new_one_is_out(tmp_path: Path) -> None:
    put(tmp_path, "old.md")
    put(tmp_path, "new.md")
    catalogue = catalogue_with(
        tmp_path,
        '[[document]]\npath = "old.md"\n'
        '[[document]]\npath = "new.md"\nsupersedes = ["old"]\npublished = 2026-02-01',
    )
    assert catalogue.superseded_ids(dt.date(2026, 1, 31)) == frozenset()
    assert catalogue.superseded_ids(dt.date(2026, 2, 1)) == {"old"}


WRONG_MANIFESTS = [
    ("corpus_unknown_field", '[[document]]\npath = "a.md"\ncolour = "red"'),
    ("corpus_unknown_field", '[[documents]]\npath = "a.md"'),
    ("corpus_missing_field", '[[document]]\ntitle = "Avviso"'),
    ("corpus_wrong_value", '[[document]]\npath = "a.md"\nauthority = 6'),
    ("corpus_wrong_value", '[[document]]\npath = "a.md"\nauthority = "5"'),
    ("corpus_wrong_value", '[[document]]\npath = "a.md"\nkind = "editorial"'),
    ("corpus_wrong_value", '[[document]]\npath = "a.md"\nvalid_from = 2026'),
    ("corpus_wrong_value", '[[document]]\npath = "a.md"\npublished = "gennaio 2026"'),
    ("corpus_wrong_value", '[[document]]\npath = "a.md"\nurl = "file:///etc/passwd"'),
    ("corpus_wrong_value", '[[document]]\npath = "a.md"\ndigest = "abc"'),
    ("corpus_wrong_value", 'document = "a.md"'),
    ("corpus_bad_toml", '[[document]\npath = "a.md"'),
    ("corpus_no_document", '[[document]]\npath = "absent.md"'),
    ("corpus_outside", '[[document]]\npath = "../a.md"'),
    ("corpus_outside", '[[document]]\npath = "/etc/hostname"'),
    ("corpus_format", '[[document]]\npath = "a.xyz"'),
    ("corpus_changed", f'[[document]]\npath = "a.md"\ndigest = "{"0" * 64}"'),
    ("corpus_duplicate_id", '[[document]]\npath = "a.md"\n[[document]]\npath = "./a.md"'),
    (
        "corpus_duplicate_id",
        '[[document]]\npath = "a.md"\nid = "x"\n[[document]]\npath = "b.md"\nid = "x"',
    ),
    ("corpus_unknown_id", '[[document]]\npath = "a.md"\nsupersedes = ["nobody"]'),
    ("corpus_cycle", '[[document]]\npath = "a.md"\nsupersedes = ["a"]'),
    (
        "corpus_cycle",
        '[[document]]\npath = "a.md"\nsupersedes = ["b"]\n'
        '[[document]]\npath = "b.md"\nsupersedes = ["a"]',
    ),
    (
        "corpus_dates",
        '[[document]]\npath = "a.md"\nvalid_from = 2026-02-01\nvalid_until = 2026-01-01',
    ),
]


@pytest.mark.parametrize(("key", "manifest"), WRONG_MANIFESTS)
def test_a_manifest_that_is_not_true_is_refused(tmp_path: Path, key: str, manifest: str) -> None:
    put(tmp_path, "a.md")
    put(tmp_path, "b.md")
    put(tmp_path, "a.xyz")
    with pytest.raises(CorpusError) as caught:
        catalogue_with(tmp_path, manifest)
    assert caught.value.key == key
    assert "manifest.toml" in explain(caught.value, "it")


def test_a_listed_link_that_leads_outside_is_refused(tmp_path: Path) -> None:
    outside = put(tmp_path, "outside.md")
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.md").symlink_to(outside)
    with pytest.raises(CorpusError, match="corpus_outside"):
        catalogue_with(tmp_path / "corpus", '[[document]]\npath = "a.md"')


def test_a_folder_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="corpus_no_folder"):
        load_catalogue(tmp_path / "absent")


def test_a_record_file_is_one_passage_a_line_under_its_own_id(tmp_path: Path) -> None:
    put(tmp_path, "wiki.jsonl", '{"id": "p1", "text": "Il Po nasce dal Monviso.", "title": "Po"}\n')
    (passage,) = load_catalogue(tmp_path).passages
    assert (passage.id, passage.source, passage.heading) == ("p1", "wiki", ("Po",))
    assert passage.text[passage.start : passage.end] == "Il Po nasce dal Monviso."
    assert passage.finders == ("Po",)


def test_the_language_of_a_record_file_is_recognised(tmp_path: Path) -> None:
    text = "The river is the longest of the country and it runs to the sea from the hills."
    put(tmp_path, "wiki.jsonl", json.dumps({"id": "p1", "text": text}))
    assert load_catalogue(tmp_path).passages[0].language == "en"


WRONG_LINES = [
    "not json",
    "[1, 2]",
    '{"id": "p2"}',
    '{"id": "p2", "text": "  "}',
    '{"id": "", "text": "x"}',
    '{"id": "p2", "text": 5}',
    '{"id": "p1", "text": "the same id"}',
]


@pytest.mark.parametrize("line", WRONG_LINES)
def test_a_wrong_line_is_named_and_does_not_stop_the_other_files(tmp_path: Path, line: str) -> None:
    put(tmp_path, "bad.jsonl", f'{{"id": "p1", "text": "x"}}\n\n{line}\n')
    put(tmp_path, "good.jsonl", '{"id": "g1", "text": "y"}')
    catalogue = load_catalogue(tmp_path)
    ((file, error),) = catalogue.unreadable
    assert (file, error.params) == ("bad.jsonl", {"file": "bad.jsonl", "line": 3})
    assert [passage.id for passage in catalogue.passages] == ["g1"]


def test_an_id_used_in_two_record_files_is_reported(tmp_path: Path) -> None:
    put(tmp_path, "a.jsonl", '{"id": "p1", "text": "x"}')
    put(tmp_path, "b.jsonl", '{"id": "p1", "text": "y"}')
    ((file, error),) = load_catalogue(tmp_path).unreadable
    assert (file, error.key) == ("b.jsonl", "corpus_duplicate_id")


def test_the_digest_changes_with_a_document_and_only_then(tmp_path: Path) -> None:
    put(tmp_path, "a.md", "prima")
    before = load_catalogue(tmp_path).digest
    assert load_catalogue(tmp_path).digest == before
    put(tmp_path, "a.md", "dopo")
    assert load_catalogue(tmp_path).digest != before


def test_a_document_takes_its_title_and_language_from_the_file(tmp_path: Path) -> None:
    put(tmp_path, "a.md")
    (document,) = load_catalogue(tmp_path).documents
    source = describe(document, Extraction((), title=" Avviso\n pubblico ", language="en"))
    assert (source.title, source.language) == ("Avviso pubblico", "en")


def test_a_title_that_a_program_left_in_the_file_is_not_used(tmp_path: Path) -> None:
    put(tmp_path, "avviso.md")
    (document,) = load_catalogue(tmp_path).documents
    source = describe(document, Extraction((), title="Microsoft Word - bozza3.doc"))
    assert source.title == "avviso"


def test_what_the_manifest_says_wins_over_the_file(tmp_path: Path) -> None:
    put(tmp_path, "a.md")
    manifest = '[[document]]\npath = "a.md"\ntitle = "Avviso"\nlanguage = "it"'
    (document,) = catalogue_with(tmp_path, manifest).documents
    source = describe(document, Extraction((), title="Altro", language="en"))
    assert (source.title, source.language) == ("Avviso", "it")
