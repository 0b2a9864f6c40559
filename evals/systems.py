"""Systems: plain ones that answer the same cases beside ours, and ours with a part switched off.

The plain ones have no model either: what they retrieve is their answer, as a reader would see it.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from unittest.mock import patch

from assistant.answering import abstain
from assistant.answering.pipeline import STEPS, Pipeline
from assistant.answering.resolve import resolve
from assistant.answering.turn import Asked
from assistant.model import Answer, Claim, Language, Passage, Question, Quote
from assistant.settings import Settings
from evals.answers import Answering
from evals.rivals import Find, stock_bm25, tutorial

_SHOWN = 3  # passages that a plain system shows, as the tutorial does
OURS = "ours"
PLAIN = ("tutorial", "bm25", "dense")
SYSTEMS = (OURS, *PLAIN, "always_answer", "always_abstain")


@contextmanager
def system(name: str, settings: Settings) -> Iterator[Answering]:
    """Give what answers under the name of a system."""
    pipeline = Pipeline(settings)
    with ExitStack() as stack:
        if name == "always_answer":
            stack.enter_context(patch.object(abstain, "judge", _answer_all))
        if name == "always_abstain":
            yield _abstaining
            return
        if name in PLAIN:
            passages = _passages(pipeline)
            find = _find(name, passages, settings)
            yield lambda question: _plain(question, find, passages)
            return
        yield pipeline.answer


@contextmanager
def without(part: str | None, settings: Settings) -> Iterator[Settings]:
    """Give the settings to answer with, a part of ours switched off meanwhile."""
    with ExitStack() as stack:
        if part == "dense":
            settings = settings.model_copy(update={"embedder": "none"})
        if part == "lexical":
            settings = settings.model_copy(update={"dense_weight": 1.0})
        if part == "abstention":
            stack.enter_context(patch.object(abstain, "judge", _answer_all))
        if part == "rewriting":
            steps = tuple(step for step in STEPS if step is not resolve)
            stack.enter_context(patch("assistant.answering.pipeline.STEPS", steps))
        yield settings


def _passages(pipeline: Pipeline) -> Mapping[str, Passage]:
    """Return the facts; a collection is made of them, and only ours has it."""
    every = pipeline.knowledge.searcher.passages
    return {passage.id: passage for passage in every if passage.kind != "collection"}


def _find(name: str, passages: Mapping[str, Passage], settings: Settings) -> Find:
    texts = {passage.id: _both(passage) for passage in passages.values()}
    if name == "bm25":
        return stock_bm25(texts)
    if name == "tutorial":
        return tutorial(texts, settings)
    vectors_only = Pipeline(settings.model_copy(update={"dense_weight": 1.0}))
    return lambda text: [
        hit.passage.id for hit in vectors_only.search(text, 2 * _SHOWN) if hit.passage.id in texts
    ]


def _both(passage: Passage) -> str:
    """Return a passage in every language it has: a plain system indexes it as one text."""
    return "\n".join(dict.fromkeys((passage.text, *passage.versions.values())))


def _plain(question: Question, find: Find, passages: Mapping[str, Passage]) -> Answer:
    """Return the passages found, one after the other, as an answer."""
    language = question.language or "it"
    shown = [passages[name] for name in find(question.text)[:_SHOWN]]
    texts = [passage.text_in(language) for passage in shown]
    return replace(
        _answer(question, "\n\n".join(texts)),
        outcome="answered" if shown else "not_in_sources",
        claims=tuple(_claim(passage, text) for passage, text in zip(shown, texts, strict=True)),
    )


def _claim(passage: Passage, text: str) -> Claim:
    quote = Quote(passage.id, passage.source, passage.locator, text, 0, len(text))
    return Claim(text, (quote,), "quoted", "reported")


def _answer_all(_one: Asked, _language: Language) -> None:
    """Refuse nothing."""


def _abstaining(question: Question) -> Answer:
    return replace(_answer(question, ""), outcome="not_in_sources")


def _answer(question: Question, text: str) -> Answer:
    said = question.text
    assert question.as_of is not None
    return Answer(said, said, question.language or "it", "answered", text, question.as_of)
