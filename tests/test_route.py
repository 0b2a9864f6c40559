"""What a question is, and so who answers it."""

import pytest

from assistant.answering.resolve import resolve
from assistant.answering.route import amount_of, is_wanted, questions_of, route
from assistant.answering.turn import Asked, Turn
from assistant.model import Language
from assistant.text import listing, say
from tests.builders import a_knowledge, a_turn

KNOWLEDGE = a_knowledge()
LEADER = "Chi può fare da capofila della candidatura?"


def routed(text: str, *earlier: str, language: Language = "it") -> Turn:
    turn = resolve(a_turn(text, *earlier, language=language), KNOWLEDGE)
    return route(turn, KNOWLEDGE)


def kind_of(text: str, language: Language = "it") -> str | None:
    return routed(text, language=language).asked[0].kind


@pytest.mark.parametrize(
    ("text", "key", "language"),
    [
        ("Buongiorno!", "greeting", "it"),
        ("Grazie mille", "thanks", "it"),
        ("Chi sei?", "help", "it"),
        ("Hello", "greeting", "en"),
        ("Thank you very much!", "thanks", "en"),
        ("What can you do?", "help", "en"),
    ],
)
def test_small_talk_is_answered_with_examples_to_choose_from(
    text: str, key: str, language: Language
) -> None:
    turn = routed(text, language=language)
    assert (turn.route, turn.outcome) == ("small_talk", "clarify")
    assert turn.message == say(language, f"answer.{key}")
    assert turn.choices == tuple(listing(language, "answer.examples"))


def test_a_greeting_before_a_question_is_a_question() -> None:
    turn = routed(f"Buongiorno! {LEADER}")
    assert (turn.route, turn.outcome) == ("corpus", None)


@pytest.mark.parametrize(
    "text",
    [
        f"Buongiorno,\n{LEADER}",
        f"{LEADER}\nGrazie",
        f"Salve!\n\nSiamo un'impresa di Brescia.\n{LEADER}\n\nGrazie mille.",
    ],
)
def test_a_letter_that_greets_and_thanks_on_lines_of_their_own_is_a_question(text: str) -> None:
    assert routed(text).route == "corpus"


def test_the_draft_of_an_applicant_is_told_from_a_question() -> None:
    draft = "Il nostro partenariato unisce imprese e università del territorio bresciano."
    turn = routed(f"Valuta questo testo: «{draft}»")
    assert turn.route == "draft"
    assert [one.text for one in turn.asked] == [say("it", "answer.draft_question")]


PASTED = "Il partenariato gestisce un laboratorio aperto alle imprese della valle. " * 8


def test_a_long_text_that_asks_nothing_is_a_piece_of_a_draft() -> None:
    assert routed(PASTED).route == "draft"


@pytest.mark.parametrize(
    "asks", ["Chiediamo quale categoria copra una fondazione privata.", "Possiamo candidarci?"]
)
def test_a_long_text_that_asks_something_is_a_question(asks: str) -> None:
    assert routed(PASTED + asks).route != "draft"


def test_an_order_to_assess_without_a_text_is_a_question() -> None:
    assert routed("Come vengono valutate le proposte?").route == "corpus"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Se spendiamo 150.000 euro di consulenze quanto contributo prendiamo?", "it"),
        ("Con 120k di spesa quanto ci rimborsano?", "it"),
        ("Spendiamo centomila euro: quanto contributo riceviamo?", "it"),
        ("Quanto bisogna spendere per avere 40.000 euro di contributo?", "it"),
        ("If we spend 150,000 euro, how much grant do we get?", "en"),
    ],
)
def test_a_sum_to_spend_and_a_grant_is_about_money(text: str, language: Language) -> None:
    assert routed(text, language=language).route == "money"


@pytest.mark.parametrize(
    "text",
    [
        "Quanto contributo prendiamo per le spese?",
        "Entro quando si spende il contributo del 2026?",
        "Con 3 partner quanto contributo si riceve per le spese?",
        "La ZIS ha una dotazione di 5.000.000 di euro?",
    ],
)
def test_without_a_sum_to_spend_it_is_not(text: str) -> None:
    assert routed(text).route == "corpus"


def test_a_sum_in_a_follow_up_is_about_the_grant_asked_before() -> None:
    turn = routed("e con 200.000 euro?", "Quanto contributo riceviamo spendendo 150.000 euro?")
    assert turn.route == "money"


def test_the_largest_sum_of_a_message_counts() -> None:
    amount = amount_of("tra 20.000 euro e 60.000 euro", "it")
    assert amount is not None
    assert amount.value == 60_000


def test_parts_of_which_each_is_not_told_are_asked_for_as_a_whole() -> None:
    text = "Due fatture da 20.000 euro e una da 60.000 euro: quanto contributo prendiamo?"
    assert route(a_turn(text), KNOWLEDGE).outcome == "clarify"


def test_a_year_is_no_sum() -> None:
    assert amount_of("nel 2026 l'articolo 12", "it") is None


def test_one_question_is_asked_whole() -> None:
    assert questions_of(a_turn(LEADER)) == (Asked(LEADER, "who"),)


