"""Which medicine a dose is of: one of the journal, or one that only the packaged facts know."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from oidtrack.clinical import catalogue
from oidtrack.domain.dose import Amount, Dose, Rate, printable
from oidtrack.domain.medicine import MedicineFacts, Prescription, Product, Release, Role
from oidtrack.errors import BadInput, UnknownMedicine

ABSURD = 10
"""So many times a plausible day at once is a slip of the finger, whoever says yes. ENGINEERING."""

MOST = Dose(100_000_000)
MOST_WORN = Rate(10_000_000)
"""Above these (100 g; 10,000 mcg/h) nothing is a dose, whatever the medicine. ENGINEERING."""


@dataclass(frozen=True, slots=True)
class Meant:
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
    """The medicine that a name stands for; rows of the journal go first.

    Args:
        name: As typed, in lower case.
        mine: The prescriptions of the day.

    Raises:
        UnknownMedicine: Neither the journal nor the facts know it.
    """
    exact = [row for row in mine if name in {row.medicine, f"{row.medicine} {row.release.value}"}]
    if len(exact) == 1:
        return _of_journal(exact[0])
    try:
        named = catalogue.recognise(name)
    except UnknownMedicine as error:
        if exact:
            return _of_journal(exact[0])
        own = get_close_matches(name, [row.medicine for row in mine], n=2)
        raise UnknownMedicine(printable(name), tuple(dict.fromkeys((*own, *error.near)))) from None
    key = (named.facts.name, named.product.release)
    found = [row for row in (*exact, *mine) if (row.medicine, row.release) == key] or exact
    if found:
        return _of_journal(found[0])
    return Meant(named.facts.name, None, named.facts, named.product)


def of_journal(name: str, mine: tuple[Prescription, ...]) -> Meant:
    """The medicine of an entry, by the name that it was written down under; it may be known to nobody any more."""
    try:
        return meant(name, mine)
    except UnknownMedicine:
        return Meant(name, None, None, None)


def unlikely(of: Meant, amount: Amount) -> str:
    """The question to ask of an amount that is hardly meant; empty where it is plausible.

    Raises:
        BadInput: More than can be meant at all.
    """
    limit = catalogue.plausible_daily_max(of.facts, of.release) if of.facts is not None else None
    most = MOST if isinstance(amount, Dose) else MOST_WORN
    most_at_once = min(most.thousandths, limit.thousandths * ABSURD) if limit is not None else most.thousandths
    if amount.thousandths > most_at_once:
        raise BadInput(f"{amount} of {of.name} at once cannot be right", "look at the number and the unit once more")
    if limit is None or amount.thousandths <= limit.thousandths:
        return ""
    return f"{amount} of {of.name} at once is more than {limit}, a very high amount for a whole day"


def _of_journal(row: Prescription) -> Meant:
    try:
        facts = catalogue.medicine(row.medicine)
    except UnknownMedicine:
        return Meant(row.medicine, row, None, None)
    return Meant(row.medicine, row, facts, catalogue.product_for(facts, row.release))
