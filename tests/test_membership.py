"""Who wants to join is told by the rules where it would belong, and what is known of its seat."""

import pytest

from assistant.answering.membership import membership, purchases
from assistant.call.rules import load_rules
from assistant.model import Language
from assistant.settings import Settings
from tests.builders import a_turn

RULES = load_rules(Settings().corpus / "rules.yaml")


def settled(text: str, *earlier: str, language: Language = "it") -> list[tuple[str, ...]]:
    return [one.settled for one in membership(a_turn(text, *earlier, language=language), RULES)]


def facts_of(category: int) -> str:
    return next(one for one in RULES if one.subject == f"partner_category_{category}").facts[0]


@pytest.mark.parametrize(
    ("text", "language", "category"),
    [
        ("Dirigo un liceo di Mantova: in che veste potremmo entrare nella cordata?", "it", 4),
        ("Un IRCCS in quale categoria va?", "it", 3),
        ("Siamo una start-up, ci invitano in una ZIS del tessile. Possiamo?", "it", 1),
        ("Sotto quale voce sta una cooperativa sociale?", "it", 5),
        ("We run a charity and were invited to join. May we?", "en", 5),
        ("Which category does a chamber of commerce fall under?", "en", 2),
    ],
)
def test_the_kind_that_a_message_names_has_its_category(
    text: str, language: Language, category: int
) -> None:
    assert settled(text, language=language) == [(facts_of(category),)]


def test_a_partner_from_abroad_is_told_what_is_known_of_seats() -> None:
    (seat,) = settled("Abbiamo sede in Svizzera e ci hanno invitato a partecipare: si può?")
    assert seat == RULES.find("partner_seat_in_lombardy").facts[:1]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text",
    [
        "Chi può fare da capofila?",
        "Vogliamo presentarci senza aggregarci ad altri: si può?",
        "Quanto vale il contributo?",
    ],
)
def test_who_does_not_ask_to_join_is_told_nothing_of_it(text: str) -> None:
    assert settled(text) == []


def test_what_is_bought_is_no_consultancy() -> None:
    assert purchases(a_turn("Vorrei comprare un tornio da 60.000 euro."), RULES)
    assert not purchases(a_turn("Paghiamo 60.000 euro di consulenza sul software."), RULES)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Ho una cooperativa. Posso entrare nel partenariato? E a capo del gruppo?", "types"),
        ("Una Comunità montana, dunque. Può entrare nel gruppo? E in testa?", "excluded_types"),
    ],
)
def test_who_joins_and_would_lead_is_told_what_the_rules_say_of_its_side(
    text: str, subject: str
) -> None:
    rule = RULES.find(f"lead_partner_{subject}")
    assert rule is not None
    assert settled(text)[-1][0] == rule.facts[0]
