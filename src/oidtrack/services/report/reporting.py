"""The appointment report: what the journal shows of a period, gathered once, for every way of showing it."""

from __future__ import annotations

from datetime import date, datetime, time

from msgspec import Struct, field
from msgspec.structs import replace

from oidtrack.domain.journal import DAY_ENDS_AT, Entry, Kind, Moment, by_day, day_words, moment
from oidtrack.domain.mme import DailyMme
from oidtrack.errors import BadInput
from oidtrack.insight.adherence import Adherence, Counts, adherence
from oidtrack.insight.series import Series, all_series
from oidtrack.insight.spread import Spread, spread
from oidtrack.insight.steps import StepView, by_step
from oidtrack.insight.treatments import Treated, treated
from oidtrack.rules.base import Finding
from oidtrack.rules.book import findings
from oidtrack.services.dayplan import read_dose_plan
from oidtrack.services.doses.ladder import DayDose, ladder, with_none_due
from oidtrack.services.doses.mme import journal_mme
from oidtrack.services.journal.assessing import AssessmentView, assessments
from oidtrack.services.journal.free_text import FreeText, free_texts
from oidtrack.services.medicines.stock_at_home import AtHome, at_home
from oidtrack.services.report.apart import DayApart, days_apart
from oidtrack.services.report.comparing import ThenNow, then_and_now
from oidtrack.services.report.period import Period, whole_until
from oidtrack.services.report.phases import Phases, phases
from oidtrack.services.report.prescribing import NOTHING, Prescribed, prescribed
from oidtrack.services.report.standing import Clock, Standing, standing
from oidtrack.services.report.until_visit import Ahead
from oidtrack.services.warnings.situation import situation
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.appointments import Appointment, appointments, last_appointment, next_appointment, questions
from oidtrack.store.tables.entries import EntryFilter, entries
from oidtrack.store.tables.profile import load_profile
from oidtrack.taper.days.dayplan import ONE_DAY, DosePlan
from oidtrack.taper.days.inforce import InForce
from oidtrack.taper.days.matching import DayMatch, match
from oidtrack.taper.days.stock import Need, supply_from
from oidtrack.taper.moving import as_of
from oidtrack.taper.plan import Plan, next_step, step_on

DEFAULT_DAYS = 90
NONE_KEPT = Adherence(Counts(), ())
MOST_SUGGESTED = 5
"""More questions than these are not asked in one visit. ENGINEERING."""


class SupplyView(Struct, frozen=True):
    """What the plan needs.

    Attributes:
        rest: The rest of the step that holds on the day after the period's last; None where there is none.
        following: The whole step after it; None where there is none.
    """

    rest: Need | None = None
    following: Need | None = None


class Report(Struct, frozen=True):
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
        in_force: Every medicine of the period's last day, with what is taken of it.
        ahead: The tablets to prescribe until the visit and after it.
        free_texts: Notes and other free words of the period. They leave only where that is asked for.
        country: As told in the profile, or None; decides the paper.
        logged: Days with an entry of any kind.
        today: The local day on which it is made, which is not over yet.
        standing: Where things stand: the next cut and what the check says of it, holds, the end, risk, whom to call.
        then: The begin of the period beside its end.
        asked: What is to be prescribed, line by line, also if the next cut is held.
        apart: Days that are over on which something other than the planned doses was taken.
        kept: As `adherence`, of the days that are over: what the page shows.
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
    in_force: tuple[InForce, ...] = ()
    ahead: tuple[Ahead, ...] = ()
    free_texts: tuple[FreeText, ...] = ()
    country: str | None = None
    logged: frozenset[date] = frozenset()
    today: date = date.max
    standing: Standing = field(default_factory=Standing)
    then: ThenNow = field(default_factory=ThenNow)
    asked: Prescribed = NOTHING
    apart: tuple[DayApart, ...] = ()
    kept: Adherence = NONE_KEPT

    @property
    def over(self) -> date:
        """The day after the last one that is over; today is not, unless the report has no other day."""
        return whole_until(self.period, self.today)

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
        """The spread of one measure over the whole period, today among it."""
        return spread(value for _, value in self.measure(name).known())

    def settled(self, name: str) -> Spread:
        """The same over the days of the period that are over."""
        return spread(self.measure(name).between(self.period.first, self.over))


def default_since(journal: Journal, now: datetime, day_ends_at: time = DAY_ENDS_AT) -> date:
    """The first day of a report that nobody gave one for: that of the last appointment, else 90 days up to today."""
    before = last_appointment(journal, int(now.timestamp()))
    if before is not None:
        return before.moment.day
    return moment(now, day_ends_at).day - (DEFAULT_DAYS - 1) * ONE_DAY


def report(
    journal: Journal, since: date, until: date, now: datetime, day_ends_at: time = DAY_ENDS_AT, region: str = ""
) -> Report:
    """Gather the report.

    Args:
        journal: The journal.
        since: First local day.
        until: Last local day, included; days after today are left off.
        now: The wall-clock time with its offset.
        day_ends_at: When a day ends by the wall clock.
        region: Country code in the language setting, for whom to call where the profile has no country.

    Raises:
        BadInput: A period that begins after it ends, or after today.
    """
    last = min(until, moment(now, day_ends_at).day)
    if since > last:
        raise BadInput(
            f"the report would begin on {day_words(since)}, after its last day {day_words(last)}",
            "choose an earlier --since",
        )
    with journal.snapshot():
        return _gathered(journal, (since, last), now, day_ends_at, region)


