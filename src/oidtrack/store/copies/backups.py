"""Backups of the journal in a folder beside it: which there are, when one is due, which of them stay.

Each is a whole journal, named by its journal, the local time at which it was made, and why it was made:
`journal.2026-11-23T210000.daily.db`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from oidtrack.store.file.building import free_name
from oidtrack.store.file.database import folder_of

DAILY, OWN = "daily", "own"
KEPT_DAYS, KEPT_WEEKS, KEPT_MONTHS = 7, 5, 12
"""All backups of the last so many days that have one, the newest of each week, the newest of each month. ENGINEERING.

Counted are days, weeks and months that have backups and not those of the calendar: who was away for a year, or whose
clock was wrong for a minute, loses none to that.
"""

_STAMP = "%Y-%m-%dT%H%M%S"
_SPANS: tuple[tuple[int, Callable[[date], object]], ...] = (
    (KEPT_DAYS, lambda day: day),
    (KEPT_WEEKS, lambda day: day.isocalendar()[:2]),
    (KEPT_MONTHS, lambda day: (day.year, day.month)),
)


class Backup(NamedTuple):
    """One backup: its file, the local time at which it was made, and why (`daily`, `import`, `own` and so on)."""

    path: Path
    at: datetime
    why: str


def backups(path: Path) -> tuple[Backup, ...]:
    """The backups of a journal, the oldest first; none where the folder cannot be listed."""
    journal = Path(os.path.realpath(path))
    form = re.compile(
        rf"{re.escape(journal.stem)}\.(\d{{4}}-\d\d-\d\dT\d{{6}})\.([a-z]+)(?:-\d+)?{re.escape(journal.suffix)}"
    )
    found = []
    with suppress(OSError):
        for one in folder_of(path).iterdir():
            named = form.fullmatch(one.name)
            with suppress(ValueError):
                if named:
                    found.append(Backup(one, datetime.strptime(named[1], _STAMP), named[2]))  # noqa: DTZ007 - local
    return tuple(sorted(found, key=lambda one: (one.at, one.path.name)))


def new_name(path: Path, now: datetime, why: str) -> Path:
    """A free name for a backup made now."""
    journal = Path(os.path.realpath(path))
    return free_name(folder_of(path) / f"{journal.stem}.{now.strftime(_STAMP)}.{why}", journal.suffix)


def surplus(found: Sequence[Backup]) -> tuple[Backup, ...]:
    """The backups that are no longer needed; none that a person made is among them.

    Args:
        found: All of one journal, the oldest first.
    """
    automatic = [one for one in found if one.why != OWN]
    kept: set[Backup] = set()
    for most, span in _SPANS:
        seen: set[object] = set()
        for one in reversed(automatic):
            new = span(one.at.date()) not in seen
            if new and len(seen) == most:
                break
            seen.add(span(one.at.date()))
            if new or most == KEPT_DAYS:
                kept.add(one)
    return tuple(one for one in automatic if one not in kept)
