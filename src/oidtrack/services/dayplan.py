"""All that decides planned doses, read from the journal."""

from __future__ import annotations

from datetime import date, time

from oidtrack.domain.journal import DAY_ENDS_AT
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.medicines import prescriptions
from oidtrack.store.tables.plans import agreed_versions
from oidtrack.taper.days.dayplan import DosePlan, courses_of
from oidtrack.taper.plan import Plan


def read_dose_plan(journal: Journal, day_ends_at: time = DAY_ENDS_AT, since: date | None = None) -> DosePlan:
    """Read once what decides planned doses.

    Args:
        journal: The journal.
        day_ends_at: When a day ends by the wall clock.
        since: The first day that will be asked for, to read no more versions than that takes; None for any day.
    """
    with journal.snapshot():
        rows = tuple(row.prescription for row in prescriptions(journal))
        return DosePlan(courses_of(agreed_versions(journal, since)), rows, day_ends_at)


def plans_in_force(journal: Journal) -> tuple[Plan, ...]:
    """The plan version of each medicine that holds from now on; of several the one that was written to last first.

    A later draft, of the same plan or another, changes nothing until it is agreed.
    """
    return tuple(reversed(read_dose_plan(journal, since=date.max).plans(date.max)))
