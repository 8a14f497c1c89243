"""CSV: one row for each entry, columns named as the options of `log`; read with commas, semicolons or tabs.

A cell that holds several things has `;` between them; one that has a `;` in it stands in quotes: `"a;b"; c`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from fractions import Fraction

from oidtrack.domain.dose import Amount, Dose, Rate, plain, printable, typed
from oidtrack.domain.journal import RATINGS, Assessment, Body, Entry, Intake, Moment, Mood, Treatment
from oidtrack.errors import BadInput
from oidtrack.exchange.cells import Cells, begun, rows_of
from oidtrack.exchange.mapping import NOTHING_MAPPED, TIMES, Mapped
from oidtrack.exchange.records import UNFIT, Reading
from oidtrack.exchange.times import NOON, FileClock, read_at, read_clock, read_day
from oidtrack.exchange.turning import as_typed, closed, guarded

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

COLUMNS = (*TIMES, *RATINGS, *SAID, *DOSE, *ASIDE)
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
_MOST_NAMED = 8
SEVERAL = ";"
"""Between several signs, symptoms, doses, treatments or tags of one cell."""
_WORD = re.compile(r'\s*(?:"((?:[^"]|"")*)"\s*|([^;]*))(?:;|$)')
_DATED = re.compile(r"[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4}.*")

EntriesOf = Callable[[Moment, Cells], tuple[Entry, ...]]


def read(text: str, clock: FileClock, entries_of: EntriesOf, mapped: Mapped = NOTHING_MAPPED) -> Reading:
    """The entries of a table.

    Args:
        text: The file.
        clock: For times without an offset.
        entries_of: What the words of a row say.
        mapped: Which columns of another name are which of ours.

    Raises:
        BadInput: It is no table, or its columns are not ours.
    """
    theirs, lines = begun(text)
    reading = Reading()
    head = mapped.head(theirs)
    strange: tuple[str, ...] = ()
    if mapped.columns:
        strange = tuple(name for name in head if name and name not in COLUMNS)
        reading.notes += [f"left out, since --map does not name them: {_listed(strange)}"] if strange else []
    _require_columns(tuple(name for name in head if name not in strange))
    for number, row in rows_of(theirs, lines, reading.faults):
        place = f"line {number}"
        try:
            cells = mapped.cells({name: as_typed(cell) for name, cell in zip(theirs, row, strict=False) if cell})
            at = _at(cells, clock)
            entries = entries_of(clock.moment(at), cells)
            if not entries:
                raise BadInput("says nothing but a time")
        except UNFIT as error:
            reading.refuse(place, error)
        else:
            reading.add(place, *entries, floating=at.tzinfo is None)
    reading.by_line()
    return reading


def _require_columns(head: tuple[str, ...]) -> None:
    strange = [name for name in head if name and name not in COLUMNS]
    if strange and any(_DATED.fullmatch(name) for name in head):
        raise BadInput("the head is missing: the first line names the columns", "for example at,mood,note")
    if strange:
        listed = _listed(strange)
        hint = f'--map "THEIRS=OURS" says which one is meant; there are {", ".join(COLUMNS)}'
        raise BadInput(f"no such column: {listed}", hint)
    twice = next((name for n, name in enumerate(head) if name and name in head[:n]), "")
    if twice:
        raise BadInput(f"the column '{twice}' stands there twice", "each column stands once, --map included")
    if not {"at", "date"} & set(head):
        raise BadInput("there is no column that says when", "add `at` (2026-11-22 20:30), or `date` and `time`")


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return ", ".join(f"'{printable(name, 30)}'" for name in names[:_MOST_NAMED]) + more


def _at(cells: Cells, clock: FileClock) -> datetime:
    if cells.get("at", "").strip():
        return read_at(cells["at"], clock.order)
    if not cells.get("date", "").strip():
        raise BadInput("says no day")
    time = cells.get("time", "")
    return datetime.combine(read_day(cells["date"], clock.order), read_clock(time) if time.strip() else NOON)


def says_time(cells: Cells) -> bool:
    """Whether a row says a time of day, and not only a day."""
    at = cells.get("at", "").strip()
    return ":" in at if at else bool(cells.get("time", "").strip())


def yes(cells: Cells, name: str) -> bool:
    """Whether a cell says yes.

    Raises:
        BadInput: It says neither yes nor no.
    """
    if name not in cells:
        return False
    word = cells[name].strip()
    if word.lower() not in _YES_NO:
        raise BadInput(f"{name} is '{printable(word)}', not yes or no")
    return _YES_NO[word.lower()]


def several(cells: Cells, name: str) -> tuple[str, ...]:
    """The words of a cell that may hold several."""
    cell = cells.get(name)
    if not cell:
        return ()
    found = _WORD.findall(cell)
    words = (quoted.replace('""', '"') or plain.strip() for quoted, plain in found)
    return tuple(word for word in words if word.strip())


def lines(entries: Iterable[Entry]) -> Iterator[str]:
    """The table of entries, line by line, with the line breaks that spreadsheets write."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, WRITTEN, restval="")
    writer.writeheader()
    for entry in entries:
        writer.writerow({name: guarded(closed(cell)) for name, cell in _cells(entry).items()})
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
        "tag": joined(entry.tags),
        "star": "yes" if entry.star else "",
    }


def _body(body: Body) -> dict[str, str]:
    if isinstance(body, Mood):
        return {
            **{name: plain(Fraction(tenths, 10), 1) for name, tenths in body.ratings},
            "sleep": "" if body.sleep_min is None else plain(Fraction(body.sleep_min, 60), 2),
            "sign": joined(body.signs),
            "symptom": joined(name if n is None else f"{name}={n}" for name, n in body.symptoms),
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
        return {"treatment": joined([body.text + ("" if body.minutes is None else f" {body.minutes}min")])}
    if isinstance(body, Assessment):
        return {"check": body.instrument, "answers": " ".join(map(str, body.answers))}
    return {}


def _amount(name: str, amount: Amount | None) -> dict[str, str]:
    if isinstance(amount, Rate):
        return {f"{name}_mcg_h": typed(amount.shown)}
    return {f"{name}_mg": typed(amount.shown)} if isinstance(amount, Dose) else {}


def joined(words: Iterable[str]) -> str:
    """The words of one cell, as `several` takes them apart."""
    return f"{SEVERAL} ".join(_marked(word) for word in words)


def _marked(word: str) -> str:
    doubtful = SEVERAL in word or word.startswith('"') or word != word.strip()
    return '"' + word.replace('"', '""') + '"' if doubtful else word
