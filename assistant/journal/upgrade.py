"""Bring a database to the tables of this version, once however many processes start together."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from filelock import FileLock
from sqlalchemy import Connection, Engine, text

from assistant.errors import DatabaseDown, SportelloError

_LOCK = 20_260_217  # any number of ours: who upgrades a PostgreSQL holds it


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Run the missing revisions, all or none; raise SportelloError for a newer database."""
    config = Config()
    config.set_main_option("script_location", "assistant.journal:migrations")
    writer = engine.execution_options(begin="IMMEDIATE")
    with _alone(engine), writer.begin() as connection:
        _wait_for_turn(connection)
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, revision)
        except CommandError:
            raise SportelloError("database_newer") from None


@contextmanager
def _alone(engine: Engine) -> Iterator[None]:
    """Hold the lock beside an SQLite file: its first change to WAL allows nobody else."""
    file = engine.url.database if engine.dialect.name == "sqlite" else None
    if file is None:
        yield
        return
    lock = FileLock(f"{file}.lock")
    try:
        Path(file).parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except OSError as fault:
        raise DatabaseDown("database_down") from fault
    try:
        yield
    finally:
        lock.release()


def _wait_for_turn(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
