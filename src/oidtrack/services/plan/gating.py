"""The gate before the next cut: the situation goes to the rules, and their answer meets the plan's dates."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from fractions import Fraction

from msgspec import Struct

from oidtrack.domain.journal import DoseState, Intake, Kind, Mood, moment
from oidtrack.errors import NothingFound
from oidtrack.rules import gate
from oidtrack.rules.book import findings
from oidtrack.rules.gate import Decision, Reason
from oidtrack.rules.situation import Situation
from oidtrack.services.plan.truly import Truly, truly_taken
from oidtrack.services.warnings.situation import situation
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.entries import EntryFilter, entries
from oidtrack.taper.days.dayplan import ONE_DAY
from oidtrack.taper.moving import as_of, postponed
from oidtrack.taper.plan import EventKind, Plan, Status, daily_on, doses_on, next_cut, step_on

ASKED_DAYS = 3
"""From so many days before a cut the card and the evening entry ask. ENGINEERING."""

WAIT_DAYS = 14
"""After a hold or a call the next cut is at least so far away. ENGINEERING."""


class Gate(Struct, frozen=True):
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

    @property
    def asks(self) -> bool:
        """Whether it speaks against the cut: more than too few evenings to tell."""
        return self.decision is not Decision.PROCEED and any(one.code != gate.TOO_LITTLE for one in self.reasons)


def check(
    journal: Journal, plan: Plan, now: datetime, day_ends_at: time, seen: Situation | None = None, since: int = 0
) -> Gate:
    """Ask the gate before the next cut of a plan in force.

    Args:
        journal: The journal.
        plan: The plan.
        now: The wall-clock time with its offset.
        day_ends_at: When a day ends by the wall clock.
        seen: The situation of today, where it is known already.
        since: Days back from which on a cut counts as the next one: 1 asks about one of today too.

    Raises:
        NothingFound: The plan is a draft, has ended, or has no cut to come.
    """
    today = moment(now, day_ends_at).day
    if plan.status not in {Status.AGREED, Status.HELD}:
        raise NothingFound(f"{plan.name} is not in force", 'agree on a plan: oidtrack plan agree --with "Dr. NAME"')
    as_it_stands = as_of(plan, today)
    cut = next_cut(as_it_stands, today - since * ONE_DAY)
    if cut is None:
        raise NothingFound(f"{plan.name} has no cut to come", "`oidtrack plan show` shows where it stands")
    seen = seen or situation(journal, now, day_ends_at)
    reasons = gate.reasons(seen, findings(seen), plan.medicine)
    decision = gate.decision(reasons)
    truly = truly_taken(journal, plan, today)
    return Gate(
        plan=plan,
        decision=decision,
        reasons=reasons,
        next_step=next((step.n for step in as_it_stands.steps if step.first == cut), len(plan.steps) + 1),
        planned=cut,
        earliest=cut if decision is Decision.PROCEED else _waited(as_it_stands, cut, today),
        truly=truly if truly is not None and truly.daily < daily_on(plan, today - ONE_DAY) else None,
    )


def before_cut(
    journal: Journal, plan: Plan | None, now: datetime, day_ends_at: time, seen: Situation | None = None
) -> Gate | None:
    """The gate as the card and the evening entry carry it: from three days before a cut to its day.

    None where no cut is near, where the plan is on hold, and once somebody has decided to go on with that cut.
    On the day of the cut it is asked as long as no smaller dose was taken.
    """
    today = moment(now, day_ends_at).day
    if plan is None or plan.status is not Status.AGREED:
        return None
    cut = next_cut(plan, today - ONE_DAY)
    if cut is None or (cut - today).days > ASKED_DAYS or (cut == today and cut_made(journal, plan, today)):
        return None
    if plan.event is not None and plan.event.kind is EventKind.GONE_ON and plan.event.cut == cut:
        return None
    return check(journal, plan, now, day_ends_at, seen, since=1)


def cut_made(journal: Journal, plan: Plan, on: date) -> bool:
    """Whether a dose of a smaller step that begins on this day is written down; True on any other day."""
    step = step_on(plan, on)
    first = step.first if step is not None else plan.stops_on
    if first != on:
        return True
    before = {dose.at: dose.amount.thousandths for dose in doses_on(plan, on - ONE_DAY)}
    found = entries(journal, EntryFilter(since=on, until=on + ONE_DAY, kinds=(Kind.DOSE,), medicine=plan.medicine))
    return any(
        isinstance(body := entry.body, Intake)
        and body.state is not DoseState.SKIPPED
        and body.slot is not None
        and body.amount.thousandths < before.get(body.slot, 0)
        for entry in found
    )


def daily_before(gate: Gate) -> Fraction:
    """The daily dose that the check says to stay on, in thousandths of the unit."""
    return daily_on(gate.plan, gate.planned - ONE_DAY)


def needs_asking(journal: Journal, today: date) -> bool:
    """Whether nothing is written down today of how the day was."""
    found = entries(journal, EntryFilter(since=today, until=today + ONE_DAY, kinds=(Kind.MOOD,)))
    return not any(isinstance(e.body, Mood) and e.body.rating("mood") is not None for e in found)


def _waited(plan: Plan, cut: date, today: date) -> date:
    moved = next_cut(postponed(plan, cut, max(cut, today + timedelta(days=WAIT_DAYS))), today - ONE_DAY)
    assert moved is not None  # it is the same cut, later
    return moved