def test_every_question_of_a_message_is_asked() -> None:
    text = f"{LEADER} Quando scade il termine per presentare la domanda?"
    assert [one.kind for one in questions_of(a_turn(text))] == ["who", "when"]


def test_a_later_question_that_leans_takes_the_first_along() -> None:
    _, later = questions_of(a_turn(f"{LEADER} E quanto prende?"))
    assert later.text.endswith(LEADER)


def test_a_later_question_that_names_another_takes_its_place() -> None:
    asked = questions_of(a_turn("Quanto vale la Fase 1, quanto la Fase 2?"))
    assert [one.text for one in asked] == ["Quanto vale la Fase 1", "Quanto vale la Fase 2"]


def test_a_comma_before_what_is_no_question_separates_none() -> None:
    asked = questions_of(a_turn("Siamo un'impresa di Lodi, come possiamo partecipare?"))
    assert len(asked) == 1


def test_a_follow_up_is_one_question_that_leans() -> None:
    (one,) = routed("e quanto prende?", LEADER).asked
    assert one.leans
    assert LEADER in one.text


def test_a_message_full_of_questions_is_bounded() -> None:
    text = " ".join(f"Quali documenti servono al partner numero {n}?" for n in range(50))
    assert len(questions_of(a_turn(text))) < 10


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Qual è la differenza tra capofila e partner?", "compare"),
        ("Quanto vale il contributo?", "amount"),
        ("Quanti partner servono?", "count"),
        ("Quando scade il bando?", "when"),
        ("Dove si presenta la domanda?", "where"),
        ("Chi firma la domanda?", "who"),
        ("Il Comune può essere partner?", "whether"),
        ("Come si presenta la domanda?", "how"),
        ("Perché nascono le ZIS?", "why"),
        ("Che cosa contiene il Masterplan?", "what"),
    ],
)
def test_an_italian_question_has_a_kind(text: str, kind: str) -> None:
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("How much is the grant?", "amount"),
        ("How many partners are needed?", "count"),
        ("When is the deadline?", "when"),
        ("Where is the application filed?", "where"),
        ("Who signs the application?", "who"),
        ("Can a foundation lead?", "whether"),
        ("How is the application filed?", "how"),
        ("Why were the ZIS created?", "why"),
        ("What does the Masterplan contain?", "what"),
    ],
)
def test_an_english_question_has_a_kind(text: str, kind: str) -> None:
    assert kind_of(text, "en") == kind


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (
            "Quali documenti servono e quante ZIS per provincia?",
            ["Quali documenti servono?", "Quante ZIS per provincia?"],
        ),
        ("Come e quando si presenta la domanda?", [""]),
        ("Chi firma la lettera? E quando scade?", ["Chi firma la lettera?", "Quando scade?"]),
    ],
)
def test_the_questions_of_a_message_are_told_apart(message: str, expected: list[str]) -> None:
    assert [one.said for one in questions_of(a_turn(message))] == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Se spendiamo poco, quanto resta a noi?", 1),
        ("Preventivo: 150.000 euro. Quanto ci mette la Regione e quanto tiriamo fuori noi?", 1),
        ("Quanto vale la Fase 1, quanto la Fase 2, e i soldi sono regionali?", 3),
        ("Con chi possiamo candidarci, quanto si riceve?", 2),
        ("Con due soci, quanto si riceve?", 1),
        ("Vorrei sapere: 1) chi guida il partenariato; 2) entro quando si presenta.", 2),
    ],
)
def test_a_message_has_as_many_questions_as_it_asks(text: str, count: int) -> None:
    assert len(routed(text).asked) == count


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Per incassare tutti i 90mila che spesa ci vuole?", "it"),
        ("Se puntiamo a 80.000 euro pieni, quanto spendiamo di esperti?", "it"),
        ("How much must we spend to receive the full 80,000?", "en"),
    ],
)
def test_a_grant_that_is_wanted_is_told_from_a_spending(text: str, language: Language) -> None:
    amount = amount_of(text, language)
    assert amount is not None
    assert is_wanted(text, amount, language)


def test_a_spending_told_after_a_question_on_the_grant_is_about_money() -> None:
    assert (
        routed("noi avremmo parcelle per 44.000 euro", "Quanto copre il contributo?").route
        == "money"
    )


def test_a_share_of_the_de_minimis_ceiling_is_no_wanted_grant() -> None:
    asks = "un contributo di 60.000 euro quanto ne mangia?"
    assert routed(asks, "Qual è il massimale de minimis?").route == "corpus"


def test_a_pronoun_points_at_what_is_named_before_a_colon() -> None:
    _, later = routed("zis: chi guida? e quante ne passano ogni anno?").asked
    assert later.text.endswith(" zis")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Vorrei capire una faccenda. Chi guida il gruppo? E chi firma?", "Chi guida il gruppo?"),
        (
            "La somma la può chiedere chiunque? E dove si invia?",
            "La somma la può chiedere chiunque?",
        ),
    ],
)
def test_a_question_is_told_again_without_what_was_said_before_it(text: str, said: str) -> None:
    assert routed(text).asked[0].said == said
