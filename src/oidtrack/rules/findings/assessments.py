"""What there is to say about a questionnaire as it was just answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from msgspec import Struct

from oidtrack.domain.dose import plain
from oidtrack.rules.base import Finding, Severity, Sought
from oidtrack.rules.cut_points import PHQ2_POSITIVE, PHQ9_LIKELY

PHQ9_SEVERE = 20
"""Source: Kroenke 2001, 20 to 27."""
PHQ9_RISE = 5
"""Source: Löwe 2004."""
GAD7_HIGH = 10
"""Source: Spitzer 2006."""
THOUGHTS_DAYS = 14
"""So many days after the last answer above 0 thoughts of death stay a finding, whatever was answered since; the PHQ-9
asks about two weeks. ENGINEERING."""
CLEAR_ANSWERS = 2
"""After that, days with an answer of 0 that it takes for them to be over. ENGINEERING."""


class Answered(Struct, frozen=True):
    """A scored questionnaire.

    Attributes:
        instrument: `phq9`, `gad7` and so on.
        score: Exact.
        change: Against the one before of the same kind; None for the first.
        alarm: Whether the item that leads to crisis contacts was above 0.
        entry: Name of the entry; empty where it is not stored.
    """

    instrument: str
    score: Fraction
    change: Fraction | None = None
    alarm: bool = False
    entry: str = ""


def assessment_findings(said: Answered) -> tuple[Finding, ...]:
    """Everything there is to say, the most severe first.

    Args:
        said: The questionnaire with its score and change.
    """
    rules = (self_harm, depression_severe, depression_likely, depression_rising, anxiety_high, full_form)
    found = [finding for rule in rules if (finding := rule(said)) is not None]
    return tuple(sorted(found, key=lambda finding: -finding.severity.rank))


SELF_HARM_THOUGHTS = Sought(
    "self-harm-thoughts",
    f"PHQ-9 item 9 above 0; for {THOUGHTS_DAYS} days after the last such answer, then until it was 0 on {CLEAR_ANSWERS}"
    " days (ENGINEERING)",
    source="kroenke-2001",
    article="help-for-mood",
    place=10,
)


def self_harm(said: Answered) -> Finding | None:
    """Thoughts of being better off dead, at any frequency. Source: Kroenke 2001, item 9."""
    if not said.alarm:
        return None
    return SELF_HARM_THOUGHTS.finding(
        severity=Severity.URGENT,
        title="Thoughts of being better off dead",
        text="You do not have to be alone with them. Please talk to somebody today; `oidtrack crisis` has the numbers.",
        noted="Thoughts of death or self-harm were marked. To be talked about before anything else.",
        entries=_entries(said),
        ask="Can we talk about these thoughts first?",
    )


def thoughts_hold(answers: Sequence[tuple[date, bool]], today: date) -> bool:
    """Whether thoughts of death, once told, still count: one better day does not end them. ENGINEERING.

    Args:
        answers: Day of each PHQ-9, the earliest first, and whether its item 9 was above 0.
        today: The local day.
    """
    told = [day for day, alarm in answers if alarm]
    if not told:
        return False
    clear = {day for day, alarm in answers[max(n for n, (_, alarm) in enumerate(answers) if alarm) :] if not alarm}
    return (today - told[-1]).days <= THOUGHTS_DAYS or len(clear) < CLEAR_ANSWERS


DEPRESSION_SEVERE = Sought(
    "depression-severe", f"PHQ-9 of {PHQ9_SEVERE} or more", source="kroenke-2001", article="help-for-mood", place=60
)


def depression_severe(said: Answered) -> Finding | None:
    """The top band of the PHQ-9. Source: Kroenke 2001."""
    if said.instrument != "phq9" or said.score < PHQ9_SEVERE:
        return None
    return DEPRESSION_SEVERE.finding(
        severity=Severity.ACT,
        title="A heavy time",
        text=f"{plain(said.score)} is in the highest band. It can be treated; please call your prescriber this week.",
        noted=f"PHQ-9 is {plain(said.score)}, in the highest band.",
        entries=_entries(said),
        ask="How do we treat my low mood, and should the dose stay as it is until then?",
    )


DEPRESSION_LIKELY = Sought(
    "depression-likely", f"PHQ-9 of {PHQ9_LIKELY} or more", source="kroenke-2001", article="help-for-mood", place=70
)


def depression_likely(said: Answered) -> Finding | None:
    """At the cut-point of the PHQ-9 or above. Source: Kroenke 2001."""
    if said.instrument != "phq9" or said.score < PHQ9_LIKELY:
        return None
    return DEPRESSION_LIKELY.finding(
        severity=Severity.WATCH,
        title="Low mood",
        text=f"From {PHQ9_LIKELY} on, depression is likely enough to look closer. Treating it makes a taper easier.",
        noted=f"PHQ-9 is {plain(said.score)}; from {PHQ9_LIKELY} on, depression is likely enough to look closer.",
        entries=_entries(said),
        ask="How do we treat my low mood?",
    )


DEPRESSION_RISING = Sought(
    "depression-rising",
    f"PHQ-9 up by {PHQ9_RISE} or more since the one before",
    source="lowe-2004",
    article="low-mood-after-a-cut",
    place=80,
)


def depression_rising(said: Answered) -> Finding | None:
    """A rise that matters. Source: Löwe 2004."""
    if said.instrument != "phq9" or said.change is None or said.change < PHQ9_RISE:
        return None
    return DEPRESSION_RISING.finding(
        severity=Severity.WATCH,
        title="A higher PHQ-9 than last time",
        text=f"It is up by {plain(said.change)}; {PHQ9_RISE} points or more are a change that matters.",
        noted=f"PHQ-9 is up by {plain(said.change)} to {plain(said.score)}; {PHQ9_RISE} points or more matter.",
        entries=_entries(said),
        ask="What has changed since the last time, and does the dose have a part in it?",
    )


ANXIETY_HIGH = Sought(
    "anxiety-high", f"GAD-7 of {GAD7_HIGH} or more", source="spitzer-2006", article="help-for-mood", place=320
)


def anxiety_high(said: Answered) -> Finding | None:
    """At the cut-point of the GAD-7 or above. Source: Spitzer 2006."""
    if said.instrument != "gad7" or said.score < GAD7_HIGH:
        return None
    return ANXIETY_HIGH.finding(
        severity=Severity.WATCH,
        title="Much anxiety",
        text=f"From {GAD7_HIGH} on, a closer look helps. Anxiety can be treated, and it can be part of withdrawal.",
        noted=f"GAD-7 is {plain(said.score)}. Anxiety of its own, or part of withdrawal.",
        entries=_entries(said),
        ask="Is this anxiety, withdrawal, or both, and what helps?",
    )


PHQ9_ADVISED = Sought(
    "phq9-advised", f"PHQ-2 of {PHQ2_POSITIVE} or more", source="arroll-2010", article="early-signs", place=370
)


def full_form(said: Answered) -> Finding | None:
    """Two questions that ask for the other seven. Source: Arroll 2010."""
    if said.instrument != "phq2" or said.score < PHQ2_POSITIVE:
        return None
    return PHQ9_ADVISED.finding(
        severity=Severity.INFO,
        title="The whole form tells more",
        text=f"From {PHQ2_POSITIVE} on, the whole PHQ-9 is worth its two minutes: oidtrack check phq9",
        noted=f"PHQ-2 is {plain(said.score)}; from {PHQ2_POSITIVE} on, the whole PHQ-9 is worth asking.",
        entries=_entries(said),
    )


def _entries(said: Answered) -> tuple[str, ...]:
    return (said.entry,) if said.entry else ()


SOUGHT = (SELF_HARM_THOUGHTS, DEPRESSION_SEVERE, DEPRESSION_LIKELY, DEPRESSION_RISING, ANXIETY_HIGH, PHQ9_ADVISED)
