"""What to say when a dose goes back up, or starts again after days without."""

from __future__ import annotations

from oidtrack.rules.base import Finding, Severity, Sought
from oidtrack.rules.findings.dosing import TOLERANCE_FADES

BACK_AT_MORE = Sought("tolerance-lost", "a step back to a larger dose", source="cdc-2022")


def back_at_more(medicine: str, before: str, days_on_less: int) -> Finding:
    """A step back to a larger dose. Source: CDC 2022; VA tool.

    Args:
        medicine: Name as in the journal.
        before: The larger dose in words.
        days_on_less: Days on the smaller one.
    """
    days = "1 day" if days_on_less == 1 else f"{days_on_less} days"
    return BACK_AT_MORE.finding(
        severity=Severity.URGENT,
        title="The old dose may now be too much",
        text=(
            f"After {days} on less, {before} of {medicine} may now be dangerous, because tolerance falls with the dose"
            " and breathing can slow. Go by what your prescriber said, keep naloxone within reach, do not add alcohol"
            " or sedatives, and have somebody with you for the first doses."
        ),
        ask="How do I take the first doses after stepping back, and do we have naloxone at home?",
    )


DAYS_WITHOUT = Sought(
    "tolerance-lost",
    f"{TOLERANCE_FADES} days or more without a dose (ENGINEERING, on the safe side of one week)",
    source="cdc-2022",
)


def after_days_without(medicine: str, days_without: int, entry: str) -> Finding | None:
    """Days without any dose before a plan goes on. Source: CDC 2022; VA tool; three days ENGINEERING.

    Args:
        medicine: Name as in the journal.
        days_without: Whole days since the last dose that is written down.
        entry: Name of that entry.
    """
    if days_without < TOLERANCE_FADES:
        return None
    return DAYS_WITHOUT.finding(
        severity=Severity.URGENT,
        title="Days without a dose",
        text=(
            f"No {medicine} is written down for {days_without} days. If you took none, the dose from before may now be"
            " dangerous: call your prescriber or pharmacist before the next one, and keep naloxone within reach."
        ),
        entries=(entry,),
        ask="How do I start again after days without a dose?",
    )
