"""Questions that the desk does not answer, to compare a new one with."""

from pathlib import Path

import pytest

from assistant.answering.beyond import Beyond, load_beyond
from assistant.errors import CorpusError
from assistant.settings import CHECKOUT
from tests.fakes import FakeEmbedder

EXAMPLES = ("Che tempo fa domani?", "Come si cucina il risotto?")


def test_an_example_itself_is_as_near_as_can_be() -> None:
    assert Beyond(EXAMPLES, FakeEmbedder()).nearness(EXAMPLES[1]) == pytest.approx(1)


def test_the_nearest_example_counts() -> None:
    beyond = Beyond(EXAMPLES, FakeEmbedder())
    assert beyond.nearness("Come si cucina la pasta?") > beyond.nearness("Chi firma la domanda?")


def test_without_an_embedder_nothing_is_near() -> None:
    assert Beyond(EXAMPLES, None).nearness(EXAMPLES[0]) == 0


def test_without_examples_nothing_is_near() -> None:
    assert Beyond((), FakeEmbedder()).nearness(EXAMPLES[0]) == 0


def test_a_question_without_words_is_near_to_nothing() -> None:
    assert Beyond(EXAMPLES, FakeEmbedder()).nearness("") == 0


def test_the_examples_are_computed_once() -> None:
    embedder = FakeEmbedder()
    beyond = Beyond(EXAMPLES, embedder)
    beyond.nearness("uno")
    beyond.nearness("due")
    assert embedder.engine.read.count(EXAMPLES[0]) == 1


def test_a_corpus_need_have_no_examples(tmp_path: Path) -> None:
    assert load_beyond(tmp_path / "beyond.yaml") == ()


@pytest.mark.parametrize("content", ["una: cosa", "- 1", "- ''", "testo"])
def test_a_file_that_is_no_list_of_questions_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "beyond.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CorpusError) as error:
        load_beyond(path)
    assert error.value.params["file"] == "beyond.yaml"


def test_a_file_that_is_not_yaml_is_named(tmp_path: Path) -> None:
    path = tmp_path / "beyond.yaml"
    path.write_text("- 'non chiusa", encoding="utf-8")
    with pytest.raises(CorpusError):
        load_beyond(path)


def test_the_shipped_examples_can_be_read() -> None:
    assert load_beyond(CHECKOUT / "corpus" / "beyond.yaml")
