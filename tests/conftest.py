"""Fixtures that every room shares, and the marks whose tests may not skip."""

import os
import shutil
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings

from assistant.settings import CHECKOUT, Settings
from tests.databases import cluster, database, database_settings

__all__ = ["cluster", "database", "database_settings"]  # fixtures

SHARED = Path(__file__).resolve().parents[2] / "shared"
# How long an example takes is the machine's affair: benchmarks measure time.
hypothesis_settings.register_profile("house", deadline=None)
hypothesis_settings.load_profile("house")
REQUIRED = set(os.environ.get("SPORTELLO_TESTS_REQUIRE", "").split())


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "ocr: needs tesseract with Italian; skips without it")


@pytest.fixture(scope="session")
def real_data() -> Path:
    folder = SHARED / "data" / "real"
    if not folder.is_dir():
        pytest.skip("real documents (../shared/data/real) are not on this machine")
    return folder


@pytest.fixture(scope="session")
def shipped(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Index the shipped corpus with the real embedder; vectors are kept for the next session."""
    from assistant.ingestion.catalogue import load_catalogue
    from assistant.ingestion.sync import apply, plan
    from assistant.retrieval.embed import CACHE_FILE

    settings = Settings(corpus=CHECKOUT / "corpus", data=tmp_path_factory.mktemp("shipped"))
    kept = request.config.cache.mkdir("vectors") / CACHE_FILE if request.config.cache else None
    if kept and kept.is_file():
        shutil.copy(kept, settings.data / CACHE_FILE)
    catalogue = load_catalogue(settings.corpus)
    apply(plan(catalogue, settings), catalogue, settings, lambda *_: None)
    if kept and (settings.data / CACHE_FILE).is_file():
        shutil.copy(settings.data / CACHE_FILE, kept)
    return settings


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
