"""What the situations of a few days are made of, read of the journal once."""

from __future__ import annotations

from datetime import date, datetime, time

from msgspec import Struct

from oidtrack.domain.journal import Entry, Kind
from oidtrack.domain.profile import Profile
from oidtrack.insight.early.drift import BACK_WEEKS
from oidtrack.insight.early.early_signs import Evidence
from oidtrack.services.dayplan import read_dose_plan
from oidtrack.services.medicines.stock_at_home import AtHome, at_home
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.entries import EntryFilter, entries
from oidtrack.store.tables.profile import load_profile
from oidtrack.taper.days.dayplan import ONE_DAY, DosePlan

LOOKED_BACK = 400
"""Days of entries that are read: enough for what is ordinary, and the same work in every year. ENGINEERING."""


class Told(Struct, frozen=True):
    """What is read of the journal once, whichever of a few days is looked at.

    Attributes:
        planned: All that decides planned doses.
        found: Entries of all days that matter to one of these days.
        older: Check-ins of the months before them: a slow change is looked for further back than anything else.
        answered: Every questionnaire.
        profile: The profile.
        stock: What is at home now.
        searched: By the first day that was looked at, what the days from it on say together: of a day more, the days
            before it say the same. Filled as it is asked for.
    """

    planned: DosePlan
    found: tuple[Entry, ...]
    older: tuple[Entry, ...]
    answered: tuple[Entry, ...]
    profile: Profile
    stock: tuple[AtHome, ...]
    searched: dict[date, tuple[Evidence | None, ...]] = {}


def drift_since(day: date) -> date:
    """The first day that a slow change is looked for on, a Monday: further back than anything else is looked at."""
    first = day - 7 * BACK_WEEKS * ONE_DAY
    return first - first.weekday() * ONE_DAY


def told(journal: Journal, now: datetime, day_ends_at: time, since: date, until: date) -> Told:
    """Read what the situations of the days from `since` to `until`, both included, are made of."""
    first, last = since - LOOKED_BACK * ONE_DAY, until + ONE_DAY
    with journal.snapshot():
        return Told(
            planned=read_dose_plan(journal, day_ends_at),
            found=entries(journal, EntryFilter(since=first, until=last)),
            older=entries(journal, EntryFilter(since=drift_since(since), until=first, kinds=(Kind.MOOD,))),
            answered=entries(journal, EntryFilter(until=last, kinds=(Kind.ASSESSMENT,))),
            profile=load_profile(journal),
            stock=at_home(journal, now, day_ends_at),
        )
