"""A slow change: how the last four weeks were, against steady weeks of the last year, with two questions next."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from oidtrack.domain.dose import plain
from oidtrack.domain.journal import dated
from oidtrack.errors import listed
from oidtrack.insight.diary import LOWER_IS_WORSE, PAIN, SLEEP
from oidtrack.insight.early.drift import ALONE, HARDLY_SWINGS, SMALL, TOGETHER, Drift, Moved
from oidtrack.insight.early.falls import Cause
from oidtrack.rules.base import Finding, Severity, Sought
from oidtrack.rules.situation import Scored, Situation

MOOD_DRIFT = Sought(
    "mood-drift",
    "middle of four weeks against the best twelve of the last year, or against the same season where that was worse:"
    f" a point or more and all ratings together {plain(Fraction(TOGETHER, 100))} standard errors worse; or, where mood"
    f" strays by {plain(Fraction(HARDLY_SWINGS, 100))} points or less, {plain(Fraction(SMALL, 100))}; or one measure"
    f" alone {plain(Fraction(ALONE, 100))} (ENGINEERING, docs/studies.md)",
    source="engineering",
    article="low-mood-steady",
    place=100,
)


def mood_drift(seen: Situation) -> Finding | None:
    """A slow change, where no plain fall and no early signs speak of the same days. ENGINEERING.

    A fall that looks like withdrawal is another thing: days after cuts are no part of a drift.
    """
    drift, fall = seen.wellbeing.drift, seen.wellbeing.fall
    of_its_own = fall is not None and fall.cause is Cause.DEPRESSION
    if drift is None or of_its_own or seen.wellbeing.signal is not None:
        return None
    answered = seen.wellbeing.fine_since(drift.noticed)
    return MOOD_DRIFT.finding(
        severity=Severity.WATCH if answered is None else Severity.INFO,
        title=_title(drift),
        text=f"Your {_what(drift)} {_next(answered)}",
        noted=f"Slowly changed: {_what(drift)}",
        since=drift.since,
        entries=seen.wellbeing.drift_entries,
        ask="I have slowly changed over the last weeks. What could be behind it?",
    )


def only(drift: Drift | None, measure: str) -> bool:
    """Whether a drift is of one measure alone."""
    return drift is not None and {one.shift.measure for one in drift.moved} == {measure}


def _title(drift: Drift) -> str:
    if only(drift, PAIN):
        return "Pain has slowly risen"
    if only(drift, SLEEP):
        return "Sleep has slowly changed"
    return "Small changes that stay" if drift.small else "Slowly lower than you were"


def _what(drift: Drift) -> str:
    """The clearest measure with its four-week middles, and the others with then and now."""
    first, *others = drift.moved
    since, last = drift.best[0], drift.best[1] - timedelta(days=1)
    by_months = ", ".join(_shown(first, value) for value in first.months if value is not None)
    words = (
        f"{_then_and_now(first)} over the last weeks, against steady weeks from {dated(since)} to"
        f" {dated(last)}; four weeks at a time: {by_months}."
    )
    return f"{words} With it {listed([_then_and_now(one) for one in others])}." if others else words


def _then_and_now(moved: Moved) -> str:
    shift = moved.shift
    unit = " h" if shift.measure == SLEEP else ""
    return f"{shift.measure} went from {_shown(moved, shift.before.middle)} to {_shown(moved, shift.now.middle)}{unit}"


def _shown(moved: Moved, hundredths: int) -> str:
    sign = -1 if moved.shift.measure in LOWER_IS_WORSE else 1
    return plain(Fraction(sign * hundredths, 100), 1)


def _next(answered: Scored | None) -> str:
    if answered is not None:
        day = dated(answered.day)
        return f"Your questionnaire of {day} is in the ordinary range: there is nothing more to do now."
    return (
        "A slow change is easily missed. It can be the season, a hard month or pain, and often it is nothing; it can"
        " also be the beginning of a depression, which can be treated. Two short questions help to tell:"
        " oidtrack check phq2"
    )


RULES = (mood_drift,)

SOUGHT = (MOOD_DRIFT,)
