"""Doses that a table names by the plan: all that were planned, or one that was left out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from oidtrack.domain.dose import printable
from oidtrack.domain.journal import DoseState, Entry, Intake, Kind, Moment
from oidtrack.errors import BadInput
from oidtrack.exchange.times import FileClock
from oidtrack.taper.days.inforce import PlannedDose

Skip = tuple[str, time, str, date | None]
"""A planned dose that was left out: its medicine, its time, why, and its day where that is not the row's."""

Planned = Callable[[date], tuple[PlannedDose, ...]]
"""What is planned for a local day."""


def taken_as_planned(day: date, until: Moment | None, planned: Planned, clock: FileClock) -> list[Entry]:
    """Every planned dose of a day, taken at its time; up to a moment where one was said.

    Raises:
        BadInput: Nothing was planned so far that day.
    """
    found = []
    for dose in planned(day):
        when = clock.planned(_at(day, dose.slot, clock))
        if until is None or when.at_utc <= until.at_utc:
            found.append(
                Entry(Kind.DOSE, when, Intake(dose.medicine, dose.amount, DoseState.TAKEN, dose.slot, dose.amount))
            )
    if not found:
        raise BadInput(f"no dose was planned so far on {day}", "doses stand in dose_medicine and dose_mg too")
    return found


def left_out(day: date, said: Skip, planned: Planned, clock: FileClock) -> Entry:
    """A planned dose that was not taken.

    Args:
        day: The local day.
        said: The medicine, its planned time, and why.
        planned: What was planned.
        clock: For the moment.

    Raises:
        BadInput: Nothing of that name was planned then.
    """
    name, slot, reason, _ = said
    wanted = " ".join(name.lower().split())
    for dose in planned(day):
        if dose.slot == slot and wanted in {dose.medicine, f"{dose.medicine} {dose.release.value}"}:
            intake = Intake(dose.medicine, dose.amount, DoseState.SKIPPED, slot, dose.amount, reason)
            return Entry(Kind.DOSE, clock.planned(_at(day, slot, clock)), intake)
    raise BadInput(f"no {printable(wanted)} was planned at {slot:%H:%M} on {day}")


def _at(day: date, slot: time, clock: FileClock) -> datetime:
    """A planned time on a local day; one before the day ends is after midnight."""
    return datetime.combine(day if slot >= clock.day_ends_at else day + timedelta(days=1), slot)
