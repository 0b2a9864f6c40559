"""Sums, shares and counts are read as people write them, and nothing else is taken for one."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.figures import Figure, figures, parse_number

EURO_IT = [
    ("1.250.000,00 €", "1250000"),
    ("90.000,00 euro", "90000"),
    ("€ 90.000", "90000"),
    ("€90.000,50", "90000.50"),
    ("euro 90.000", "90000"),
    ("EUR 90.000", "90000"),
    ("90.000 EUR", "90000"),
    ("90.000€", "90000"),
    ("90.000,- euro", "90000"),
    ("1 250 000 euro", "1250000"),
    ("1\u00a0250\u00a0000 €", "1250000"),
    ("1'250'000 euro", "1250000"),
    ("1’250’000 euro", "1250000"),
    ("1,250,000.00 euro", "1250000"),
    ("1250000 euro", "1250000"),
    ("90.000\neuro", "90000"),
    ("1,2 M€", "1200000"),
    ("1,2M €", "1200000"),
    ("€ 1,2 mln", "1200000"),
    ("€ 1,2m", "1200000"),
    ("1,2 mln di euro", "1200000"),
    ("1,2 milioni di euro", "1200000"),
    ("2,5 mld €", "2500000000"),
    ("5 M di euro", "5000000"),
    ("120 k€", "120000"),
    ("120k euro", "120000"),
    ("100 mila euro", "100000"),
    ("150mila euro", "150000"),
    ("1 milione e mezzo di euro", "1500000"),
    ("1 milione e 200 mila euro", "1200000"),
    ("373 milioni e 800mila euro", "373800000"),
    ("un milione di euro", "1000000"),
    ("un milione e mezzo di euro", "1500000"),
    ("due milioni e mezzo di euro", "2500000"),
    ("mezzo milione di euro", "500000"),
    ("un miliardo e duecento milioni di euro", "1200000000"),
    ("centomila euro", "100000"),
    ("cento mila euro", "100000"),
    ("Centocinquantamila euro", "150000"),
    ("mille e cinquecento euro", "1500"),
    ("duemilacinquecento euro", "2500"),
    ("sei milioni di euro", "6000000"),
    ("sei euro", "6"),
    ("un euro", "1"),
    ("euro centomila", "100000"),
    ("centomila/00 euro", "100000"),
    ("zero euro", "0"),
]
EURO_EN = [
    ("1,250,000.00 €", "1250000"),
    ("€1.2 million", "1200000"),
    ("€1.2m", "1200000"),
    ("EUR 90,000.50", "90000.50"),
    ("90,000 euros", "90000"),
    ("1.250,00 euro", "1250"),
    ("1.2 billion euro", "1200000000"),
    ("€2.5bn", "2500000000"),
    ("20 thousand euro", "20000"),
    ("one hundred thousand euro", "100000"),
    ("one million two hundred and fifty thousand euro", "1250000"),
    ("a million euro", "1000000"),
    ("half a million euro", "500000"),
    ("one and a half million euro", "1500000"),
    ("two and a half million euros", "2500000"),
    ("one million and a half euro", "1500000"),
    ("twenty-five thousand euro", "25000"),
]
PERCENT_IT = [
    ("50%", "50"),
    ("50 %", "50"),
    ("0,5%", "0.5"),
    ("12.5%", "12.5"),
    ("50 per cento", "50"),
    ("50 percento", "50"),
    ("37,5 per cento", "37.5"),
    ("cinquanta per cento", "50"),
    ("cinquanta %", "50"),
    ("cento per cento", "100"),
    ("sei per cento", "6"),
    ("uno per cento", "1"),
    ("due e mezzo per cento", "2.5"),
]
PERCENT_EN = [
    ("50%", "50"),
    ("12.5 %", "12.5"),
    ("50 percent", "50"),
    ("50 per cent", "50"),
    ("fifty per cent", "50"),
    ("one per cent", "1"),
]
COUNT_IT = [
    ("120k", "120000"),
    ("1,2M", "1200000"),
    ("100 mila", "100000"),
    ("centomila", "100000"),
    ("un milione e mezzo", "1500000"),
    ("1.250", "1250"),
    ("1,250", "1.25"),
    ("0.125", "0.125"),
    ("1234.567", "1234.567"),
    ("cinque", "5"),
    ("ventitré", "23"),
    ("ventuno", "21"),
    ("quarantotto", "48"),
    ("trecentosessantacinque", "365"),
]
COUNT_EN = [
    ("120k", "120000"),
    ("1,250", "1250"),
    ("1.250", "1.25"),
    ("five", "5"),
    ("a hundred", "100"),
    ("twenty-five", "25"),
    ("one hundred and two", "102"),
]
FORMS = [
    (language, unit, words, value)
    for language, unit, rows in [
        ("it", "euro", EURO_IT),
        ("en", "euro", EURO_EN),
        ("it", "percent", PERCENT_IT),
        ("en", "percent", PERCENT_EN),
        ("it", "count", COUNT_IT),
        ("en", "count", COUNT_EN),
    ]
    for words, value in rows
]


def read(text: str, language: str = "it") -> list[tuple[str, str]]:
    """Return the value, without exponent or idle zeros, and the unit of each figure."""
    return [(f"{figure.value.normalize():f}", figure.unit) for figure in figures(text, language)]


@pytest.mark.parametrize(("language", "unit", "words", "value"), FORMS)
def test_a_figure_is_read_with_its_unit_and_place(
    language: str, unit: str, words: str, value: str
) -> None:
    (figure,) = figures(f"Sono: {words}, circa.", language)
    assert (figure.value, figure.unit) == (Decimal(value), unit)
    assert (figure.start, figure.end) == (6, 6 + len(words))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "L'impresa è un soggetto, una fondazione o uno studio.",
        "Se sei un Comune o sei residente, tu sei già partner. Sei interessato?",
        "Il primo e il secondo anno, a metà del terzo trimestre.",
        "Migliaia di imprese e centinaia di enti.",
        "Il termine è il 12 febbraio 2026, anzi 12/02/2026 o 12.2.26 o 2026-02-12.",
        "L'avviso di novembre 2025 apre il 1° marzo alle ore 10.30 e chiude alle 16:00.",
        "La DGR XI/4821, il COVID-19, il fatto Z041, il paragrafo 1.2.3 e la rete 5G.",
        "Una superficie di 120mq.",
        "https://esempio.it/Screenshot%202021x",
    ],
)
def test_prose_without_figures_has_none_in_italian(text: str) -> None:
    assert figures(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "One of the firms is a foundation, and the second half is a project.",
        "The deadline is 12 February 2026 or February 12, 2026, at 10:30.",
        "Millions of people, hundreds of firms and o thousand.",
    ],
)
def test_prose_without_figures_has_none_in_english(text: str) -> None:
    assert figures(text, "en") == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("art. 5, comma 2", ["5", "2"]),
        ("nel 2026-2028", ["2026", "2028"]),
        ("nel 2026 100 imprese", ["2026", "100"]),
        ("tre o quattro partner", ["3", "4"]),
        ("tra cento e duecento", ["100", "200"]),
        ("tra venti e cinque", ["20", "5"]),
        ("entro sei mesi", ["6"]),
        ("sono sei elementi", ["6"]),
        ("lungo 3 m", ["3"]),
        ("un milione/00", ["1000000"]),
    ],
)
def test_articles_years_and_bounds_are_plain_counts(text: str, expected: list[str]) -> None:
    assert read(text) == [(value, "count") for value in expected]


def test_and_between_two_english_bounds_joins_nothing() -> None:
    values = [value for value, _ in read("between one hundred and two hundred firms", "en")]
    assert values == ["100", "200"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("da 10.000 a 20.000 euro", [("10000", "count"), ("20000", "euro")]),
        ("50.000 euro 20% in più", [("50000", "euro"), ("20", "percent")]),
        ("Lotto 1 100.000 euro", [("1", "count"), ("100000", "euro")]),
        ("il 50% di € 9.000 e 3 quote", [("50", "percent"), ("9000", "euro"), ("3", "count")]),
        ("€ 90.000,00 (novantamila/00)", [("90000", "euro"), ("90000", "count")]),
        ("20 milioni di euro in quattro anni", [("20000000", "euro"), ("4", "count")]),
    ],
)
def test_each_of_several_figures_keeps_its_own_unit(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert read(text) == expected


def test_a_number_of_any_length_is_exact() -> None:
    assert figures("9" * 60 + "k")[0].value == Decimal("9" * 60 + "000")


def test_offsets_are_code_points() -> None:
    assert figures("😀 costa € 90")[0] == Figure(Decimal(90), "euro", 8, 12)


@given(st.integers(0, 10**15))
def test_an_integer_written_the_italian_way_is_read_back(number: int) -> None:
    written = f"{number:,}".replace(",", ".")
    assert [figure.value for figure in figures(f"pari a {written} euro")] == [number]


@given(st.integers(0, 10**15))
def test_an_integer_written_the_english_way_is_read_back(number: int) -> None:
    assert [figure.value for figure in figures(f"{number:,} euro", "en")] == [number]


@given(st.integers(0, 10**15), st.sampled_from([" ", "\u00a0", "\u202f", "'", "’"]))
def test_thousands_may_be_parted_by_spaces_or_apostrophes(number: int, mark: str) -> None:
    written = f"{number:,}".replace(",", mark)
    assert [figure.value for figure in figures(f"{written} euro")] == [number]


@given(st.decimals(0, 10**12, places=2))
def test_cents_are_read_exactly_in_both_languages(amount: Decimal) -> None:
    english = f"{amount:,.2f}"
    italian = english.translate(str.maketrans(",.", ".,"))
    assert parse_number(english, "en") == parse_number(italian, "it") == amount


@given(st.text(max_size=60), st.sampled_from(["it", "en"]))
def test_figures_of_any_text_are_in_order_and_apart(text: str, language: str) -> None:
    found = figures(text, language)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(0 <= figure.start < figure.end <= len(text) for figure in found)


@given(st.lists(st.sampled_from([words for _, _, words, _ in FORMS]), max_size=4))
def test_a_figure_read_alone_from_its_place_is_the_same_figure(forms: list[str]) -> None:
    text = "; ".join(forms)
    alone = [figures(text[figure.start : figure.end])[0] for figure in figures(text)]
    assert [(figure.value, figure.unit) for figure in alone] == [
        (figure.value, figure.unit) for figure in figures(text)
    ]
