"""Replies: scripted replies of a model, true and hallucinated, through the real check of claims.

Hand-written claims (``pairs/replies.jsonl``) are true rewordings and errors of one kind each; from
every true one more errors are made: a figure or a date changed, a denial, words of another
passage, a handle or a quotation that does not exist, the right claim under a wrong quotation.
Of two parts only the totals were seen while the check was built (``held``), or nothing (``fresh``).
"""

import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.answering.checking import checked
from assistant.answering.reply import ReplyReader
from assistant.model import Language, Passage
from assistant.quotes import locate
from assistant.text import say
from evals.shares import Share, share

REPLIES = Path(__file__).resolve().parent / "pairs" / "replies.jsonl"
TRUE = "true"
_SEED = 2026
_GIVEN = 6  # passages that a reply may cite, the right one among them
_DIGIT = re.compile(r"(?<![A-Za-z0-9])\d")
_DENIAL = re.compile(r"\b(?:non|not)\s", re.IGNORECASE)
_KEPT_DENIAL = re.compile(r"\b(?:né|nor|nessun\w*|a meno che|solo)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """A claim on a passage; ``kind`` is true, or what is wrong with it."""

    id: str
    set: str
    lang: Language
    fact: str
    kind: str
    claim: str


@dataclass(frozen=True, slots=True)
class Scripted:
    """A reply of one claim; ``made``: by a rule from a true one, not by hand."""

    row: Row
    kind: str
    text: str
    made: bool
    handles: Mapping[str, Passage]


def load_rows() -> list[Row]:
    """Return the hand-written claims."""
    lines = REPLIES.read_text(encoding="utf-8").splitlines()
    return [Row(**json.loads(line)) for line in lines]


def scripted(passages: Mapping[str, Passage]) -> list[Scripted]:
    """Return every reply, the same at every call."""
    dice = random.Random(_SEED)  # noqa: S311 (nothing secret is drawn)
    order = [passage for passage in passages.values() if passage.fact]
    replies: list[Scripted] = []
    for row in load_rows():
        given = _given(passages[row.fact], order)
        handles = {f"p{number}": passage for number, passage in enumerate(given, start=1)}
        words = passages[row.fact].text_in(row.lang)
        replies.append(Scripted(row, row.kind, _reply(row.claim, "p1", words), False, handles))
        if row.kind == TRUE:
            made = _errors(row, words, given, dice)
            replies += [Scripted(row, kind, text, True, handles) for kind, text in made]
    return replies


def replies_told(passages: Mapping[str, Passage]) -> Mapping[str, Share]:
    """Return, by set, the errors that are caught and the true claims that are kept.

    Caught: what is wrong is not shown, though the words that it quotes may be. Kept: told as it is
    worded, or in the words that it quotes.
    """
    found: dict[str, list[bool]] = {}
    for one in scripted(passages):
        told = shown(one)
        where = one.row.set
        if one.kind == TRUE:
            found.setdefault(f"{where}:kept", []).append(told is not None)
            found.setdefault(f"{where}:kept as worded", []).append(told == one.row.claim)
            continue
        is_caught = told is None or locate(told, _quotable(one)) is not None
        hand = "made" if one.made else "by hand"
        for name in ("caught", f"caught {hand}", f"caught {one.kind}"):
            found.setdefault(f"{where}:{name}", []).append(is_caught)
    return {name: share(verdicts) for name, verdicts in sorted(found.items())}


def shown(one: Scripted) -> str | None:
    """Return what a person would read of a reply; None where its claim is dropped."""
    (said,) = ReplyReader().feed(one.text)
    found = checked(said, one.handles, one.row.lang).statement
    return found.text if found else None


def _quotable(one: Scripted) -> str:
    return "\n".join(passage.text_in(one.row.lang) for passage in one.handles.values())


def _given(right: Passage, order: Sequence[Passage]) -> list[Passage]:
    """Return the right passage and the next ones, of the same topic first."""
    at = order.index(right)
    rest = [*order[at + 1 :], *order[:at]]
    topic = right.fact.topic if right.fact else ""
    rest.sort(key=lambda passage: not (passage.fact and passage.fact.topic == topic))
    return [right, *rest[: _GIVEN - 1]]


def _errors(
    row: Row, words: str, given: Sequence[Passage], dice: random.Random
) -> Iterator[tuple[str, str]]:
    other = given[1].text_in(row.lang)
    yield "wrong passage", _reply(row.claim, "p2", words)
    yield "invented handle", _reply(row.claim, f"p{len(given) + 7}", words)
    yield "invented quotation", _reply(row.claim, "p1", _forged(words, dice))
    yield "negated", _reply(_denied(row), "p1", words)
    if not _carries(row, given[1]):
        yield "wrong quotation", _reply(row.claim, "p2", other)
    if _DIGIT.search(row.claim):
        yield "number", _reply(_renumbered(row.claim, words, dice), "p1", words)


def _carries(row: Row, other: Passage) -> bool:
    """Tell whether another fact says the same: by hand, where two facts of the corpus do."""
    return (row.fact, other.id) in _SAME


# Pairs of facts of which the second carries claims made on the first.
_SAME: frozenset[tuple[str, str]] = frozenset((("Z091", "Z092"), ("U011", "G-affidabilita")))


def _denied(row: Row) -> str:
    if _DENIAL.search(row.claim) and not _KEPT_DENIAL.search(row.claim):
        return _DENIAL.sub("", row.claim, count=1)
    return say(row.lang, "eval.denied", claim=f"{row.claim[:1].lower()}{row.claim[1:]}")


def _renumbered(claim: str, words: str, dice: random.Random) -> str:
    """Return a claim with one digit changed to a number that its quotation does not hold."""
    places = [match.start() for match in _DIGIT.finditer(claim)]
    place = dice.choice(places)
    for step in range(1, 9):
        digit = str((int(claim[place]) + step) % 10)
        changed = f"{claim[:place]}{digit}{claim[place + 1 :]}"
        number = re.compile(r"[\d.,/]*\d")
        begun = next(m[0] for m in number.finditer(changed) if m.start() <= place < m.end())
        if digit != "0" and begun not in words:
            return changed
    return changed


def _forged(words: str, dice: random.Random) -> str:
    """Return words with one of them left out, which the passage does not have in a row."""
    parts = words.split()
    place = dice.randrange(1, len(parts) - 1)
    return " ".join([*parts[:place], *parts[place + 1 :]])


def _reply(claim: str, handle: str, words: str) -> str:
    quotes = [{"handle": handle, "words": words}]
    return json.dumps({"claims": [{"text": claim, "quotes": quotes}], "missing": []})
