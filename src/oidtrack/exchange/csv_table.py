"""CSV: one row for each entry, columns named as the options of `log`; read with commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from oidtrack.domain.dose import Amount, Dose, Rate, plain, printable, typed
from oidtrack.domain.journal import RATINGS, Assessment, Body, Entry, Intake, Moment, Mood, Treatment
from oidtrack.errors import BadInput
from oidtrack.exchange.records import Fault, Reading
from oidtrack.exchange.times import NOON, FileClock, read_at, read_clock, read_day

WHEN = ("at", "date", "time")
DOSE = (
    "dose_medicine",
    "dose_mg",
    "dose_mcg_h",
    "dose_state",
    "dose_reason",
    "dose_planned_time",
    "dose_planned_mg",
    "dose_planned_mcg_h",
)
SAID = ("sleep", "sign", "symptom", "dose", "skip", "taken", "treatment", "note", "tag", "star", "check", "answers")
ASIDE = ("id", "kind", "day")
"""Columns that our own export has for the reader's eye."""

COLUMNS = (*WHEN, *RATINGS, *SAID, *DOSE, *ASIDE)
WRITTEN = (
    "at",
    "id",
    "kind",
    *RATINGS,
    "sleep",
    "sign",
    "symptom",
    *DOSE,
    "treatment",
    "check",
    "answers",
    "note",
    "tag",
    "star",
)
_YES_NO = {**dict.fromkeys(("yes", "true", "1", "x", "*"), True), **dict.fromkeys(("", "no", "false", "0"), False)}
LONGEST_CELL = 1_000_000
SEVERAL = ";"
"""Between several signs, symptoms, doses, treatments or tags of one cell."""

Cells = Mapping[str, str]
EntriesOf = Callable[[Moment, Cells], tuple[Entry, ...]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its head in lower case, and each row with the number of its first line."""

    head: tuple[str, ...]
    rows: tuple[tuple[int, Cells], ...]
    faults: tuple[Fault, ...]


def table(text: str) -> Table:
    """Take a table apart.

    Raises:
        BadInput: It has no row, or a column twice.
    """
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text))
    lines = list(_lines(reader))
    filled = [(number, row) for number, row in lines if isinstance(row, str) or any(cell.strip() for cell in row)]
    if not filled or isinstance(filled[0][1], str):
        raise BadInput("the file holds no table", "the first line names the columns")
    head = tuple(cell.strip().lower() for cell in filled[0][1])
    twice = next((name for n, name in enumerate(head) if name and name in head[:n]), "")
    if twice:
        raise BadInput(f"the column '{printable(twice)}' stands there twice", "each column stands once")
    rows, faults = [], []
    for number, row in filled[1:]:
        if isinstance(row, str):
            faults.append(Fault(f"line {number}", row))
        elif any(cell.strip() for cell in row[len(head) :]):
            faults.append(Fault(f"line {number}", f"{len(row)} cells under {len(head)} columns"))
        else:
            rows.append((number, dict(zip(head, row, strict=False))))
    return Table(head, tuple(rows), tuple(faults))


def delimiter(text: str) -> str:
    """What stands between the cells of the first line that holds anything: the most frequent of `,`, `;` and tab."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t", key=first.count)


def _lines(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str] | str]]:
    """Each row with the number of its first line; in its place what is wrong with it."""
    while True:
        number = reader.line_num + 1  # type: ignore[attr-defined] # of the csv module's reader
        try:
            yield number, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, f"cannot be read: {error}"


def read(text: str, clock: FileClock, entries_of: EntriesOf) -> Reading:
    """The entries of a table.

    Args:
        text: The file.
        clock: For times without an offset.
        entries_of: What the words of a row say.

    Raises:
        BadInput: It is no table, or its columns are not ours.
    """
    found = table(text)
    _require_columns(found.head)
    reading = Reading(faults=list(found.faults))
    for number, cells in found.rows:
        with reading.at(f"line {number}"):
            entries = entries_of(clock.moment(_at(cells)), cells)
            if not entries:
                raise BadInput("says nothing but a time")
            reading.add(f"line {number}", *entries)
    reading.faults.sort(key=lambda fault: int(fault.place.removeprefix("line ")))
    return reading


