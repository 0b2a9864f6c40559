"""The nouns: dates known in part, sources that say whose words they are, answers as JSON."""

import datetime as dt
import json
from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.model import Answer, Claim, Interval, Passage, Quote, Source

PASSAGE = Passage(
    id="avviso#art5",
    source="avviso",
    text="Il capofila è un soggetto privato.",
    versions={"en": "The lead partner is a private entity."},
)
SOURCE = Source(
    id="avviso",
    title="Avviso",
    publisher="Regione",
    kind="official",
    authority=5,
    published=Interval.parse("2025-11"),
)
QUOTE = Quote("avviso#art5", "avviso", "art. 5", "soggetto privato", 17, 33, page=3)
ANSWER = Answer(
    question="E il capofila?",
    standalone_question="Chi può essere capofila?",
    language="it",
    outcome="answered",
    text="Il capofila è un soggetto privato. [1]",
    as_of=dt.date(2026, 3, 4),
    claims=(Claim("Il capofila è un soggetto privato.", (QUOTE,)),),
    sources=(SOURCE,),
    knowledge_as_of=dt.date(2026, 3, 1),
)

# DESIGN.md, "Contracts that outlive any module": keys may be added, never renamed.
ANSWER_KEYS = (
    "question standalone_question language outcome text claims missing choices calculation notices"
    " sources mode as_of knowledge_as_of corpus_digest timings_ms"
)
CLAIM_KEYS = "text basis certainty quotes"
QUOTE_KEYS = "passage source locator words start end"
SOURCE_KEYS = "id title publisher url published kind authority based_on"


def test_a_day_is_an_interval_of_one_day() -> None:
    assert Interval.parse("2025-11-17") == Interval(dt.date(2025, 11, 17), dt.date(2025, 11, 17))


def test_a_month_runs_to_its_last_day() -> None:
    assert Interval.parse("2024-02").last == dt.date(2024, 2, 29)


def test_a_year_runs_from_january_to_december() -> None:
    assert Interval.parse("2025") == Interval(dt.date(2025, 1, 1), dt.date(2025, 12, 31))


@pytest.mark.parametrize("text", ["", "25", "2025-", "2025-13", "2025-02-30", "17/11/2025", "n.d."])
def test_what_is_not_a_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 -- the text itself, or why the day is none
        Interval.parse(text)


@given(st.dates(min_value=dt.date(1000, 1, 1)), st.sampled_from([4, 7, 10]))
def test_a_partial_date_reads_back_as_it_was_written(day: dt.date, length: int) -> None:
    text = day.isoformat()[:length]
    assert str(Interval.parse(text)) == text


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_a_day_lies_in_its_month_and_its_year(day: dt.date) -> None:
    month, year = (Interval.parse(day.isoformat()[:length]) for length in (7, 4))
    assert year.first <= month.first <= day <= month.last <= year.last


def test_only_our_own_summary_is_editorial() -> None:
    assert not SOURCE.is_editorial
    assert replace(SOURCE, kind="editorial").is_editorial


def test_a_passage_speaks_the_language_it_is_asked_in() -> None:
    assert PASSAGE.text_in("en") == "The lead partner is a private entity."


def test_a_passage_without_that_language_speaks_its_own() -> None:
    assert PASSAGE.text_in("de") == PASSAGE.text


def test_a_value_does_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        PASSAGE.text = "Altro"  # type: ignore[misc]


def test_an_answer_as_json_keeps_the_promised_keys() -> None:
    assert set(ANSWER_KEYS.split()) <= ANSWER.as_json().keys()


def test_a_claim_as_json_keeps_the_promised_keys() -> None:
    assert set(CLAIM_KEYS.split()) <= ANSWER.as_json()["claims"][0].keys()


def test_a_quote_as_json_keeps_the_promised_keys() -> None:
    assert set(QUOTE_KEYS.split()) <= QUOTE.as_json().keys()


def test_a_source_as_json_keeps_the_promised_keys() -> None:
    assert set(SOURCE_KEYS.split()) <= SOURCE.as_json().keys()


def test_an_answer_survives_a_round_trip_through_json() -> None:
    assert json.loads(json.dumps(ANSWER.as_json())) == ANSWER.as_json()


def test_dates_are_written_as_precisely_as_they_are_known() -> None:
    answer = ANSWER.as_json()
    assert answer["as_of"] == "2026-03-04"
    assert answer["sources"][0]["published"] == "2025-11"


def test_the_words_of_a_quote_are_those_of_its_passage() -> None:
    assert PASSAGE.text[QUOTE.start : QUOTE.end] == QUOTE.words
