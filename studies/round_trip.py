"""Ten thousand generated entries out of one journal and into another: nothing lost, and nothing added by a second time.

Usage: python studies/round_trip.py [ENTRIES]. Ends with 1 where a row differs.
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from oidtrack.domain.dose import Dose, Rate
from oidtrack.domain.journal import (
    RATINGS,
    Assessment,
    Body,
    DoseState,
    Entry,
    Intake,
    Kind,
    Moment,
    Mood,
    Treatment,
)
from oidtrack.exchange import csv_table, jsonl_reading
from oidtrack.exchange.file_out import look, write
from oidtrack.exchange.text_file import read_text
from oidtrack.services.files.exporting import Format, export
from oidtrack.services.files.importing import compare, save
from oidtrack.store.file.database import Journal, open_journal
from oidtrack.store.tables.entries import add_entry, entries

START = date(2016, 1, 1)
LETTERS = "aäß½ ,;\"'\n\t=–€漢🙂\x07"


def main() -> int:
    """Write, export, import, compare; print what it took."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with open_journal(folder / "one.db") as one, open_journal(folder / "two.db") as two:
            with one.writing("generated", 0) as writer:
                for entry in generated(count):
                    add_entry(writer, entry)
            return measured(one, two, folder / "journal.jsonl")


def measured(one: Journal, two: Journal, file: Path) -> int:
    """The way there and back, timed."""
    started = time.perf_counter()
    write(look(file), (line.encode() for line in export(one, Format.JSONL, None, None).lines()))
    out = time.perf_counter() - started
    started = time.perf_counter()
    incoming = compare(two, jsonl_reading.read(read_text(file)[0]))
    save(two, incoming, 0)
    came = time.perf_counter() - started
    again = compare(two, jsonl_reading.read(read_text(file)[0]))
    same = entries(one) == entries(two)
    table = sum(1 for _ in csv_table.lines(entries(one)))
    print(f"entries {len(entries(one))}, file {file.stat().st_size / 1e6:.2f} MB, lines of CSV {table}")
    print(f"export {out:.2f} s, import {came:.2f} s, faults {len(incoming.faults)}")
    print(f"every entry the same, ids too: {same}; new on a second import: {len(again.new)}")
    return 0 if same and not again.new and not incoming.faults else 1


def generated(count: int) -> list[Entry]:
    """Entries of every kind over ten years; the same each time."""
    chance = Random(10)  # noqa: S311 - an invented diary
    return [_entry(chance, n) for n in range(count)]


def _entry(chance: Random, n: int) -> Entry:
    day = START + timedelta(days=n * 3650 // 10_000)
    at = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) + chance.randrange(86_400)
    kind = chance.choice(list(Kind))
    moment = Moment(at, chance.choice((-300, -240, 60, 345)), day)
    tags = tuple(_words(chance, 5) for _ in range(chance.randrange(3)))
    return Entry(kind, moment, _body(chance, kind), _words(chance, 60), tags, chance.random() < 0.1)


def _body(chance: Random, kind: Kind) -> Body:
    if kind is Kind.MOOD:
        rated = tuple((name, chance.randrange(101)) for name in RATINGS if chance.random() < 0.6)
        return Mood(
            rated, chance.choice((None, 450)), (_words(chance, 4),), ((_words(chance, 4), chance.choice((None, 2))),)
        )
    if kind is Kind.DOSE:
        amount = chance.choice((Dose(chance.randrange(10**6)), Rate(chance.randrange(10**5))))
        return Intake("oxycodone", amount, chance.choice((DoseState.TAKEN, DoseState.EXTRA)))
    if kind is Kind.TREATMENT:
        return Treatment(_words(chance, 8), chance.choice((None, 30)))
    if kind is Kind.ASSESSMENT:
        return Assessment("phq9", tuple(chance.randrange(4) for _ in range(9)))
    return None


def _words(chance: Random, most: int) -> str:
    return "w" + "".join(chance.choices(LETTERS, k=chance.randrange(most)))


if __name__ == "__main__":
    sys.exit(main())
