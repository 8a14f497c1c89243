"""Planned doses and what became of them. Only days that are told in full are counted; the others are said to be."""

from __future__ import annotations

from collections.abc import Container, Iterable

from msgspec import Struct
from msgspec.structs import astuple, replace

from oidtrack.domain.journal import Intake
from oidtrack.taper.days.matching import Became, DayMatch


class Counts(Struct, frozen=True):
    """Numbers of doses. `planned` is always `taken + skipped`.

    Attributes:
        planned: Planned doses on the days on which every one of them was answered.
        taken: Of these, taken.
        skipped: Of these, left out and said so.
        missed: Planned doses without any word on the partial days; they may have been taken.
        extra: Doses beyond those planned, of a medicine that is taken at its times only.
        unrecorded: Planned doses on the days without a record; neither taken nor missed.
        days_recorded: Days with planned doses that were all answered.
        days: Days with planned doses.
        as_needed: Doses beyond those planned, of a medicine that is also taken when needed.
        partial: Days with planned doses of which only some were answered; in no other figure but `missed`.
    """

    planned: int = 0
    taken: int = 0
    skipped: int = 0
    missed: int = 0
    extra: int = 0
    unrecorded: int = 0
    days_recorded: int = 0
    days: int = 0
    as_needed: int = 0
    partial: int = 0


class Adherence(Struct, frozen=True):
    """Counts in all and for each medicine, by name; days in all are days with any planned dose."""

    total: Counts
    medicines: tuple[tuple[str, Counts], ...]


def adherence(days: Iterable[DayMatch], as_needed: Container[str] = ()) -> Adherence:
    """Count the doses of some days.

    A day of a medicine is recorded where every planned time of it is answered, and partial where some are not while a
    dose of any medicine is written down. A day that still goes on is left out until all of it is answered.

    Args:
        days: The days, none of them to come.
        as_needed: Names of the medicines that are also taken when needed.
    """
    kept = [(day, _cells(day, as_needed)) for day in days]
    names = sorted({medicine for _, cells in kept for medicine in cells})
    parts = tuple((name, _sum(cells[name] for _, cells in kept if name in cells)) for name in names)
    whole = [_day(cells) for _, cells in kept]
    total = _sum(counts for _, counts in parts)
    spans = {name: sum(getattr(one, name) for one in whole) for name in ("days", "days_recorded", "partial")}
    return Adherence(replace(total, **spans), parts)


def _cells(day: DayMatch, as_needed: Container[str]) -> dict[str, Counts]:
    """Each medicine of one day."""
    goes_on = any(match.became is Became.LATER for match in day.matches)
    recorded = bool(day.beside) or any(match.became.is_answer for match in day.matches)
    beside = [entry.body for entry in day.beside if isinstance(entry.body, Intake)]
    names = {match.dose.medicine for match in day.matches} | {body.medicine for body in beside}
    found = {}
    for name in names:
        states = [match.became for match in day.matches if match.dose.medicine == name]
        more = sum(1 for body in beside if body.medicine == name)
        counts = _told(states, recorded=recorded, goes_on=goes_on)
        found[name] = replace(counts, **{"as_needed" if name in as_needed else "extra": more})
    return found


def _told(states: list[Became], *, recorded: bool, goes_on: bool) -> Counts:
    """The planned times of one medicine on one day."""
    answered = [state for state in states if state.is_answer]
    if len(answered) == len(states):
        skipped = states.count(Became.SKIPPED)
        days = min(len(states), 1)
        return Counts(len(states), len(states) - skipped, skipped, days_recorded=days, days=days)
    if goes_on:
        return Counts()
    if not recorded:
        return Counts(unrecorded=len(states), days=1)
    return Counts(missed=len(states) - len(answered), days=1, partial=1)


def _day(cells: dict[str, Counts]) -> Counts:
    """How a whole day counts: recorded where every medicine is, partial where one is."""
    days, partial = any(one.days for one in cells.values()), any(one.partial for one in cells.values())
    recorded = days and all(one.days_recorded == one.days for one in cells.values())
    return Counts(days=int(days), days_recorded=int(recorded), partial=int(partial))


def _sum(cells: Iterable[Counts]) -> Counts:
    rows = [astuple(cell) for cell in cells]
    return Counts(*map(sum, zip(*rows, strict=True))) if rows else Counts()
