"""What was learned from examples, as it is kept: written, read, joined."""

import json
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import CorpusError
from assistant.learned import WEIGHTS, Signs, dump_signs, load_signs, signs_for
from assistant.settings import CHECKOUT
from tests.fakes import FakeEmbedder

FOLDER = CHECKOUT / "corpus" / "signs"


def kept(folder: Path, model: str, *names: str) -> Path:
    folder.mkdir()
    signs = Signs(model, "d", names, np.ones((len(names), 2)), np.arange(len(names)) / 2)
    (folder / WEIGHTS).write_text(dump_signs(signs), encoding="utf-8")
    return folder


def test_weights_are_written_as_they_are_read(tmp_path: Path) -> None:
    shipped = load_signs(FOLDER)
    assert shipped is not None
    (tmp_path / WEIGHTS).write_text(dump_signs(shipped), encoding="utf-8")
    assert (tmp_path / WEIGHTS).read_text("utf-8") == (FOLDER / WEIGHTS).read_text("utf-8")


def test_the_file_of_weights_is_one_line_a_sign() -> None:
    lines = (FOLDER / WEIGHTS).read_text("utf-8").splitlines()
    named = json.loads((FOLDER / WEIGHTS).read_text("utf-8"))["signs"]
    assert len(lines) == len(named) + 2


@pytest.mark.parametrize("text", ["{", "[]", '{"model": "m"}', '{"signs": {"a": 1}}'])
def test_weights_that_are_not_whole_are_refused_by_name(text: str, tmp_path: Path) -> None:
    (tmp_path / WEIGHTS).write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError):
        load_signs(tmp_path)


def test_a_folder_without_weights_taught_nothing(tmp_path: Path) -> None:
    assert load_signs(tmp_path) is None


def test_signs_of_several_folders_are_read_as_one(tmp_path: Path) -> None:
    embedder = FakeEmbedder()
    folders = [kept(tmp_path / "a", embedder.model, "x"), kept(tmp_path / "b", embedder.model, "y")]
    signs = signs_for(embedder, folders)
    assert signs is not None
    assert signs.names == ("x", "y")
    assert signs.scores(np.ones((3, 2), dtype=np.float32)).shape == (3, 2)


def test_signs_of_another_embedder_are_left_out(tmp_path: Path) -> None:
    embedder = FakeEmbedder()
    folders = [kept(tmp_path / "a", "another", "x"), kept(tmp_path / "b", embedder.model, "y")]
    signs = signs_for(embedder, folders)
    assert signs is not None
    assert signs.names == ("y",)
    assert signs_for(embedder, folders[:1]) is None
