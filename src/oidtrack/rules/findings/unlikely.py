"""An amount that is hardly meant: another unit, a decimal point, no such tablet, a box of patches. It is kept."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct

from oidtrack.domain.dose import Amount, Rate, plain
from oidtrack.domain.medicine import Makings
from oidtrack.rules.base import Finding, Severity, Sought
from oidtrack.taper.tablets import makings_in_words

NOTHING_KNOWN = Makings()

UNIT_SLIP = 1000
"""This many times less than planned is milligrams taken for micrograms. ENGINEERING."""


class Typed(Struct, frozen=True):
    """An amount as it was understood, and what it is held to. Amounts are of one kind.

    Attributes:
        medicine: Name as in the journal.
        amount: What was understood.
        planned: Every amount of it that is planned at one time of that day.
        makings: What doses are made of; empty where that is not known.
        plausible: An amount a day above which to ask again, or None.
    """

    medicine: str
    amount: Amount
    planned: Sequence[Amount] = ()
    makings: Makings = NOTHING_KNOWN
    plausible: Amount | None = None


DOSE_UNLIKELY = Sought(
    "dose-unlikely",
    f"more at once than is plausible for a day, a {UNIT_SLIP}th of the planned dose or less, or an amount that the"
    " tablets, their halves and the liquid do not make (ENGINEERING)",
    source="engineering",
)


def unlikely(typed: Typed) -> Finding | None:
    """What to ask about an amount; None where it is what may well have been taken. ENGINEERING."""
    why = _too_much(typed) or _slip(typed) or _unmade(typed)
    if not why:
        return None
    return DOSE_UNLIKELY.finding(
        severity=Severity.WATCH,
        title="An unlikely amount",
        text=(
            f"{typed.amount} of {typed.medicine} was understood. {why}"
            " If it is not what was taken, `oidtrack edit` or `oidtrack undo` puts it right."
        ),
    )


def _too_much(typed: Typed) -> str:
    if typed.plausible is None or typed.amount.thousandths <= typed.plausible.thousandths:
        return ""
    if isinstance(typed.amount, Rate):
        return f"That is more than {typed.plausible}, a very high rate."
    return f"That is more at once than {typed.plausible}, a very high amount for a whole day."


def _slip(typed: Typed) -> str:
    largest = max(typed.planned, key=lambda amount: amount.thousandths, default=None)
    if largest is None or typed.amount.thousandths * UNIT_SLIP > largest.thousandths:
        return ""
    return f"{largest} is planned: was another unit meant?"


def _unmade(typed: Typed) -> str:
    makings = typed.makings
    known = bool(makings.strengths) or makings.liquid is not None
    if not known or typed.amount in typed.planned or makings.makes(typed.amount):
        return ""
    return f"It cannot be made of what your journal lists: {makings_in_words(makings)}."


AT_ONCE = 2
"""More patches than these at once are asked about: two of different strengths are often worn together. ENGINEERING."""


DOSE_VERY_SMALL = Sought(
    "dose-very-small", "a dose below the smallest that the packaged strengths make (ENGINEERING)", source="engineering"
)


def too_small(medicine: str, dose: Amount, smallest: Amount | None) -> Finding | None:
    """A dose below the smallest that is usually made of the medicine; micrograms and milligrams are easily swapped."""
    if smallest is None or dose.thousandths >= smallest.thousandths:
        return None
    if isinstance(dose, Rate):
        why = f"is less than {smallest}, the smallest patch that is usually made. Is the number right?"
    else:
        why = (
            f"at once is less than {smallest}, the least that its usual products make. Is the unit right, milligrams"
            " (mg) or micrograms (mcg)?"
        )
    return DOSE_VERY_SMALL.finding(
        severity=Severity.WATCH, title="A very small dose", text=f"{dose} of {medicine} {why}"
    )


MANY_PATCHES = Sought("many-patches", f"more than {AT_ONCE} patches at once (ENGINEERING)", source="engineering")


def many_patches(medicine: str, count: Fraction) -> Finding | None:
    """Patches are counted as they are worn at once, not as they are used up."""
    if count <= AT_ONCE:
        return None
    return MANY_PATCHES.finding(
        severity=Severity.WATCH,
        title="Many patches at once",
        text=(
            f"{plain(count)} patches of {medicine} worn at once? Only what is on the skin at the same time counts, not"
            " the patches of a box or of a month."
        ),
    )


DOSE_VERY_LARGE = Sought("dose-very-large", "a day above a plausible amount (ENGINEERING)", source="engineering")


def too_large(medicine: str, daily: Amount, limit: Amount | None) -> Finding | None:
    """A day above the amount from which the program asks; no clinical limit."""
    if limit is None or daily.thousandths <= limit.thousandths:
        return None
    return DOSE_VERY_LARGE.finding(
        severity=Severity.WATCH,
        title="A very large rate" if isinstance(daily, Rate) else "A very large day",
        text=(
            f"{daily} of {medicine}{'' if isinstance(daily, Rate) else ' for a day'} is more than {limit}."
            " Look at the number and the unit once more."
        ),
    )
