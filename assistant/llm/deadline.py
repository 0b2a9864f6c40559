"""Deadline: the time that models have for one answer, all attempts and prompts together."""

import time


class Deadline:
    """Seconds in all and until a first word, from when it is made."""

    def __init__(self, seconds: float, first_token_seconds: float | None = None) -> None:
        """Start the clock; without a time for the first word it has all the time there is."""
        self._ends = time.monotonic() + seconds
        self.first_token_seconds = seconds if first_token_seconds is None else first_token_seconds

    def left(self) -> float:
        """Return the seconds that are left, never less than nothing."""
        return max(0.0, self._ends - time.monotonic())
