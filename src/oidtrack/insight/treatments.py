"""What else was done, beside mood and pain of the days with it and of those without. Beside, not because of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from oidtrack.domain.journal import Entry, Treatment
from oidtrack.insight.series import Series
from oidtrack.insight.spread import Spread, spread

BESIDE = ("mood", "pain")
"""The measures that are set beside a treatment."""


class Beside(Struct, frozen=True):
    """One measure on the days with a treatment and on those without; days without an answer count in neither."""

    measure: str
    on_days: Spread
    other_days: Spread


class Treated(Struct, frozen=True):
    """One treatment over a period.

    Attributes:
        text: The person's words, as written first.
        days: Days on which it was written down.
        times: How often it was written down.
        minutes: Minutes in all where they were said, or None.
        first: The first such day.
        last: The last such day.
        beside: For each of `BESIDE` that was handed in, in its order.
    """

    text: str
    days: int
    times: int
    minutes: int | None
    first: date
    last: date
    beside: tuple[Beside, ...]


def treated(entries: Iterable[Entry], measures: Iterable[Series]) -> tuple[Treated, ...]:
    """Each treatment, those with the most days first.

    Words that differ only in case or blanks are one treatment.

    Args:
        entries: Entries of the period, the earliest first.
        measures: Series of the same period; only those of `BESIDE` are looked at.
    """
    done: dict[str, list[tuple[date, Treatment]]] = {}
    for entry in entries:
        if isinstance(entry.body, Treatment):
            key = " ".join(entry.body.text.casefold().split())
            done.setdefault(key, []).append((entry.moment.day, entry.body))
    known = {one.measure: one for one in measures}
    beside = tuple(known[name] for name in BESIDE if name in known)
    return tuple(sorted((_treated(found, beside) for found in done.values()), key=lambda one: (-one.days, one.text)))


def _treated(done: list[tuple[date, Treatment]], beside: tuple[Series, ...]) -> Treated:
    days = {day for day, _ in done}
    said = [treatment.minutes for _, treatment in done if treatment.minutes is not None]
    return Treated(
        text=done[0][1].text,
        days=len(days),
        times=len(done),
        minutes=sum(said) if said else None,
        first=min(days),
        last=max(days),
        beside=tuple(_beside(one, days) for one in beside),
    )


def _beside(one: Series, days: set[date]) -> Beside:
    known = one.known()
    return Beside(
        measure=one.measure,
        on_days=spread(value for day, value in known if day in days),
        other_days=spread(value for day, value in known if day not in days),
    )
