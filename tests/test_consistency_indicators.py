"""Consistency of a draft: indicators, in wordings of our own, Italian and English."""

import pytest

from assistant.model import Language
from tests.consistency import kinds


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "it",
            (
                "## Conto\n\n| Anno | Ricavi | Costi |\n|---|---|---|\n"
                "| 2027 | 100 | 120 |\n| 2028 | 150 | 140 |\n| 2029 | 190 | 150 |\n"
            ),
        ),
        (
            "en",
            (
                "## Accounts\n\n"
                "The business plan covers three years, with revenues of EUR 100,000 in 2027 "
                "and costs of EUR 90,000.\n"
            ),
        ),
        (
            "it",
            (
                "## Conto\n\n| Voce | Anno 1 | Anno 2 | Anno 3 | Anno 4 |\n"
                "|---|---|---|---|---|\n| Ricavi | 100 | 120 | 130 | 140 |\n"
                "| Costi | 90 | 95 | 100 | 100 |\n"
            ),
        ),
        (
            "it",
            (
                "## Piano\n\n| | 2027 | 2028 | 2029 | 2030 |\n|---|---|---|---|---|\n"
                "| **Entrate** | 100 | 120 | 130 | 140 |\n"
                "| **Uscite** | 90 | 95 | 100 | 100 |\n"
            ),
        ),
    ],
)
def test_projections_of_fewer_years_are_found(language: Language, text: str) -> None:
    assert kinds(text, language) == {"projections_not_five_years"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "it",
            (
                "## Conto\n\n| Voce | Anno 1 | Anno 2 | Anno 3 | Anno 4 | Anno 5 |\n"
                "|---|---|---|---|---|---|\n"
                "| Ricavi | 100 | 120 | 130 | 140 | 150 |\n"
                "| Costi | 90 | 95 | 100 | 100 | 100 |\n"
            ),
        ),
        (
            "it",
            (
                "## Indicatori\n\n- Attrarre 15 ricercatori entro il 2030 (oggi 4).\n"
                "- Clienti: da 20 nel 2025 a 60 nel 2031.\n"
            ),
        ),
        (
            "en",
            (
                "## Indicators\n\n| Indicator | 2025 | 2031 | Source |\n"
                "|---|---|---|---|\n| Patents | 3 | 12 | register |\n"
                "| Clients | 4 | 20 | contracts |\n"
            ),
        ),
    ],
)
def test_complete_indicators_and_projections_are_left_alone(language: Language, text: str) -> None:
    assert kinds(text, language) == set()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "it",
            (
                "## KPI\n\n| KPI | Baseline | Target | Scadenza |\n|---|---|---|---|\n"
                "| Brevetti | n.d. | 12 | 2030 |\n"
                "| Clienti | 4 (2025) | 20 | 2030 |\n"
            ),
        ),
        (
            "it",
            (
                "## KPI\n\n| KPI | Target | Scadenza |\n|---|---|---|\n"
                "| Brevetti | 12 | 2030 |\n| Clienti | 20 | 2030 |\n"
            ),
        ),
        ("it", "## Indicatori\n\n- Attrarre 15 nuovi ricercatori entro il 2030.\n"),
        (
            "en",
            (
                "## What we will measure\n\n- Train 120 technicians by 2031.\n"
                "- Raise exports from 40% (2025) to 55% by 2031.\n"
            ),
        ),
    ],
)
def test_an_indicator_without_a_starting_value_is_found(language: Language, text: str) -> None:
    assert kinds(text, language) == {"kpi_without_baseline"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "it",
            (
                "## KPI\n\n| KPI | Valore iniziale | Valore atteso | Tempi |\n"
                "|---|---|---|---|\n| Brevetti | 3 (2025) | 12 | da definire |\n"
                "| Clienti | 4 (2025) | 20 | 2030 |\n"
            ),
        ),
        (
            "en",
            (
                "## Indicators\n\n| Indicator | Baseline | Target | Deadline |\n"
                "|---|---|---|---|\n"
                "| Patents | 3 (2025) | 12 | as soon as possible |\n"
                "| Clients | 4 (2025) | 20 | 2030 |\n"
            ),
        ),
        (
            "it",
            (
                "## Indicatori\n\n"
                "- Aumentare i brevetti da 3 (2025) a 12; fonte: ufficio brevetti.\n"
            ),
        ),
        (
            "it",
            (
                "## Come misuriamo\n\n| Cosa misuriamo | Da | A | Chi |\n"
                "|---|---|---|---|\n| Prove vendute | 0 (2026) | 800 | hub |\n"
                "| Clienti | 12 (2025) | 60 | hub |\n"
            ),
        ),
    ],
)
def test_an_indicator_without_a_date_is_found(language: Language, text: str) -> None:
    assert kinds(text, language) == {"kpi_without_target_date"}
