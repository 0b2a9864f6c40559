"""A model words the answer where words alone are asked for; else, and when it fails, compose."""

import json
import threading
from dataclasses import replace

import pytest

from assistant.answering.compose import compose
from assistant.answering.generate import generate
from assistant.answering.render import render
from assistant.answering.turn import Asked, Route, Turn
from assistant.answering.verify import verify
from assistant.answering.watch import Watch
from assistant.answering.writing import Writer
from assistant.llm import FAULTS, FaultKind, ModelFault
from assistant.model import Answer, Claim, Interval, Passage
from assistant.prompts import load_prompts
from assistant.settings import CHECKOUT, Settings
from assistant.tokens import count_tokens
from tests.builders import UNSURE, FakeKnowledge, a_fact, a_knowledge, a_turn, asked
from tests.corpora import a_passage, a_source
from tests.fakes_llm import FakeChat, a_reply, says, writing_of

LEADER = a_fact("leader", "Il capofila è un soggetto privato.")
LETTER = a_fact("letter", "Serve una lettera della Provincia.", topic="lettera")
SCORES = a_fact("scores", "Le fonti non riportano i pesi.", status="unknown", topic="valutazione")
TWO = a_fact("two", "Le proposte sono due.", status="conflicting", conflicts_with=("ten",))
TEN = a_fact(
    "ten",
    "Le proposte sono dieci.",
    status="conflicting",
    conflicts_with=("two",),
    as_of=Interval.parse("2026-02-19"),
)
PROMPTS = load_prompts(CHECKOUT / "prompts")


def a_writer(*replies: str | ModelFault, gate: threading.Event | None = None) -> Writer:
    return Writer(FakeChat(*replies, gate=gate), PROMPTS, "prova")


def said_of(passage: Passage, text: str = "", handle: str = "p1") -> str:
    """Return a reply of one claim that quotes a whole passage."""
    return a_reply(says(text or passage.text, (handle, passage.text)))


def told(
    reply: str | ModelFault, *found: Passage, knowledge: FakeKnowledge | None = None
) -> Answer:
    """Return the answer to a question for which passages were found, after one reply."""
    book = knowledge or a_knowledge(*found)
    turn = a_turn(asked=(asked("Chi guida?", *found),))
    return render(verify(generate(turn, book, writing_of(a_writer(reply))), book), book)


def embedded(*found: Passage) -> Answer:
    """Return the answer to the same question without a model."""
    book = a_knowledge(*found)
    turn = a_turn(asked=(asked("Chi guida?", *found),))
    return render(verify(compose(turn, book), book), book)


def test_what_the_model_says_is_told_with_its_citation() -> None:
    answer = told(said_of(LEADER, "A fare da capofila è un privato."), LEADER)
    assert answer.mode == "llm"
    assert answer.text.startswith("A fare da capofila è un privato. [1]")


def test_the_model_is_given_handles_and_never_an_id_or_an_address() -> None:
    writer = a_writer(said_of(LEADER))
    knowledge = a_knowledge(LEADER)
    turn = a_turn(asked=(asked("Chi guida?", LEADER),))
    generate(turn, knowledge, writing_of(writer))
    assert isinstance(writer.chat, FakeChat)
    (rendered,) = writer.chat.asked
    assert '<passage id="p1"' in rendered.user
    assert LEADER.text in rendered.user
    assert "leader" not in rendered.user + rendered.system
    assert "http" not in rendered.user + rendered.system


@pytest.mark.parametrize("window", [4096, 8192])
def test_a_request_and_its_reply_fit_the_window(window: int) -> None:
    long = [a_passage(f"note:{n}", "parola " * 300, source="note") for n in range(12)]
    settings = Settings(embedder="none", llm_context_tokens=window)
    book = a_knowledge(*long, sources=(a_source("note"),), settings=settings)
    chat = FakeChat(a_reply())
    turn = a_turn(asked=(asked("Chi guida? " * 40, *long),))
    generate(turn, book, writing_of(Writer(chat, PROMPTS, "prova")))
    (sent,) = chat.asked
    said = sum(map(count_tokens, (sent.system, sent.user, sent.format)))
    assert window * 0.8 < said + sent.prompt.output_tokens < window - 64


