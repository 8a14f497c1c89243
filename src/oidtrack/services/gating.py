"""The gate before the next cut: what the journal knows goes to the rules, and their answer meets the plan's dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from fractions import Fraction

from oidtrack.domain.journal import Entry, Intake, Kind, Mood
from oidtrack.errors import NothingFound
from oidtrack.rules import gate
from oidtrack.rules.gate import DayTaken, Decision, Reason, Scored, Week
from oidtrack.services.assessing import assessments
from oidtrack.services.dayplan import Schedule, read_schedule
from oidtrack.services.dose_ladder import ladder
from oidtrack.store.database import Journal
from oidtrack.store.entries import EntryFilter, entries
from oidtrack.store.plans import plan_versions
from oidtrack.taper import steering
from oidtrack.taper.course import stretches
from oidtrack.taper.plan import EventKind, Plan, Status
from oidtrack.taper.progress import next_cut, next_step

ONE_DAY = timedelta(days=1)

WAIT_DAYS = 14
"""After a hold or a call the next cut is at least so far away. ENGINEERING."""


@dataclass(frozen=True, slots=True)
class Gate:
    """What the gate says.

    Attributes:
        plan: The plan in force.
        decision: Proceed, hold, or call.
        reasons: At least one, those to call first.
        next_step: Number of the step that would begin; one more than the last for the stop.
        planned: The day it would begin as things stand.
        earliest: The soonest day that the gate sees for it; never before the planned one.
    """

    plan: Plan
    decision: Decision
    reasons: tuple[Reason, ...]
    next_step: int
    planned: date
    earliest: date


def check(journal: Journal, plan: Plan, today: date, day_ends_at: time) -> Gate:
    """Ask the gate before the next cut of a plan in force.

    Raises:
        NothingFound: The plan is a draft, has ended, or has no cut to come.
    """
    if plan.status not in {Status.AGREED, Status.HELD}:
        raise NothingFound(f"{plan.name} is not in force", 'agree on a plan: oidtrack plan agree --with "Dr. NAME"')
    going_on = steering.resume(plan, today, "") if plan.status is Status.HELD else plan
    cut = next_cut(going_on, today)
    if cut is None:
        raise NothingFound(f"{plan.name} has no cut to come", "`oidtrack plan show` shows where it stands")
    with journal.snapshot():
        reasons = gate.reasons(_known(journal, plan, today, day_ends_at))
    decision = gate.decision(reasons)
    step = next_step(going_on, today)
    return Gate(
        plan=plan,
        decision=decision,
        reasons=reasons,
        next_step=step.n if step is not None else len(plan.steps) + 1,
        planned=cut,
        earliest=cut if decision is Decision.PROCEED else _waited(going_on, cut, today),
    )


def needs_asking(journal: Journal, today: date) -> bool:
    """Whether nothing is written down today of how the day was."""
    found = entries(journal, EntryFilter(since=today, until=today + ONE_DAY, kinds=(Kind.MOOD,)))
    return not any(isinstance(e.body, Mood) and e.body.rating("mood") is not None for e in found)


def _waited(plan: Plan, cut: date, today: date) -> date:
    moved = next_cut(steering.postponed(plan, cut, max(cut, today + timedelta(days=WAIT_DAYS))), today)
    assert moved is not None  # it is the same cut, later
    return moved


def _known(journal: Journal, plan: Plan, today: date, day_ends_at: time) -> Week:
    since = today - timedelta(days=gate.USUAL_DAYS + gate.WEEK)
    schedule = read_schedule(journal, day_ends_at)
    course = next(one for one in schedule.courses if one.of == (plan.medicine, plan.release))
    lived = stretches(course, today + ONE_DAY)
    cuts = tuple(one.first for one in lived if one.cut_percent)
    recent = entries(journal, EntryFilter(since=since, until=today + ONE_DAY))
    answered = entries(journal, EntryFilter(until=today + ONE_DAY, kinds=(Kind.ASSESSMENT,)))
    return Week(
        today=today,
        entries=tuple(entry for entry in recent if entry.kind is Kind.MOOD),
        scored=tuple(
            Scored(one.day, one.instrument, one.score, one.alarm, one.entry) for one in assessments(answered, date.min)
        ),
        taken=_taken(schedule, recent, plan, today),
        cuts=cuts,
        holds=_holds(plan_versions(journal, plan.id), lived[-1].first),
    )


def _taken(schedule: Schedule, recent: tuple[Entry, ...], plan: Plan, today: date) -> tuple[DayTaken, ...]:
    """The days of the last week with a dose of the medicine written down."""
    found = []
    for row in ladder(schedule, recent, today - (gate.WEEK - 1) * ONE_DAY, today):
        if row.medicine == plan.medicine and row.unit == plan.unit and row.taken is not None:
            names = tuple(
                entry.name
                for entry in recent
                if isinstance(entry.body, Intake) and (entry.moment.day, entry.body.medicine) == (row.day, row.medicine)
            )
            found.append(DayTaken(row.day, (row.planned or Fraction(0)) * 1000, row.taken * 1000, names))
    return tuple(found)


def _holds(versions: tuple[Plan, ...], since: date) -> int:
    """How often this dose was held."""
    events = [version.event for version in versions if version.event is not None]
    return sum(1 for event in events if event.kind is EventKind.HELD and event.on >= since)
