"""Route: what a question is, and so who answers it: the corpus, the rules, or nobody here."""

from dataclasses import replace

from assistant.answering.lexicon import lexicon
from assistant.answering.turn import Knowledge, Turn
from assistant.figures import Figure, figures
from assistant.retrieval.lexical import fold
from assistant.text import listing, say

_LEAST_MONEY = 1000  # a smaller bare number is a count, an article or a year, not a spending
_YEARS = range(1900, 2101)


def route(turn: Turn, knowledge: Knowledge) -> Turn:  # noqa: ARG001
    """Say what kind of thing is asked, and end the turn of a greeting with what we can do."""
    folded = fold(turn.text).strip()
    book = lexicon(turn.language)
    kind = book.kind_of(turn.text)
    turn = replace(turn, kind=kind.name if kind else None)
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
        return replace(turn, route="draft")
    if asks_for_money(turn):
        return replace(turn, route="money")
    return turn


def asks_for_money(turn: Turn) -> bool:
    """Tell whether the message gives an amount and asks what the grant would be."""
    money = lexicon(turn.language).money
    if amount_of(turn.text, turn.language) is None:
        return False
    now, before = fold(turn.text), fold(turn.standalone)
    asks = turn.kind in ("amount", "how") or bool(money["grant"].search(now))
    return asks and bool(money["spend"].search(before)) and bool(money["grant"].search(before))


def amount_of(text: str, language: str) -> Figure | None:
    """Return the largest sum of money of a message, if it has one."""
    sums = [figure for figure in figures(text, language) if _is_money(figure)]
    return max(sums, key=lambda figure: figure.value, default=None)


def _is_money(figure: Figure) -> bool:
    if figure.unit == "euro":
        return True
    return figure.unit == "count" and figure.value >= _LEAST_MONEY and figure.value not in _YEARS
