"""Planned doses and what became of them. A day that nobody wrote down is not a day of missed doses."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import astuple, dataclass, replace
from datetime import date

from oidtrack.domain.journal import DoseState, Entry, Intake


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of doses. `planned` is always `taken + skipped + missed`.

    Attributes:
        planned: Planned doses on the days with a record.
        taken: Of these, taken.
        skipped: Of these, left out and said so.
        missed: Of these, without any word.
        extra: Doses beyond those planned, of a medicine that is taken at its times only.
        unrecorded: Planned doses on the days without a record; neither taken nor missed.
        days_recorded: Days with planned doses and a record of doses.
        days: Days with planned doses.
        as_needed: Doses beyond those planned, of a medicine that is also taken when needed.
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


@dataclass(frozen=True, slots=True)
class Adherence:
    """Counts in all and for each medicine, by name; days in all are days with any planned dose."""

    total: Counts
    medicines: tuple[tuple[str, Counts], ...]


def adherence(
    planned: Iterable[tuple[date, str]],
    entries: Iterable[Entry],
    since: date,
    until: date,
    as_needed: Container[str] = (),
) -> Adherence:
    """Count doses from `since` to the day before `until`.

    A day is recorded where it holds a dose entry of any medicine. A dose that was taken fills a planned one;
    what is taken beyond them is extra, or as needed where the medicine is meant so.

    Args:
        planned: Day and medicine of each planned dose that is due by now; none of the days to come.
        entries: Any entries; only doses are looked at.
        since: First local day.
        until: The local day after the last one, at most tomorrow.
        as_needed: Names of the medicines that are also taken when needed.
    """
    due = _tally((day, medicine) for day, medicine in planned if since <= day < until)
    seen: dict[tuple[date, str], list[DoseState]] = {}
    for entry in entries:
        if isinstance(entry.body, Intake) and since <= entry.moment.day < until:
            seen.setdefault((entry.moment.day, entry.body.medicine), []).append(entry.body.state)
    recorded = {day for day, _ in seen}
    cells = {key: _cell(due.get(key, 0), seen.get(key, []), recorded=key[0] in recorded) for key in {*due, *seen}}
    cells = {
        (day, name): replace(cell, extra=0, as_needed=cell.extra) if name in as_needed else cell
        for (day, name), cell in cells.items()
    }
    names = sorted({medicine for _, medicine in cells})
    parts = tuple((name, _sum(c for (_, medicine), c in cells.items() if medicine == name)) for name in names)
    days = {day for day, _ in due}
    return Adherence(replace(_sum(cells.values()), days_recorded=len(days & recorded), days=len(days)), parts)


def _tally(keys: Iterable[tuple[date, str]]) -> dict[tuple[date, str], int]:
    counted: dict[tuple[date, str], int] = {}
    for key in keys:
        counted[key] = counted.get(key, 0) + 1
    return counted


def _cell(planned: int, states: list[DoseState], *, recorded: bool) -> Counts:
    """One medicine on one day."""
    if not recorded:
        return Counts(unrecorded=planned, days=1)
    skipped = min(planned, states.count(DoseState.SKIPPED))
    had = states.count(DoseState.TAKEN)
    taken = min(had, planned - skipped)
    return Counts(
        planned=planned,
        taken=taken,
        skipped=skipped,
        missed=planned - skipped - taken,
        extra=had - taken + states.count(DoseState.EXTRA),
        days_recorded=min(planned, 1),
        days=min(planned, 1),
    )


def _sum(cells: Iterable[Counts]) -> Counts:
    rows = [astuple(cell) for cell in cells]
    return Counts(*map(sum, zip(*rows, strict=True)))
