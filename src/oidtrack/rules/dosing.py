"""What to say about a dose before it is written down. It is written down all the same: the journal tells what was."""

from __future__ import annotations

from fractions import Fraction

from oidtrack.domain.dose import plain
from oidtrack.rules.base import Finding, Severity
from oidtrack.rules.dose_now import DoseNow

HOUR_S = 3600
DAYS_WITHOUT = 3
"""Days without any dose after which tolerance is taken as lower. Labels and guidelines speak of a week, of methadone
three days; three for every opioid is the safe side. ENGINEERING."""

OLD_LEVEL = Fraction(1, 2)
"""A dose above this part of the last one counts as back at the old level. ENGINEERING."""

SLOT_GRACE_MIN = 30
"""Minutes by which a planned dose may come early by the interval and still be on time. ENGINEERING."""


def cautions(dose: DoseNow) -> tuple[Finding, ...]:
    """Every caution that holds, most severe first."""
    found = [finding for rule in RULES if (finding := rule(dose)) is not None]
    return tuple(sorted(found, key=lambda f: -f.severity.rank))


def tolerance_lost(dose: DoseNow) -> Finding | None:
    """Three days or more without a dose of a daily opioid, then a dose at the old level. Source: CDC 2022; VA tool."""
    if not dose.daily_opioid or dose.last_utc is None or dose.last is None:
        return None
    without_s = dose.at_utc - dose.last_utc - dose.covers_h * HOUR_S
    if without_s < DAYS_WITHOUT * 24 * HOUR_S or dose.amount.thousandths <= dose.last.thousandths * OLD_LEVEL:
        return None
    days = without_s // (24 * HOUR_S)
    return Finding(
        id="tolerance-lost",
        severity=Severity.URGENT,
        title="Back at an old dose after days without",
        text=(
            f"No {dose.medicine} is written down for {days} days before this. If you took none, the old dose may now be"
            " too much, and breathing can slow: call your prescriber or pharmacist before the next dose,"
            " keep naloxone within reach, and have somebody with you."
        ),
        rule=(
            f"{DAYS_WITHOUT} days or more without a dose of a daily opioid, then more than half of the last dose"
            " (both numbers ENGINEERING, on the safe side of one week)"
        ),
        source="cdc-2022",
        entries=(dose.last_entry,) if dose.last_entry else (),
        ask="How do I start again after days without a dose?",
    )


def above_plan(dose: DoseNow) -> Finding | None:
    """More at once than planned for that time, or more in the day than planned for the day."""
    planned, day, expected = dose.planned, dose.planned_day, dose.expected_day
    if planned is not None and dose.amount.thousandths > planned.thousandths:
        seen = f"{dose.amount} of {dose.medicine} is above the {planned} planned for this time."
    elif day is not None and expected is not None and expected.thousandths > day.thousandths:
        seen = f"With this dose the day comes to {expected} of {dose.medicine}; {day} is planned."
    else:
        return None
    return Finding(
        id="dose-above-plan",
        severity=Severity.WATCH,
        title="Above what is planned",
        text=f"{seen} If the plan no longer fits, tell your prescriber; nothing has to be made up for.",
        rule="a dose above its planned amount, or a day above its planned total (ENGINEERING)",
        source="engineering",
        ask="Is the plan still right for me?",
    )


def too_soon(dose: DoseNow) -> Finding | None:
    """Sooner after the last dose than prescribed, or than half the usual interval."""
    if dose.last_utc is None or dose.at_utc < dose.last_utc:
        return None
    gap_s = dose.at_utc - dose.last_utc
    grace_s = SLOT_GRACE_MIN * 60 if dose.planned is not None else 0
    if dose.min_interval_h is not None:
        if gap_s + grace_s >= dose.min_interval_h * HOUR_S:
            return None
        apart, source = f"at least {dose.min_interval_h} hours", "us-labels"
        rule = "sooner than the interval of the prescription allows"
    elif dose.usual_h is not None:
        if gap_s * 2 >= dose.usual_h * HOUR_S:
            return None
        apart, source = f"usually {dose.usual_h} hours", "engineering"
        rule = "sooner than half the usual interval (ENGINEERING)"
    else:
        return None
    return Finding(
        id="dose-too-soon",
        severity=Severity.WATCH,
        title="Soon after the last dose",
        text=(
            f"The last {dose.medicine} was {_gap_words(gap_s)} before this; doses are {apart} apart."
            " If you feel very sleepy, do not take more, and do not stay alone."
        ),
        rule=rule,
        source=source,
        entries=(dose.last_entry,) if dose.last_entry else (),
        ask="What can I do when a dose does not last?",
    )


def _gap_words(seconds: int) -> str:
    if seconds < HOUR_S:
        minutes = seconds // 60
        return "less than a minute" if minutes == 0 else "1 minute" if minutes == 1 else f"{minutes} minutes"
    hours = plain(Fraction(seconds // 360, 10), 1)
    return f"{hours} hour" if hours == "1" else f"{hours} hours"


RULES = (tolerance_lost, above_plan, too_soon)
