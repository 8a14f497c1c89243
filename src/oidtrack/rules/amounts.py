"""What to ask about an amount that is hardly meant: the wrong unit, or patches counted by the box."""

from __future__ import annotations

from fractions import Fraction

from oidtrack.domain.dose import Amount, plain
from oidtrack.rules.base import Finding, Severity

AT_ONCE = 2
"""More patches than these at once are asked about: two of different strengths are often worn together. ENGINEERING."""


def too_small(medicine: str, dose: Amount, smallest: Amount | None) -> Finding | None:
    """A dose below the smallest that is usually made of the medicine; micrograms and milligrams are easily swapped."""
    if smallest is None or dose.thousandths >= smallest.thousandths:
        return None
    return Finding(
        id="dose-very-small",
        severity=Severity.WATCH,
        title="A very small dose",
        text=(
            f"{dose} of {medicine} at once is less than {smallest}, the least that its usual products make. Is the unit"
            " right, milligrams (mg) or micrograms (mcg)?"
        ),
        rule="a dose below the smallest that the packaged strengths make (ENGINEERING)",
        source="engineering",
    )


def many_patches(medicine: str, count: Fraction) -> Finding | None:
    """Patches are counted as they are worn at once, not as they are used up."""
    if count <= AT_ONCE:
        return None
    return Finding(
        id="many-patches",
        severity=Severity.WATCH,
        title="Many patches at once",
        text=(
            f"{plain(count)} patches of {medicine} worn at once? Only what is on the skin at the same time counts, not"
            " the patches of a box or of a month."
        ),
        rule=f"more than {AT_ONCE} patches at once (ENGINEERING)",
        source="engineering",
    )


def too_large(medicine: str, daily: Amount, limit: Amount | None) -> Finding | None:
    """A day above the amount from which the program asks; no clinical limit."""
    if limit is None or daily.thousandths <= limit.thousandths:
        return None
    return Finding(
        id="dose-very-large",
        severity=Severity.WATCH,
        title="A very large day",
        text=f"{daily} of {medicine} for a day is more than {limit}. Look at the number and the unit once more.",
        rule="a day above a plausible amount (ENGINEERING)",
        source="engineering",
    )
