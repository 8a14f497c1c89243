"""Strict reading of the packaged fact files.

A `Table` hands out its values by key and by kind, and remembers what was asked
for; what nobody asked for is an error. Numbers are read as exact decimals and
handed on as fractions: no binary float is ever made.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from oidtrack.clinical.facts_file import values
from oidtrack.domain.medicine import Certainty, Cited
from oidtrack.errors import FactsBroken

DATA = Path(__file__).parent / "data"
KindT = TypeVar("KindT", bound=Enum)


class Table:
    """One table of a facts file.

    Attributes:
        file: Name of the file, for messages.
    """

    def __init__(self, file: str, values: dict[str, object], place: str = "", *, compiled: bool = False) -> None:
        self.file = file
        self._compiled = compiled
        self._values = values
        self._place = place
        self._asked: set[str] = set()

    def broken(self, key: str, why: str) -> FactsBroken:
        """The error for one key: names the file, the key with its place, and what is wrong."""
        return FactsBroken(f"{self.file}: {self._place}{key} {why}")

    def has(self, key: str) -> bool:
        """Whether the key is there at all."""
        return key in self._values

    def is_text(self, key: str) -> bool:
        """Whether the key is there and holds a text."""
        return isinstance(self._values.get(key), str)

    def is_list(self, key: str) -> bool:
        """Whether the key is there and holds a list."""
        return isinstance(self._values.get(key), list)

    def key_names(self) -> tuple[str, ...]:
        """The keys of this table, in the order of the file."""
        return tuple(self._values)

    def text(self, key: str) -> str:
        """A text that says something.

        Raises:
            FactsBroken: Missing, empty, or no text.
        """
        return self._text(key, self._take(key))

    def text_or_empty(self, key: str) -> str:
        """A text, or the empty one where the key is absent."""
        return self.text(key) if self.has(key) else ""

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty where the key is absent."""
        return tuple(self._text(key, value) for value in self._list(key))

    def whole(self, key: str) -> int:
        """A whole number.

        Raises:
            FactsBroken: Missing, or not a whole number.
        """
        return self._whole(key, self._take(key))

    def whole_or_none(self, key: str) -> int | None:
        """A whole number, or None where the key is absent."""
        return self.whole(key) if self.has(key) else None

    def wholes(self, key: str) -> tuple[int, ...]:
        """A list of whole numbers; empty where the key is absent."""
        return tuple(self._whole(key, value) for value in self._list(key))

    def number(self, key: str) -> Fraction:
        """An exact number, 0 or more.

        Raises:
            FactsBroken: Missing, negative, or not a finite number.
        """
        return self._number(key, self._take(key))

    def number_or_none(self, key: str) -> Fraction | None:
        """An exact number, or None where the key is absent."""
        return self.number(key) if self.has(key) else None

    def numbers(self, key: str) -> tuple[Fraction, ...]:
        """A list of exact numbers; empty where the key is absent."""
        return tuple(self._number(key, value) for value in self._list(key))

    def flag(self, key: str) -> bool:
        """True or false.

        Raises:
            FactsBroken: Missing, or neither.
        """
        value = self._take(key)
        if not isinstance(value, bool):
            raise self.broken(key, "is not true or false")
        return value

    def day(self, key: str) -> date:
        """A date without a time.

        Raises:
            FactsBroken: Missing, or no plain date.
        """
        value = self._take(key)
        if self._compiled and isinstance(value, str):
            return date.fromisoformat(value)
        if type(value) is not date:
            raise self.broken(key, "is not a date such as 2026-11-23")
        return value

    def kind(self, key: str, kinds: type[KindT]) -> KindT:
        """One of the values of an enum.

        Raises:
            FactsBroken: Missing, or none of them; the message lists them.
        """
        word = self.text(key)
        for kind in kinds:
            if kind.value == word:
                return kind
        raise self.broken(key, f"is '{word}', not one of {', '.join(str(kind.value) for kind in kinds)}")

    def table(self, key: str) -> Table:
        """A table inside this one.

        Raises:
            FactsBroken: Missing, or no table.
        """
        return self._table(key, self._take(key), f"{self._place}{key}.")

    def tables(self, key: str) -> tuple[Table, ...]:
        """A list of tables, counted from 1 in messages; empty where the key is absent."""
        return tuple(
            self._table(key, value, f"{self._place}{key}[{number}].")
            for number, value in enumerate(self._list(key), start=1)
        )

    def finish(self) -> None:
        """Refuse keys that nobody asked for.

        Raises:
            FactsBroken: Names the first of them.
        """
        for key in self._values:
            if key not in self._asked:
                raise self.broken(key, "is not a key of this file")

    def _take(self, key: str) -> object:
        if key not in self._values:
            raise self.broken(key, "is missing")
        self._asked.add(key)
        return self._values[key]

    def _list(self, key: str) -> list[object]:
        if not self.has(key):
            return []
        value = self._take(key)
        if not isinstance(value, list):
            raise self.broken(key, "is not a list")
        return value

    def _text(self, key: str, value: object) -> str:
        if not isinstance(value, str) or not value.strip():
            raise self.broken(key, "is not a text, or is empty")
        return value

    def _whole(self, key: str, value: object) -> int:
        if type(value) is not int:
            raise self.broken(key, "is not a whole number")
        return value

    def _number(self, key: str, value: object) -> Fraction:
        exact = type(value) is int or (isinstance(value, Decimal) and value.is_finite())
        if not exact or not isinstance(value, int | Decimal) or value < 0:
            raise self.broken(key, "is not a number of 0 or more")
        return Fraction(value)

    def _table(self, key: str, value: object, place: str) -> Table:
        if not isinstance(value, dict):
            raise self.broken(key, "is not a table")
        return Table(self.file, value, place, compiled=self._compiled)


def read(path: Path) -> Table:
    """Read one facts file.

    Raises:
        FactsBroken: The file cannot be read, or is not TOML.
    """
    try:
        held, compiled = values(path)
    except OSError:
        raise FactsBroken(f"{path.name}: the file cannot be read", "install oidtrack again") from None
    except ValueError as error:
        raise FactsBroken(f"{path.name}: the file is not TOML: {error}") from None
    return Table(path.name, held, compiled=compiled)


def cited(table: Table) -> Cited:
    """Where a fact stands: the keys `source`, `locator` and `certainty` of a table."""
    return Cited(table.text("source"), table.text("locator"), table.kind("certainty", Certainty))


def citations(table: Table, wanted: tuple[str, ...]) -> tuple[tuple[str, Cited], ...]:
    """The table `cited`: one entry for each wanted group of facts, and none besides.

    Raises:
        FactsBroken: A group is missing, incomplete, or not wanted.
    """
    groups = table.table("cited")
    found: list[tuple[str, Cited]] = []
    for name in wanted:
        entry = groups.table(name)
        found.append((name, cited(entry)))
        entry.finish()
    groups.finish()
    return tuple(found)


def review_dates(table: Table) -> tuple[date, date]:
    """When a file was last checked against its sources, and by when it is due again.

    Raises:
        FactsBroken: `review_by` does not come after `reviewed`.
    """
    reviewed, review_by = table.day("reviewed"), table.day("review_by")
    if review_by <= reviewed:
        raise table.broken("review_by", "does not come after reviewed")
    return reviewed, review_by
