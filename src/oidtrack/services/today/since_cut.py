"""The days since each cut, laid over each other: how a measure lies against the two weeks before it."""

from __future__ import annotations

from datetime import date, time

from msgspec import Struct

from oidtrack.domain.journal import Kind
from oidtrack.insight.overlay import BEFORE_DAYS, Overlay, overlay
from oidtrack.insight.series import series
from oidtrack.services.dayplan import read_dose_plan
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.entries import EntryFilter, entries
from oidtrack.taper.days.dayplan import ONE_DAY


class SinceCut(Struct, frozen=True):
    """A measure around the cuts of a period.

    Attributes:
        measure: Its name.
        first: First local day on which a cut counts.
        last: Last local day, included.
        seen: Each cut, and all of them together.
    """

    measure: str
    first: date
    last: date
    seen: Overlay


def since_cut(journal: Journal, measure: str, span: tuple[date, date], day_ends_at: time) -> SinceCut:
    """How a measure lies after the cuts of a period.

    Args:
        journal: The journal.
        measure: One of `insight.series.MEASURES`.
        span: First and last local day, the last no later than today.
        day_ends_at: When a day ends by the wall clock.
    """
    first, last = span
    early, until = first - BEFORE_DAYS * ONE_DAY, last + ONE_DAY
    with journal.snapshot():
        planned = read_dose_plan(journal, day_ends_at)
        found = entries(journal, EntryFilter(since=early, until=until, kinds=(Kind.MOOD,)))
    cuts = list(planned.cuts(first, until))
    return SinceCut(measure, first, last, overlay(series(measure, found, early, until), cuts))
