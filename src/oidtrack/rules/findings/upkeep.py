"""What has to be at hand, agreed or looked after: refill, naloxone, alcohol, holds, visits, the diary itself."""

from __future__ import annotations

from datetime import timedelta

from oidtrack.domain.journal import day_words
from oidtrack.rules.base import Finding, Severity, Sought
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


OUT_OF_STOCK = Sought(
    "out-of-stock",
    "nothing left at home; louder where a dose of today or tomorrow is not covered (ENGINEERING)",
    source="engineering",
    article="cold-turkey",
    place=200,
)


def out_of_stock(seen: Situation) -> Finding | None:
    """A dose of today or tomorrow that what is at home does not cover, or nothing left. ENGINEERING."""
    ends, short = seen.upkeep.runs_out, seen.upkeep.short_of
    if ends is None or not short or not seen.on_opioid:
        return None
    soon = ends <= seen.today + timedelta(days=1)
    if not soon and not seen.upkeep.none_left:
        return None
    left = f"Nothing of your {short} is left at home." if seen.upkeep.none_left else f"Your {short} runs short at home."
    first = "today's doses are" if ends <= seen.today else "tomorrow is" if soon else f"{day_words(ends)} is"
    return OUT_OF_STOCK.finding(
        severity=Severity.URGENT if soon else Severity.ACT,
        title="Nothing left for the next dose" if seen.upkeep.none_left else "Not enough for the next doses",
        text=(
            f"{left} As counted, {first} not covered, and running out is a sudden stop. Call your pharmacy or"
            " prescriber today and say just that; at night an emergency pharmacy or the emergency department can help."
            " If the count is wrong: oidtrack med refill"
        ),
        noted=f"{seen.upkeep.short_of}: as counted at home, {first} not covered. Running out is a sudden stop.",
        since=seen.today,
        ask="How do we make sure that it never runs out?",
    )


RUN_OUT_BEFORE_REFILL = Sought(
    "run-out-before-refill",
    "what is at home ends before the next refill or visit (ENGINEERING)",
    source="engineering",
    article="cold-turkey",
    place=190,
)


def run_out(seen: Situation) -> Finding | None:
    """What is at home ends before the next refill."""
    ends, refill = seen.upkeep.runs_out, seen.upkeep.refill_on
    of = f" of {seen.upkeep.short_of}" if seen.upkeep.short_of else ""
    if ends is None or refill is None or ends >= refill or not seen.on_opioid:
        return None
    return RUN_OUT_BEFORE_REFILL.finding(
        severity=Severity.ACT,
        title="It runs out before the refill",
        text=(
            f"What is at home lasts until the day before {day_words(ends)}, and the next refill is on"
            f" {day_words(refill)}. Call your prescriber or pharmacist now: running out is a sudden stop."
        ),
        noted=(
            f"What is at home{of} no longer covers {day_words(ends)}; the next refill or visit is on"
            f" {day_words(refill)}."
        ),
        since=seen.today,
        ask="Can the prescription cover the days until we meet?",
    )


NALOXONE_EXPIRED = Sought(
    "naloxone-expired",
    "a date on the naloxone that is over (ENGINEERING)",
    source="engineering",
    article="naloxone",
    place=300,
)


def naloxone_expired(seen: Situation) -> Finding | None:
    """The naloxone at home is past its date. ENGINEERING."""
    good_until = seen.upkeep.naloxone_expires
    if good_until is None or seen.today <= good_until or not seen.on_opioid:
        return None
    return NALOXONE_EXPIRED.finding(
        severity=Severity.WATCH,
        title="Naloxone past its date",
        text=(
            f"The naloxone at home was good until {day_words(good_until)}. Ask your pharmacist for a new one, and keep"
            " the old one until then: in an emergency it is better than none."
        ),
        noted=f"The naloxone at home was good until {day_words(good_until)}.",
        since=good_until + timedelta(days=1),
        ask="Can you prescribe new naloxone?",
    )


ALCOHOL_WITH_OPIOID = Sought(
    "alcohol-with-opioid",
    "the profile says alcohol at times, and an opioid is taken",
    source="cdc-2022",
    article="mixed",
    place=270,
)


def alcohol(seen: Situation) -> Finding | None:
    """Alcohol at times, and an opioid. Source: CDC 2022."""
    if not seen.alcohol or not seen.on_opioid:
        return None
    return ALCOHOL_WITH_OPIOID.finding(
        severity=Severity.WATCH,
        title="Alcohol and an opioid",
        text=(
            "Both slow breathing, and together more than either. The safest amount on an opioid day is none."
            " If leaving it is hard, tell your prescriber: that is a reason for help, never for blame."
        ),
        noted="Alcohol at times, with an opioid. Both slow breathing, and together more than either.",
        ask="I drink at times. What does that mean with my medicines?",
    )


