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
        if _are_several(turn.text, turn.language):
            question = say(turn.language, "answer.which_sum")
            return replace(turn, outcome="clarify", message=question)
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
    """Tell whether the message gives a sum and asks what grant or what spending goes with it."""
    money = lexicon(turn.language).money
    amount = amount_of(turn.text, turn.language)
    if amount is None or money["counted"].search(fold(turn.text)):
        return False
    if is_wanted(turn.text, amount, turn.language):
        return True
    told = fold(turn.standalone)
    if not money["grant"].search(told):
        return False
    is_over = bool(money["over"].search(fold(turn.text[: amount.start])))
    is_sum = _kind(turn.text, turn.language) == "amount"
    return bool(money["spend"].search(told)) or (is_sum and is_over)


def is_wanted(text: str, amount: Figure, language: Language) -> bool:
    """Tell whether a sum is the grant that is wanted, not the spending."""
    money = lexicon(language).money
    before, after = fold(text[: amount.start]), fold(text[amount.end :])
    return bool(money["granted_before"].search(before) or money["granted_after"].search(after))


def amount_of(text: str, language: Language) -> Figure | None:
    """Return the largest sum of money of a message, if it has one."""
    return max(_sums(text, language), key=lambda figure: figure.value, default=None)


def _are_several(text: str, language: Language) -> bool:
    """Tell whether a message gives the parts of a spending (quotes, invoices), not the whole."""
    is_in_parts = lexicon(language).money["several"].search(fold(text))
    return bool(is_in_parts) and len(_sums(text, language)) > 1


def _sums(text: str, language: Language) -> list[Figure]:
    return [figure for figure in figures(text, language) if _is_money(figure)]


def _kind(text: str, language: Language) -> str | None:
    kind = lexicon(language).kind_of(text)
    return kind.name if kind else None


def _is_money(figure: Figure) -> bool:
    if figure.value > _MOST_MONEY:
        return False
    if figure.unit == "euro":
        return True
    return figure.unit == "count" and figure.value >= _LEAST_MONEY and figure.value not in _YEARS
