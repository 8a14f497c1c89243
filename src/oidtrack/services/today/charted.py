"""What a chart over time shows: measures of the diary, doses, questionnaires, and the cuts of the same days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from msgspec import Struct
from msgspec.structs import replace

from oidtrack.domain.journal import Entry, Kind, Moment, by_day, moment
from oidtrack.insight.baseline import Usual
from oidtrack.insight.series import MEASURES, Series, series
from oidtrack.services.dayplan import read_dose_plan
from oidtrack.services.doses.ladder import DayDose, ladder, with_none_due
from oidtrack.services.journal.assessing import AssessmentView, assessments
from oidtrack.services.report.apart import DayApart, days_apart
from oidtrack.services.report.standing import holds
from oidtrack.services.warnings.situation import usual_range
from oidtrack.services.warnings.told import LOOKED_BACK
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.entries import EntryFilter, entries
from oidtrack.taper.days.dayplan import ONE_DAY, DosePlan, Drop
from oidtrack.taper.days.matching import match

DOSE = "dose"
"""The name of what is planned and taken of every opioid."""
USUALLY = ("mood", DOSE, "phq9")
"""What is shown where nobody said what; of the last two what there is."""


class Measured(Struct, frozen=True):
    """A measure of the diary.

    Attributes:
        series: A value for each day of the period.
        usual: The own usual range as today sees it, or None.
    """

    series: Series
    usual: Usual | None


class Dosed(Struct, frozen=True):
    """One opioid, day by day.

    Attributes:
        medicine: Name as in the journal.
        unit: `mg` or `mcg/h`.
        days: A row for each day of the period on which something is planned or written down.
        held: First and last day of each hold of its plan, within the period.
        apart: Days on which something other than the planned doses was taken.
    """

    medicine: str
    unit: str
    days: tuple[DayDose, ...]
    held: tuple[tuple[date, date], ...]
    apart: tuple[DayApart, ...]


class Scored(Struct, frozen=True):
    """A questionnaire: its id, and its answers of the period, the earliest first."""

    instrument: str
    views: tuple[AssessmentView, ...]


Shown = Measured | Dosed | Scored


class Charted(Struct, frozen=True):
    """What is shown of a period.

    Attributes:
        first: First local day.
        last: Last local day, included.
        shown: In the order in which it was asked for.
        cuts: What came down on these days.
    """

    first: date
    last: date
    shown: tuple[Shown, ...]
    cuts: tuple[Drop, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing of all this was written down."""
        return not any(_has_values(one) for one in self.shown)


def charted(
    journal: Journal, names: Sequence[str], span: tuple[date, date], now: datetime, day_ends_at: time
) -> Charted:
    """What a chart of some names shows.

    Args:
        journal: The journal.
        names: Measures, ids of questionnaires, and `dose`; none for the usual ones.
        span: First and last local day, the last no later than today.
        now: The wall-clock time with its offset.
        day_ends_at: When a day ends by the wall clock.
    """
    today = moment(now, day_ends_at).day
    first, last = span
    with journal.snapshot():
        planned = read_dose_plan(journal, day_ends_at)
        since = min(first - planned.longest_worn * ONE_DAY, today - LOOKED_BACK * ONE_DAY)
        found = entries(journal, EntryFilter(since=since, until=today + ONE_DAY))
        answered = entries(journal, EntryFilter(until=last + ONE_DAY, kinds=(Kind.ASSESSMENT,)))
    views = [view for view in assessments(answered, first) if view.day <= last]
    shown: list[Shown] = []
    for name in dict.fromkeys(names or USUALLY):
        if name in MEASURES:
            shown.append(_measured(planned, found, name, span, today))
        elif name == DOSE:
            shown += _dosed(planned, found, span, moment(now, day_ends_at))
        elif names or any(view.instrument == name for view in views):
            shown.append(Scored(name, tuple(view for view in views if view.instrument == name)))
    return Charted(first, last, tuple(shown), planned.drops(first, last + ONE_DAY))


def _measured(planned: DosePlan, found: Sequence[Entry], name: str, span: tuple[date, date], today: date) -> Measured:
    back = today - LOOKED_BACK * ONE_DAY
    whole = series(name, found, back, today + ONE_DAY)
    mine = series(name, found, span[0], span[1] + ONE_DAY)
    return Measured(mine, usual_range(whole, planned.cuts(back, today + ONE_DAY), today))


def _dosed(planned: DosePlan, found: Sequence[Entry], span: tuple[date, date], here: Moment) -> list[Dosed]:
    """Each opioid of the period; what was taken today counts once the day is over."""
    first, last = span
    logged = {entry.moment.day for entry in found}
    rows = with_none_due(ladder(planned, found, first, last), planned, logged - {here.day})
    rows = tuple(replace(row, taken=None, partial=False) if row.day == here.day else row for row in rows)
    log = by_day(found)
    days = (first + n * ONE_DAY for n in range((last - first).days + 1))
    differing = days_apart((match(planned, day, log.get(day, ()), here) for day in days), planned.as_needed, here.day)
    dosed = []
    for medicine, unit in dict.fromkeys((row.medicine, row.unit) for row in rows):
        courses = (course for course in planned.courses if course.of[0] == medicine)
        held = (hold for course in courses for hold in holds(course, first, last))
        spans = tuple((max(hold.first, first), min(hold.last or last, last)) for hold in held)
        mine = tuple(row for row in rows if (row.medicine, row.unit) == (medicine, unit))
        apart = tuple(one for one in differing if one.medicine == medicine)
        dosed.append(Dosed(medicine, unit, mine, spans, apart))
    return dosed


def _has_values(one: Shown) -> bool:
    if isinstance(one, Measured):
        return one.series.n > 0
    return bool(one.views) if isinstance(one, Scored) else bool(one.days)
