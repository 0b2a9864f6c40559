"""Route: what a question is, and so who answers it: the corpus, the rules, or nobody here."""

import re
from dataclasses import replace
from itertools import pairwise

from assistant.answering.core import core_of
from assistant.answering.lexicon import Compiled, lexicon
from assistant.answering.resolve import leans
from assistant.answering.turn import Asked, Knowledge, Route, Turn
from assistant.figures import Figure, figures
from assistant.model import Language
from assistant.retrieval.lexical import fold, words
from assistant.text import listing, say

_QUESTIONS = re.compile(r"[^?]+\?")
_AGREED = "agreed"  # to what was asked before, where something was: then it is a follow-up
_MOST_ASKED = 4
_LEAST_MONEY = 1000  # a smaller bare number is a count, an article or a year, not a spending
_MOST_MONEY = 10**12  # beyond it a number is a slip of the keyboard
_YEARS = range(1900, 2101)


def route(turn: Turn, knowledge: Knowledge) -> Turn:  # noqa: ARG001
    """Say what kind of thing is asked, and end the turn of a greeting with what we can do."""
    folded = fold(turn.text).strip()
    book = lexicon(turn.language)
    for name, pattern in book.small_talk.items():
        if pattern.search(folded) and not (name == _AGREED and turn.subject):
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
    if asks_for_money(turn) and _are_several(turn.text, turn.language):
        return replace(turn, outcome="clarify", message=say(turn.language, "answer.which_sum"))
    return replace(turn, route=_way(turn), asked=questions_of(turn))


def _way(turn: Turn) -> Route:
    """Tell who answers one question: the rules, or the corpus."""
    return "money" if asks_for_money(turn) else "corpus"


def questions_of(turn: Turn) -> tuple[Asked, ...]:
    """Return the questions of a message, each with its kind; a follow-up is one question.

    The later questions of a message may lean on the first ("può partecipare? E come capofila?").
    """
    if turn.standalone != turn.text:
        return (Asked(turn.standalone, _kind(turn.text, turn.language), leans=True),)
    parts = _parts(turn.text, turn.language)
    if len(parts) < 2:
        return (Asked(turn.standalone, _kind(turn.text, turn.language)),)
    first, *later = parts[:_MOST_ASKED]
    whole = [first, *(f"{part} {first}" if leans(part, turn.language) else part for part in later)]
    return tuple(_asked(turn, part, text) for part, text in zip(parts, whole, strict=False))


def _asked(turn: Turn, part: str, text: str) -> Asked:
    alone = replace(turn, text=part, standalone=text)
    said = f"{part[:1].upper()}{part[1:].rstrip(' ?.,;')}?"
    return Asked(text, _kind(part, turn.language), said=said, route=_way(alone))


def _parts(text: str, language: Language) -> list[str]:
    """Return the questions of a message: one a question mark, or a "and how", "and who" ...

    What holds no word of its own ("come" in "come e quando si presenta?") is no question.
    """
    parts: list[str] = []
    for sentence in _QUESTIONS.findall(text) or [text]:
        pieces = _cut(sentence, lexicon(language).follow_up["joint"])
        is_each = all(words(piece) for piece in pieces)
        parts += [piece.strip() for piece in (pieces if is_each else [sentence])]
    return [part for part in parts if words(part)]


def _cut(text: str, joint: Compiled) -> list[str]:
    folded = fold(text)
    if len(folded) != len(text):
        return [text]
    cuts = [(0, 0), *(found.span() for found in joint.finditer(folded)), (len(text), len(text))]
    pieces = (text[start:end] for (_, start), (end, _) in pairwise(cuts))
    return [piece for piece in pieces if piece.strip()]


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
    kind = lexicon(language).kind_of(core_of(text, language) or text)
    return kind.name if kind else None


def _is_money(figure: Figure) -> bool:
    if figure.value > _MOST_MONEY:
        return False
    if figure.unit == "euro":
        return True
    return figure.unit == "count" and figure.value >= _LEAST_MONEY and figure.value not in _YEARS
