"""How quick a journal of ten years is, in multiples of `python -c pass` of the same environment.

7,000 check-ins with notes and 10,000 doses. The commands are run in turn, each
divided by the bare interpreter of its own round; the figure is the median.

Usage: python bench/journal.py [ROUNDS]
"""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import datetime, time, timedelta
from pathlib import Path
from statistics import median

from startup import NOW, seconds

from oidtrack.domain.dose import Dose
from oidtrack.domain.journal import DoseState, Entry, Intake, Kind, Mood, moment
from oidtrack.store.file.database import open_journal
from oidtrack.store.tables.entries import add_entry

ROUNDS = 7
CHECK_INS, DOSES, DAYS = 7_000, 10_000, 3_650
WORDS = ("a long walk", "slept badly", "quiet day", "called a friend", "rain and aches")


def fill(path: Path) -> None:
    """Write the ten years."""
    now, ends = datetime.fromisoformat(NOW), time(4)
    with open_journal(path) as journal, journal.writing("bench", int(now.timestamp())) as writer:
        for n in range(CHECK_INS):
            at = moment(now - timedelta(days=1 + n * DAYS // CHECK_INS, minutes=n % 300), ends)
            body = Mood((("mood", n % 101), ("pain", n * 7 % 101)), 300 + n % 240)
            add_entry(writer, Entry(Kind.MOOD, at, body, f"{WORDS[n % len(WORDS)]} {n}"))
        for n in range(DOSES):
            at = moment(now - timedelta(days=1 + n * DAYS // DOSES, minutes=n % 700), ends)
            add_entry(writer, Entry(Kind.DOSE, at, Intake("oxycodone", Dose(10_000), DoseState.EXTRA)))


def main() -> int:
    """Print every ratio."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    environment = {**os.environ, "OIDTRACK_NOW": NOW, "PYTHONDONTWRITEBYTECODE": ""}
    environment.setdefault("PYTHONPATH", str(Path(__file__).parent.parent / "src"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.db"
        fill(path)
        program = [str(Path(sys.executable).with_name("oidtrack")), "--db", str(path)]
        lines = ("log --mood 5", "list", "search rain --json", "show e1", "today", "edit e1 --star")
        named = {"pass": [sys.executable, "-c", "pass"], **{line: [*program, *line.split()] for line in lines}}
        for command in named.values():
            seconds(command, environment)
        taken = [{name: seconds(command, environment) for name, command in named.items()} for _ in range(rounds)]
        size = path.stat().st_size
    print(f"{CHECK_INS:,} check-ins, {DOSES:,} doses, {size / 1e6:.1f} MB")
    for name in named:
        print(f"{name:20} {median(one[name] / one['pass'] for one in taken):6.2f} x python")
    return 0


if __name__ == "__main__":
    sys.exit(main())
