"""Day by day, each opioid as planned and as taken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from oidtrack.clinical import catalogue
from oidtrack.domain.dose import Rate
from oidtrack.domain.journal import DoseState, Entry, Intake, Kind
from oidtrack.domain.medicine import Release, Role
from oidtrack.errors import UnknownMedicine
from oidtrack.insight.spread import Spread, spread
from oidtrack.services.dayplan import Regimen, Schedule, read_schedule
from oidtrack.store.database import Journal
from oidtrack.store.entries import EntryFilter, entries

ONE_DAY = timedelta(days=1)

_Taken = dict[tuple[date, str, bool], Fraction]
"""By day, medicine, and whether it is a patch."""


@dataclass(frozen=True, slots=True)
class DayDose:
    """One opioid on one day, in the unit people read (mg; of a patch the mcg/h worn).

    Attributes:
        day: Local day.
        medicine: Name as in the journal.
        release: Decides the unit and the factor.
        planned: Planned a day (of a dose on every other day the average); None where nothing is scheduled.
        taken: Taken on that day; None where no dose of it was recorded.
        factor: MME factor, or None where the set counts none.
        when_needed: Of what was taken, what fits no planned time while the same medicine is also taken when needed.
    """

    day: date
    medicine: str
    release: Release
    planned: Fraction | None
    taken: Fraction | None
    factor: Fraction | None
    when_needed: Fraction = Fraction(0)

    @property
    def unit(self) -> str:
        """The unit people read: `mg` or `mcg/h`."""
        return "mcg/h" if self.release is Release.PATCH else "mg"

    @property
    def planned_mme(self) -> Fraction | None:
        """Planned morphine milligrams a day, exact; None where not counted or not scheduled."""
        return None if self.planned is None or self.factor is None else self.planned * self.factor

    @property
    def taken_mme(self) -> Fraction | None:
        """Taken morphine milligrams, exact; None where not counted or not recorded."""
        return None if self.taken is None or self.factor is None else self.taken * self.factor


@dataclass(frozen=True, slots=True)
class Rung:
    """A stretch of days on which one opioid was planned the same.

    Attributes:
        medicine: Name as in the journal.
        unit: `mg` or `mcg/h`.
        first: First day.
        last: Last day, included.
        planned: Planned a day; None where nothing is scheduled.
        mean_taken: Mean taken a day over the days with a record; None where there is none.
        taken: The same days' median and quartiles, with how many they are.
        factor: MME factor, or None where the set counts none.
    """

    medicine: str
    unit: str
    first: date
    last: date
    planned: Fraction | None
    mean_taken: Fraction | None
    taken: Spread
    factor: Fraction | None

    @property
    def days(self) -> int:
        """Days of the stretch."""
        return (self.last - self.first).days + 1


def dose_ladder(journal: Journal, since: date, until: date) -> tuple[DayDose, ...]:
    """Day by day, each opioid as planned and as taken.

    Args:
        journal: The journal.
        since: First local day.
        until: Last local day, included.

    Returns:
        By day, then by medicine: a row for each day on which something is scheduled or recorded.
    """
    with journal.snapshot():
        schedule = read_schedule(journal)
        wanted = EntryFilter(since=since - schedule.longest_worn * ONE_DAY, until=until + ONE_DAY, kinds=(Kind.DOSE,))
        return ladder(schedule, entries(journal, wanted), since, until)


def ladder(schedule: Schedule, found: Iterable[Entry], since: date, until: date) -> tuple[DayDose, ...]:
    """As `dose_ladder`, of what was read already; entries from before `since` tell which patch is worn."""
    kept = tuple(found)
    taken, beside = _taken(kept), _taken(_without_a_time(kept))
    days = (since + n * ONE_DAY for n in range((until - since).days + 1))
    return tuple(row for day in days for row in _of_day(schedule, (taken, beside), day))


def rungs(days: Iterable[DayDose]) -> tuple[Rung, ...]:
    """The ladder in stretches of one planned dose, medicine by medicine, the earliest first."""
    stretches: dict[str, list[list[DayDose]]] = {}
    for row in days:
        of_medicine = stretches.setdefault(f"{row.medicine} {row.unit}", [])
        same = bool(of_medicine) and of_medicine[-1][-1].planned == row.planned
        if same and row.day - of_medicine[-1][-1].day == ONE_DAY:
            of_medicine[-1].append(row)
        else:
            of_medicine.append([row])
    return tuple(_rung(stretch) for _, found in sorted(stretches.items()) for stretch in found)


def opioid_factor(medicine: str, release: Release) -> Fraction | None:
    """The MME factor of a medicine of the journal; None where the set or the facts know none."""
    try:
        return catalogue.mme_factor(catalogue.medicine(medicine), release)
    except UnknownMedicine:
        return None


def _rung(stretch: list[DayDose]) -> Rung:
    first, taken = stretch[0], [row.taken for row in stretch if row.taken is not None]
    return Rung(
        medicine=first.medicine,
        unit=first.unit,
        first=first.day,
        last=stretch[-1].day,
        planned=first.planned,
        mean_taken=sum(taken, Fraction(0)) / len(taken) if taken else None,
        taken=spread(taken),
        factor=first.factor,
    )


def _without_a_time(found: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in found if isinstance(entry.body, Intake) and entry.body.slot is None]


def _of_day(schedule: Schedule, sums: tuple[_Taken, _Taken], day: date) -> list[DayDose]:
    """One row for each opioid and unit; its releases are one row, since doses do not tell them apart."""
    taken, beside = sums
    kinds: dict[tuple[str, bool], list[Regimen]] = {}
    for regimen in schedule.regimens(day):
        if regimen.role is Role.OPIOID:
            kinds.setdefault((regimen.medicine, regimen.release is Release.PATCH), []).append(regimen)
    found = []
    for (medicine, patch), parts in kinds.items():
        planned = _sum(part.daily for part in parts)
        worn = range(parts[0].change_days)
        had = next((t for n in worn if (t := taken.get((day - n * ONE_DAY, medicine, patch))) is not None), None)
        if planned is not None or had is not None:
            factor = opioid_factor(medicine, parts[0].release)
            needed = any(part.daily is None for part in parts) and planned is not None
            apart = beside.get((day, medicine, patch), Fraction(0)) if needed else Fraction(0)
            found.append(DayDose(day, medicine, parts[0].release, planned, had, factor, apart))
    return found


def _sum(amounts: Iterable[Fraction | None]) -> Fraction | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Fraction(0)) if known else None


def _taken(found: Iterable[Entry]) -> _Taken:
    """What was taken; where doses were only skipped it is 0."""
    sums: _Taken = {}
    for entry in found:
        if isinstance(entry.body, Intake):
            key = (entry.moment.day, entry.body.medicine, isinstance(entry.body.amount, Rate))
            amount = Fraction(0) if entry.body.state is DoseState.SKIPPED else entry.body.amount.shown
            sums[key] = sums.get(key, Fraction(0)) + amount
    return sums
