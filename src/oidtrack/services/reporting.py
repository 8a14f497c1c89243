"""The appointment report: what the journal shows of a period, gathered once, for every way of showing it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from oidtrack.domain.journal import Entry, Intake, Kind, moment
from oidtrack.domain.medicine import in_day_order
from oidtrack.domain.mme import DailyMme
from oidtrack.errors import BadInput
from oidtrack.insight.adherence import Adherence, adherence
from oidtrack.insight.series import Series, all_series
from oidtrack.insight.spread import Spread, spread
from oidtrack.insight.steps import StepView, by_step
from oidtrack.insight.treatments import Treated, treated
from oidtrack.rules.base import Finding
from oidtrack.services.assessing import AssessmentView, assessments
from oidtrack.services.dayplan import Regimen, Schedule, read_schedule
from oidtrack.services.dose_ladder import ONE_DAY, DayDose, ladder
from oidtrack.services.exposure import journal_mme
from oidtrack.services.free_text import FreeText, free_texts
from oidtrack.services.phases import Phases, phases
from oidtrack.services.prescribing import DAY_START
from oidtrack.services.stock_at_home import AtHome, at_home
from oidtrack.services.until_visit import Ahead, ahead, less_home
from oidtrack.services.warnings import warnings
from oidtrack.store.appointments import Appointment, appointments, last_appointment, next_appointment, questions
from oidtrack.store.database import Journal
from oidtrack.store.entries import EntryFilter, entries
from oidtrack.store.profile import load_profile
from oidtrack.taper.plan import Plan
from oidtrack.taper.progress import next_step, step_on
from oidtrack.taper.supply import Need, supply

DEFAULT_DAYS = 90
MOST_SUGGESTED = 5
"""More questions than these are not asked in one visit. ENGINEERING."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a report is about.

    Attributes:
        first: First local day.
        last: Last local day, included; never after today.
        days_logged: Days with an entry of any kind.
    """

    first: date
    last: date
    days_logged: int

    @property
    def days(self) -> int:
        """Days in all."""
        return (self.last - self.first).days + 1

    @property
    def until(self) -> date:
        """The day after the last one."""
        return self.last + ONE_DAY

    def each(self) -> tuple[date, ...]:
        """Every day, in order."""
        return tuple(self.first + n * ONE_DAY for n in range(self.days))


@dataclass(frozen=True, slots=True)
class SupplyView:
    """What the plan needs.

    Attributes:
        rest: The rest of the step that holds on the day after the period's last; None where there is none.
        following: The whole step after it; None where there is none.
    """

    rest: Need | None = None
    following: Need | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that can be shown at an appointment.

    Attributes:
        period: Which days.
        prescriber: As told in the profile, or None.
        appointment: The next one, or None.
        plan: The plan in force, or None.
        findings: What the rules saw on the period's last day.
        phases: Steady days, days after a cut and after the end, and mood since each cut.
        doses: Each opioid, day by day; what was taken today is left open until the day is over.
        measures: Series of every measure.
        steps: Stretches of the plan within the period; empty without a plan.
        cuts: First days of smaller doses within the period.
        assessments: Questionnaires, the earliest first.
        adherence: Planned doses and what became of them, up to now.
        mme: Of the period's last day.
        treatments: By days, the most first, with mood and pain of the days with and without set beside.
        supply: What the plan needs next.
        stock: What is at home now of each medicine of which something was fetched or counted.
        questions: To ask, in the order they were written.
        regimens: Every medicine of the period's last day.
        ahead: The tablets to prescribe until the visit and after it.
        free_texts: Notes and other free words of the period. They leave only where that is asked for.
        country: As told in the profile, or None; decides the paper.
        logged: Days with an entry of any kind.
    """

    period: Period
    prescriber: str | None
    appointment: Appointment | None
    plan: Plan | None
    findings: tuple[Finding, ...]
    phases: Phases
    doses: tuple[DayDose, ...]
    measures: tuple[Series, ...]
    steps: tuple[StepView, ...]
    cuts: tuple[date, ...]
    assessments: tuple[AssessmentView, ...]
    adherence: Adherence
    mme: DailyMme
    treatments: tuple[Treated, ...]
    supply: SupplyView
    stock: tuple[AtHome, ...]
    questions: tuple[str, ...]
    regimens: tuple[Regimen, ...] = ()
    ahead: tuple[Ahead, ...] = ()
    free_texts: tuple[FreeText, ...] = ()
    country: str | None = None
    logged: frozenset[date] = frozenset()

    @property
    def suggested(self) -> tuple[str, ...]:
        """At most five questions from the findings, the loudest first; none that the person asks anyway."""
        own = {question.casefold() for question in self.questions}
        loudest = sorted(self.findings, key=lambda finding: -finding.severity.rank)
        asks = dict.fromkeys(finding.ask for finding in loudest if finding.ask and finding.ask.casefold() not in own)
        return tuple(asks)[:MOST_SUGGESTED]

    def measure(self, name: str) -> Series:
        """The series of one measure."""
        return next(one for one in self.measures if one.measure == name)

    def overall(self, name: str) -> Spread:
        """The spread of one measure over the whole period."""
        return spread(value for _, value in self.measure(name).known())


