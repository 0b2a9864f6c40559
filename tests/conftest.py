"""Fixtures that every room shares, and the marks whose tests may not skip."""

import os
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"
REQUIRED = set(os.environ.get("SPORTELLO_TESTS_REQUIRE", "").split())


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "ocr: needs tesseract with Italian; skips without it")


@pytest.fixture(scope="session")
def real_data() -> Path:
    folder = SHARED / "data" / "real"
    if not folder.is_dir():
        pytest.skip("real documents (../shared/data/real) are not on this machine")
    return folder


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, pytest.TestReport]:
    """Turn the skip of a test with a required mark into a failure: .ci/run promises none."""
    report: pytest.TestReport = yield
    mark = next((mark.name for mark in item.iter_markers() if mark.name in REQUIRED), None)
    if report.skipped and mark and not hasattr(report, "wasxfail"):
        report.longrepr = f"marked {mark!r}, which may not skip here: {_reason(report)}"
        report.outcome = "failed"
    return report


def _reason(report: pytest.TestReport) -> str:
    return str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)
