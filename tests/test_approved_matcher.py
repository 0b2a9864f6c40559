"""An approved answer is served to its own question, and to none that is only near it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.approved.matcher import Matcher
from assistant.approved.reading import read
from assistant.approved.record import Approved
from tests.approvals import approved

LETTER = "Serve la lettera della Provincia?"
LEAD = "Chi può fare da capofila?"
GRANT = "Quanto vale il contributo della Fase 1?"
COUNT = "Quante ZIS possono essere riconosciute in una provincia?"


@pytest.fixture(scope="module")
def matcher(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    folder = tmp_path_factory.mktemp("approved")
    return Matcher([approved(folder, text) for text in (LETTER, LEAD, GRANT, COUNT)])


def served(matcher: Matcher, text: str) -> str | None:
    found = matcher.match(text, "it")
    return found.entry.title if found else None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("serve la lettera della provincia", LETTER),
        ("La lettera della Provincia è obbligatoria?", LETTER),
        ("serve la letera della Provincia?", LETTER),
        ("Gentile Sportello, si chiede chi possa assumere il ruolo di capofila.", LEAD),
        ("quanto vale il contributo della prima fase?", GRANT),
        ("Quante ZIS si possono riconoscere per provincia?", COUNT),
    ],
)
def test_another_wording_of_the_question_is_served(matcher: Matcher, text: str, title: str) -> None:
    assert served(matcher, text) == title


@pytest.mark.parametrize(
    "text",
    [
        "Serve la lettera del Comune?",
        "Non serve la lettera della Provincia?",
        "Chi scrive la lettera della Provincia?",
        "Servono due lettere della Provincia?",
        "Serve la lettera della Provincia per la Fase 2?",
        "A che cosa serve la lettera della Provincia?",
        "Serve la lettera della Provincia? E quando?",
        "Chi non può fare da capofila?",
        "Un Comune può fare da capofila?",
        "Che cosa fa il capofila?",
        "Quanto vale il contributo della Fase 2?",
        "Quanto vale il contributo?",
        "Quanto vale il contributo della Fase 1 con 120.000 euro?",
        "Chi può fare da capofila e quanto vale il contributo della Fase 1?",
        "Quante province possono essere riconosciute in una ZIS?",
        "Quante ZIS sono state riconosciute in una provincia?",
        "capofila",
        "lettera provincia",
        "",
        "?!",
    ],
)
def test_a_question_that_is_only_near_is_not(matcher: Matcher, text: str) -> None:
    assert served(matcher, text) is None


def test_who_asks_about_whom_is_told_by_their_order(tmp_path: Path) -> None:
    matcher = Matcher([approved(tmp_path, "La Provincia può pagare il Comune?")])
    assert served(matcher, "La Provincia può pagare il Comune?")
    assert served(matcher, "La Provincia può pagare un Comune?")
    assert served(matcher, "Il Comune può pagare la Provincia?") is None


def test_between_two_answers_that_are_as_near_neither_is_served(tmp_path: Path) -> None:
    near = [
        "Chi firma la lettera della Provincia?",
        "Chi deve firmare la lettera di una Provincia?",
    ]
    matcher = Matcher([approved(tmp_path, text) for text in near])
    assert served(matcher, "Da chi è firmata la lettera della Provincia?") is None


def test_an_answer_that_may_not_be_served_leaves_its_place_to_another(tmp_path: Path) -> None:
    near = [
        "Chi firma la lettera della Provincia?",
        "Chi deve firmare la lettera di una Provincia?",
    ]
    first, second = (approved(tmp_path, text) for text in near)
    matcher = Matcher([first, second])

    def is_second(entry: Approved) -> bool:
        return entry.id == second.id

    found = matcher.match("Da chi è firmata la lettera della Provincia?", "it", is_second)
    assert found is not None
    assert found.entry == second


def test_a_word_of_the_corpus_is_no_misspelling(tmp_path: Path) -> None:
    entry = approved(tmp_path, "Serve la firma digitale?")
    assert served(Matcher([entry]), "Serve la forma digitale?") == entry.title
    assert served(Matcher([entry], known={"forma"}), "Serve la forma digitale?") is None


def test_a_question_is_served_in_its_own_language_only(matcher: Matcher) -> None:
    assert matcher.match(LETTER, "en") is None


@given(place=st.integers(0, 3), noise=st.sampled_from(["", "?", " ", "!", " grazie"]))
def test_an_approved_question_is_always_served(matcher: Matcher, place: int, noise: str) -> None:
    text = (LETTER, LEAD, GRANT, COUNT)[place]
    assert served(matcher, text.upper() + noise) == text


@given(word=st.sampled_from(["comune", "università", "milano", "iva", "bollo", "estero"]))
def test_a_word_more_is_another_question(matcher: Matcher, word: str) -> None:
    for text in (LETTER, LEAD, GRANT, COUNT):
        assert served(matcher, f"{text[:-1]} {word}?") is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("È obbligatoria la lettera?", "whether"),
        ("e obbligatoria la lettera?", "whether"),
        ("E' obbligatoria la lettera?", "whether"),
        ("lettera e Provincia", ""),
        ("Entro quando si firma?", "when"),
        ("A che serve la lettera?", "why"),
        ("la lettera come si firma?", "how"),
        ("È ammesso un Comune come capofila?", "whether"),
    ],
)
def test_the_kind_of_a_question_is_what_it_asks(text: str, kind: str) -> None:
    assert read(text, "it").kind == kind


def test_what_a_how_many_counts_is_part_of_it() -> None:
    assert read("Quante province per ZIS?", "it").counted == "provinc"
    assert read("Qual è il numero massimo di ZIS per provincia?", "it").counted == "zis"


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    assert read(text, "it").terms is not None
    assert read(text, "en").terms is not None


def test_a_question_is_matched_among_five_hundred(tmp_path: Path) -> None:
    (entry,) = [approved(tmp_path, LETTER)]
    subjects = [f"Serve la lettera {chr(97 + n % 26)}{chr(97 + n // 26)}ca?" for n in range(500)]
    many = [
        entry.model_copy(
            update={"id": f"altra-{n}", "title": "Altra", "questions": {"it": (text,)}}
        )
        for n, text in enumerate(subjects)
    ]
    assert served(Matcher([*many, entry]), "La lettera della Provincia è obbligatoria?") == LETTER
