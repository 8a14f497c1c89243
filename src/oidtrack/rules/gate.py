"""The gate before a cut: proceed, hold or call, from what the diary and the plan show.

It never speeds anything up. Where too little is written down it waits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction

from oidtrack.domain.dose import plain
from oidtrack.domain.journal import Entry, Kind
from oidtrack.insight.baseline import usual
from oidtrack.insight.series import WITHDRAWAL, Series, series
from oidtrack.insight.spread import spread
from oidtrack.rules.assessments import PHQ9_RISE, PHQ9_SEVERE

WEEK = 7
LEAST_MOODS = 4
"""Days of the last seven with a mood from which on the week tells something: more than half. ENGINEERING."""

LOOKED_BACK = 28
"""Days before a cut, or before the week, that a week is set against. ENGINEERING."""

USUAL_DAYS = 90
"""Days before the week from which the usual range of the mood is taken. ENGINEERING."""

LEAST_KNOWN = 3
"""Fewest days with an answer for a median to be set against another. ENGINEERING."""

LOW_MOOD = Fraction(3)
"""A week's mood at or under this is low for anybody, where the own usual range is not known yet. ENGINEERING."""

UNSETTLED = 4
"""Points of withdrawal above the time before. A change of 2 to 4 on the ShortOWS matters (PMC11036405)."""

UNKNOWN_UNSETTLED = 10
"""A first ShortOWS of so many points, with none before to set it against. ENGINEERING."""

PAIN_RISE = Fraction(13, 10)
"""A change of 30 % in pain matters. Source: CDC 2022."""

LEAST_PAIN_RISE = 1
"""Points on the 0 to 10 scale below which a rise in pain does not count. ENGINEERING."""

OVER_PLAN = Fraction(5, 4)
"""A day this much above its plan is well above it; two such days in a week count, or one of `FAR_OVER`. ENGINEERING."""

FAR_OVER = Fraction(3, 2)
OVER_DAYS = 2

HOLDS_IN_A_ROW = 2


