"""Words compared by their stems, in two languages, with their slips of the keyboard."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.retrieval.lexical import LexicalIndex, aligned, analyse, guess_language, words


@pytest.fixture
def index() -> LexicalIndex:
    return LexicalIndex(
        [
            ("Il partenariato comprende almeno una startup e un'università.", "it"),
            ("The partnership includes at least one university.", "en"),
            ("Le spese ammissibili sono le consulenze.", "it"),
        ]
    )


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("L'impresa", ["impresa"]),
        ("dell’università", ["universita"]),
        ("E' CITTÀ", ["citta"]),
        ("1.000.000 €", ["1000000"]),
        ("1,000,000 euros", ["1000000", "euros"]),
        ("1 milione", ["1000000"]),
        ("1,5 milioni", ["1500000"]),
        ("100mila", ["100000"]),
        ("100k", ["100000"]),
        ("art. 5", ["articolo", "5"]),
        ("S.r.l.", ["srl"]),
        ("D.G.R. 5.291", ["dgr", "5291"]),
        ("start-up", ["start", "up", "startup"]),
        ("hub & spoke", ["hub", "spoke"]),
        ("17/11/2025", ["17", "11", "2025"]),
        ("sezione 3.2.1", ["sezione", "3", "2", "1"]),
        ("non è ammesso", ["non", "ammesso"]),
        ("isn't allowed", ["not", "allowed"]),
        ("ﬁnanza", ["finanza"]),
        ("chi può e quanto", []),
    ],
)
def test_a_text_is_read_as_words(written: str, read: list[str]) -> None:
    assert words(written) == read


def test_singular_and_plural_have_one_stem() -> None:
    assert analyse("capofila imprese", "it") == analyse("capofila impresa", "it")


def test_each_language_has_its_own_stems() -> None:
    assert analyse("partnerships", "en") == analyse("partnership", "en")


@settings(deadline=None)
@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert all(analyse(text, "it"))


def test_stems_are_right_from_many_threads() -> None:
    text = " ".join(f"partecipazione{letter} ammissibilita{letter}" for letter in "bcdfghlmnp")
    with ThreadPoolExecutor(16) as pool:
        results = list(pool.map(lambda _: analyse(text, "it"), range(16)))
    assert results == [results[0]] * 16


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Chi può presentare la domanda?", "it"),
        ("Who can submit the proposal?", "en"),
        ("Masterplan", "it"),
    ],
)
def test_a_language_is_known_by_its_little_words(text: str, language: str) -> None:
    assert guess_language(text, "it") == language


def test_the_text_with_the_word_scores_best(index: LexicalIndex) -> None:
    scores = index.scores(index.terms("quali consulenze?"))
    assert scores.argmax() == 2


def test_a_question_finds_texts_of_both_languages(index: LexicalIndex) -> None:
    scores = index.scores(index.terms("universities università"))
    assert scores[0] > 0
    assert scores[1] > 0


def test_two_words_find_the_one_that_the_corpus_writes(index: LexicalIndex) -> None:
    (term,) = index.terms("start up")
    assert term.word == "startup"
    assert term.known == 1


def test_a_misspelt_word_is_repaired(index: LexicalIndex) -> None:
    (term,) = index.terms("partenarriato")
    assert index.scores([term]).argmax() == 0
    assert 0.9 < term.known < 1


@pytest.mark.parametrize("word", ["una2", "xyz", "carbonara", "artenariato"])
def test_a_word_unlike_any_other_stays_unknown(index: LexicalIndex, word: str) -> None:
    (term,) = index.terms(word)
    assert term.known == 0
    assert term.ids == ()


def test_coverage_is_one_when_every_word_is_known(index: LexicalIndex) -> None:
    assert index.coverage(index.terms("spese ammissibili")) == 1


def test_coverage_falls_with_every_unknown_word(index: LexicalIndex) -> None:
    partly = index.coverage(index.terms("spese carbonara"))
    assert 0 < partly < 0.5


def test_a_question_of_little_words_covers_nothing(index: LexicalIndex) -> None:
    terms = index.terms("chi e come?")
    assert index.coverage(terms) == 0
    assert not index.scores(terms).any()


def test_an_empty_index_finds_nothing() -> None:
    index = LexicalIndex([])
    assert index.scores(index.terms("spese")).shape == (0,)
    assert index.coverage(index.terms("spese")) == 0


def test_an_index_of_texts_without_words_finds_nothing() -> None:
    index = LexicalIndex([("?!", "it")])
    assert not index.scores(index.terms("spese")).any()


def test_a_synonym_finds_what_is_written_with_another_word() -> None:
    index = LexicalIndex(
        [("Il tetto del contributo.", "it"), ("La lettera della Provincia.", "it")]
    )
    scores = index.scores(index.terms("massimale"))
    assert scores[0] > 0
    assert scores[1] == 0


def test_the_word_itself_is_worth_more_than_its_synonym() -> None:
    index = LexicalIndex([("Il massimale previsto.", "it"), ("Il tetto previsto.", "it")])
    own, synonym = index.scores(index.terms("massimale"))
    assert own > synonym > 0


def test_a_text_with_a_word_and_its_synonym_counts_them_once() -> None:
    index = LexicalIndex([("Massimale: tetto.", "it"), ("Massimale: nota.", "it")])
    both, one = index.scores(index.terms("massimale"))
    assert both == pytest.approx(one)


def test_a_synonym_is_not_taken_for_a_slip_of_the_keyboard() -> None:
    index = LexicalIndex([("L'università pubblica.", "it"), ("La città di Atene.", "it")])
    scores = index.scores(index.terms("ateneo"))
    assert scores[0] > scores[1] == 0


def test_a_misspelt_word_finds_the_synonyms_of_the_right_one() -> None:
    index = LexicalIndex([("Il massimale previsto.", "it"), ("Il tetto previsto.", "it")])
    assert index.scores(index.terms("masimale"))[1] > 0


def test_an_offset_in_aligned_words_is_one_in_the_text() -> None:
    text = "Perché… WON'T: ½"
    assert len(aligned(text)) == len(text)
    assert aligned(text)[:7] == "perche."
