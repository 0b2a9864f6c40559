"""Consistency of a draft: one defect told in several ways, in wordings of no draft."""

import pytest

from assistant.model import Language
from tests.consistency import kinds

ORDERS: list[tuple[Language, str]] = [
    ("it", "Il cantiere apre a settembre 2027. Il permesso di costruire è atteso per aprile 2028."),
    (
        "it",
        "La gara per la centrale sarà bandita nel giugno 2028; la centrale entrerà in esercizio "
        "nel marzo 2028.",
    ),
    (
        "it",
        "Le lezioni del corso ITS partono a ottobre 2028 e i primi diplomati escono a luglio 2028.",
    ),
    (
        "it",
        "Il consorzio, costituito il 12 marzo 2026, ha firmato l'accordo con l'ateneo il "
        "4 novembre 2025.",
    ),
    ("it", "Costituita a maggio 2026, la società ha vinto il bando europeo a gennaio 2026."),
    (
        "it",
        "| Attività | Inizio | Fine |\n|---|---|---|\n| Studio | marzo 2027 | gennaio 2027 |\n"
        "| Allestimento | aprile 2027 | maggio 2028 |\n",
    ),
    (
        "en",
        "The building permit is expected in May 2028, while construction starts in February 2028.",
    ),
    (
        "en",
        "The consortium was founded on 3 March 2026 and signed the lease on 10 January 2026.",
    ),
    (
        "it",
        "## Tempi\n\nLa linea pilota sarà pronta a ottobre 2029.\n\n## Conto\n\n"
        "| k€ | 2027 | 2028 | 2029 | 2030 | 2031 |\n|---|---|---|---|---|---|\n"
        "| Giornate di linea pilota | 20 | 40 | 60 | 80 | 90 |\n"
        "| Corsi | 10 | 10 | 10 | 10 | 10 |\n| Ricavi | 30 | 50 | 70 | 90 | 100 |\n"
        "| Costi | 50 | 60 | 65 | 70 | 75 |\n",
    ),
]
ORDERLY: list[tuple[Language, str]] = [
    ("it", "Il permesso di costruire è atteso per aprile 2027. Il cantiere apre a giugno 2027."),
    ("it", "Le lezioni del corso ITS partono a ottobre 2027 e i primi diplomati escono nel 2029."),
    (
        "it",
        "La società sarà costituita nel gennaio 2027; i soci hanno firmato il patto il "
        "3 marzo 2026.",
    ),
    (
        "it",
        "La vecchia pressa è in funzione dal 2016. I lavori della serra partono a maggio 2027.",
    ),
    (
        "it",
        "## Tempi\n\nLa linea pilota sarà pronta a ottobre 2027; oggi si usa la linea pilota "
        "di Crema.\n\n## Conto\n\n| k€ | 2027 | 2028 | 2029 | 2030 | 2031 |\n"
        "|---|---|---|---|---|---|\n| Giornate di linea pilota | 20 | 40 | 60 | 80 | 90 |\n"
        "| Corsi | 10 | 10 | 10 | 10 | 10 |\n| Ricavi | 30 | 50 | 70 | 90 | 100 |\n"
        "| Costi | 50 | 60 | 65 | 70 | 75 |\n",
    ),
]
CONTRADICTIONS: list[tuple[Language, str]] = [
    (
        "it",
        "## Dati\n\nNel territorio operano 96 imprese (Registro Imprese, 2025).\n\n## Accesso\n\n"
        "Il questionario è stato raccolto in tutte le 69 imprese del territorio.\n",
    ),
    (
        "it",
        "## Formazione\n\nServono 150 saldatori entro il 2030.\n\n## Corsi\n\n"
        "Per i 105 saldatori necessari entro il 2030 si apre un corso.\n",
    ),
    (
        "it",
        "## Dotazioni\n\n| Dotazione | Superficie | Da quando |\n|---|---|---|\n"
        "| Serra di prova | 640 m² | 2028 |\n| Officina | 180 m² | 2027 |\n\n## Costi\n\n"
        "La serra di prova costa 900 euro al metro per 460 m², come da preventivo del 2026.\n",
    ),
    (
        "it",
        "## Investimento\n\nL'investimento complessivo è di 4,2 milioni di euro.\n\n## Fonti\n\n"
        "Per coprire i 4,8 milioni di investimento si ricorre a un mutuo.\n",
    ),
    (
        "it",
        "## Dati\n\nL'export vale il 62% delle vendite (2024).\n\n## Scelte\n\n"
        "Pesa l'export, che è al 52% delle vendite.\n",
    ),
    (
        "en",
        "## Data\n\nThere are 118 firms in the valley (Business Register, 2025).\n\n## Access\n\n"
        "The price list applies to all 181 firms in the valley.\n",
    ),
]
AGREEMENTS: list[tuple[Language, str]] = [
    (
        "it",
        "## Spazi\n\nOggi la serra di prova di Lodi ha 180 m².\n\n## Progetto\n\n"
        "L'ampliamento porta la serra di prova di Lodi a 320 m².\n",
    ),
    (
        "it",
        "## Formazione\n\nServono 150 saldatori entro il 2030 e 60 collaudatori entro il 2029.\n\n"
        "## Corsi\n\nI 60 collaudatori necessari entro il 2029 seguono un corso serale.\n",
    ),
    (
        "it",
        "## Dati\n\nIl fatturato è di 340 milioni di euro (bilanci 2024).\n\n## Confronto\n\n"
        "Il fatturato era di 310 milioni di euro nel 2021.\n",
    ),
]
SUMS: list[tuple[Language, str]] = [
    (
        "it",
        "Il costo di 3,5 milioni si compone di 1,8 per l'edificio, 1,1 per le macchine e 0,9 "
        "per gli impianti.",
    ),
    (
        "it",
        "I partner:\n\n- 11 imprese\n- 4 enti pubblici\n- 3 scuole\n- 2 associazioni\n\n"
        "Siamo dunque in 23.\n",
    ),
    (
        "it",
        "| Voce | 2027 | 2028 | 2029 | 2030 | 2031 |\n|---|---|---|---|---|---|\n"
        "| Personale | 100 | 110 | 120 | 130 | 140 |\n| Energia | 40 | 45 | 50 | 55 | 60 |\n"
        "| Da pagare | 140 | 155 | 170 | 195 | 200 |\n",
    ),
    ("it", "Il comitato (otto membri: quattro imprese, un ateneo, una scuola) si riunisce spesso."),
]
RIGHT_SUMS: list[tuple[Language, str]] = [
    (
        "it",
        "Il comitato (sei membri: quattro imprese, un ateneo, una scuola) decide con cinque voti.",
    ),
    (
        "it",
        "I partner:\n\n- 11 imprese\n- 4 enti pubblici\n- 3 scuole\n- 2 associazioni\n\n"
        "Siamo in 21 con chi guida.\n",
    ),
]


