"""What is kept in files that may be written while it is served: a change is taken up at once."""

import logging
import time
from collections.abc import Callable, Hashable
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
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Read the value; CorpusError when a file is wrong."""
        self._load, self._stamp, self._clock = load, stamp, clock
        self._seen = stamp()
        self._looked = clock()
        self._value = load()

    def get(self) -> Kept:
        """Return the value as the files have it; the last good one while a file is wrong."""
        if self._clock() - self._looked >= _LOOK_SECONDS:
            self._looked = self._clock()
            self._look()
        return self._value

    def _look(self) -> None:
        seen = self._stamp()
        if seen == self._seen:
            return
        self._seen = seen
        try:
            self._value = self._load()
        except CorpusError as error:
            _LOG.warning("%s", explain(error, "en"))