def test_an_unsupported_statement_is_left_out_and_counted() -> None:
    reply = a_reply(
        says("Il capofila è un privato.", ("p1", LEADER.text)),
        says("Il capofila vince sempre.", ("p7", LEADER.text)),
    )
    answer = told(reply, LEADER)
    assert "vince" not in json.dumps(answer.as_json())
    assert answer.made.dropped == ("handle",)
    assert answer.outcome == "partial"
    assert "scartate" in answer.missing[0]


def test_what_is_wrong_under_the_right_words_is_told_in_them_once() -> None:
    wrong = says("Il capofila è un soggetto pubblico.", ("p1", LEADER.text))
    answer = told(a_reply(wrong, wrong), LEADER)
    assert [claim.text for claim in answer.claims] == [LEADER.text]
    assert (answer.made.requoted, answer.made.dropped) == (("name",), ("name",))


def test_what_is_wrong_under_words_that_are_told_already_is_left_out() -> None:
    right = says("Il capofila è un privato.", ("p1", LEADER.text))
    wrong = says("Il capofila è un soggetto pubblico.", ("p1", LEADER.text))
    answer = told(a_reply(right, wrong), LEADER)
    assert [claim.text for claim in answer.claims] == ["Il capofila è un privato."]
    assert answer.made.dropped == ("name",)


@pytest.mark.parametrize("kind", FAULTS)
def test_after_any_fault_the_answer_is_the_composed_one_with_a_notice(kind: FaultKind) -> None:
    answer, without = told(ModelFault(kind), LEADER, LETTER), embedded(LEADER, LETTER)
    assert (answer.text, answer.claims) == (without.text, without.claims)
    assert answer.mode == "embedded"
    assert len(answer.notices) == len(without.notices) + 1
    assert answer.made.askings[0].fault == kind


@pytest.mark.parametrize(
    ("reply", "fault"),
    [
        (said_of(LEADER)[:-3], "not_json"),
        ("Il capofila è un soggetto privato.", "not_json"),
        (a_reply(), "unsupported"),
        (a_reply(says("Il capofila è la Provincia.", ("p1", "altre parole"))), "unsupported"),
    ],
)
def test_a_reply_of_no_use_leaves_nothing_of_it(reply: str, fault: str) -> None:
    answer = told(reply, LEADER)
    assert answer.text == embedded(LEADER).text
    assert answer.made.askings[0].fault == fault


def test_a_claim_is_told_to_who_waits_as_soon_as_it_closes() -> None:
    first = says("Il capofila è un privato.", ("p1", LEADER.text))
    second = says("Serve la lettera della Provincia.", ("p2", LETTER.text))
    gate = threading.Event()
    heard: list[str] = []

    def hear(claim: Claim) -> None:
        heard.append(claim.text)
        gate.set()

    knowledge = a_knowledge(LEADER, LETTER)
    turn = a_turn(asked=(asked("Chi guida?", LEADER, LETTER),))
    generate(turn, knowledge, writing_of(a_writer(a_reply(first, second), gate=gate), Watch(hear)))
    assert heard == ["Il capofila è un privato.", "Serve la lettera della Provincia."]


def test_who_gives_up_stops_the_model_and_is_answered_without_it() -> None:
    writer = a_writer(said_of(LEADER), gate=threading.Event())
    watch = Watch()
    watch.cancel.set()
    knowledge = a_knowledge(LEADER)
    turn = generate(
        a_turn(asked=(asked("Chi guida?", LEADER),)), knowledge, writing_of(writer, watch)
    )
    assert isinstance(writer.chat, FakeChat)
    assert writer.chat.cancelled
    assert turn.mode == "embedded"
    assert "interrotto" in turn.notices[0]


def refused(turn: Turn, knowledge: FakeKnowledge) -> bool:
    """Tell whether a turn is composed without asking the model."""
    writer = a_writer()
    composed = compose(turn, knowledge)
    return generate(turn, knowledge, writing_of(writer)) == composed


