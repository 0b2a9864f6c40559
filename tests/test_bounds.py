"""How often one address, and all together, may ask."""

import pytest

from assistant.errors import TooMany
from assistant.web import bounds
from assistant.web.bounds import Bound


class Clock:
    """A clock that stands until it is told."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_an_address_may_ask_so_many_times(clock: Clock) -> None:
    bound = Bound(2, 100, 60, clock)
    bound.count("a")
    bound.count("a")
    with pytest.raises(TooMany):
        bound.count("a")
    bound.count("b")


def test_all_together_may_ask_so_many_times(clock: Clock) -> None:
    bound = Bound(2, 3, 60, clock)
    for address in "abc":
        bound.count(address)
    with pytest.raises(TooMany):
        bound.count("d")


def test_after_a_while_an_address_may_ask_again(clock: Clock) -> None:
    bound = Bound(1, 100, 60, clock)
    bound.count("a")
    clock.seconds = 60
    bound.count("a")


def test_who_was_refused_does_not_wait_longer_for_it(clock: Clock) -> None:
    bound = Bound(1, 100, 60, clock)
    bound.count("a")
    clock.seconds = 59
    with pytest.raises(TooMany):
        bound.count("a")
    clock.seconds = 60
    bound.count("a")


def test_no_more_addresses_are_remembered_than_there_is_room_for(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "_ADDRESSES", 2)
    bound = Bound(1, 100, 60, clock)
    for address in "abc":
        bound.count(address)
    bound.count("a")
    with pytest.raises(TooMany):
        bound.count("c")
