"""What was taken against what was before and what is planned. A day without a record is not a day without a dose."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from itertools import takewhile

from msgspec.structs import replace

from oidtrack.domain.dose import daily_text, plain
from oidtrack.rules.base import Finding, Severity, Sought
from oidtrack.rules.findings.steep_cuts import FRESH_DAYS, steep_cut
from oidtrack.rules.situation import Said, Situation, Use, UseDay, entries_of
from oidtrack.taper.days.dayplan import Drop

_ASK_TODAY = "Ask your pharmacist today."
_CALL_TODAY = (
    "Call your pharmacist or prescriber today, before you take more of it. If it is in the tablets of an opioid, ask"
    " what to take instead: an opioid is never just left out."
)
SHORT, LONG = 7, 14
"""Days now, and days before them. ENGINEERING."""
LEAST_SHORT, LEAST_LONG = 4, 7
"""Fewest recorded days of each. ENGINEERING."""
DROP, STEEP_DROP = Fraction(25, 100), Fraction(50, 100)
"""Shares of the mean before: the label's ceiling for one step, and twice that. The second is ENGINEERING."""
SUDDEN_DAYS, SUDDEN_PATCH_DAYS = 2, 5
"""Days without any dose: 48 hours, and five days with a patch. ENGINEERING."""
PLANNED_SLACK = Fraction(9, 10)
"""What was taken matches the plan from this share of it on. ENGINEERING."""
DAYS_OF_ACETAMINOPHEN = 7
"""Days for which much acetaminophen stays a finding, and that join one such day to the next. ENGINEERING."""
MONTHS, LEAST_OF_MONTHS = 60, 20
UNRECORDED = Fraction(15, 100)


ABRUPT_DROP = Sought(
    "abrupt-drop",
    f"the mean of {SHORT} days 25 % or more below that of the {LONG} before with no such step planned (50 % is louder),"
    f" no dose for {SUDDEN_DAYS} days (a patch: {SUDDEN_PATCH_DAYS}) after daily doses, or for {FRESH_DAYS} days a"
    " prescription cut by more than 25 % or ended (25 % FDA 2019; windows and 50 % ENGINEERING)",
    source="fda-2019",
    article="cold-turkey",
    place=30,
)


def abrupt_drop(seen: Situation) -> Finding | None:
    """A steep fall of what is taken, or prescribed, that no plan explains. Source: FDA 2019; windows ENGINEERING."""
    found = [finding for use in seen.uses if (finding := _without(seen, use) or _fallen(use)) is not None]
    found += [finding for drop in seen.drops if (finding := _prescribed(drop)) is not None]
    return max(found, key=lambda finding: finding.severity.rank, default=None)


def _prescribed(drop: Drop) -> Finding | None:
    finding = steep_cut(drop.medicine, drop.unit, drop.before, drop.after)
    return None if finding is None else replace(finding, since=drop.on)


AHEAD_OF_PLAN = Sought(
    "ahead-of-plan",
    f"mean of {SHORT} days at or below the next step's dose (ENGINEERING)",
    source="engineering",
    article="pace",
    place=170,
)


def ahead_of_plan(seen: Situation) -> Finding | None:
    """The last week is at the next step already, or below. ENGINEERING."""
    if abrupt_drop(seen) is not None:
        return None
    for use in seen.uses:
        now, planned = _mean(use.days[-SHORT:], LEAST_SHORT), use.days[-1].planned if use.days else None
        ahead = now is not None and use.next_step is not None and planned is not None
        if ahead and now <= use.next_step < planned:  # type: ignore[operator]
            return AHEAD_OF_PLAN.finding(
                severity=Severity.INFO,
                title="Ahead of your plan",
                text=(
                    f"In the last week you took less {use.medicine} than this step plans. There is no hurry: the plan"
                    " waits for its day. Tell your prescriber, so that the plan can follow you."
                ),
                noted=f"In the last week less {use.medicine} was taken than this step plans.",
                since=use.days[-SHORT:][0].day,
                ask="I take less than the plan says. Shall we change the plan?",
            )
    return None


UNRECORDED_TAPER = Sought(
    "unrecorded-taper",
    f"mean of {MONTHS} days 15 % or more below that of the {MONTHS} before, no plan in force (15 % as in Agnoli 2021;"
    " windows ENGINEERING)",
    source="agnoli-2021",
    article="pace",
    place=180,
)


def unrecorded_taper(seen: Situation) -> Finding | None:
    """Down by 15 percent over two months without a plan. Source: Agnoli 2021 for the share; windows ENGINEERING."""
    if seen.taper.active or seen.taper.stop is not None:
        return None
    for use in seen.uses:
        now = _mean(use.days[-MONTHS:], LEAST_OF_MONTHS)
        before = _mean(use.days[-2 * MONTHS : -MONTHS], LEAST_OF_MONTHS)
        if now is not None and before and now <= before * (1 - UNRECORDED):
            return UNRECORDED_TAPER.finding(
                severity=Severity.INFO,
                title="Your dose has come down",
                text=(
                    f"Over two months you took {_share(now, before)} percent less {use.medicine} than in the two"
                    " before, and no plan says so. If it is meant, tell your prescriber; if not, tell them as well."
                ),
                noted=f"Over two months {_share(now, before)} % less {use.medicine} was taken than in the two before.",
                since=use.days[-MONTHS:][0].day,
                ask="My dose has come down over two months. How do we go on from here?",
            )
    return None


ACETAMINOPHEN_HIGH = Sought(
    "acetaminophen-high",
    f"more than 3 g of acetaminophen on one of the last {DAYS_OF_ACETAMINOPHEN} days, from everything; over 4 g is"
    " urgent",
    source="cdc-2022",
    article="pain",
    place=280,
)


