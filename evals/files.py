"""Files of the evaluations: saved runs, saved systems, lines of JSON."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.errors import InputError

BASELINES = Path(__file__).resolve().parent / "baselines"


def systems_of(split: str) -> dict[str, Any]:
    """Return what the other systems came to, as it was last saved; nothing where it never was."""
    path = systems_file(split)
    return dict(saved(path)["systems"]) if path.is_file() else {}


def systems_file(split: str) -> Path:
    """Return where the other systems of a split are saved."""
    return BASELINES / f"systems-{split}.json"


def saved(path: Path) -> dict[str, Any]:
    """Return a saved run or systems; InputError when the file is none."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        content.get("askings") or content["systems"]
    except (OSError, ValueError, KeyError, AttributeError):
        raise InputError("eval.baseline", file=str(path)) from None
    return dict(content)


def write_lines(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    """Write rows as lines of JSON."""
    write_text(path, "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows))


def write_text(path: Path, text: str) -> None:
    """Write a file and its folder; raise InputError where that cannot be done."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError:
        raise InputError("eval.write", file=str(path)) from None
