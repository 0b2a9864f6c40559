"""Every fault of the server with what it must become; ``python -m tests.fault_matrix`` measures.

The table that it prints is the one in docs/llm.md.
"""

import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.llm import Chat, Deadline, FaultKind, ModelFault, chat_for
from assistant.model import Answer, Question
from assistant.prompts import Prompt, Rendered
from assistant.settings import Settings
from tests.fault_server import FaultServer

SECONDS, FIRST_TOKEN = 1.5, 0.5
NOBODY = "http://127.0.0.1:9/v1"  # a port on which nothing listens
QUESTION = "Chi può fare da capofila?"

PROMPT = Prompt(
    name="ask",
    purpose="Asks.",
    role="answer",
    inputs={},
    output_schema={
        "type": "object",
        "additionalProperties": False,
        "required": ["text"],
        "properties": {"text": {"type": "string"}},
    },
    output_tokens=200,
    template="",
    digest="0" * 64,
)
ASKED = Rendered(PROMPT, "Sei un aiuto.", "Chi fa da capofila?", "1" * 64, {}, "Rispondi in JSON.")

# What each fault becomes, and what it is, for people.
BECOMES: Mapping[str, tuple[FaultKind, str]] = {
    "nobody": ("refused", "nothing listens at the address"),
    "mute": ("first_token", "the server accepts and never speaks"),
    "mute_stream": ("first_token", "the stream opens and no word comes"),
    "comments": ("first_token", "keep-alive lines for ever, no word"),
    "drip": ("timeout", "a word now and then, for ever"),
    "flood": ("too_long", "words for ever, as fast as it can"),
    "429": ("http_429", "too many requests, each time"),
    "429_late": ("http_429", "too many requests, Retry-After beyond the deadline"),
    "500": ("http_5xx", "a fault of the server, each time"),
    "503": ("http_5xx", "overloaded, Retry-After within the deadline, each time"),
    "401": ("http_401", "a wrong key"),
    "403": ("http_401", "a key without the right"),
    "404": ("http_404", "an unknown model"),
    "window": ("too_large", "the request does not fit the window"),
    "withheld": ("filtered", "the request is withheld by a policy of the server"),
    "page": ("not_json", "a page in HTML with status 200"),
    "plain_page": ("not_json", "a page that calls itself text, with status 200"),
    "wrong_json": ("not_json", "malformed JSON in the stream"),
    "other_json": ("empty", "JSON that is not the protocol"),
    "empty_choices": ("empty", "an empty list of choices"),
    "no_words": ("empty", "a reply without words"),
    "cut": ("cut", "the stream ends before the reply does"),
    "broken": ("cut", "the connection breaks in the middle"),
    "hung_up": ("unreachable", "the connection is closed without an answer"),
    "told": ("http_5xx", "an error told in the middle of a stream"),
    "latin": ("encoding", "bytes that are not UTF-8"),
    "length": ("too_long", "finish_reason length"),
    "content_filter": ("filtered", "finish_reason content_filter"),
    "tool_calls": ("cut", "a finish_reason that nobody asked for"),
}


@dataclass(frozen=True)
class Outcome:
    """What came of asking: the kind of the fault, the text told before it, the seconds taken."""

    kind: str
    told: str
    seconds: float


def settings_of(base_url: str, model: str, **more: object) -> Settings:
    """Return the settings of the llm mode with a model of a server, and short deadlines."""
    update: dict[str, object] = {"mode": "llm", "llm_base_url": base_url, "llm_model": model}
    short = {"llm_seconds": SECONDS, "llm_first_token_seconds": FIRST_TOKEN}
    return Settings().model_copy(update=update | short | more)


def chat(base_url: str, model: str, **more: object) -> Chat:
    """Return a chat with a model of a server."""
    made = chat_for("answer", settings_of(base_url, model, **more))
    assert made is not None
    return made


def asked(server: FaultServer, fault: str) -> Outcome:
    """Ask a model that goes wrong, with short deadlines."""
    base_url = server.base_url if fault != "nobody" else NOBODY
    model = chat(base_url, fault)
    told, began = "", time.monotonic()
    try:
        for delta in model.stream(ASKED, Deadline(SECONDS, FIRST_TOKEN)):
            told += delta.text
    except ModelFault as error:
        return Outcome(error.kind, told, time.monotonic() - began)
    return Outcome("", told, time.monotonic() - began)


def answered(server: FaultServer, fault: str) -> tuple[Answer, float]:
    """Return what a person is answered while the model goes wrong, and the seconds it took."""
    from assistant.answering.pipeline import Pipeline

    base_url = server.base_url if fault != "nobody" else NOBODY
    pipeline = Pipeline(settings_of(base_url, fault))
    pipeline.warm_up()
    began = time.monotonic()
    answer = pipeline.answer(Question(QUESTION))
    return answer, time.monotonic() - began


def main() -> None:
    """Write the table: the fault, its kind, requests sent, what a person saw, the seconds."""
    with FaultServer() as server:
        asked(server, "whole")  # so that the first row does not pay for the imports
        sys.stdout.write("| fault | kind | requests | what the person saw | seconds |\n")
        sys.stdout.write("|---|---|---|---|---|\n")
        for fault, (kind, words) in BECOMES.items():
            before = len(server.asked)
            answer, seconds = answered(server, fault)
            sent = len(server.asked) - before
            notice = next((one for one in answer.notices if "modello" in one), "-")
            saw = f"{answer.mode}, {answer.outcome}: {notice}"
            row = (words, f"`{kind}`", str(sent), saw, f"{seconds:.2f}")
            sys.stdout.write(f"| {' | '.join(row)} |\n")


if __name__ == "__main__":
    main()
