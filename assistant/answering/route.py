"""Route: what a question is, and so who answers it: the corpus, the rules, or nobody here."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.case import is_case
from assistant.answering.core import asking_of, core_of
from assistant.answering.lexicon import lexicon
from assistant.answering.membership import membership, purchases
from assistant.answering.pasted import is_draft
from assistant.answering.resolve import in_its_place, leans, pointless, without_opening
from assistant.answering.said import is_for_goods
from assistant.answering.split import questions_in, topic_of
from assistant.answering.sums import is_clear, parts_of, sums_of
from assistant.answering.turn import Asked, Knowledge, Route, Turn
from assistant.figures import Figure
from assistant.model import Language
from assistant.retrieval.lexical import aligned, fold
from assistant.text import listing, say

_AGREED = "agreed"  # to what was asked before, where something was: then it is a follow-up
_MOST_ASKED = 4
_INVESTMENTS = 2  # the phase of the call that pays for investments


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
    by_rules = membership(turn, knowledge.rules)
    told, like = replace(turn.question, text=turn.text), knowledge.likeness(turn.text)
    if is_case(told, knowledge.rules, turn.language, for_money, like):
        case = Asked(turn.standalone, route="case")
        return replace(
            turn,
            route="case",
            asked=(case, *by_rules, *purchases(turn, knowledge.rules), *_beside(turn)),
        )
    parts = parts_of(turn.text, turn.language)
    if for_money and parts and not is_clear(turn.text, parts, turn.language):
        return replace(turn, outcome="clarify", message=say(turn.language, "answer.which_sum"))
    return replace(turn, route=_way(turn), asked=(*by_rules, *questions_of(turn)))


def _beside(turn: Turn) -> tuple[Asked, ...]:
    """Return the questions of a message that states a case, where it asks several things."""
    parts = questions_in(turn.text, turn.language)
    if len(parts) < 2 or _is_one_sum(parts, turn):
        return ()
    asked = (_leaning(turn, part, turn.text) for part in parts[:_MOST_ASKED])
    return tuple(one for one in asked if one.route == "corpus")


def _way(turn: Turn) -> Route:
    """Tell who answers one question: the rules, or the corpus."""
    return "money" if asks_for_money(turn) else "corpus"


def questions_of(turn: Turn) -> tuple[Asked, ...]:
    """Return the questions of a message, each with its kind; a follow-up is one question.

    The later questions of a message may lean on the first ("può partecipare? E come capofila?").
    """
    if turn.subject and turn.standalone != turn.text:
        kind = _kind(turn.text, turn.language) or _kind(turn.standalone, turn.language)
        own = turn.text if turn.text in turn.standalone else ""
        return (Asked(turn.standalone, kind, leans=True, own=own, subject=turn.subject),)
    parts = questions_in(turn.text, turn.language)
    if len(parts) < 2 or _is_one_sum(parts, turn):
        return (Asked(turn.standalone, _kind(turn.text, turn.language)),)
    first, *later = parts[:_MOST_ASKED]
    return (_asked(turn, first), *(_leaning(turn, part, first) for part in later))


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


def _leaning(turn: Turn, part: str, first: str) -> Asked:
    """Return a later question of a message with what it takes from the first, if it leans on it."""
    if not leans(part, turn.language):
        return _asked(turn, part)
    placed = in_its_place(first, part, turn.language)
    told = pointless(part, turn.language)
    is_pointing = lexicon(turn.language).follow_up["pointing"].search(fold(part))
    subject = topic_of(first) if is_pointing else ""  # "zis: ...? quante ne ...?" points at it
    one = _asked(turn, part, placed or f"{told} {subject or first}")
    own = without_opening(part, turn.language)
    return one if placed or is_pointing else replace(one, own=own, subject=first)


def _asked(turn: Turn, part: str, text: str = "") -> Asked:
    alone = replace(turn, text=part, standalone=text or part)
    asking = asking_of(part, turn.language).strip(" ?.,;\n")
    said = f"{asking[:1].upper()}{asking[1:]}?"
    return Asked(text or part, _kind(part, turn.language), said=said, route=_way(alone))


def asks_for_money(turn: Turn) -> bool:
    """Tell whether the message gives a sum and asks what grant or what spending goes with it."""
    money = lexicon(turn.language).money
    amount = amount_of(turn.text, turn.language)
    if amount is None or money["counted"].search(fold(turn.text)):
        return False
    if is_for_goods(aligned(turn.text), lexicon(turn.language)) and not _is_investment(turn):
        return False
    is_sum = _kind(turn.text, turn.language) == "amount" or _goes_on(turn)
    # In a conversation about money what the sum is spent on was said before.
    told = fold(" ".join((turn.thread, turn.standalone)) if is_sum else turn.standalone)
    if money["ceiling"].search(told):
        return bool(money["left"].search(fold(turn.text)))
    if is_wanted(turn.text, amount, turn.language):
        return True
    if not money["grant"].search(told):
        return False
    is_over = bool(money["over"].search(fold(turn.text[: amount.start])))
    return bool(money["spend"].search(told)) or (is_sum and is_over)


def _goes_on(turn: Turn) -> bool:
    """Tell whether a message tells what is spent after a question on how much is granted."""
    money = lexicon(turn.language).money
    is_on_grant = money["grant"].search(fold(turn.thread))
    is_amount = turn.thread and _kind(turn.thread, turn.language) == "amount"
    return bool(is_amount and is_on_grant and money["spend"].search(fold(turn.text)))


def _is_investment(turn: Turn) -> bool:
    """Tell whether a message is about the phase that pays for investments."""
    return lexicon(turn.language).phase_of(turn.standalone) == _INVESTMENTS


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