@pytest.mark.parametrize(("language", "text"), ORDERS)
def test_events_that_run_backwards_are_found(language: Language, text: str) -> None:
    assert "date_inconsistency" in kinds(text, language)


@pytest.mark.parametrize(("language", "text"), ORDERLY)
def test_events_in_order_or_of_other_things_are_left_alone(language: Language, text: str) -> None:
    assert "date_inconsistency" not in kinds(text, language)


@pytest.mark.parametrize(("language", "text"), CONTRADICTIONS)
def test_one_quantity_with_two_values_is_found(language: Language, text: str) -> None:
    assert "number_contradiction_across_sections" in kinds(text, language)


@pytest.mark.parametrize(("language", "text"), AGREEMENTS)
def test_quantities_of_two_things_or_times_are_left_alone(language: Language, text: str) -> None:
    assert "number_contradiction_across_sections" not in kinds(text, language)


@pytest.mark.parametrize(("language", "text"), SUMS)
def test_a_total_of_any_name_is_added_up(language: Language, text: str) -> None:
    assert "sum_mismatch" in kinds(text, language)


@pytest.mark.parametrize(("language", "text"), RIGHT_SUMS)
def test_totals_that_are_right_are_left_alone(language: Language, text: str) -> None:
    assert "sum_mismatch" not in kinds(text, language)


