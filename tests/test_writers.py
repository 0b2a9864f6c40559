"""Many write the journal at once, and some die while they write: what was told is there."""

import sqlite3
import time

from assistant.journal.database import FILE
from assistant.journal.journal import new_handle
from assistant.settings import Settings
from evals.writers import Written, let_write, missing, open_journal, start_writer


def test_of_what_ten_write_at_once_nothing_is_lost(database_settings: Settings) -> None:
    written = let_write(database_settings, writers=2, seconds=1.5, threads=5)
    assert len(written.turns) > 10
    assert missing(database_settings, written) == set()


def test_what_was_told_before_a_writer_was_killed_is_there(database_settings: Settings) -> None:
    talk = new_handle()
    writer = start_writer(database_settings, talk, seconds=60)
    assert writer.stdout is not None
    told = [writer.stdout.readline().split()[0] for _ in range(10)]
    writer.kill()
    told += [line.split()[0] for line in writer.communicate()[0].splitlines()]
    written = Written(talk, tuple((handle, 0.0) for handle in told))
    assert missing(database_settings, written) == set()


def test_after_a_writer_was_killed_the_next_writes_at_once(database_settings: Settings) -> None:
    writer = start_writer(database_settings, new_handle(), seconds=60)
    assert writer.stdout is not None
    writer.stdout.readline()
    writer.kill()
    writer.communicate()
    began = time.monotonic()
    assert open_journal(database_settings).export(new_handle()) == []
    assert let_write(database_settings, writers=1, seconds=0.2).turns
    assert time.monotonic() - began < 8
    assert _is_sound(database_settings)


def _is_sound(settings: Settings) -> bool:
    """Tell whether an SQLite file is whole; PostgreSQL checks itself when it recovers."""
    file = settings.data / FILE
    if not file.is_file():
        return True
    with sqlite3.connect(file) as connection:
        return list(connection.execute("PRAGMA integrity_check")) == [("ok",)]
