"""The card of today: what is planned, what was taken, what comes next, and one nudge at most."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import Enum
from fractions import Fraction

from oidtrack.clinical.crisis import CrisisContacts, crisis_contacts
from oidtrack.domain.dose import Amount
from oidtrack.domain.journal import Entry, Intake, Kind, Moment, Mood, moment
from oidtrack.domain.medicine import Role
from oidtrack.rules.base import Finding, Severity
from oidtrack.rules.book import findings
from oidtrack.rules.gate import Decision
from oidtrack.rules.situation import Situation
from oidtrack.services.dayplan import read_dose_plan
from oidtrack.services.gating import Gate, before_cut
from oidtrack.services.situation import situation
from oidtrack.services.stock_at_home import AtHome, at_home
from oidtrack.services.warnings import loudest, warnings
from oidtrack.store.appointments import Appointment, next_appointment
from oidtrack.store.database import Journal
from oidtrack.store.entries import EntryFilter, entries
from oidtrack.store.plans import latest_plan
from oidtrack.store.profile import load_profile
from oidtrack.taper.dayplan import ONE_DAY, Authority, DosePlan, PlannedDose
from oidtrack.taper.matching import Became, DayMatch, Match, match
from oidtrack.taper.pace import is_over
from oidtrack.taper.plan import Plan, Status, Step
from oidtrack.taper.progress import daily_on, next_step, step_on
from oidtrack.taper.steering import as_of

MONTH_DAYS = 28

STEEP_DAYS = 7
"""From so many days before a cut beyond the laws the card says to call first. ENGINEERING."""


class Nudge(Enum):
    """The one thing that may be worth doing now."""

    ADD_MEDICINE = "add-medicine"
    CHECK_IN = "check-in"
    GATE = "gate"
    CHECK_IN_FOR_CUT = "check-in-for-cut"
    CALL_BEFORE_CUT = "call-before-cut"
    SHOW_DRAFT = "show-draft"
    NALOXONE = "naloxone"
    FINDING = "finding"


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
class Journey:
    """The whole way of a medicine's plans, across holds, steps back and plans that took the place of others.

    Attributes:
        month: Month of it, from 1, a month being 28 days.
        start: Daily amount that it began with, in the unit people read.
        now: Daily amount in force today.
    """

    month: int
    start: Fraction
    now: Fraction


@dataclass(frozen=True, slots=True)
class SteepAhead:
    """A cut of an entered plan that is beyond a law and comes within a week: its day, and its size in percent."""

    on: date
    percent: Fraction


@dataclass(frozen=True, slots=True)
class TodayCard:
    """The card.

    Attributes:
        day: The local day.
        doses: Planned doses in the order of the day, and what became of them.
        extra: Doses beyond those planned.
        plan: The plan in force, or None.
        step: Where today lies in it; None before its start, after its stop, and without a plan.
        journey: The whole way so far; None before the first cut, and without a plan.
        last_night: Planned doses of the day before that nobody wrote anything of, where that day has other doses.
        gate: What the check says of a cut that is near, as long as nobody has decided; None else.
        steep: A cut beyond the laws that comes within a week, or None.
        next_change: The next change of dose, or None.
        last_check_in: When mood or symptoms were last written down, or None.
        mood: The mood of that check-in in tenths, or None where it was not answered.
        draft: The plan written last where it is still a draft, or None.
        stock: What is at home of each medicine of which something was fetched or counted.
        appointment: The next one, or None.
        nudge: One thing that may be worth doing, or None.
        finding: What the nudge is about where it is a finding, or None.
        help: Whom to call; only beside a finding that is urgent.
        copies: Names of journals beside this one that a synchronised folder made; empty once today is written down.
    """

    day: date
    doses: tuple[Match, ...] = ()
    extra: tuple[ExtraDose, ...] = ()
    plan: Plan | None = None
    step: StepToday | None = None
    journey: Journey | None = None
    last_night: tuple[PlannedDose, ...] = ()
    gate: Gate | None = None
    steep: SteepAhead | None = None
    next_change: NextChange | None = None
    last_check_in: Moment | None = None
    mood: int | None = None
    draft: Plan | None = None
    stock: tuple[AtHome, ...] = ()
    appointment: Appointment | None = None
    nudge: Nudge | None = None
    finding: Finding | None = None
    help: CrisisContacts | None = None
    copies: tuple[str, ...] = ()

    @property
    def runs_out(self) -> date | None:
        """The first day on which a planned dose is not covered by what is at home; None where nothing runs out."""
        return min((one.runs_out for one in self.stock if one.runs_out is not None), default=None)

    def count(self, *became: Became) -> int:
        """How many planned doses became so."""
        return sum(1 for match in self.doses if match.became in became)


def today(journal: Journal | None, now: datetime, day_ends_at: time) -> TodayCard:
    """The card of the local day of `now`.

    Args:
        journal: The journal, or None where there is none yet.
        now: The wall-clock time with its offset.
        day_ends_at: When a day ends by the wall clock.
    """
    here = moment(now, day_ends_at)
    day = here.day
    if journal is None:
        return TodayCard(day, nudge=Nudge.ADD_MEDICINE)
    with journal.snapshot():
        planned = read_dose_plan(journal, day_ends_at)
        log = entries(journal, EntryFilter(since=day - ONE_DAY, until=day + ONE_DAY))
        found = match(planned, day, log, here)
        last = entries(journal, EntryFilter(until=day + ONE_DAY, kinds=(Kind.MOOD,), limit=1))
        plan = planned.plan(day)
        as_it_stands = None if plan is None else as_of(plan, day)
        checked = last[0].moment if last else None
        latest = latest_plan(journal)
        seen = situation(journal, now, day_ends_at)
        card = TodayCard(
            day=day,
            doses=found.matches,
            extra=_extra(found, planned),
            plan=plan,
            step=_step(plan, day) if plan else None,
            journey=_journey(planned, plan, day) if plan else None,
            last_night=_last_night(planned, log, here),
            gate=before_cut(journal, plan, now, day_ends_at, seen),
            steep=_steep(as_it_stands, day) if as_it_stands else None,
            next_change=_next_change(as_it_stands, day) if as_it_stands else None,
            last_check_in=checked,
            mood=_mood(last[0]) if last else None,
            draft=latest if latest is not None and latest.status is Status.DRAFT else None,
            stock=at_home(journal, now, day_ends_at),
            appointment=next_appointment(journal, int(now.timestamp())),
        )
        return _nudged(journal, planned, card, seen, lambda: warnings(journal, now, day_ends_at, day - ONE_DAY))


def _nudged(
    journal: Journal,
    planned: DosePlan,
    card: TodayCard,
    seen: Situation,
    yesterday: Callable[[], tuple[Finding, ...]],
) -> TodayCard:
    """The card with its one nudge: what is urgent, what is new, then what is worth doing."""
    finding = loudest(findings(seen), yesterday)
    profile = load_profile(journal)
    if finding is not None and finding.severity is Severity.URGENT:
        return replace(card, nudge=Nudge.FINDING, finding=finding, help=crisis_contacts(profile.country))
    gate = card.gate
    if gate is not None and gate.asks:
        return replace(card, nudge=Nudge.GATE)
    if card.steep is not None:
        return replace(card, nudge=Nudge.CALL_BEFORE_CUT)
    if gate is not None and gate.decision is not Decision.PROCEED:
        return replace(card, nudge=Nudge.CHECK_IN_FOR_CUT)
    if finding is not None:
        return replace(card, nudge=Nudge.FINDING, finding=finding)
    return replace(card, nudge=_nudge(planned, card, naloxone=profile.naloxone is True))


def _extra(found: DayMatch, planned: DosePlan) -> tuple[ExtraDose, ...]:
    as_needed = {one.medicine for one in planned.on(found.day) if one.authority is Authority.NEEDED}
    bodies = ((entry, entry.body) for entry in found.beside)
    return tuple(
        ExtraDose(body.medicine, body.amount, entry.moment.wall, body.medicine in as_needed)
        for entry, body in bodies
        if isinstance(body, Intake)
    )


def _last_night(planned: DosePlan, log: tuple[Entry, ...], here: Moment) -> tuple[PlannedDose, ...]:
    """What the evening entry asks about first."""
    before = here.day - ONE_DAY
    if not any(entry.moment.day == before for entry in log):
        return ()
    return match(planned, before, log, here).unanswered(Became.OPEN)


def _steep(plan: Plan, day: date) -> SteepAhead | None:
    """The next cut, where it is beyond the largest by choice and near, of steps that somebody else wrote."""
    change = _next_change(plan, day)
    if not plan.is_entered or change is None or change.days_away > STEEP_DAYS:
        return None
    before, after = daily_on(plan, day), Fraction(0) if change.step is None else change.step.daily
    gently = change.step is None and not any(rule == "no-cliff" for rule in plan.accepted)
    if gently or not is_over(plan.pace, before, after):
        return None
    return SteepAhead(change.on, 100 * (before - after) / before)


def _journey(planned: DosePlan, plan: Plan, day: date) -> Journey | None:
    course = next(one for one in planned.courses if plan in one.versions)
    first = course.way_of(plan)
    days = (day - first.start).days
    now = planned.of(course.of, day)
    if days < 0 or now is None or now.daily is None:
        return None
    return Journey(days // MONTH_DAYS + 1, first.start_daily / 1000, now.daily)


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


def _nudge(planned: DosePlan, card: TodayCard, *, naloxone: bool) -> Nudge | None:
    """The first that fits: a medicine, a check-in today, a draft that nobody saw, naloxone."""
    medicines = planned.on(card.day)
    if not (planned.rows or planned.courses):
        return Nudge.ADD_MEDICINE
    if card.last_check_in is None or card.last_check_in.day != card.day:
        return Nudge.CHECK_IN
    if card.draft is not None:
        return Nudge.SHOW_DRAFT
    on_opioid = any(one.role is Role.OPIOID and one.daily != 0 for one in medicines)
    return Nudge.NALOXONE if on_opioid and not naloxone else None
