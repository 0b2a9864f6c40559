"""A thread that writes beside the answers: a database that is slow or down is never waited for."""

import logging
import queue
import threading
from collections.abc import Callable
from contextlib import suppress

from assistant.errors import DatabaseDown

_LOG = logging.getLogger(__name__)
_MOST = 2000  # entries that wait while the database is down; then the newest are lost
_PAUSE = 2.0  # seconds between two attempts
_IDLE = 600.0  # seconds after which who has nothing to write tries the idle work

Work = Callable[[], None]


class Writer:
    """Does pieces of work in their order, each again until the database takes it."""

    def __init__(self, idle: Work) -> None:
        """Start no thread yet. ``idle`` is tried at the start and from time to time."""
        self._idle = idle
        self._waiting: queue.Queue[Work] = queue.Queue(_MOST)
        self._closing = threading.Event()
        self._is_down = False
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()

    def start(self) -> None:
        """Start the thread, if it is not there."""
        with self._starting:
            if self._thread is None:
                self._closing.clear()
                self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
                self._thread.start()

    def put(self, work: Work) -> None:
        """Have a piece of work done; it returns at once."""
        self.start()
        try:
            self._waiting.put_nowait(work)
        except queue.Full:
            _LOG.error("The journal lost a turn: too many wait for the database.")

    def flush(self, seconds: float) -> bool:
        """Wait until everything is written; tell whether it is."""
        done = self._waiting.all_tasks_done
        with done:
            return done.wait_for(lambda: not self._waiting.unfinished_tasks, seconds)

    def close(self, seconds: float) -> None:
        """Write what waits, within some seconds, and end the thread."""
        with self._starting:
            thread, self._thread = self._thread, None
        if thread is None:
            return
        self.flush(0 if self._is_down else seconds)
        self._closing.set()
        with suppress(queue.Full):
            self._waiting.put_nowait(_nothing)  # wakes the thread
        thread.join(seconds)
        lost = sum(work is not _nothing for work in self._waiting.queue)
        if lost:
            _LOG.error("The journal lost %d turns: the database was down at the end.", lost)

    def _run(self) -> None:
        self._attempt(self._idle)
        while not self._closing.is_set():
            try:
                work = self._waiting.get(timeout=_IDLE)
            except queue.Empty:
                self._attempt(self._idle)
                continue
            self._insist(work)
            self._waiting.task_done()
            self._attempt(self._idle)

    def _insist(self, work: Work) -> None:
        """Do a piece of work, again and again while the database is down."""
        while not self._attempt(work):
            if self._closing.wait(_PAUSE):
                _LOG.error("The journal lost a turn: the database was down at the end.")
                return

    def _attempt(self, work: Work) -> bool:
        """Do a piece of work; False when the database is down, so that it is worth another try."""
        try:
            work()
        except DatabaseDown as fault:
            if not self._is_down:
                _LOG.error("The journal waits for its database: %s", _reason(fault.__cause__))
            self._is_down = True
            return False
        except Exception as fault:  # one bad turn must not end the journal of all others
            _LOG.error("The journal could not write a turn: %s", _reason(fault))
        self._is_down = False
        return True


def _reason(fault: BaseException | None) -> str:
    """Return a fault in one line, without what was to be written."""
    cause = getattr(fault, "orig", None) or fault
    return f"{type(cause).__name__}: {cause}".splitlines()[0]


def _nothing() -> None:
    """Do nothing: a piece of work that only wakes the thread."""
