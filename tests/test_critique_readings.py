"""How the critique reads what drafts say in many ways: in wordings of our own."""

import pytest

from assistant.masterplan.critique import Knowledge, critique_text, load_knowledge
from assistant.masterplan.parsing import parse
from assistant.masterplan.plain import plain
from assistant.masterplan.scope import in_scope
from assistant.settings import CHECKOUT
from tests.consistency import kinds

SUM, DATE = "sum_mismatch", "date_inconsistency"
NUMBERS = "number_contradiction_across_sections"


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge(CHECKOUT / "corpus")


def types(text: str, knowledge: Knowledge) -> set[str]:
    return {one.type for one in critique_text(text, knowledge).findings}


def test_a_year_in_words_is_folded_in_place() -> None:
    words = "entro il duemilatrentuno si apre"
    assert plain(words) == "entro il 2031            si apre"


def test_a_title_without_the_words_of_the_call_gives_its_chapters_no_subject() -> None:
    names = ("Governance", "Partenariato", "Indicatori", "Ricavi")
    chapters = "".join(f"## {name}\n\nTesto di prova.\n\n" for name in names)
    draft = in_scope(parse(f"# Seta del lago\n\nBozza dei partner promotori.\n\n{chapters}", "it"))
    assert [one.criteria[0] for one in draft.sections[1:]] == [
        "governance",
        "partenariato",
        "kpi",
        "revenue_model",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Patrimonio dei fondatori: 70 + 25 + 15 k€, totale 130 k€.",
        "Tettoia un milione e centomila euro, gru settecentomila, cablaggi centomila: totale due "
        "milioni e duecentomila euro.",
        "Il progetto costa 2.000.000 di euro, cui si fa fronte con 900.000 euro di mutuo e 800.000 "
        "euro dei fondatori.",
        "Chi mette i soldi, euro 2.400.000:\n\n- fondazione bancaria 1.300.000;\n- leasing 700.000 "
        "(offerta di ottobre 2025);\n- consorziati 200.000.",
        "Hanno firmato trenta aziende, otto comuni, quattro istituti e due centri di ricerca: in "
        "tutto quarantotto firmatari.",
    ],
)
def test_parts_that_do_not_make_their_total_are_found(text: str) -> None:
    assert SUM in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Patrimonio dei fondatori: 70 + 25 + 15 k€, totale 110 k€.",
        "Risorse: 1,8 M€ chiesti per la seconda fase, cioè la metà; 1,1 M€ da nove officine "
        "(verbali di sette assemblee); 0,7 M€ in leasing.",
        "Il progetto costa 2.000.000 di euro, cui si fa fronte con 1.200.000 euro di mutuo e "
        "800.000 euro dei fondatori.",
        "Chi mette i soldi, euro 2.400.000:\n\n- fondazione bancaria 1.300.000;\n- leasing 700.000 "
        "(offerta di ottobre 2025);\n- consorziati 400.000.",
        "Firmano undici aziende, la Camera di commercio, il parco e tre licei, per un totale di "
        "diciotto firmatari.",
    ],
)
def test_parts_that_make_their_total_or_are_not_all_numbered_are_left_alone(text: str) -> None:
    assert SUM not in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "La serra apre a maggio 2028. I suoi lavori cominciano nel novembre 2028.",
        "- consegna: 14/03/2027\n- messa a punto: 02/02/2027\n- collaudo finale: 30/09/2027",
        "| Passo | Quando |\n|---|---|\n| Accreditamento del laboratorio odori | aprile 2028 |\n"
        "| Installazione del laboratorio odori | novembre 2028 |",
        "I borsisti partono a ottobre 2027, a seguito della graduatoria attesa per febbraio 2028.",
    ],
)
def test_steps_that_come_too_early_are_found(text: str) -> None:
    assert DATE in kinds(text)


def test_the_first_paid_test_after_the_commissioning_is_in_order() -> None:
    text = (
        "| What | When |\n|---|---|\n| Commissioning of the oven | 3 March 2029 |\n\n"
        "The first customers of the oven are served in June 2029."
    )
    assert DATE not in kinds(text, "en")


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Occupati: 1.720 (INPS 2025).", "I nostri 1.980 occupati sono un richiamo.", True),
        ("Occupati: 1.720 (INPS 2025).", "Gli occupati erano 1.510 dieci anni fa.", False),
        (
            "Il 41% dei caseifici affida le analisi del latte all'estero (2025).",
            "Caseifici che affidano le analisi del latte all'estero: 29% (2025).",
            True,
        ),
        (
            "Il 41% dei caseifici affida le analisi del latte all'estero (2025).",
            "Caseifici che affidano le analisi del latte all'estero: 29% (2018).",
            False,
        ),
    ],
)
def test_one_quantity_with_two_values(first: str, second: str, expected: bool) -> None:
    text = f"# Dati\n\n{first}\n\n# Attrattività\n\n{second}\n"
    assert (NUMBERS in kinds(text)) is expected


