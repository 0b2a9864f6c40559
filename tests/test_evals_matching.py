"""The suite of approved answers: enough cases, the fixture in force, precision first."""

import pytest

from assistant.approved.files import load
from assistant.approved.record import now
from assistant.ingestion.facts import load_knowledge
from assistant.settings import CHECKOUT, Settings
from evals.matching import (
    FOLDER,
    Asking,
    Outcome,
    askings,
    failures,
    matched,
    mutants,
    mutations,
    shares,
    strangers,
)


def test_there_are_cases_enough_and_two_in_five_are_held_out() -> None:
    dev, test = askings("dev"), askings("test")
    both = [*dev, *test]
    assert len(load(FOLDER / "answers")) >= 15
    assert sum(bool(one.wanted) for one in both) >= 150
    assert sum(not one.wanted for one in both) >= 200
    assert 0.33 < len(test) / len(both) < 0.47
    assert len({one.turns for one in both}) == len(both)


def test_every_answer_wanted_is_there() -> None:
    names = {entry.id for entry in load(FOLDER / "answers")}
    assert {one.wanted for one in (*askings("dev"), *askings("test"))} - {""} <= names


def test_the_invented_answers_rest_on_the_corpus_as_it_is() -> None:
    passages = {passage.id: passage for passage in load_knowledge(CHECKOUT / "corpus")[1]}
    cited = [one for entry in load(FOLDER / "answers") for one in entry.sources]
    changed = [one.passage for one in cited if now(one, passages[one.passage]) != one.whole]
    assert changed == []


def test_the_cases_to_work_with_keep_their_precision(shipped: Settings) -> None:
    found = shares(matched(shipped, "dev"))
    assert found["precision"].value >= 0.98
    assert found["declined"].value >= 0.98
    assert found["recall"].value >= 0.8


def test_questions_of_others_are_served_no_answer_but_theirs(shipped: Settings) -> None:
    (share,) = strangers(shipped).values()
    assert share.of > 3000
    assert share.value >= 0.999


def test_a_question_made_into_another_is_served_nothing(shipped: Settings) -> None:
    (share,) = mutants(shipped, "dev").values()
    assert share.of > 1000
    assert share.value >= 0.999


def test_a_mutation_changes_a_word_or_adds_some() -> None:
    made = mutations("Chi può fare da capofila?")
    assert "chi può fare da partner?" in made
    assert "chi non può fare da capofila?" in made
    assert "chi può fare da capofila gratis?" in made


@pytest.mark.parametrize(("wrong", "fails"), [(1, False), (2, True)])
def test_a_precision_below_what_we_promise_fails_the_run(wrong: int, fails: bool) -> None:
    right = [Outcome(Asking((f"q{n}",), "a"), "a") for n in range(60 - wrong)]
    served = [Outcome(Asking((f"w{n}",), ""), "a") for n in range(wrong)]
    assert bool(failures([*right, *served])) == fails


def test_what_fails_a_run_is_told_with_its_question() -> None:
    assert failures([Outcome(Asking(("prima", "poi"), ""), "a")]) == ("prima / poi -> a",)


def test_the_shipped_corpus_holds_no_approved_answer() -> None:
    assert load(CHECKOUT / "corpus" / "approved") == ()
