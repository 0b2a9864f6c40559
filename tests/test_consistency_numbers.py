"""Consistency of a draft: numbers, in wordings of our own, Italian and English."""

import pytest

from assistant.model import Language
from tests.consistency import kinds


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "it",
            (
                "## Dati\n\n"
                "Il distretto conta 212 aziende e 4.800 addetti (Registro Imprese, 2025).\n\n"
                "## Governance\n\n"
                "Alle 231 aziende del distretto sarà offerto un abbonamento.\n"
            ),
        ),
        (
            "it",
            (
                "## Dati\n\n- Aziende del distretto: 212 (Registro Imprese, 2025)\n"
                "- Addetti: 4.800 (INPS, 2024)\n\n## Visione\n\n"
                "Nel territorio operano 212 aziende con 5.600 addetti.\n"
            ),
        ),
        (
            "en",
            (
                "## Data\n\nThe district has 212 companies with 4,800 jobs (2025).\n\n"
                "## Access\n\nAll the 231 companies in the district may book.\n"
            ),
        ),
        (
            "it",
            (
                "## Partenariato\n\nIn totale i partner sono 34.\n\n## Governance\n\n"
                "L'assemblea riunisce i 37 partner due volte l'anno.\n"
            ),
        ),
        (
            "it",
            (
                "## Investimenti\n\n"
                "L'investimento complessivo è di 6,4 milioni di euro.\n\n"
                "## Coperture\n\n"
                "Gli investimenti, pari a 5,9 milioni di euro, sono coperti da soci e banca.\n"
            ),
        ),
        (
            "it",
            (
                "## Organi\n\n"
                "Il consiglio di amministrazione è composto da undici membri.\n\n"
                "## Voto\n\nI nove componenti del consiglio votano a maggioranza.\n"
            ),
        ),
        (
            "it",
            (
                "## Dati\n\nL'export è il 48% del fatturato (2024).\n\n## Mercati\n\n"
                "Le vendite vanno lontano: l'export vale il 61% del fatturato.\n"
            ),
        ),
        (
            "it",
            (
                "## Dati\n\nIl fatturato è di 412 milioni di euro.\n\n## Sintesi\n\n"
                "Un comparto con un fatturato di 365 milioni di euro.\n"
            ),
        ),
        (
            "it",
            (
                "## Prezzi\n\nLe imprese pagano le prove 500 euro ciascuna.\n\n"
                "| Migliaia di € | 2027 | 2028 | 2029 | 2030 | 2031 |\n"
                "|---|---|---|---|---|---|\n"
                "| Prove (100, 200, 300, 400, 500) | 60 | 120 | 180 | 240 | 300 |\n"
                "| Costi | 80 | 90 | 100 | 110 | 120 |\n"
            ),
        ),
        (
            "it",
            (
                "## Struttura\n\n"
                "Gli spoke sono quattro: Forno, Prove, Persone, Dati.\n\n## Rete\n\n"
                "I cinque spoke si incontrano ogni mese.\n"
            ),
        ),
        (
            "it",
            (
                "## Perimetro\n\n"
                "Il perimetro riguarda 27 comuni della bassa valle.\n\n## Servizi\n\n"
                "Nei 31 comuni del perimetro si aprono sportelli.\n"
            ),
        ),
        (
            "it",
            (
                "## Dati\n\n| Dato | Valore | Fonte |\n|---|---|---|\n"
                "| Cantine attive nel perimetro | 118 | Registro Imprese 2025 |\n"
                "| Addetti | 1.450 | INPS 2024 |\n\n## Clienti\n\n"
                "Le 131 cantine del perimetro sono il primo mercato.\n"
            ),
        ),
        (
            "en",
            (
                "## Figures\n\n"
                "- Workshops in the area: 118 (Business Register, 2025)\n"
                "- Jobs: 1,450 (INPS, 2024)\n\n## Customers\n\n"
                "The 131 workshops of the area are the first market; they give work to 1,450 "
                "people.\n"
            ),
        ),
        (
            "it",
            (
                "## Ricavi\n\n"
                "Sono già prenotate 80 delle 150 prove del primo anno.\n\n"
                "| Migliaia di € | 2027 | 2028 | 2029 | 2030 | 2031 |\n"
                "|---|---|---|---|---|---|\n"
                "| Prove (120, 200, 300, 400, 500) | 60 | 100 | 150 | 200 | 250 |\n"
                "| Costi | 80 | 90 | 100 | 110 | 120 |\n"
            ),
        ),
        (
            "en",
            (
                "## Bodies\n\nThe board has eleven members.\n\n## Rules\n\n"
                "The nine members of the board vote by majority.\n"
            ),
        ),
    ],
)
def test_a_quantity_with_two_values_is_found(language: Language, text: str) -> None:
    assert kinds(text, language) == {"number_contradiction_across_sections"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "it",
            (
                "## Dati\n\n"
                "Il distretto conta 212 aziende (Registro Imprese, 2025). Un'indagine su 60 "
                "aziende dice che 25 esportano.\n\n## Obiettivi\n\n"
                "Entro il 2031 vogliamo 240 aziende nel distretto. Al progetto aderiscono 24 "
                "aziende.\n"
            ),
        ),
        (
            "it",
            (
                "## Dati\n\n"
                "Nel 2019 gli addetti erano 5.100; nel 2024 gli addetti sono 4.800. Delle "
                "212 aziende, 130 hanno meno di dieci addetti. Le aziende sono 212.\n"
            ),
        ),
        (
            "it",
            (
                "## Bodies\n\n"
                "Il consiglio ha undici membri e decide con sette voti su undici. Il "
                "comitato tecnico ha cinque membri. L'assemblea dei 34 partner si riunisce "
                "due volte l'anno. I 34 partner hanno firmato.\n"
            ),
        ),
        (
            "it",
            (
                "## Dati\n\n"
                "Le imprese sono 164. Hanno risposto 57 imprese. Le 57 imprese intervistate "
                "occupano 2.300 addetti. Le imprese con meno di dieci addetti sono 120. "
                "Entro il 2031 le imprese saranno 190.\n"
            ),
        ),
        (
            "it",
            (
                "## Dati\n\n"
                "Le officine sono 96, circa cento. Quasi cento officine in dodici comuni.\n\n"
                "## Altro\n\n"
                "Le quasi cento officine del distretto lavorano l'acciaio.\n"
            ),
        ),
    ],
)
def test_counts_of_different_things_are_left_alone(language: Language, text: str) -> None:
    assert kinds(text, language) == set()
