"""An approved answer suspends itself when what it rests on changes, and says what changed."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.approved.acts import Seen, find, withdraw
from assistant.approved.difference import difference, told
from assistant.approved.record import Approved, cite
from assistant.approved.standing import State, is_served, review_queue, standing
from assistant.model import Passage
from tests.approvals import EXPIRES, LEADER, ON, approved

DAY = dt.timedelta(days=1)
Lookup = Callable[[str], Passage | None]
TEXTS = st.text(st.sampled_from("ab \n."), max_size=30)


@pytest.fixture
def entry(tmp_path: Path) -> Approved:
    return approved(tmp_path)


def with_text(text: str, en: str | None = None) -> Lookup:
    """Return a lookup that finds the passage with another text."""
    versions = {"it": text, "en": LEADER.text_in("en") if en is None else en}
    return {"leader": replace(LEADER, text=text, versions=versions)}.get


def as_it_was(name: str) -> Passage | None:
    return {"leader": LEADER}.get(name)


def test_an_answer_is_served_while_its_passage_is_as_it_was(entry: Approved) -> None:
    assert standing(entry, as_it_was, ON).state == "served"


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (ON - DAY, "waiting"),
        (ON, "served"),
        (EXPIRES - DAY, "served"),
        (EXPIRES, "suspended"),
    ],
)
def test_an_answer_is_served_from_its_approval_until_it_expires(
    entry: Approved, day: dt.date, state: State
) -> None:
    assert standing(entry, as_it_was, day).state == state


def test_a_changed_word_suspends_it_and_is_shown(entry: Approved) -> None:
    found = standing(entry, with_text(LEADER.text.replace("privata", "pubblica")), ON)
    assert found.state == "suspended"
    (fault,) = found.faults
    assert (fault.cause, fault.passage, fault.are_words_there) == ("changed", "leader", False)
    ((language, runs),) = fault.changes
    assert language == "it"
    assert "[-privata.-] {+pubblica.+}" in told(runs)


def test_a_passage_that_is_gone_suspends_it(entry: Approved) -> None:
    found = standing(entry, lambda _: None, ON)
    assert [fault.cause for fault in found.faults] == ["gone"]
    assert told(found.faults[0].changes[0][1]) == f"[-{LEADER.text}-]"


def test_a_change_around_the_words_quoted_suspends_it_and_says_that_they_stand(
    tmp_path: Path,
) -> None:
    entry = approved(tmp_path, sources=[cite(LEADER, "Coordina i partner.", ["it"])])
    (fault,) = standing(entry, with_text("Il capofila è un ente. Coordina i partner."), ON).faults
    assert fault.are_words_there


def test_a_language_that_was_not_approved_may_change(entry: Approved) -> None:
    assert standing(entry, with_text(LEADER.text, en="Other."), ON).state == "served"


def test_a_language_that_was_approved_may_not_change(tmp_path: Path) -> None:
    both = approved(
        tmp_path,
        questions={"it": ["Chi guida?"], "en": ["Who leads?"]},
        answer={"it": "Un'impresa.", "en": "A firm."},
        sources=[cite(LEADER, LEADER.text, ["it", "en"])],
    )
    assert standing(both, with_text(LEADER.text, en="Other."), ON).state == "suspended"


def test_a_withdrawn_answer_is_in_no_queue(tmp_path: Path, entry: Approved) -> None:
    withdraw(tmp_path, Seen(entry.id, 1), "Carla", ON + DAY, "Non vale più.")
    gone = find(tmp_path, entry.id)
    assert standing(gone, as_it_was, ON + DAY).state == "withdrawn"
    assert standing(gone, as_it_was, ON).state == "served"
    assert review_queue([gone], lambda _: None, ON + DAY) == ()


def test_the_queue_holds_the_suspended_only(tmp_path: Path, entry: Approved) -> None:
    other = approved(tmp_path, "Chi firma la lettera?", expires=ON + DAY)
    queue = review_queue([entry, other], as_it_was, ON + 2 * DAY)
    assert [one.entry.id for one in queue] == [other.id]
    assert [fault.cause for fault in queue[0].faults] == ["expired"]


@given(text=st.sampled_from([LEADER.text, "Il capofila è altro.", ""]), days=st.integers(-3, 300))
def test_what_is_served_has_no_fault(text: str, days: int) -> None:
    entry = _ENTRY
    day = ON + days * DAY
    found = standing(entry, with_text(text), day)
    assert is_served(entry, with_text(text), day) == (found.state == "served")
    assert (found.state == "suspended") == bool(found.faults)


@given(old=TEXTS, new=TEXTS)
def test_a_difference_holds_both_texts(old: str, new: str) -> None:
    runs = difference(old, new)
    before = "".join(run.text for run in runs if run.change != "added")
    after = "".join(run.text for run in runs if run.change != "removed")
    assert before.split() == old.split()
    assert after.split() == new.split()


_ENTRY = Approved(
    id="chi",
    topic="capofila",
    questions={"it": ("Chi?",)},
    answer={"it": "Un'impresa."},
    owner="A",
    office="B",
    approved_by="C",
    approved_on=ON,
    expires=EXPIRES,
    revision=1,
    sources=(cite(LEADER, LEADER.text, ["it"]),),
)
