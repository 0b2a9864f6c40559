"""Consistency of a draft: sums, in wordings of our own, Italian and English."""

import pytest

from assistant.model import Language
from tests.consistency import kinds


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "it",
            (
                "## Spese\n\n| Voce | Importo (€) |\n|---|---|\n| Studio | 30.000 |\n"
                "| Piano | 25.000 |\n| **Totale** | **65.000** |\n"
            ),
        ),
        (
            "it",
            (
                "Il partenariato conta 30 soggetti: 18 imprese, 5 enti pubblici, 3 centri di "
                "ricerca e 2 associazioni."
            ),
        ),
        (
            "en",
            (
                "The partnership has 30 members: 18 firms, 5 public bodies, 3 research "
                "centres and 2 associations."
            ),
        ),
        (
            "it",
            (
                "Il fabbisogno di 5,2 milioni di euro è coperto per il 50% dalla Regione, "
                "per il 35% dai soci e per il 25% da un mutuo."
            ),
        ),
        (
            "it",
            ("L'investimento è di 4,2 M€: laboratorio 2,1 M€, macchine 1,5 M€, impianti 0,9 M€."),
        ),
        (
            "en",
            (
                "The investment is EUR 4.2 million: laboratory EUR 2.1 million, machines EUR "
                "1.5 million and plants EUR 0.9 million."
            ),
        ),
        (
            "it",
            (
                "Servono 1.200.000 euro per il laboratorio, 700.000 euro per le macchine e "
                "300.000 euro per gli impianti, per un totale di 2.300.000 euro."
            ),
        ),
        (
            "it",
            (
                "Il capitale sociale è per il 55% delle imprese, per il 30% della fondazione "
                "e per il 20% della banca."
            ),
        ),
        (
            "it",
            (
                "## Conto\n\n| k€ | 2027 | 2028 | 2029 | 2030 | 2031 |\n"
                "|---|---|---|---|---|---|\n"
                "| Canoni | 100 | 110 | 120 | 130 | 140 |\n"
                "| Servizi | 50 | 60 | 70 | 80 | 90 |\n"
                "| Totale ricavi | 150 | 170 | 190 | 220 | 230 |\n"
                "| Totale costi | 180 | 180 | 185 | 190 | 200 |\n"
                "| Risultato | -30 | -10 | 5 | 30 | 30 |\n"
            ),
        ),
        (
            "it",
            (
                "## Conto\n\n| Anno | Ricavi | Costi | Saldo |\n|---|---|---|---|\n"
                "| 2027 | 150 | 180 | -30 |\n| 2028 | 170 | 180 | -10 |\n"
                "| 2029 | 190 | 185 | 5 |\n| 2030 | 210 | 190 | 30 |\n"
                "| 2031 | 230 | 200 | 30 |\n"
            ),
        ),
        (
            "en",
            (
                "## P&L\n\n| EUR thousand | 2027 | 2028 | 2029 | 2030 | 2031 |\n"
                "|---|---|---|---|---|---|\n"
                "| Tests (100; 200; 300; 400; 500) | 50 | 100 | 160 | 200 | 250 |\n"
                "| Costs | 80 | 90 | 100 | 110 | 120 |\n"
            ),
        ),
        (
            "it",
            ("## Persone\n\nMancano 80 tecnici: 35 saldatori, 25 collaudatori e 30 progettisti.\n"),
        ),
        (
            "it",
            (
                "## Coperture\n\n- Fase 2: 1.000.000 euro\n- soci: 600.000 euro\n"
                "- banca: 300.000 euro\n- totale: 2.000.000 euro\n"
            ),
        ),
        (
            "en",
            (
                "## Sources\n\n"
                "Phase 2 covers 50%, the members 35% and the bank 20% of the investment."
            ),
        ),
        (
            "it",
            (
                "## Voci\n\n| Voce | 2027 | 2028 | Totale |\n|---|---|---|---|\n"
                "| Forno | 100 | 200 | 300 |\n| Linea | 50 | 80 | 150 |\n"
                "| **Totale** | **150** | **280** | **450** |\n"
            ),
        ),
        (
            "it",
            (
                "## Fonti\n\n| Fonte | Quota |\n|---|---|\n| Fase 2 | 50% |\n"
                "| Soci | 30% |\n| Banca | 25% |\n| Totale | 100% |\n"
            ),
        ),
    ],
)
def test_a_total_that_its_parts_do_not_make_is_found(language: Language, text: str) -> None:
    assert kinds(text, language) == {"sum_mismatch"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "it",
            (
                "## Spese\n\n| Voce | Importo (€) |\n|---|---|\n| Studio | 30.000 |\n"
                "| Piano | 25.000 |\n| **Totale** | **55.000** |\n"
            ),
        ),
        (
            "it",
            (
                "Il partenariato conta 28 soggetti: 18 imprese, 5 enti pubblici, 3 centri di "
                "ricerca e 2 associazioni."
            ),
        ),
        (
            "it",
            (
                "Il fabbisogno di 5,2 milioni di euro è coperto per il 50% dalla Regione, "
                "per il 35% dai soci e per il 15% da un mutuo."
            ),
        ),
        (
            "it",
            (
                "L'export è cresciuto del 55% e il fatturato del 30%, mentre le imprese "
                "finanziate sono il 25% del totale."
            ),
        ),
        (
            "it",
            (
                "## Conto\n\n| Anno | Ricavi | Costi | Saldo |\n|---|---|---|---|\n"
                "| 2027 | 150 | 180 | -30 |\n| 2028 | 170 | 180 | -10 |\n"
                "| 2029 | 190 | 185 | 5 |\n| 2030 | 210 | 190 | 20 |\n"
                "| 2031 | 230 | 200 | 30 |\n"
            ),
        ),
        (
            "it",
            (
                "## Fonti\n\n| Fonte | k€ | Quota |\n|---|---|---|\n"
                "| Fase 2 | 333,4 | 33,3% |\n| Soci | 333,3 | 33,3% |\n"
                "| Banca | 333,3 | 33,3% |\n| Totale | 1.000,0 | 100% |\n"
            ),
        ),
        (
            "it",
            (
                "## Confronto\n\n| Indicatore | Noi | Ruhr | Lione |\n"
                "|---|---|---|---|\n| Centri | 1 | 9 | 4 |\n"
                "| Attesa media, settimane | 19 | 8 | 11 |\n"
            ),
        ),
        (
            "it",
            (
                "Il bilancio prevede 250.000 euro di costi, di cui 120.000 per il personale "
                "e 60.000 per l'energia. La commissione è di 9 membri: la maggioranza è di 5 "
                "voti, il quorum di 7."
            ),
        ),
    ],
)
def test_figures_that_add_up_or_are_no_sum_are_left_alone(language: Language, text: str) -> None:
    assert kinds(text, language) == set()
