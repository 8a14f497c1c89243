"""A look back at seven days: doses as planned or not, mood and sleep beside the week before, what comes next."""

from __future__ import annotations

from datetime import date, datetime, time
from enum import Enum
from fractions import Fraction

from msgspec import Struct

from oidtrack.domain.journal import Assessment, Entry, Kind, Moment, moment
from oidtrack.insight.adherence import Adherence, adherence
from oidtrack.insight.baseline import Usual
from oidtrack.insight.series import SLEEP, Series, series
from oidtrack.insight.spread import Spread, spread
from oidtrack.services.dayplan import read_dose_plan
from oidtrack.services.today.card import TodayCard
from oidtrack.services.today.overview import today
from oidtrack.services.warnings.situation import usual_range
from oidtrack.services.warnings.told import LOOKED_BACK
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.entries import EntryFilter, entries
from oidtrack.taper.days.dayplan import ONE_DAY, DosePlan
from oidtrack.taper.days.matching import DayMatch, match

DAYS = 7
MEASURES = ("mood", SLEEP)


class WeekDay(Struct, frozen=True):
    """One day.

    Attributes:
        day: Local day.
        doses: Its planned doses and what became of them, and doses beside them.
        mood: The mean of its moods in points, or None.
        sleep: Hours of sleep, or None.
        entries: Everything that was written of it, the earliest first.
        as_needed: Of the doses beside the plan those of a medicine that is also taken when needed.
    """

    day: date
    doses: DayMatch
    mood: Fraction | None
    sleep: Fraction | None
    entries: tuple[Entry, ...] = ()
    as_needed: int = 0

    @property
    def other_amounts(self) -> int:
        """Planned doses that were taken with another amount than planned."""
        return sum(1 for one in self.doses.matches if one.taken is not None and one.taken != one.dose.amount)

    @property
    def notes(self) -> tuple[str, ...]:
        """What was noted, in its order."""
        return tuple(entry.note for entry in self.entries if entry.note.strip())


class Compared(Struct, frozen=True):
    """One measure of the seven days beside the seven before, and the own usual range, or None."""

    measure: str
    now: Spread
    before: Spread
    usual: Usual | None


class ComingKind(Enum):
    """What a coming day brings."""

    CHANGE = "dose-change"
    APPOINTMENT = "appointment"
    RUN_OUT = "run-out"


class Coming(Struct, frozen=True):
    """Something of the seven days to come; `what` names the medicine that runs out, or who is seen."""

    on: date
    kind: ComingKind
    what: str = ""


class Week(Struct, frozen=True):
    """The seven days up to today.

    Attributes:
        days: Each day, the earliest first.
        adherence: Planned doses and what became of them; a day that still goes on is left out until it is answered.
        compared: Mood and sleep.
        coming: The seven days after today, the soonest first.
        card: Where today stands.
    """

    days: tuple[WeekDay, ...]
    adherence: Adherence
    compared: tuple[Compared, ...]
    coming: tuple[Coming, ...]
    card: TodayCard

    def count(self, kind: Kind) -> int:
        """Entries of a kind."""
        return sum(1 for day in self.days for entry in day.entries if entry.kind is kind)

    @property
    def forms(self) -> tuple[str, ...]:
        """Questionnaires that were answered, in their order."""
        bodies = (entry.body for day in self.days for entry in day.entries)
        return tuple(dict.fromkeys(body.instrument for body in bodies if isinstance(body, Assessment)))


def week(journal: Journal, now: datetime, day_ends_at: time, region: str | None = None) -> Week:
    """The seven local days up to that of `now`, and the seven after it.

    Args:
        journal: The journal.
        now: The wall-clock time with its offset.
        day_ends_at: When a day ends by the wall clock.
        region: Country code in the language setting.
    """
    here = moment(now, day_ends_at)
    first = here.day - (DAYS - 1) * ONE_DAY
    with journal.snapshot():
        planned = read_dose_plan(journal, day_ends_at)
        found = entries(journal, EntryFilter(since=here.day - LOOKED_BACK * ONE_DAY, until=here.day + ONE_DAY))
        days = tuple(_day(planned, first + n * ONE_DAY, found, here) for n in range(DAYS))
        card = today(journal, now, day_ends_at, region)
    cuts = planned.cuts(here.day - LOOKED_BACK * ONE_DAY, here.day + ONE_DAY)
    measured = [series(name, found, here.day - LOOKED_BACK * ONE_DAY, here.day + ONE_DAY) for name in MEASURES]
    return Week(
        days=days,
        adherence=adherence((day.doses for day in days), planned.as_needed),
        compared=tuple(_compared(one, cuts, first) for one in measured),
        coming=_coming(card),
        card=card,
    )


def _day(planned: DosePlan, day: date, found: tuple[Entry, ...], here: Moment) -> WeekDay:
    mine = tuple(sorted((one for one in found if one.moment.day == day), key=lambda one: (one.moment.at_utc, one.id)))
    mood, sleep = (series(name, mine, day, day + ONE_DAY).values[0] for name in MEASURES)
    doses = match(planned, day, mine, here)
    as_needed = sum(1 for entry in doses.beside if getattr(entry.body, "medicine", "") in planned.as_needed)
    return WeekDay(day, doses, mood, sleep, mine, as_needed)


def _compared(one: Series, cuts: tuple[date, ...], first: date) -> Compared:
    until = first + DAYS * ONE_DAY
    now, before = (one.between(since, since + DAYS * ONE_DAY) for since in (first, first - DAYS * ONE_DAY))
    return Compared(one.measure, spread(now), spread(before), usual_range(one, cuts, until - ONE_DAY))


def _coming(card: TodayCard) -> tuple[Coming, ...]:
    """What the card knows of the days to come, as far as they are among the next seven."""
    found = []
    if card.next_change is not None:
        found.append(Coming(card.next_change.on, ComingKind.CHANGE))
    if card.appointment is not None:
        found.append(Coming(card.appointment.moment.day, ComingKind.APPOINTMENT, card.appointment.who))
    found += [Coming(one.runs_out, ComingKind.RUN_OUT, one.medicine) for one in card.stock if one.runs_out is not None]
    last = card.day + DAYS * ONE_DAY
    return tuple(sorted((one for one in found if one.on <= last), key=lambda one: (one.on, one.kind.value, one.what)))
