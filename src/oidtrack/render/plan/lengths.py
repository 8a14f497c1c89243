"""How long a plan takes, in plain months and years, and as JSON."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from oidtrack.domain.dose import counted, plain
from oidtrack.domain.journal import every_words, span_words
from oidtrack.render.page.machine import keys
from oidtrack.render.page.parts import Part, labelled
from oidtrack.taper.pace import Basis, Pace

if TYPE_CHECKING:
    from oidtrack.services.plan.lengths import Length

DAYS_A_MONTH = Fraction(1461, 48)
FEW_WEEKS = 12
"""Weeks up to which a length is said in weeks."""
MANY_MONTHS = 24
"""Months from which a length is said in years."""


def length_block(found: tuple[Length, ...]) -> Part:
    """The length of the plan and what other paces would mean; empty without any."""
    if not found:
        return ""
    own, *others = found
    more = (f"About {about(one.days)} at {_per(one.pace)}{_if(one)}." for one in others)
    return labelled("Length", f"About {about(own.days)} at this pace.", *more)


def about(days: int) -> str:
    """A length in round words: `10 weeks`, `13 months`, `2 years and 6 months`."""
    if days <= 7 * FEW_WEEKS:
        return span_words(7 * max(round(Fraction(days, 7)), 1))
    months = round(days / DAYS_A_MONTH)
    if months < MANY_MONTHS:
        return f"{months} months"
    years, rest = divmod(months, 12)
    if not rest:
        return f"{years} years"
    return f"{years} years and {counted(rest, 'month')}"


def lengths_body(found: tuple[Length, ...]) -> list[dict[str, Any]]:
    """The same for machines; the plan's own comes first."""
    return [
        {**keys(one.pace, "percent", "every_days", "basis"), **keys(one, "stops_on", "days", "needs_agreement")}
        for one in found
    ]


def _per(pace: Pace) -> str:
    of = "current" if pace.basis is Basis.CURRENT else "starting"
    return f"{plain(pace.percent, 1)} % of the {of} dose every {every_words(pace.every_days)}"


def _if(one: Length) -> str:
    return ", if your prescriber agrees" if one.needs_agreement else ""
