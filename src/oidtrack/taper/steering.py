"""What a person and a prescriber do with a plan on its way: agree, hold, resume, step back, end.

Each gives the next version and leaves the one before as it was. Steps are
moved to later days and never to earlier ones: a pause stops the plan's clock,
and nothing is caught up.
"""

from __future__ import annotations

from datetime import date, timedelta

from msgspec.structs import replace

from oidtrack.domain.journal import day_words
from oidtrack.domain.medicine import ScheduledDose
from oidtrack.errors import BadInput, Refused
from oidtrack.taper.checks import broken, verdicts
from oidtrack.taper.drafting import asked_for, draft
from oidtrack.taper.moving import moved, postponed
from oidtrack.taper.pace import hold_days, unit_days
from oidtrack.taper.plan import Event, EventKind, Plan, Status, Step, next_cut

LOST_TOLERANCE = (
    "Tolerance is lost within days. After some time on less, the dose from before may now be dangerous:"
    " breathing can slow. Keep naloxone at home, and let somebody know where it is."
)


def agree(plan: Plan, who: str, on: date, holds_from: date | None = None) -> Plan:
    """The plan as somebody agreed to it.

    A draft that waited until its first cut was past begins on the day it holds from: nobody had cut yet.

    Args:
        plan: Any version.
        who: Who agreed.
        on: When.
        holds_from: The first day that it decides, where another plan decides the days before; else that of the word.

    Raises:
        BadInput: It has ended, or is on hold.
    """
    if plan.status is Status.ENDED:
        raise BadInput(f"{plan.name} has ended", "draft a new one: oidtrack plan new")
    if plan.status is Status.HELD:
        raise BadInput(f"{plan.name} is on hold", "to go on with it: oidtrack plan resume")
    first = holds_from or on
    waited = plan.status is Status.DRAFT and plan.start < first
    later = moved(plan, 0, first - plan.start) if waited else plan
    event = Event(EventKind.AGREED, first, who=who)
    return _proved(plan, replace(later, status=Status.AGREED, agreed_with=who, agreed_on=on, event=event))


def hold(plan: Plan, on: date, days: int, reason: str, *, cut_made: bool = True) -> Plan:
    """The plan on hold: the dose stays until it is resumed.

    Args:
        plan: A plan that is agreed or already on hold.
        on: The first day of the hold.
        days: After how many days to look at it again, 1 or more; dates move by as many.
        reason: In the person's words, or empty.
        cut_made: Where `on` is the first day of a step: whether its smaller dose is taken already.

    Raises:
        BadInput: No plan that runs, or no cut to come.
    """
    _require_running(plan)
    held = plan.event if plan.status is Status.HELD else None
    waiting_since = on if cut_made or held is not None else on - timedelta(days=1)
    cut = next_cut(plan, waiting_since)
    if cut is None:
        raise BadInput(f"{plan.name} has no cut to come: there is nothing to hold", "`oidtrack plan show` shows it")
    left = held.days_left if held is not None else (cut - waiting_since).days
    look_again = on + timedelta(days=days)
    event = Event(EventKind.HELD, waiting_since, reason, look_again=look_again, days_left=left)
    later = postponed(plan, cut, look_again + timedelta(days=left))
    return _proved(plan, replace(later, status=Status.HELD, event=event))


def go_on(plan: Plan, on: date, reason: str, cut: date) -> Plan:
    """The plan as it was, with the decision to go on although the check says wait: the asking ends for that cut.

    Args:
        plan: A plan that is agreed.
        on: The day of the decision.
        reason: In the person's words, or empty.
        cut: The day of the cut that was asked about.

    Raises:
        BadInput: No plan that runs, or one on hold.
    """
    _require_running(plan)
    if plan.status is Status.HELD:
        raise BadInput(f"{plan.name} is on hold", "to go on with it: oidtrack plan resume")
    return replace(plan, event=Event(EventKind.GONE_ON, on, reason, cut=cut))


def resume(plan: Plan, on: date, reason: str) -> Plan:
    """The plan going on: the next cut has as many days left as when the hold began.

    Args:
        plan: A plan on hold.
        on: The first day that counts again.
        reason: In the person's words, or empty.

    Raises:
        BadInput: The plan is not on hold, or the hold began later.
    """
    held = plan.event
    if plan.status is not Status.HELD or held is None:
        raise BadInput(f"{plan.name} is not on hold", "`oidtrack plan show` shows where it stands")
    if on < held.on:
        raise BadInput(
            f"{plan.name} is on hold since {day_words(held.on)}, after {day_words(on)}", "choose a later day"
        )
    cut = next_cut(plan, held.on)
    assert cut is not None  # without one it could not have been held
    later = postponed(plan, cut, on + timedelta(days=held.days_left))
    event = Event(EventKind.RESUMED, on, reason)
    return _proved(plan, replace(later, status=Status.AGREED, event=event))


