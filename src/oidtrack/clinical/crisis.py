"""Whom to call, by country: light enough to be read before anything else.

This module reads one small file with nothing but the standard library, so that
the numbers are there even where another facts file is broken.
"""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct

from oidtrack.errors import FactsBroken

_FILE = Path(__file__).parent / "data" / "crisis.toml"
_SURE = "verified"


class CrisisLine(Struct, frozen=True):
    """One line to call, text or visit.

    Attributes:
        name: Name of the service.
        number: What to dial or open, as people write it.
        note: How it is reached, in a few words.
        certainty: How sure the number is, a value of `Certainty`.
    """

    name: str
    number: str
    note: str
    certainty: str


class CrisisContacts(Struct, frozen=True):
    """All contacts of one country.

    Attributes:
        country: Code of the row that was found; empty for the row that fits any country.
        name: Name of the country.
        emergency: The number for an emergency, or words where none is known.
        lines: The crisis line first.
        checked_on: Day on which the numbers were checked.
        emergency_certainty: How sure `emergency` is, a value of `Certainty`.
        locator: The pages that the numbers were read on, each with its date.
    """

    country: str
    name: str
    emergency: str
    lines: tuple[CrisisLine, ...]
    checked_on: date
    emergency_certainty: str = "from-memory"
    locator: str = ""

    @property
    def unsure(self) -> tuple[str, ...]:
        """The lines whose number was read elsewhere than on a page of the service or of an authority."""
        return tuple(line.name for line in self.lines if line.certainty != _SURE)


def crisis_contacts(country: str | None) -> CrisisContacts:
    """The contacts of a country; of any country where the code is unknown or None.

    Args:
        country: Two letters in either case, such as `us`, or a name in English or in the country's own language; `UK`
            and every code of the European Union are known too.

    Raises:
        FactsBroken: The packaged file is damaged.
    """
    return load_crisis(_FILE, country)


def code_of(country: str) -> str:
    """Two letters for a country: as they are typed, else those of a name that is known; empty for any other word.

    Raises:
        FactsBroken: The packaged file is damaged.
    """
    wanted = _plain(country)
    if len(wanted) == len("US") and wanted.isascii() and wanted.isalpha():
        return wanted
    return _names().get(wanted, "")


def near_names(country: str) -> tuple[str, ...]:
    """Names of countries that look like what was typed, the nearest first.

    Raises:
        FactsBroken: The packaged file is damaged.
    """
    from difflib import get_close_matches  # only where a name was mistyped: the numbers do not wait for it

    return tuple(get_close_matches(_plain(country), _names(), n=2, cutoff=0.75))


def _names() -> dict[str, str]:
    """Every name in capitals, with its code."""
    try:
        data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
        rows = {row["name"].upper(): code for code, row in data["countries"].items()}
        return {**rows, **data["names"]}
    except (OSError, ValueError, KeyError) as error:
        raise FactsBroken(f"{_FILE.name}: cannot be read: {error}", "call your local emergency number") from None


def _plain(country: str) -> str:
    return " ".join(country.split()).upper()


def countries() -> tuple[str, ...]:
    """The code of every country with a row of its own, in order.

    Raises:
        FactsBroken: The packaged file is damaged.
    """
    try:
        return tuple(sorted(tomllib.loads(_FILE.read_text(encoding="utf-8"))["countries"]))
    except (OSError, ValueError, KeyError) as error:
        raise FactsBroken(f"{_FILE.name}: cannot be read: {error}", "call your local emergency number") from None


def load_crisis(path: Path, country: str | None) -> CrisisContacts:
    """As `crisis_contacts`, from a given file.

    Raises:
        FactsBroken: The file is missing or damaged; the message names it and the key.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        wanted = _plain(country or "")
        code = _code(data["countries"], data.get("names", {}).get(wanted, wanted))
        return _contacts(code, data["countries"][code] if code else data["default"], data["checked_on"])
    except KeyError as error:
        raise FactsBroken(f"{path.name}: {error.args[0]} is missing") from None
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise FactsBroken(f"{path.name}: cannot be read: {error}", "call your local emergency number") from None


def _code(rows: dict[str, Any], wanted: str) -> str:
    """The code of the row for `wanted`, or empty."""
    if wanted in rows:
        return wanted
    return next(
        (code for code, row in rows.items() if wanted in row.get("also", ()) or wanted == row["name"].upper()), ""
    )


def _contacts(code: str, row: dict[str, Any], checked_on: date) -> CrisisContacts:
    return CrisisContacts(
        country=code,
        name=row["name"],
        emergency=row["emergency"],
        lines=tuple(CrisisLine(**line) for line in row["lines"]),
        checked_on=row.get("checked_on", checked_on),
        emergency_certainty=row["emergency_certainty"],
        locator=row["locator"],
    )
