"""Real processes: one killed in the middle of an approval, several that approve at once."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant.approved.desk import Desk
from assistant.approved.files import load
from assistant.settings import CHECKOUT
from tests.approvals import approved

_SOON = 30  # seconds


def started(folder: Path, *where: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.approver", str(folder), *where]
    return subprocess.Popen(
        command, cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def killed(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate(timeout=_SOON)


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.endswith(".tmp")]


@pytest.mark.parametrize("where", ["fsync", "replace"])
def test_killed_in_the_middle_it_leaves_the_old_version_and_a_start_clears_the_rest(
    tmp_path: Path, where: str
) -> None:
    folder = tmp_path / "approved"
    old = approved(folder)
    process = started(folder, where)
    assert process.stdout is not None
    assert process.stdout.readline() == "here\n"
    killed(process)
    assert leftovers(folder) != []
    assert Desk(tmp_path).answers == (old,)
    assert leftovers(folder) == []


def test_killed_at_any_moment_it_leaves_a_whole_version(tmp_path: Path) -> None:
    folder = tmp_path / "approved"
    approved(folder)
    reached = 1
    for pause in (0.0, 0.01, 0.03, 0.07, 0.11):
        process = started(folder, "renew")
        before, deadline = reached, time.monotonic() + _SOON
        while load(folder)[0].revision == before and time.monotonic() < deadline:
            time.sleep(0.005)
        time.sleep(pause)
        killed(process)
        (entry,) = Desk(tmp_path).answers
        assert entry.revision > before
        assert entry.owner == "x" * 20_000 + f" {entry.revision}"
        reached = entry.revision
    assert leftovers(folder) == []


def test_a_lock_goes_with_its_process(tmp_path: Path) -> None:
    folder = tmp_path / "approved"
    approved(folder)
    process = started(folder, "replace")
    assert process.stdout is not None
    process.stdout.readline()
    killed(process)
    approved(folder, "Chi firma la lettera?")
    assert len(load(folder)) == 2


def test_of_many_who_approve_at_once_nothing_is_lost(tmp_path: Path) -> None:
    processes = [started(tmp_path, "many", name, "10") for name in "abcd"]
    ended = [process.communicate(timeout=_SOON)[1] for process in processes]
    assert ended == ["", "", "", ""]
    titles = {entry.title for entry in load(tmp_path)}
    assert titles == {f"Domanda {number} di {name}?" for number in range(10) for name in "abcd"}


def test_of_those_who_approve_the_same_question_at_once_one_wins(tmp_path: Path) -> None:
    processes = [started(tmp_path, "many", "tutti", "1") for _ in range(4)]
    ended = [process.communicate(timeout=_SOON)[1] for process in processes]
    assert sum("approved.repeated" in told for told in ended) == 3
    assert len(load(tmp_path)) == 1
