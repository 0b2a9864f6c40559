"""A message tells of a case what it says: no sum that is something else, no list said to be all."""

from decimal import Decimal

import pytest

from assistant.answering.lexicon import lexicon
from assistant.answering.said import Said, is_for_goods, said
from assistant.call.rules import load_rules
from assistant.model import Language
from assistant.settings import Settings

RULES = load_rules(Settings().corpus / "rules.yaml")


def told(text: str, language: Language = "it") -> Said:
    return said(text, RULES, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("La nostra srl, fatturato sui 12 milioni, fa da capofila: va bene?", "it"),
        ("Siamo un'azienda con un giro d'affari di 900.000 euro. Possiamo guidare?", "it"),
        ("Capofila una spa da 4 milioni di ricavi, partner il Comune. Regge?", "it"),
        ("Un Comune di 18.000 abitanti e un'impresa capofila: si può?", "it"),
        ("Capofila una srl, partner il Comune di Lodi. Va bene? Grazie mille", "it"),
        ("Our company has sales of 7 million and would lead. Is it allowed?", "en"),
        ("A firm of 3,000 employees leads, with a university. Is it fine?", "en"),
    ],
)
def test_what_a_firm_takes_in_or_counts_is_no_consultancy(text: str, language: Language) -> None:
    assert told(text, language).spent == ()


@pytest.mark.parametrize(
    "text",
    [
        "Capofila una srl, per i consulenti mettiamo 60.000 euro. Va bene?",
        "La nostra srl ha un fatturato di 2 milioni e spende 60.000 euro di consulenze.",
        "e con 60.000 euro?",
    ],
)
def test_a_sum_that_is_spent_is_read(text: str) -> None:
    assert told(text).spent == (Decimal(60_000),)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Siamo un gruppo di aziende di Mantova", "it"),
        ("Ho una start-up, siamo in sei persone, e un'altra start-up è già dentro", "it"),
        ("Una cooperativa costituita da tre anni", "it"),
        ("Il nostro fornitore è una srl di Parma e lavora con una fondazione", "it"),
        ("We are a group of companies", "en"),
    ],
)
def test_members_that_are_not_said_to_be_all_leave_the_list_open(
    text: str, language: Language
) -> None:
    assert not told(text, language).is_whole


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Siamo due srl e un ateneo", "it"),
        ("Il raggruppamento è formato da una srl e un liceo", "it"),
        ("Una srl che si candida da sola", "it"),
        ("Una fondazione privata e due srl, senza comuni né province", "it"),
        ("We are two firms and a school", "en"),
        ("The partnership consists of a firm and a school", "en"),
    ],
)
def test_a_list_that_is_said_to_be_all_is_whole(text: str, language: Language) -> None:
    assert told(text, language).is_whole


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("una filiera accreditata dalla Regione", ""),
        ("con specializzazione riconosciuta dalla Giunta", ""),
        ("settore agroalimentare della provincia", "agroalimentare"),
    ],
)
def test_what_was_recognised_is_no_specialisation(text: str, name: str) -> None:
    assert told(text).specialisation == name


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Is a firm of 90 people to be considered an SME?", "en"),
        ("Una srl di novanta persone può essere considerata una PMI?", "it"),
    ],
)
def test_what_one_may_be_called_is_no_second_member(text: str, language: Language) -> None:
    assert len(told(text, language).members) == 1


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("siamo una ditta di macchine utensili", "it", False),
        ("produciamo robot da cucina", "it", False),
        ("vogliamo comprare macchine utensili", "it", True),
        ("we are a software house", "en", False),
        ("we would like to buy software", "en", True),
    ],
)
def test_what_a_firm_makes_is_not_bought(text: str, language: Language, expected: bool) -> None:
    assert is_for_goods(text, lexicon(language)) is expected
