"""Days on which something other than the planned doses was taken, for the picture of the report."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from datetime import date
from enum import Enum

from msgspec import Struct

from oidtrack.domain.journal import DoseState, Intake
from oidtrack.taper.days.matching import Became, DayMatch


class Apart(Enum):
    """How a day differs: a dose beyond the planned ones, one without any word, one left out and said so."""

    EXTRA = "extra"
    MISSED = "missed"
    SKIPPED = "skipped"


class DayApart(Struct, frozen=True):
    """One kind of difference of one medicine on one local day, however many doses it is."""

    day: date
    medicine: str
    kind: Apart


def days_apart(days: Iterable[DayMatch], as_needed: Container[str], until: date) -> tuple[DayApart, ...]:
    """Where what was taken differs from the plan, counted as `adherence` counts.

    Args:
        days: The days with what became of their doses.
        as_needed: Names of the medicines that are also taken when needed: nothing of them is extra.
        until: The day after the last one that is over.
    """
    return tuple(dict.fromkeys(found for day in days if day.day < until for found in _of_day(day, as_needed)))


def _of_day(day: DayMatch, as_needed: Container[str]) -> Iterator[DayApart]:
    recorded = bool(day.beside) or any(match.became.is_answer for match in day.matches)
    for entry in day.beside:
        body = entry.body
        if isinstance(body, Intake) and body.state is not DoseState.SKIPPED and body.medicine not in as_needed:
            yield DayApart(day.day, body.medicine, Apart.EXTRA)
    for match in day.matches:
        if match.became is Became.SKIPPED:
            yield DayApart(day.day, match.dose.medicine, Apart.SKIPPED)
        elif recorded and not match.became.is_answer:
            yield DayApart(day.day, match.dose.medicine, Apart.MISSED)
