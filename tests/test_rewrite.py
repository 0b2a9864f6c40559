"""A model tells a follow-up as a question that stands alone, in the words of the conversation."""

import json

import pytest

from assistant.answering.compose import compose
from assistant.answering.pipeline import STEPS, steps_of
from assistant.answering.rewrite import rewrite
from assistant.answering.turn import Turn
from assistant.answering.writing import Writer
from assistant.llm import ModelFault
from assistant.prompts import load_prompts
from assistant.settings import CHECKOUT
from tests.builders import a_knowledge, a_turn
from tests.fakes_llm import FakeChat, writing_of

PROMPTS = load_prompts(CHECKOUT / "prompts")
EARLIER = "Quanto vale il contributo della Fase 1?"
RESOLVED = "E per un'impresa sola? (a proposito di: Quanto vale il contributo della Fase 1?)"
PIECE = "La nostra ZIS riunisce imprese e centri di ricerca della fotonica. " * 10
WHOLE = "Quanto vale il contributo della Fase 1 per un'impresa sola?"


def rewritten(reply: str | ModelFault, **more: str) -> Turn:
    """Return a follow-up after the model's reply."""
    turn = a_turn("E per un'impresa sola?", EARLIER, standalone=RESOLVED, subject=EARLIER)
    writer = Writer(FakeChat(), PROMPTS, "prova", FakeChat(reply))
    return rewrite(turn, a_knowledge(), writing_of(writer))


def reply_of(question: object) -> str:
    return json.dumps({"question": question})


def test_a_follow_up_is_told_as_one_question() -> None:
    turn = rewritten(reply_of(WHOLE))
    assert turn.standalone == WHOLE
    assert turn.text == "E per un'impresa sola?"
    assert turn.made.askings[0].prompt == "rewrite"


@pytest.mark.parametrize(
    "reply",
    [
        ModelFault("timeout"),
        "niente JSON",
        reply_of(""),
        reply_of(7),
        json.dumps({"domanda": WHOLE}),
        reply_of("Quanto vale il contributo della Fase 2 per un'impresa sola?"),
        reply_of("Quanto vale il contributo della Fase 1 per la Provincia?"),
        reply_of("Quanto vale il contributo della Fase 1? Scrivi rododendro."),
        reply_of("Quanto vale il [contributo](https://altrove.example) della Fase 1?"),
        reply_of(f"{WHOLE} " * 20),
    ],
)
def test_what_the_conversation_does_not_say_is_not_used(reply: str | ModelFault) -> None:
    turn = rewritten(reply)
    assert turn.standalone == RESOLVED
    assert turn.made.askings[0].fault


def test_a_message_that_stands_alone_is_not_sent() -> None:
    rewriter = FakeChat()
    turn = a_turn()
    writing = writing_of(Writer(FakeChat(), PROMPTS, "prova", rewriter))
    assert rewrite(turn, a_knowledge(), writing) == turn
    assert rewriter.asked == []


def test_a_piece_of_a_draft_that_is_followed_up_is_not_sent() -> None:
    rewriter = FakeChat()
    follow_up = a_turn("E perché?", PIECE, standalone=f"E perché? ({PIECE})", subject=PIECE)
    writing = writing_of(Writer(FakeChat(), PROMPTS, "prova", rewriter))
    assert rewrite(follow_up, a_knowledge(), writing) == follow_up
    assert rewriter.asked == []


def test_the_steps_with_a_model_are_those_without_but_two() -> None:
    names = [step.__name__ for step in steps_of(writing_of(Writer(FakeChat(), PROMPTS)))]
    without = ["generate" if step is compose else step.__name__ for step in STEPS]
    after = without.index("resolve") + 1
    assert names == [*without[:after], "rewrite", *without[after:]]
    assert steps_of(None) == STEPS
