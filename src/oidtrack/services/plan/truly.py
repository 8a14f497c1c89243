"""What is truly taken while a plan is in force: found in the log, never assumed."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import takewhile

from msgspec import Struct

from oidtrack.domain.journal import Intake, Kind
from oidtrack.domain.medicine import Release, ScheduledDose, amount_of
from oidtrack.services.dayplan import read_dose_plan
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.entries import EntryFilter, entries
from oidtrack.taper.days.dayplan import ONE_DAY, DosePlan
from oidtrack.taper.days.matching import DayMatch, match
from oidtrack.taper.plan import Plan, daily_on

LOOKED_BACK_DAYS = 14
"""The last two weeks tell what is truly taken."""

ENOUGH_DAYS = 7
"""Days with a dose written down from which on they tell something. ENGINEERING."""


class Truly(Struct, frozen=True):
    """What was taken on most days of the last two weeks.

    Attributes:
        doses: In the order of the day.
        daily: Their sum, in thousandths of the unit.
        since: The first day on which it was taken, as far back as the log shows it without another amount between.
        days: Days of the last two weeks with just this sum.
        recorded: Days of the last two weeks with any dose written down.
        entries: Names of the entries of the latest such day.
    """

    doses: tuple[ScheduledDose, ...]
    daily: int
    since: date
    days: int
    recorded: int
    entries: tuple[str, ...]


def truly_taken(journal: Journal, plan: Plan, today: date) -> Truly | None:
    """The usual day of the two weeks before today; None where too little is known or no amount was usual.

    Days before the last change of the planned dose say nothing of now and are left out, and so are partial days.
    Usual is a sum that was taken on at least half of the days that are told in full. Its doses are those of the
    latest day with that sum on which every dose has its planned time.
    """
    planned = read_dose_plan(journal)
    change = planned.last_change((plan.medicine, plan.release), today)
    # an agreement alone changes no dose, and before the first change nothing was planned otherwise
    first = max(today - timedelta(days=LOOKED_BACK_DAYS), change.on if change is not None else date.min)
    log = entries(journal, EntryFilter(since=first, until=today, kinds=(Kind.DOSE,), medicine=plan.medicine))
    days = [_told(match(planned, day, log), planned, plan) for day in sorted({entry.moment.day for entry in log})]
    told = [day for day in days if day is not None]
    if len(told) < ENOUGH_DAYS:
        return None
    daily, count = Counter(day.daily for day in told).most_common(1)[0]
    usual = [day for day in told if day.daily == daily]
    whole = [day for day in usual if day.doses]
    if not daily or 2 * count < len(told) or not whole:
        return None
    last = usual[-1].day
    others = [day.day for day in told if day.daily != daily and day.day < last]
    since = min(day.day for day in usual if not others or day.day > max(others))
    return Truly(whole[-1].doses, daily, since, count, len(told), whole[-1].entries)


class _Told(Struct, frozen=True):
    """One day that is told in full: its sum, and its doses where each has its planned time."""

    day: date
    daily: int
    doses: tuple[ScheduledDose, ...]
    entries: tuple[str, ...]


def _told(found: DayMatch, planned: DosePlan, plan: Plan) -> _Told | None:
    """A day of the plan's medicine; None where some planned time has no answer."""
    mine = [one for one in found.matches if (one.dose.medicine, one.dose.release) == (plan.medicine, plan.release)]
    if any(not one.became.is_answer for one in mine):
        return None
    # entries do not say which release: beside another one only doses at the plan's own times are its
    mixed = any(one.medicine == plan.medicine and one.release is not plan.release for one in planned.on(found.day))
    kind = type(amount_of(plan.release, 0))
    beside = [] if mixed else [e for e in found.beside if isinstance(e.body, Intake) and type(e.body.amount) is kind]
    amounts = [(one, one.taken) for one in mine if one.taken is not None]
    extra = sum(entry.body.amount.thousandths for entry in beside if isinstance(entry.body, Intake))
    whole = () if beside else tuple(ScheduledDose(one.dose.slot, amount) for one, amount in amounts)
    names = tuple(one.entry.name for one, _ in amounts if one.entry is not None)
    return _Told(found.day, extra + sum(amount.thousandths for _, amount in amounts), whole, names)


def stopped_lately(journal: Journal, plan: Plan, today: date) -> int:
    """How many days in a row, up to yesterday, every dose of the plan was left out and said so."""
    planned = read_dose_plan(journal)
    since = today - timedelta(days=LOOKED_BACK_DAYS)
    log = entries(journal, EntryFilter(since=since, until=today, kinds=(Kind.DOSE,), medicine=plan.medicine))
    days = (today - n * ONE_DAY for n in range(1, LOOKED_BACK_DAYS + 1))
    totals = (match(planned, day, log).total(plan.medicine, patch=plan.release is Release.PATCH) for day in days)
    return sum(1 for _ in takewhile(lambda total: total.at_least == 0, totals))


def differs(plan: Plan, truly: Truly, today: date) -> bool:
    """Whether what is taken is not what the plan has for the day before."""
    return daily_on(plan, today - timedelta(days=1)) != truly.daily
