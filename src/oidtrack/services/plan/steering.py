"""Agree to a plan, hold it, resume it, go back a step, end it: each writes the next version and keeps the others."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

from msgspec.structs import replace

from oidtrack.domain.dose import amount_text
from oidtrack.domain.journal import DoseState, Intake, day_words
from oidtrack.domain.medicine import Prescription, Release, Role, ScheduledDose
from oidtrack.errors import BadInput, NothingFound, Refused
from oidtrack.rules.base import Finding
from oidtrack.rules.findings.stepping_back import after_days_without, back_at_more
from oidtrack.services.dayplan import plans_in_force, read_dose_plan
from oidtrack.services.doses.weighing import LOOKED_BACK
from oidtrack.services.plan.gating import cut_made
from oidtrack.services.plan.truly import truly_taken
from oidtrack.services.plan.versions import ends_on
from oidtrack.store.file.database import Journal
from oidtrack.store.file.writer import Writer
from oidtrack.store.tables.entries import last_doses
from oidtrack.store.tables.medicines import StoredPrescription, add_prescription, close_prescription, prescriptions_on
from oidtrack.store.tables.plans import next_plan_id, save_plan
from oidtrack.store.tables.plans import plan as stored_plan
from oidtrack.taper import steering
from oidtrack.taper.days.dayplan import ONE_DAY
from oidtrack.taper.days.inforce import InForce
from oidtrack.taper.pace import is_over
from oidtrack.taper.plan import EventKind, Plan, Status, daily_on, next_cut, step_on


def running(journal: Journal, plan_id: int | None, status: Status | None = None) -> Plan:
    """The plan to steer: the one of this id, else the one in force.

    Args:
        journal: The journal.
        plan_id: Which; None where it goes without saying.
        status: Of several in force, the one that stands so; None for the one written to last.

    Raises:
        NothingFound: None is in force, or there is none of that id.
    """
    found = plans_in_force(journal)
    if plan_id is not None:
        return next((one for one in found if one.id == plan_id), None) or stored_plan(journal, plan_id)
    if not found:
        raise NothingFound("no plan is in force", 'agree on one: oidtrack plan agree --with "Dr. NAME"')
    return next((one for one in found if one.status is status), found[0])


def agree(journal: Journal, plan: Plan, who: str, on: date, now: datetime, today: date | None = None) -> Plan:
    """Store the next version of a plan as agreed; from then on the day is measured against it.

    Another plan of the medicine ends with it, and says by which. The dose in force never rises by it, nor falls by
    more than one step.

    Args:
        journal: The journal.
        plan: A draft, or any version that runs.
        who: Who agreed.
        on: When.
        now: The wall-clock time with its offset.
        today: The local day, by default `on`.

    Raises:
        BadInput: No name, a day to come, or a plan that has ended or is on hold.
        Refused: Another opioid comes down at the same time, or the dose would rise or fall too far.
    """
    if not who.strip():
        raise BadInput("who agreed is missing", 'say it: --with "Dr. NAME"')
    in_force = read_dose_plan(journal).of(_key(plan), today or on)
    holds_from = today if in_force is not None and in_force.version is not None else None
    return put_in_force(journal, steering.agree(plan, who.strip(), on, holds_from), "plan agree", now, today or on)


def put_in_force(journal: Journal, plan: Plan, command: str, now: datetime, today: date) -> Plan:
    """Store an agreed version; the plan that it replaces ends with it.

    Raises:
        Refused: Another opioid comes down at the same time, or the dose would rise or fall too far.
    """
    planned = read_dose_plan(journal)
    _require_one_at_a_time(journal, plan)
    before = planned.of(_key(plan), today)
    if before is None and _key(plan) in planned.opioids():
        words = f"no {plan.medicine} is in force now; starting again is a new decision with your prescriber"
        raise Refused(words, "a dose that they prescribe: oidtrack med add")
    if before is not None:
        _require_no_rise(before, plan, today)
        if not plan.accepted:
            _require_one_step(journal, before, plan, today)
    at_utc = int(now.timestamp())
    with journal.writing(command, at_utc) as writer:
        replaced = None if before is None else before.version
        if replaced is not None and replaced.id != plan.id:
            # the end comes first: what is written last decides a day
            by = plan.name if plan.id else f"p{next_plan_id(writer)}"
            save_plan(writer, steering.end(replaced, today, f"{by} takes its place"), at_utc)
        stored = save_plan(writer, plan, at_utc)
        if before is None or before.row is None:
            add_prescription(writer, _as_prescribed(stored, today))
    return stored


def _as_prescribed(plan: Plan, since: date) -> Prescription:
    """The medicine of a plan that was described in place, so that it can be fetched, counted and listed."""
    doses = tuple(ScheduledDose(dose.at, dose.amount) for dose in plan.current)
    return Prescription(
        plan.medicine, plan.release, Role.OPIOID, doses, plan.makings, since, change_days=plan.change_days
    )


def _require_no_rise(before: InForce, plan: Plan, today: date) -> None:
    """The dose in force never rises by an agreement, whatever law of a plan was accepted to be broken."""
    if before.daily is not None and daily_on(plan, today) > before.daily * 1000:
        raise _would_put(before, plan, today, "a plan never raises the dose")


def _require_one_step(journal: Journal, before: InForce, plan: Plan, today: date) -> None:
    """The dose in force falls by no more than one step by an agreement.

    A larger fall is let through where the log shows that it is what is taken already.
    """
    had, has = (before.daily or Fraction(0)) * 1000, daily_on(plan, today)
    one_step = plan.current_daily == had and has == (plan.steps[0].daily if plan.start <= today else had)
    if before.daily is None or one_step or not is_over(plan.pace, had, has):
        return
    truly = truly_taken(journal, before.version, today) if before.version is not None else None
    if truly is None or truly.daily != has:
        raise _would_put(before, plan, today, "more than one step down")


def _would_put(before: InForce, plan: Plan, today: date, why: str) -> Refused:
    had, has = (before.daily or Fraction(0)) * 1000, daily_on(plan, today)
    return Refused(
        f"{plan.name} would put {amount_text(plan.unit, has)} a day in force where it is"
        f" {amount_text(plan.unit, had)} now: {why}",
        "draft it anew from the dose in force: oidtrack plan new",
    )


def _key(plan: Plan) -> tuple[str, Release]:
    return plan.medicine, plan.release


def hold(journal: Journal, plan: Plan, on: date, weeks: int | None, reason: str, now: datetime) -> Plan:
    """Store the plan on hold; without a number of weeks it is looked at again after one interval.

    On the first day of a smaller dose the hold comes before the cut, unless a smaller dose is written down already.

    Raises:
        BadInput: A day before the last change of the plan, or as `oidtrack.taper.steering.hold`.
    """
    _require_order(plan, on)
    days = 7 * weeks if weeks is not None else plan.pace.every_days
    held = steering.hold(plan, on, days, reason, cut_made=cut_made(journal, plan, on))
    return _stored(journal, "plan hold", held, now)


def go_on(journal: Journal, plan: Plan, on: date, reason: str, now: datetime) -> Plan:
    """Store the decision to go on with the next cut although the check says wait; it is not asked about again.

    Raises:
        BadInput: No plan that runs, one on hold, or no cut to come.
    """
    cut = next_cut(plan, on - ONE_DAY)
    if cut is None:
        raise BadInput(f"{plan.name} has no cut to come", "`oidtrack plan show` shows where it stands")
    return _stored(journal, "plan go", steering.go_on(plan, on, reason, cut), now)


def resume(journal: Journal, plan: Plan, on: date, reason: str, now: datetime) -> Plan:
    """Store the plan as going on.

    Raises:
        BadInput: It is not on hold.
        Refused: Another opioid comes down meanwhile.
    """
    _require_one_at_a_time(journal, plan)
    return _stored(journal, "plan resume", steering.resume(plan, on, reason), now)


def step_back(journal: Journal, plan: Plan, on: date, who: str, reason: str, now: datetime) -> Plan:
    """Store the plan one dose up, on a prescriber's word.

    Raises:
        Refused: Nobody agreed, or the last dose is past.
        BadInput: As `oidtrack.taper.steering.step_back`.
    """
    if not who.strip():
        hint = 'with their word: --agreed-with "Dr. NAME"; to wait where you are: oidtrack plan hold'
        raise Refused("going back up a step is your prescriber's decision", hint, "prescriber")
    _require_order(plan, on)
    return _stored(journal, "plan back", steering.step_back(plan, on, who.strip(), reason), now)


def end(journal: Journal, plan: Plan, on: date, reason: str, now: datetime) -> Plan:
    """Store the plan as ended, and write down the dose it ended on as what is taken from then on.

    Raises:
        BadInput: It has ended already, or a day before its last change.
    """
    _require_order(plan, on)
    ended = steering.end(plan, on, reason)
    with journal.writing("plan end", int(now.timestamp())) as writer:
        if plan.status is not Status.DRAFT:
            _prescribe(journal, writer, plan, on)
        return save_plan(writer, ended, int(now.timestamp()))


def tolerance(journal: Journal, before: Plan, after: Plan, now: datetime) -> tuple[Finding, ...]:
    """What to say about tolerance once a plan goes on or back: a larger dose, or days without any.

    Args:
        journal: The journal.
        before: The version before.
        after: The version now.
        now: The wall-clock time with its offset.
    """
    event = after.event
    if event is not None and event.kind is EventKind.STEPPED_BACK:
        step = step_on(before, event.on)
        since = event.on if step is None else step.first
        amount = amount_text(after.unit, after.current_daily)
        return (back_at_more(after.medicine, f"{amount} a day", (event.on - since).days),)
    last = last_doses(journal, after.medicine, now.date() + 2 * ONE_DAY, LOOKED_BACK)
    taken = [e for e in last if isinstance(e.body, Intake) and e.body.state is not DoseState.SKIPPED]
    if not taken:
        return ()
    without_s = int(now.timestamp()) - taken[-1].moment.at_utc
    days = without_s // (24 * 3600) - (after.change_days if after.release is Release.PATCH else 0)
    found = after_days_without(after.medicine, days, taken[-1].name)
    return () if found is None else (found,)


def _stored(journal: Journal, command: str, plan: Plan, now: datetime) -> Plan:
    at_utc = int(now.timestamp())
    with journal.writing(command, at_utc) as writer:
        return save_plan(writer, plan, at_utc)


def _require_order(plan: Plan, on: date) -> None:
    """Nothing is changed under a later change."""
    if plan.event is not None and on < plan.event.on:
        raise BadInput(
            f"{plan.name} was changed on {day_words(plan.event.on)}, after {day_words(on)}", "choose a later day"
        )


def _require_one_at_a_time(journal: Journal, plan: Plan) -> None:
    for other in plans_in_force(journal):
        mine = (other.medicine, other.release) == (plan.medicine, plan.release)
        comes_down = other.status is Status.AGREED and ends_on(other) > plan.start
        if not mine and comes_down:
            raise Refused(
                f"{other.name} brings {other.medicine} down already, and one opioid comes down at a time",
                f"hold that one first: oidtrack plan hold {other.name}",
            )


def _prescribe(journal: Journal, writer: Writer, plan: Plan, on: date) -> None:
    """Close the prescription of the medicine and write the dose of the plan's last day in its place."""
    planned = read_dose_plan(journal)
    one = planned.of(_key(plan), on)
    if one is None or one.version is None:
        return
    # days on which a dose is due, or a patch is changed, go on in their turn: it counts from the last of them
    back = (on - n * ONE_DAY for n in range(one.every_days * one.change_days))
    since = next((day for day in back if (then := planned.of(_key(plan), day)) is not None and then.due), on)
    row = next((row for row in prescriptions_on(journal, on) if _is_of(plan, row)), None)
    if row is not None:
        close_prescription(writer, row.id, since - ONE_DAY)
    if one.doses:
        add_prescription(writer, replace(one.prescription(on), since=since))


def _is_of(plan: Plan, row: StoredPrescription) -> bool:
    return (row.prescription.medicine, row.prescription.release) == (plan.medicine, plan.release)