@pytest.mark.parametrize("route", ["money", "case", "draft"])
def test_rules_and_drafts_are_never_left_to_a_model(route: Route) -> None:
    one = replace(asked("Chi guida?", LEADER), route=route)
    turn = a_turn(asked=(one,), route=route)
    assert refused(turn, a_knowledge(LEADER))


def test_what_follows_up_on_a_piece_of_a_draft_is_never_left_to_a_model() -> None:
    piece = "La nostra ZIS riunisce imprese e centri di ricerca. " * 12
    turn = a_turn("E chi guida?", piece, subject=piece, asked=(asked("Chi guida?", LEADER),))
    assert refused(turn, a_knowledge(LEADER))


def test_what_is_out_of_scope_is_never_left_to_a_model() -> None:
    turn = a_turn(asked=(Asked("Che tempo fa?"),))
    assert refused(turn, a_knowledge(LEADER, features=UNSURE))


def test_versions_that_disagree_are_told_beside_the_one_that_the_model_chose() -> None:
    answer = told(said_of(TWO), TWO, knowledge=a_knowledge(TWO, TEN))
    assert TEN.text in answer.text
    assert answer.claims[0].certainty == "conflicting"


def test_a_companion_without_which_a_fact_misleads_is_told() -> None:
    lead = a_fact("lead", "Il contributo copre le spese.", companions=("limit",))
    limit = a_fact("limit", "Il contributo ha un tetto.")
    answer = told(said_of(lead), lead, knowledge=a_knowledge(lead, limit))
    assert limit.text in answer.text


def test_an_official_document_is_told_first_and_prevails() -> None:
    notice = a_passage("avviso:1", "Il capofila è un soggetto privato con sede a Valfiorita.")
    knowledge = a_knowledge(TWO, TEN, notice, sources=(a_source(),))
    reply = a_reply(
        says("Le proposte sono due.", ("p2", TWO.text)),
        says("Il capofila è un privato con sede a Valfiorita.", ("p1", notice.text)),
    )
    answer = told(reply, notice, TWO, knowledge=knowledge)
    assert answer.claims[0].quotes[0].source == "avviso"
    assert TWO.text not in answer.text
    assert "prevale sulle sintesi" in answer.text


def test_a_question_that_is_not_answered_is_named_by_its_own_words() -> None:
    first = replace(asked("Chi guida?", LEADER), said="Chi guida?")
    second = replace(asked("Quali pesi?", LEADER), said="Quali pesi?")
    knowledge = a_knowledge(LEADER)
    turn = a_turn(asked=(first, second))
    reply = a_reply(says(LEADER.text, ("p1", LEADER.text)), missing=[2, 7])
    made = generate(turn, knowledge, writing_of(a_writer(reply)))
    assert made.missing == ("Quali pesi?",)


def test_that_a_thing_is_not_reported_is_a_partial_answer_or_none() -> None:
    assert told(said_of(SCORES), SCORES).outcome == "not_in_sources"


def test_many_statements_are_a_list_below_the_first() -> None:
    facts = [a_fact(f"f{n}", f"Il capofila firma la lettera numero {n}.") for n in range(2, 7)]
    claims = [says(one.text, (f"p{n}", one.text)) for n, one in enumerate(facts, start=1)]
    answer = told(a_reply(*claims), *facts)
    assert answer.text.count("\n- ") == len(facts) - 1


def test_how_it_was_made_names_the_prompt_and_the_passages() -> None:
    made = told(said_of(LEADER), LEADER, LETTER).made
    assert made.askings[0].prompt == "answer"
    assert made.askings[0].digest == PROMPTS["answer"].digest
    assert [(one.passage, one.cited) for one in made.passages] == [
        ("leader", True),
        ("letter", False),
    ]
    assert made.model == "prova"


def test_what_it_cost_is_told_where_a_price_is_set() -> None:
    writer = replace(a_writer(said_of(LEADER)), price=(2.0, 8.0))
    turn = a_turn(asked=(asked("Chi guida?", LEADER),))
    (asking,) = generate(turn, a_knowledge(LEADER), writing_of(writer)).made.askings
    expected = (2.0 * sum(asking.tokens.values()) + 8.0 * asking.tokens_out) / 10**6
    assert asking.cost == pytest.approx(expected)
