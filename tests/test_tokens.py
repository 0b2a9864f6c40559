"""Tokens are counted without a network, and a damaged copy of the ranks is repaired."""

import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import tokens
from assistant.tokens import ENCODINGS, count_tokens, private_ranks


def no_network(*arguments: object) -> None:
    raise AssertionError(arguments)


@pytest.fixture
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    return tmp_path


def test_a_known_text_has_its_known_number_of_tokens() -> None:
    assert count_tokens("hello world") == 2
    assert count_tokens("") == 0


def test_the_ranks_are_those_that_tiktoken_expects_offline(empty_cache: Path) -> None:
    tokens._encoding.cache_clear()
    assert tokens._encoding().encode_ordinary("hello world") == [15339, 1917]


def test_a_damaged_copy_is_written_again(empty_cache: Path) -> None:
    whole = (private_ranks() / ENCODINGS["cl100k_base"]).read_bytes()
    (private_ranks() / ENCODINGS["cl100k_base"]).write_bytes(b"damaged")
    assert (private_ranks() / ENCODINGS["cl100k_base"]).read_bytes() == whole


def test_a_cache_that_cannot_be_written_is_replaced_by_a_temporary_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert (private_ranks() / ENCODINGS["cl100k_base"]).is_file()


def test_a_control_word_of_a_model_is_plain_text() -> None:
    assert count_tokens("<|endoftext|>") > 1


def test_a_long_text_is_counted_in_slices_of_bounded_length(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lengths: list[int] = []

    def counted(text: str) -> int:
        lengths.append(len(text))
        return 1

    monkeypatch.setattr(tokens, "_count", counted)
    assert count_tokens("a" * 1_000_000) == len(lengths)
    assert sum(lengths) == 1_000_000
    assert max(lengths) <= 4000


@given(st.text(max_size=300))
def test_any_text_can_be_counted(text: str) -> None:
    assert 0 <= count_tokens(text) <= 4 * len(text)
