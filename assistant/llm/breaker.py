"""Circuit breaker: a model that keeps failing is left alone for a while, then tried once."""

import threading
import time
from collections.abc import Callable

from assistant.llm.faults import BLAMELESS, ModelFault


class Breaker:
    """Closed until ``failures`` in a row; then open for ``seconds``; then half-open: one attempt.

    Safe between threads. ``clock`` returns seconds that only grow.
    """

    def __init__(
        self, failures: int, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Begin closed."""
        self._most, self._seconds, self._clock = failures, seconds, clock
        self._lock = threading.Lock()
        self._failed = 0
        self._opened_at: float | None = None
        self._is_trying = False

    def enter(self) -> None:
        """Let a request pass, or raise ModelFault ``open_circuit``."""
        with self._lock:
            if self._opened_at is None:
                return
            is_half_open = self._clock() - self._opened_at >= self._seconds
            if not is_half_open or self._is_trying:
                raise ModelFault("open_circuit")
            self._is_trying = True

    def leave(self, fault: ModelFault | None) -> None:
        """Count how a request that had passed ended."""
        with self._lock:
            self._is_trying = False
            if fault is None:
                self._failed, self._opened_at = 0, None
            elif fault.kind not in BLAMELESS:
                self._failed += 1
                if self._failed >= self._most:
                    self._opened_at = self._clock()
