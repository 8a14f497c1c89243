"""What the situations of a few days are made of, read of the journal once."""

from __future__ import annotations

from datetime import date, datetime, time

from msgspec import Struct

from oidtrack.domain.journal import Entry, Kind
from oidtrack.domain.profile import Profile
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
        answered: Every questionnaire.
        profile: The profile.
        stock: What is at home now.
    """

    planned: DosePlan
    found: tuple[Entry, ...]
    answered: tuple[Entry, ...]
    profile: Profile
    stock: tuple[AtHome, ...]


def told(journal: Journal, now: datetime, day_ends_at: time, since: date, until: date) -> Told:
    """Read what the situations of the days from `since` to `until`, both included, are made of."""
    last = until + ONE_DAY
    with journal.snapshot():
        return Told(
            planned=read_dose_plan(journal, day_ends_at),
            found=entries(journal, EntryFilter(since=since - LOOKED_BACK * ONE_DAY, until=last)),
            answered=entries(journal, EntryFilter(until=last, kinds=(Kind.ASSESSMENT,))),
            profile=load_profile(journal),
            stock=at_home(journal, now, day_ends_at),
        )
