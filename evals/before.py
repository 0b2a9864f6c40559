"""Before: what the llm mode adds before a model is asked, beyond the search of every mode."""

import threading
import time
from collections.abc import Iterator, Sequence

from assistant.answering.pipeline import Pipeline
from assistant.answering.writing import Writer
from assistant.llm import Deadline, Delta, ModelFault, Reply
from assistant.model import Question
from assistant.prompts import Rendered, load_prompts
from assistant.settings import CHECKOUT, Settings


class _Absent:
    """A model that is never there; ``asked``: when it was asked last."""

    def __init__(self) -> None:
        self.asked: float | None = None

    def stream(
        self,
        rendered: Rendered,  # noqa: ARG002 (the interface of a model)
        deadline: Deadline,  # noqa: ARG002
        cancel: threading.Event | None = None,  # noqa: ARG002
    ) -> Iterator[Delta]:
        self.asked = time.perf_counter()
        raise ModelFault("refused")

    def complete(
        self,
        rendered: Rendered,  # noqa: ARG002
        deadline: Deadline,  # noqa: ARG002
        cancel: threading.Event | None = None,  # noqa: ARG002
    ) -> Reply:
        raise ModelFault("refused")


def before_asking(settings: Settings, questions: Sequence[str], warm: int) -> list[float]:
    """Return, in seconds, what is added for each question that a model is asked."""
    chat = _Absent()
    pipeline = Pipeline(settings, Writer(chat, load_prompts(CHECKOUT / "prompts")))
    for question in questions[:warm]:
        pipeline.answer(Question(question))
    added: list[float] = []
    for question in questions[warm:]:
        chat.asked, began = None, time.perf_counter()
        answer = pipeline.answer(Question(question))
        if chat.asked is not None:
            added.append(chat.asked - began - answer.timings_ms["retrieve"] / 1000)
    return added
