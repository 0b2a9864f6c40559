"""Consistency of a draft: grant, in wordings of our own, Italian and English."""

import pytest

from assistant.model import Language
from tests.consistency import kinds


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "it",
            (
                "## Fase 1\n\n"
                "Per le consulenze (240.000 euro) chiediamo alla Regione 120.000 euro.\n"
            ),
        ),
        (
            "en",
            (
                "## Phase 1\n\n"
                "Consultancy costs amount to EUR 260,000. We request a grant of EUR 130,000, "
                "i.e. 50%.\n"
            ),
        ),
        (
            "it",
            (
                "## Richiesta\n\n"
                "Per le consulenze di Fase 1 la spesa è di 300.000 euro. Domandiamo alla "
                "Regione un sostegno di 150.000 euro.\n"
            ),
        ),
        (
            "it",
            (
                "## Conto della candidatura\n\n- consulenze previste: 230.000 €\n"
                "- contributo domandato: 115.000 € (50%)\n"
                "- a carico dei soci: 115.000 €\n"
            ),
        ),
        (
            "it",
            (
                "# Piano\n\n## Contributo di Fase 1\n\n"
                "Spesa per consulenze: 220.000 euro. Contributo richiesto: 110.000 euro, la "
                "metà.\n"
            ),
        ),
        (
            "it",
            (
                "# P\n\n## Contributo regionale per la Fase 1\n\n"
                "I servizi di consulenza sono stati preventivati in 280 mila euro. Il "
                "partenariato chiede 140 mila euro, vale a dire la metà.\n"
            ),
        ),
    ],
)
def test_a_request_above_the_cap_is_found(language: Language, text: str) -> None:
    assert kinds(text, language) == {"contribution_over_cap"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "it",
            (
                "## Contributo di Fase 1\n\n"
                "Le consulenze costano 100.000 euro e il contributo richiesto ammonta a "
                "65.000 euro.\n"
            ),
        ),
        (
            "it",
            (
                "## Contributo di Fase 1\n\n| Voce | € |\n|---|---|\n"
                "| Consulenza tecnica | 60.000 |\n| Consulenza legale | 40.000 |\n"
                "| Totale consulenze | 100.000 |\n"
                "| Contributo richiesto | 60.000 |\n"
            ),
        ),
        (
            "it",
            (
                "Si chiede un contributo pari a tre quarti delle spese di consulenza, cioè "
                "60.000 euro su 80.000."
            ),
        ),
        (
            "en",
            (
                "## Phase 1\n\n"
                "Consultancy amounts to EUR 90,000; we ask the Region for EUR 60,000.\n"
            ),
        ),
        (
            "it",
            (
                "## Richiesta\n\n"
                "La spesa per consulenze è di 120 mila euro; il contributo richiesto, 78 "
                "mila euro, ne copre il 65%.\n"
            ),
        ),
        (
            "it",
            (
                "## Fase 1\n\n"
                "Le consulenze valgono 150.000 euro. Chiediamo che la Regione ne copra il "
                "60%, cioè 90.000 euro.\n"
            ),
        ),
        (
            "it",
            (
                "# Piano\n\n## Contributo\n\n"
                "Le consulenze sono preventivate in 140.000 euro. Alla Regione chiediamo "
                "98.000 euro; i restanti 42.000 li mette il capofila.\n"
            ),
        ),
        (
            "it",
            (
                "# P\n\n## Contributo\n\n"
                "Su 80.000 euro di consulenze, il contributo richiesto è di 56.000 euro.\n"
            ),
        ),
        (
            "en",
            (
                "# P\n\n## Request\n\n"
                "For Phase 1 we ask for a contribution equal to 65% of the consultancy costs.\n"
            ),
        ),
    ],
)
def test_a_request_above_the_rate_is_found(language: Language, text: str) -> None:
    assert kinds(text, language) == {"cofinancing_rate_wrong"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "it",
            (
                "## Fase 1\n\n"
                "Le consulenze costano 180.000 euro; il contributo richiesto è di 90.000 "
                "euro (50%). Il contributo di Fase 2 sarà di 2.500.000 euro, pari al 50% "
                "degli investimenti.\n"
            ),
        ),
    ],
)
def test_a_request_within_the_rules_is_left_alone(language: Language, text: str) -> None:
    assert kinds(text, language) == set()
