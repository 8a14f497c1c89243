"""What to say when a daily opioid is cut steeply, stopped, left out for a day, or raised by what somebody enters."""

from __future__ import annotations

from fractions import Fraction

from oidtrack.domain.dose import amount_text, daily_text, plain
from oidtrack.rules.base import Finding, Severity, Sought

STEEP = Fraction(25)
"""Percent of the daily dose: the label's ceiling for one step (FDA 2019)."""
VERY_STEEP = Fraction(50)
"""Twice that. ENGINEERING."""
FRESH_DAYS = 14
"""So many days a steep cut by a prescription stays a finding; withdrawal after short-acting opioids lasts 4 to 10 days,
after long-acting ones 10 to 20. ENGINEERING."""

STEEP_CUT = Sought(
    "abrupt-drop",
    f"a cut of more than {plain(STEEP)} % of the daily dose at once; {plain(VERY_STEEP)} % is louder (25 % FDA 2019;"
    " 50 % ENGINEERING)",
    source="fda-2019",
)


def is_steep(before: Fraction, after: Fraction) -> bool:
    """Whether a cut of the daily dose is above the label's ceiling for one step; from nothing there is no cut."""
    return 100 * (before - after) > STEEP * before


def steep_cut(medicine: str, unit: str, before: Fraction, after: Fraction) -> Finding | None:
    """A steep cut or a stop that somebody enters. Source: FDA 2019.

    Args:
        medicine: Name as in the journal.
        unit: `mg` or `mcg/h`.
        before: Daily amount until then, in the unit people read.
        after: Daily amount from then on; 0 for a stop.
    """
    if not is_steep(before, after):
        return None
    percent = plain(100 * (before - after) / before, 0)
    was = amount_text(unit, 1000 * before)
    if after:
        now = daily_text(unit, 1000 * after, of=medicine)
        seen = f"From {was} to {now} is a cut of {percent} % at once."
    else:
        now = daily_text(unit, 1000 * before, of=medicine)
        seen = f"From {now} to none is a cut of {percent} % at once: a sudden stop."
    return STEEP_CUT.finding(
        severity=Severity.URGENT if 100 * (before - after) >= VERY_STEEP * before else Severity.ACT,
        title="A sudden drop",
        text=(
            f"{seen} It can bring strong withdrawal, pain and very low mood. Unless your prescriber said just this,"
            " call them before you do it; `oidtrack plan new` drafts a gradual way down."
        ),
        noted=f"{seen} It can bring strong withdrawal, pain and very low mood.",
        ask="My dose fell quickly. What is the safe way from here?",
    )


DOSE_RAISED = Sought("dose-raised", "a prescription above the dose in force (ENGINEERING)", source="cdc-2022")


def raised(medicine: str, unit: str, before: Fraction, after: Fraction) -> Finding | None:
    """A daily dose that a prescription raises. ENGINEERING; source for tolerance: CDC 2022.

    Args:
        medicine: Name as in the journal.
        unit: `mg` or `mcg/h`.
        before: Daily amount until then, in the unit people read.
        after: Daily amount from then on.
    """
    if not before or after <= before:
        return None
    percent = plain(100 * (after - before) / before, 0)
    was, now = amount_text(unit, 1000 * before), daily_text(unit, 1000 * after, of=medicine)
    return DOSE_RAISED.finding(
        severity=Severity.WATCH,
        title="More than until now",
        text=(
            f"From {was} to {now} is {percent} % more. Enter it only if it was prescribed: after a"
            " time on less, tolerance is lower, and breathing can slow. Keep naloxone within reach."
        ),
        ask="Is the larger dose safe for me now?",
    )


DAY_LEFT_OUT = Sought(
    "abrupt-drop",
    "every dose of a daily opioid left out on a day (ENGINEERING, on the warning against sudden stops)",
    source="fda-2019",
)


def whole_day_skipped(medicine: str) -> Finding:
    """Every dose of a day left out. Source: FDA 2019; one day ENGINEERING."""
    return DAY_LEFT_OUT.finding(
        severity=Severity.ACT,
        title="A whole day without",
        text=(
            f"That leaves out all {medicine} of the day, 100 % of what is planned. Stopping from one day to the next"
            " can bring strong withdrawal and very low mood. If you want to stop, call your prescriber or pharmacist"
            " first; a gradual way is easier to bear: oidtrack plan new"
        ),
        ask="I want to stop. What is the safe way?",
    )
