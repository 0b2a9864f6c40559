"""What was said on a day and from which text; how to export it, and how to forget it."""

import argparse
import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from assistant.commands.parts import Action, day, opened, tell
from assistant.errors import InputError
from assistant.journal.days import ZONE
from assistant.model import Language
from assistant.settings import Settings
from assistant.text import say

if TYPE_CHECKING:
    from assistant.journal.journal import Journal

Turn = Mapping[str, Any]


def add_journal(action: Action) -> None:
    """Add the subcommands; ``action`` makes the parser of one."""
    sub = action("on", on)
    sub.add_argument("day", type=day, metavar="DATE", help="the day, as 2026-11-24")
    sub.add_argument("--question", default="", metavar="TEXT", help="words of the question")
    for name, run in (("export", export), ("delete", delete)):
        action(name, run).add_argument("conversation", help="its code, which the page shows")
    sub = action("forget", forget)
    sub.add_argument("--before", type=day, required=True, metavar="DATE", help="first day kept")


def on(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print what was said on a day, and from which text."""
    with _journal(settings) as journal:
        turns = journal.on(arguments.day, arguments.question)
    text = _shown(turns, settings.language) or say(settings.language, "journal.none")
    return tell(arguments, {"day": arguments.day.isoformat(), "turns": turns}, text)


def export(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print all that is kept of one conversation."""
    with _journal(settings) as journal:
        turns = journal.export(arguments.conversation)
    if not turns:
        raise InputError("conversation_unknown")
    told = {"conversation": arguments.conversation, "turns": turns}
    return tell(arguments, told, _shown(turns, settings.language))


def delete(arguments: argparse.Namespace, settings: Settings) -> int:
    """Delete one conversation for ever."""
    with _journal(settings) as journal:
        count = journal.delete(arguments.conversation)
    if not count:
        raise InputError("conversation_unknown")
    return _told(count, arguments, settings)


def forget(arguments: argparse.Namespace, settings: Settings) -> int:
    """Delete for ever what was said before a day."""
    with _journal(settings) as journal:
        return _told(journal.forget(arguments.before), arguments, settings)


@contextmanager
def _journal(settings: Settings) -> "Iterator[Journal]":
    from assistant.journal.journal import Journal

    with opened(settings) as database:
        yield Journal(database, settings.journal_days)


def _told(count: int, arguments: argparse.Namespace, settings: Settings) -> int:
    return tell(
        arguments, {"deleted": count}, say(settings.language, "journal.deleted", count=count)
    )


def _shown(turns: list[dict[str, Any]], language: Language) -> str:
    return "\n\n".join(_lines(turn, language) for turn in turns)


def _lines(turn: Turn, language: Language) -> str:
    at = dt.datetime.fromisoformat(turn["at"]).astimezone(ZONE)
    label = say(language, f"outcomes.{turn['outcome']}.label")
    quotes = [quote for claim in turn["claims"] for quote in claim["quotes"]]
    read = [
        f"  {quote['source']} {quote['locator']} ({quote['digest'][:12]}): {quote['words']}"
        for quote in quotes
    ]
    judged = (
        [say(language, "journal.judged", **_judgement(turn, language))] if turn["feedback"] else []
    )
    head = f"{at:%Y-%m-%d %H:%M:%S}  [{label}]  {turn['question']}"
    return "\n".join([head, turn["text"], *read, *judged])


def _judgement(turn: Turn, language: Language) -> dict[str, str]:
    last = turn["feedback"][-1]
    key = "useful" if last["useful"] else "not_useful"
    reason = say(language, f"journal.reason.{last['reason'] or 'none'}")
    return {"judgement": say(language, f"journal.{key}"), "reason": reason, "note": last["note"]}
