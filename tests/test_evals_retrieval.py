"""The retrieval benchmark: ranks, and the systems on a few texts."""

from pathlib import Path

import pytest

from assistant.errors import InputError
from assistant.settings import Settings
from evals.made_up import add_to_corpus, made_up
from evals.retrieval import Pair, Ranking, load_pairs, rank, table
from evals.rivals import index, ours, stock_bm25

TEXTS = {"a": "Il cane dorme in casa.", "b": "Il gatto mangia il pesce.", "c": "La nave salpa."}


def test_a_rank_counts_from_1_and_0_is_not_found() -> None:
    pairs = [Pair("a", "?", "first"), Pair("b", "?", "second"), Pair("c", "?", "third")]
    assert rank("ours", lambda _: ["b", "a"], pairs).ranks == (2, 1, 0)


def test_an_answer_worded_like_the_right_one_is_right() -> None:
    pairs = [Pair("a", "?", "the  same"), Pair("b", "?", "the same")]
    assert rank("ours", lambda _: ["b", "a"], pairs).ranks == (1, 1)


def test_recall_and_reciprocal_rank_come_from_the_ranks() -> None:
    found = Ranking("ours", (1, 5, 0, 6))
    assert found.recall(5) == [1, 1, 0, 0]
    assert found.reciprocal == [1, 0.2, 0, pytest.approx(1 / 6)]


def test_the_table_has_a_row_a_system_and_the_difference_to_the_first() -> None:
    first, other = Ranking("ours", (1, 1)), Ranking("stock", (2, 2))
    lines = table([first, other], "en").splitlines()
    assert len(lines) == 4
    assert "-0.500 [-0.500, -0.500]" in lines[3]


def test_only_the_pairs_of_the_language_are_loaded(tmp_path: Path) -> None:
    rows = '{"id":"a","question":"?","answer":"!","lang":"it"}\n'
    (tmp_path / "faq.jsonl").write_text(rows + rows.replace('"it"', '"en"'), encoding="utf-8")
    assert load_pairs(tmp_path / "faq.jsonl") == (Pair("a", "?", "!"),)


def test_a_missing_file_of_questions_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"eval\.no_data"):
        load_pairs(tmp_path / "none.jsonl")


def test_ours_is_searched_through_a_real_index(tmp_path: Path) -> None:
    settings = index(TEXTS, tmp_path, Settings(embedder="none"))
    assert ours(settings)("dove mangiano i gatti?") == ["b"]


def test_the_stock_retriever_is_as_it_comes() -> None:
    assert stock_bm25(TEXTS)("gatto")[0] == "b"


def test_made_up_passages_are_the_same_at_every_call(tmp_path: Path) -> None:
    lines = [f"This is sentence number {n} of a document that is made up." for n in range(9)]
    (tmp_path / "facts.yaml").write_text("\n".join(lines), encoding="utf-8")
    made = made_up(tmp_path / "none", tmp_path / "facts.yaml", 4)
    assert len(set(made)) == 4
    assert made == made_up(tmp_path / "none", tmp_path / "facts.yaml", 4)


def test_made_up_passages_are_added_to_a_copy_of_the_corpus(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    add_to_corpus(tmp_path / "corpus", ["one", "two"], tmp_path / "larger")
    made = tmp_path / "larger" / "documents" / "made-up.jsonl"
    assert len(made.read_text(encoding="utf-8").splitlines()) == 2
    assert not (tmp_path / "corpus" / "documents").exists()
