"""What to say about a dose before it is written down. It is written down all the same: the journal tells what was."""

from __future__ import annotations

from fractions import Fraction

from oidtrack.domain.dose import Amount, plain
from oidtrack.rules.base import Finding, Severity, Sought
from oidtrack.rules.dose_now import DoseNow

MINUTE_S, HOUR_S = 60, 3600
TOLERANCE_FADES = 3
"""Days without any dose after which tolerance is taken as lower. Labels and guidelines speak of a week, of methadone
three days; three for every opioid is the safe side. ENGINEERING."""

OLD_LEVEL = Fraction(1, 2)
"""A dose above this part of the last one counts as back at the old level. ENGINEERING."""

SLOT_GRACE_MIN = 30
"""Minutes by which a planned dose may come early by the interval and still be on time. ENGINEERING."""

FAR_ABOVE, FAR_ABOVE_DAY = 3, 2
"""So many times the largest planned single dose, or the planned day, are a slip or an emergency. ENGINEERING."""


def cautions(dose: DoseNow) -> tuple[Finding, ...]:
    """Every caution that holds, most severe first."""
    found = [finding for rule in RULES if (finding := rule(dose)) is not None]
    return tuple(sorted(found, key=lambda f: -f.severity.rank))


TOLERANCE_LOST = Sought(
    "tolerance-lost",
    f"{TOLERANCE_FADES} days or more without a dose of a daily opioid, then more than half of the last dose (both"
    " numbers ENGINEERING, on the safe side of one week)",
    source="cdc-2022",
    article="naloxone",
    place=40,
)


def tolerance_lost(dose: DoseNow) -> Finding | None:
    """Three days or more without a dose of a daily opioid, then a dose at the old level. Source: CDC 2022; VA tool."""
    if not dose.daily_opioid or dose.last_utc is None or dose.last is None:
        return None
    without_s = dose.at_utc - dose.last_utc - dose.covers_h * HOUR_S
    if without_s < TOLERANCE_FADES * 24 * HOUR_S or dose.amount.thousandths <= dose.last.thousandths * OLD_LEVEL:
        return None
    days = without_s // (24 * HOUR_S)
    return TOLERANCE_LOST.finding(
        severity=Severity.URGENT,
        title="Back at an old dose after days without",
        text=(
            f"No {dose.medicine} is written down for {days} days before this. If you took none, the old dose may now be"
            " too much, and breathing can slow: call your prescriber or pharmacist before the next dose,"
            " keep naloxone within reach, and have somebody with you."
        ),
        noted=f"No {dose.medicine} for {days} days as written down, then an old dose. Tolerance may be lost.",
        entries=(dose.last_entry,) if dose.last_entry else (),
        ask="How do I start again after days without a dose?",
    )


DOSE_ABOVE_PLAN = Sought(
    "dose-above-plan",
    "a dose above its planned amount, several in one go, a day above its planned total, or 24 hours above the most"
    f" that was prescribed or that the label names; from {FAR_ABOVE} times the largest planned dose, or {FAR_ABOVE_DAY}"
    " times the day or the most, it is urgent (ENGINEERING)",
    source="engineering",
    article="mixed",
    place=140,
)


def above_plan(dose: DoseNow) -> Finding | None:
    """More at once than planned for that time, or more in the day than planned for the day."""
    planned, day, expected = dose.planned, dose.planned_day, dose.expected_day
    whole = dose.amount if dose.at_once is None or _is_twice(dose) else dose.at_once
    at_once = dose.largest is not None and 0 < FAR_ABOVE * dose.largest.thousandths <= whole.thousandths
    if planned is not None and dose.amount.thousandths > planned.thousandths:
        seen = f"{dose.amount} of {dose.medicine} is above the {planned} planned for this time."
    elif day is not None and expected is not None and expected.thousandths > day.thousandths:
        seen = f"With this dose the day comes to {expected} of {dose.medicine}; {day} is planned."
    elif at_once or _is_several(dose):
        seen = f"{whole} of {dose.medicine} at once; the largest planned dose is {dose.largest}."
    else:
        return None
    if at_once or _is_far(expected, day):
        return _far_above(dose, seen, DOSE_ABOVE_PLAN.source)
    return DOSE_ABOVE_PLAN.finding(
        severity=Severity.WATCH,
        title="Above what is planned",
        text=f"{seen} If the plan no longer fits, tell your prescriber; nothing has to be made up for.",
        noted=seen,
        ask="Is the plan still right for me?",
    )


def _is_several(dose: DoseNow) -> bool:
    """Whether it is one of several doses in one minute, together above the largest that is planned at once."""
    if dose.at_once is None or dose.largest is None or _is_twice(dose):
        return False
    return dose.at_once.thousandths > dose.largest.thousandths