def default_since(journal: Journal, now: datetime, day_ends_at: time = DAY_START) -> date:
    """The first day of a report that nobody gave one for: that of the last appointment, else 90 days up to today."""
    before = last_appointment(journal, int(now.timestamp()))
    if before is not None:
        return before.moment.day
    return moment(now, day_ends_at).day - (DEFAULT_DAYS - 1) * ONE_DAY


def report(journal: Journal, since: date, until: date, now: datetime, day_ends_at: time = DAY_START) -> Report:
    """Gather the report.

    Args:
        journal: The journal.
        since: First local day.
        until: Last local day, included; days after today are left off.
        now: The wall-clock time with its offset.
        day_ends_at: When a day ends by the wall clock.

    Raises:
        BadInput: A period that begins after it ends, or after today.
    """
    last = min(until, moment(now, day_ends_at).day)
    if since > last:
        raise BadInput(f"the report would begin on {since}, after its last day {last}", "choose an earlier --since")
    with journal.snapshot():
        return _gathered(journal, (since, last), now, day_ends_at)


def _gathered(journal: Journal, span: tuple[date, date], now: datetime, day_ends_at: time) -> Report:
    schedule = read_schedule(journal, day_ends_at)
    recent = entries(journal, EntryFilter(since=span[0] - schedule.longest_worn * ONE_DAY, until=span[1] + ONE_DAY))
    found = tuple(entry for entry in recent if entry.moment.day >= span[0])
    answered = entries(journal, EntryFilter(until=span[1] + ONE_DAY, kinds=(Kind.ASSESSMENT,)))
    logged = frozenset(entry.moment.day for entry in found)
    period = Period(*span, len(logged))
    profile = load_profile(journal)
    measures = all_series(found, period.first, period.until)
    course = schedule.course
    plan, coming = schedule.plan, next_appointment(journal, int(now.timestamp()))
    home = at_home(journal, now, day_ends_at)
    return Report(
        period=period,
        prescriber=profile.prescriber,
        appointment=coming,
        plan=plan,
        findings=warnings(journal, now, day_ends_at, period.last),
        phases=phases(journal, schedule, period.first, period.last),
        doses=_doses(schedule, recent, span, now),
        measures=measures,
        steps=by_step(course, measures, logged, period.first, period.until) if course else (),
        cuts=schedule.cuts(period.first, period.until),
        assessments=assessments(answered, period.first),
        adherence=_adherence(schedule, found, period, now),
        mme=journal_mme(journal, period.last).mme,
        treatments=treated(found, measures),
        supply=_supply(plan, period.last + ONE_DAY) if plan else SupplyView(),
        stock=home,
        questions=_questions(journal, coming),
        regimens=schedule.regimens(period.last),
        ahead=less_home(ahead(schedule, period.until, _visit_days(journal, now)), home),
        free_texts=free_texts(found, _versions(schedule), coming, period.first, period.until),
        country=profile.country,
        logged=logged,
    )


def _versions(schedule: Schedule) -> tuple[Plan, ...]:
    return tuple(version for course in schedule.courses for version in course.versions)


def _visit_days(journal: Journal, now: datetime) -> tuple[date, ...]:
    return tuple(one.moment.day for one in appointments(journal) if one.moment.at_utc >= int(now.timestamp()))


def _doses(schedule: Schedule, found: tuple[Entry, ...], span: tuple[date, date], now: datetime) -> tuple[DayDose, ...]:
    """The ladder; what was taken today counts once the day is over."""
    today = moment(now, schedule.day_ends_at).day
    return tuple(replace(row, taken=None) if row.day == today else row for row in ladder(schedule, found, *span))


def _adherence(schedule: Schedule, found: tuple[Entry, ...], period: Period, now: datetime) -> Adherence:
    """Of today only those doses count that are due by now, or that were written down already."""
    today = moment(now, schedule.day_ends_at).day
    by_now = in_day_order(now.time(), schedule.day_ends_at)
    done = {
        (entry.body.medicine, entry.body.slot)
        for entry in found
        if entry.moment.day == today and isinstance(entry.body, Intake)
    }
    due = []
    for day in period.each():
        for dose in schedule.doses(day):
            is_due = day < today or in_day_order(dose.slot, schedule.day_ends_at) <= by_now
            if is_due or (dose.medicine, dose.slot) in done:
                due.append((day, dose.medicine))
    needed = {row.medicine for row in schedule.rows if not row.doses}
    return adherence(due, found, period.first, period.until, needed)


def _supply(plan: Plan, day: date) -> SupplyView:
    """What is needed from `day` on: the rest of its step, and the step after."""
    following = next_step(plan, day - ONE_DAY)
    whole = dict(zip(plan.steps, supply(plan), strict=True))
    step = step_on(plan, day)
    if step is None or step.first == day:
        return SupplyView(None, whole[following] if following else None)
    every = step.every_days * plan.change_days
    ahead = timedelta(days=-(day - step.first).days % every)
    days = (step.first + timedelta(days=step.days) - day - ahead).days
    if days <= 0:
        return SupplyView(None, whole[following] if following else None)
    (need,) = supply(replace(plan, steps=(replace(step, first=day + ahead, days=days),)))
    return SupplyView(need, whole[following] if following else None)


def _questions(journal: Journal, coming: Appointment | None) -> tuple[str, ...]:
    """Those of the next appointment, and those that wait for one."""
    own = questions(journal, coming.id) if coming is not None else ()
    found = sorted((*own, *questions(journal)), key=lambda question: question.id)
    return tuple(question.text for question in found)
