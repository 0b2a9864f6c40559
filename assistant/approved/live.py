"""What is kept in files that may be written while it is served.

What we write is taken up at the next question: a rename changes its folder. What a hand edits in
place changes only the file, which is looked at now and then.
"""

import logging
import os
import time
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Generic, TypeVar

from assistant.errors import CorpusError
from assistant.text import explain

_LOG = logging.getLogger(__name__)
_LOOK_SECONDS = 0.5  # how often the files are looked at

Kept = TypeVar("Kept")


class Live(Generic[Kept]):
    """A value read from files, read again when their stamp changes."""

    def __init__(
        self,
        load: Callable[[], Kept],
        stamp: Callable[[], Hashable],
        folder: Path,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Read the value; CorpusError when a file is wrong."""
        self._load, self._stamp, self._folder, self._clock = load, stamp, folder, clock
        self._glanced = self._glance()
        self._seen = stamp()
        self._looked = clock()
        self._value = load()

    def get(self) -> Kept:
        """Return the value as the files have it; the last good one while a file is wrong."""
        glanced, now = self._glance(), self._clock()
        if glanced != self._glanced or now - self._looked >= _LOOK_SECONDS:
            self._glanced, self._looked = glanced, now
            self._look()
        return self._value

    def _glance(self) -> int:
        """Return the time at which a file of the folder was last made, renamed or removed."""
        try:
            return os.stat(self._folder).st_mtime_ns
        except FileNotFoundError:
            return 0

    def _look(self) -> None:
        seen = self._stamp()
        if seen == self._seen:
            return
        self._seen = seen
        try:
            self._value = self._load()
        except CorpusError as error:
            _LOG.warning("%s", explain(error, "en"))
