"""Morphine milligram equivalents a day: an estimate for adding up risk.

Never a conversion from one opioid to another. What has no factor is listed as
not counted, which is not zero.

Source:
    CDC Clinical Practice Guideline for Prescribing Opioids for Pain, 2022, MME table.
"""

from __future__ import annotations

from fractions import Fraction

from msgspec import Struct

from oidtrack.domain.dose import Amount


class MmeItem(Struct, frozen=True):
    """One medicine's part.

    Attributes:
        medicine: Name as typed or as in the journal.
        daily: Amount a day (for a patch the rate worn).
        factor: From the named set, or None where the set does not count it.
    """

    medicine: str
    daily: Amount
    factor: Fraction | None

    @property
    def mme(self) -> Fraction | None:
        """Morphine milligrams a day, exact, or None where not counted."""
        return None if self.factor is None else self.daily.shown * self.factor


class DailyMme(Struct, frozen=True):
    """A day's equivalents with their parts."""

    items: tuple[MmeItem, ...]
    factor_set: str

    @property
    def total(self) -> Fraction | None:
        """The sum, a minimum where `incomplete`; None where there is something and no part of it is counted."""
        known = [item.mme for item in self.items if item.mme is not None]
        return sum(known, Fraction(0)) if known or not self.items else None

    @property
    def counted(self) -> Fraction:
        """What is known of the sum, to hold against a threshold: 0 where no part is counted. Never shown as a total."""
        return self.total or Fraction(0)

    @property
    def incomplete(self) -> bool:
        """Whether something taken has no factor."""
        return any(item.factor is None for item in self.items)
