"""Journals of any length: the made-up year of `oidtrack demo`, and years of evenings before it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from pathlib import Path

from oidtrack.domain.dose import Dose
from oidtrack.domain.journal import DoseState, Entry, Intake, Kind, Mood, moment
from oidtrack.store.file.database import open_journal
from oidtrack.store.tables.entries import add_entry

NOW = "2026-11-23T21:00:00-05:00"
EVERY = timedelta(minutes=131)
"""Two hundred thousand entries are fifty years."""
LAST = datetime.fromisoformat("2025-10-01T21:00:00-05:00")
"""The last evening before the year of the demo."""
WORDS = ("a long walk", "slept badly", "quiet day", "called a friend", "rain and aches")


def older(count: int) -> Iterator[Entry]:
    """Check-ins with a note and doses in turn, back in time from before the year of the demo."""
    for n in range(count):
        at = moment(LAST - n * EVERY, time(4))
        if n % 2:
            yield Entry(Kind.DOSE, at, Intake("oxycodone", Dose(10_000), DoseState.EXTRA))
        else:
            body = Mood((("mood", n % 101), ("pain", n * 7 % 101)), 300 + n % 240)
            yield Entry(Kind.MOOD, at, body, f"{WORDS[n // 2 % len(WORDS)]} {n}")


def make(path: Path, count: int, program: list[str], environment: Mapping[str, str]) -> None:
    """A journal with so many entries before the demo's year, written as an import would be."""
    subprocess.run([*program, "demo", "--keep", str(path)], env=dict(environment), capture_output=True, check=True)  # noqa: S603
    with open_journal(path) as journal, journal.writing("import", int(LAST.timestamp())) as writer:
        for entry in older(count):
            add_entry(writer, entry)


def table(path: Path, rows: int) -> None:
    """A table of CSV to import, half a day between its rows."""
    first = datetime(1990, 1, 1, 8)  # noqa: DTZ001 - a table has wall-clock times
    lines = ["date,time,mood,pain,sleep,note"]
    for n in range(rows):
        at = first + n * timedelta(minutes=131)
        lines.append(f'{at:%Y-%m-%d},{at:%H:%M},{n % 11},{n * 7 % 11},7.5,"{WORDS[n % len(WORDS)]} {n}"')
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