def test_the_years_of_a_list_are_not_one_year() -> None:
    text = (
        "- 2028: entrate 310, con 90 corsi (15 abbonati); spese 420.\n"
        "- 2029: entrate 455, con 140 corsi (22 abbonati); spese 470.\n"
    )
    assert NUMBERS not in kinds(text)


def test_indicators_without_a_date_are_told_row_by_row_where_others_have_one(
    knowledge: Knowledge,
) -> None:
    text = (
        "# Masterplan ZIS\n\n## Indicatori\n\n| Indicatore | Partenza | Traguardo |\n"
        "|---|---|---|\n"
        "| Prove l'anno | 0 (2025) | 900 entro il 2030 |\n| Clienti | 12 (2026) | 40 |\n"
    )
    found = critique_text(text, knowledge).findings
    dates = [one.quote for one in found if one.type == "kpi_without_target_date"]
    assert dates == ["| Clienti | 12 (2026) | 40 |"]


def test_a_starting_value_that_is_told_elsewhere_is_a_starting_value(knowledge: Knowledge) -> None:
    text = (
        "# Masterplan ZIS\n\n## Indicatori\n\n| Indicatore | Base | Target | Data |\n"
        "|---|---|---|---|\n| Imprese | cfr. capitolo 2 | 75 | 2029 |\n"
    )
    assert "kpi_without_baseline" not in types(text, knowledge)


def test_shares_of_public_owners_add_up(knowledge: Knowledge) -> None:
    text = (
        "# Masterplan ZIS\n\n## Partenariato\n\nCapofila è Filo S.c.r.l. Quote del capitale: 31% "
        "Comune di Cantù, trenta per cento dell'Università degli Studi, 39% tessitori privati.\n"
    )
    assert "capofila_public" in types(text, knowledge)


def test_grants_alone_are_told_though_somebody_pays_for_something_else(
    knowledge: Knowledge,
) -> None:
    text = (
        "# Masterplan ZIS\n\n## Modello di ricavi\n\nOgni impresa paga una quota di 500 euro per "
        "il convegno. Il funzionamento del centro è sostenuto esclusivamente da contributi "
        "regionali.\n"
    )
    assert "revenue_only_public_grants" in types(text, knowledge)


def test_a_figure_with_the_mark_of_a_note_has_its_source(knowledge: Knowledge) -> None:
    text = "# Masterplan ZIS\n\n## Dati economici\n\nIl mercato mondiale vale 12 miliardi [3].\n"
    assert "no_source_or_year" not in types(text, knowledge)


def test_a_claim_beside_a_figure_of_something_else_is_still_without_one(
    knowledge: Knowledge,
) -> None:
    text = (
        "# Masterplan ZIS\n\n## Posizionamento\n\nI nostri filati sono di gran lunga i più "
        "richiesti del mondo intero; 14 telai comprati dal 2020.\n"
    )
    assert "unquantified_claim" in types(text, knowledge)


@pytest.mark.parametrize(
    "text",
    [
        "La domanda dei nostri filati è inarrestabile e sbaraglia i concorrenti asiatici.",
        "Nessuno tesse così: meglio di qualunque altro distretto al mondo.",
        "Our valley is far above any other region for the skill of its weavers.",
    ],
)
def test_a_comparison_with_everybody_else_is_a_claim(text: str, knowledge: Knowledge) -> None:
    draft = f"# Masterplan ZIS\n\n## Posizionamento\n\n{text}\n"
    assert "unquantified_claim" in types(draft, knowledge)


def test_growth_in_an_ordinary_way_is_no_claim(knowledge: Knowledge) -> None:
    text = "# Masterplan ZIS\n\n## Posizionamento\n\nLa domanda cresce in modo regolare.\n"
    assert "unquantified_claim" not in types(text, knowledge)


def test_the_figure_of_a_formula_does_not_fill_it(knowledge: Knowledge) -> None:
    words = "Una strategia a 360 gradi saprà generare nuove sinergie."
    text = f"# Masterplan ZIS\n\n## Attrattività\n\n{words}\n"
    assert "generic_boilerplate" in types(text, knowledge)


def test_the_contamination_of_a_soil_is_no_formula(knowledge: Knowledge) -> None:
    text = (
        "# Masterplan ZIS\n\n## Attrattività\n\nLa contaminazione dei terreni e la "
        "contaminazione delle falde si misurano qui.\n"
    )
    assert "generic_boilerplate" not in types(text, knowledge)


def test_a_theme_that_another_candidacy_puts_forward_is_an_overlap() -> None:
    text = "We will adopt the ceramics theme that Pavia is putting forward with its own bid."
    assert "overlapping_specialization_claim" in kinds(text, "en")
