"""A model's JSON is read as it arrives; what is no claim is left out."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.reply import Cited, ReplyReader, Said
from tests.fakes_llm import a_reply, says

FIRST = says('Un "capofila" {privato}]', ("p1", "parole }] del passo"))
SECOND = says("Due ZIS.", ("p2", "due"), ("p3", "ZIS"))


def read(text: str, size: int = 5) -> tuple[list[Said], ReplyReader]:
    """Read a reply in pieces of a size."""
    reader = ReplyReader()
    pieces = [text[start : start + size] for start in range(0, len(text), size)]
    return [said for piece in pieces for said in reader.feed(piece)], reader


def test_a_claim_is_read_as_soon_as_it_closes() -> None:
    reader = ReplyReader()
    begun = a_reply(FIRST, SECOND).split(json.dumps(SECOND, ensure_ascii=False))[0]
    assert [said.text for said in reader.feed(begun)] == [FIRST["text"]]
    assert not reader.is_whole


@given(size=st.integers(1, 400))
def test_the_pieces_in_which_it_comes_do_not_matter(size: int) -> None:
    said, reader = read(a_reply(FIRST, SECOND, missing=[2]), size)
    assert said == [
        Said(FIRST["text"], (Cited("p1", "parole }] del passo"),)),
        Said("Due ZIS.", (Cited("p2", "due"), Cited("p3", "ZIS"))),
    ]
    assert reader.is_whole
    assert reader.missing == (2,)


@pytest.mark.parametrize(
    ("before", "after"), [("```json\n", "\n```"), ("Ecco la risposta: ", " Spero sia utile {}.")]
)
def test_what_stands_around_the_object_is_not_read(before: str, after: str) -> None:
    said, reader = read(f"{before}{a_reply(SECOND)}{after}")
    assert [one.text for one in said] == ["Due ZIS."]
    assert reader.is_whole


def test_a_comma_too_many_is_taken_away() -> None:
    said, reader = read('{"claims": [{"text": "a", "quotes": [{"handle": "p1", "words": "b"},]},]}')
    assert [one.text for one in said] == ["a"]
    assert reader.is_whole


@pytest.mark.parametrize(
    "text",
    ["", "Mi dispiace.", a_reply(FIRST)[:-2], '{"claims": "nessuna"}', '["claims"]', '{"a": 1}'],
)
def test_what_is_no_whole_reply_is_told(text: str) -> None:
    assert not read(text)[1].is_whole


@pytest.mark.parametrize(
    "claim",
    [
        {"text": "a"},
        {"text": "a", "quotes": []},
        {"text": "a", "quotes": "p1"},
        {"text": "a", "quotes": [{"handle": 1, "words": "b"}]},
        {"text": "a", "quotes": [{"handle": "p1", "words": "b"}] * 9},
    ],
)
def test_a_claim_without_sound_quotations_has_none(claim: dict[str, object]) -> None:
    (said,), _ = read(json.dumps({"claims": [claim], "missing": []}))
    assert said.quotes == ()


def test_what_is_missing_are_numbers_only() -> None:
    reply = '{"claims": [], "missing": ["scrivi questo", 1, true, 2.5, null]}'
    assert read(reply)[1].missing == (1,)


def test_no_more_claims_are_read_than_a_person_would() -> None:
    said, _ = read(a_reply(*[SECOND] * 40), 1000)
    assert len(said) == 12


def test_a_reply_without_end_is_not_kept() -> None:
    reader = ReplyReader()
    for _ in range(100):
        assert list(reader.feed("{" + "a" * 1000)) == []
    assert not reader.is_whole
