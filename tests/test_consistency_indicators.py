"""Consistency of a draft: indicators, in wordings of our own, Italian and English."""

from dataclasses import replace

import pytest

from assistant.call.rule import Rules
from assistant.model import Language
from tests.consistency import RULES, findings, kinds


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
        (
            "it",
            (
                "# Piano\n\n## Conti\n\n"
                "Le proiezioni economiche riguardano il triennio 2027-2029: ricavi per 100, "
                "150 e 200 mila euro.\n"
            ),
        ),
        (
            "en",
            (
                "# P\n\n## Accounts\n\n| EUR thousand | 2027 | 2028 | 2029 |\n"
                "|---|---|---|---|\n| Income | 100 | 120 | 150 |\n"
                "| Expenses | 120 | 125 | 130 |\n"
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
        (
            "it",
            (
                "## Indicatori di risultato\n\n"
                "1. Brevetti depositati: 12 entro il 2030; fonte: ufficio brevetti; "
                "responsabile: spoke Ricerca.\n"
                "2. Imprese clienti: da 14 (2025) a 60 entro il 2031; fonte: contratti.\n"
            ),
        ),
        (
            "it",
            (
                "# Piano\n\n## Cruscotto\n\n"
                "| Indicatore | Situazione 2025 | Traguardo 2031 | Fonte |\n"
                "|---|---|---|---|\n| Brevetti | 3 | 12 | registro |\n"
                "| Donne assunte | da rilevare | 120 | INPS |\n"
            ),
        ),
        (
            "it",
            (
                "# Piano\n\n## Risultati attesi\n\n"
                "Entro il 31 dicembre 2031 porteremo il fatturato estero al 60%.\n"
            ),
        ),
        (
            "it",
            (
                "# P\n\n## Obiettivi misurabili\n\n"
                "| Obiettivo | Valore attuale | Valore al 2031 | Responsabile |\n"
                "|---|---|---|---|\n| Barche elettriche varate | | 40 | hub |\n"
                "| Ore di prova | 0 (2026) | 2.000 | hub |\n"
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
        (
            "it",
            (
                "## Indicatori di risultato\n\n"
                "1. Brevetti depositati: da 3 (2025) a 12; fonte: ufficio brevetti; "
                "responsabile: spoke Ricerca.\n"
                "2. Imprese clienti: da 14 (2025) a 60 entro il 2031; fonte: contratti.\n"
            ),
        ),
        (
            "en",
            (
                "# Plan\n\n## Scorecard\n\n| KPI | Start | Goal | When |\n"
                "|---|---|---|---|\n| Patents | 3 (2025) | 12 | in due course |\n"
                "| Clients | 4 (2025) | 20 | 31/12/2030 |\n"
            ),
        ),
        (
            "it",
            (
                "# Piano\n\n## Risultati attesi\n\n"
                "Ci aspettiamo di ridurre gli scarti dal 7% (2025) al 3%.\n"
            ),
        ),
        (
            "it",
            (
                "# P\n\n## Indicatori\n\n"
                "| N. | Indicatore | Valore di partenza | Valore obiettivo | Data obiettivo |\n"
                "|---|---|---|---|---|\n"
                "| 1 | Barche elettriche | 2 (2025) | 40 | nel medio termine |\n"
                "| 2 | Ore di prova | 0 (2026) | 2.000 | 31/12/2030 |\n"
            ),
        ),
        (
            "en",
            (
                "# P\n\n## How we will measure success\n\n"
                "- Electric boats launched: from 2 (2025) to 40.\n"
                "- Test hours: from 0 (2026) to 2,000 by 2030.\n"
            ),
        ),
    ],
)
def test_an_indicator_without_a_date_is_found(language: Language, text: str) -> None:
    assert kinds(text, language) == {"kpi_without_target_date"}


@pytest.mark.parametrize(("deadline", "expected"), [("2026-11-30", True), ("2028-05-31", False)])
def test_a_year_is_past_or_to_come_by_the_deadline_of_the_call(
    deadline: str, expected: bool
) -> None:
    text = "## Indicatori\n\n- Brevetti depositati: 3 (2027), che saranno 9 entro il 2030.\n"
    call = {**RULES.by_subject}
    call["deadline_v1"] = replace(call["deadline_v1"], value=deadline)
    found = {one.type for one in findings(text, rules=Rules(call))}
    assert ("kpi_without_baseline" in found) is expected
