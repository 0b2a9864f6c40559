"""Route: what a question is, and so who answers it: the corpus, the rules, or nobody here."""

import re
from dataclasses import replace

from assistant.answering.lexicon import lexicon
from assistant.answering.resolve import leans
from assistant.answering.turn import Asked, Knowledge, Turn
from assistant.figures import Figure, figures
from assistant.model import Language
from assistant.retrieval.lexical import fold, words
from assistant.text import listing, say

_QUESTIONS = re.compile(r"[^?]+\?")
_MOST_ASKED = 4
_LEAST_MONEY = 1000  # a smaller bare number is a count, an article or a year, not a spending
_MOST_MONEY = 10**12  # beyond it a number is a slip of the keyboard
_YEARS = range(1900, 2101)


def route(turn: Turn, knowledge: Knowledge) -> Turn:  # noqa: ARG001
    """Say what kind of thing is asked, and end the turn of a greeting with what we can do."""
    folded = fold(turn.text).strip()
    book = lexicon(turn.language)
    for name, pattern in book.small_talk.items():
        if pattern.search(folded):
            return replace(
                turn,
                route="small_talk",
                outcome="clarify",
                message=say(turn.language, f"answer.{name}"),
                choices=tuple(listing(turn.language, "answer.examples")),
            )
    if book.draft["ask"].search(folded) and book.draft["text"].search(turn.text):
        subject = say(turn.language, "answer.draft_question")
        return replace(turn, route="draft", asked=(Asked(subject, "what"),))
    if asks_for_money(turn):
        return replace(turn, route="money")
    return replace(turn, asked=questions_of(turn))


def questions_of(turn: Turn) -> tuple[Asked, ...]:
    """Return the questions of a message, each with its kind; a follow-up is one question.

    The later questions of a message may lean on the first ("può partecipare? E come capofila?").
    """
    if turn.standalone != turn.text:
        return (Asked(turn.standalone, _kind(turn.text, turn.language), leans=True),)
    parts = [part.strip() for part in _QUESTIONS.findall(turn.text) if len(words(part)) > 0]
    if len(parts) < 2:
        return (Asked(turn.standalone, _kind(turn.text, turn.language)),)
    first, *later = parts
    whole = [first, *(f"{part} {first}" if leans(part, turn.language) else part for part in later)]
    kinds = [_kind(part, turn.language) for part in parts]
    return tuple(Asked(text, kind) for text, kind in zip(whole, kinds, strict=True))[:_MOST_ASKED]


def asks_for_money(turn: Turn) -> bool:
    """Tell whether the message gives an amount and asks what the grant would be."""
    money = lexicon(turn.language).money
    if amount_of(turn.text, turn.language) is None:
        return False
    now, before = fold(turn.text), fold(turn.standalone)
    is_asked = (
        turn.standalone != turn.text
        or _kind(turn.text, turn.language) in ("amount", "how")
        or bool(money["grant"].search(now))
    )
    return is_asked and bool(money["spend"].search(before) and money["grant"].search(before))


def amount_of(text: str, language: Language) -> Figure | None:
    """Return the largest sum of money of a message, if it has one."""
    sums = [figure for figure in figures(text, language) if _is_money(figure)]
    return max(sums, key=lambda figure: figure.value, default=None)


def _kind(text: str, language: Language) -> str | None:
    kind = lexicon(language).kind_of(text)
    return kind.name if kind else None


def _is_money(figure: Figure) -> bool:
    if figure.value > _MOST_MONEY:
        return False
    if figure.unit == "euro":
        return True
    return figure.unit == "count" and figure.value >= _LEAST_MONEY and figure.value not in _YEARS
