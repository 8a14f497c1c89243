"""Steady days, days after a cut, days after the end: how each was lived."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import Enum

from msgspec import Struct

from oidtrack.insight.baseline import in_dip
from oidtrack.insight.series import Series
from oidtrack.insight.spread import Spread, spread

MEASURED = ("mood", "interest", "energy", "sleep", "pain", "withdrawal")


class Phase(Enum):
    """What kind of day it is."""

    STEADY = "steady"
    AFTER_CUT = "after-cut"
    AFTER_END = "after-end"


class PhaseView(Struct, frozen=True):
    """All days of one kind within a period.

    Attributes:
        phase: Which kind.
        days: How many days of it the period has.
        days_logged: Of these, with an entry of any kind.
        spreads: For each of `MEASURED`, in its order.
    """

    phase: Phase
    days: int
    days_logged: int
    spreads: tuple[tuple[str, Spread], ...]

    def of(self, measure: str) -> Spread:
        """The spread of one of `MEASURED`."""
        return dict(self.spreads)[measure]


def phase_of(day: date, cuts: Sequence[date], stop: date | None) -> Phase:
    """The kind of a day: after the stop, else days 0 to 14 after a cut, else steady.

    Args:
        day: Local day.
        cuts: First days of smaller doses, in rising order.
        stop: First day without the medicine, or None.
    """
    if stop is not None and day >= stop:
        return Phase.AFTER_END
    return Phase.AFTER_CUT if in_dip(day, cuts) else Phase.STEADY


def by_phase(
    measures: Iterable[Series],
    logged: frozenset[date],
    cuts: Iterable[date],
    stop: date | None,
    span: tuple[date, date],
) -> tuple[PhaseView, ...]:
    """Each kind of day that the period has, in the order of `Phase`.

    Args:
        measures: Series that hold those of `MEASURED`; what is missing has n 0.
        logged: Days with an entry of any kind.
        cuts: First days of smaller doses, also those before the period.
        stop: First day without the medicine, or None.
        span: First day of the period, and the day after its last.
    """
    ordered = sorted(cuts)
    days = (span[0] + timedelta(days=n) for n in range((span[1] - span[0]).days))
    kinds = {day: phase_of(day, ordered, stop) for day in days}
    known = {one.measure: one.known() for one in measures}
    found = []
    for phase in Phase:
        mine = frozenset(day for day, kind in kinds.items() if kind is phase)
        if mine:
            spreads = tuple(
                (name, spread(value for day, value in known.get(name, ()) if day in mine)) for name in MEASURED
            )
            found.append(PhaseView(phase, len(mine), len(mine & logged), spreads))
    return tuple(found)
