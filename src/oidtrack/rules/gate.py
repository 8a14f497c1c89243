"""The gate before a cut: proceed, hold or call, from the same picture and the same findings as every warning.

It never speeds anything up. Where too little is written down it waits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from enum import Enum
from fractions import Fraction

from msgspec import Struct

from oidtrack.domain.dose import plain
from oidtrack.domain.journal import dated
from oidtrack.insight.spread import spread
from oidtrack.rules.base import Finding
from oidtrack.rules.findings.assessments import PHQ9_RISE
from oidtrack.rules.situation import Scored, Situation, UseDay, entries_of

WEEK = 7
LEAST_MOODS = 4
"""Days of the last seven with a mood from which on the week tells something: more than half. ENGINEERING."""

LOW_MOOD = Fraction(3)
"""A week's mood at or under this is low for anybody, where the own usual range is not known yet. ENGINEERING."""

UNSETTLED = 4
"""Points of withdrawal above the time before the cut. A change of 2 to 4 on the ShortOWS matters (PMC11036405)."""

FIRST_UNSETTLED = 10
"""A first ShortOWS of so many points, with none before to set it against. ENGINEERING."""

SCORE_DAYS = 14
"""Days for which a withdrawal score says how it is now. ENGINEERING."""

OVER_PLAN, OVER_DAYS, FAR_OVER = Fraction(5, 4), 2, Fraction(3, 2)
"""Well above plan: a quarter more on two days of the week, or half as much again on one. ENGINEERING."""


class Decision(Enum):
    """What the gate says. `call`: talk to the prescriber before anything changes."""

    PROCEED = "proceed"
    HOLD = "hold"
    CALL = "call"


TOO_LITTLE = "too-little-data"
"""The reason that is no sign of anything but blank evenings."""

CALL_FOR = frozenset(
    {"self-harm-thoughts", "sedation", "abrupt-drop", "tolerance-lost", "depression-severe", "stalled"}
)
HOLD_FOR = frozenset({"mood-drop", "depression-rising", "withdrawal-high", "pain-rising", "early-signs"})
"""The findings that speak against a cut, by what they ask for; all others are no reason for or against one."""


class Reason(Struct, frozen=True):
    """One reason.

    Attributes:
        code: Stable name, the id of the finding where it is one.
        decision: What it asks for.
        text: What was seen and what to do, in plain words.
        source: Source id.
        entries: Names of the entries behind it.
        noted: What was seen, as it is said to a prescriber; never empty.
    """

    code: str
    decision: Decision
    text: str
    source: str = "engineering"
    entries: tuple[str, ...] = ()
    noted: str = ""


Rule = Callable[[Situation], Reason | None]


def reasons(seen: Situation, findings: Iterable[Finding], medicine: str) -> tuple[Reason, ...]:
    """Every reason not to cut now, those to call first; one reason to proceed where there is none.

    Args:
        seen: The situation.
        findings: What holds in it.
        medicine: The opioid that comes down.
    """
    rules: tuple[Rule, ...] = (too_little, low_week, rising, unsettled, lambda one: over_plan(one, medicine))
    own = [reason for rule in rules if (reason := rule(seen)) is not None]
    said = [reason for finding in findings if (reason := _of(finding)) is not None]
    # where a rule of the gate and a finding say the same, the gate says more of this plan
    found = list({reason.code: reason for reason in (*said, *own)}.values())
    found.sort(key=lambda reason: reason.decision is not Decision.CALL)
    return tuple(found) or (_settled(seen, medicine),)


def decision(found: Iterable[Reason]) -> Decision:
    """The most careful of all."""
    said = {reason.decision for reason in found}
    return next(one for one in (Decision.CALL, Decision.HOLD, Decision.PROCEED) if one in said)


def _of(finding: Finding) -> Reason | None:
    if finding.id not in CALL_FOR | HOLD_FOR:
        return None
    asks = Decision.CALL if finding.id in CALL_FOR else Decision.HOLD
    return Reason(finding.id, asks, finding.text, finding.source, finding.entries, finding.noted or finding.text)


def too_little(seen: Situation) -> Reason | None:
    """Too few evenings to tell."""
    mood = seen.wellbeing.mood
    if len(mood) >= LEAST_MOODS:
        return None
    text = (
        f"Mood is written down on {len(mood)} of the last {WEEK} days; {LEAST_MOODS} are needed to tell. Log mood,"
        " sleep, pain and any withdrawal symptoms in the evenings, then ask again: oidtrack log"
    )
    noted = (
        f"Too little to tell: mood is written down on {len(mood)} of the last {WEEK} days, {LEAST_MOODS} are needed."
    )
    return Reason(TOO_LITTLE, Decision.HOLD, text, entries=entries_of(mood), noted=noted)


