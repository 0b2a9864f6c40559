"""Many write the journal at once, and some die while they write: what was told is there."""

import sqlite3
import time
from pathlib import Path

import pytest

from assistant.journal.database import FILE
from assistant.journal.journal import Journal, new_handle
from assistant.model import Question
from assistant.settings import Settings
from evals.writers import Written, let_write, missing, open_journal, start_writer
from tests.databases import running_cluster, settings_with
from tests.fakes_web import PASSAGES, FakePipeline

TALK = "a" * 32


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


def keep_turn(journal: Journal) -> str:
    return journal.record(FakePipeline().answer(Question("Chi guida?")), "page", TALK, PASSAGES.get)


def _is_sound(settings: Settings) -> bool:
    """Tell whether an SQLite file is whole; PostgreSQL checks itself when it recovers."""
    file = settings.data / FILE
    if not file.is_file():
        return True
    with sqlite3.connect(file) as connection:
        return list(connection.execute("PRAGMA integrity_check")) == [("ok",)]


@pytest.mark.postgres
def test_turns_said_while_postgresql_was_down_are_written_when_it_is_back(tmp_path: Path) -> None:
    with running_cluster() as cluster:
        settings = settings_with(tmp_path, cluster.new_database())
        journal = open_journal(settings)
        handles = [keep_turn(journal)]
        assert journal.flush(20)
        cluster.stop()
        handles.append(keep_turn(journal))
        assert not journal.flush(0.5)
        cluster.start()
        assert journal.flush(20)
        kept = {turn["turn"] for turn in open_journal(settings).export(TALK)}
        journal.close()
    assert kept == set(handles)
