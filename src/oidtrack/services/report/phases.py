"""How the phases of a period were lived, and every cut laid over the others."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct

from oidtrack.domain.journal import Kind
from oidtrack.insight.baseline import DIP_DAYS
from oidtrack.insight.overlay import BEFORE_DAYS, Overlay, overlay
from oidtrack.insight.phases import PhaseView, by_phase
from oidtrack.insight.series import all_series, series
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.entries import EntryFilter, entries
from oidtrack.taper.days.dayplan import DosePlan

NO_CUTS = Overlay((), (), None)


class Phases(Struct, frozen=True):
    """A period by its phases.

    Attributes:
        phases: Steady days, days after a cut, days after the end, as far as there are any.
        overlay: Mood around each cut of the period.
    """

    phases: tuple[PhaseView, ...] = ()
    overlay: Overlay = NO_CUTS


def phases(journal: Journal, planned: DosePlan, first: date, last: date) -> Phases:
    """The phases from `first` to `last`, both included; without a plan every day is steady.

    Args:
        journal: The journal.
        planned: The plans as they were lived, and the prescriptions.
        first: First local day.
        last: Last local day.
    """
    until = last + timedelta(days=1)
    early = first - timedelta(days=max(BEFORE_DAYS, DIP_DAYS))
    found = entries(journal, EntryFilter(since=early, until=until))
    inside = [entry for entry in found if entry.moment.day >= first]
    every = planned.cuts(early, until)
    logged = frozenset(entry.moment.day for entry in inside)
    check_ins = [entry for entry in found if entry.kind is Kind.MOOD]
    return Phases(
        by_phase(all_series(inside, first, until), logged, every, planned.stop(last), (first, until)),
        overlay(series("mood", check_ins, early, until), [cut for cut in every if cut >= first]),
    )
