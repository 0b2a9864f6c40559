"""``sportello approved`` and ``sportello topic``, in this process over a tiny corpus."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.approved.acts import find
from assistant.approved.files import FOLDER
from assistant.cli import main
from assistant.settings import load_settings
from tests.approvals import LEADER, approved
from tests.builders import REGION, an_editorial, write_index

AS_OF = ["--as-of", "2026-03-10"]


@pytest.fixture(autouse=True)
def _in_italian(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SPORTELLO_EMBEDDER", "none")
    monkeypatch.setenv("SPORTELLO_LANGUAGE", "it")
    load_settings.cache_clear()
    yield
    load_settings.cache_clear()


@pytest.fixture
def places(tmp_path: Path) -> list[str]:
    """Index one fact; return the options that name its corpus."""
    write_index(tmp_path, [LEADER], [REGION, an_editorial(LEADER)])
    return ["--corpus", str(tmp_path / "corpus"), "--data", str(tmp_path)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "corpus" / FOLDER


def change_the_source(tmp_path: Path) -> None:
    text = "Il capofila è un ente pubblico. Coordina i partner."
    write_index(
        tmp_path,
        [replace(LEADER, text=text, versions={"it": text})],
        [REGION, an_editorial(LEADER)],
    )


def test_an_empty_list_says_so(places: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["approved", "list", *places]) == 0
    assert capsys.readouterr().out == "Non c'è nessuna risposta approvata.\n"


def test_a_list_tells_the_state_of_each(
    places: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = approved(folder)
    assert main(["approved", "list", *AS_OF, *places]) == 0
    assert capsys.readouterr().out.startswith(f"servita  {entry.id}  (fino al 2026-09-01)")


def test_one_is_shown_whole(
    places: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = approved(folder)
    assert main(["approved", "show", entry.id, *AS_OF, *places]) == 0
    shown = capsys.readouterr().out
    for told in ("Ufficio ZIS", "Bruno", "2026-03-01", entry.title, LEADER.text):
        assert told in shown


def test_one_that_is_not_there_is_a_usage_error(
    places: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["approved", "show", "nessuna", *places]) == 2
    assert "«nessuna»" in capsys.readouterr().err


def test_a_check_with_nothing_suspended_exits_with_0(places: list[str], folder: Path) -> None:
    approved(folder)
    assert main(["approved", "check", *AS_OF, *places]) == 0


def test_a_check_exits_with_1_and_shows_what_changed(
    places: list[str], folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = approved(folder)
    change_the_source(tmp_path)
    assert main(["approved", "check", *AS_OF, *places]) == 1
    shown = capsys.readouterr().out
    assert f"SOSPESA  {entry.id}" in shown
    assert "[-un'impresa privata.-] {+un ente pubblico.+}" in shown


def test_a_check_tells_programs_the_queue(
    places: list[str], folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = approved(folder)
    change_the_source(tmp_path)
    assert main(["approved", "check", "--json", *AS_OF, *places]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["served"], told["suspended"]) == (0, 1)
    assert told["queue"][0]["id"] == entry.id
    assert told["queue"][0]["faults"][0]["cause"] == "changed"


def test_a_check_on_a_later_day_finds_it_expired(
    places: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    approved(folder)
    assert main(["approved", "check", "--as-of", "2026-09-01", *places]) == 1
    assert "È scaduta il 2026-09-01." in capsys.readouterr().out


def test_one_is_withdrawn_with_its_reason(places: list[str], folder: Path) -> None:
    name = approved(folder).id
    reason = ["--reason", "Non vale più.", "--by", "Carla"]
    assert main(["approved", "withdraw", name, *reason, *places]) == 0
    kept = find(folder, name).withdrawn
    assert kept is not None
    assert (kept.by, kept.reason) == ("Carla", "Non vale più.")
    assert main(["approved", "withdraw", name, *reason, *places]) == 2


def test_a_topic_is_switched_off_listed_and_switched_on(
    places: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "corpus").mkdir()
    said = ["--message", "Torniamo domani.", "--by", "Anna"]
    assert main(["topic", "off", "calendario", *said, *places]) == 0
    assert main(["topic", "list", *places]) == 0
    assert "SPENTO  calendario  Date e scadenze\n    Torniamo domani." in capsys.readouterr().out
    assert main(["topic", "on", "calendario", *places]) == 0
    assert main(["topic", "list", "--json", *places]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["off"] == {}


def test_a_topic_without_a_message_is_a_usage_error(
    places: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["topic", "off", "calendario", *places]) == 2
    assert "--message" in capsys.readouterr().err