def _gathered(journal: Journal, span: tuple[date, date], now: datetime, day_ends_at: time, region: str) -> Report:
    planned, here = read_dose_plan(journal, day_ends_at), moment(now, day_ends_at)
    recent, answered = _read(journal, planned, span)
    found = tuple(entry for entry in recent if entry.moment.day >= span[0])
    logged, profile = frozenset(entry.moment.day for entry in found), load_profile(journal)
    period, home = Period(*span, len(logged)), at_home(journal, now, day_ends_at)
    measures, over = all_series(found, period.first, period.until), whole_until(period, here.day)
    plan, visit = planned.plan(here.day), next_appointment(journal, int(now.timestamp()))
    days, seen = _matched(planned, found, period, here), situation(journal, now, day_ends_at, period.last)
    asked = prescribed(planned, plan, days[-1], _visits(journal, now), home)
    return Report(
        period=period,
        prescriber=profile.prescriber,
        appointment=visit,
        plan=plan,
        findings=findings(seen),
        phases=phases(journal, planned, period.first, over - ONE_DAY),
        doses=with_none_due(_doses(planned, recent, span, here), planned, logged - {here.day}),
        measures=measures,
        steps=_steps(planned, measures, period.first, over, logged),
        cuts=planned.cuts(period.first, period.until),
        assessments=assessments(answered, period.first),
        adherence=adherence(days, planned.as_needed),
        kept=adherence((day for day in days if day.day < over), planned.as_needed),
        mme=journal_mme(journal, period.last).mme,
        treatments=_treated(found, period.first, over),
        supply=_supply(as_of(plan, here.day), period.until) if plan else SupplyView(),
        stock=home,
        questions=_questions(journal, visit),
        in_force=planned.on(period.last),
        ahead=asked.ahead,
        free_texts=free_texts(found, _versions(planned), visit, period.first, period.until),
        country=profile.country,
        logged=logged,
        today=here.day,
        standing=standing(journal, planned, seen, answered, Clock(now, day_ends_at, here.day, *span), region),
        then=then_and_now(journal, planned, measures, answered, (span[0], over)),
        asked=asked,
        apart=days_apart(days, planned.as_needed, here.day),
    )


def _steps(
    planned: DosePlan, measures: tuple[Series, ...], first: date, until: date, logged: frozenset[date]
) -> tuple[StepView, ...]:
    course = planned.course(until - ONE_DAY)
    return by_step(course, measures, logged, first, until) if course else ()


def _read(journal: Journal, planned: DosePlan, span: tuple[date, date]) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """The entries of a period, with those from before it that tell which patch is worn; and every questionnaire."""
    since, until = span[0] - planned.longest_worn * ONE_DAY, span[1] + ONE_DAY
    answered = entries(journal, EntryFilter(until=until, kinds=(Kind.ASSESSMENT,)))
    return tuple(entries(journal, EntryFilter(since=since, until=until))), tuple(answered)


def _treated(found: tuple[Entry, ...], first: date, over: date) -> tuple[Treated, ...]:
    settled = tuple(entry for entry in found if entry.moment.day < over)
    return treated(settled, all_series(settled, first, over))


def _matched(planned: DosePlan, found: tuple[Entry, ...], period: Period, here: Moment) -> tuple[DayMatch, ...]:
    """Every day of the period with what became of its planned doses."""
    log = by_day(found)
    return tuple(match(planned, day, log.get(day, ()), here) for day in period.each())


def _versions(planned: DosePlan) -> tuple[Plan, ...]:
    return tuple(version for course in planned.courses for version in course.versions)


def _visits(journal: Journal, now: datetime) -> tuple[datetime, ...]:
    return tuple(one.moment.wall for one in appointments(journal) if one.moment.at_utc >= int(now.timestamp()))


def _doses(planned: DosePlan, found: tuple[Entry, ...], span: tuple[date, date], here: Moment) -> tuple[DayDose, ...]:
    """The ladder; what was taken today counts once the day is over."""
    rows = ladder(planned, found, *span)
    return tuple(replace(row, taken=None, partial=False) if row.day == here.day else row for row in rows)


def _supply(plan: Plan, day: date) -> SupplyView:
    """What is needed from `day` on: the rest of its step, and the step after."""
    step, following = step_on(plan, day), next_step(plan, day - ONE_DAY)
    begun = step is not None and step.first < day
    needs = {step: need for step, need in supply_from(plan, day) if need.liquid_ml or any(n for _, n in need.tablets)}
    return SupplyView(
        needs.get(step) if step is not None and begun else None,
        None if following is None else needs.get(following),
    )


def _questions(journal: Journal, coming: Appointment | None) -> tuple[str, ...]:
    """Those of the next appointment, and those that wait for one."""
    own = questions(journal, coming.id) if coming is not None else ()
    found = sorted((*own, *questions(journal)), key=lambda question: question.id)
    return tuple(question.text for question in found)
