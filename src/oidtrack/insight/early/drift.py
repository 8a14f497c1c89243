"""Slow change: how somebody is now, held against a stretch that does not follow them down.

At the end of each week the last four weeks are held against the best twelve of the last year: best over mood, interest,
motivation, energy and pain together, never days after a cut. Where the same season of last year was worse than those,
it is the one to hold against, so that a winter that is as every winter is no finding. Three things are a drift:

- a point or more of one measure, and all of them together well beyond chance;
- less than a point in somebody whose days hardly swing, where small shifts in one direction add up beyond chance;
- one measure alone, sleep in either direction too, a point (an hour) or more and far beyond chance.

Every number is ENGINEERING: chosen on simulated people and judged on others, in docs/studies.md, written by
studies/drifts.py.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from oidtrack.insight.diary import SLEEP, Diary
from oidtrack.insight.early.levels import (
    RECENT_WEEKS,
    STRETCH_WEEKS,
    WEEK,
    ByWeek,
    Levels,
    Shift,
    recent_levels,
    stretch_levels,
    together,
)

POINT = 100
"""A drift worth a word: a point, of sleep an hour; in hundredths."""
TOGETHER, SMALL, ALONE = 700, 400, 700
"""What the shifts have to weigh, in hundredths of their standard error: all ratings together where one is a point or
more; all together in somebody whose days hardly swing; one measure by itself. Days are alike and the best stretch is
in part good luck, so that far less than these is chance."""
HARDLY_SWINGS = 75
"""Days hardly swing where mood strays by no more than this, in hundredths of a point."""
YEAR_WEEKS = 52
SLOW_WEEKS = 16
"""The fall is no older than this: so long ago at most the four weeks were less than half of the way down."""
SILENT_WEEKS = 4
"""After so many weeks with too few answers a drift is over: nobody knows what was."""
MOST_WEEKS = 26
"""After so many weeks it is over: that is how things are by now, and other findings speak of it."""
CLEAR = 250
"""A measure is named where its own shift weighs this much."""
SHOWN_BACK = (12, 8, 4, 0)
"""Four-week middles that are shown, by weeks before the last."""
ONE_WEEKS = YEAR_WEEKS + STRETCH_WEEKS - RECENT_WEEKS
"""So many weeks of diary are looked at by the end of one week: a year, and the season before it."""
BACK_WEEKS = ONE_WEEKS + MOST_WEEKS
"""Weeks of diary that say what a longer one says, unless another drift came before it: what holds was noticed less
than `MOST_WEEKS` ago, and that week and the one before it look no further back than the others together."""


class Moved(Struct, frozen=True):
    """One measure that has moved.

    Attributes:
        shift: Then and now.
        months: The four-week middles of `SHOWN_BACK`, None where too little was answered.
    """

    shift: Shift
    months: tuple[int | None, ...]


class Drift(Struct, frozen=True):
    """A slow change.

    Attributes:
        since: The day from which the four-week middles of the clearest measure lay more than half of the way down, as
            seen when it was noticed.
        noticed: The day after the week at whose end it was noticed.
        best: First day of the stretch it is held against, and the day after its last.
        moved: The measures that moved, the clearest first.
        small: Whether none of them moved by a point.
        over: The day after the week at whose end it was over, or None while it holds.
    """

    since: date
    noticed: date
    best: tuple[date, date]
    moved: tuple[Moved, ...]
    small: bool
    over: date | None = None


class _Seen(Struct, frozen=True):
    """What the end of one week says: the stretch by its last week, and the shift of every measure."""

    week: int
    stretch: int
    shifts: tuple[Shift, ...]

    @property
    def rated(self) -> int:
        """What the ratings weigh together."""
        return together([one for one in self.shifts if one.measure != SLEEP])

    @property
    def alone(self) -> int:
        """What the clearest shift of a point or more weighs."""
        return max((one.weight for one in self.shifts if one.by >= POINT), default=0)

    @property
    def begins(self) -> bool:
        """Whether this is enough to say."""
        by_a_point = any(one.by >= POINT for one in self.shifts if one.measure != SLEEP)
        hardly = any(one.measure == "mood" and one.before.strays <= HARDLY_SWINGS for one in self.shifts)
        return (by_a_point and self.rated >= TOGETHER) or (hardly and self.rated >= SMALL) or self.alone >= ALONE

    @property
    def lasts(self) -> bool:
        """Whether half of what begins it is still there."""
        return 2 * self.rated >= SMALL or 2 * self.alone >= ALONE


def drifts(diary: Diary) -> tuple[Drift, ...]:
    """Every drift, the earliest first; the last may still hold.

    Args:
        diary: Days with columns of `DRIFTING`; its weeks begin on the weekday of its first day.
    """
    return _drifts(diary, recent_levels(diary), stretch_levels(diary), 0)


def drift(diary: Diary) -> Drift | None:
    """The drift that holds at the end of the last whole week, or None."""
    recent, stretches = recent_levels(diary), stretch_levels(diary)
    # what was before the last week at whose end none held does not matter
    weeks = range(diary.length // WEEK, 0, -1)
    first = next((week for week in weeks if _none_holds(_seen(recent, stretches, week))), 0)
    found = _drifts(diary, recent, stretches, first)
    return found[-1] if found and found[-1].over is None else None


def last_week_says_none(diary: Diary) -> bool:
    """Whether the end of the last whole week says by itself that no drift holds; it looks `ONE_WEEKS` back."""
    return _none_holds(_seen(recent_levels(diary), stretch_levels(diary), diary.length // WEEK))


def _none_holds(seen: _Seen | None) -> bool:
    """Whether no drift holds at the end of a week, whatever was before: what lasts is less than what begins it."""
    return seen is not None and not seen.lasts


def _drifts(diary: Diary, recent: ByWeek, stretches: ByWeek, first: int) -> tuple[Drift, ...]:
    """The drifts of a diary from the end of a week on, before which none holds."""
    found: list[Drift] = []
    last = first
    for week in range(first, diary.length // WEEK + 1):
        seen = _seen(recent, stretches, week)
        last = week if seen is not None else last
        held = found[-1] if found and found[-1].over is None else None
        if held is None:
            since = _since(recent, seen) if seen is not None and seen.begins else None
            if since is not None and seen is not None:
                found.append(_drift(diary, recent, seen, (diary.day(since), diary.day(WEEK * week))))
        elif _is_over(diary, held, seen, (week, last)):
            found[-1] = _ended(held, diary.day(WEEK * week))
        elif seen is not None:
            found[-1] = _drift(diary, recent, seen, (held.since, held.noticed))
    return tuple(found)


def _seen(recent: ByWeek, stretches: ByWeek, week: int) -> _Seen | None:
    """The last weeks held against the best stretch of a year, or against the same season where that was worse."""
    now = recent(week)
    first = max(0, week - YEAR_WEEKS + STRETCH_WEEKS)
    ends = [end for end in range(first, week - RECENT_WEEKS + 1) if "mood" in stretches(end)]
    if "mood" not in now or not ends:
        return None
    best = min(ends, key=lambda end: _rank(stretches(end), now))
    # the same twelve weeks of the year, with the last four in their middle
    season = week - YEAR_WEEKS + (STRETCH_WEEKS - RECENT_WEEKS) // 2
    if season >= 0 and "mood" in stretches(season) and _rank(stretches(season), now) > _rank(stretches(best), now):
        best = season
    held = stretches(best)
    return _Seen(week, best, tuple(Shift(name, held[name], level) for name, level in now.items() if name in held))


def _rank(stretch: Levels, now: Levels) -> int:
    """How bad a stretch was over the ratings that are answered now, in hundredths."""
    middles = [level.middle for name, level in stretch.items() if name in now and name != SLEEP]
    return sum(middles) // len(middles)


def _since(recent: ByWeek, seen: _Seen) -> int | None:
    """Number of the first day after the last four weeks that were less than half of the way down."""
    clearest = max(seen.shifts, key=lambda one: one.weight)
    for week in range(seen.week, max(0, seen.week - SLOW_WEEKS) - 1, -1):
        then = recent(week).get(clearest.measure)
        if then is not None and 2 * Shift(clearest.measure, clearest.before, then).by < clearest.by:
            return WEEK * week
    return None


def _is_over(diary: Diary, held: Drift, seen: _Seen | None, weeks: tuple[int, int]) -> bool:
    week, last = weeks
    if (diary.day(WEEK * week) - held.noticed).days >= WEEK * MOST_WEEKS:
        return True
    return week - last >= SILENT_WEEKS if seen is None else not seen.lasts


def _ended(held: Drift, day: date) -> Drift:
    return Drift(held.since, held.noticed, held.best, held.moved, held.small, day)


def _drift(diary: Diary, recent: ByWeek, seen: _Seen, days: tuple[date, date]) -> Drift:
    """A drift as it stands at the end of a week; `days` are its first and that on which it was noticed."""
    ranked = sorted(seen.shifts, key=lambda one: -one.weight)
    named = [one for n, one in enumerate(ranked) if n == 0 or one.weight >= CLEAR]
    moved = tuple(Moved(one, _months(recent, seen.week, one.measure)) for one in named)
    first = max(0, seen.stretch - STRETCH_WEEKS)
    best = (diary.day(WEEK * first), diary.day(WEEK * seen.stretch))
    return Drift(*days, best, moved, small=all(one.by < POINT for one in named))


def _months(recent: ByWeek, week: int, measure: str) -> tuple[int | None, ...]:
    known = (recent(week - back).get(measure) if week >= back else None for back in SHOWN_BACK)
    return tuple(None if level is None else level.middle for level in known)
