"""Sentences of administrative Italian are cut where a careful reader would cut them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ingestion.sentences import sentences

ONE_SENTENCE = [
    "Ai sensi dell'art. 5, comma 1, lett. a), del D.Lgs. n. 36 del 31 marzo e s.m.i. si va.",
    "Lo stanziamento è di 1.000.000,00 euro e la quota è del 12.5 per cento.",
    "Il termine scade il 31.12.2025 alle ore 12.00 esatte.",
    "La Alfa S.p.A. partecipa con la Beta S.r.l. Gamma in qualità di mandante.",
    "I soggetti (es. Comuni, Province, ecc.) presentano domanda.",
    "Si veda il sito www.esempio.it/pagina.html?id=3 per i dettagli.",
    "Il c.d. Decreto Semplificazioni (D.L. 76/2020, conv. in L. 120/2020) si applica.",
    "Il dott. Rossi e la dott.ssa Bianchi rispondono al tel. 02 123456.",
    "Si applica l'art. 9 ss. Codice civile.",
    "La delibera della Giunta (D.G.R. n. XI/1234) è pubblicata sul B.U.R.L. Serie ordinaria.",
    "L'opera di G. Verdi e di L. van Beethoven è citata a p. 12 e alle pagg. 14-15.",
    "Secondo U. Eco il testo vive.",
    "Il testo dice che «la domanda [...] La Regione decide» e basta.",
    "Il Reg. (UE) n. 651/2014 e il Reg. UE 2023/2831 sono citati all'all. A del bando.",
    "Ha chiesto: chi può partecipare? e nessuno ha risposto.",
    "I dati sono trasmessi via P.E.C. all'indirizzo indicato.",
    "Le spese, i.e. Those listed in Annex A, are eligible.",
    "Si applicano la l. 13 agosto 2010, n. 136 e l'art. 101 c. 1 del Codice.",
    "See Art. 5, para. 2, and No. 3 of the list, e.g. Personnel costs.",
    "1. Il bando è aperto.",
    "2.1. Oggetto dell'avviso",
    "a. Le spese di personale",
    "Art. 5. Soggetti beneficiari",
]

TWO_SENTENCES = [
    ("Il bando è aperto.", "Le domande si presentano online."),
    ("Si applica l'art. 5.", "Il termine è perentorio."),
    ("La società è una S.p.A.", "Il capitale è versato."),
    ("Imprese, enti, ecc.", "Non sono ammesse le persone fisiche."),
    ("Sono ammesse le spese di cui al d.lgs. 36/2023 e s.m.i.", "La domanda è unica."),
    ("Chi può partecipare?", "Le imprese."),
    ("«Non è ammesso.»", "Così dice il bando."),
    ("(Si veda l'allegato.)", "Il contributo è unico."),
    ("L'importo è di 5.000.", "Il resto è a carico dell'ente."),
    ("Il termine è il 31.12.2025.", "3 imprese hanno già aderito."),
    ("Scrivere a bandi@esempio.it.", "Risponde l'ufficio."),
    ("Vale la lettera A.", "Il resto non cambia."),
    ("Attendere…", "Poi riprovare."),
    ("È ammesso!", "È finita."),
    ("Si applica la L. 241/1990.", "L'accesso è gratuito."),
    ("The call is open.", "Applicants apply online."),
    ("Not at all.", "The rule stands."),
    ("No.", "The rule stands."),
]


def parts(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize("text", ONE_SENTENCE)
def test_an_abbreviation_or_a_number_does_not_end_a_sentence(text: str) -> None:
    assert parts(text) == [text]


@pytest.mark.parametrize("pair", TWO_SENTENCES)
def test_two_sentences_are_told_apart(pair: tuple[str, str]) -> None:
    assert parts(" ".join(pair)) == list(pair)


def test_a_sentence_that_runs_over_a_line_end_stays_whole() -> None:
    assert parts("La domanda si presenta\nonline entro il termine.") == [
        "La domanda si presenta\nonline entro il termine."
    ]


def test_a_citation_broken_by_a_line_end_is_not_a_list_item() -> None:
    assert len(parts("Si procede ai sensi dell'art.\n5. del regolamento vigente.")) == 1


def test_the_items_of_a_list_are_sentences_of_their_own() -> None:
    text = "Possono partecipare:\na) le imprese;\nb) gli enti;\n• le università;\n- i comuni."
    assert parts(text) == [
        "Possono partecipare:",
        "a) le imprese;",
        "b) gli enti;",
        "• le università;",
        "- i comuni.",
    ]


def test_a_row_of_a_table_is_one_sentence() -> None:
    text = "I criteri sono due.\nVoce | Punti\nQualità. Alta | 40 |\nSegue il testo."
    assert parts(text) == [
        "I criteri sono due.",
        "Voce | Punti",
        "Qualità. Alta | 40 |",
        "Segue il testo.",
    ]


def test_a_long_text_is_read_to_its_end() -> None:
    found = sentences("Il bando è aperto. " * 20_000)
    assert len(found) == 20_000


def test_a_blank_line_ends_a_sentence_without_a_full_stop() -> None:
    assert parts("Soggetti beneficiari\n\nLe imprese.") == ["Soggetti beneficiari", "Le imprese."]


@given(st.text(alphabet="|aA1.!?;:) (\n\t«»-•è'’…[]ecv", max_size=200))
def test_every_inked_character_lies_in_exactly_one_sentence(text: str) -> None:
    kept = "".join(text[start:end] for start, end in sentences(text))
    assert "".join(kept.split()) == "".join(text.split())


@given(st.text(max_size=200))
def test_sentences_come_in_order_and_without_blanks_around(text: str) -> None:
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in sentences(text))
