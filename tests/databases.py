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

from assistant.settings import Settings

_DEBIAN = "/usr/lib/postgresql"
_NUMBERS = itertools.count()


class Cluster:
    """A PostgreSQL server of our own, which listens on a socket in its own folder only."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        self.folder = folder
        self._binaries = binaries
        # PostgreSQL refuses to run as root: it runs as the user that its package made.
        self._user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []

    def start(self, *options: str) -> None:
        if self._user:
            shutil.chown(self.folder, "postgres")
        self._run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "-D", self._data)
        self.restart(*options)

    def restart(self, *options: str) -> None:
        listening = ["-c listen_addresses=''", f"-c unix_socket_directories='{self.folder}'"]
        told = " ".join([*listening, "-c max_connections=60", *options])
        log = str(self.folder / "log")
        self._run("pg_ctl", "start", "-w", "-D", self._data, "-l", log, "-o", told)

    def stop(self) -> None:
        self._run("pg_ctl", "stop", "-w", "-m", "immediate", "-D", self._data)

    def new_database(self) -> str:
        """Return the address of an empty database."""
        name = f"test_{next(_NUMBERS)}"
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self._address(name)

    def _address(self, name: str) -> str:
        return f"postgresql://postgres@/{name}?host={self.folder}"

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def _run(self, program: str, *arguments: str) -> None:
        command = [*self._user, str(self._binaries / program), *arguments]
        environment = {**os.environ, "LC_ALL": "C"}
        subprocess.run(
            command,
            check=True,
            stdout=subprocess.DEVNULL,
            timeout=60,
            cwd=self.folder,
            env=environment,
        )


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
        cluster.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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
