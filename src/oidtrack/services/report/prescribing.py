"""Prescription lines: what is to be prescribed, as a prescriber writes it. The counts are those of `until_visit`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from oidtrack.domain.dose import Amount
from oidtrack.domain.medicine import Release
from oidtrack.services.medicines.stock_at_home import AtHome
from oidtrack.services.report.until_visit import AFTER_DAYS, Ahead, ahead, less_home
from oidtrack.taper.days.course import Course
from oidtrack.taper.days.dayplan import ONE_DAY, DosePlan
from oidtrack.taper.days.inforce import InForce, PlannedDose
from oidtrack.taper.days.matching import DayMatch
from oidtrack.taper.days.stock import LIQUID
from oidtrack.taper.plan import Plan, Status, next_cut
from oidtrack.taper.steering import hold


class Sig(Struct, frozen=True):
    """How many of one strength at which times, over days that are alike.

    Attributes:
        first: First day.
        last: Last day, included.
        at: Times of the day, each with how many tablets, or millilitres of the liquid.
        every_days: 2 for a dose on every other day, else 1.
        change_days: Days between changes of a patch, else 1.
    """

    first: date
    last: date
    at: tuple[tuple[time, Fraction], ...]
    every_days: int = 1
    change_days: int = 1


class RxLine(Struct, frozen=True):
    """One line of a prescription.

    Attributes:
        medicine: Name as in the journal.
        release: How fast it leaves its form.
        strength: Of one tablet or patch; None for the liquid.
        before_visit: Whether it is for the days up to the visit, rather than those from it on.
        first: First day.
        last: Last day, included.
        sigs: How it is taken, the earliest days first.
        count: Whole tablets, what is at home taken off; of the liquid millilitres.
    """

    medicine: str
    release: Release
    strength: Amount | None
    before_visit: bool
    first: date
    last: date
    sigs: tuple[Sig, ...]
    count: Fraction

    @property
    def days(self) -> int:
        """Days of it, the first and the last among them."""
        return (self.last - self.first).days + 1


class Prescribed(Struct, frozen=True):
    """What is to be prescribed.

    Attributes:
        ahead: What each stretch needs, less what is at home.
        lines: The same line by line.
        if_held: The lines that have more where the next cut is held; empty where no cut falls into these days.
    """

    ahead: tuple[Ahead, ...]
    lines: tuple[RxLine, ...]
    if_held: tuple[RxLine, ...]


NOTHING = Prescribed((), (), ())


def prescribed(
    planned: DosePlan, plan: Plan | None, today: DayMatch, visits: tuple[datetime, ...], home: tuple[AtHome, ...]
) -> Prescribed:
    """Everything there is to prescribe, as planned and as it would be on hold from today.

    Args:
        planned: All that decides planned doses.
        plan: The plan in force today, or None.
        today: The day that has begun, with its log.
        visits: The visits to come by the wall clock, the next one first.
        home: What is at home now.
    """
    needed = less_home(ahead(planned, today, visits), home)
    lines = prescription_lines(planned, needed)
    held = None if plan is None else _held(planned, plan, today)
    if held is None:
        return Prescribed(needed, lines, ())
    others = prescription_lines(held, less_home(ahead(held, today, visits), home))
    return Prescribed(needed, lines, tuple(line for line in others if line not in lines))


def _held(planned: DosePlan, plan: Plan, today: DayMatch) -> DosePlan | None:
    """The same with the plan on hold from today on; None where it is already, or has no cut to come."""
    if plan.status is not Status.AGREED or next_cut(plan, today.day) is None:
        return None
    version = hold(plan, today.day, AFTER_DAYS, "")
    courses = tuple(
        Course((*course.versions, version)) if plan in course.versions else course for course in planned.courses
    )
    return DosePlan(courses, planned.rows, planned.day_ends_at)


def prescription_lines(planned: DosePlan, found: Iterable[Ahead]) -> tuple[RxLine, ...]:
    """A line for each strength of each stretch that something is to be prescribed for.

    Args:
        planned: All that decides planned doses.
        found: What the stretches need, less what is at home.
    """
    return tuple(line for stretch in found for line in _lines(planned, stretch))


def _lines(planned: DosePlan, stretch: Ahead) -> Iterator[RxLine]:
    need = stretch.need
    asked: list[tuple[Amount | None, Fraction]] = [
        (strength, Fraction(-(-count.numerator // count.denominator))) for strength, count in need.tablets
    ]
    if need.liquid_ml:
        asked.append((None, need.liquid_ml))
    for strength, count in asked:
        key = LIQUID if strength is None else strength.thousandths
        sigs = tuple(_sigs(planned, stretch, key))
        yield RxLine(
            stretch.medicine, stretch.release, strength, stretch.before_visit, need.first, need.last, sigs, count
        )


def _sigs(planned: DosePlan, stretch: Ahead, key: int) -> Iterator[Sig]:
    """The days of a stretch in runs of one way to take it; days without this strength are left out."""
    held: Sig | None = None
    for n in range((stretch.need.last - stretch.need.first).days + 1):
        day = stretch.need.first + n * ONE_DAY
        one = planned.of((stretch.medicine, stretch.release), day)
        here = None if one is None else _on(one, day, key)
        if held is not None and here is not None and replace(here, first=held.first) == replace(held, last=day):
            held = replace(held, last=day)
            continue
        if held is not None:
            yield held
        held = here
    if held is not None:
        yield held


def _on(one: InForce, day: date, key: int) -> Sig | None:
    at = tuple((dose.slot, count) for dose in one.doses if (count := _count(dose, key)))
    return Sig(day, day, at, one.every_days, one.change_days) if at else None


def _count(dose: PlannedDose, key: int) -> Fraction:
    """How many of a strength one dose is made of; 0 where it is made of others, or nobody knows."""
    making = dose.making
    if making is None:
        return Fraction(0)
    if key == LIQUID:
        return making.liquid_ml or Fraction(0)
    return sum((part.count for part in making.tablets if part.strength.thousandths == key), Fraction(0))
