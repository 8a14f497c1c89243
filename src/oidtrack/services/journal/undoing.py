"""Taking back changes, with one limit: taking back a change of a plan never moves the dose in force by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from oidtrack.domain.dose import amount_text
from oidtrack.domain.tick import Tick, quiet
from oidtrack.errors import Refused
from oidtrack.rules.findings.steep_cuts import is_steep
from oidtrack.services.dayplan import read_dose_plan
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.undo import Allowed, Undone, redo_last, undo_last
from oidtrack.taper.days.dayplan import ONE_DAY, DosePlan
from oidtrack.taper.days.inforce import Of

_OF_PLANS = "plan "
"""What the name of a command that writes plans begins with."""


def undo(journal: Journal, at_utc: int, today: date, tick: Tick = quiet) -> Undone | None:
    """Take back the latest change that still stands; None where there is none.

    Raises:
        Refused: It would put more of an opioid in force than was the day before, or cut it steeply.
        JournalError: A row is no longer as it was left.
    """
    return undo_last(journal, at_utc, _limit(journal, today), tick)


def redo(journal: Journal, at_utc: int, today: date, tick: Tick = quiet) -> Undone | None:
    """Do again what was taken back last; None where nothing was, or something was written since.

    Raises:
        Refused: As for `undo`.
        JournalError: A row is no longer as it was left.
    """
    return redo_last(journal, at_utc, _limit(journal, today), tick)


Once = Callable[[Journal, int, date, Tick], Undone | None]
"""`undo` or `redo`."""


def several(
    once: Once, journal: Journal, times: int, at_utc: int, today: date, tick: Tick = quiet
) -> tuple[tuple[Undone, ...], Refused | None]:
    """`undo` or `redo` so many times, fewer where there is no more; with the refusal that ended it, or None.

    Raises:
        JournalError: As for `undo`; then none of them was done.
    """
    found: list[Undone] = []
    with journal.together():  # a kill or a full disk between two of them leaves none
        try:
            while len(found) < times and (one := once(journal, at_utc, today, tick)) is not None:
                found.append(one)
        except Refused as refusal:
            return tuple(found), refusal
    return tuple(found), None


def _limit(journal: Journal, today: date) -> Allowed:
    before = read_dose_plan(journal)

    def allowed(command: str) -> None:
        if command.startswith(_OF_PLANS):
            _require_no_jump(before, read_dose_plan(journal), today)

    return allowed


def _require_no_jump(before: DosePlan, after: DosePlan, today: date) -> None:
    """The dose in force neither rises above that of the day before nor falls steeply.

    Raises:
        Refused: It does.
    """
    for of in before.opioids():
        if _has_row(before, of) and not _has_row(after, of):
            continue  # the medicine itself is taken back, as if it had never been entered
        had, now, then = _daily(before, of, today - ONE_DAY), _daily(before, of, today), _daily(after, of, today)
        least = min(had, now)
        if then > max(had, now):
            what, hint = "raise", 'one step up is a prescriber\'s decision: oidtrack plan back --agreed-with "Dr. NAME"'
        elif is_steep(least, then):
            what, hint = "cut", "to stay where you are: oidtrack plan hold"
        else:
            continue
        unit = "mg" if of[1].value != "patch" else "mcg/h"
        from_to = f"from {amount_text(unit, 1000 * now)} to {amount_text(unit, 1000 * then)}"
        raise Refused(f"taking that back would {what} {of[0]} {from_to} a day from today on", hint)


def _has_row(planned: DosePlan, of: Of) -> bool:
    return any((row.medicine, row.release) == of for row in planned.rows)


def _daily(planned: DosePlan, of: Of, day: date) -> Fraction:
    one = planned.of(of, day)
    return Fraction(0) if one is None or one.daily is None else one.daily
