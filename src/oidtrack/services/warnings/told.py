"""What the situations of a few days are made of, read of the journal once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time

from msgspec import Struct

from oidtrack.domain.journal import Entry, Intake, Kind
from oidtrack.domain.profile import Profile
from oidtrack.insight.early.drift import ONE_WEEKS
from oidtrack.insight.early.early_signs import Evidence
from oidtrack.services.dayplan import read_dose_plan
from oidtrack.services.doses.weighing import LOOKED_BACK as HELD_TO
from oidtrack.services.medicines.stock_at_home import AtHome, at_home
from oidtrack.services.warnings.slow_change import monday_before
from oidtrack.services.warnings.taken import RECENT_DAYS, USE_DAYS
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.entries import EntryFilter, days_with_entries, entries, last_doses
from oidtrack.store.tables.profile import load_profile
from oidtrack.taper.days.dayplan import ONE_DAY, DosePlan

LOOKED_BACK = 400
"""Days of check-ins that are read: enough for what is ordinary, and the same work in every year. ENGINEERING."""


class Told(Struct, frozen=True):
    """What is read of the journal once, whichever of a few days is looked at.

    Attributes:
        planned: All that decides planned doses.
        check_ins: Those of all days that matter to one of these days.
        doses: Those of all days that matter.
        earlier: Of a medicine that was taken in the last week and seldom before, its last doses before all of these.
        days: Those with an entry of any kind, the earliest first.
        answered: Every questionnaire.
        profile: The profile.
        stock: What is at home now.
        searched: By the first day that was looked at, what the days from it on say together: of a day more, the days
            before it say the same. Filled as it is asked for.
    """

    planned: DosePlan
    check_ins: tuple[Entry, ...]
    doses: tuple[Entry, ...]
    earlier: tuple[Entry, ...]
    days: tuple[date, ...]
    answered: tuple[Entry, ...]
    profile: Profile
    stock: tuple[AtHome, ...]
    searched: dict[date, tuple[Evidence | None, ...]] = {}


def told(journal: Journal, now: datetime, day_ends_at: time, since: date, until: date) -> Told:
    """Read what the situations of the days from `since` to `until`, both included, are made of."""
    first, last = since - LOOKED_BACK * ONE_DAY, until + ONE_DAY
    year = min(first, monday_before(since, ONE_WEEKS))  # the season before a year is looked at too
    with journal.snapshot():
        planned = read_dose_plan(journal, day_ends_at)
        # all that are looked at day by day, and those before them that a patch may be worn on
        first_dose = since - (USE_DAYS + planned.longest_worn) * ONE_DAY
        doses = entries(journal, EntryFilter(since=first_dose, until=last, kinds=(Kind.DOSE,)))
        return Told(
            planned=planned,
            check_ins=entries(journal, EntryFilter(since=year, until=last, kinds=(Kind.MOOD,))),
            doses=doses,
            earlier=_earlier(journal, doses, first_dose, since),
            days=days_with_entries(journal, first, last),
            answered=entries(journal, EntryFilter(until=last, kinds=(Kind.ASSESSMENT,))),
            profile=load_profile(journal),
            stock=at_home(journal, now, day_ends_at),
        )


def _earlier(journal: Journal, doses: Sequence[Entry], first: date, since: date) -> tuple[Entry, ...]:
    """The last doses before `first` of what was taken lately, where those after it are fewer than a dose is held to.

    Args:
        journal: The journal.
        doses: All from `first` on.
        first: The day before which these are.
        since: The earliest day whose last week is looked at.
    """
    week = since - (RECENT_DAYS - 1) * ONE_DAY
    taken = [(entry.moment.day, entry.body.medicine) for entry in doses if isinstance(entry.body, Intake)]
    before = Counter(medicine for day, medicine in taken if day < week)
    lately = sorted({medicine for day, medicine in taken if day >= week})
    seldom = [medicine for medicine in lately if before[medicine] < HELD_TO]
    return tuple(dose for medicine in seldom for dose in last_doses(journal, medicine, first, HELD_TO))