def _require_columns(head: tuple[str, ...]) -> None:
    strange = [name for name in head if name and name not in COLUMNS]
    if strange:
        listed = ", ".join(f"'{printable(name, 30)}'" for name in strange[:8])
        raise BadInput(f"no such column: {listed}", f"there are {', '.join(COLUMNS)}")
    if not {"at", "date"} & set(head):
        raise BadInput("there is no column that says when", "add `at` (2026-11-22 20:30), or `date` and `time`")


def _at(cells: Cells) -> datetime:
    if cells.get("at", "").strip():
        return read_at(cells["at"])
    if not cells.get("date", "").strip():
        raise BadInput("says no day")
    clock = cells.get("time", "")
    return datetime.combine(read_day(cells["date"]), read_clock(clock) if clock.strip() else NOON)


def says_time(cells: Cells) -> bool:
    """Whether a row says a time of day, and not only a day."""
    at = cells.get("at", "").strip()
    return ":" in at if at else bool(cells.get("time", "").strip())


def yes(cells: Cells, name: str) -> bool:
    """Whether a cell says yes.

    Raises:
        BadInput: It says neither yes nor no.
    """
    word = cells.get(name, "").strip()
    if word.lower() not in _YES_NO:
        raise BadInput(f"{name} is '{printable(word)}', not yes or no")
    return _YES_NO[word.lower()]


def several(cells: Cells, name: str) -> tuple[str, ...]:
    """The words of a cell that may hold several."""
    return tuple(word.strip() for word in cells.get(name, "").split(SEVERAL) if word.strip())


def lines(entries: Iterable[Entry]) -> Iterator[str]:
    """The table of entries, line by line, with the line breaks that spreadsheets write."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, WRITTEN, restval="")
    writer.writeheader()
    for entry in entries:
        writer.writerow(_cells(entry))
        yield out.getvalue()
        out.seek(0)
        out.truncate()
    yield out.getvalue()


def _cells(entry: Entry) -> dict[str, str]:
    return {
        "at": entry.moment.wall.isoformat(),
        "id": entry.name,
        "kind": entry.kind.value,
        **_body(entry.body),
        "note": entry.note,
        "tag": _joined(entry.tags),
        "star": "yes" if entry.star else "",
    }


def _body(body: Body) -> dict[str, str]:
    if isinstance(body, Mood):
        return {
            **{name: plain(Fraction(tenths, 10), 1) for name, tenths in body.ratings},
            "sleep": "" if body.sleep_min is None else plain(Fraction(body.sleep_min, 60), 2),
            "sign": _joined(body.signs),
            "symptom": _joined(name if n is None else f"{name}={n}" for name, n in body.symptoms),
        }
    if isinstance(body, Intake):
        return {
            "dose_medicine": body.medicine,
            **_amount("dose", body.amount),
            "dose_state": body.state.value,
            "dose_reason": body.reason,
            "dose_planned_time": "" if body.slot is None else f"{body.slot:%H:%M}",
            **_amount("dose_planned", body.planned),
        }
    if isinstance(body, Treatment):
        return {"treatment": body.text + ("" if body.minutes is None else f" {body.minutes}min")}
    if isinstance(body, Assessment):
        return {"check": body.instrument, "answers": " ".join(map(str, body.answers))}
    return {}


def _amount(name: str, amount: Amount | None) -> dict[str, str]:
    if isinstance(amount, Rate):
        return {f"{name}_mcg_h": typed(amount.shown)}
    return {f"{name}_mg": typed(amount.shown)} if isinstance(amount, Dose) else {}


def _joined(words: Iterable[str]) -> str:
    return f"{SEVERAL} ".join(words)
