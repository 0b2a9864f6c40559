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
        "Capitale versato: 50 + 30 + 20 k€, totale 120 k€.",
        "Capannone un milione e duecentomila euro, forno ottocentomila: totale due milioni e "
        "trecentomila euro, con trecentomila di arredi.",
        "Fonti, euro 3.000.000:\n\n- capofila 1.500.000;\n- mutuo 900.000 (delibera del 3 maggio "
        "2026);\n- soci 400.000.",
        "Ne fanno parte venti imprese, quattro enti, tre scuole e due atenei: in tutto "
        "trentadue partner.",
    ],
)
def test_parts_that_do_not_make_their_total_are_found(text: str) -> None:
    assert SUM in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Capitale versato: 50 + 30 + 20 k€, totale 100 k€.",
        "Da dove vengono: 2,5 M€ dalla Regione, cioè la metà; 1,5 M€ dai soci (delibere di "
        "quattordici imprese); 1,0 M€ da un mutuo.",
        "Fonti, euro 3.000.000:\n\n- capofila 1.500.000;\n- mutuo 900.000 (delibera del 3 maggio "
        "2026);\n- soci 600.000.",
        "Aderiscono quindici imprese, la Provincia, il Comune di Laveno e due scuole, per un "
        "totale di venti soggetti.",
    ],
)
def test_parts_that_make_their_total_or_are_not_all_numbered_are_left_alone(text: str) -> None:
    assert SUM not in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Il forno nuovo apre a giugno 2027; la sua costruzione comincia a marzo 2028.",
        "- consegna: 20/10/2026\n- taratura in sito: 05/09/2026\n- collaudo finale: 11/01/2027",
        "| Tappa | Data |\n|---|---|\n| Accreditamento della cella | 30.06.2028 |\n"
        "| Collaudo della cella | 15.09.2028 |",
        "I tecnici entrano in servizio a settembre 2028, previa selezione con bando da pubblicare "
        "a gennaio 2029.",
    ],
)
def test_steps_that_come_too_early_are_found(text: str) -> None:
    assert DATE in kinds(text)


def test_the_first_paid_test_after_the_commissioning_is_in_order() -> None:
    text = (
        "| Step | Date |\n|---|---|\n| Commissioning of the loop | 15 May 2028 |\n\n"
        "The first paid test on the loop will be delivered in September 2028."
    )
    assert DATE not in kinds(text, "en")


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Addetti: 4.300 (INPS 2024).", "Con i suoi 4.900 addetti il distretto attira.", True),
        ("Addetti: 4.300 (INPS 2024).", "Gli addetti erano 3.900 nel 2019.", False),
        (
            "Il 68% dei costruttori prova i prodotti fuori regione (2026).",
            "Costruttori che provano i prodotti fuori regione: 54% (2026).",
            True,
        ),
        (
            "Il 68% dei costruttori prova i prodotti fuori regione (2026).",
            "Costruttori che provano i prodotti fuori regione: 54% (2019).",
            False,
        ),
    ],
)
def test_one_quantity_with_two_values(first: str, second: str, expected: bool) -> None:
    text = f"# Dati\n\n{first}\n\n# Attrattività\n\n{second}\n"
    assert (NUMBERS in kinds(text)) is expected


def test_the_years_of_a_list_are_not_one_year() -> None:
    text = (
        "- 2027: ricavi 400, di cui prove 130 (20 soci); costi 640.\n"
        "- 2028: ricavi 591, di cui prove 221 (24 soci); costi 720.\n"
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
        '|---|---|---|---|\n| Addetti | si veda "Dati" | 6.500 | 2031 |\n'
    )
    assert "kpi_without_baseline" not in types(text, knowledge)


def test_shares_of_public_owners_add_up(knowledge: Knowledge) -> None:
    text = (
        "# Masterplan ZIS\n\n## Partenariato\n\nCapofila è Filo S.c.r.l., il cui capitale è "
        "detenuto per il quaranta per cento dall'Università degli Studi, per il quindici per cento "
        "dalla Provincia di Como e per il resto da imprese.\n"
    )
    assert "capofila_public" in types(text, knowledge)


def test_grants_alone_are_told_though_somebody_pays_for_something_else(
    knowledge: Knowledge,
) -> None:
    text = (
        "# Masterplan ZIS\n\n## Modello di ricavi\n\nOgni impresa paga una quota di 500 euro per "
        "il convegno. I costi di gestione sono coperti ogni anno da contributi regionali; non sono "
        "previste altre entrate.\n"
    )
    assert "revenue_only_public_grants" in types(text, knowledge)


def test_a_figure_with_the_mark_of_a_note_has_its_source(knowledge: Knowledge) -> None:
    text = "# Masterplan ZIS\n\n## Dati economici\n\nIl mercato europeo cresce del 9% l'anno [6].\n"
    assert "no_source_or_year" not in types(text, knowledge)


def test_a_claim_beside_a_figure_of_something_else_is_still_without_one(
    knowledge: Knowledge,
) -> None:
    text = (
        "# Masterplan ZIS\n\n## Posizionamento\n\nAbbiamo una tecnologia che è la migliore "
        "d'Europa, nettamente superiore alle altre; 27 brevetti depositati dal 2018.\n"
    )
    assert "unquantified_claim" in types(text, knowledge)
