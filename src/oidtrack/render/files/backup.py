"""Backups and what a restore changes, as pages and as JSON of oidtrack/backup/1 and oidtrack/restore/1."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from oidtrack.domain.dose import counted
from oidtrack.domain.journal import day_words
from oidtrack.exchange.file_out import readers
from oidtrack.render.page.machine import keys, written
from oidtrack.render.page.parts import Block, Page, Verbatim, grid
from oidtrack.services.files.backing_up import Backup
from oidtrack.services.files.restoring import Difference
from oidtrack.services.files.verifying import Checked, Holds
from oidtrack.services.opening import shown

SCHEMA = "oidtrack/backup/1"
RESTORE_SCHEMA = "oidtrack/restore/1"
_WHY = {
    "daily": "of the day",
    "import": "before an import",
    "merge": "before a merge",
    "purge": "after a purge",
    "restore": "before a restore",
    "encrypt": "after encrypting",
    "decrypt": "after decrypting",
    "rekey": "after a new passphrase",
    "own": "made by you",
}


def backup_page(found: Checked, *, made: bool) -> Page:
    """What was made or read through."""
    where = Verbatim(f"{'Backup' if made else 'Read through'}: {shown(found.path)}")
    yours = f"It holds all that your journal holds; {readers()}." if made else ""
    return Page((Block((where, f"It is whole: {holds_words(found.holds)}.", yours)),))


def backups_page(found: tuple[tuple[Backup, int], ...], folder: Path) -> Page:
    """The backups, the latest first."""
    rows = (
        (one.path.name, f"{day_words(one.at.date())}, {one.at:%H:%M}", _WHY.get(one.why, one.why))
        for one, _ in reversed(found)
    )
    end = "`oidtrack restore NAME` shows first what one of them would change."
    return Page((Verbatim(f"In {shown(folder)}"), grid(*rows, words=range(3)), end))


def backup_body(checked: Checked | None, found: tuple[tuple[Backup, int], ...], *, made: bool) -> dict[str, Any]:
    """The keys of oidtrack/backup/1, without the schema."""
    path = None if checked is None else str(checked.path)
    return {
        "made": path if made else None,
        "verified": path,
        "holds": None if checked is None else holds_body(checked.holds),
        "backups": [{"file": str(one.path), **keys(one, "at", "why"), "bytes": size} for one, size in found],
    }


def difference_page(found: Difference) -> Page:
    """What a restore would change."""
    now, then = found.now, found.then
    rows = [("", "now", "after")]
    for label, name in (("entries", "entries"), ("last entry", "last"), ("medicines", "medicines"),
                        ("plans", "plans"), ("appointments", "appointments")):  # fmt: skip
        rows.append((label, "?" if now is None else _cell(getattr(now, name)), _cell(getattr(then, name))))
    return Page((Verbatim(f"From {shown(found.path)}"), grid(*rows), _difference(found)))


def _difference(found: Difference) -> str:
    if found.missing:
        return "There is no journal now."
    if found.now is None:
        return "The journal cannot be read as it is now."
    what = [
        f"{_entries(found.lost)} of now would not be in it" if found.lost else "",
        f"{_entries(found.gained)} would come back" if found.gained else "",
    ]
    if any(what):
        return f"{'; '.join(part for part in what if part)}. One that was changed counts in both."
    return "The entries are the same."


def restored_page(found: Difference, kept: Path | None) -> Page:
    """What was done, and where the journal of before is."""
    before = "" if kept is None else Verbatim(f"Your journal as it was: {shown(kept)}")
    return Page((Block((f"Restored: {holds_words(found.then)}.", before)),))


def restore_body(found: Difference, kept: Path | None, *, restored: bool) -> dict[str, Any]:
    """The keys of oidtrack/restore/1, without the schema."""
    return {
        "file": str(found.path),
        "restored": restored,
        "kept": written(kept),
        "now": None if found.now is None else holds_body(found.now),
        "after": holds_body(found.then),
        **keys(found, "lost", "gained"),
    }


def holds_words(holds: Holds) -> str:
    """In words: `12 entries to Mon 23 Nov 2026, 1 medicine, 1 plan`."""
    last = f" to {day_words(holds.last)}" if holds.last is not None else ""
    counts = ((holds.medicines, "medicine"), (holds.plans, "plan"), (holds.appointments, "appointment"))
    more = [counted(n, word) for n, word in counts if n]
    return ", ".join([f"{_entries(holds.entries)}{last}", *more])


def holds_body(holds: Holds) -> dict[str, Any]:
    """What a journal holds, as JSON."""
    return {
        "entries": holds.entries,
        "first_day": written(holds.first),
        "last_day": written(holds.last),
        **keys(holds, "medicines", "plans", "appointments"),
    }


def _entries(n: int) -> str:
    return counted(n, "entry", "entries")


def _cell(value: int | date | None) -> str:
    return "none" if value is None else day_words(value) if isinstance(value, date) else str(value)
