"""The card of today: what is planned, what was taken, what comes next, and one nudge at most."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from fractions import Fraction
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from oidtrack.domain.journal import Entry, Intake, Kind, Moment, Mood, moment
from oidtrack.domain.medicine import Role
from oidtrack.rules.base import Severity
from oidtrack.rules.book import findings
from oidtrack.rules.gate import Decision
from oidtrack.rules.situation import Situation
from oidtrack.services.plan.gating import before_cut
from oidtrack.services.today.card import ExtraDose, Journey, NextChange, Nudge, SteepAhead, StepToday, TodayCard
from oidtrack.services.warnings.due_now import due_now
from oidtrack.services.warnings.in_force import loudest
from oidtrack.services.warnings.situation import situation
from oidtrack.services.warnings.told import told
from oidtrack.store.copies.beside import conflict_copies
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.appointments import appointments, next_appointment
from oidtrack.store.tables.entries import EntryFilter, entries
from oidtrack.store.tables.plans import latest_plan
from oidtrack.store.tables.profile import load_profile
from oidtrack.taper.days.dayplan import ONE_DAY, DosePlan
from oidtrack.taper.days.inforce import Authority, PlannedDose
from oidtrack.taper.days.matching import Became, DayMatch, match
from oidtrack.taper.moving import as_of
from oidtrack.taper.pace import is_over
from oidtrack.taper.plan import Plan, Status, daily_on, next_step, step_on

MONTH_DAYS = 28

STEEP_DAYS = 7
"""From so many days before a cut beyond the laws the card says to call first. ENGINEERING."""


def today(journal: Journal | None, now: datetime, day_ends_at: time, region: str | None = None) -> TodayCard:
    """The card of the local day of `now`.

    Args:
        journal: The journal, or None where there is none yet.
        now: The wall-clock time with its offset.
        day_ends_at: When a day ends by the wall clock.
        region: Country code in the language setting: a guess where the profile has no country.
    """
    here = moment(now, day_ends_at)
    day = here.day
    if journal is None:
        return TodayCard(day, nudge=Nudge.ADD_MEDICINE, empty=True)
    with journal.snapshot():
        known = told(journal, now, day_ends_at, day - ONE_DAY, day)
        planned = known.planned
        log = entries(journal, EntryFilter(since=day - ONE_DAY, until=day + ONE_DAY))
        found = match(planned, day, log, here)
        last = entries(journal, EntryFilter(until=day + ONE_DAY, kinds=(Kind.MOOD,), limit=1))
        plan = planned.plan(day)
        as_it_stands = None if plan is None else as_of(plan, day)
        checked = last[0].moment if last else None
        latest = latest_plan(journal)
        seen = situation(journal, now, day_ends_at, day, known)
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
            due=due_now(journal, now, day_ends_at, seen),
            draft=latest if latest is not None and latest.status is Status.DRAFT else None,
            stock=known.stock,
            appointment=next_appointment(journal, int(now.timestamp())),
            empty=not (planned.rows or latest or entries(journal, EntryFilter(limit=1)) or appointments(journal)),
        )
        yesterday = partial(situation, journal, now, day_ends_at, day - ONE_DAY, known)
        card = _nudged(journal, planned, card, seen, lambda of_entries: yesterday(of_entries=of_entries))
        return _with_help(card, load_profile(journal).country, region)


def _nudged(
    journal: Journal,
    planned: DosePlan,
    card: TodayCard,
    seen: Situation,
    yesterday: Callable[[bool], Situation],
) -> TodayCard:
    """The card with its one nudge: what is urgent, what is new, then what is worth doing."""
    finding = loudest(findings(seen), yesterday)
    profile = load_profile(journal)
    if finding is not None and finding.severity is Severity.URGENT:
        return replace(card, nudge=Nudge.FINDING, finding=finding)
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


def _with_help(card: TodayCard, home: str | None, region: str | None) -> TodayCard:
    """Whom to call beside what is urgent: the same numbers as `crisis` has, guessed as there."""
    if card.finding is None or card.finding.severity is not Severity.URGENT:
        return card
    from oidtrack.clinical.crisis import crisis_contacts

    contacts = crisis_contacts(home or region)
    return replace(card, help=contacts, guessed=bool(contacts.country) and not home)


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
    found = match(planned, here.day - ONE_DAY, log, here)
    return found.unanswered(Became.OPEN) if found.is_written else ()


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
    """The first that fits: a medicine, a check-in today, a short questionnaire, a draft that nobody saw, naloxone."""
    medicines = planned.on(card.day)
    if not (planned.rows or planned.courses):
        return Nudge.ADD_MEDICINE
    if card.last_check_in is None or card.last_check_in.day != card.day:
        return Nudge.CHECK_IN
    if card.due is not None:
        return Nudge.QUESTIONS
    if card.draft is not None:
        return Nudge.SHOW_DRAFT
    on_opioid = any(one.role is Role.OPIOID and one.daily != 0 for one in medicines)
    return Nudge.NALOXONE if on_opioid and not naloxone else None


def copies_to_name(path: Path, card: TodayCard) -> tuple[str, ...]:
    """The names of the copies until today is written down.

    The card says it each day until the entry of that day, so it needs no mark of having been said: writing one
    would change the file, and so make the next conflict.
    """
    if card.last_check_in is not None and card.last_check_in.day == card.day:
        return ()
    return tuple(copy.name for copy in conflict_copies(path))
