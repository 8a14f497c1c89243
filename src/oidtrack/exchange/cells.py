"""The cells of a table: its head and its rows, with commas, semicolons or tabs between them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from oidtrack.domain.dose import printable
from oidtrack.errors import BadInput
from oidtrack.exchange.records import Fault

LONGEST_CELL = 1_000_000
_SAYS_BETWEEN = re.compile(r'"?sep=(.)"?\r?\n?')

Cells = Mapping[str, str]
Lines = Iterator[tuple[int, list[str] | str]]
"""The number of the first line of each row, and its cells, or what is wrong with it."""


class Table(Struct, frozen=True):
    """A table: its head in lower case, and each row with the number of its first line."""

    head: tuple[str, ...]
    rows: tuple[tuple[int, Cells], ...]
    faults: tuple[Fault, ...]


def table(text: str) -> Table:
    """Take a table apart.

    Raises:
        BadInput: It has no row, or a column twice.
    """
    head, lines = begun(text)
    faults: list[Fault] = []
    rows = tuple((number, dict(zip(head, row, strict=False))) for number, row in rows_of(head, lines, faults))
    return Table(head, rows, tuple(faults))


def begun(text: str) -> tuple[tuple[str, ...], Lines]:
    """The head of a table, and what comes behind it, as it is read.

    Raises:
        BadInput: It has no row, or a column twice.
    """
    csv.field_size_limit(LONGEST_CELL)
    between, skipped = _between(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=between)
    lines = (
        (number, row)
        for number, row in _lines(reader)
        if number > skipped and (isinstance(row, str) or "".join(row).strip())
    )
    _, first = next(lines, (0, ""))
    if isinstance(first, str):
        raise BadInput("the file holds no table", "the first line names the columns")
    head = tuple(cell.strip().lower() for cell in first)
    twice = next((name for n, name in enumerate(head) if name and name in head[:n]), "")
    if twice:
        raise BadInput(f"the column '{printable(twice)}' stands there twice", "each column stands once")
    return head, lines


def rows_of(head: tuple[str, ...], lines: Lines, faults: list[Fault]) -> Iterator[tuple[int, list[str]]]:
    """The rows that can be read, one after the other; what is wrong with any other goes into `faults`."""
    for number, row in lines:
        if isinstance(row, str):
            faults.append(Fault(f"line {number}", row))
        elif len(row) > len(head) and "".join(row[len(head) :]).strip():
            faults.append(Fault(f"line {number}", f"{len(row)} cells under {len(head)} columns"))
        else:
            yield number, row


def head_of(text: str) -> tuple[str, ...]:
    """The names of the columns, in lower case.

    Raises:
        BadInput: It has no row, or a column twice.
    """
    lines = text[:LONGEST_CELL].splitlines(keepends=True)
    first = next((n for n, line in enumerate(lines) if line.strip() and not _SAYS_BETWEEN.fullmatch(line)), 0)
    return table("".join(lines[: first + 1])).head


def _between(text: str) -> tuple[str, int]:
    """What stands between cells, and how many lines at the start only say so.

    It is what a first line `sep=;` says, as spreadsheets write it; else the most frequent of `,`, `;` and tab in the
    first line that holds anything.
    """
    number, first = next(((n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip()), (1, ""))
    said = _SAYS_BETWEEN.fullmatch(first)
    return (said[1], number) if said else (max(",;\t", key=first.count), 0)


def _lines(reader: Iterator[list[str]]) -> Lines:
    """Each row with the number of its first line; in its place what is wrong with it."""
    while True:
        number = reader.line_num + 1  # type: ignore[attr-defined] # of the csv module's reader
        try:
            yield number, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, f"cannot be read: {error}"
