"""Whom to call, by country: light enough to be read before anything else.

Each country is a small file of its own, read apart from the rest of the facts: the numbers are there even where another
file is broken, and reading those of one country costs nothing for the others.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct

from oidtrack.clinical.facts_file import values
from oidtrack.errors import FactsBroken

_DATA = Path(__file__).parent / "data" / "crisis"
_ANY = "any"
_CODE = 2
"""Letters of the code of a country."""
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


def crisis_contacts(country: str | None, data: Path = _DATA) -> CrisisContacts:
    """The contacts of a country; of any country where it is unknown or None.

    Args:
        country: Two letters in either case, such as `us`, or a name in English or in the country's own language; `UK`
            and every code of the European Union are known too.
        data: The folder with a file for each country.

    Raises:
        FactsBroken: A file is missing or damaged; the message names it.
    """
    wanted = _plain(country or "")
    code = wanted if not wanted or _has_file(wanted, data) else _looked_up(wanted, data)
    row = _read(data / f"{code or _ANY}.toml")
    try:
        lines = tuple(CrisisLine(**line) for line in row.pop("lines"))
        row.pop("source")
        # a day that was compiled is a text
        row["checked_on"] = date.fromisoformat(f"{row['checked_on']}")
        return CrisisContacts(country=code, lines=lines, **row)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise _broken(data / f"{code or _ANY}.toml", error) from None


def code_of(country: str) -> str:
    """Two letters for a country: as they are typed, else those of a name that is known; empty for any other word.

    Raises:
        FactsBroken: The packaged file is damaged.
    """
    wanted = _plain(country)
    return wanted if _is_code(wanted) else _names(_DATA).get(wanted, "")


def near_names(country: str) -> tuple[str, ...]:
    """Names of countries that look like what was typed, the nearest first.

    Raises:
        FactsBroken: The packaged file is damaged.
    """
    from difflib import get_close_matches  # only where a name was mistyped: the numbers do not wait for it

    return tuple(get_close_matches(_plain(country), _names(_DATA), n=2, cutoff=0.75))


def countries() -> tuple[str, ...]:
    """The code of every country with lines of its own, in order."""
    return tuple(sorted(path.stem for path in _DATA.glob("*.toml") if _is_code(path.stem)))


def _is_code(word: str) -> bool:
    return len(word) == _CODE and word.isascii() and word.isalpha() and word.isupper()


def _has_file(word: str, data: Path) -> bool:
    # never a path: what was typed names a file by two letters alone
    return _is_code(word) and (data / f"{word}.toml").exists()


def _looked_up(wanted: str, data: Path) -> str:
    """The code of a file: a name leads to a code, and a code without a file of its own to another one."""
    names = _names(data)
    code = names.get(wanted, wanted)
    return str(code if _has_file(code, data) else names.get(code, ""))


def _names(data: Path) -> dict[str, Any]:
    """Codes by name and by other codes, in capitals."""
    return _read(data / "names.toml")


def _plain(country: str) -> str:
    return " ".join(country.split()).upper()


def _read(path: Path) -> dict[str, Any]:
    try:
        return values(path)[0]
    except (OSError, ValueError) as error:
        raise _broken(path, error) from None


def _broken(path: Path, error: Exception) -> FactsBroken:
    return FactsBroken(f"{path.name}: cannot be read: {error}", "call your local emergency number")
