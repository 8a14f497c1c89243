"""The risks file: what is linked with more or less risk, each with its source and an honest size."""

from __future__ import annotations

from enum import Enum
from functools import cache
from pathlib import Path

from msgspec import Struct

from oidtrack.clinical.loader import DATA, Table, cited, read, review_dates
from oidtrack.domain.medicine import Cited


class Way(Enum):
    """Whether it goes with more risk or with less."""

    RAISES = "raises"
    LOWERS = "lowers"


class RiskFact(Struct, frozen=True):
    """One thing that is linked with risk.

    Attributes:
        id: Stable name.
        way: More or less.
        text: One sentence; it says "linked with", never "causes".
        size: How much, and against what; words where no number was found.
        cited: Where it stands.
    """

    id: str
    way: Way
    text: str
    size: str
    cited: Cited


def load_risks(path: Path) -> tuple[RiskFact, ...]:
    """Read the risks file.

    Raises:
        FactsBroken: The file does not keep its schema, or an id stands twice.
    """
    table = read(path)
    review_dates(table)
    found = tuple(_fact(entry) for entry in table.tables("facts"))
    table.finish()
    if len({fact.id for fact in found}) < len(found):
        raise table.broken("facts", "need ids of their own")
    return found


@cache
def risk_facts() -> tuple[RiskFact, ...]:
    """All of them, in the order of the file."""
    return load_risks(DATA / "risks.toml")


def _fact(entry: Table) -> RiskFact:
    where = cited(entry)
    made = RiskFact(
        id=entry.text("id"),
        way=entry.kind("way", Way),
        text=entry.text("text"),
        size=entry.text("size"),
        cited=where,
    )
    entry.finish()
    return made
