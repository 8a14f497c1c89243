"""Which medicine a dose is of: one of the journal, or one that only the packaged facts know."""

from __future__ import annotations

from msgspec import Struct

from oidtrack.clinical import catalogue
from oidtrack.domain.dose import printable
from oidtrack.domain.medicine import MedicineFacts, Prescription, Product, Release, Role
from oidtrack.errors import BadInput, UnknownMedicine, listed

SHORTEST = 2
"""Letters from which on the beginning of a name stands for the journal's own medicine. ENGINEERING."""


class Meant(Struct, frozen=True):
    """A medicine that was meant.

    Attributes:
        name: As it is written down.
        prescription: The row of the journal, or None where there is none.
        facts: What is packaged on it, or None.
        product: The packaged product, or None.
    """

    name: str
    prescription: Prescription | None
    facts: MedicineFacts | None
    product: Product | None

    @property
    def release(self) -> Release:
        """How fast it leaves its form."""
        if self.prescription is not None:
            return self.prescription.release
        return self.product.release if self.product is not None else Release.IR

    @property
    def is_opioid(self) -> bool:
        """Whether it is taken as an opioid."""
        role = self.prescription.role if self.prescription else self.facts.role if self.facts else Role.OTHER
        return role is Role.OPIOID

    @property
    def usual_h(self) -> int | None:
        """Usual hours between doses, or between changes of a patch."""
        if self.prescription is not None and self.release is Release.PATCH:
            return self.prescription.change_days * 24
        return self.product.interval_h[0] if self.product is not None and self.product.interval_h else None


def meant(name: str, mine: tuple[Prescription, ...]) -> Meant:
    """The medicine that a name stands for; rows of the journal go first, by their beginning too: `oxy`.

    Args:
        name: As typed, in lower case.
        mine: The prescriptions of the day.

    Raises:
        UnknownMedicine: Neither the journal nor the facts know it.
        BadInput: The beginning of several of the journal's names.
    """
    exact = [row for row in mine if name in {row.medicine, f"{row.medicine} {row.release.value}"}]
    if len(exact) == 1:
        return _of_journal(exact[0])
    try:
        named = catalogue.recognise(name)
    except UnknownMedicine:
        if exact:
            return _of_journal(exact[0])
        if whole := _by_beginning(name, mine):
            return meant(whole, mine)
        own = frozenset(row.medicine for row in mine)
        raise UnknownMedicine(printable(name), catalogue.near(name, own)) from None
    key = (named.facts.name, named.product.release)
    found = [row for row in (*exact, *mine) if (row.medicine, row.release) == key] or exact
    if found:
        return _of_journal(found[0])
    return Meant(named.facts.name, None, named.facts, named.product)


def named(words: str, mine: tuple[Prescription, ...]) -> Meant | None:
    """The medicine of the journal that words name, with nothing else said; None where they say more or something else.

    Raises:
        BadInput: The beginning of several of the journal's names.
    """
    try:
        found = meant(" ".join(words.lower().split()), mine)
    except UnknownMedicine:
        return None
    return found if found.prescription is not None else None


def of_journal(name: str, mine: tuple[Prescription, ...]) -> Meant:
    """The medicine of an entry, by the name that it was written down under; it may be known to nobody any more."""
    try:
        return meant(name, mine)
    except UnknownMedicine:
        return Meant(name, None, None, None)


def _by_beginning(name: str, mine: tuple[Prescription, ...]) -> str:
    """The journal's own medicine that begins so, with its release where one was said (`oxy er`); else empty.

    Raises:
        BadInput: More than one does.
    """
    first, _, last = name.rpartition(" ")
    said = last if first and last in {release.value for release in Release} else ""
    beginning = first if said else name
    if len(beginning) < SHORTEST:
        return ""
    rows = [row for row in mine if row.medicine.startswith(beginning) and said in {"", row.release.value}]
    found = sorted({f"{row.medicine} {said}".strip() for row in rows})
    if len(found) > 1:
        raise BadInput(f"'{printable(name)}' could be {listed(found, 'or')}", "write more of the name")
    return found[0] if found else ""


def _of_journal(row: Prescription) -> Meant:
    try:
        facts = catalogue.medicine(row.medicine)
    except UnknownMedicine:
        return Meant(row.medicine, row, None, None)
    return Meant(row.medicine, row, facts, catalogue.product_for(facts, row.release))
