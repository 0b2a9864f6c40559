"""Consistency of a draft: what fresh drafts by other authors showed, in wordings of our own."""

import pytest

from assistant.masterplan.blocks import blocks
from assistant.model import Language
from tests.consistency import findings, kinds

COUNTS = "number_contradiction_across_sections"
DATES = "date_inconsistency"
RATE = "cofinancing_rate_wrong"
BASELINE, DEADLINE = "kpi_without_baseline", "kpi_without_target_date"


@pytest.mark.parametrize(
    "table",
    [
        "| Figura | Unità all'anno | Percorso | Ente | Da |\n|---|---|---|---|---|\n"
        "| Saldatore | 30 | corso | ENAIP | ottobre 2027 |\n"
        "| Tecnico | 12 | biennio | ITS | marzo 2028 |\n",
        "| Attività | Da | A |\n|---|---|---|\n| Scavi | marzo 2027 | giugno 2027 |\n"
        "| Montaggi | luglio 2027 | ottobre 2027 |\n",
        "| Linea | Da | A | Corse l'anno |\n|---|---|---|---|\n| Navetta | Lodi | Crema | 1200 |\n"
        "| Bus | Pavia | Lodi | 300 |\n",
        "| Iniziativa | Oggi | Obiettivo | Inizio |\n|---|---|---|---|\n"
        "| Fiere | nessuna | nuovi clienti | 2027 |\n| Visite | poche | scuole | 2028 |\n",
    ],
)
def test_headings_of_indicators_over_other_things_make_no_indicators(table: str) -> None:
    assert kinds(f"# Piano\n\n## Persone e mezzi\n\n{table}") == set()


def test_rows_of_indicators_still_lack_what_they_lack() -> None:
    text = (
        "# Piano\n\n## Indicatori\n\n| Misura | Da | A | Entro |\n|---|---|---|---|\n"
        "| Prove | 0 (2026) | 900 | 31/12/2031 |\n| Tecnici | da censire | 30 | 31/12/2031 |\n"
        "| Attesa | 20 settimane | 8 | appena possibile |\n"
    )
    told = [(one.type, dict(one.params)["indicator"]) for one in findings(text)]
    assert told == [(BASELINE, "Tecnici"), (DEADLINE, "Attesa")]


def test_how_often_results_are_read_is_no_target() -> None:
    text = (
        "# Piano\n\n## Indicatori\n\nGuarderemo tre numeri ogni primavera, pubblicandoli in rete "
        "e cambiando rotta se lo scarto supera il 20%.\n"
    )
    assert kinds(text) == set()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "it",
            "Il comparto conta 88 imprese (Registro Imprese, 2025).\n\n## Ricavi\n\nAbbiamo "
            "lettere da 20 officine (giugno 2026) e sentiremo tutte le {} imprese del comparto",
        ),
        (
            "it",
            "| Grandezza | 2023 | 2024 |\n|---|---|---|\n| Addetti | 80 | 88 |\n\n## Visione\n\n"
            "| Anno | Traguardo |\n|---|---|\n| 2050 | gli {} addetti del 2024 sono saliti a 300 |",
        ),
        (
            "it",
            "Il distretto dà lavoro a 88 addetti (INPS, 2025).\n\n## Visione\n\nPer gli {} addetti "
            "che il distretto conta oggi sarà una svolta.",
        ),
        (
            "en",
            "The district counts 88 firms.\n\n## Vision\n\nFor the {} firms that the district "
            "counts today it is a turning point.",
        ),
    ],
)
def test_a_count_told_again_is_the_same_or_contradicts(language: Language, text: str) -> None:
    draft = f"# Piano\n\n## Numeri\n\n{text}\n"
    assert kinds(draft.format(120), language) == {COUNTS}
    assert kinds(draft.format(88), language) == set()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("it", "La Provincia ha dato il suo assenso con nota prot. n. 3.412 del {} 2026."),
        ("it", "Parere favorevole della Camera di commercio: delibera n. 44 del {} 2026."),
        ("it", "Si allega la convenzione con l'ateneo, datata {} 2026."),
        ("en", "The Province supports us: letter no. 311 of {} 2026 is attached."),
    ],
)
def test_a_document_is_not_later_than_the_draft_that_encloses_it(
    language: Language, text: str
) -> None:
    own = {"it": "12 maggio 2026", "en": "12 May 2026"}[language]
    later, before = {
        "it": ("9 settembre", "9 marzo"),
        "en": ("9 September", "9 March"),
    }[language]
    draft = f"# Piano\n\nVersione del {own}\n\n## Partner\n\n{text}\n"
    assert kinds(draft.format(later), language) == {DATES}
    assert kinds(draft.format(before), language) == set()


@pytest.mark.parametrize(
    "text",
    [
        "La serra aprirà al pubblico a maggio 2028 e la richiesta del permesso per edificarla "
        "partirà a gennaio {}.",
        "Il forno entra in funzione a marzo 2028; il permesso comunale arriverà nel novembre {}.",
    ],
)
def test_a_permit_comes_before_the_use_of_what_it_permits(text: str) -> None:
    draft = f"# Piano\n\n## Tempi\n\n{text}\n"
    assert kinds(draft.format(2029)) == {DATES}
    assert kinds(draft.format(2027)) == set()


@pytest.mark.parametrize(
    "costs",
    [
        "Consulenze: tecnica 30.000 €, legale 20.000 €, economica 10.000 €.",
        "Per le consulenze 60.000 euro: 30.000 euro al progetto, 30.000 euro alla stima.",
        "Consulenze: tecnica 30.000 €, legale 30.000 €, in tutto 60.000 €.",
    ],
)
def test_what_consultancies_come_to_is_the_sum_of_their_parts(costs: str) -> None:
    draft = f"# Piano\n\n## Fase 1\n\n{costs} Contributo richiesto: {{}} euro.\n"
    assert kinds(draft.format("30.000")) == set()
    assert kinds(draft.format("45.000")) == {RATE}


def test_a_title_in_capitals_may_have_a_note_in_brackets() -> None:
    text = "INDICATORI (letti ogni anno, si corregge oltre il 10%)\n- Prove: da 0 a 30 nel 2030.\n"
    assert [one.kind for one in blocks(text)] == ["heading", "item"]
