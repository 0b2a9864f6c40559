"""Plain systems on the same cases, ours with parts off, and what a run must catch."""

import datetime as dt
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from assistant.model import Question
from assistant.retrieval import words
from assistant.settings import Settings
from evals.answers import Score, generate, score_all
from evals.cases import Case, chosen, facts_of, load_cases
from evals.results import compare
from evals.systems import SYSTEMS, system, without

DAY = dt.date(2026, 11, 22)


@pytest.fixture(scope="module")
def cases(shipped: Settings) -> tuple[Case, ...]:
    return chosen(load_cases(facts_of(shipped)), "dev", ())


def scores(settings: Settings, cases: tuple[Case, ...]) -> list[Score]:
    with system("ours", settings) as answering:
        answers = {row["id"]: row["answers"] for row in generate(cases, answering, DAY)}
    return score_all(cases, answers)


@pytest.fixture(scope="module")
def before(shipped: Settings, cases: tuple[Case, ...]) -> list[Score]:
    return scores(shipped, cases)


@pytest.mark.parametrize("name", [name for name in SYSTEMS if name != "tutorial"])
def test_every_system_answers_a_question_of_ours(shipped: Settings, name: str) -> None:
    asked = Question("Chi può fare da capofila?", language="it", as_of=DAY)
    with system(name, shipped) as answering:
        answer = answering(asked)
    assert (answer.outcome == "not_in_sources") == (name == "always_abstain")


def test_two_runs_score_the_same(
    shipped: Settings, cases: tuple[Case, ...], before: list[Score]
) -> None:
    assert scores(shipped, cases) == before


@pytest.fixture
def _no_stemmer(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(words, "_stemmer", lambda name: SimpleNamespace(stemWord=str))
    words.stem.cache_clear()
    yield
    words.stem.cache_clear()


@pytest.fixture(scope="module")
def by_words(shipped: Settings) -> Settings:
    """Leave the words alone to search: with vectors beside them, stems change little."""
    return shipped.model_copy(update={"embedder": "none"})


@pytest.fixture(scope="module")
def before_by_words(by_words: Settings, cases: tuple[Case, ...]) -> list[Score]:
    return scores(by_words, cases)


@pytest.mark.usefixtures("before_by_words", "_no_stemmer")
def test_without_its_stemmer_a_search_by_words_is_caught_as_worse(
    by_words: Settings, cases: tuple[Case, ...], before_by_words: list[Score]
) -> None:
    saved = [score.as_json() for score in before_by_words]
    assert compare(scores(by_words, cases), saved).regressed


def test_a_search_without_vectors_is_caught_as_worse(
    before: list[Score], before_by_words: list[Score]
) -> None:
    assert compare(before_by_words, [score.as_json() for score in before]).regressed


def test_a_part_switched_off_is_on_again_afterwards(shipped: Settings) -> None:
    follow_up = Question("e per la fase 2?", ("Quanto copre la fase 1?",), "it", DAY)
    with without("rewriting", shipped) as settings, system("ours", settings) as answering:
        assert answering(follow_up).standalone_question == follow_up.text
    with system("ours", shipped) as answering:
        assert answering(follow_up).standalone_question != follow_up.text
