"""What a dose as typed comes to: the medicine, the amount, and whether that is hardly meant."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from oidtrack.clinical import catalogue
from oidtrack.domain.dose import Amount, Dose, Rate, plain, typed
from oidtrack.domain.medicine import Makings, Prescription, Release
from oidtrack.errors import BadInput, WhichStrength
from oidtrack.rules.base import Finding
from oidtrack.rules.findings.unlikely import Typed, unlikely
from oidtrack.services.doses.naming import Meant, meant
from oidtrack.services.doses.words import DoseWords, read_dose
from oidtrack.taper.tablets import reachable

ABSURD = 10
"""So many times a plausible day at once is a slip of the finger, whoever says yes. ENGINEERING."""

MOST = Dose(100_000_000)
MOST_WORN = Rate(10_000_000)
"""Above these (100 g; 10,000 mcg/h) nothing is a dose, whatever the medicine. ENGINEERING."""

Planned = Sequence[tuple[str, Amount]]
"""Every planned dose of a day: the medicine, and how much at that time."""


class Understood(Struct, frozen=True):
    """A dose as it was understood.

    Attributes:
        of: The medicine.
        amount: How much.
        doubts: What to say of an amount that is hardly meant; at most one.
    """

    of: Meant
    amount: Amount
    doubts: tuple[Finding, ...] = ()


def understood(words: str, mine: tuple[Prescription, ...], planned: Planned = ()) -> Understood:
    """A dose as typed: `oxycodone 10mg`, `oxy 2 x 5mg`, `oxycodone 1 tablet`.

    Args:
        words: As typed, its time left out.
        mine: The prescriptions of the day.
        planned: The planned doses of the day, of every medicine.

    Raises:
        BadInput: Words that are no dose, or an amount that cannot be.
        WhichStrength: Tablets were counted, and which of several it was is open.
        UnknownMedicine: A name that nobody knows.
    """
    said = read_dose(words, tuple(row.medicine for row in mine))
    of = meant(said.name, mine)
    is_patch = of.release is Release.PATCH
    kind = Rate if is_patch else Dose
    wanted = tuple(amount for name, amount in planned if name == of.name and isinstance(amount, kind))
    if said.number is None:
        said = replace(said, number=_holds(words, said, of, wanted))
    amount = said.amount(patch=is_patch)
    return Understood(of, amount, doubts(of, amount, wanted))


def doubts(of: Meant, amount: Amount, planned: Sequence[Amount] = ()) -> tuple[Finding, ...]:
    """What to say of an amount that is hardly meant; nothing where it may well have been taken.

    Raises:
        BadInput: More than can be meant at all.
    """
    limit = catalogue.plausible_daily_max(of.facts, of.release) if of.facts is not None else None
    most = MOST if isinstance(amount, Dose) else MOST_WORN
    most_at_once = min(most.thousandths, limit.thousandths * ABSURD) if limit is not None else most.thousandths
    if amount.thousandths > most_at_once:
        raise BadInput(f"{amount} of {of.name} at once cannot be right", "look at the number and the unit once more")
    makings = of.prescription.makings if of.prescription is not None else Makings()
    found = unlikely(Typed(of.name, amount, planned, makings, limit))
    return () if found is None else (found,)


def _holds(words: str, said: DoseWords, of: Meant, planned: Sequence[Amount]) -> Fraction:
    """What one of the counted tablets holds, in the unit people read.

    There is one strength, or so many tablets are just what a planned dose of the day is made of. Another number
    of tablets than planned is never taken for a planned dose of smaller ones: that could hide a double dose.
    """
    row = of.prescription
    strengths = tuple(one.amount for one in row.makings.strengths) if row is not None else ()
    if len(strengths) == 1:
        return strengths[0].shown
    fitting = {amount for amount in planned if row is not None and _pieces(row, amount) == said.count}
    if len(fitting) == 1:
        return fitting.pop().shown / said.count
    ways = tuple(f"{said.name} {plain(said.count)} x {typed(one.shown)}{_unit(one)}" for one in strengths)
    raise WhichStrength(of.name, words, ways)


def _unit(amount: Amount) -> str:
    return "mcg/h" if isinstance(amount, Rate) else "mg"


def _pieces(row: Prescription, amount: Amount) -> Fraction | None:
    """Of how many tablets a dose is made; None where they do not make it."""
    made = reachable(row.makings, row.release, amount.thousandths).get(amount.thousandths)
    return made.count if made is not None and made.liquid_ml is None else None
