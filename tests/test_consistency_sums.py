"""Consistency of a draft: sums, in wordings of our own, Italian and English."""

import pytest

from assistant.masterplan.consistency.numbers import Number
from assistant.masterplan.consistency.tallies import Tally
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
        (
            "it",
            (
                "Le spese correnti sono di 310.000 euro l'anno: 180.000 di personale, 70.000 "
                "di energia, 40.000 di manutenzione."
            ),
        ),
        (
            "it",
            (
                "Del fabbisogno, 120 persone in tutto, 50 sono saldatori, 40 manutentori e "
                "45 tecnici."
            ),
        ),
        ("en", "We need 120 people: 50 welders, 40 maintenance workers and 45 technicians."),
        (
            "it",
            (
                "- 21 operatori economici\n- 5 amministrazioni\n- 3 enti di ricerca\n"
                "- 3 soggetti della formazione\n- 2 della società civile\n"
                "- in totale 36 partner\n"
            ),
        ),
        (
            "it",
            (
                "# Piano\n\n## Coperture\n\n"
                "Investimento di 3,0 milioni: 1,5 milioni dalla Fase 2, 0,9 milioni dai "
                "soci, 0,9 milioni dalla banca.\n"
            ),
        ),
        (
            "it",
            (
                "# Piano\n\n## Conto\n\n"
                "| Voce (k€) | 2027 | 2028 | 2029 | 2030 | 2031 |\n"
                "|---|---|---|---|---|---|\n"
                "| Personale | 200 | 210 | 220 | 230 | 240 |\n"
                "| Energia | 50 | 55 | 60 | 65 | 70 |\n"
                "| Totale costi | 250 | 265 | 290 | 295 | 310 |\n"
            ),
        ),
        (
            "it",
            (
                "# Piano\n\n## Partner\n\n"
                "I 31 partner sono 18 imprese, 6 enti pubblici, 2 centri di ricerca, 3 enti "
                "di formazione e 3 associazioni.\n"
            ),
        ),
        (
            "it",
            (
                "# Piano\n\n## Soldi\n\n"
                "Le perdite dei primi due anni, 130.000 euro, sono coperte dal capitale.\n\n"
                "| Migliaia di € | 2027 | 2028 | 2029 | 2030 | 2031 |\n"
                "|---|---|---|---|---|---|\n"
                "| Ricavi | 100 | 150 | 210 | 250 | 300 |\n"
                "| Costi | 180 | 180 | 190 | 200 | 210 |\n"
                "| Saldo | -80 | -30 | 20 | 50 | 90 |\n"
            ),
        ),
        (
            "en",
            (
                "# Plan\n\n## Money\n\n| Use | EUR |\n|---|---|\n| Press | 1,200,000 |\n"
                "| Kiln | 800,000 |\n| Building | 450,000 |\n"
                "| **Total** | **2,540,000** |\n"
            ),
        ),
        (
            "it",
            (
                "# P\n\n## Organi\n\n"
                "Il consiglio ha dieci componenti: cinque imprese, due amministrazioni e uno "
                "ciascuno per ricerca, formazione e società civile, più il direttore senza "
                "voto. \n\nIl comitato è di 8 membri: 4 imprese, 2 enti e 3 centri.\n"
            ),
        ),
        (
            "it",
            (
                "# P\n\n## Risorse\n\n| Risorsa | 2027 | 2028 | 2029 |\n"
                "|---|---|---|---|\n| Soci | 400 | 300 | 200 |\n"
                "| Banca | 100 | 150 | 100 |\n| Totale | 500 | 450 | 310 |\n"
            ),
        ),
        (
            "en",
            (
                "# P\n\n## Accounts\n\n| Year | Revenue | Costs | Balance |\n"
                "|---|---|---|---|\n| 2027 | 218 | 330 | -112 |\n"
                "| 2028 | 352 | 410 | -58 |\n| 2029 | 468 | 450 | 28 |\n"
                "| 2030 | 539 | 470 | 69 |\n| 2031 | 581 | 485 | 96 |\n"
            ),
        ),
        (
            "it",
            (
                "# P\n\n## Spese\n\n"
                "Consulenze per 150.000 euro, cioè 70.000 per lo studio tecnico, 50.000 per "
                "il piano economico e 40.000 per la parte legale.\n"
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


@pytest.mark.parametrize("rows", [10, 40])
def test_each_cell_of_a_table_of_totals_is_added_to_a_fixed_number_of_sums(
    rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    added: list[Number | None] = []
    plus = Tally.plus

    def counted(self: Tally, number: Number | None, blank: bool = False) -> Tally:
        added.append(number)
        return plus(self, number, blank)

    monkeypatch.setattr(Tally, "plus", counted)
    told = rows * "| Totale ricavi | 120 | 130 | 250 |\n| Ricavi | 120 | 130 | 250 |\n"
    header = "| Voce | 2027 | 2028 | Totale |\n|---|---|---|---|\n"
    kinds(f"## Conto economico\n\n{header}{told}")
    cells = 2 * rows * 4
    assert 0 < len(added) <= 8 * cells
