"""From the conversation to the desk: a ticket below an answer, and where it is by its number."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import gradio as gr

from assistant.desk.counter import TicketState
from assistant.errors import InputError
from assistant.journal.days import ZONE
from assistant.journal.judgement import NOTE_CHARS
from assistant.model import Interval, Language, Question
from assistant.text import date_words, say
from assistant.web.contract import encodable
from assistant.web.conversation import Conversation
from assistant.web.frame import Frame, Updates, announcement, told
from assistant.web.pages import page
from assistant.web.reception import Reception, Request
from assistant.web.reception_api import address_of
from assistant.web.reception_contract import checked_email
from assistant.web.thread import Fault
from assistant.web.tried import tried

Restore = Callable[[Any], Conversation]
Show = Callable[[Conversation, Fault | None], Updates]
_REFERENCE_CHARS = 40


class Tickets:
    """The events of the ticket form and of the look-up."""

    def __init__(self, reception: Reception, restore: Restore, show: Show) -> None:
        """Remember how the conversation is restored and shown."""
        self._reception = reception
        self._restore = restore
        self._show = show

    def connect(self, frame: Frame, thread: gr.HTML, lookup: gr.HTML, talk: list[Any]) -> None:
        """Listen to the forms; ``talk``: what the browser keeps, then what shows it."""
        self._announced_in = frame.announced
        self._lookup = lookup
        shown = [*talk, frame.announced]
        found = [lookup, frame.announced]
        frame.on(thread.ticket, self.send, talk[:1], shown)
        for asked in (thread.state, lookup.state):
            frame.on(asked, self.look, talk[:1], found)

    def lookup_html(self, language: Language) -> str:
        """Return the empty look-up; nothing where there is no desk."""
        return _lookup_html(language) if self._reception.takes_tickets else ""

    def send(self, kept: Any, event: gr.EventData, request: gr.Request) -> Updates:
        """Take the question of an exchange to the desk."""
        talk = self._restore(kept)
        number = told(event, "exchange")
        if talk.exchange(number) is None:
            return self._show(talk, None)
        address = address_of(request)
        opened = tried(lambda: self._open(talk, number, event, address), talk.language)
        if opened.made is None:
            return self._show(talk, Fault(number, "ticket", opened.fault)) | self._said(
                opened.fault
            )
        reference = opened.made.reference
        sent = say(talk.language, "web.desk.sent", reference=reference)
        return self._show(talk.changed(number, ticket=reference), None) | self._said(sent)

    def look(self, kept: Any, event: gr.EventData, request: gr.Request) -> Updates:
        """Show where a ticket is, by its number."""
        language = self._restore(kept).language
        reference = encodable(str(told(event, "reference") or "")).strip()[:_REFERENCE_CHARS]
        address = address_of(request)
        found = tried(lambda: self._reception.state_of(reference, address), language)
        if found.made is None:
            shown = _lookup_html(language, reference, fault=found.fault)
            return {self._lookup: shown} | self._said(found.fault)
        state = found.made
        label = say(language, f"web.desk.state.{state.state}")
        shown = _lookup_html(language, state.reference, state)
        return {self._lookup: shown} | self._said(f"{state.reference}: {label}")

    def _open(
        self, talk: Conversation, number: int, event: gr.EventData, address: str
    ) -> TicketState:
        return self._reception.open_ticket(_wanted(talk, number, event), address)

    def _said(self, sentence: str) -> Updates:
        return {self._announced_in: announcement(sentence)}


def _lookup_html(
    language: Language, reference: str = "", state: TicketState | None = None, fault: str = ""
) -> str:
    """Return the form that asks for a number, and what was found."""
    days = {name: _day(getattr(state, name), language) for name in ("opened", "changed") if state}
    shown = {"reference": reference, "state": state, "fault": fault, "days": days}
    return page("lookup.html", language, **shown)


def _wanted(talk: Conversation, number: int, event: gr.EventData) -> Request:
    exchange = talk.exchanges[number]
    email = encodable(str(told(event, "email") or "")).strip()
    earlier = tuple(one.question for one in talk.exchanges[:number])
    return Request(
        turn=exchange.turn,
        question=Question(exchange.question, earlier, exchange.answer.language),
        language=talk.language,
        note=encodable(str(told(event, "note") or ""))[:NOTE_CHARS],
        email=_checked(email) if email else None,
        channel="page",
    )


def _checked(email: str) -> str:
    try:
        return checked_email(email)
    except ValueError:
        raise InputError("email_wrong") from None


def _day(at: dt.datetime, language: Language) -> str:
    day = at.astimezone(ZONE).date()
    return date_words(Interval(day, day), language)