class Decision(Enum):
    """What the gate says. `call`: talk to the prescriber before anything changes."""

    PROCEED = "proceed"
    HOLD = "hold"
    CALL = "call"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason.

    Attributes:
        code: Stable name, the id of the finding where it is one.
        decision: What it asks for.
        text: What was seen and what to do, in plain words.
        source: Source id.
        entries: Names of the entries behind it.
    """

    code: str
    decision: Decision
    text: str
    source: str = "engineering"
    entries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scored:
    """A questionnaire as answered: its local day, instrument, score, alarm item, and the name of its entry."""

    day: date
    instrument: str
    score: Fraction
    alarm: bool
    entry: str


@dataclass(frozen=True, slots=True)
class DayTaken:
    """A day with a dose written down: planned and taken in thousandths of the unit, and the entries."""

    day: date
    planned: Fraction
    taken: Fraction
    entries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Week:
    """What is known at the gate.

    Attributes:
        today: The local day.
        entries: Check-ins of at least the last `USUAL_DAYS` and a week, the earliest first.
        scored: Questionnaires, the earliest first.
        taken: Days of the last week with a dose of the medicine written down.
        cuts: First days of smaller doses so far, the earliest first.
        holds: Holds in a row since the last change of dose.
    """

    today: date
    entries: tuple[Entry, ...] = ()
    scored: tuple[Scored, ...] = ()
    taken: tuple[DayTaken, ...] = ()
    cuts: tuple[date, ...] = ()
    holds: int = 0

    @property
    def first(self) -> date:
        """The first of the last seven days."""
        return self.today - timedelta(days=WEEK - 1)

    @property
    def until(self) -> date:
        """The day after today."""
        return self.today + timedelta(days=1)

    @property
    def before(self) -> date:
        """The day up to which a measure counts as that of before: the last cut, or the start of the week."""
        return min(self.cuts[-1], self.first) if self.cuts else self.first

    def measure(self, name: str) -> Series:
        """One measure over all the entries."""
        since = min((entry.moment.day for entry in self.entries), default=self.today)
        return series(name, self.entries, since, self.until)

    def names(self, since: date) -> tuple[str, ...]:
        """The check-ins from a day on."""
        return tuple(e.name for e in self.entries if e.kind is Kind.MOOD and since <= e.moment.day < self.until)

    def latest(self, instrument: str) -> Scored | None:
        """The last questionnaire of a kind."""
        return next((one for one in reversed(self.scored) if one.instrument == instrument), None)

    def reference(self, instrument: str) -> Scored | None:
        """The last one up to the last cut; without a cut, or none then, the one before the latest."""
        kind = [one for one in self.scored if one.instrument == instrument][:-1]
        up_to_cut = [one for one in kind if self.cuts and one.day <= self.cuts[-1]]
        return next(iter([*reversed(up_to_cut), *reversed(kind)]), None)


Rule = Callable[[Week], Reason | None]


def reasons(week: Week) -> tuple[Reason, ...]:
    """Every reason not to cut now, those to call first; one reason to proceed where there is none."""
    found = [reason for rule in RULES if (reason := rule(week)) is not None]
    found.sort(key=lambda reason: reason.decision is not Decision.CALL)
    return tuple(found) or (_settled(week),)


def decision(found: Iterable[Reason]) -> Decision:
    """The most careful of all."""
    said = {reason.decision for reason in found}
    return next(one for one in (Decision.CALL, Decision.HOLD, Decision.PROCEED) if one in said)


def self_harm(week: Week) -> Reason | None:
    """Item 9 of the last PHQ-9. Source: Kroenke 2001."""
    last = week.latest("phq9")
    if last is None or not last.alarm:
        return None
    text = (
        "Your last PHQ-9 held thoughts of being better off dead. You do not have to be alone with them: please talk to"
        " somebody today; `oidtrack crisis` has the numbers. The dose can wait."
    )
    return Reason("self-harm-thoughts", Decision.CALL, text, "kroenke-2001", (last.entry,))


def severe(week: Week) -> Reason | None:
    """PHQ-9 in the top band. Source: Kroenke 2001."""
    last = week.latest("phq9")
    if last is None or last.score < PHQ9_SEVERE:
        return None
    text = f"Your last PHQ-9 is {plain(last.score)}, in the highest band. It can be treated: please call this week."
    return Reason("depression-severe", Decision.CALL, text, "kroenke-2001", (last.entry,))


def rising(week: Week) -> Reason | None:
    """PHQ-9 up by five or more since the score before the last cut. Source: Löwe 2004."""
    last, then = week.latest("phq9"), week.reference("phq9")
    if last is None or then is None or last.score - then.score < PHQ9_RISE:
        return None
    text = (
        f"PHQ-9 went from {plain(then.score)} on {then.day} to {plain(last.score)}. A rise of {PHQ9_RISE} matters:"
        " stay where you are, and tell your prescriber."
    )
    return Reason("depression-rising", Decision.HOLD, text, "lowe-2004", (then.entry, last.entry))


def over_plan(week: Week) -> Reason | None:
    """Doses well above the plan in the last week."""
    over = [day for day in week.taken if day.planned and day.taken >= OVER_PLAN * day.planned]
    far = [day for day in over if day.taken >= FAR_OVER * day.planned]
    if len(over) < OVER_DAYS and not far:
        return None
    days = "1 day" if len(over) == 1 else f"{len(over)} days"
    text = (
        f"On {days} of the last week clearly more was taken than planned. That happens, and it says that the plan does"
        " not fit: call your prescriber and look at it together before the next cut."
    )
    return Reason("dose-above-plan", Decision.CALL, text, entries=tuple(name for day in over for name in day.entries))


def stalled(week: Week) -> Reason | None:
    """Two holds in a row. Source: CDC 2022; BRAVO."""
    if week.holds < HOLDS_IN_A_ROW:
        return None
    text = (
        f"This dose has been held {week.holds} times in a row. That is common, and a good moment to ask your prescriber"
        " what would help: smaller steps, more time, or other treatment of pain and mood."
    )
    return Reason("stalled", Decision.CALL, text, "cdc-2022")


def too_little(week: Week) -> Reason | None:
    """Too few evenings to tell."""
    known = len(week.measure("mood").between(week.first, week.until))
    if known >= LEAST_MOODS:
        return None
    text = (
        f"Mood is written down on {known} of the last {WEEK} days; {LEAST_MOODS} are needed to tell. Log mood, sleep,"
        " pain and any withdrawal symptoms in the evenings, then ask again: oidtrack log"
    )
    return Reason("too-little-data", Decision.HOLD, text, entries=week.names(week.first))


def low_mood(week: Week) -> Reason | None:
    """A week's mood below the person's own usual range, or low for anybody where that is not known."""
    mood = week.measure("mood")
    now = spread(mood.between(week.first, week.until))
    if now.median is None or now.n < LEAST_MOODS:
        return None
    range_ = usual(mood, week.cuts, week.first - timedelta(days=USUAL_DAYS), week.first)
    if range_ is not None and now.median < range_.low:
        seen = f"below your own usual range of {plain(range_.low, 1)} to {plain(range_.high, 1)} (n {range_.n})"
    elif range_ is None and now.median <= LOW_MOOD:
        seen = "low"
    else:
        return None
    text = (
        f"Your mood this week lies at {plain(now.median, 1)} (n {now.n}), {seen}. Stay where you are, and ask for a"
        " PHQ-9: oidtrack check phq9"
    )
    return Reason("mood-drop", Decision.HOLD, text, entries=week.names(week.first))


def unsettled(week: Week) -> Reason | None:
    """Withdrawal that has not settled since the last cut. Source: CDC 2022 for waiting; change: PMC11036405."""
    known = week.measure(WITHDRAWAL)
    now = spread(known.between(week.first, week.until))
    then = spread(known.between(week.before - timedelta(days=LOOKED_BACK), week.before))
    if now.median is not None and now.median >= (then.median or 0) + UNSETTLED:
        earlier = "none was rated before" if then.median is None else f"{plain(then.median, 1)} before"
        seen = f"Withdrawal symptoms add up to {plain(now.median, 1)} points this week, {earlier}"
        return _unsettled(seen, week.names(week.first))
    return _unsettled_score(week, "shortows", Fraction(UNSETTLED)) or _unsettled_score(week, "sows", None)


def _unsettled_score(week: Week, instrument: str, least: Fraction | None) -> Reason | None:
    """A questionnaire of the last two weeks, against the one before the cut; of the SOWS a third more."""
    last, then = week.latest(instrument), week.reference(instrument)
    if last is None or (week.today - last.day).days >= 2 * WEEK:
        return None
    if then is None:
        high = least is not None and last.score >= UNKNOWN_UNSETTLED
        before = "none before to set it against"
    else:
        rise = least if least is not None else max(Fraction(UNSETTLED), then.score / 3)
        high, before = last.score - then.score >= rise, f"{plain(then.score)} before"
    entries = (last.entry,) if then is None else (then.entry, last.entry)
    return _unsettled(f"Your last withdrawal score is {plain(last.score)}, {before}", entries) if high else None


def _unsettled(seen: str, entries: tuple[str, ...]) -> Reason:
    text = f"{seen}. It has not settled: pausing first is what the guidelines say. It eases with time."
    return Reason("withdrawal-high", Decision.HOLD, text, "cdc-2022", entries)


def more_pain(week: Week) -> Reason | None:
    """Pain up by 30 % for two weeks. Source: CDC 2022; which way ENGINEERING."""
    pain, fortnight = week.measure("pain"), week.first - timedelta(days=WEEK)
    before = min(week.before, fortnight)
    then = spread(pain.between(before - timedelta(days=LOOKED_BACK), before))
    weeks = [spread(pain.between(fortnight, week.first)), spread(pain.between(week.first, week.until))]
    if min(then.n, *(one.n for one in weeks)) < LEAST_KNOWN or then.median is None:
        return None
    line = max(then.median * PAIN_RISE, then.median + LEAST_PAIN_RISE)
    now = weeks[-1].median
    if now is None or any(one.median is None or one.median < line for one in weeks):
        return None
    text = (
        f"Pain has been up for two weeks: {plain(now, 1)} this week, {plain(then.median, 1)} before"
        f" (n {then.n}). Stay where you are, and ask what else helps against the pain."
    )
    return Reason("pain-rising", Decision.HOLD, text, "cdc-2022", week.names(fortnight))


def _settled(week: Week) -> Reason:
    mood = spread(week.measure("mood").between(week.first, week.until))
    assert mood.median is not None  # with fewer moods there is too little to tell
    text = f"Nothing in the last week speaks against it: mood at {plain(mood.median, 1)} (n {mood.n})."
    if not week.measure(WITHDRAWAL).between(week.first, week.until):
        text += " No withdrawal symptom was rated."
    if not week.taken:
        text += " No dose was written down this week."
    return Reason("settled", Decision.PROCEED, text, "cdc-2022", week.names(week.first))


RULES: tuple[Rule, ...] = (
    self_harm,
    severe,
    over_plan,
    stalled,
    too_little,
    rising,
    low_mood,
    unsettled,
    more_pain,
)
