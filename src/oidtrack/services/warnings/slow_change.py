"""The slow change that holds on a day: it is looked for further back than anything else, and mostly need not be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from oidtrack.domain.journal import Entry, Kind
from oidtrack.insight.diary import DRIFTING, Diary, diary
from oidtrack.insight.early.drift import BACK_WEEKS, ONE_WEEKS, Drift, drift, last_week_says_none
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.entries import EntryFilter, entries
from oidtrack.taper.days.dayplan import ONE_DAY, DosePlan


def monday_before(day: date, weeks: int = BACK_WEEKS) -> date:
    """The first day that a slow change is looked for on, a Monday: so many whole weeks end with the last Sunday."""
    first = day - 7 * weeks * ONE_DAY
    return first - first.weekday() * ONE_DAY


def slow_change(journal: Journal, planned: DosePlan, check_ins: Sequence[Entry], today: date) -> Drift | None:
    """The slow change that holds on a day.

    Args:
        journal: The journal: older months are read only where the last week leaves it open.
        planned: All that decides planned doses.
        check_ins: Those of `ONE_WEEKS` before the day and of that day, or more.
        today: The local day.
    """
    first, year = monday_before(today), monday_before(today, ONE_WEEKS)
    cuts = planned.cuts(first, today + ONE_DAY)

    def of(found: Sequence[Entry], since: date) -> Diary:
        return diary(found, cuts, since, today + ONE_DAY, DRIFTING)

    if last_week_says_none(of(check_ins, year)):
        return None
    older = entries(journal, EntryFilter(since=first, until=year, kinds=(Kind.MOOD,)))
    late = [entry for entry in check_ins if entry.moment.day >= year]
    return drift(of([*older, *late], first))