STALLED = Sought("stalled", f"{HOLDS} holds in a row at the same dose", source="cdc-2022", article="pace", place=330)


def stalled(seen: Situation) -> Finding | None:
    """Two holds in a row at one dose. Source: CDC 2022; BRAVO."""
    if seen.taper.holds < HOLDS:
        return None
    return STALLED.finding(
        severity=Severity.INFO,
        title="Holding at this dose",
        text=(
            "You have held twice at this dose. Pauses are a normal part of a taper, and a lower dose can be a goal of"
            " its own. Ask what support there is for the next step."
        ),
        noted="Held twice in a row at this dose. Pauses are a normal part of a taper.",
        since=seen.taper.held_since,
        ask="I have held twice. What would help with the next step, or is this dose the goal?",
    )


REVIEW_OVERDUE = Sought(
    "review-overdue",
    f"no appointment for {REVIEW_TAPERING} days while tapering, {REVIEW_STEADY} when steady, and none within {SOON}"
    " days (which is ENGINEERING); before the first one it is counted from the first entry",
    source="cdc-2022",
    article="prescriber",
    place=350,
)


def review_overdue(seen: Situation) -> Finding | None:
    """No appointment for a month while tapering, for three when steady. Source: CDC 2022."""
    last, coming = seen.upkeep.last_visit, seen.upkeep.next_visit
    known = last or seen.upkeep.first_entry
    if known is None or not seen.on_opioid:
        return None
    limit = REVIEW_TAPERING if seen.taper.active else REVIEW_STEADY
    if (seen.today - known).days < limit or (coming is not None and (coming - seen.today).days <= SOON):
        return None
    since = (
        f"No appointment is written down since {day_words(last)}." if last else "No appointment is written down yet."
    )
    return REVIEW_OVERDUE.finding(
        severity=Severity.WATCH,
        title="Time to be seen",
        text=(
            f"{since} While a dose comes down, once a month is the advice; when it is steady, every three months."
            " Call for one, then: oidtrack appointment add"
        ),
        noted=f"{since} Advised is once a month while a dose comes down, every three months when it is steady.",
        since=known + timedelta(days=limit),
        ask="How often should we meet from now on?",
    )


HOLD_OVERDUE = Sought(
    "hold-overdue",
    "a hold whose day to look again has passed (ENGINEERING)",
    source="engineering",
    article="pace",
    place=340,
)


def hold_overdue(seen: Situation) -> Finding | None:
    """The day to look at a hold again has passed. ENGINEERING."""
    again = seen.taper.look_again
    if again is None or seen.today <= again:
        return None
    return HOLD_OVERDUE.finding(
        severity=Severity.WATCH,
        title="Time to look at the hold",
        text=(
            f"The plan is on hold, and {day_words(again)} was the day to look at it again. There is no hurry; staying"
            " is fine. See how it is now: oidtrack plan check. Then: oidtrack plan resume, or oidtrack plan hold"
            " once more."
        ),
        noted=f"The plan is on hold, and {day_words(again)} was the day to look at it again. Staying is fine.",
        since=again + timedelta(days=1),
        ask="The taper is on hold. Do we go on, or stay here for a while?",
    )


GAP_IN_LOG = Sought(
    "gap-in-log",
    f"more than {GAP} days without an entry after {REGULAR} days with one in four weeks (ENGINEERING)",
    source="engineering",
    article="early-signs",
    place=360,
)


def gap_in_log(seen: Situation) -> Finding | None:
    """A week without an entry in a diary that was kept. ENGINEERING."""
    last = seen.upkeep.last_entry
    if last is None or (seen.today - last).days <= GAP or seen.upkeep.days_before_gap < REGULAR:
        return None
    return GAP_IN_LOG.finding(
        severity=Severity.INFO,
        title="Some days are blank",
        text=(
            f"Nothing is written down since {day_words(last)}. That is fine; a blank day counts as nothing, not as bad."
            " What you still know of it can be caught up: oidtrack log --catch-up 3d"
        ),
        noted=f"Nothing is written down since {day_words(last)}. A blank day counts as nothing, not as bad.",
        since=last + timedelta(days=1),
    )


RULES = (run_out, out_of_stock, naloxone_expired, alcohol, stalled, hold_overdue, review_overdue, gap_in_log)

SOUGHT = (
    RUN_OUT_BEFORE_REFILL,
    OUT_OF_STOCK,
    NALOXONE_EXPIRED,
    ALCOHOL_WITH_OPIOID,
    STALLED,
    HOLD_OVERDUE,
    REVIEW_OVERDUE,
    GAP_IN_LOG,
)
