"""The card of today: what is planned, what was taken, what comes next, and one nudge at most."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum

from oidtrack.domain.dose import Amount
from oidtrack.domain.journal import DoseState, Entry, Intake, Kind, Moment, Mood, moment
from oidtrack.domain.medicine import Role, in_day_order
from oidtrack.rules.base import Finding
from oidtrack.services.dayplan import PlannedDose, Schedule, read_schedule
from oidtrack.services.dose_ladder import ONE_DAY
from oidtrack.services.stock_at_home import AtHome, at_home
from oidtrack.services.warnings import newest
from oidtrack.store.appointments import Appointment, next_appointment
from oidtrack.store.database import Journal
from oidtrack.store.entries import EntryFilter, entries
from oidtrack.store.plans import latest_plan
from oidtrack.store.profile import load_profile
from oidtrack.taper.plan import Plan, Status, Step
from oidtrack.taper.progress import next_step, step_on


class Standing(Enum):
    """Where a planned dose of today stands."""

    TAKEN = "taken"
    SKIPPED = "skipped"
    OPEN = "open"
    LATER = "later"


class Nudge(Enum):
    """The one thing that may be worth doing now."""

    ADD_MEDICINE = "add-medicine"
    CHECK_IN = "check-in"
    SHOW_DRAFT = "show-draft"
    NALOXONE = "naloxone"
    FINDING = "finding"


@dataclass(frozen=True, slots=True)
class DoseToday:
    """One planned dose and where it stands; `open` is one whose time has come and that has no entry yet.

    Attributes:
        dose: What is planned.
        standing: Where it stands.
        taken: What was taken in its place, which may differ; None where it was not taken.
    """

    dose: PlannedDose
    standing: Standing
    taken: Amount | None = None


@dataclass(frozen=True, slots=True)
class ExtraDose:
    """A dose of today beyond those planned.

    Attributes:
        medicine: Name as in the journal.
        amount: What was taken.
        at: When, by the wall clock.
        as_needed: Whether the medicine is prescribed to be taken when needed.
    """

    medicine: str
    amount: Amount
    at: datetime
    as_needed: bool = False


@dataclass(frozen=True, slots=True)
class StepToday:
    """Where today lies in the plan.

    Attributes:
        number: Number of the step, from 1.
        of: Number of steps in all.
        day: Day of the step, from 1.
        days: Its length in days; None on the last step of a plan that stays at its target.
    """

    number: int
    of: int
    day: int
    days: int | None


@dataclass(frozen=True, slots=True)
class NextChange:
    """The next change of dose.

    Attributes:
        on: Its first day.
        days_away: Days from today, 1 or more.
        step: The step that begins; None for the stop.
    """

    on: date
    days_away: int
    step: Step | None


@dataclass(frozen=True, slots=True)
class TodayCard:
    """The card.

    Attributes:
        day: The local day.
        doses: Planned doses in the order of the day.
        extra: Doses beyond those planned.
        plan: The plan in force, or None.
        step: Where today lies in it; None before its start, after its stop, and without a plan.
        next_change: The next change of dose, or None.
        last_check_in: When mood or symptoms were last written down, or None.
        mood: The mood of that check-in in tenths, or None where it was not answered.
        draft: The plan written last where it is still a draft, or None.
        stock: What is at home of each medicine of which something was fetched or counted.
        appointment: The next one, or None.
        nudge: One thing that may be worth doing, or None.
        finding: What the nudge is about where it is a finding, or None.
        copies: Names of journals beside this one that a synchronised folder made; empty once today is written down.
    """

    day: date
    doses: tuple[DoseToday, ...] = ()
    extra: tuple[ExtraDose, ...] = ()
    plan: Plan | None = None
    step: StepToday | None = None
    next_change: NextChange | None = None
    last_check_in: Moment | None = None
    mood: int | None = None
    draft: Plan | None = None
    stock: tuple[AtHome, ...] = ()
    appointment: Appointment | None = None
    nudge: Nudge | None = None
    finding: Finding | None = None
    copies: tuple[str, ...] = ()

    @property
    def runs_out(self) -> date | None:
        """The first day on which a planned dose is not covered by what is at home; None where nothing runs out."""
        return min((one.runs_out for one in self.stock if one.runs_out is not None), default=None)

    def count(self, *standings: Standing) -> int:
        """How many planned doses stand so."""
        return sum(1 for dose in self.doses if dose.standing in standings)


def today(journal: Journal | None, now: datetime, day_ends_at: time) -> TodayCard:
    """The card of the local day of `now`.

    Args:
        journal: The journal, or None where there is none yet.
        now: The wall-clock time with its offset.
        day_ends_at: When a day ends by the wall clock.
    """
    day = moment(now, day_ends_at).day
    if journal is None:
        return TodayCard(day, nudge=Nudge.ADD_MEDICINE)
    with journal.snapshot():
        schedule = read_schedule(journal, day_ends_at, day)
        of_day = entries(journal, EntryFilter(since=day, until=day + ONE_DAY, kinds=(Kind.DOSE,)))
        last = entries(journal, EntryFilter(until=day + ONE_DAY, kinds=(Kind.MOOD,), limit=1))
        plan = schedule.plan
        doses, extra = _doses(schedule, of_day, day, now)
        checked = last[0].moment if last else None
        latest = latest_plan(journal)
        draft = latest if latest is not None and latest.status is Status.DRAFT else None
        finding = newest(journal, now, day_ends_at)
        nudge = Nudge.FINDING if finding is not None else _nudge(journal, schedule, day, checked, draft)
        return TodayCard(
            day=day,
            doses=doses,
            extra=extra,
            plan=plan,
            step=_step(plan, day) if plan else None,
            next_change=_next_change(plan, day) if plan else None,
            last_check_in=checked,
            mood=_mood(last[0]) if last else None,
            draft=draft,
            stock=at_home(journal, now, day_ends_at),
            appointment=next_appointment(journal, int(now.timestamp())),
            nudge=nudge,
            finding=finding,
        )


def _doses(
    schedule: Schedule, of_day: tuple[Entry, ...], day: date, now: datetime
) -> tuple[tuple[DoseToday, ...], tuple[ExtraDose, ...]]:
    """Planned doses with their standing; an entry without its time fills the first dose that is still open."""
    planned = schedule.doses(day)
    standing: dict[PlannedDose, Standing] = {}
    taken: dict[PlannedDose, Amount] = {}
    extra = []
    as_needed = {one.medicine for one in schedule.regimens(day) if one.daily is None}
    bodies = [(entry, entry.body) for entry in of_day if isinstance(entry.body, Intake)]
    for entry, body in sorted(bodies, key=lambda pair: pair[1].slot is None):
        open_doses = [dose for dose in planned if dose.medicine == body.medicine and dose not in standing]
        own = [dose for dose in open_doses if dose.slot == body.slot]
        if body.state is DoseState.SKIPPED:
            standing.update(dict.fromkeys(own[:1], Standing.SKIPPED))
        elif body.state is DoseState.TAKEN and open_doses:
            first = (own or open_doses)[0]
            standing[first], taken[first] = Standing.TAKEN, body.amount
        else:
            extra.append(ExtraDose(body.medicine, body.amount, entry.moment.wall, body.medicine in as_needed))
    by_now: Callable[[time], bool] = lambda slot: (  # noqa: E731 - reads best where it is used
        in_day_order(slot, schedule.day_ends_at) <= in_day_order(now.time(), schedule.day_ends_at)
    )
    rest = {dose: Standing.OPEN if by_now(dose.slot) else Standing.LATER for dose in planned}
    found = (DoseToday(dose, standing.get(dose, rest[dose]), taken.get(dose)) for dose in planned)
    return tuple(found), tuple(extra)


def _step(plan: Plan, day: date) -> StepToday | None:
    step = step_on(plan, day)
    if step is None:
        return None
    stays = step is plan.steps[-1] and plan.stops_on is None
    return StepToday(step.n, len(plan.steps), (day - step.first).days + 1, None if stays else step.days)


def _next_change(plan: Plan, day: date) -> NextChange | None:
    """The next step or the stop; none while a plan is on hold, since its dates wait too."""
    if plan.status is Status.HELD:
        return None
    step = next_step(plan, day)
    if step is not None:
        return NextChange(step.first, (step.first - day).days, step)
    if plan.stops_on is not None and plan.stops_on > day:
        return NextChange(plan.stops_on, (plan.stops_on - day).days, None)
    return None


def _mood(entry: Entry) -> int | None:
    return entry.body.rating("mood") if isinstance(entry.body, Mood) else None


def _nudge(journal: Journal, schedule: Schedule, day: date, checked: Moment | None, draft: Plan | None) -> Nudge | None:
    """The first that fits: a medicine, a check-in today, a draft that nobody saw, naloxone."""
    regimens = schedule.regimens(day)
    if not regimens:
        return Nudge.ADD_MEDICINE
    if checked is None or checked.day != day:
        return Nudge.CHECK_IN
    if draft is not None:
        return Nudge.SHOW_DRAFT
    on_opioid = any(regimen.role is Role.OPIOID for regimen in regimens)
    return Nudge.NALOXONE if on_opioid and load_profile(journal).naloxone is not True else None
