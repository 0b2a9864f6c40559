"""What changed between two texts, word by word, for a person to read."""

import difflib
import re
from dataclasses import dataclass
from typing import Any, Literal

_WORD = re.compile(r"\s*\S+")
_SIGNS = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}

Change = Literal["same", "removed", "added"]


@dataclass(frozen=True, slots=True)
class Run:
    """Words that are in both texts, only in the old one, or only in the new one."""

    change: Change
    text: str

    def as_json(self) -> dict[str, Any]:
        """Return both fields."""
        return {"change": self.change, "text": self.text}


def difference(old: str, new: str) -> tuple[Run, ...]:
    """Return the runs that tell the new text from the old one; without the added, the old one."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    runs: list[Run] = []
    for kind, i, j, k, m in difflib.SequenceMatcher(None, before, after, False).get_opcodes():
        if kind == "equal":
            runs.append(Run("same", "".join(before[i:j])))
            continue
        runs += [Run("removed", "".join(before[i:j]))] if j > i else []
        runs += [Run("added", "".join(after[k:m]))] if m > k else []
    return tuple(runs)


def told(runs: tuple[Run, ...]) -> str:
    """Return the runs in one line, as ``git diff --word-diff`` shows them."""
    return " ".join(_SIGNS[run.change].format(run.text.strip()) for run in runs)
