"""What the commands share: a day, and telling a program or a person what was done."""

import argparse
import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from assistant.console import write, write_json
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.journal.database import Database

Run = Callable[[argparse.Namespace, Settings], int]
Action = Callable[[str, Run], argparse.ArgumentParser]


def day(text: str) -> dt.date:
    """Return a day, as 2026-11-24; raise ValueError for another text."""
    return dt.date.fromisoformat(text)


def tell(arguments: argparse.Namespace, value: Any, text: str) -> int:
    """Write a value where JSON is wanted, else the text for a person, if any; return 0."""
    if arguments.json:
        write_json(value)
    elif text:
        write(text)
    return 0


@contextmanager
def opened(settings: Settings) -> Iterator["Database"]:
    """Lend the database of the settings."""
    from assistant.journal.database import open_database

    with closing(open_database(settings)) as database:
        yield database
