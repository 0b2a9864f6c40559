"""Resolve: a message that leans on the ones before it becomes a question that stands alone.

A follow-up that only names another thing of the same sort ("e per la fase 2?") takes its place in
the earlier question; any other is told with the subject it leans on. History is rewritten, never
replayed.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from textwrap import shorten

from assistant.answering.courtesy import without_courtesy
from assistant.answering.lexicon import Compiled, lexicon
from assistant.answering.turn import Knowledge, Turn
from assistant.model import Language
from assistant.retrieval.lexical import aligned, fold, words
from assistant.text import say

_FEW_WORDS = 2  # fewer words that carry a subject make no question of their own
_ENOUGH_WORDS = 3  # with so many, a question that opens like a follow-up stands alone
_BARE_WORDS = 2  # "e scadenza?" only names what is asked of what was spoken of
_POINTING_WORDS = 5
_SUBJECT_CHARS = 600  # of the earlier messages that a follow-up takes along


@dataclass(frozen=True, slots=True)
class Thread:
    """What a conversation is about: the last question that stood alone, and what leans on it."""

    question: str
    since: tuple[str, ...] = ()

    def standalone(self, language: Language) -> str:
        """Return the thread as one question."""
        if not self.since:
            return self.question[:1].upper() + self.question[1:]
        subject = " ".join((self.question, *self.since[:-1]))
        told = shorten(subject, _SUBJECT_CHARS, placeholder=" …")
        return say(language, "answer.follow_up", message=self.since[-1], subject=told)


def resolve(turn: Turn, knowledge: Knowledge) -> Turn:  # noqa: ARG001
    """Rewrite a follow-up as a question that stands alone; leave the others alone."""
    plain = without_courtesy(turn.text, turn.language)
    if plain != turn.text:
        turn = replace(turn, text=plain, standalone=plain)
    earlier = list(_told(turn.question.earlier, turn.language))
    changed = lexicon(turn.language).follow_up["change"].match(aligned(turn.text))
    if changed:
        rest = turn.text[changed.end() :]
        return replace(turn, text=rest, standalone=rest)
    if not earlier:
        return replace(turn, standalone=_about_the_call(turn.text, turn.language))
    thread = Thread(_about_the_call(earlier[0], turn.language))
    for message in earlier[1:]:
        thread = _followed(thread, message, turn.language)
    about = thread.standalone(turn.language)
    if not leans(turn.text, turn.language):
        return replace(turn, thread=about)
    text = pointless(turn.text, turn.language)
    followed = _followed(thread, text, turn.language).standalone(turn.language)
    return replace(turn, text=text, standalone=followed, subject=about, thread=about)


def _about_the_call(text: str, language: Language) -> str:
    """Return a first message with the name of the call for what only points at it ("sta roba")."""
    found = lexicon(language).follow_up["deixis"].search(aligned(text))
    return _with(say(language, "answer.call"), found, text) if found else text


def _with(told: str, found: re.Match[str], text: str) -> str:
    return f"{text[: found.start()]}{told}{text[found.end() :]}"


def pointless(text: str, language: Language) -> str:
    """Return a follow-up without what only points at an earlier thing ("questi ultimi")."""
    found = lexicon(language).follow_up["anaphora"].search(aligned(text))
    cut = " ".join(_with(" ", found, text).split()) if found else ""
    return cut if words(cut) else text


def without_opening(text: str, language: Language) -> str:
    """Return a question without the word that joins it to another ("also", "inoltre")."""
    found = lexicon(language).follow_up["opening"].match(aligned(text))
    rest = text[found.end() :].strip(" ,") if found else ""
    return rest if words(rest) else text


def _told(earlier: Iterable[str], language: Language) -> Iterator[str]:
    """Yield the earlier messages that say something, without their courtesies."""
    talk = lexicon(language).small_talk.values()
    for message in earlier:
        plain = without_courtesy(message, language)
        if plain and not any(pattern.search(fold(plain)) for pattern in talk):
            yield plain


def leans(text: str, language: Language) -> bool:
    """Tell whether a message needs the one before it: a connective, a pointer, or few words."""
    folded = fold(text).strip()
    lexis = lexicon(language)
    if lexis.follow_up["change"].search(folded):
        return False
    is_named = names_only(text, language) and _names(text, language)
    if is_named or lexis.follow_up["supposed"].search(folded):
        return True
    carrying = len(words(text))
    is_question = lexis.kind_of(text) is not None
    is_pointing = bool(lexis.follow_up["pointing"].search(folded))
    names_subject = is_question and bool(lexis.follow_up["subject"].search(folded))
    if lexis.follow_up["opening"].search(folded):
        is_named = names_subject or _names(text, language)
        is_whole = carrying >= (_FEW_WORDS if is_named else _ENOUGH_WORDS) and is_question
        return is_pointing or not is_whole or names_only(text, language)
    if carrying < _FEW_WORDS and not (names_subject and len(folded.split()) > _BARE_WORDS):
        return True
    if carrying == _FEW_WORDS and not is_question:
        return True
    return is_pointing and carrying <= _POINTING_WORDS


def _followed(thread: Thread, message: str, language: Language) -> Thread:
    if not leans(message, language):
        return Thread(message)
    if names_only(message, language):
        parts = (thread.question, *thread.since)
        for place in range(len(parts) - 1, -1, -1):
            swapped = _swapped(parts[place], message, language)
            if swapped:
                first, *rest = (*parts[:place], swapped)
                return Thread(first, tuple(rest))
    return Thread(thread.question, (*thread.since, message))


def _names(message: str, language: Language) -> bool:
    """Tell whether a message names a thing of a sort that we know."""
    return any(slot.search(fold(message)) for slot in lexicon(language).slots.values())


def names_only(message: str, language: Language) -> bool:
    """Tell whether a message only names a thing: nothing else in it carries a meaning."""
    lexis = lexicon(language)
    rest = fold(message).strip()
    for pattern in (lexis.follow_up["opening"], lexis.follow_up["meaning"], *lexis.slots.values()):
        rest = pattern.sub(" ", rest)
    return not words(rest)


def in_its_place(earlier: str, message: str, language: Language) -> str | None:
    """Return a question about what a message names, where it names nothing else; else None."""
    return _swapped(earlier, message, language) if names_only(message, language) else None


def _swapped(earlier: str, message: str, language: Language) -> str | None:
    """Return the earlier question about what the message names; None where it names no such."""
    if len(earlier) > _SUBJECT_CHARS:
        return None
    lexis = lexicon(language)
    told, message = earlier, _with_phase(message, language)
    for slot in lexis.slots.values():
        told = _put(told, message, slot)
    if told == earlier:
        told = _in_place_of_who(earlier, message, language)
    return told if told != earlier else None


def _with_phase(message: str, language: Language) -> str:
    """Return a message with a phase by its number, whatever it calls it ("la fase successiva")."""
    lexis = lexicon(language)
    phase, named = lexis.phase_of(message), lexis.slots["phase"].search(aligned(message))
    if phase is None or named is None or str(phase) in named[0]:
        return message
    return _with(f"{lexis.phase_word} {phase}", named, message)


def _in_place_of_who(earlier: str, message: str, language: Language) -> str:
    """Return a question for who about the party that the message names: "Chi guida?", "un ente"."""
    lexis = lexicon(language)
    who = lexis.follow_up["who"].match(aligned(earlier))
    party = lexis.slots["party"].search(aligned(message))
    if not who or not party:
        return earlier
    named = message[party.start() : party.end()].strip()
    return f"{named[:1].upper()}{named[1:]}{earlier[who.end() :]}"


def _put(earlier: str, message: str, slot: Compiled) -> str:
    """Put the thing a message names in the place of the only one of its sort in a question."""
    olds, new = list(slot.finditer(aligned(earlier))), slot.search(aligned(message))
    if new is None or len(olds) != 1:
        return earlier
    old = olds[0]
    if bool(old["article"]) != bool(new["article"]):
        return earlier
    return earlier[: old.start()] + message[new.start() : new.end()] + earlier[old.end() :]
