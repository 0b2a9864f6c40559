"""Rewrite: a follow-up is told by a model as a question that stands alone, in our own words.

Only where ``resolve`` found that the message leans on earlier ones, and none of them is a piece of
a draft, which is not for a model. What the model says is used when every word, name and number of
it stands in the conversation; else what ``resolve`` made stays.
"""

import re
from dataclasses import replace
from typing import Any

from assistant.answering.pasted import follows_draft
from assistant.answering.turn import Knowledge, Turn
from assistant.answering.wording import held, telling
from assistant.answering.writing import Writing, asking_of
from assistant.figures import numbers
from assistant.llm import ModelFault, read_json
from assistant.prompts import render
from assistant.retrieval.lexical import words

PROMPT = "rewrite"
_MOST_WORDS = 60
_LAST = 6  # earlier messages that are shown
_MARKUP = re.compile(r"[<>\[\]{}`|]|https?:|www\.", re.IGNORECASE)


def rewrite(turn: Turn, knowledge: Knowledge, writing: Writing) -> Turn:  # noqa: ARG001
    """Return the turn with its question rewritten, or as it is."""
    chat = writing.writer.rewriter
    if chat is None or not turn.subject or turn.standalone == turn.text or follows_draft(turn):
        return turn
    rendered = render(
        writing.writer.prompts[PROMPT],
        language=turn.language,
        earlier=list(turn.question.earlier[-_LAST:]),
        message=turn.text,
    )
    tokens, fault, told = 0, "", None
    try:
        reply = chat.complete(rendered, writing.limit, writing.watch.cancel)
        tokens, told = reply.tokens_out, _question(read_json(reply.text), turn)
    except ModelFault as error:
        fault = error.kind
    fault = fault or ("" if told else "unsupported")
    asking = asking_of(rendered, tokens, fault, writing.writer.rewriter_price)
    made = replace(turn.made, askings=(*turn.made.askings, asking))
    return replace(turn, standalone=told or turn.standalone, made=made)


def _question(reply: Any, turn: Turn) -> str | None:
    """Return the question of a reply, where the conversation holds all that it says."""
    told = reply.get("question") if isinstance(reply, dict) else None
    if not isinstance(told, str) or _MARKUP.search(told):
        return None
    told = " ".join(told.split())
    said = "\n".join((*turn.question.earlier, turn.text))
    its = held(said, turn.language)
    is_theirs = all(its.has(word) for word in telling(told, turn.language))
    is_short = 0 < len(words(told)) <= _MOST_WORDS
    has_figures = numbers(told, turn.language) <= numbers(said, turn.language)
    return told if is_short and is_theirs and has_figures else None
