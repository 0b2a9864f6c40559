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
        (
            "it",
            (
                "## 2 Il settore\n\n"
                "Il comparto della ceramica tecnica conta 93 imprese, che danno lavoro a "
                "3.150 persone (Registro Imprese e INPS, 2024).\n\n## 9 Clienti\n\n"
                "I clienti naturali sono le 39 imprese socie e, più avanti, tutte le 103 "
                "imprese del comparto.\n"
            ),
        ),
        (
            "it",
            (
                "## Numeri\n\n| Voce | Dato | Fonte |\n|---|---|---|\n"
                "| Aziende agricole del perimetro | 640 | Registro Imprese, 2025 |\n"
                "| Occupati | 2.900 | INPS 2024 |\n\n## Attrattività\n\n"
                "Con 3.400 occupati nel perimetro, il comparto è il primo datore di lavoro "
                "della valle.\n"
            ),
        ),
        (
            "it",
            (
                "## Partner\n\nIl partenariato riunisce 27 soggetti.\n\n"
                "## Governance\n\n"
                "L'assemblea, formata dai 25 soggetti firmatari, approva il bilancio.\n"
            ),
        ),
        (
            "it",
            (
                "## Infrastrutture\n\n"
                "Si realizza un laboratorio; l'investimento previsto è di 3,8 milioni.\n\n"
                "## Investimenti\n\n| Voce | Migliaia di euro |\n|---|---|\n"
                "| Laboratorio | 2.400 |\n| Macchine | 1.800 |\n"
                "| **Totale** | **4.200** |\n\n"
                "L'investimento complessivo è di 3,8 milioni di euro.\n"
            ),
        ),
        (
            "en",
            (
                "## Partners\n\nThe partnership counts 31 signatories.\n\n"
                "## Decisions\n\n"
                "The assembly of the 28 signatories meets twice a year.\n"
            ),
        ),
        (
            "it",
            (
                "# Piano\n\n## Sintesi\n\n"
                "Il territorio ospita 88 segherie e 1.240 addetti.\n\n## Mercato\n\n"
                "Secondo il Registro Imprese (2025) le segherie sono 88, mentre gli addetti "
                "sono 1.420 (INPS, media 2024).\n"
            ),
        ),
        (
            "it",
            (
                "# Piano\n\n## Soci\n\n"
                "Il capofila e altri 25 partner firmano l'accordo: 26 partner in tutto.\n\n"
                "## Organi\n\nL'assemblea dei 29 partner approva il piano.\n"
            ),
        ),
        (
            "it",
            (
                "# Piano\n\n## Organi\n\n| Organo | Composizione |\n|---|---|\n"
                "| Consiglio direttivo | 11 membri, di cui 6 imprese |\n"
                "| Assemblea | tutti i partner |\n\n## Regole\n\n"
                "Il consiglio direttivo, nove membri, delibera con sei voti.\n"
            ),
        ),
        (
            "en",
            (
                "# Plan\n\n## Summary\n\n"
                "We invest: the total investment is EUR 6.2 million.\n\n## Money\n\n"
                "Investments amount to EUR 5.6 million and are covered by members and the "
                "bank.\n"
            ),
        ),
        (
            "it",
            (
                "# Piano\n\n## Fabbisogni\n\nLe imprese cercano 140 tecnici.\n\n"
                "## Formazione\n\n"
                "Per i 165 tecnici richiesti dalle imprese si attivano tre corsi.\n"
            ),
        ),
        (
            "it",
            (
                "# Piano\n\n## Prezzi\n\nUna misura costa 2.400 euro a stabilimento.\n\n"
                "## Conto\n\n"
                "| Migliaia di euro | 2027 | 2028 | 2029 | 2030 | 2031 |\n"
                "|---|---|---|---|---|---|\n"
                "| Misure (25, 40, 55, 65, 75) | 50 | 80 | 110 | 130 | 150 |\n"
                "| Costi | 60 | 70 | 80 | 90 | 95 |\n"
            ),
        ),
        (
            "it",
            (
                "# P\n\n## Economia\n\n"
                "Nei 14 comuni del lago lavorano 3.800 addetti in 156 cantieri nautici (INPS "
                "e Registro Imprese, 2024).\n\n## Rete\n\n"
                "La piattaforma collega i 165 cantieri nautici del lago.\n"
            ),
        ),
        (
            "it",
            (
                "# P\n\n## Struttura\n\nIl comitato scientifico conta sette esperti.\n\n"
                "La rete ha tre poli: Nord, Centro e Sud.\n\n## Piano\n\n"
                "Ogni anno i quattro poli presentano un rendiconto.\n"
            ),
        ),
        (
            "it",
            (
                "# P\n\n## Conti\n\nCosti di gestione: 420.000 euro l'anno.\n\n"
                "## Sostenibilità\n\n"
                "I costi di gestione, pari a 380.000 euro l'anno, sono coperti dalle tariffe.\n"
            ),
        ),
        (
            "en",
            (
                "# P\n\n## Economy\n\n- Boatyards: 156 (Business Register, 2025)\n"
                "- Jobs: 3,800 (INPS, 2024)\n- Turnover: EUR 512 million (2024)\n\n"
                "## Impact\n\n"
                "A sector with a turnover of EUR 470 million deserves a centre.\n"
            ),
        ),
        (
            "it",
            (
                "# P\n\n## Economia\n\nIl comparto occupa 3.800 persone.\n\n"
                "## Premessa\n\n"
                "Una filiera che dà lavoro a 4.300 persone non può restare senza un centro.\n"
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
                "Entro il 2031 vogliamo 240 aziende, dalle 212 di oggi. Al progetto aderiscono 24 "
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
        (
            "en",
            (
                "## Market\n\n"
                "The cluster has 74 firms and 2,310 employees (2024). In 2019 there were 80 "
                "firms. Of the 74 firms, 40 export. A survey of 33 firms found 58 vacancies. "
                "By 2031 the cluster will have 90 firms. The partnership has 21 firms.\n"
            ),
        ),
        (
            "it",
            (
                "## Dati\n\n"
                "Le imprese del settore sono 93; le imprese certificate sono 41; le imprese "
                "con un brevetto sono 17.\n\n## Partner\n\n"
                "Aderiscono 22 imprese, 5 enti pubblici e 3 centri di ricerca.\n\n"
                "## Obiettivi\n\n"
                "Vogliamo portare le imprese certificate da 41 a 70 entro il 2031.\n"
            ),
        ),
        (
            "it",
            (
                "## Concorrenti\n\n"
                "Il distretto di Sassuolo conta 190 imprese, quello di Limoges 60 imprese.\n\n"
                "## Dati\n\nNel nostro comparto operano 93 imprese.\n"
            ),
        ),
    ],
)
def test_counts_of_different_things_are_left_alone(language: Language, text: str) -> None:
    assert kinds(text, language) == set()
