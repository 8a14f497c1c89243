"""Planning anew from the dose that is truly taken: found in the log, offered, never assumed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

import oidtrack
from oidtrack.clinical import catalogue
from oidtrack.domain.journal import DoseState, Intake, Kind
from oidtrack.domain.medicine import Prescription, ScheduledDose, amount_of
from oidtrack.errors import Refused
from oidtrack.services.dayplan import read_schedule
from oidtrack.services.planning import TIME_TO_SHOW
from oidtrack.store.database import Journal
from oidtrack.store.entries import EntryFilter, entries
from oidtrack.store.medicines import prescriptions_on
from oidtrack.store.plans import save_plan
from oidtrack.taper import replanning
from oidtrack.taper.course import stretches
from oidtrack.taper.plan import Plan
from oidtrack.taper.progress import daily_on

LOOKED_BACK_DAYS = 14
"""The last two weeks tell what is truly taken."""

ENOUGH_DAYS = 7
"""Days with a dose written down from which on they tell something. ENGINEERING."""


@dataclass(frozen=True, slots=True)
class Truly:
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

    Days before the last change of the planned dose say nothing of now and are left out.
    Usual is a sum that was taken on at least half of the days with a dose written down. Its doses are those of the
    latest day with that sum on which every dose has its planned time.
    """
    first = max(today - timedelta(days=LOOKED_BACK_DAYS), _last_change(journal, plan, today))
    mixed = any(_is_other_release(row.prescription, plan) for row in prescriptions_on(journal, today))
    times = {dose.at for dose in plan.origin}
    wanted = EntryFilter(since=first, until=today, kinds=(Kind.DOSE,), medicine=plan.medicine)
    days: dict[date, list[tuple[Intake, str]]] = {}
    for entry in entries(journal, wanted):
        body = entry.body
        if not isinstance(body, Intake) or not isinstance(body.amount, type(amount_of(plan.release, 0))):
            continue
        # entries do not say which release: beside another one only doses at the plan's own times are its
        if not mixed or body.slot in times:
            days.setdefault(entry.moment.day, []).append((body, entry.name))
    sums = {day: _sum(taken) for day, taken in days.items()}
    if len(sums) < ENOUGH_DAYS:
        return None
    daily, count = Counter(sums.values()).most_common(1)[0]
    usual = [day for day in sums if sums[day] == daily]
    whole = [day for day in usual if _doses(days[day], plan) is not None]
    if not daily or 2 * count < len(sums) or not whole:
        return None
    doses = _doses(days[max(whole)], plan)
    assert doses is not None  # only such days were kept
    others = [day for day in sums if sums[day] != daily and day < max(usual)]
    since = min(day for day in usual if not others or day > max(others))
    return Truly(doses, daily, since, count, len(sums), tuple(name for _, name in days[max(whole)]))


def differs(plan: Plan, truly: Truly, today: date) -> bool:
    """Whether what is taken is not what the plan has for the day before."""
    return daily_on(plan, today - timedelta(days=1)) != truly.daily


def replan(
    journal: Journal, plan: Plan, doses: tuple[ScheduledDose, ...], since: date, now: datetime, today: date
) -> Plan:
    """Store a draft of the plan that begins at these doses; it changes nothing until somebody agrees.

    Args:
        journal: The journal.
        plan: The version in force.
        doses: What is taken.
        since: The first day of taking it.
        now: The wall-clock time with its offset.
        today: The day.

    Raises:
        Refused: A medicine that is never planned here.
        BadInput: As `oidtrack.taper.replanning.replan`.
        DoseNotMakeable: The strengths cannot make a dose.
    """
    facts = catalogue.medicine(plan.medicine)
    if not facts.plannable:
        raise Refused(f"no taper of {facts.name} is proposed here", facts.referral)
    drafted = replanning.replan(plan, doses, since, today, today + TIME_TO_SHOW)
    drafted = replace(drafted, facts_version=catalogue.FACTS_VERSION, program_version=oidtrack.__version__)
    at_utc = int(now.timestamp())
    with journal.writing("plan replan", at_utc) as writer:
        return save_plan(writer, drafted, at_utc)


def _last_change(journal: Journal, plan: Plan, today: date) -> date:
    courses = read_schedule(journal).courses
    course = next(one for one in courses if one.of == (plan.medicine, plan.release))
    last = stretches(course, today + timedelta(days=1))[-1]
    return last.first if last.n else date.min  # an agreement alone changes no dose


def _is_other_release(row: Prescription, plan: Plan) -> bool:
    return row.medicine == plan.medicine and row.release is not plan.release


def _sum(taken: list[tuple[Intake, str]]) -> int:
    return sum(body.amount.thousandths for body, _ in taken if body.state is not DoseState.SKIPPED)


def _doses(taken: list[tuple[Intake, str]], plan: Plan) -> tuple[ScheduledDose, ...] | None:
    """The doses of a day by their planned times; None where one fits no planned time."""
    bodies = [body for body, _ in taken if body.state is not DoseState.SKIPPED and body.amount.thousandths]
    if any(body.slot is None for body in bodies):
        return None
    slots: dict[time, int] = {}
    for body in bodies:
        assert body.slot is not None  # looked at above
        slots[body.slot] = slots.get(body.slot, 0) + body.amount.thousandths
    return tuple(ScheduledDose(at, amount_of(plan.release, slots[at])) for at in sorted(slots))
