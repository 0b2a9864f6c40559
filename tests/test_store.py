"""A generation is written whole, read back equal, and takes the place of the one before."""

import datetime as dt
import shutil
from pathlib import Path

import numpy as np
import pytest

from assistant.model import Fact, Interval
from assistant.retrieval.store import (
    Generation,
    Manifest,
    current_folder,
    make_current,
    new_folder,
    open_store,
    read_generation,
    read_manifest,
    read_passages,
    remove_stale,
    write_generation,
)
from tests.corpora import a_generation, a_passage, a_source
from tests.fakes import FakeEmbedder

FACT = Fact(
    topic="capofila",
    scope="zis",
    status="conflicting",
    phase=1,
    as_of=Interval.parse("2026-02"),
    conflicts_with=("Z2",),
    members=("Z3", "Z4"),
)
PASSAGES = [
    a_passage(
        "Z1",
        "Il capofila è un'impresa.",
        versions={"it": "Il capofila è un'impresa.", "en": "The lead partner is a firm."},
        finders=("chi è il capofila?", "who leads?"),
        heading=("Capofila", "Requisiti"),
        page=3,
        fact=FACT,
    ),
    a_passage("Z2", "La domanda si presenta in linea."),
]
SOURCES = [
    a_source(published=Interval.parse("2026-01-15"), valid_until=dt.date(2027, 1, 1)),
    a_source("vecchio", supersedes=("antico",)),
]


def written(data: Path, generation: Generation) -> Path:
    folder = new_folder(data)
    parts = (generation.manifest, generation.passages, generation.units, generation.vectors)
    write_generation(folder, *parts)
    return folder


def test_what_is_written_is_read_back_equal(tmp_path: Path) -> None:
    generation = a_generation(PASSAGES, SOURCES, FakeEmbedder())
    again = read_generation(written(tmp_path, generation))
    assert again.manifest == generation.manifest
    assert again.passages == generation.passages
    assert again.units == generation.units
    assert again.vectors is not None
    np.testing.assert_array_equal(again.vectors, generation.vectors)


def test_the_passages_are_read_without_the_store(tmp_path: Path) -> None:
    folder = written(tmp_path, a_generation(PASSAGES, SOURCES))
    (folder / "chroma.sqlite3").unlink()
    assert read_passages(folder) == tuple(PASSAGES)


def test_an_index_without_vectors_is_read_back_without(tmp_path: Path) -> None:
    again = read_generation(written(tmp_path, a_generation(PASSAGES)))
    assert again.vectors is None
    assert len(again.units) == 3


def test_an_empty_index_can_be_written_and_read(tmp_path: Path) -> None:
    again = read_generation(written(tmp_path, a_generation([], [], FakeEmbedder())))
    assert again.passages == ()
    assert again.vectors is None


@pytest.mark.parametrize("text", ["riga\0nulla", "mezzo \ud83d carattere", "a" * 100_000])
def test_an_odd_text_is_read_back_equal(tmp_path: Path, text: str) -> None:
    again = read_generation(written(tmp_path, a_generation([a_passage("odd", text)])))
    assert again.passages[0].text == text


def test_more_units_than_one_batch_keep_their_order(tmp_path: Path) -> None:
    passages = [a_passage(f"p{number}", f"passaggio {number}") for number in range(5001)]
    again = read_generation(written(tmp_path, a_generation(passages)))
    assert [unit.passage for unit in again.units] == [passage.id for passage in passages]


def test_another_chain_can_open_the_store(tmp_path: Path) -> None:
    embedder = FakeEmbedder()
    folder = written(tmp_path, a_generation(PASSAGES, SOURCES, embedder))
    with open_store(folder, embedder) as store:
        (document,) = store.similarity_search("La domanda si presenta in linea.", k=1)
    assert document.metadata["passage"] == "Z2"
    assert document.page_content == "La domanda si presenta in linea."


def test_nothing_is_live_before_the_first_index(tmp_path: Path) -> None:
    assert current_folder(tmp_path) is None


def test_a_written_index_is_live_only_when_made_current(tmp_path: Path) -> None:
    folder = written(tmp_path, a_generation(PASSAGES))
    before = current_folder(tmp_path)
    make_current(folder)
    assert (before, current_folder(tmp_path)) == (None, folder)


def test_a_half_written_index_is_never_live(tmp_path: Path) -> None:
    make_current(new_folder(tmp_path))
    assert current_folder(tmp_path) is None


def test_an_index_of_another_format_is_not_read(tmp_path: Path) -> None:
    folder = written(tmp_path, a_generation(PASSAGES))
    older = shutil.copytree(folder, folder.with_name("g0-00000009"))
    make_current(older)
    assert current_folder(tmp_path) is None


def test_the_live_index_and_the_one_before_it_stay(tmp_path: Path) -> None:
    folders = [written(tmp_path, a_generation(PASSAGES)) for _ in range(3)]
    half = new_folder(tmp_path)
    make_current(folders[2])
    remove_stale(tmp_path)
    assert [folder.exists() for folder in (*folders, half)] == [False, True, True, False]


def test_the_next_index_has_a_name_of_its_own(tmp_path: Path) -> None:
    assert new_folder(tmp_path).name < new_folder(tmp_path).name


def test_the_manifest_keeps_what_could_not_be_read(tmp_path: Path) -> None:
    row = ("a.pdf", "unreadable_empty", {"file": "a.pdf"})
    folder = new_folder(tmp_path)
    write_generation(folder, Manifest(unreadable=(row,)), [], [], None)
    assert read_manifest(folder).unreadable == (row,)
