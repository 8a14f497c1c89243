"""An amount that is hardly meant: another unit, a decimal point, a tablet that does not exist. It is written down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from oidtrack.domain.dose import Amount
from oidtrack.domain.medicine import Makings
from oidtrack.rules.base import Finding, Severity
from oidtrack.taper.drafting import makings_in_words

NOTHING_KNOWN = Makings()

UNIT_SLIP = 1000
"""This many times less than planned is milligrams taken for micrograms. ENGINEERING."""


@dataclass(frozen=True, slots=True)
class Typed:
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


def unlikely(typed: Typed) -> Finding | None:
    """What to ask about an amount; None where it is what may well have been taken. ENGINEERING."""
    why = _too_much(typed) or _slip(typed) or _unmade(typed)
    if not why:
        return None
    return Finding(
        id="dose-unlikely",
        severity=Severity.WATCH,
        title="An unlikely amount",
        text=(
            f"{typed.amount} of {typed.medicine} was understood. {why}"
            " If it is not what was taken, `oidtrack edit` or `oidtrack undo` puts it right."
        ),
        rule=(
            f"more at once than is plausible for a day, a {UNIT_SLIP}th of the planned dose or less, or an amount that"
            " the tablets, their halves and the liquid do not make (ENGINEERING)"
        ),
        source="engineering",
    )


def _too_much(typed: Typed) -> str:
    if typed.plausible is None or typed.amount.thousandths <= typed.plausible.thousandths:
        return ""
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
