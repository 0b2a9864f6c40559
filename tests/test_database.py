"""The database: the same on SQLite and PostgreSQL, brought up to date by itself, once."""

import datetime as dt
import subprocess
import sys
import time
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from pydantic import SecretStr
from sqlalchemy import Column, Engine, Integer, MetaData, Table, insert, inspect, select, text
from sqlalchemy.exc import DBAPIError, StatementError

from assistant.desk import tables as desk_tables
from assistant.errors import DatabaseDown, InputError, SportelloError
from assistant.journal import tables
from assistant.journal.base import Base, Json, Moment, Words
from assistant.journal.database import FILE, make_engine, open_database
from assistant.journal.upgrade import upgrade
from assistant.settings import Settings
from tests.databases import settings_with

ROOT = Path(__file__).resolve().parent.parent
SIMPLE = Table(
    "simple",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("at", Moment),
    Column("words", Words),
    Column("value", Json),
)


@pytest.fixture
def engine(database_settings: Settings) -> Engine:
    database_settings.data.mkdir()
    return make_engine(database_settings)


def test_the_revisions_make_the_tables_that_the_code_declares(engine: Engine) -> None:
    upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_a_second_upgrade_changes_nothing(engine: Engine) -> None:
    upgrade(engine)
    upgrade(engine)
    made = inspect(engine).get_table_names()
    assert tables.TurnRow.__tablename__ in made
    assert desk_tables.TicketRow.__tablename__ in made


def test_a_revision_that_fails_leaves_the_database_as_it_was(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE feedback (id INTEGER)"))
    with pytest.raises(DBAPIError):
        upgrade(engine)
    assert set(inspect(engine).get_table_names()) == {"feedback"}


def test_a_database_of_a_newer_version_is_refused_with_a_sentence(engine: Engine) -> None:
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SportelloError, match="database_newer"):
        upgrade(engine)


def test_processes_that_start_together_upgrade_once(database_settings: Settings) -> None:
    code = (
        "from assistant.journal.database import make_engine;"
        "from assistant.journal.upgrade import upgrade;"
        "from assistant.settings import Settings; upgrade(make_engine(Settings(_env_file=None)))"
    )
    environment = {
        "SPORTELLO_DATA": str(database_settings.data),
        "SPORTELLO_DATABASE_URL": database_settings.database_url.get_secret_value(),
    }
    started = [
        subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=environment) for _ in range(4)
    ]
    assert [process.wait(60) for process in started] == [0, 0, 0, 0]


def test_an_instant_keeps_its_zone(engine: Engine) -> None:
    noon = dt.datetime(2026, 11, 24, 12, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    SIMPLE.create(engine)
    with engine.begin() as connection:
        connection.execute(insert(SIMPLE).values(at=noon))
        kept = connection.scalar(select(SIMPLE.c.at))
    assert kept == noon
    assert kept.tzinfo == dt.UTC


def test_an_instant_without_a_zone_is_an_error(engine: Engine) -> None:
    SIMPLE.create(engine)
    with pytest.raises(StatementError), engine.begin() as connection:
        connection.execute(insert(SIMPLE).values(at=dt.datetime(2026, 11, 24)))


def test_a_text_that_no_database_holds_is_kept_as_far_as_it_can(engine: Engine) -> None:
    SIMPLE.create(engine)
    with engine.begin() as connection:
        connection.execute(insert(SIMPLE).values(words="a\0b\ud83d", value={"k\0": ["\ud83d", 1]}))
        kept = connection.execute(select(SIMPLE.c.words, SIMPLE.c.value)).one()
    assert tuple(kept) == ("a?b?", {"k?": ["?", 1]})


def test_work_that_fails_half_way_leaves_nothing(database_settings: Settings) -> None:
    database = open_database(database_settings)
    with pytest.raises(DBAPIError), database.writing() as session:  # noqa: PT012
        session.execute(text("CREATE TABLE half (id INTEGER UNIQUE)"))
        session.execute(text("INSERT INTO half VALUES (1), (1)"))
    with database.reading() as session:
        assert not inspect(session.connection()).has_table("half")


def test_the_default_is_a_file_in_the_folder_of_data(tmp_path: Path) -> None:
    settings = settings_with(tmp_path)
    with open_database(settings).reading() as session:
        assert session.scalar(text("PRAGMA journal_mode")) == "wal"
        assert session.scalar(text("PRAGMA foreign_keys")) == 1
    assert (settings.data / FILE).is_file()


@pytest.mark.parametrize("url", ["mysql://host/name", "nonsense", "sqlite://"])
def test_an_address_that_we_cannot_use_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(InputError, match="database_url"):
        open_database(settings_with(tmp_path, url))


@pytest.mark.parametrize("url", ["postgres://u:p@127.0.0.1:9/n", "sqlite:////dev/null/file"])
def test_a_database_that_does_not_reply_is_told(tmp_path: Path, url: str) -> None:
    with pytest.raises(DatabaseDown), open_database(settings_with(tmp_path, url)).reading():
        pass


def test_the_password_of_the_database_is_not_shown() -> None:
    settings = Settings(database_url=SecretStr("postgresql://u:canary@h/n"))
    assert "canary" not in repr(settings)


@pytest.mark.postgres
def test_the_server_of_the_tests_ends_with_them_even_when_they_are_killed() -> None:
    code = (
        "import time; from tests.databases import running_cluster\n"
        "with running_cluster() as cluster: print(cluster.folder, flush=True); time.sleep(60)"
    )
    tests = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE)
    assert tests.stdout is not None
    folder = Path(tests.stdout.readline().decode().strip())
    number = (folder / "data" / "postmaster.pid").read_text(encoding="utf-8").split()[0]
    left = [folder, Path("/proc") / number]
    tests.kill()
    tests.communicate()
    until = time.monotonic() + 20
    while any(one.exists() for one in left) and time.monotonic() < until:
        time.sleep(0.05)
    assert [one for one in left if one.exists()] == []
