"""Tickets as HTML: the list with its filters, and one ticket with the letter that answers it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.approved.record import Approved
from assistant.approved.topics import topics
from assistant.desk.audit import Entry
from assistant.desk.drafting import confidence
from assistant.desk.inbox import MOST, NOBODY, Found, Wanted
from assistant.desk.roles import Person
from assistant.desk.states import NEXT, STATES
from assistant.desk.ticket import Line, Ticket
from assistant.journal.days import today
from assistant.model import Language
from assistant.web.banco_wording import usual_expiry
from assistant.web.banco_words import age_words, moment_words
from assistant.web.pages import page


@dataclass(frozen=True, slots=True)
class Desk:
    """What stands around one ticket: who looks, duplicates, earlier answers, what happened.

    ``letter``: what is in the editor; ``saved``: the draft of somebody who came first.
    """

    person: Person
    twins: Sequence[Line]
    earlier: Sequence[Approved]
    history: Sequence[Entry]
    letter: str
    office: str
    saved: str = ""


@dataclass(frozen=True, slots=True)
class AnswerView:
    """One frozen answer, with how sure it is and the words that carry it."""

    question: str
    outcome: str
    confidence: str
    text: str
    missing: tuple[str, ...]
    quotes: tuple[Mapping[str, Any], ...]


def inbox_html(found: Found, wanted: Wanted, person: Person, language: Language, fault: str) -> str:
    """Return the list of tickets below its filters. ``fault``: why the last thing was not done."""
    values = {
        "found": found,
        "wanted": wanted,
        "person": person,
        "fault": fault,
        "states": STATES,
        "topics": tuple(topics()),
        "nobody": NOBODY,
        "most": MOST,
        "age": lambda line: age_words(line.age, language),
    }
    return page("banco_inbox.html", language, **values)


def ticket_html(ticket: Ticket, desk: Desk, language: Language, fault: str) -> str:
    """Return one ticket. ``fault``: why the last thing was not done."""
    values = {
        "ticket": ticket,
        "desk": desk,
        "person": desk.person,
        "fault": fault,
        "answers": [answer_view(answer) for answer in ticket.answers],
        "following": NEXT[ticket.state],
        "topics": tuple(topics()),
        "moment": lambda at: moment_words(at, language),
        "age": lambda line: age_words(line.age, language),
        "expires": usual_expiry().isoformat(),
        "first_day": (today() + dt.timedelta(days=1)).isoformat(),
    }
    return page("banco_ticket.html", language, **values)


def answer_view(answer: Mapping[str, Any]) -> AnswerView:
    """Return a frozen answer as it is drawn; each passage is quoted once."""
    sources = {source["id"]: source for source in answer["sources"]}
    quotes = {
        (quote["passage"], quote["words"]): {**quote, "title": _title(quote, sources)}
        for claim in answer["claims"]
        for quote in claim["quotes"]
    }
    return AnswerView(
        question=answer["question"],
        outcome=answer["outcome"],
        confidence=confidence(answer),
        text=answer["text"],
        missing=tuple(answer["missing"]),
        quotes=tuple(quotes.values()),
    )


def _title(quote: Mapping[str, Any], sources: Mapping[str, Mapping[str, Any]]) -> str:
    source = sources.get(quote["source"], {})
    told = (source.get("publisher"), source.get("title"), quote["locator"])
    return ", ".join(str(part) for part in told if part) or str(quote["source"])
