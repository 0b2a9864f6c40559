"""Whatever a model says: no crash, no long wait, and nothing that was not checked."""

import json
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.answering.checking import checked
from assistant.answering.claims import fault_of
from assistant.answering.reply import Cited, Said
from assistant.quotes import locate
from tests.builders import a_fact
from tests.corpora import a_passage
from tests.test_generate import LEADER, LETTER, told

FACT = a_fact(
    "grant",
    "Il contributo copre il 40% delle spese, fino a 70.123 euro, e scade il 9 maggio 2030; "
    "non è cumulabile.",
)
PAPER = a_passage("avviso:1", "Art. 4. Il capofila deve firmare entro 45 giorni.")
HANDLES = {"p1": FACT, "p2": PAPER}
PIECES = [
    *FACT.text.split(),
    *PAPER.text.split(),
    *(
        "non",
        "deve",
        "sempre",
        "Provincia",
        "80%",
        "12 giugno",
        "https://x.example",
        "](",
        "rododendro",
    ),
]
SENTENCES = st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join)
TEXTS = st.one_of(SENTENCES, st.text(max_size=80))


@given(text=TEXTS, words=TEXTS, handle=st.sampled_from(["p1", "p2", "p3", ""]))
@settings(max_examples=300, deadline=None)
def test_what_is_told_is_carried_or_is_the_passage_itself(
    text: str, words: str, handle: str
) -> None:
    found = checked(Said(text, (Cited(handle, words),)), HANDLES, "it")
    if found.statement is None:
        assert found.fault
        return
    quoted = [one.words for one in found.statement.carriers]
    own = found.statement.text.strip("«»")
    assert all(locate(one.words, one.passage.text) for one in found.statement.carriers)
    assert found.fault == "" or own in quoted
    assert found.fault or fault_of(own, quoted, "it") is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["claims", "missing", "text", "quotes", "handle", "words"]), inner
        )
    ),
    max_leaves=20,
)


@given(reply=st.one_of(JSON.map(json.dumps), st.text(max_size=200)))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_reply_leaves_a_whole_answer(reply: str) -> None:
    answer = told(reply, LEADER, LETTER)
    assert answer.text.startswith(LEADER.text)
    assert answer.mode == "embedded"


@pytest.mark.parametrize(
    "text",
    [
        "non " * 170,
        "1.000.000," * 69,
        "Provincia " * 69,
        "a." * 340,
        "([{" * 230,
        "9 maggio 2030 " * 49,
        "«" * 690,
        "diverso da " * 63,
    ],
)
def test_a_hostile_statement_is_judged_at_once(text: str) -> None:
    began = time.monotonic()
    checked(Said(text, (Cited("p1", FACT.text),)), HANDLES, "it")
    fault_of(text, [FACT.text * 5], "it")
    assert time.monotonic() - began < 2


def test_words_without_end_are_looked_for_at_once() -> None:
    began = time.monotonic()
    found = checked(Said("Il contributo.", (Cited("p1", "Il contributo " * 4000),)), HANDLES, "it")
    assert found.fault == "quotation"
    assert time.monotonic() - began < 2
