"""Checking: a model's statement becomes one of ours only when its passages carry it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answering.claims import fault_of, share_meant
from assistant.answering.reply import Said
from assistant.answering.screen import visible
from assistant.answering.turn import Role, Statement, Words
from assistant.model import Language, Passage, Status
from assistant.quotes import locate
from assistant.text import say

_MOST_CHARS = 700
_QUOTED_CHARS = 420
_ON_THE_MATTER = 0.6  # share of a statement's words that what it quotes must mean
# What a sentence of ours never holds: links, pictures, markup, code, placeholders, citations.
_MARKUP = re.compile(
    r"https?:|www\.|://|mailto:|javascript:|data:|\]\s*\(|!\[|<[^\s>]|&#?\w+;|`|\{|\}|\[[^\]]*\]|\|\s*-"
    r"|^\s*#|\*\*|__",
    re.IGNORECASE | re.MULTILINE,
)
_HOST = re.compile(
    r"(?<![\w@-])(?:[\w-]{3,}(?:\.[\w-]+)*\.[a-z]{2,}|\w{1,2}\.(?:com?|it|eu|org|net|io|ly|me))(?![\w-])"
    r"|\S+@\S+"
)
# The less certain what carries it, the less certain a statement.
_WEAKEST: tuple[Status, ...] = ("conflicting", "unknown", "derived", "reported")

Handles = Mapping[str, Passage]


@dataclass(frozen=True, slots=True)
class Checked:
    """A model's statement after the check: the one that is told, and what was wrong, by a word.

    With both, the quotation is right and the statement is not: it is told in the words quoted.
    """

    statement: Statement | None = None
    fault: str = ""


def checked(said: Said, handles: Handles, language: Language) -> Checked:
    """Check a statement against the passages that it cites.

    Faults: shape; handle: no such passage; quotation: words that are not there; markup: links and
    the like; those of ``claims.fault_of``.
    """
    text = " ".join(said.text.split())
    known = [
        (handles[cited.handle], cited.words) for cited in said.quotes if cited.handle in handles
    ]
    found = [_located(passage, words, language) for passage, words in known]
    located = [words for words in found if words]
    if len(located) < max(1, len(said.quotes)):
        return Checked(fault=_citing_fault(said, len(known)))
    if _is_marked(text, located):
        return Checked(fault="markup")
    fault = fault_of(text, [one.words for one in located], language)
    if fault is None:
        return Checked(_statement(text, located))
    is_near = _is_near(text, located, language)
    told = _statement(_in_its_words(located, language), located) if is_near else None
    return Checked(told, fault)


def _citing_fault(said: Said, known: int) -> str:
    if not said.quotes:
        return "shape"
    return "handle" if known < len(said.quotes) else "quotation"


def _is_near(text: str, located: Sequence[Words], language: Language) -> bool:
    """Tell whether what is quoted is short, and on the matter of a statement."""
    quoted = [one.words for one in located]
    is_short = sum(map(len, quoted)) <= _QUOTED_CHARS
    return is_short and share_meant(text, quoted, language) >= _ON_THE_MATTER


def _in_its_words(located: Sequence[Words], language: Language) -> str:
    """Return what is quoted: our own summaries as they are, others' words in quotation marks."""
    return " ".join(
        one.words if one.passage.fact else say(language, "answer.quoted_more", words=one.words)
        for one in located
    )


def _located(passage: Passage, words: str, language: Language) -> Words | None:
    """Return the passage's own words where those cited stand in it."""
    text = passage.text_in(language)
    span = locate(words, text)
    return Words(passage, text[span.start : span.end]) if span else None


def _is_marked(text: str, located: list[Words]) -> bool:
    """Tell whether a sentence holds what none of ours may.

    Signs that nobody sees, markup, links, and addresses that are not in a fact of ours.
    """
    if len(text) > _MOST_CHARS or visible(text) != text or _MARKUP.search(text):
        return True
    quoted = " ".join(one.words for one in located if one.passage.fact).lower()
    return any(host.lower() not in quoted for host in _HOST.findall(text))


def _statement(text: str, located: list[Words]) -> Statement:
    first, *rest = located
    statuses = {one.passage.fact.status if one.passage.fact else "reported" for one in located}
    certainty = next(status for status in _WEAKEST if status in statuses)
    is_unknown = all(one.passage.fact and one.passage.fact.status == "unknown" for one in located)
    role: Role = "unknown" if is_unknown else "lead"
    return Statement(text, first.words, first.passage, role, certainty, also=tuple(rest))
