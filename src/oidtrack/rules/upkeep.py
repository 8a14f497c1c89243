"""What has to be at hand, agreed or looked after: refill, naloxone, alcohol, holds, visits, the diary itself."""

from __future__ import annotations

from datetime import timedelta

from oidtrack.rules.base import Finding, Severity
from oidtrack.rules.situation import Situation

HOLDS = 2
REVIEW_TAPERING, REVIEW_STEADY = 31, 92
"""Days without an appointment: a month while tapering, three months when steady."""
SOON = 14
"""An appointment within so many days is soon enough. ENGINEERING."""
GAP = 7
"""Days without any entry. ENGINEERING."""
REGULAR = 14
"""Days with an entry in four weeks that make a diary a regular one. ENGINEERING."""


def run_out(seen: Situation) -> Finding | None:
    """What is at home ends before the next refill."""
    ends, refill = seen.upkeep.runs_out, seen.upkeep.refill_on
    if ends is None or refill is None or ends >= refill or not seen.on_opioid:
        return None
    return Finding(
        id="run-out-before-refill",
        severity=Severity.ACT,
        title="It runs out before the refill",
        text=(
            f"What is at home lasts until the day before {ends}, and the next refill is on {refill}. Call your"
            " prescriber or pharmacist now: running out is a sudden stop."
        ),
        rule="the last dose at home comes before the next refill or appointment (ENGINEERING)",
        source="engineering",
        since=seen.today,
        ask="Can the prescription cover the days until we meet?",
    )


def naloxone_expired(seen: Situation) -> Finding | None:
    """The naloxone at home is past its date. ENGINEERING."""
    good_until = seen.upkeep.naloxone_expires
    if good_until is None or seen.today <= good_until or not seen.on_opioid:
        return None
    return Finding(
        id="naloxone-expired",
        severity=Severity.WATCH,
        title="Naloxone past its date",
        text=(
            f"The naloxone at home was good until {good_until}. Ask your pharmacist for a new one, and keep the old"
            " one until then: in an emergency it is better than none."
        ),
        rule="a date on the naloxone that is over (ENGINEERING)",
        source="engineering",
        since=good_until + timedelta(days=1),
        ask="Can you prescribe new naloxone?",
    )


def alcohol(seen: Situation) -> Finding | None:
    """Alcohol at times, and an opioid. Source: CDC 2022."""
    if not seen.alcohol or not seen.on_opioid:
        return None
    return Finding(
        id="alcohol-with-opioid",
        severity=Severity.WATCH,
        title="Alcohol and an opioid",
        text=(
            "Both slow breathing, and together more than either. The safest amount on an opioid day is none."
            " If leaving it is hard, tell your prescriber: that is a reason for help, never for blame."
        ),
        rule="the profile says alcohol at times, and an opioid is taken",
        source="cdc-2022",
        ask="I drink at times. What does that mean with my medicines?",
    )


def stalled(seen: Situation) -> Finding | None:
    """Two holds in a row at one dose. Source: CDC 2022; BRAVO."""
    if seen.taper.holds < HOLDS:
        return None
    return Finding(
        id="stalled",
        severity=Severity.INFO,
        title="Holding at this dose",
        text=(
            "You have held twice at this dose. Pauses are a normal part of a taper, and a lower dose can be a goal of"
            " its own. Ask what support there is for the next step."
        ),
        rule=f"{HOLDS} holds in a row at the same dose",
        source="cdc-2022",
        since=seen.taper.held_since,
        ask="I have held twice. What would help with the next step, or is this dose the goal?",
    )


def review_overdue(seen: Situation) -> Finding | None:
    """No appointment for a month while tapering, for three when steady. Source: CDC 2022."""
    last, coming = seen.upkeep.last_visit, seen.upkeep.next_visit
    if last is None or not seen.on_opioid:
        return None
    limit = REVIEW_TAPERING if seen.taper.active else REVIEW_STEADY
    if (seen.today - last).days < limit or (coming is not None and (coming - seen.today).days <= SOON):
        return None
    return Finding(
        id="review-overdue",
        severity=Severity.WATCH,
        title="Time to be seen",
        text=(
            f"No appointment is written down since {last}. While a dose comes down, once a month is the advice; when"
            " it is steady, every three months. Call for one, then: oidtrack appointment add"
        ),
        rule=(
            f"no appointment for {REVIEW_TAPERING} days while tapering, {REVIEW_STEADY} when steady, and none within"
            f" {SOON} days (which is ENGINEERING)"
        ),
        source="cdc-2022",
        since=last + timedelta(days=limit),
        ask="How often should we meet from now on?",
    )


def gap_in_log(seen: Situation) -> Finding | None:
    """A week without an entry in a diary that was kept. ENGINEERING."""
    last = seen.upkeep.last_entry
    if last is None or (seen.today - last).days <= GAP or seen.upkeep.days_before_gap < REGULAR:
        return None
    return Finding(
        id="gap-in-log",
        severity=Severity.INFO,
        title="Some days are blank",
        text=(
            f"Nothing is written down since {last}. That is fine; a blank day counts as nothing, not as bad. What you"
            " still know of it can be caught up: oidtrack log --catch-up 3d"
        ),
        rule=f"more than {GAP} days without an entry after {REGULAR} days with one in four weeks (ENGINEERING)",
        source="engineering",
        since=last + timedelta(days=1),
    )


RULES = (run_out, naloxone_expired, alcohol, stalled, review_overdue, gap_in_log)
