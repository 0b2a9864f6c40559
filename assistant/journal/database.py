"""The database: SQLite in the folder of data, or PostgreSQL by one setting; used alike.

Nothing is opened before it is used, so that a house whose database is down still answers.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, InterfaceError, OperationalError
from sqlalchemy.orm import Session

from assistant.errors import DatabaseDown, InputError
from assistant.journal.upgrade import upgrade
from assistant.settings import Settings

FILE = "sportello.sqlite"
_WAIT = 10  # seconds that a writer waits for another
_CONNECT = 3  # seconds until a server that does not reply counts as down
_POSTGRESQL = "postgresql+psycopg"


class Database:
    """Sessions on one database, which is brought up to date when it is first used."""

    def __init__(self, engine: Engine) -> None:
        """Remember the engine; connect to nothing yet."""
        self._engine = engine
        # SQLite: who will write says so at once, and waits for its turn before it reads.
        self._writer = engine.execution_options(begin="IMMEDIATE")
        self._is_current = False
        self._upgrading = threading.Lock()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Lend a session that only reads; raise DatabaseDown."""
        with _told(), self._session(self._engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Lend a session whose work is kept whole at the end, or not at all; raise DatabaseDown.

        On SQLite there is one such session at a time, on PostgreSQL many: lock or count versions.
        """
        with _told(), self._session(self._writer) as session:
            yield session

    def shred(self) -> None:
        """Empty the log beside an SQLite file, which holds what was deleted until then."""
        if self._engine.dialect.name == "sqlite":
            connection = self._engine.raw_connection()
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.close()

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    @contextmanager
    def _session(self, engine: Engine) -> Iterator[Session]:
        self._bring_up_to_date()
        with Session(engine, expire_on_commit=False) as session, session.begin():
            yield session

    def _bring_up_to_date(self) -> None:
        if self._is_current:
            return
        with self._upgrading:
            if not self._is_current:
                upgrade(self._engine)
                self._is_current = True


def open_database(settings: Settings) -> Database:
    """Return the database of the settings; raise InputError for an address we cannot use."""
    return Database(make_engine(settings))


def make_engine(settings: Settings) -> Engine:
    """Return the engine of the settings; it connects when it is used."""
    url = _url(settings)
    if url.drivername == _POSTGRESQL:
        options = {"connect_timeout": _CONNECT, "application_name": "sportello"}
        return create_engine(url, pool_pre_ping=True, connect_args=options, hide_parameters=True)
    engine = create_engine(url, connect_args={"timeout": _WAIT}, hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _url(settings: Settings) -> URL:
    given = settings.database_url.get_secret_value()
    if not given:
        return URL.create("sqlite", database=str(settings.data / FILE))
    try:
        url = make_url(given)
    except ArgumentError:
        raise InputError("database_url") from None
    kind = url.drivername.partition("+")[0]
    if kind in ("postgresql", "postgres"):
        return url.set(drivername=_POSTGRESQL)
    if url.drivername == "sqlite" and url.database:
        return url
    raise InputError("database_url")


def _prepare(connection: Any, _record: Any) -> None:
    """Prepare a connection to SQLite: its own BEGIN off, readers beside a writer, keys checked."""
    connection.isolation_level = None
    for pragma in ("journal_mode = WAL", "foreign_keys = ON", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    kind = connection.get_execution_options().get("begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {kind}")


@contextmanager
def _told() -> Iterator[None]:
    """Say in a word of ours that the database does not reply."""
    try:
        yield
    except (OperationalError, InterfaceError) as fault:
        raise DatabaseDown("database_down") from fault
