"""Which time of day gives up what.

A day is a vector of amounts, one for each time of today's regimen, 0 where a
time was dropped. The largest doses come down first, so that a day never gets
less even than today's or than two of the finest amounts; times are dropped only
when the day no longer holds the finest amount for each.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from oidtrack.taper.tablets import Making

Day = tuple[int, ...]
"""Amounts in thousandths of the unit, in the order of the times of day."""

Burden = tuple[int, int, int, int]
"""Different strengths, tablets in halves, unevenness, what is left at the times that drop first."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What every day of the plan is held to.

    Attributes:
        today: Today's amounts, all above 0.
        drop_order: Indices of the times, the first to be dropped first.
        makeable: Every amount that can be made, at least up to the largest of today.
        finest: The smallest of them.
        grid: What all of them are multiples of.
    """

    today: Day
    drop_order: tuple[int, ...]
    makeable: dict[int, Making]
    finest: int
    grid: int
    _splits: dict[int, tuple[Day, ...]] = field(default_factory=dict, compare=False, repr=False)
    _burdens: dict[Day, Burden] = field(default_factory=dict, compare=False, repr=False)

    def active(self, daily: int) -> frozenset[int]:
        """The times that keep a dose at this daily amount: as many as can have the finest one."""
        kept = min(len(self.today), daily // self.finest)
        return frozenset(self.drop_order[len(self.today) - kept :])

    def splits(self, daily: int) -> tuple[Day, ...]:
        """Every allowed day with this sum, none above today at any time."""
        found = self._splits.get(daily)
        if found is None:
            found = self._splits[daily] = tuple(self._enumerate(daily))
        return found

    def burden(self, day: Day) -> Burden:
        """What a day asks of the person: four numbers to keep small, the first most of all.

        Different strengths in use, tablets (in halves), unevenness (sum of
        squares), and what is left at the times that should be dropped first.
        """
        known = self._burdens.get(day)
        if known is None:
            makings = [self.makeable[amount] for amount in day if amount]
            strengths: frozenset[int] = frozenset().union(*(m.strengths for m in makings))
            halves = int(2 * sum(m.count for m in makings))
            left = sum(day[i] * (len(day) - n) for n, i in enumerate(self.drop_order))
            known = self._burdens[day] = (len(strengths), halves, sum(a * a for a in day), left)
        return known

    def _enumerate(self, daily: int) -> Iterator[Day]:
        active = self.active(daily)
        if not active or daily > sum(self.today):
            return
        for top in self.makeable:
            options = [self._options(i, top) if i in active else (0,) for i in range(len(self.today))]
            low, high = sum(min(o, default=daily + 1) for o in options), sum(max(o, default=0) for o in options)
            if low <= daily <= high:
                yield from (day for day in product(*options) if sum(day) == daily and max(day) == top)

    def _options(self, i: int, top: int) -> tuple[int, ...]:
        """Doses at time `i` when the largest of the day is `top`: within two finest of it, or untouched."""
        today, low = self.today[i], max(self.finest, top - 2 * self.finest)
        if today < low:
            return (today,)
        return tuple(a for a in self.makeable if low <= a <= min(top, today))


def never_rises(before: Day, after: Day) -> bool:
    """Whether no time of day gets more than before."""
    return all(b >= a for b, a in zip(before, after, strict=True))
