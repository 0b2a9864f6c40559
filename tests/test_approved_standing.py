"""An approved answer suspends itself when what it rests on changes, and says what changed."""

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.approved.acts import Seen, find, withdraw
from assistant.approved.difference import difference, told
from assistant.approved.record import Approved, cite
from assistant.approved.standing import State, is_served, review_queue, standing
from assistant.model import Passage, Source
from tests.approvals import EXPIRES, LEADER, ON, approved
from tests.builders import an_editorial
from tests.corpora import a_passage, a_source

DAY = dt.timedelta(days=1)
TEXTS = st.text(st.sampled_from("ab \n."), max_size=30)


@pytest.fixture
def entry(tmp_path: Path) -> Approved:
    return approved(tmp_path)


@dataclass(frozen=True)
class Shelf:
    """The passages of today, and their sources."""

    passages: tuple[Passage, ...] = ()
    sources: tuple[Source, ...] = (an_editorial(LEADER),)

    def passage(self, passage: str, as_of: dt.date | None = None) -> Passage | None:
        return next((one for one in self.passages if one.id == passage), None)

    def source(self, source: str) -> Source | None:
        return next((one for one in self.sources if one.id == source), None)


AS_IT_WAS = Shelf((LEADER,))
EMPTY = Shelf()


def with_text(text: str, en: str | None = None) -> Shelf:
    """Return passages among which the one cited has another text."""
    versions = {"it": text, "en": LEADER.text_in("en") if en is None else en}
    return Shelf((replace(LEADER, text=text, versions=versions),))


def test_an_answer_is_served_while_its_passage_is_as_it_was(entry: Approved) -> None:
    assert standing(entry, AS_IT_WAS, ON).state == "served"


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
    assert standing(entry, AS_IT_WAS, day).state == state


def test_a_changed_word_suspends_it_and_is_shown(entry: Approved) -> None:
    found = standing(entry, with_text(LEADER.text.replace("privata", "pubblica")), ON)
    assert found.state == "suspended"
    (fault,) = found.faults
    assert (fault.cause, fault.passage, fault.are_words_there) == ("changed", "leader", False)
    ((language, runs),) = fault.changes
    assert language == "it"
    assert "[-privata.-] {+pubblica.+}" in told(runs)


def test_a_passage_that_is_gone_suspends_it(entry: Approved) -> None:
    found = standing(entry, EMPTY, ON)
    assert [fault.cause for fault in found.faults] == ["gone"]
    assert told(found.faults[0].changes[0][1]) == f"[-{LEADER.text}-]"


ARTICLE = "La domanda si presenta online entro sessanta giorni dalla pubblicazione."


@pytest.mark.parametrize(
    ("new", "cause"),
    [
        (ARTICLE.replace("sessanta", "novanta"), "changed"),
        (ARTICLE, "moved"),
        ("Il contributo copre le consulenze.", "gone"),
    ],
)
@pytest.mark.parametrize("replaced_by", ["avviso", "avviso-2"])
def test_what_became_of_a_passage_is_looked_for_in_the_document_that_replaced_it(
    tmp_path: Path, new: str, cause: str, replaced_by: str
) -> None:
    old = a_passage("avviso:1", ARTICLE)
    entry = approved(tmp_path, sources=[cite(old, ARTICLE, ["it"])])
    sources = (a_source("avviso"), a_source("avviso-2", supersedes=("avviso",)))
    today = Shelf(
        (a_passage("x:9", ARTICLE, source="x"), a_passage("n", new, replaced_by)), sources
    )
    (fault,) = standing(entry, today, ON).faults
    assert (fault.cause, fault.became) == (cause, "" if cause == "gone" else "n")
    shown = "".join(told(runs) for _, runs in fault.changes)
    assert ("{+novanta+}" in shown) == (cause == "changed")
    assert (shown == "") == (cause == "moved")


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
    assert standing(gone, AS_IT_WAS, ON + DAY).state == "withdrawn"
    assert standing(gone, AS_IT_WAS, ON).state == "served"
    assert review_queue([gone], EMPTY, ON + DAY) == ()


def test_the_queue_holds_the_suspended_only(tmp_path: Path, entry: Approved) -> None:
    other = approved(tmp_path, "Chi firma la lettera?", expires=ON + DAY)
    queue = review_queue([entry, other], AS_IT_WAS, ON + 2 * DAY)
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
