"""Faithful: quotations that stand where they say, and figures that their claim's support has."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from assistant.figures import numbers
from assistant.model import Language, Passage
from evals.shares import Share, share

Answered = Mapping[str, Any]


def faithful(answers: Iterable[Answered], passages: Mapping[str, Passage]) -> Mapping[str, Share]:
    """Return the verbatim rate and the numeric faithfulness of answers.

    Verbatim: quotations that are, letter by letter, their passage's text at their offsets.
    Numeric: claims with a figure whose every figure is in a quotation, in the calculation or in
    the question (an amount that the person gave).
    """
    told = list(answers)
    return {
        "verbatim": share([_is_verbatim(quote, passages) for quote in _quotes(told)]),
        "numeric": share([verdict for answer in told for verdict in _figures_held(answer)]),
    }


def _quotes(answers: Iterable[Answered]) -> Iterator[Mapping[str, Any]]:
    for answer in answers:
        for claim in answer.get("claims", ()):
            yield from claim["quotes"]


def _is_verbatim(quote: Mapping[str, Any], passages: Mapping[str, Passage]) -> bool:
    passage = passages.get(quote["passage"])
    texts = (passage.text, *passage.versions.values()) if passage else ()
    return any(text[quote["start"] : quote["end"]] == quote["words"] for text in texts)


def _figures_held(answer: Answered) -> Iterator[bool]:
    language: Language = answer.get("language", "it")
    given = numbers(f"{answer.get('question', '')} {_amounts(answer)}", language)
    for claim in answer.get("claims", ()):
        said = numbers(claim["text"], language)
        if said:
            words = " ".join(quote["words"] for quote in claim["quotes"])
            yield said <= given | numbers(words, language) | _dates(answer, language)


def _amounts(answer: Answered) -> str:
    """Return every number of the calculation, as text."""
    return " ".join(_leaves(answer.get("calculation") or {}))


def _leaves(node: Any) -> Iterator[str]:
    if isinstance(node, Mapping):
        for value in node.values():
            yield from _leaves(value)
    elif isinstance(node, list):
        for value in node:
            yield from _leaves(value)
    elif node is not None:
        yield str(node)


def _dates(answer: Answered, language: Language) -> set[str]:
    """Return the numbers of the dates of the sources, which an attribution may say."""
    published = (str(source.get("published") or "") for source in answer.get("sources", ()))
    return numbers(" ".join(published).replace("-", " "), language)
