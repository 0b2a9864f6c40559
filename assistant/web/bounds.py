"""How often one address, and all together, may ask for what costs staff or disk."""

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

from assistant.errors import TooMany

_ADDRESSES = 10_000  # remembered; the one that asked longest ago is forgotten first


class Bound:
    """So many times an address, and so many in all, within some seconds."""

    def __init__(
        self, each: int, together: int, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Remember nothing yet."""
        self._each, self._together = each, together
        self._seconds = seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._by: OrderedDict[str, deque[float]] = OrderedDict()
        self._all: deque[float] = deque()

    def count(self, address: str) -> None:
        """Count one time; raise TooMany, and count nothing, when it is one too many."""
        with self._lock:
            own = self._own(address)
            for times in (own, self._all):
                self._drop_old(times)
            if len(own) >= self._each or len(self._all) >= self._together:
                raise TooMany("too_many", minutes=max(1, round(self._seconds / 60)))
            for times in (own, self._all):
                times.append(self._clock())

    def _own(self, address: str) -> deque[float]:
        own = self._by.setdefault(address, deque())
        self._by.move_to_end(address)
        if len(self._by) > _ADDRESSES:
            self._by.popitem(last=False)
        return own

    def _drop_old(self, times: deque[float]) -> None:
        while times and times[0] <= self._clock() - self._seconds:
            times.popleft()
