"""Every medicine that is taken now, with the groups it belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from oidtrack.clinical import catalogue
from oidtrack.domain.journal import DoseState, Entry, Intake, Kind
from oidtrack.domain.medicine import Prescription, Role
from oidtrack.errors import UnknownMedicine
from oidtrack.rules.base import Finding
from oidtrack.rules.findings.companions import BLOCKED_DAYS, blocked
from oidtrack.rules.situation import Beside
from oidtrack.services.dayplan import read_dose_plan
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.entries import EntryFilter, entries
from oidtrack.taper.days.dayplan import DosePlan

ANTAGONIST = "antagonist"


def beside(planned: DosePlan, found: Iterable[Entry], today: date) -> tuple[Beside, ...]:
    """What is prescribed today or was taken in the last two weeks, each medicine once.

    An opioid that was planned on one of these days counts as taken on it, also where nobody wrote it down: somebody
    whose prescription or plan has ended has it in the body all the same.

    Args:
        planned: All that decides planned doses.
        found: Entries of these weeks, of any kind, the earliest first.
        today: The local day.
    """
    now = _planned(planned, today)
    first = today - timedelta(days=BLOCKED_DAYS - 1)
    for entry in found:
        body, day = entry.body, entry.moment.day
        if not isinstance(body, Intake) or body.state is DoseState.SKIPPED or not first <= day <= today:
            continue
        before = now.get(body.medicine) or _one(body.medicine, _is_opioid(planned, body.medicine), day, day)
        now[body.medicine] = Beside(
            before.medicine, before.kinds, before.opioid, before.since, max(before.last, day), entry.name
        )
    return tuple(now.values())


def _planned(planned: DosePlan, today: date) -> dict[str, Beside]:
    """What is prescribed today, and the opioids that were until a few days ago, each with the last day it was."""
    found: dict[str, Beside] = {}
    for back in range(BLOCKED_DAYS):
        day = today - timedelta(days=back)
        for one in planned.on(day):
            opioid = one.role is Role.OPIOID
            if one.daily if back and opioid else not back and one.daily != 0:  # a plan that has stopped it says 0
                found.setdefault(one.medicine, _one(one.medicine, opioid, one.prescription(day).since, day))
    return found


def blocking(journal: Journal, new: Prescription, today: date) -> tuple[Finding, ...]:
    """What to say of a medicine that is about to be added: a blocker beside an opioid, or the other way round."""
    since = today - timedelta(days=BLOCKED_DAYS)
    log = entries(journal, EntryFilter(since=since, until=today + timedelta(days=1), kinds=(Kind.DOSE,)))
    there = beside(read_dose_plan(journal, since=since), log, today)
    added = _one(new.medicine, new.role is Role.OPIOID, new.since, today)
    every = (*there, added)
    blockers = tuple(one for one in every if ANTAGONIST in one.kinds)
    opioids = tuple(one for one in every if one.opioid)
    new_pair = added.opioid or ANTAGONIST in added.kinds
    return (blocked(blockers, opioids),) if new_pair and blockers and opioids else ()


def _one(medicine: str, opioid: bool, since: date, last: date) -> Beside:
    return Beside(medicine, frozenset(one.id for one in catalogue.classes_of(medicine)), opioid, since, last)


def _is_opioid(planned: DosePlan, medicine: str) -> bool:
    """Whether a medicine that was taken is an opioid, by the journal, else by the facts."""
    rows = [row for row in planned.rows if row.medicine == medicine]
    if rows or any(course.of[0] == medicine for course in planned.courses):
        return not rows or any(row.role is Role.OPIOID for row in rows)
    try:
        return catalogue.medicine(medicine).role is Role.OPIOID
    except UnknownMedicine:
        return catalogue.usual_role(medicine) is Role.OPIOID
