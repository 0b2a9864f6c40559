"""Only what is certain is told: lists without counts, limits, rates, other cases, and aims."""

import pytest

from assistant.model import Language
from tests.consistency import findings, kinds

_ACCOUNTS = (
    "## Conto economico\n\n| Migliaia di € | 2027 | 2028 | 2029 | 2030 | 2031 |\n"
    "|---|---|---|---|---|---|\n| Valore apportato | 90 | 110 | 118 | 130 | 140 |\n"
    "| Personale | 60 | 70 | 80 | 85 | 90 |\n| Energia | 30 | 40 | 38 | 45 | 50 |\n"
    "| Costi | 90 | 110 | 118 | 130 | 140 |\n"
)
_LAST = "| Saldo | -40 | 5 | 10 | 15 | 20 |\n"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("it", "Il direttivo ha nove seggi: cinque aziende, università, scuola, volontariato."),
        (
            "it",
            "Direttivo di 6: tre ditte, uno per enti e scuole, uno per ateneo, uno per altri.",
        ),
        ("en", "The board of 6: four firms, one for schools and labs, one for charities."),
        ("it", "Aziende: dodici (Alfa S.p.A., Beta S.r.l., la start-up Gamma e altre nove)."),
        ("it", "Spendiamo 2,5 M€: linea 1,2, forno 0,8, modulo 0,5."),
        ("en", "We spend EUR 2.5 million: pilot line 1.2, kiln 0.8, test module 0.5."),
        (
            "it",
            "## Indicatori\n\n| Indicatore | Oggi | Traguardo | Entro |\n|---|---|---|---|\n"
            "| Prove | 20 | 150 | 2031 |\n| Visite | 30 | 90 | 2031 |\n"
            "| Allievi, somma dei cinque anni | 0 | 300 | 2031 |\n",
        ),
        ("it", _ACCOUNTS),
    ],
)
def test_what_may_add_up_is_left_alone(language: Language, text: str) -> None:
    assert "sum_mismatch" not in kinds(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "it",
            "Direttivo di 8: tre ditte, uno per enti e scuole, uno per ateneo, uno per altri.",
        ),
        ("en", "The board of 9: four firms, one each for schools, labs and charities."),
    ],
)
def test_a_list_that_no_reading_makes_right_is_found(language: Language, text: str) -> None:
    assert "sum_mismatch" in kinds(text, language)


def test_a_wrong_column_is_told_once_and_with_the_lines_that_should_make_it() -> None:
    found = findings(_ACCOUNTS.replace("| Costi | 90 | 110 | 118", "| Costi | 90 | 110 | 108"))
    (one,) = [finding for finding in found if finding.type == "sum_mismatch"]
    assert (one.quote or "").startswith("| Costi")
    assert "| Energia |" in (one.quote2 or "")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "it",
            "## Area\n\nQui hanno sede 84 delle 112 concerie della provincia.\n\n"
            "## Domani\n\nTutte le 84 concerie avranno un depuratore.\n",
        ),
        (
            "it",
            "## Dati\n\nGli addetti sono 26.\n\n## Accesso\n\n"
            "Un terzo delle ore va alle botteghe sotto i 20 addetti.\n",
        ),
        (
            "it",
            "## Corsi\n\nGli allievi sono 70.\n\n## Piano\n\nCorsi per 80-100 allievi.\n",
        ),
        (
            "it",
            "## Dati\n\nIl 24% delle ricette di lievito usa farina locale.\n\n## Scopi\n\n"
            "Il 38% del fatturato usa farina locale, lievito, ricette.\n",
        ),
        (
            "en",
            "## Data\n\nThe employees are 4,100.\n\n## Rivals\n\n"
            "For comparison, the Vosges have 190 firms and 5,300 employees, and Alsace has 402 "
            "firms and 9,700 employees.\n",
        ),
    ],
)
def test_parts_limits_ranges_and_other_places_contradict_nothing(
    language: Language, text: str
) -> None:
    assert "number_contradiction_across_sections" not in kinds(text, language)


@pytest.mark.parametrize(
    "text",
    [
        "## Dati\n\nLe concerie danno lavoro nella media 2024 a 2.460 persone.\n\n"
        "## Scopi\n\nGli addetti, che nella media INPS 2024 sono 2.640, saranno di più.\n",
        "## Spazi\n\nNasce una sala di tintura di 300 m².\n\n"
        "## Ospiti\n\nTre uffici da 40 m² accanto ai 380 m² di sala di tintura.\n",
    ],
)
def test_one_quantity_told_twice_in_other_words_is_found(text: str) -> None:
    assert "number_contradiction_across_sections" in kinds(text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "it",
            "# Piano\n\nCremona, 3 giugno 2026\n\n## Scopi\n\n"
            "| Indicatore | Oggi | Traguardo | Entro |\n|---|---|---|---|\n"
            "| Certificati rilasciati | 0 | 200 | 31/12/2031 |\n",
        ),
        (
            "it",
            "# Piano\n\nCremona, 3 giugno 2026\n\n## Spazi\n\n"
            "Una vasca in un capannone concesso per dieci anni dal Comune, in uso da marzo 2028.\n",
        ),
        (
            "it",
            f"{_ACCOUNTS}{_LAST}\nCon incassi giù del 12%, il pareggio si avrebbe, cioè "
            "pareggio al 2030.\n",
        ),
    ],
)
def test_aims_beginnings_and_other_cases_are_no_dates_gone_wrong(
    language: Language, text: str
) -> None:
    assert "date_inconsistency" not in kinds(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "it",
            "## Tappe\n\n- Marzo 2028: viaggi di prova del battello Airone.\n"
            "- Giugno 2028: la conversione del battello Airone comincia.\n",
        ),
        (
            "en",
            "## Milestones\n\n- March 2028: test runs of the tram Swift.\n"
            "- June 2028: conversion of the tram Swift begins.\n",
        ),
    ],
)
def test_a_trial_before_the_conversion_is_found(language: Language, text: str) -> None:
    assert "date_inconsistency" in kinds(text, language)


def test_forecasts_that_stop_too_soon_are_found_by_what_they_say() -> None:
    text = "## Conti\n\nCosti: 90 nel 2027, 95 nel 2028. Dopo il 2028 non ci sono previsioni."
    assert "projections_not_five_years" in kinds(text)
    assert "projections_not_five_years" not in kinds(text.replace("2028", "2033"))
