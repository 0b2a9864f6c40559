"""What .ci/run promises: a test whose tool it installs may not skip."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SKIPPING = """\
import pytest

@pytest.fixture
def chromium():
    pytest.skip("no Chromium")

@pytest.mark.browser
def test_marked(chromium): ...

def test_unmarked(chromium): ...
"""


@pytest.fixture
def summary(tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """Return what pytest says of a run of SKIPPING where some marks are required."""
    (tmp_path / "test_skipping.py").write_text(SKIPPING, encoding="utf-8")
    options = [
        "-p",
        "tests.conftest",
        "-p",
        "no:cacheprovider",
        "-W",
        "ignore",
        "--rootdir",
        str(tmp_path),
    ]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-c", os.devnull, *options, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={
            **os.environ,
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            "SPORTELLO_TESTS_REQUIRE": request.param,
        },
    )
    return done.stdout


@pytest.mark.parametrize("summary", [""], indirect=True)
def test_a_skip_is_a_skip_where_nothing_is_required(summary: str) -> None:
    assert "2 skipped" in summary


@pytest.mark.parametrize("summary", ["ocr browser"], indirect=True)
def test_a_skip_of_a_required_mark_is_a_failure_that_gives_the_reason(summary: str) -> None:
    assert "1 skipped, 1 error" in summary
    assert "marked 'browser', which may not skip here: Skipped: no Chromium" in summary


def test_the_whole_check_runs_the_command_of_the_readme() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & stat.S_IXUSR
    assert "make test" in script.read_text(encoding="utf-8").splitlines()
