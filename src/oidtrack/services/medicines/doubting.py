"""Prescribed amounts that are hardly meant: far too much in a day, or so little that another unit was meant."""

from __future__ import annotations

from oidtrack.clinical import catalogue
from oidtrack.domain.dose import Amount
from oidtrack.domain.medicine import MedicineFacts, Prescription, Release
from oidtrack.errors import BadInput

TINY = 100
"""A dose under the smallest strength by more than this many times is asked about: another unit? ENGINEERING."""

_ABSURD = 10


def implausible(facts: MedicineFacts | None, row: Prescription) -> Amount | None:
    """The daily amount above which to ask again, where today's or the most said is above it; None where all is well.

    Raises:
        BadInput: More than ten times that amount.
    """
    return above_plausible(facts, row.release, a_day(row))


def above_plausible(facts: MedicineFacts | None, release: Release, daily: int) -> Amount | None:
    """The daily amount above which to ask again, where one is above it; None where all is well.

    Args:
        facts: What is known of the medicine, or None.
        release: How it gives the dose off.
        daily: Of one day, in thousandths of the unit.

    Raises:
        BadInput: More than ten times that amount.
    """
    limit = catalogue.plausible_daily_max(facts, release) if facts is not None else None
    if limit is None or daily <= limit.thousandths:
        return None
    if daily > _ABSURD * limit.thousandths:
        raise BadInput(f"{type(limit)(daily)} a day cannot be right", f"even {limit} a day would be very much")
    return limit


def a_day(row: Prescription) -> int:
    """The most that a row lets somebody take in a day: its scheduled doses, or the limit that was said."""
    most = 0 if row.most_daily is None else row.most_daily.thousandths
    return max(sum(dose.amount.thousandths for dose in row.doses), most)


def too_small(facts: MedicineFacts | None, row: Prescription) -> tuple[Amount, Amount] | None:
    """The smallest dose and the smallest piece that is sold, where the one is so small beside the other.

    A unit slip gives a thousandth of what was meant; the smallest dose that people measure is a tenth of a tablet.
    """
    sold = _smallest_sold(facts, row.release)
    doses = [dose.amount for dose in row.doses]
    smallest = min(doses, key=lambda amount: amount.thousandths, default=None)
    if sold is None or smallest is None or smallest.thousandths * TINY >= sold.thousandths:
        return None
    return smallest, sold


def _smallest_sold(facts: MedicineFacts | None, release: Release) -> Amount | None:
    products = facts.products if facts is not None else ()
    strengths = [one for made in products if made.release is release for one in made.strengths]
    return min(strengths, key=lambda amount: amount.thousandths, default=None)
