"""Long work: what it calls as it goes, so that whoever waits can be told how far it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Tick = Callable[[int, int], None]
"""Is told how many are done, and of how many."""

_T = TypeVar("_T")


def quiet(done: int, of: int) -> None:
    """Tell nobody."""


def ticking(items: Iterable[_T], of: int, tick: Tick, before: int = 0) -> Iterator[_T]:
    """The items one by one, each told once it is done with.

    Args:
        items: What is gone through.
        of: How many they are, with those before and behind them.
        tick: Is told.
        before: How many of another kind are done already.
    """
    for done, item in enumerate(items, before + 1):
        yield item
        tick(done, of)
