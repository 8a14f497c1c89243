"""Which time of day gives up what.

A day is a vector of amounts, one for each time of today's regimen, 0 where a
time was dropped. The largest doses come down first, so that a day never gets
less even than today's or than two of the finest amount; times are dropped only
when the day no longer holds the smallest dose for each.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import starmap
from operator import ge

from msgspec import Struct

from oidtrack.taper.tablets import Making

Day = tuple[int, ...]
"""Amounts in thousandths of the unit, in the order of the times of day."""

Burden = tuple[int, int, int, int]
"""Different strengths, tablets in halves, unevenness, what is left at the times that drop first."""


FEW_CHOICES = 400
"""Days of one sum that the search still looks at one by one. ENGINEERING: bounds time, not safety."""


class Shape(Struct, frozen=True, eq=False):
    """What every day of the plan is held to.

    Attributes:
        today: Today's amounts, all above 0.
        drop_order: Indices of the times, the first to be dropped first.
        makeable: Every amount that a plan is made of, at least up to the largest of today.
        smallest: The smallest of them: what a time keeps before it is dropped.
        finest: The smallest amount that can be made at all: one mark, where a liquid has smaller ones that are of
            no use in a plan; else `smallest`.
        grid: What all of them are multiples of.
    """

    today: Day
    drop_order: tuple[int, ...]
    makeable: dict[int, Making]
    smallest: int
    finest: int
    grid: int
    _splits: dict[int, tuple[Day, ...]] = {}
    _burdens: dict[Day, Burden] = {}
    _doses: dict[tuple[int, int], tuple[int, ...]] = {}

    @property
    def slack(self) -> int:
        """How far below the largest dose of the day a dose that was cut may lie.

        The law allows two of the finest amount, or what lies between today's
        doses where that is more. A very uneven day of many times has too many
        such days to look at each: there the largest doses come down first,
        to within two of the finest amount. Costs are the same either way where
        all doses are multiples of the finest.
        """
        even, today = 2 * self.finest, max(self.today) - min(self.today)
        choices = (max(even, today) // self.grid + 1) ** (len(self.today) - 1)
        return today if today > even and choices <= FEW_CHOICES else even

    @property
    def amount_decides(self) -> bool:
        """Whether every lower daily amount that exists can be reached from every day, whatever the day."""
        return self.finest == self.grid

    def exists(self, daily: int) -> bool:
        """Whether some allowed day has this sum."""
        if not self.amount_decides:
            return bool(self.splits(daily))
        return daily % (self.grid if daily >= self.smallest * len(self.today) else self.smallest) == 0

    def active(self, daily: int) -> frozenset[int]:
        """The times that keep a dose at this daily amount: as many as can have the smallest one."""
        kept = min(len(self.today), daily // self.smallest)
        return frozenset(self.drop_order[len(self.today) - kept :])

    def splits(self, daily: int) -> tuple[Day, ...]:
        """Every allowed day with this sum, none above today at any time.

        With a liquid whose smallest dose is many marks, times are dropped only once each of them has that dose:
        else which dose a time has by then would decide what it can be cut to, and the search would take minutes.
        """
        found = self._splits.get(daily)
        if found is None:
            exists = not self.amount_decides or self.exists(daily)
            found = self._splits[daily] = tuple(self._enumerate(daily)) if exists else ()
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
        for top in self.makeable:
            if not daily <= top * len(active) <= daily * len(active):
                continue
            options = [self._options(i, top) if i in active else (0,) for i in self.drop_order]
            for chosen in self._with_sum(options, daily, {}):
                if max(chosen) == top:
                    yield tuple(amount for _, amount in sorted(zip(self.drop_order, chosen, strict=True)))

    def _with_sum(self, options: list[tuple[int, ...]], daily: int, least: dict[int, int]) -> Iterator[Day]:
        """Every choice of one option for each time, in drop order, with this sum; options ascend.

        Times that have the same dose today differ only in which is dropped
        first, so the one that goes first never has more than one that goes
        later. That loses no plan: of two days that are alike but for the order
        of such times, one stands for both.
        """
        if not options:
            yield ()
            return
        low = sum(option[0] for option in options[1:])
        high = sum(option[-1] for option in options[1:])
        today = self.today[self.drop_order[-len(options)]]
        for amount in options[0]:
            if amount >= least.get(today, 0) and low <= daily - amount <= high:
                rest = self._with_sum(options[1:], daily - amount, {**least, today: amount})
                yield from ((amount, *more) for more in rest)

    def _options(self, i: int, top: int) -> tuple[int, ...]:
        """Doses at time `i` when the largest of the day is `top`: within the slack of it, or untouched."""
        known = self._doses.get((i, top))
        if known is None:
            today, low = self.today[i], max(self.smallest, top - self.slack)
            within = (today,) if today < low else tuple(a for a in self.makeable if low <= a <= min(top, today))
            known = self._doses[i, top] = within
        return known


def never_rises(before: Day, after: Day) -> bool:
    """Whether no time of day gets more than before."""
    return all(starmap(ge, zip(before, after, strict=True)))
