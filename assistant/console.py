"""What the ``sportello`` command writes: lines for people, JSON for programs, a progress bar."""

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TextIO

from assistant.model import Language
from assistant.text import say

if TYPE_CHECKING:
    from assistant.ingestion.sync import Plan, Report

    Progress = Callable[[int, int, str], None]

_LISTS = ("add", "change", "remove", "keep", "unsupported")
_MOST_NAMED = 12


def write(text: str, stream: TextIO | None = None) -> None:
    """Write one line; the only place of the command that writes."""
    (stream or sys.stdout).write(f"{text}\n")


def write_json(value: Any) -> None:
    """Write a value as one line of JSON."""
    write(json.dumps(value, ensure_ascii=False))


class IndexReport:
    """Tells what ``sportello index`` would do and did, for a person or as one JSON object."""

    def __init__(self, language: Language, as_json: bool) -> None:
        """Start a report in a language."""
        self._language = language
        self._as_json = as_json
        self._lists: dict[str, Any] = {}

    def plan(self, planned: "Plan", notices: Iterable[tuple[str, Any]]) -> None:
        """Show the plan: how many items of each list, and the first of those that change."""
        self._lists = {name: list(getattr(planned, name)) for name in _LISTS}
        if self._as_json:
            return
        counts = {name: len(items) for name, items in self._lists.items()}
        write(say(self._language, "cli.plan", **counts))
        for name in _LISTS:
            if name != "keep":
                self._show_items(self._lists[name], say(self._language, f"cli.{name}"))
        for key, params in notices:
            write(say(self._language, key, **params))

    def end(self, done: "Report | None" = None) -> int:
        """Show the result and return the exit code: 1 when a file could not be read."""
        faults = self._faults(done)
        if self._as_json:
            passages = {"passages": done.passages} if done else {}
            write_json(self._lists | passages | {"unreadable": faults})
            return 1 if faults else 0
        for fault in faults:
            write(say(self._language, "cli.unreadable", **fault), sys.stderr)
        for path, key, params in done.notices if done else ():
            notice = say(self._language, f"extraction.{key}", **params)
            write(say(self._language, "cli.notice", path=path, notice=notice))
        if done:
            write(say(self._language, "cli.indexed", passages=done.passages))
        return 1 if faults else 0

    def progress(self) -> "Progress":
        """Return a progress bar where there is a person to see it."""
        if self._as_json or not sys.stderr.isatty():
            return lambda _done, _total, _step: None
        from tqdm import tqdm

        bar = tqdm(leave=False, file=sys.stderr, bar_format="{desc} {percentage:3.0f}%|{bar}|")

        def show(done: int, total: int, step: str) -> None:
            bar.total = total
            bar.set_description_str(say(self._language, f"index.{step}"))
            bar.update(done - bar.n)

        return show

    def _faults(self, done: "Report | None") -> list[dict[str, str]]:
        return [
            {"path": path, "reason": say(self._language, f"errors.{key}", **params)}
            for path, key, params in (done.unreadable if done else ())
        ]

    def _show_items(self, items: Sequence[str], label: str) -> None:
        for item in items[:_MOST_NAMED]:
            write(f"  {label} {item}")
        if len(items) > _MOST_NAMED:
            write(f"  {label} ... (+{len(items) - _MOST_NAMED})")
