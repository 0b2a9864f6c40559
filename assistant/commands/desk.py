"""The people who work at the desk, its tickets, and the draft of a reply to a message."""

import argparse
import datetime as dt
import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.commands.parts import Action, day, opened, tell
from assistant.desk.roles import ROLES
from assistant.desk.states import STATES, known_state
from assistant.errors import InputError
from assistant.journal.days import ZONE, midnight
from assistant.model import Language
from assistant.settings import Settings
from assistant.text import say

if TYPE_CHECKING:
    from assistant.desk.accounts import Account
    from assistant.desk.ticket import Line, Ticket
    from assistant.desk.tickets import Tickets

_VERBS = ("add", "list", "role", "password", "disable", "enable")
_MACHINE = "sportello"  # who does what the command does, in the audit


def add_desk(action: Action) -> None:
    """Add the subcommands; ``action`` makes the parser of one."""
    sub = action("user", user)
    sub.add_argument("verb", choices=_VERBS, metavar="VERB", help=", ".join(_VERBS))
    sub.add_argument("name", nargs="?", default="", help="who, in lower case")
    sub.add_argument("--role", choices=ROLES, help="what they may: each role what those before it")
    sub = action("list", list_all)
    sub.add_argument("--state", choices=STATES, help="only those in a state")
    sub.add_argument("--words", default="", metavar="TEXT", help="words, a number or an e-mail")
    action("show", show).add_argument("reference", help="the reference or the number of a ticket")
    action("draft", draft).add_argument("file", type=Path, metavar="FILE", help="the message")
    sub = action("forget", forget)
    sub.add_argument("--before", type=day, required=True, metavar="DATE", help="opened before it")


def user(arguments: argparse.Namespace, settings: Settings) -> int:
    """Add somebody, list who there is, change a role or a password, disable, enable."""
    from assistant.desk.accounts import Accounts

    with opened(settings) as database:
        accounts, name = Accounts(database), arguments.name
        if arguments.verb == "add":
            accounts.add(name, arguments.role or ROLES[0], _password(settings), _MACHINE)
        elif arguments.verb == "password":
            accounts.set_password(name, _password(settings), _MACHINE)
        elif arguments.verb == "role":
            accounts.change(name, _MACHINE, role=arguments.role or ROLES[0])
        elif arguments.verb != "list":
            accounts.change(name, _MACHINE, active=arguments.verb == "enable")
        return _show_people(accounts.people(), arguments, settings)


def list_all(arguments: argparse.Namespace, settings: Settings) -> int:
    """List tickets: number, state, age, question."""
    from assistant.desk.inbox import Wanted

    states = (known_state(arguments.state),) if arguments.state else ()
    with _tickets(settings) as tickets:
        found = tickets.look(Wanted(states, words=arguments.words))
    tickets_told = [
        {"number": one.number, "state": one.state, "question": one.question}
        | {"topic": one.topic, "assigned": one.assigned, "opened": one.opened.isoformat()}
        for one in found.lines
    ]
    lines = [_line(one, " ".join(one.question.split()), settings.language) for one in found.lines]
    lines.append(say(settings.language, "web.banco.tickets.total", total=found.total))
    return tell(arguments, {"tickets": tickets_told, "total": found.total}, "\n".join(lines))


def show(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print one ticket: what is asked, what was answered, what the desk replied, its history."""
    with _tickets(settings) as tickets:
        ticket = tickets.by_reference(arguments.reference)
        history = tickets.history(ticket.number)
    entries = [
        {"at": one.at.isoformat(), "by": one.by, "act": one.act}
        | {"before": one.before, "after": one.after}
        for one in history
    ]
    lines = [_line(ticket, ticket.question, settings.language)]
    lines += [ticket.reference, *([ticket.note] if ticket.note else [])]
    lines += ["", *(str(answer["text"]) for answer in ticket.answers)]
    lines += ["", ticket.reply or ticket.draft] if ticket.reply or ticket.draft else []
    for one in history:
        by = one.by or say(settings.language, "web.banco.applicant")
        act = say(settings.language, f"web.banco.act.{one.act}")
        lines.append(say(settings.language, "desk.entry", day=_local(one.at), act=act, by=by))
    return tell(arguments, {**_ticket_json(ticket), "history": entries}, "\n".join(lines))


def draft(arguments: argparse.Namespace, settings: Settings) -> int:
    """Find the questions of a message and print the draft of a reply; nothing is kept."""
    from assistant.answering.pipeline import Pipeline
    from assistant.desk.drafting import Sender, answered, confidence, letter
    from assistant.desk.messages import read_message

    try:
        text = arguments.file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise InputError("desk.message_file", file=str(arguments.file)) from None
    message = read_message(text, settings.language)
    answers = answered(message, Pipeline(settings).answer)
    sender = Sender(settings.office, say(message.language, "letter.no_reference"))
    drafted = letter(answers, message.language, sender)
    found = [{"confidence": confidence(one), "answer": one} for one in answers]
    told = {"email": message.email, "questions": found, "letter": drafted}
    return tell(arguments, told, drafted)


def forget(arguments: argparse.Namespace, settings: Settings) -> int:
    """Forget the closed tickets opened before a day; the audit stays."""
    with _tickets(settings) as tickets:
        count = tickets.forget(midnight(arguments.before), _MACHINE)
    text = say(settings.language, "desk.forgotten", count=count)
    return tell(arguments, {"deleted": count}, text)


def _show_people(people: "list[Account]", arguments: argparse.Namespace, settings: Settings) -> int:
    told = [{"name": one.name, "role": one.role, "active": one.is_active} for one in people]
    lines = [_person(one, settings.language) for one in people]
    return tell(arguments, {"people": told}, "\n".join(lines))


def _person(person: "Account", language: Language) -> str:
    state = say(language, "desk.active" if person.is_active else "desk.disabled")
    return say(language, "desk.person", name=person.name, role=person.role, state=state)


def _password(settings: Settings) -> str:
    """Return a password typed twice unseen, or the first line that a program sends."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass(say(settings.language, "desk.ask_password"))
    if first != getpass.getpass(say(settings.language, "desk.ask_again")):
        raise InputError("desk.password_twice")
    return first


@contextmanager
def _tickets(settings: Settings) -> Iterator["Tickets"]:
    from assistant.desk.tickets import Tickets

    with opened(settings) as database:
        yield Tickets(database, lambda _name: None)


def _line(ticket: "Ticket | Line", question: str, language: Language) -> str:
    state = say(language, f"web.banco.state.{ticket.state}")
    told = {"number": ticket.number, "state": state, "day": _local(ticket.opened)}
    return say(language, "desk.line", **told, question=question)


def _ticket_json(ticket: "Ticket") -> dict[str, Any]:
    moments = {"opened": ticket.opened.isoformat(), "changed": ticket.changed.isoformat()}
    names = ("number", "reference", "version", "state", "channel", "language", "question", "note")
    more = ("email", "topic", "turn", "assigned", "draft", "reply", "approved")
    told = {name: getattr(ticket, name) for name in (*names, *more)}
    return {**told, **moments, "answers": [dict(one) for one in ticket.answers]}


def _local(at: dt.datetime) -> str:
    return f"{at.astimezone(ZONE):%Y-%m-%d %H:%M}"
