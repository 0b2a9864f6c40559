"""Approve, renew, withdraw: each writes one file, and never over a version that it has not seen."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from assistant.approved.files import load, put, writing
from assistant.approved.record import SUFFIX, Approved, Cited, Withdrawal, agreements, parse
from assistant.errors import InputError
from assistant.ingestion.strict import Entry
from assistant.model import Language
from assistant.retrieval.lexical import fold

_LONGEST_NAME = 60
_NO_NAME = "risposta"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is approved: the questions in their wordings, the answer, what it rests on.

    ``expires``: the first day on which it is served no more.
    """

    topic: str
    questions: Mapping[Language, Sequence[str]]
    answer: Mapping[Language, str]
    owner: str
    office: str
    expires: dt.date
    sources: Sequence[Cited]


@dataclass(frozen=True, slots=True)
class Seen:
    """The version of an answer that somebody had before their eyes when they decided."""

    id: str
    revision: int


def approve(folder: Path, proposal: Proposal, by: str, on: dt.date) -> Approved:
    """Write a new answer under a name of its own, and return it.

    Raises InputError for a proposal that is not whole, and where an answer in force already has
    one of its questions.
    """
    with writing(folder):
        there = load(folder)
        _refuse_repeated(proposal.questions, there)
        name = _free_name(proposal, {entry.id for entry in there})
        entry = _made(proposal, id=name, revision=1, approved_by=by, approved_on=on)
        put(folder, entry)
    return entry


def renew(folder: Path, seen: Seen, proposal: Proposal, by: str, on: dt.date) -> Approved:
    """Write a newer version of an answer, withdrawn ones included; InputError as for approve.

    Raises InputError where somebody has changed it since it was seen.
    """
    with writing(folder):
        current = _current(folder, seen)
        others = tuple(entry for entry in load(folder) if entry.id != seen.id)
        _refuse_repeated(proposal.questions, others)
        revision = current.revision + 1
        entry = _made(proposal, id=seen.id, revision=revision, approved_by=by, approved_on=on)
        put(folder, entry)
    return entry


def withdraw(folder: Path, seen: Seen, by: str, on: dt.date, reason: str) -> Approved:
    """Take an answer back, and say why; its file stays. InputError where it was changed since."""
    with writing(folder):
        current = _current(folder, seen)
        if current.withdrawn:
            raise InputError("approved.withdrawn", id=seen.id)
        withdrawal = _checked(Withdrawal, by=by, day=on, reason=reason)
        change = {"withdrawn": withdrawal, "revision": current.revision + 1}
        entry = current.model_copy(update=change)
        put(folder, entry)
    return entry


def find(folder: Path, name: str) -> Approved:
    """Return an answer by its id; InputError when there is none."""
    path = folder / f"{name}{SUFFIX}"
    if not re.fullmatch(r"[a-z0-9-]+", name) or not path.is_file():
        raise InputError("approved.unknown", id=name)
    return parse(path)


def _current(folder: Path, seen: Seen) -> Approved:
    current = find(folder, seen.id)
    if current.revision != seen.revision:
        raise InputError("approved.changed", id=seen.id, by=current.approved_by)
    return current


def _made(proposal: Proposal, **more: object) -> Approved:
    entry = _checked(
        Approved,
        topic=proposal.topic,
        questions={lang: tuple(asked) for lang, asked in proposal.questions.items()},
        answer=dict(proposal.answer),
        owner=proposal.owner,
        office=proposal.office,
        expires=proposal.expires,
        sources=tuple(proposal.sources),
        **more,
    )
    for field, is_right in agreements(entry).items():
        if not is_right:
            raise InputError("approved.proposal", field=field)
    return entry


def _checked(model: type[Entry], **fields: object) -> Entry:
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        field = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise InputError("approved.proposal", field=field) from None


def _refuse_repeated(asked: Mapping[Language, Sequence[str]], there: Sequence[Approved]) -> None:
    """Raise InputError where an answer in force has one of the questions already."""
    ours = {(lang, _plain(text)) for lang, texts in asked.items() for text in texts}
    for entry in there:
        theirs = {(lang, _plain(text)) for lang, texts in entry.questions.items() for text in texts}
        if not entry.withdrawn and ours & theirs:
            raise InputError("approved.repeated", id=entry.id)


def _plain(question: str) -> str:
    return " ".join(re.findall(r"\w+", fold(question)))


def _free_name(proposal: Proposal, taken: set[str]) -> str:
    """Return a name from the first question that no other answer has."""
    first = next((asked[0] for asked in proposal.questions.values() if asked), "")
    words = re.findall(r"[a-z0-9]+", fold(first))
    name = "-".join(words)[:_LONGEST_NAME].strip("-") or _NO_NAME
    number = 1
    while (free := name if number == 1 else f"{name}-{number}") in taken:
        number += 1
    return free
