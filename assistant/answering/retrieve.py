"""Retrieve: the passages of each question, valid on the day, and how the search went."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering import abstain
from assistant.answering.core import both, core_of, question_of
from assistant.answering.lexicon import Lexicon, lexicon
from assistant.answering.turn import Asked, Knowledge, Turn
from assistant.answering.weigh import weigh
from assistant.retrieval.lexical import words
from assistant.retrieval.search import Search
from assistant.text import say

_CANDIDATES = 20
_LEAST_ASKED = 2  # words of a question about a case that say more than "is it right?"


def retrieve(turn: Turn, knowledge: Knowledge) -> Turn:
    """Search for every question of the message.

    One that finds too little by itself, in a conversation, is searched as leaning on it.
    """
    asked = turn.asked or (Asked(turn.standalone),)
    found = tuple(_found_or_core(one, turn, knowledge) for one in asked)
    if len(found) > 1:
        return replace(turn, asked=tuple(_in_context(one, found, turn, knowledge) for one in found))
    if len(found) == 1 and turn.thread and not turn.subject and abstain.is_weak(found[0]):
        return _as_follow_up(turn, found[0], knowledge)
    return replace(turn, asked=found)


def _found_or_core(one: Asked, turn: Turn, knowledge: Knowledge) -> Asked:
    """Return a question with what it finds; one that finds nothing, without what leads up to it."""
    found = _found(one, turn, knowledge)
    if one.route == "case":
        return _asked_of_case(found, turn, knowledge)
    core = "" if one.subject else question_of(one.text, turn.language)
    if not core or abstain.judge(found, turn.language) is None:
        return found
    alone = _found(replace(one, text=core), turn, knowledge)
    return found if abstain.judge(alone, turn.language) else alone


def _asked_of_case(one: Asked, turn: Turn, knowledge: Knowledge) -> Asked:
    """Return a case with what its question finds, after the case is told: "...: serve un notaio?".

    The rules judge it, unless that asks for what they do not speak of.
    """
    asks = one.text.rpartition(": ")[2]
    if asks == one.text or len(words(asks)) < _LEAST_ASKED:
        return one
    alone = _found(replace(one, text=asks), turn, knowledge)
    return one if abstain.judge(alone, turn.language) else replace(alone, text=one.text)


def _as_follow_up(turn: Turn, alone: Asked, knowledge: Knowledge) -> Turn:
    """Return the turn with its message told with what the conversation is about, if that helps."""
    text = say(turn.language, "answer.follow_up", message=turn.text, subject=turn.thread)
    leaning = replace(turn, standalone=text, subject=turn.thread)
    follow_up = replace(alone, text=text, leans=True, own=turn.text, subject=turn.thread)
    one = _found(follow_up, leaning, knowledge)
    if abstain.judge(one, turn.language) is not None:
        return replace(turn, asked=(alone,))
    return replace(leaning, asked=(one,))


def _in_context(one: Asked, found: Sequence[Asked], turn: Turn, knowledge: Knowledge) -> Asked:
    """Return a question asked beside one of ours as leaning on what the message says around it.

    It does not where that only finds what the other questions found.
    """
    others = [other for other in found if other is not one]
    is_ours = any(abstain.judge(other, turn.language) is None for other in others)
    if one.route != "corpus" or one.settled or not is_ours or not abstain.is_weak(one):
        return one
    if abstain.names_ours(one, turn.language):
        return replace(one, leans=True)
    before, _, after = turn.text.partition(one.own or one.text)
    around = before if words(before) else after
    if not words(around):
        return one
    text = say(turn.language, "answer.follow_up", message=one.text, subject=around.strip())
    whole = _found(replace(one, text=text), turn, knowledge)
    is_told = _first(whole, turn) in {_first(other, turn) for other in others}
    if is_told or not abstain.may_belong(whole):
        return one
    return replace(whole, text=one.text, leans=True)


def _first(one: Asked, turn: Turn) -> str:
    return next((hit.passage.id for hit in weigh(one, turn.language)), "")


def _found(one: Asked, turn: Turn, knowledge: Knowledge) -> Asked:
    if one.own and one.said and not one.leans:
        alone = _found(replace(one, text=one.own, own="", subject=""), turn, knowledge)
        if abstain.judge(alone, turn.language) is None:
            return alone
    book = lexicon(turn.language)

    def look(text: str) -> Search:
        return knowledge.look(book.spelled_out(text), _CANDIDATES, turn.as_of, turn.language)

    search, own = look(one.text), _own_words(one, turn)
    if own:
        search = both(search, look(own))
    before = look(one.subject) if one.subject else None
    beyond = knowledge.beyond(one.text if one.subject else own or one.text)
    return replace(
        one,
        search=_in_our_words(search, book),
        beyond=beyond,
        likeness=knowledge.likeness(one.text),
        before=before,
    )


def _in_our_words(search: Search, book: Lexicon) -> Search:
    """Return a search without the unknown words that the lexicon knows ("srl", "ets")."""
    patterns = book.members.values()
    unknown = tuple(
        word
        for word in search.features.unknown
        if word not in book.abbreviations and not any(one.search(word) for one in patterns)
    )
    return replace(search, features=replace(search.features, unknown=unknown))


def _own_words(one: Asked, turn: Turn) -> str:
    """Return the part of a question that is looked for by itself too; "" where there is none.

    Of a follow-up, the message; of a long message, the question inside it.
    """
    if one.own:
        return one.own if one.own != one.text and words(one.own) else ""
    return core_of(one.text, turn.language)
