"""What was said on a day, as HTML: each answer, the words it rested on, and whether they stand."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from assistant.journal.days import ZONE
from assistant.journal.journal import Find
from assistant.model import Interval, Language, Passage
from assistant.text import date_words
from assistant.web.pages import page

MOST = 100  # turns of a day on one page; more are found by words

Standing = Literal["same", "changed", "gone"]


@dataclass(frozen=True, slots=True)
class QuoteView:
    """Words that an answer rested on; ``standing``: how their passage is today."""

    words: str
    title: str
    publisher: str
    locator: str
    passage: str
    digest: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class TurnView:
    """One question and its answer. ``at``: hours and minutes where the call is."""

    at: str
    turn: str
    conversation: str
    channel: str
    question: str
    outcome: str
    language: str
    text: str
    mode: str
    corpus: str
    quotes: tuple[QuoteView, ...]
    judgement: Mapping[str, Any] | None


def said_html(
    turns: Sequence[Mapping[str, Any]], day: dt.date, language: Language, find: Find
) -> str:
    """Return the turns of a day; ``turns`` may be one more than are shown."""
    shown = {
        "turns": [_turn(turn, find) for turn in turns[:MOST]],
        "day": date_words(Interval(day, day), language),
        "is_more": len(turns) > MOST,
        "most": MOST,
    }
    return page("banco_journal_said.html", language, **shown)


def _turn(turn: Mapping[str, Any], find: Find) -> TurnView:
    at = dt.datetime.fromisoformat(turn["at"]).astimezone(ZONE)
    return TurnView(
        at=f"{at:%H:%M}",
        turn=turn["turn"],
        conversation=turn["conversation"],
        channel=turn["channel"],
        question=turn["question"],
        outcome=turn["outcome"],
        language=turn["language"],
        text=turn["text"],
        mode=turn["mode"],
        corpus=turn["corpus_digest"][:12],
        quotes=tuple(_quotes(turn, find)),
        judgement=turn["feedback"][-1] if turn["feedback"] else None,
    )


def _quotes(turn: Mapping[str, Any], find: Find) -> Iterator[QuoteView]:
    sources = {source["id"]: source for source in turn["sources"]}
    for quote in (quote for claim in turn["claims"] for quote in claim["quotes"]):
        source = sources.get(quote["source"], {})
        yield QuoteView(
            words=quote["words"],
            title=source.get("title", quote["source"]),
            publisher=source.get("publisher", ""),
            locator=quote["locator"],
            passage=quote["passage"],
            digest=quote["digest"][:12],
            standing=_standing(quote, find(quote["passage"])),
        )


def _standing(quote: Mapping[str, Any], passage: Passage | None) -> Standing:
    if passage is None:
        return "gone"
    return "same" if passage.digest == quote["digest"] else "changed"
