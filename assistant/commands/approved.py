"""The answers that an office has approved: which are served, which are suspended and why."""

import argparse
import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.commands.parts import Action, day, tell
from assistant.errors import InputError
from assistant.model import Language
from assistant.settings import Settings
from assistant.text import say

if TYPE_CHECKING:
    from assistant.approved.standing import Fault, Standing

_STATES = ("served", "suspended", "withdrawn", "waiting")


def add_approved(action: Action) -> None:
    """Add the subcommands; ``action`` makes the parser of one."""
    for name, run in (("list", list_all), ("show", show), ("check", check)):
        sub = action(name, run)
        sub.add_argument("--as-of", type=day, metavar="DATE", help="their state on a day")
        if name == "show":
            sub.add_argument("id", help="the name of the answer")
    sub = action("withdraw", take_back)
    sub.add_argument("id", help="the name of the answer")
    sub.add_argument("--reason", required=True, help="why it is taken back")
    sub.add_argument("--by", required=True, metavar="NAME", help="who takes it back")


def list_all(arguments: argparse.Namespace, settings: Settings) -> int:
    """List the answers with their state, expiry and first question."""
    found = _standings(arguments, settings)
    lines = [_line(one, settings.language) for one in found]
    text = "\n".join(lines or [say(settings.language, "approved.none")])
    return tell(arguments, {"approved": [one.as_json() for one in found]}, text)


def show(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print one answer: questions, text, approval, sources, and what changed under it."""
    named = [one for one in _standings(arguments, settings) if one.entry.id == arguments.id]
    if not named:
        raise InputError("approved.unknown", id=arguments.id)
    return tell(arguments, named[0].as_json(), "\n".join(_whole(named[0], settings.language)))


def check(arguments: argparse.Namespace, settings: Settings) -> int:
    """Tell which answers are suspended and what changed; 1 when one is."""
    language = settings.language
    found = _standings(arguments, settings)
    suspended = [one for one in found if one.state == "suspended"]
    tally = Counter[str](one.state for one in found)
    counts = {state: tally[state] for state in _STATES}
    lines = [line for one in suspended for line in (_line(one, language), *_why(one, language))]
    lines.append(say(language, "approved.checked", **counts))
    queue = [one.as_json() for one in suspended]
    tell(arguments, {**counts, "queue": queue}, "\n".join(lines))
    return 1 if suspended else 0


def take_back(arguments: argparse.Namespace, settings: Settings) -> int:
    """Withdraw an answer: it is served no more, its file says why."""
    from assistant.approved.acts import Seen, find, withdraw
    from assistant.approved.files import FOLDER

    folder = settings.corpus / FOLDER
    seen = Seen(arguments.id, find(folder, arguments.id).revision)
    entry = withdraw(folder, seen, arguments.by, dt.date.today(), arguments.reason)
    text = say(settings.language, "approved.taken_back", id=entry.id)
    return tell(arguments, entry.model_dump(mode="json", exclude_none=True), text)


def _standings(arguments: argparse.Namespace, settings: Settings) -> Sequence["Standing"]:
    """Return the answers with their state; IndexMissing when there is nothing to check against."""
    from assistant.approved.files import FOLDER, load
    from assistant.approved.standing import standings
    from assistant.retrieval.search import open_searcher

    searcher = open_searcher(settings)
    entries = load(settings.corpus / FOLDER)
    return standings(entries, searcher, arguments.as_of or dt.date.today())


def _line(one: "Standing", language: Language) -> str:
    return say(
        language,
        "approved.line",
        state=say(language, f"approved.state_{one.state}"),
        id=one.entry.id,
        expires=one.entry.expires.isoformat(),
        title=one.entry.title,
    )


def _whole(one: "Standing", language: Language) -> list[str]:
    entry = one.entry
    approval = {
        "by": entry.approved_by,
        "office": entry.office,
        "on": entry.approved_on,
        "expires": entry.expires,
        "owner": entry.owner,
        "revision": entry.revision,
    }
    lines = [_line(one, language), say(language, "approved.approval", **approval)]
    if entry.withdrawn:
        lines.append(say(language, "approved.withdrawal", **dict(entry.withdrawn)))
    lines += ["", say(language, "approved.questions")]
    lines += [f"- {text}" for asked in entry.questions.values() for text in asked]
    lines += [text for told in entry.answer.values() for text in ("", told)]
    lines += ["", say(language, "approved.sources")]
    lines += [f"- {one.passage}: {one.words_in(language)}" for one in entry.sources]
    return lines + _why(one, language)


def _why(one: "Standing", language: Language) -> list[str]:
    """Return why an answer is suspended, with the passage then and now."""
    return [f"  {line}" for fault in one.faults for line in _fault(fault, one, language)]


def _fault(fault: "Fault", one: "Standing", language: Language) -> list[str]:
    from assistant.approved.difference import told

    named = {"passage": fault.passage, "expires": one.entry.expires.isoformat()}
    lines = [say(language, f"approved.cause_{fault.cause}", **named)]
    if fault.became not in ("", fault.passage):
        lines.append(say(language, "approved.became", became=fault.became))
    if fault.cause == "changed":
        lines += [say(language, "approved.words_there")] if fault.are_words_there else []
        lines += [f"  {told(runs)}" for _, runs in fault.changes]
    return lines