def low_week(seen: Situation) -> Reason | None:
    """A week's mood below the person's own usual range, or low for anybody where that is not known."""
    mood, usual = seen.wellbeing.mood, seen.wellbeing.usual_mood
    median = spread(one.value for one in mood).median
    if median is None or len(mood) < LEAST_MOODS:
        return None
    if usual is not None and median < usual.low:
        what = f"below your own usual range of {plain(usual.low, 1)} to {plain(usual.high, 1)} (n {usual.n})"
    elif usual is None and median <= LOW_MOOD:
        what = "low"
    else:
        return None
    text = (
        f"Your mood this week lies at {plain(median, 1)} (n {len(mood)}), {what}. Stay where you are, and fill in the"
        " nine questions: oidtrack check phq9"
    )
    noted = f"Mood this week is {plain(median, 1)} (n {len(mood)}), {what.replace('your own', 'the own')}."
    return Reason("mood-drop", Decision.HOLD, text, entries=entries_of(mood), noted=noted)


def rising(seen: Situation) -> Reason | None:
    """PHQ-9 up by five or more since the score before the last cut. Source: Löwe 2004."""
    then, last = _before_and_last(seen, "phq9")
    if then is None or last is None or last.score - then.score < PHQ9_RISE:
        return None
    text = (
        f"PHQ-9 went from {plain(then.score)} on {dated(then.day)} to {plain(last.score)}. A rise of {PHQ9_RISE}"
        " matters: stay where you are, and tell your prescriber."
    )
    noted = (
        f"PHQ-9 went from {plain(then.score)} on {dated(then.day)} to {plain(last.score)}; {PHQ9_RISE} points or more"
        " matter."
    )
    return Reason("depression-rising", Decision.HOLD, text, "lowe-2004", (then.entry, last.entry), noted)


def unsettled(seen: Situation) -> Reason | None:
    """Withdrawal that has not settled since the last cut. Source: CDC 2022 for pausing first."""
    now = spread(one.value for one in seen.wellbeing.withdrawal).median
    then = spread(one.value for one in seen.wellbeing.withdrawal_before).median
    if now is not None and now >= (then or 0) + UNSETTLED:
        earlier = "none was rated before" if then is None else f"{plain(then, 1)} before"
        what = f"Withdrawal symptoms add up to {plain(now, 1)} points this week, {earlier}"
        return _unsettled(what, entries_of(seen.wellbeing.withdrawal))
    before, last = _before_and_last(seen, "shortows")
    if last is None or (seen.today - last.day).days >= SCORE_DAYS:
        return None
    high = last.score >= FIRST_UNSETTLED if before is None else last.score - before.score >= UNSETTLED
    if not high:
        return None
    earlier = "none before to set it against" if before is None else f"{plain(before.score)} before"
    entries = (last.entry,) if before is None else (before.entry, last.entry)
    return _unsettled(f"Your last withdrawal score is {plain(last.score)}, {earlier}", entries)


def _unsettled(what: str, entries: tuple[str, ...]) -> Reason:
    text = f"{what}. It has not settled: pausing first is what the guidelines say. It eases with time."
    noted = f"{what.replace('Your last', 'The last')}. It has not settled."
    return Reason("withdrawal-high", Decision.HOLD, text, "cdc-2022", entries, noted)


def over_plan(seen: Situation, medicine: str) -> Reason | None:
    """Doses well above the plan in the last week; what is taken when needed beside it is not counted."""
    days = [day for use in seen.uses if use.medicine == medicine for day in use.days[-WEEK:]]
    over = [day for day in days if _share(day) >= OVER_PLAN]
    if len(over) < OVER_DAYS and not any(_share(day) >= FAR_OVER for day in over):
        return None
    words = "1 day" if len(over) == 1 else f"{len(over)} days"
    text = (
        f"On {words} of the last week clearly more was taken than planned. That happens, and it says that the plan does"
        " not fit: call your prescriber and look at it together before the next cut."
    )
    on = {day.day for day in over}
    entries = tuple(one.entry for one in seen.recent if one.day in on and one.dose.medicine == medicine)
    noted = f"On {words} of the last week clearly more was taken than planned."
    return Reason("dose-above-plan", Decision.CALL, text, entries=entries, noted=noted)


def _share(day: UseDay) -> Fraction:
    """What was taken, at the least, as a share of what was planned; 0 where either is not known."""
    return (day.at_least - day.when_needed) / day.planned if day.at_least and day.planned else Fraction(0)


def _before_and_last(seen: Situation, instrument: str) -> tuple[Scored | None, Scored | None]:
    """The last score, and the one to set it against: the last up to the last cut, else the one before it."""
    *before, last = seen.wellbeing.of(instrument) or (None,)
    cut = seen.taper.cuts[-1] if seen.taper.cuts else None
    earlier = [one for one in before if one is not None]
    up_to_cut = [one for one in earlier if cut is not None and one.day <= cut]
    return next(reversed(up_to_cut or earlier), None), last


def _settled(seen: Situation, medicine: str) -> Reason:
    mood = seen.wellbeing.mood
    median = spread(one.value for one in mood).median
    assert median is not None  # with fewer moods there is too little to tell
    text = f"Nothing in the last week speaks against it: mood at {plain(median, 1)} (n {len(mood)})."
    if not seen.wellbeing.withdrawal:
        text += " No withdrawal symptom was rated."
    since = seen.today - timedelta(days=WEEK)
    if not any(one.dose.medicine == medicine and one.day > since for one in seen.recent):
        text += f" No {medicine} was written down this week."
    return Reason("settled", Decision.PROCEED, text, "cdc-2022", entries_of(mood), text)
