"""What the papers of the project say is what the project is."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

import assistant
from assistant.ingestion.manifest import DocumentEntry

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PUBLIC: dict[str, Any] = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
PINNED = [
    *PROJECT["project"]["dependencies"],
    *(line for extra in PROJECT["project"]["optional-dependencies"].values() for line in extra),
]

# The folders in which people and machines keep their checkouts; links are not paths.
MACHINE_PATH = re.compile(r"(?<![\w.:/*-])/(?:home|root|Users|work|tmp|opt)/|\b[A-Z]:\\+Users")
TRACKED = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]


def help_of(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return done.stdout


def tracked_texts() -> list[Path]:
    """Return the text files that git knows; skip where this is not a clone."""
    listed = subprocess.run(TRACKED, capture_output=True, text=True, check=False, cwd=ROOT)
    if listed.returncode:
        pytest.skip("not a git clone: there is no list of tracked files")
    paths = [ROOT / line for line in listed.stdout.splitlines()]
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()]


def test_the_readme_lists_the_commands_that_there_are() -> None:
    told = re.findall(r"^\| `sportello (\w+)", README, re.MULTILINE)
    offered = re.findall(
        r"^    (\w+)  ", help_of([sys.executable, "-m", "assistant.cli", "-h"]), re.M
    )
    assert told == offered


def test_make_alone_explains_every_target() -> None:
    targets = re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE)
    assert re.findall(r"make (\w+) ", help_of(["make"])) == targets


def test_the_example_of_a_document_in_the_readme_is_valid() -> None:
    example = README.split("```toml")[1].split("```")[0]
    (entry,) = tomllib.loads(example)["document"]
    assert DocumentEntry(**entry).kind == "official"


@pytest.mark.parametrize("target", re.findall(r"\]\(([^)#]+)\)", README))
def test_a_link_of_the_readme_leads_somewhere(target: str) -> None:
    assert (ROOT / target).exists()


def test_the_version_is_the_same_everywhere() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    released = re.findall(r"^## \[(\d[^\]]*)\] - (\S+)", changes, re.MULTILINE)[0]
    assert released[0] == PUBLIC["softwareVersion"] == assistant.__version__
    assert released[1] == PUBLIC["releaseDate"]


def test_the_licence_is_the_same_everywhere() -> None:
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert PUBLIC["legal"]["license"] == PROJECT["project"]["license"] == "EUPL-1.2"
    assert licence.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert re.findall(r"^(\d+)\.[A-Z]", licence, re.M) == [str(n) for n in range(1, 16)]


@pytest.mark.parametrize("language", PUBLIC["localisation"]["availableLanguages"])
def test_the_public_description_fits_the_catalogue(language: str) -> None:
    description = PUBLIC["description"][language]
    assert len(description["shortDescription"]) <= 150
    assert 150 <= len(description["longDescription"]) <= 10_000
    assert description["features"]


@pytest.mark.parametrize("note", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_is_a_short_note_with_its_four_parts(note: Path) -> None:
    lines = note.read_text(encoding="utf-8").splitlines()
    assert re.findall(r"\*\*(.+?)\.\*\*", "\n".join(lines)) == [
        "Context",
        "Choice",
        "Measured",
        "What would change our mind",
    ]
    assert len(lines) <= 12
    assert lines[0].startswith(f"# {int(note.stem[:4])}. ")


def test_decisions_are_numbered_without_a_gap() -> None:
    assert [int(note.stem[:4]) for note in DECISIONS] == list(range(1, len(DECISIONS) + 1))


def test_every_dependency_is_pinned() -> None:
    assert [line for line in PINNED if not re.match(r"[\w.\[\]-]+==\d\S*", line)] == []


@pytest.mark.parametrize("line", PINNED)
def test_a_dependency_is_locked_at_the_version_that_is_declared(line: str) -> None:
    requirement = re.sub(r"\[\w+\]", "", line.split(";", maxsplit=1)[0]).strip()
    assert re.search(rf"^{re.escape(requirement)}(?: \\| ;|$)", LOCK, re.MULTILINE)


def test_every_locked_package_has_hashes() -> None:
    entries = re.split(r"\n(?=[a-z])", LOCK[LOCK.index("\naio") + 1 :], flags=re.IGNORECASE)
    assert [entry.split(" ")[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_lock_names_no_package_index() -> None:
    assert "://" not in LOCK


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    named = {
        str(path.relative_to(ROOT))
        for path in tracked_texts()
        if path != Path(__file__) and MACHINE_PATH.search(path.read_text("utf-8", "replace"))
    }
    assert named == set()
