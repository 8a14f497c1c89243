"""Groups of medicines that bear on an opioid, by every name they go by, and opioids that have no file of facts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct

from oidtrack.clinical.loader import DATA, Table, cited, read, review_dates
from oidtrack.clinical.naming import plain_words, take_apart
from oidtrack.domain.medicine import Cited, Role

ACETAMINOPHEN = "acetaminophen"


class MedicineClass(Struct, frozen=True):
    """One group.

    Attributes:
        id: Stable name, for example `gabapentinoid`.
        words: A member in words, for example "a gabapentinoid".
        role: What a member is taken for where nobody says.
        names: Every name of a member to its international name; all in lower case.
        cited: Where it stands, and how sure that is.
    """

    id: str
    words: str
    role: Role
    names: Mapping[str, str]
    cited: Cited


def load_classes(path: Path) -> tuple[MedicineClass, ...]:
    """Read the classes file.

    Raises:
        FactsBroken: The file does not keep its schema, or an id or a name of a class stands twice.
    """
    table = read(path)
    review_dates(table)
    found = tuple(_class(entry) for entry in table.tables("classes"))
    table.finish()
    if len({one.id for one in found}) < len(found):
        raise table.broken("classes", "need ids of their own")
    return found


@cache
def medicine_classes() -> tuple[MedicineClass, ...]:
    """All of them, in the order of the file."""
    return load_classes(DATA / "classes.toml")


@cache
def class_names() -> frozenset[str]:
    """Every name of every member."""
    return frozenset(name for one in medicine_classes() for name in one.names)


def classes_of(words: str) -> tuple[MedicineClass, ...]:
    """The groups of a medicine, by any of its names, with or without words of its form; none where it is unknown."""
    asked = take_apart(plain_words(words), class_names())
    return () if asked is None else tuple(one for one in medicine_classes() if asked.name in one.names)


def usual_role(words: str) -> Role | None:
    """What a medicine is taken for where nobody says; None where no group knows it."""
    return next((one.role for one in classes_of(words)), None)


def _class(entry: Table) -> MedicineClass:
    where = cited(entry)
    members = entry.table("names")
    names: dict[str, str] = {}
    for member in members.key_names():
        for name in (member, *members.texts(member)):
            if name in names:
                raise members.broken(name, "stands twice")
            names[plain_words(name)] = member
    made = MedicineClass(entry.text("id"), entry.text("words"), entry.kind("role", Role), names, where)
    entry.finish()
    return made
