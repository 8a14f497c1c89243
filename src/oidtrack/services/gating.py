"""The gate before the next cut: the situation goes to the rules, and their answer meets the plan's dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from oidtrack.domain.journal import Kind, Mood, moment
from oidtrack.errors import NothingFound
from oidtrack.rules import gate
from oidtrack.rules.book import findings
from oidtrack.rules.gate import Decision, Reason
from oidtrack.services.replanning import Truly, differs, truly_taken
from oidtrack.services.situation import situation
from oidtrack.store.database import Journal
from oidtrack.store.entries import EntryFilter, entries
from oidtrack.taper import steering
from oidtrack.taper.plan import Plan, Status
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
        truly: What is taken on most days, where the plan has something else; a plan can be begun anew from there.
    """

    plan: Plan
    decision: Decision
    reasons: tuple[Reason, ...]
    next_step: int
    planned: date
    earliest: date
    truly: Truly | None = None


def check(journal: Journal, plan: Plan, now: datetime, day_ends_at: time) -> Gate:
    """Ask the gate before the next cut of a plan in force.

    Raises:
        NothingFound: The plan is a draft, has ended, or has no cut to come.
    """
    today = moment(now, day_ends_at).day
    if plan.status not in {Status.AGREED, Status.HELD}:
        raise NothingFound(f"{plan.name} is not in force", 'agree on a plan: oidtrack plan agree --with "Dr. NAME"')
    going_on = steering.resume(plan, today, "") if plan.status is Status.HELD else plan
    cut = next_cut(going_on, today)
    if cut is None:
        raise NothingFound(f"{plan.name} has no cut to come", "`oidtrack plan show` shows where it stands")
    seen = situation(journal, now, day_ends_at)
    reasons = gate.reasons(seen, findings(seen), plan.medicine)
    decision = gate.decision(reasons)
    step = next_step(going_on, today)
    truly = truly_taken(journal, plan, today)
    return Gate(
        plan=plan,
        decision=decision,
        reasons=reasons,
        next_step=step.n if step is not None else len(plan.steps) + 1,
        planned=cut,
        earliest=cut if decision is Decision.PROCEED else _waited(going_on, cut, today),
        truly=truly if truly is not None and differs(plan, truly, today) else None,
    )


def needs_asking(journal: Journal, today: date) -> bool:
    """Whether nothing is written down today of how the day was."""
    found = entries(journal, EntryFilter(since=today, until=today + ONE_DAY, kinds=(Kind.MOOD,)))
    return not any(isinstance(e.body, Mood) and e.body.rating("mood") is not None for e in found)


def _waited(plan: Plan, cut: date, today: date) -> date:
    moved = next_cut(steering.postponed(plan, cut, max(cut, today + timedelta(days=WAIT_DAYS))), today)
    assert moved is not None  # it is the same cut, later
    return moved