INDICATORS: list[tuple[str, Language, str]] = [
    (
        "kpi_without_baseline",
        "it",
        "## Indicatori\n\n| Che cosa | Da dove | Fin dove | Per quando |\n|---|---|---|---|\n"
        "| Brevetti | 3 (2025) | 9 | 31/12/2030 |\n"
        "| Clienti | ancora da censire | 60 | 31/12/2031 |\n",
    ),
    (
        "kpi_without_baseline",
        "it",
        "## Indicatori\n\n- Ore vendute: 3.000 al 31 dicembre 2031 (registro); il punto di "
        "partenza verrà misurato nel primo semestre.\n- Brevetti: da 3 nel 2025 a 9 nel 2030.\n",
    ),
    (
        "kpi_without_baseline",
        "en",
        "## Indicators\n\n| Measure | At the start | Aim | When |\n|---|---|---|---|\n"
        "| Patents | 3 (2025) | 9 | Dec. 2030 |\n| Clients | not surveyed | 60 | Dec. 2031 |\n",
    ),
    (
        "kpi_without_target_date",
        "it",
        "## Indicatori\n\n| Indicatore | Situazione 2025 | Valore obiettivo | Scadenza |\n"
        "|---|---|---|---|\n| Brevetti | 3 | 9 | 31/12/2030 |\n"
        "| Clienti | 12 | 60 | quando la linea sarà a pieno ritmo |\n",
    ),
    (
        "kpi_without_target_date",
        "it",
        "## Indicatori\n\nLe prove accreditate passano da 120 nel 2025 a 900, appena il mercato "
        "lo consentirà.\n",
    ),
    (
        "projections_not_five_years",
        "it",
        "## Conto economico\n\nAbbiamo stimato ricavi e costi per il 2027, il 2028 e il 2029: "
        "120, 150 e 190 mila euro.\n",
    ),
    (
        "projections_not_five_years",
        "en",
        "## Accounts\n\nOur simulation of income and expenses stops at the third year.\n",
    ),
    (
        "projections_not_five_years",
        "it",
        "## Conto\n\nAnno 2027: ricavi 40, costi 60.\nAnno 2028: ricavi 60, costi 65.\n"
        "Anno 2029: ricavi 80, costi 70.\n",
    ),
    (
        "contribution_over_cap",
        "it",
        "## Fase 1\n\nIl contributo che chiediamo per le consulenze è di 125.000 euro.\n",
    ),
    (
        "cofinancing_rate_wrong",
        "it",
        "# Piano\n\n## Consulenze\n\n| Incarico | Importo |\n|---|---|\n| Piano | 70.000 |\n"
        "| Statuto | 20.000 |\n| Totale | 90.000 |\n\n"
        "Per la Fase 1 si domandano 60.000 euro; il resto è a carico dei soci.\n",
    ),
]
COMPLETE: list[tuple[Language, str]] = [
    (
        "it",
        "## Indicatori\n\nSi contano tre cose. Le ore vendute: 3.000 entro il 2031. I brevetti: "
        "nove entro il 2030. Si parte, nello stesso ordine, da 400 ore e da tre brevetti.\n",
    ),
    (
        "it",
        "## Indicatori\n\nLa quota di ricavi privati, pari al 22% nell'ultimo bilancio, dovrà "
        "toccare il 65% nel 2030.\n",
    ),
    (
        "it",
        "## Conto\n\nAnno 2027: ricavi 40, costi 60.\nAnno 2028: ricavi 60, costi 65.\n"
        "Anno 2029: ricavi 80, costi 70.\nAnno 2030: ricavi 90, costi 75.\n"
        "Anno 2031: ricavi 95, costi 75.\n\nSenza la seconda linea il 2028 e il 2029 chiudono "
        "in perdita e il risultato si sposta, fino al 2029, di poco.\n",
    ),
]


@pytest.mark.parametrize(("kind", "language", "text"), INDICATORS)
def test_what_is_missing_is_found_in_other_words(kind: str, language: Language, text: str) -> None:
    assert kind in kinds(text, language)


@pytest.mark.parametrize(("language", "text"), COMPLETE)
def test_what_is_complete_is_left_alone(language: Language, text: str) -> None:
    assert kinds(text, language) == set()