def acetaminophen(seen: Situation) -> Finding | None:
    """More than 3 g on one of the last seven days, as prescribed or as it was written down. Source: CDC 2022."""
    caution, urgent = seen.acetaminophen_limits
    run: list[Said] = []
    for one in seen.acetaminophen:
        if one.value > caution:
            joined = run and (one.day - run[-1].day).days < DAYS_OF_ACETAMINOPHEN
            run = [*run, one] if joined else [one]
    over = [one for one in run if (seen.today - one.day).days < DAYS_OF_ACETAMINOPHEN]
    if not over:
        return None
    most = max(one.value for one in over)
    do = _CALL_TODAY if most > urgent else _ASK_TODAY
    return ACETAMINOPHEN_HIGH.finding(
        severity=Severity.URGENT if most > urgent else Severity.WATCH,
        title="Much acetaminophen in a day",
        text=(
            f"At least {plain(most, 0)} mg of acetaminophen (paracetamol) comes together on one day, as prescribed and"
            f" written down. From 3 to 4 g on it can harm the liver; it hides in combination tablets and cold remedies."
            f" {do}"
        ),
        noted=f"At least {plain(most, 0)} mg of acetaminophen (paracetamol) came together on one day.",
        since=run[0].day,
        entries=entries_of(over),
        ask="How much acetaminophen is safe for me, from everything together?",
    )


def _without(seen: Situation, use: Use) -> Finding | None:
    """No dose for two days (a patch: five) in somebody who takes it daily, up to yesterday and not again today.

    A day counts where every dose was left out and said so, or where a check-in holds no dose of somebody who
    wrote doses down before. Days that were left out, up to a week of them, count without any dose before them too.
    """
    again = any(one.day == seen.today and one.dose.medicine == use.medicine for one in seen.recent)
    days = [day for day in use.days if day.planned is not None or day.at_least is not None]
    last = list(takewhile(_is_without, reversed(days)))
    before = days[: len(days) - len(last)][-SHORT:]
    if sum(1 for day in before if day.at_least) < LEAST_SHORT:
        last = list(takewhile(_is_left_out, reversed(days)))
        last = last if len(last) <= SHORT else []
    span = SUDDEN_PATCH_DAYS if use.is_patch else SUDDEN_DAYS
    if again or len(last) < span or not last[0].planned:
        return None
    left_out = sum(1 for day in last if _is_left_out(day))
    noted = f"No {use.medicine} for {len(last)} days as written down{_said_so(left_out)}."
    return _drop(Severity.URGENT, _without_words(use.medicine, len(last), left_out), noted, last[-1].day)


def _is_left_out(day: UseDay) -> bool:
    return day.at_least == 0


def _is_without(day: UseDay) -> bool:
    return _is_left_out(day) or (day.at_least is None and day.checked_in)


def _without_words(medicine: str, days: int, left_out: int) -> str:
    """The days without, as they were written down: left out, or without a word."""
    if left_out == days:
        seen, if_not = f"You left out every dose of {medicine} for {days} days.", ""
    else:
        seen = f"No {medicine} is written down for {days} days{_said_so(left_out)}."
        if_not = " If you took it, all is well: write it down."
    return (
        f"{seen} Without it you may be in withdrawal, and the usual dose may soon be too strong: call your prescriber"
        f" or pharmacist today, before you take it again or go on without.{if_not}"
    )


def _said_so(left_out: int) -> str:
    return f" (on {left_out} of them every dose was marked as left out)" if left_out else ""


def _fallen(use: Use) -> Finding | None:
    now = _mean(use.days[-SHORT:], LEAST_SHORT)
    before = _mean(use.days[-SHORT - LONG : -SHORT], LEAST_LONG)
    if now is None or not before or now > before * (1 - DROP) or _as_planned(use, now):
        return None
    steep = now <= before * (1 - STEEP_DROP)
    text = (
        f"In the last week you took {_share(now, before)} percent less {use.medicine} than in the two before:"
        f" {daily_text(use.unit, now * 1000, 1)}. A sudden drop can bring withdrawal and low mood; call your"
        f" prescriber {'today' if steep else 'this week'}. Do not make up for it on your own."
    )
    noted = f"In the last week {_share(now, before)} percent less {use.medicine} was taken than in the two before."
    return _drop(Severity.URGENT if steep else Severity.WATCH, text, noted, use.days[-SHORT:][0].day)


def _drop(severity: Severity, text: str, noted: str, since: date) -> Finding:
    return ABRUPT_DROP.finding(
        severity=severity,
        title="A sudden drop",
        text=text,
        noted=noted,
        since=since,
        ask="My dose fell quickly. What is the safe way from here?",
    )


def _as_planned(use: Use, now: Fraction) -> bool:
    """Whether what was taken is what the plan had for these days."""
    planned = [day.planned for day in use.days[-SHORT:] if day.planned is not None and day.taken is not None]
    return bool(planned) and now >= PLANNED_SLACK * sum(planned, Fraction(0)) / len(planned)


def _mean(days: Sequence[UseDay], least: int) -> Fraction | None:
    taken = [day.taken for day in days if day.taken is not None]
    return sum(taken, Fraction(0)) / len(taken) if len(taken) >= least else None


def _share(now: Fraction, before: Fraction) -> str:
    return plain((before - now) * 100 / before, 0)


RULES = (abrupt_drop, ahead_of_plan, unrecorded_taper, acetaminophen)

SOUGHT = (ABRUPT_DROP, AHEAD_OF_PLAN, UNRECORDED_TAPER, ACETAMINOPHEN_HIGH)
