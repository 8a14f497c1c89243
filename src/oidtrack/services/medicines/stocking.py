"""Writing down what was fetched or counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from oidtrack.domain.dose import DELIVERED, Amount, plain, typed
from oidtrack.domain.journal import Moment
from oidtrack.domain.medicine import Makings, Prescription, Release, Role, amount_of
from oidtrack.domain.stock import StockKind, StockRow
from oidtrack.errors import BadInput, listed
from oidtrack.services.medicines.stock_at_home import NALOXONE
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.medicines import StoredPrescription, add_prescription, prescriptions_on
from oidtrack.store.tables.profile import load_profile, save_profile
from oidtrack.store.tables.stock import add_stock
from oidtrack.taper.tablets import HALF

_NOTHING = Makings()
MOST = Fraction(100_000)
"""Above so many tablets, or millilitres, nothing is a box at home. ENGINEERING."""


class Pieces(Struct, frozen=True):
    """What was said of one strength.

    Attributes:
        kind: Fetched or counted.
        strength: In the unit people read; 0 for the liquid; None where only a number was said.
        count: How many.
    """

    kind: StockKind
    strength: Fraction | None
    count: Fraction


def stock_up(
    journal: Journal, row: StoredPrescription, said: Sequence[Pieces], when: Moment, expires: date | None, at_utc: int
) -> tuple[StockRow, ...]:
    """Write what was fetched or counted, all in one transaction.

    Args:
        journal: The journal.
        row: The medicine.
        said: What was said of each strength.
        when: When it was fetched or counted.
        expires: The day on the box, or None.
        at_utc: Now, in seconds since 1970, UTC.

    Raises:
        BadInput: A strength that the medicine does not have, twice the same, or a count that cannot be.
    """
    prescription = row.prescription
    rows = []
    for one in said:
        strength = _strength(row, one.strength)
        _require_countable(one.count, strength, prescription)
        rows.append(StockRow(prescription.medicine, prescription.release, when, one.kind, strength, one.count, expires))
    if len({found.strength for found in rows}) != len(rows):
        raise BadInput("the same strength stands twice", "say each strength once: --strength 10mg=60")
    with journal.writing("med refill", at_utc) as writer:
        return tuple(add_stock(writer, found) for found in rows)


def example(row: StoredPrescription, count: int) -> str:
    """What to type of one of the medicine's own strengths: `10mg=42`, of a liquid `liquid=42`, of packs `42`."""
    makings = row.prescription.makings
    if makings.strengths:
        unit = "mcg/h" if row.prescription.release is Release.PATCH else "mg"
        return f"{typed(makings.strengths[0].amount.shown)}{unit}={count}"
    return f"liquid={count}" if makings.liquid is not None else str(count)


def add_naloxone(journal: Journal, when: Moment, expires: date | None, at_utc: int) -> StoredPrescription:
    """Write down that naloxone is at home: as a medicine when needed, a pack with its expiry, and in the profile.

    Raises:
        BadInput: It is in the journal already.
    """
    for known in prescriptions_on(journal, when.day):
        if known.prescription.medicine == NALOXONE:
            hint = "a new pack: oidtrack med refill naloxone --expires 2028-06-30"
            raise BadInput(f"naloxone is in the journal already as {known.name}", hint)
    new = Prescription(NALOXONE, Release.IR, Role.OTHER, (), makings=_NOTHING, since=when.day)
    profile = load_profile(journal)
    with journal.writing("med add", at_utc) as writer:
        stored = StoredPrescription(add_prescription(writer, new), new)
        add_stock(writer, StockRow(NALOXONE, Release.IR, when, StockKind.REFILL, None, Fraction(1), expires))
        save_profile(writer, replace(profile, naloxone=True))
    return stored


def _strength(row: StoredPrescription, said: Fraction | None) -> Amount | None:
    """The strength that was meant; None for the liquid, and for packs of what has no strength."""
    prescription = row.prescription
    known = tuple(strength.amount for strength in prescription.makings.strengths)
    liquid = prescription.makings.liquid is not None
    comes_as = listed([*known, *(["liquid"] if liquid else [])], "or")
    if said is None:
        if len(known) + liquid > 1:
            raise BadInput(f"which strength of {prescription.medicine} is meant?", f"it comes as {comes_as}")
        return known[0] if known else None
    if said == 0:
        if not liquid:
            raise BadInput(f"no liquid of {prescription.medicine} is in your journal", f"it comes as {comes_as}")
        return None
    is_patch = prescription.release is Release.PATCH
    strength = amount_of(prescription.release, _thousandths(DELIVERED.get(said, said) if is_patch else said))
    if known and strength not in known:
        more = ",".join(plain(amount.shown) for amount in (*known, strength))
        raise BadInput(
            f"{strength} is not among the strengths of {prescription.medicine}",
            f"if you have it: oidtrack med change {row.name} --strengths {more}",
        )
    return strength


def _thousandths(value: Fraction) -> int:
    scaled = value * 1000
    if scaled.denominator != 1:
        raise BadInput(f"a strength of {plain(value)} is finer than the program counts", "use at most three decimals")
    return scaled.numerator


def _require_countable(count: Fraction, strength: Amount | None, prescription: Prescription) -> None:
    if count > MOST:
        raise BadInput(f"{plain(count)} at home cannot be right", "look at the number once more")
    if strength is None and prescription.makings.liquid is not None:
        return
    if (count / HALF).denominator != 1:
        raise BadInput(f"{plain(count)} tablets cannot be counted", "count whole tablets and halves")
