"""A damaged journal read into a new one, in words that a person has for what is in it."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from oidtrack.domain.tick import Tick, quiet
from oidtrack.services.files.verifying import require_whole
from oidtrack.store.copies.backups import Backup, backups
from oidtrack.store.copies.rescuing import Rescued, rescue
from oidtrack.store.copies.restoring import Holds, holds
from oidtrack.store.file.database import open_journal

TOPICS = {
    "entries": ("entries", "moods", "signs", "symptoms", "tags", "intakes", "treatments", "assessments"),
    "medicines": ("prescriptions", "prescription_doses", "prescription_strengths", "prescription_limits", "stock"),
    "plans": ("plans",),
    "appointments": ("appointments", "appointment_questions"),
    "profile": ("profile",),
    "settings": ("settings",),
    "calendar files": ("calendars",),
}
"""Which tables hold what a person knows by one name."""


class Salvage(Struct, frozen=True):
    """What a rescue brought.

    Attributes:
        path: The new journal.
        holds: What it holds.
        incomplete: Of what something is missing, or may be: names of `TOPICS`, in their order.
        from_history: Rows that stood only in the history of changes.
        doubtful: Rows that may be wrong.
        history: Whether undo still knows what was done before.
        backup: The newest backup of the damaged journal, which may have what is missing; None without any.
    """

    path: Path
    holds: Holds
    incomplete: tuple[str, ...]
    from_history: int
    doubtful: int
    history: bool
    backup: Backup | None


def salvage(path: Path, target: Path, tick: Tick = quiet) -> Salvage:
    """Read what can be read of a journal into a new one, and read that through.

    Args:
        path: The damaged journal; it stays as it is.
        target: Where the new one is to be; there must be nothing yet.
        tick: Is told how many rows of those that could be read are in it.

    Raises:
        NothingFound: There is no journal.
        BadInput: There is something at the target already.
        JournalError: Nothing could be read or written.
    """
    found = rescue(path, target, tick)
    with open_journal(target, create=False) as new:
        require_whole(new)
        held = holds(new)
    kept = backups(path)
    return Salvage(
        path=target,
        holds=held,
        incomplete=_incomplete(found),
        from_history=found.from_history,
        doubtful=found.doubtful,
        history=found.history,
        backup=kept[-1] if kept else None,
    )


def _incomplete(found: Rescued) -> tuple[str, ...]:
    touched = {name for name, rows in found.lost.items() if rows} | set(found.unsure)
    return tuple(topic for topic, tables in TOPICS.items() if touched.intersection(tables))
