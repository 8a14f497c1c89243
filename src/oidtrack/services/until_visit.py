"""What to prescribe: the tablets that the plan, or else the prescription, needs until the visit and after it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from oidtrack.domain.medicine import Prescription, Release, Role, amount_of
from oidtrack.services.dayplan import Schedule
from oidtrack.services.stock_at_home import AtHome
from oidtrack.taper.plan import Plan
from oidtrack.taper.stock import LIQUID, needed
from oidtrack.taper.supply import Need
from oidtrack.taper.tablets import Making, reachable

AFTER_DAYS = 28
"""How far what is needed after a visit is counted where no later visit is known. ENGINEERING: one usual interval."""

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Ahead:
    """What one medicine needs over some days to come.

    Attributes:
        medicine: Name as in the journal.
        release: How fast it leaves its form.
        before_visit: Whether these are the days up to the visit, rather than those from it on.
        need: The days and the tablets.
        by_plan: Whether a plan says so, rather than a prescription.
    """

    medicine: str
    release: Release
    before_visit: bool
    need: Need
    by_plan: bool


def ahead(schedule: Schedule, first: date, visits: tuple[date, ...]) -> tuple[Ahead, ...]:
    """Every opioid whose tablets are known, with what it needs; nothing where nothing is needed.

    Args:
        schedule: Planned doses.
        first: The first day to count.
        visits: Days of the visits to come, the next one first.
    """
    coming = [day for day in visits if day >= first]
    turn = coming[0] if coming else first
    end = next((day - _ONE_DAY for day in coming[1:] if day > turn), turn + (AFTER_DAYS - 1) * _ONE_DAY)
    found = []
    for before, since, last in ((True, first, turn - _ONE_DAY), (False, turn, end)):
        if since <= last:
            found += _stretch(schedule, since, last, before=before)
    return tuple(found)


def less_home(found: Iterable[Ahead], home: Iterable[AtHome]) -> tuple[Ahead, ...]:
    """The same with what is at home taken off, the earlier days first; what is wholly covered stays, without tablets.

    Args:
        found: As `ahead` gives it.
        home: What is at home now.
    """
    left: dict[tuple[str, Release, int], Fraction] = {}
    for one in home:
        for strength, count in one.left:
            left[one.medicine, one.release, LIQUID if strength is None else strength.thousandths] = count
    return tuple(_less(stretch, left) for stretch in found)


def _less(stretch: Ahead, left: dict[tuple[str, Release, int], Fraction]) -> Ahead:
    """One stretch less what is left; `left` is what remains for the next."""
    asked = {strength.thousandths: count for strength, count in stretch.need.tablets}
    if stretch.need.liquid_ml:
        asked[LIQUID] = stretch.need.liquid_ml
    missing: dict[int, Fraction] = {}
    for key, count in asked.items():
        place = stretch.medicine, stretch.release, key
        used = min(count, max(left.get(place, Fraction(0)), Fraction(0)))
        left[place] = left.get(place, Fraction(0)) - used
        missing[key] = count - used
    return replace(stretch, need=_need(stretch.release, stretch.need.first, stretch.need.last, missing))


def _stretch(schedule: Schedule, first: date, last: date, *, before: bool) -> list[Ahead]:
    plans = [plan for course in schedule.courses if (plan := course.in_force) is not None]
    spoken = {(plan.medicine, plan.release) for plan in plans}
    rows = [row for row in schedule.rows if row.role is Role.OPIOID and (row.medicine, row.release) not in spoken]
    found = [_of_plan(plan, first, last, before=before) for plan in plans]
    found += [_of_row(row, first, last, before=before) for row in rows]
    return [one for one in found if one is not None]


def _of_plan(plan: Plan, first: date, last: date, *, before: bool) -> Ahead | None:
    return _ahead(
        plan.medicine, plan.release, _need(plan.release, first, last, needed(plan, first, last)), before, True
    )


def _of_row(row: Prescription, first: date, last: date, *, before: bool) -> Ahead | None:
    """What a prescription needs on the days it holds; None where its tablets do not make its doses."""
    since, until = max(first, row.since), last if row.until is None else min(last, row.until)
    days = sum(1 for n in range((since - row.since).days, (until - row.since).days + 1) if n % row.change_days == 0)
    counts: dict[int, Fraction] = {}
    for making in _makings(row):
        if making is None:
            return None
        for part in making.tablets:
            counts[part.strength.thousandths] = counts.get(part.strength.thousandths, Fraction(0)) + part.count * days
        if making.liquid_ml is not None:
            counts[LIQUID] = counts.get(LIQUID, Fraction(0)) + making.liquid_ml * days
    return _ahead(row.medicine, row.release, _need(row.release, since, until, counts), before, False)


def _makings(row: Prescription) -> list[Making | None]:
    amounts = [dose.amount.thousandths for dose in row.doses]
    made = reachable(row.makings, row.release, max(amounts, default=0))
    return [made.get(amount) for amount in amounts]


def _need(release: Release, first: date, last: date, counts: Mapping[int, Fraction]) -> Need:
    strengths = sorted((key for key in counts if key != LIQUID), reverse=True)
    tablets = tuple((amount_of(release, key), counts[key]) for key in strengths if counts[key])
    return Need(first, last, tablets, counts.get(LIQUID, Fraction(0)))


def _ahead(medicine: str, release: Release, need: Need, before: bool, by_plan: bool) -> Ahead | None:
    return Ahead(medicine, release, before, need, by_plan) if need.tablets or need.liquid_ml else None
