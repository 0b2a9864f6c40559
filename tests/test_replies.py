"""The hallucination suite: scripted replies of a model through the real check of claims."""

from collections import Counter

import pytest

from assistant.ingestion.facts import load_knowledge
from assistant.model import Passage
from assistant.settings import CHECKOUT
from evals.replies import TRUE, Scripted, load_rows, replies_told, scripted, shown

SETS = ("dev", "held", "fresh")
KINDS = {
    *("true", "number", "date", "unit", "negated", "modality", "subject", "wrong passage"),
    *("invented handle", "invented quotation", "wrong quotation"),
}


@pytest.fixture(scope="module")
def passages() -> dict[str, Passage]:
    _, facts = load_knowledge(CHECKOUT / "corpus")
    return {passage.id: passage for passage in facts}


@pytest.fixture(scope="module")
def replies(passages: dict[str, Passage]) -> list[Scripted]:
    return scripted(passages)


def test_every_kind_of_error_is_there(replies: list[Scripted]) -> None:
    assert {one.kind for one in replies} == KINDS
    assert len(replies) >= 150


def test_true_claims_are_written_by_hand_and_are_no_copies(passages: dict[str, Passage]) -> None:
    true = [row for row in load_rows() if row.kind == TRUE]
    copied = [row.id for row in true if row.claim in passages[row.fact].text_in(row.lang)]
    assert len(true) >= 50
    assert len(copied) <= len(true) / 10


def test_two_parts_are_held_out() -> None:
    sets = Counter(row.set for row in load_rows())
    assert sets["held"] >= 80
    assert sets["fresh"] >= 70
    assert set(sets) == set(SETS)


def test_nearly_all_errors_are_caught_and_true_claims_kept(passages: dict[str, Passage]) -> None:
    told = replies_told(passages)
    caught = [told[f"{one}:caught"] for one in SETS]
    kept = [told[f"{one}:kept"] for one in SETS]
    assert sum(one.count for one in caught) >= 0.99 * sum(one.of for one in caught)
    assert sum(one.count for one in kept) >= 0.97 * sum(one.of for one in kept)


def test_what_is_shown_instead_is_never_the_error(replies: list[Scripted]) -> None:
    quoted = [one for one in replies if one.kind == "number" and one.made]
    assert [one.text for one in quoted if shown(one) == one.row.claim] == []