def step_back(plan: Plan, on: date, who: str, reason: str) -> Plan:
    """The plan one dose up, on a prescriber's word: its dose from before, then the same steps again, later.

    The dose is kept at least as long as it was, and as long as the cut after it asks for.

    Args:
        plan: A plan that is agreed or on hold.
        on: The first day on the dose from before.
        who: The prescriber who agreed.
        reason: In the person's words, or empty.

    Raises:
        BadInput: No plan that runs, no cut made yet, or a dose before that was taken every other day.
        Refused: The last dose is past.
    """
    _require_running(plan)
    if plan.stops_on is not None and on >= plan.stops_on and plan.status is Status.AGREED:
        words = (
            f"{plan.name} stopped on {day_words(plan.stops_on)}; starting again is a new decision with your prescriber"
        )
        raise Refused(words, LOST_TOLERANCE, "naloxone")
    k = _step_index(plan, on)
    if k < 0:
        raise BadInput(f"{plan.name} has made no cut yet: there is no step to go back", "to wait: oidtrack plan hold")
    before, daily = (plan.steps[k - 1].doses, plan.steps[k - 1].daily) if k else (plan.current, plan.current_daily)
    if k and plan.steps[k - 1].every_days > 1:
        raise BadInput("the dose before was taken every other day", "let your prescriber write it: oidtrack plan enter")
    unit = unit_days(plan.pace, plan.change_days)
    wait = hold_days(plan.pace, int(plan.start_daily), daily, plan.steps[k].daily, unit)
    start = on + timedelta(days=max(wait, _unpaused(plan.steps[k - 1]) if k else 0))
    steps, stops_on = _anew(plan.steps[k:], start)
    event = Event(EventKind.STEPPED_BACK, on, reason, who)
    back = replace(plan, start=start, current=before, steps=steps, began=plan.origin)
    back = replace(back, stops_on=None if plan.stops_on is None else stops_on)
    return _proved(_as_written(plan), replace(back, status=Status.AGREED, agreed_with=who, agreed_on=on, event=event))


def _as_written(plan: Plan) -> Plan:
    """The plan without what holds have added, which alone may make long enough what a prescriber made too short."""
    steps, after = _anew(plan.steps, plan.start)
    written = replace(plan, steps=steps, stops_on=None if plan.stops_on is None else after)
    return replace(written, checks=verdicts(written))


def end(plan: Plan, on: date, reason: str) -> Plan:
    """The plan at its end; what is taken from `on` on is for the prescriptions to say.

    Raises:
        BadInput: It has ended already.
    """
    if plan.status is Status.ENDED:
        raise BadInput(f"{plan.name} has ended already", "`oidtrack plan history` shows when")
    return replace(plan, status=Status.ENDED, event=Event(EventKind.ENDED, on, reason))


def _require_running(plan: Plan) -> None:
    if plan.status is Status.DRAFT:
        raise BadInput(f"{plan.name} is a draft", 'agree on it first: oidtrack plan agree --with "Dr. NAME"')
    if plan.status is Status.ENDED:
        raise BadInput(f"{plan.name} has ended", "draft a new one: oidtrack plan new")


def _step_index(plan: Plan, on: date) -> int:
    """Which step holds on a day, from 0; -1 before the first one."""
    day = min(on, plan.event.on) if plan.status is Status.HELD and plan.event is not None else on
    return sum(1 for step in plan.steps if step.first <= day) - 1


def _unpaused(step: Step) -> int:
    """The days of a step without what holds have added."""
    return step.days - step.paused


def _anew(steps: tuple[Step, ...], start: date) -> tuple[tuple[Step, ...], date]:
    """The same steps from another day on, each as long as it was without holds; and the day after them."""
    found = []
    for n, step in enumerate(steps, 1):
        found.append(replace(step, n=n, first=start, days=_unpaused(step), paused=0))
        start += timedelta(days=_unpaused(step))
    return tuple(found), start


def _proved(before: Plan, plan: Plan) -> Plan:
    """The plan with its verdicts. A law that held before still holds; if not, nothing is shown."""
    proof = verdicts(plan)
    kept = {verdict.rule for verdict in before.checks if verdict.holds}
    lost = [verdict for verdict in broken(proof) if verdict.rule in kept]
    if lost:
        raise AssertionError(f"the plan breaks its own law: {lost}")
    return replace(plan, checks=proof)


def replan(plan: Plan, doses: tuple[ScheduledDose, ...], since: date, on: date, earliest: date) -> Plan:
    """A draft of the same plan that begins at other doses.

    Its first cut comes no sooner than the dose that is taken asks for, counted from the day it is taken since.

    Args:
        plan: The version in force.
        doses: What is taken, at least one, in the order of the day.
        since: The first day of taking it.
        on: The day of the draft.
        earliest: The soonest day for the first cut.

    Raises:
        BadInput: A plan of a prescriber's own steps, or doses at or below its target.
        DoseNotMakeable: The strengths cannot make a dose; the nearest that they can are named.
    """
    if plan.is_entered:
        raise BadInput(f"{plan.name} is your prescriber's own", "let them write the steps anew: oidtrack plan enter")
    drafted = draft(replace(asked_for(plan), doses=doses, start=earliest))
    first, unit = drafted.steps[0].daily, unit_days(plan.pace, plan.change_days)
    wait = hold_days(plan.pace, int(drafted.current_daily), drafted.current_daily, first, unit)
    waited = moved(drafted, 0, max(timedelta(0), since + timedelta(days=wait) - earliest))
    event = Event(EventKind.REPLANNED, on)
    return replace(waited, id=plan.id, status=Status.DRAFT, event=event, beside=plan.beside, beside_mme=plan.beside_mme)
