"""The databases of the tests: an SQLite file, and a private PostgreSQL of the test session.

A test that takes ``database_settings`` runs on both; ``postgres`` alone is the second.
"""

import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from pydantic import SecretStr

from assistant.journal.database import Database, open_database
from assistant.settings import Settings

_DEBIAN = "/usr/lib/postgresql"
_PATIENCE = 60  # seconds for a server to start or stop
_NUMBERS = itertools.count()


# Runs the server until a line comes, or until whoever could write one is gone, however it ended:
# then nobody is left to throw the folder away, and it goes too.
_SERVE = """
trap '' PIPE
[ -d "$2/data" ] || "$1/initdb" -U postgres -A trust -E UTF8 -D "$2/data" >/dev/null
"$1/pg_ctl" start -s -w -D "$2/data" -l "$2/log" -o "$3" && echo up
read -r line
"$1/pg_ctl" stop -s -w -m immediate -D "$2/data"
[ -n "$line" ] || rm -rf "$2"
"""


class Cluster:
    """A PostgreSQL server of our own, which listens on a socket in its own folder only."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        self.folder = folder
        self._binaries = binaries
        # PostgreSQL refuses to run as root: it runs as the user that its package made.
        self._user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        if self._user:
            shutil.chown(folder, "postgres")

    def start(self, *options: str) -> None:
        listening = ["-c listen_addresses=''", f"-c unix_socket_directories='{self.folder}'"]
        told = " ".join([*listening, "-c max_connections=60", *options])
        places = [str(self._binaries), str(self.folder)]
        self._server = subprocess.Popen(
            [*self._user, "sh", "-c", _SERVE, "sh", *places, told],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=self.folder,
            env={**os.environ, "LC_ALL": "C"},
            start_new_session=True,  # an interrupt of the tests is not one of the server
        )
        assert self._server.stdout is not None
        assert self._server.stdout.readline() == "up\n"

    def stop(self) -> None:
        self._server.communicate("stop\n", timeout=_PATIENCE)

    def end(self) -> None:
        """Stop the server, if it is not, and throw away what it wrote."""
        self._server.communicate(timeout=_PATIENCE)
        shutil.rmtree(self.folder, ignore_errors=True)

    def new_database(self) -> str:
        """Return the address of an empty database."""
        name = f"test_{next(_NUMBERS)}"
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self._address(name)

    def _address(self, name: str) -> str:
        return f"postgresql://postgres@/{name}?host={self.folder}"


@contextmanager
def running_cluster(*options: str) -> Iterator[Cluster]:
    """Start a server in a temporary folder while it is used; skip where none is installed."""
    binaries = _binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL is installed (Debian: apt-get install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="sportello-pg-"))
    cluster = Cluster(binaries, folder)
    try:
        cluster.start(*options)
        yield cluster
    finally:
        cluster.end()


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """The server of the whole session; what it wrote is thrown away, so it need not be safe."""
    with running_cluster("-c fsync=off", "-c synchronous_commit=off") as started:
        yield started


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings with an empty database, of either kind."""
    url = request.getfixturevalue("cluster").new_database() if request.param == "postgres" else ""
    return settings_with(tmp_path, url)


@pytest.fixture
def database(database_settings: Settings) -> Iterator[Database]:
    """An empty database, of either kind."""
    opened = open_database(database_settings)
    yield opened
    opened.close()


def settings_with(folder: Path, url: str = "", **more: object) -> Settings:
    """Return settings whose data is in a folder and whose database is at an address."""
    values = {"corpus": folder, "data": folder / "data", "database_url": SecretStr(url), **more}
    return Settings.model_validate(values)


def _binaries() -> Path | None:
    """Return the folder of initdb: on the path, or where Debian hides it, the newest."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    debian: Sequence[Path] = sorted(Path(_DEBIAN).glob("*/bin/initdb"))
    return debian[-1].parent if debian else None
