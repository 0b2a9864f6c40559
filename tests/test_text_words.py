"""Dates, numbers and sums of money as people write them."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.figures import parse_number
from assistant.model import Interval, Language
from assistant.text import date_words, euro_words, number_words


@pytest.mark.parametrize(
    ("when", "language", "words"),
    [
        ("2030-05-09", "it", "9 maggio 2030"),
        ("2030-05-09", "en", "9 May 2030"),
        ("2030-12", "it", "dicembre 2030"),
        ("2030-02", "en", "February 2030"),
        ("2030", "it", "2030"),
    ],
)
def test_a_date_is_told_as_far_as_it_is_known(when: str, language: Language, words: str) -> None:
    assert date_words(Interval.parse(when), language) == words


@pytest.mark.parametrize(("language", "words"), [("it", "senza data"), ("en", "undated")])
def test_a_missing_date_is_told_as_missing(language: Language, words: str) -> None:
    assert date_words(None, language) == words


@pytest.mark.parametrize(
    ("amount", "language", "words"),
    [
        ("75123", "it", "75.123 euro"),
        ("75123", "en", "75,123 euro"),
        ("75123.5", "it", "75.123,50 euro"),
        ("75123.50", "en", "75,123.50 euro"),
        ("1234567", "it", "1.234.567 euro"),
        ("0", "it", "0 euro"),
    ],
)
def test_a_sum_has_the_marks_of_its_language(amount: str, language: Language, words: str) -> None:
    assert euro_words(Decimal(amount), language) == words


@settings(deadline=None)
@given(st.decimals(0, 10**9, places=2), st.sampled_from(["it", "en"]))
def test_a_number_written_for_people_reads_back_the_same(
    number: Decimal, language: Language
) -> None:
    assert parse_number(number_words(number, language), language) == number
