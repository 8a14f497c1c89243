"""Rows of what was fetched or counted."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from msgspec.structs import replace

from oidtrack.domain.medicine import Release
from oidtrack.domain.stock import StockKind, StockRow
from oidtrack.store.file.connection import understood
from oidtrack.store.file.database import Journal
from oidtrack.store.file.writer import Row, Writer
from oidtrack.store.tables.amounts import amount_columns, amount_from, day_from, day_text, moment_columns, moment_from

_COLUMNS = (
    "medicine, release, at_utc, offset_min, day, kind, strength_ug, strength_ng_h, count_num, count_den, expires, id"
)


def add_stock(writer: Writer, row: StockRow, *, keep_id: bool = False) -> StockRow:
    """Write a row and return it with its id; one it had is kept only where that is asked for.

    Raises:
        JournalError: A value is out of range.
    """
    ug, ng_h = amount_columns(row.strength)
    values: Row = {
        "medicine": row.medicine,
        "release": row.release.value,
        **moment_columns(row.moment),
        "kind": row.kind.value,
        "strength_ug": ug,
        "strength_ng_h": ng_h,
        "count_num": row.count.numerator,
        "count_den": row.count.denominator,
        "expires": day_text(row.expires),
    }
    if keep_id:
        values = {"id": row.id, **values}
    return replace(row, id=writer.insert("stock", values))


def stock_rows(journal: Journal) -> tuple[StockRow, ...]:
    """All rows, by when they were fetched or counted."""
    rows = journal.rows(f"SELECT {_COLUMNS} FROM stock ORDER BY at_utc, id")  # noqa: S608
    with understood("the stock", journal.path):
        return tuple(_row(row) for row in rows)


def _row(row: tuple[Any, ...]) -> StockRow:
    medicine, release, at_utc, offset_min, day, kind, ug, ng_h, count_num, count_den, expires, row_id = row
    return StockRow(
        medicine=medicine,
        release=Release(release),
        moment=moment_from(at_utc, offset_min, day),
        kind=StockKind(kind),
        strength=amount_from(ug, ng_h),
        count=Fraction(count_num, count_den),
        expires=day_from(expires),
        id=row_id,
    )
