"""Nothing leaves this machine: watched in Python, then with no network there at all."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import assistant

ROOT = Path(__file__).resolve().parent.parent
WITHOUT_NETWORK = ["unshare", "--map-root-user", "--net"]
NOTICE = """\
# Avviso

## Articolo 1 Capofila

Il capofila del partenariato è un soggetto privato con sede operativa in Lombardia.

## Articolo 2 Domanda

La domanda si presenta in via telematica, firmata dal capofila.
"""

# What a page loads by itself: scripts, pictures, style sheets, frames; not links to click.
LOADED = re.compile(
    r"""<(?:script|img|iframe|source)[^>]*?\bsrc=["']?(?:https?:)?//(?!127\.)[^"'\s>]+"""
    r"""|<link[^>]*?\bhref=["']?(?:https?:)?//(?!127\.)[^"'\s>]+"""
    r"""|url\(["']?(?:https?:)?//[^)]+|@import\s+["'](?:https?:)?//[^"']+""",
    re.IGNORECASE,
)


def run_walk(*arguments: str, inside: list[str] | None = None) -> dict[str, Any]:
    """Return what tests/offline_walk.py writes, run in an environment that asks for telemetry."""
    loud = dict.fromkeys(assistant.SILENCE, "true") | {"HF_HUB_OFFLINE": "0"}
    done = subprocess.run(
        [*(inside or []), sys.executable, "-m", "tests.offline_walk", *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, **loud},
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-600:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    for file in (ROOT / "corpus").glob("rules.yaml"):
        shutil.copy(file, folder)
    (folder / "documents").mkdir()
    (folder / "documents" / "avviso.md").write_text(NOTICE, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def watched(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return run_walk(str(corpus), str(tmp_path_factory.mktemp("data")))


def test_nothing_tries_to_leave_this_machine(watched: dict[str, Any]) -> None:
    assert watched["attempts"] == []


def test_documents_are_indexed_without_a_network(watched: dict[str, Any]) -> None:
    assert watched["index"] == 0


def test_a_question_is_answered_without_a_network(watched: dict[str, Any]) -> None:
    assert watched["outcome"] == watched["api"] == "answered"


def test_the_page_is_served_without_a_network(watched: dict[str, Any]) -> None:
    assert watched["page"] == 200


def test_the_page_loads_nothing_from_another_host(watched: dict[str, Any]) -> None:
    assert LOADED.findall(watched["html"]) == []


def test_the_house_works_where_there_is_no_network_at_all(
    corpus: Path, tmp_path: Path, watched: dict[str, Any]
) -> None:
    if subprocess.run([*WITHOUT_NETWORK, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system does not let us make a network namespace (unshare)")
    isolated = run_walk(str(corpus), str(tmp_path), inside=WITHOUT_NETWORK)
    assert isolated["outcome"] == watched["outcome"]
    assert isolated["attempts"] == []


def test_the_watch_refuses_and_reports_an_address_elsewhere() -> None:
    found = run_walk()
    assert found["refused"] is True
    assert found["attempts"] == ["socket.getaddrinfo 192.0.2.1"]


@pytest.mark.parametrize(("name", "value"), assistant.SILENCE.items())
def test_the_environment_cannot_switch_telemetry_on(name: str, value: str) -> None:
    code = f"import os, sys, assistant; sys.stdout.write(os.environ[{name!r}])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, name: "true"},
    )
    assert done.stdout == value


def test_the_libraries_see_that_telemetry_is_off() -> None:
    from chromadb.config import Settings as ChromaSettings
    from gradio.analytics import analytics_enabled
    from huggingface_hub.constants import HF_HUB_OFFLINE
    from langsmith.utils import tracing_is_enabled

    assert ChromaSettings().anonymized_telemetry is False
    assert not analytics_enabled()
    assert HF_HUB_OFFLINE
    assert not tracing_is_enabled()