def above_most(dose: DoseNow) -> Finding | None:
    """More within 24 hours than the most that is prescribed, or on the label. Which 24 hours: any around this dose."""
    most, within = dose.most_day, dose.within_24h
    if most is None or within is None or within.thousandths <= most.thousandths:
        return None
    seen = f"With this dose 24 hours come to {within} of {dose.medicine}; the most is {most}."
    if dose.opioid and _is_far(within, most):
        return _far_above(dose, seen, dose.most_source)
    again = f" As much again may be taken from {dose.again}." if dose.again else ""
    return DOSE_ABOVE_PLAN.finding(
        severity=Severity.WATCH,
        title="Above the most in a day",
        text=f"{seen}{again} Ask your prescriber or pharmacist before you take more.",
        noted=seen,
        source=dose.most_source,
        ask="What can I do when the most in a day is not enough?",
    )


def _is_far(reached: Amount | None, most: Amount | None) -> bool:
    """Whether an amount is twice another or more; twice nothing says nothing."""
    return reached is not None and most is not None and 0 < FAR_ABOVE_DAY * most.thousandths <= reached.thousandths


def _far_above(dose: DoseNow, seen: str, source: str) -> Finding:
    """A slip of the keyboard or an emergency; the words hold for both, the slip first since it is sooner told."""
    slip = "Is it a slip of the keyboard? Then correct it with `oidtrack undo` or `oidtrack edit`. If it was taken:"
    return DOSE_ABOVE_PLAN.finding(
        severity=Severity.ACT if dose.is_past else Severity.URGENT,
        title="Far above what is planned",
        text=f"{seen} {slip} {_what_to_do(dose)}",
        noted=f"{seen} It may be a slip of the keyboard: ask.",
        source=source,
        ask="I took far more than planned. What do we change so that it stays safe?",
    )


def _what_to_do(dose: DoseNow) -> str:
    if dose.is_past:
        return "tell your prescriber this week, and do not take so much again."
    if dose.opioid:
        return (
            "call your emergency number now (`oidtrack crisis` shows it), keep naloxone within reach, do not stay"
            " alone, and take no more."
        )
    return (
        "call your pharmacist, a poison line or your emergency number now (`oidtrack crisis`), do not stay alone,"
        " and take no more."
    )


DOSE_TWICE = Sought(
    "dose-twice",
    "the same amount of a medicine at the same minute as another dose of it (ENGINEERING)",
    source="engineering",
    article="mixed",
    place=150,
)


def twice(dose: DoseNow) -> Finding | None:
    """The same amount at the same minute as the dose before it, where the plan has no second one then."""
    if not _is_twice(dose):
        return None
    which = f" as {dose.last_entry}" if dose.last_entry else ""
    return DOSE_TWICE.finding(
        severity=Severity.WATCH,
        title="Written down already",
        text=(
            f"{dose.amount} of {dose.medicine} at this very time stands in the journal already{which}. If it was taken"
            " once, take the second one back: `oidtrack undo`."
        ),
        noted=f"{dose.amount} of {dose.medicine} is written down twice for the same minute.",
        entries=(dose.last_entry,) if dose.last_entry else (),
    )


def _is_twice(dose: DoseNow) -> bool:
    if dose.planned is not None or dose.last_utc is None or dose.last != dose.amount:
        return False
    return dose.at_utc // MINUTE_S == dose.last_utc // MINUTE_S


DOSE_TOO_SOON = Sought(
    "dose-too-soon",
    "a dose sooner than prescribed, or than half the usual interval (ENGINEERING)",
    source="engineering",
    article="pain",
    place=160,
)


def too_soon(dose: DoseNow) -> Finding | None:
    """Sooner after the last dose than prescribed, or than half the usual interval."""
    if dose.last_utc is None or dose.at_utc < dose.last_utc or _is_twice(dose) or _is_several(dose):
        return None
    gap_s = dose.at_utc - dose.last_utc
    grace_s = SLOT_GRACE_MIN * 60 if dose.planned is not None else 0
    if dose.min_interval_h is not None:
        if gap_s + grace_s >= dose.min_interval_h * HOUR_S:
            return None
        apart, source = f"at least {dose.min_interval_h} hours", dose.apart_source
    elif dose.usual_h is not None:
        if gap_s * 2 >= dose.usual_h * HOUR_S:
            return None
        apart, source = f"usually {dose.usual_h} hours", DOSE_TOO_SOON.source
    else:
        return None
    again = f" The next may be taken from {dose.again}." if dose.again else ""
    return DOSE_TOO_SOON.finding(
        severity=Severity.WATCH,
        title="Soon after the last dose",
        text=(
            f"The last {dose.medicine} was {_gap_words(gap_s)} before this; doses are {apart} apart.{again}"
            " If you feel very sleepy, do not take more, and do not stay alone."
        ),
        noted=f"{dose.medicine} {_gap_words(gap_s)} after the dose before it; doses are {apart} apart.",
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


RULES = (tolerance_lost, above_plan, above_most, twice, too_soon)

SOUGHT = (TOLERANCE_LOST, DOSE_ABOVE_PLAN, DOSE_TWICE, DOSE_TOO_SOON)
