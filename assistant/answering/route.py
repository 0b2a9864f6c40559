"""Route: what a question is, and so who answers it: the corpus, the rules, or nobody here."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.answering.case import is_case
from assistant.answering.core import core_of
from assistant.answering.lexicon import Compiled, lexicon
from assistant.answering.listed import items_of
from assistant.answering.pasted import is_draft
from assistant.answering.resolve import in_its_place, leans
from assistant.answering.sums import is_clear, parts_of, sums_of
from assistant.answering.turn import Asked, Knowledge, Route, Turn
from assistant.figures import Figure
from assistant.model import Language
from assistant.retrieval.lexical import fold, words
from assistant.text import listing, say

_COMMAS = re.compile(r"[,;]\s+")
_QUESTIONS = re.compile(r"[^?]+\?")
_AGREED = "agreed"  # to what was asked before, where something was: then it is a follow-up
_MOST_ASKED = 4


def route(turn: Turn, knowledge: Knowledge) -> Turn:
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
    if is_draft(turn.text, turn.language):
        subject = say(turn.language, "answer.draft_question")
        return replace(turn, route="draft", asked=(Asked(subject, "what"),))
    for_money = asks_for_money(turn)
    if is_case(turn.question, turn.text, knowledge.rules, turn.language, for_money):
        return replace(turn, route="case", asked=(Asked(turn.standalone),))
    parts = parts_of(turn.text, turn.language)
    if for_money and parts and not is_clear(turn.text, parts, turn.language):
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
    if len(parts) < 2 or _is_one_sum(parts, turn):
        return (Asked(turn.standalone, _kind(turn.text, turn.language)),)
    first, *later = parts[:_MOST_ASKED]
    whole = [first, *(_with_subject(part, first, turn.language) for part in later)]
    return tuple(_asked(turn, part, text) for part, text in zip(parts, whole, strict=False))


def _is_one_sum(parts: Sequence[str], turn: Turn) -> bool:
    """Tell whether the questions ask for the two sides of one sum ("quanto voi, quanto noi")."""
    if not asks_for_money(turn):
        return False
    sums = [part for part in parts if amount_of(part, turn.language)]
    rest = [part for part in parts if part not in sums]
    book = lexicon(turn.language)
    subject, left = book.follow_up["subject"], book.money["left"]
    return len(sums) < 2 and all(
        (_kind(part, turn.language) == "amount" or left.search(fold(part)))
        and not subject.search(fold(part))
        for part in rest
    )


def _with_subject(part: str, first: str, language: Language) -> str:
    """Return a later question of a message with what it takes from the first, if it leans on it."""
    if not leans(part, language):
        return part
    return in_its_place(first, part, language) or f"{part} {first}"


def _asked(turn: Turn, part: str, text: str) -> Asked:
    alone = replace(turn, text=part, standalone=text)
    said = f"{part[:1].upper()}{part[1:].rstrip(' ?.,;')}?"
    return Asked(text, _kind(part, turn.language), said=said, route=_way(alone))


def _parts(text: str, language: Language) -> list[str]:
    """Return the questions of a message: items of a list, one a question mark, or a "and how" ...

    What holds no word of its own ("come" in "come e quando si presenta?") is no question.
    """
    parts: list[str] = []
    for sentence in items_of(text, language) or _QUESTIONS.findall(text) or [text]:
        pieces = _cut(sentence, lexicon(language).follow_up["joint"])
        is_each = all(words(piece) for piece in pieces)
        for piece in pieces if is_each else [sentence]:
            parts += _listed(piece, language)
    return [part for part in parts if words(part)]


def _listed(text: str, language: Language) -> list[str]:
    """Return the questions that commas separate, where each asks something ("quanto, chi").

    After two that do, a last one may ask by its tone alone ("..., e i fondi sono regionali?").
    """
    follow_up = lexicon(language).follow_up
    pieces = [piece.strip() for piece in _COMMAS.split(text) if piece.strip(" ,;")]
    if follow_up["supposing"].search(fold(pieces[0])):
        return [text.strip()]
    asks = [bool(words(one) and follow_up["asking"].search(fold(one))) for one in pieces]
    if len(asks) > 2 and not asks[-1] and follow_up["opening"].search(fold(pieces[-1])):
        asks[-1] = len(words(pieces[-1])) > 1
    return pieces if all(asks) else [text.strip()]


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
    is_sum = _kind(turn.text, turn.language) == "amount"
    # In a conversation about money what the sum is spent on was said before.
    told = fold(" ".join((turn.thread, turn.standalone)) if is_sum else turn.standalone)
    if money["ceiling"].search(told):
        return bool(money["left"].search(fold(turn.text)))
    if not money["grant"].search(told):
        return False
    is_over = bool(money["over"].search(fold(turn.text[: amount.start])))
    return bool(money["spend"].search(told)) or (is_sum and is_over)


def is_wanted(text: str, amount: Figure, language: Language) -> bool:
    """Tell whether a sum is the grant that is wanted, not the spending."""
    money = lexicon(language).money
    before, after = fold(text[: amount.start]), fold(text[amount.end :])
    return bool(money["granted_before"].search(before) or money["granted_after"].search(after))


def amount_of(text: str, language: Language) -> Figure | None:
    """Return the largest sum of money of a message, if it has one."""
    return max(sums_of(text, language), key=lambda figure: figure.value, default=None)


def _kind(text: str, language: Language) -> str | None:
    kind = lexicon(language).kind_of(core_of(text, language) or text)
    return kind.name if kind else None
