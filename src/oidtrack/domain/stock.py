"""What is at home: rows of what was fetched or counted, never rewritten."""

from __future__ import annotations

from datetime import date
from enum import Enum
from fractions import Fraction

from msgspec import Struct

from oidtrack.domain.dose import Amount
from oidtrack.domain.journal import Moment
from oidtrack.domain.medicine import Release


class StockKind(Enum):
    """What a row says: so many came in, or so many are there now."""

    REFILL = "refill"
    COUNTED = "counted"


class StockRow(Struct, frozen=True):
    """One strength, fetched or counted.

    Attributes:
        medicine: Name as in the journal.
        release: How fast it leaves its form.
        moment: When it was fetched or counted.
        kind: A refill adds; a count replaces what was known of this strength.
        strength: Of one tablet or patch; None for a liquid, or for packs whose strength does not matter.
        count: Tablets, patches or packs, 0 or more, halves allowed; of a liquid millilitres.
        expires: Last day on which it is good, or None where that was not said.
        id: 0 until it is stored.
    """

    medicine: str
    release: Release
    moment: Moment
    kind: StockKind
    strength: Amount | None
    count: Fraction
    expires: date | None = None
    id: int = 0

    @property
    def name(self) -> str:
        """The id as it is shown: `s3`."""
        return f"s{self.id}"
