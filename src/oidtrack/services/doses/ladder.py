"""Day by day, each opioid as planned and as taken."""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import date
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from oidtrack.clinical import catalogue
from oidtrack.domain.journal import Entry, by_day
from oidtrack.domain.medicine import Release, Role
from oidtrack.errors import UnknownMedicine
from oidtrack.insight.spread import Spread, spread
from oidtrack.taper.days.dayplan import ONE_DAY, DosePlan
from oidtrack.taper.days.inforce import InForce
from oidtrack.taper.days.matching import DayMatch, Total, match


class DayDose(Struct, frozen=True):
    """One opioid on one day, in the unit people read (mg; of a patch the mcg/h worn).

    Attributes:
        day: Local day.
        medicine: Name as in the journal.
        release: Decides the unit and the factor.
        planned: Planned a day (of a dose on every other day the average); None where nothing is scheduled.
        taken: Taken on that day; None where no dose of it was recorded, or the day is partial.
        factor: MME factor, or None where the set counts none.
        when_needed: Of what was taken, what fits no planned time while the same medicine is also taken when needed.
        partial: Whether some planned time of it has no answer while something is recorded.
        at_least: What was recorded, on a partial day too; None where nothing was.
        parts: What of it is in force on that day.
    """

    day: date
    medicine: str
    release: Release
    planned: Fraction | None
    taken: Fraction | None
    factor: Fraction | None
    when_needed: Fraction = Fraction(0)
    partial: bool = False
    at_least: Fraction | None = None
    parts: tuple[InForce, ...] = ()

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


class Rung(Struct, frozen=True):
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
        partial: Days of it that are only half told, and so in no figure.
        parts: What was in force; empty where from some day on that had other times.
    """

    medicine: str
    unit: str
    first: date
    last: date
    planned: Fraction | None
    mean_taken: Fraction | None
    taken: Spread
    factor: Fraction | None
    partial: int = 0
    parts: tuple[InForce, ...] = ()

    @property
    def days(self) -> int:
        """Days of the stretch."""
        return (self.last - self.first).days + 1


def ladder(planned: DosePlan, found: Iterable[Entry], since: date, until: date) -> tuple[DayDose, ...]:
    """Day by day, each opioid as planned and as taken.

    Args:
        planned: All that decides planned doses.
        found: Entries; those from before `since` tell which patch is worn.
        since: First local day.
        until: Last local day, included.

    Returns:
        By day, then by medicine: a row for each day on which something is scheduled or recorded.
    """
    first = since - planned.longest_worn * ONE_DAY
    logged = by_day(entry for entry in found if first <= entry.moment.day <= until)
    matched = {day: match(planned, day, log) for day, log in logged.items()}
    days = (since + n * ONE_DAY for n in range((until - since).days + 1))
    return tuple(row for day in days for row in _of_day(planned, matched, day))


def with_none_due(rows: Iterable[DayDose], planned: DosePlan, logged: Container[date]) -> tuple[DayDose, ...]:
    """The same, where a day on which none was due counts as none taken, so that both are counted over the same days.

    These are the days between of a dose on every other day, and those after the end.

    Args:
        rows: As `ladder` gives them.
        planned: All that decides planned doses.
        logged: Days with an entry of any kind; of another day nobody knows, whatever was due.
    """
    return tuple(
        replace(row, taken=Fraction(0), at_least=Fraction(0))
        if row.at_least is None and row.day in logged and _none_due(row, planned)
        else row
        for row in rows
    )


def _none_due(row: DayDose, planned: DosePlan) -> bool:
    """Whether the plan has none of it for this day; a patch is worn on every day."""
    if row.release is Release.PATCH or row.planned is None:
        return False
    found = [one for one in planned.on(row.day) if one.medicine == row.medicine and one.release is row.release]
    return all(not one.due or not one.daily for one in found)


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
        partial=sum(1 for row in stretch if row.partial),
        parts=first.parts if len({_way(row) for row in stretch}) == 1 else (),
    )


def _way(row: DayDose) -> tuple[object, ...]:
    """How the dose of a day is taken."""
    return tuple((one.release, one.scheduled(), one.every_days, one.change_days) for one in row.parts)


def _of_day(planned: DosePlan, matched: dict[date, DayMatch], day: date) -> list[DayDose]:
    """One row for each opioid and unit; its releases are one row, since doses do not tell them apart."""
    kinds: dict[tuple[str, bool], list[InForce]] = {}
    for one in planned.on(day):
        if one.role is Role.OPIOID:
            kinds.setdefault((one.medicine, one.release is Release.PATCH), []).append(one)
    found = []
    for (medicine, patch), parts in kinds.items():
        daily = _sum(part.daily for part in parts)
        worn = (day - n * ONE_DAY for n in range(parts[0].change_days if patch else 1))
        totals = (matched[one].total(medicine, patch=patch) for one in worn if one in matched)
        had = next((total for total in totals if total.at_least is not None), Total())
        if daily is not None or had.at_least is not None:
            factor = opioid_factor(medicine, parts[0].release)
            needed = any(part.daily is None for part in parts) and daily is not None
            apart = had.beside if needed else Fraction(0)
            release = parts[0].release
            row = DayDose(day, medicine, release, daily, had.taken, factor, apart, had.partial, had.at_least)
            found.append(replace(row, parts=tuple(parts)))
    return found


def _sum(amounts: Iterable[Fraction | None]) -> Fraction | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Fraction(0)) if known else None
