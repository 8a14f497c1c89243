"""Three made-up lives before a visit, for every way of showing the report. Nobody lived them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from pathlib import Path

from oidtrack.domain.dose import Dose
from oidtrack.domain.journal import Assessment, DoseState, Entry, Intake, Kind, Moment, Mood, Treatment, moment
from oidtrack.domain.medicine import Makings, Prescription, Release, Role, ScheduledDose, Strength
from oidtrack.domain.profile import Profile
from oidtrack.insight.adherence import Adherence
from oidtrack.rules.base import Finding, Severity
from oidtrack.services.journal.assessing import AssessmentView
from oidtrack.services.report.reporting import Report, default_since, report
from oidtrack.store.appointments import Appointment, Question, add_appointment, add_question
from oidtrack.store.database import open_journal
from oidtrack.store.entries import add_entry
from oidtrack.store.medicines import add_prescription
from oidtrack.store.plans import save_plan
from oidtrack.store.profile import save_profile
from oidtrack.store.writer import Writer
from oidtrack.taper.pace import Basis, Pace
from oidtrack.taper.plan import Plan, Status, Step, StepDose, Tablets, Why
from oidtrack.taper.steering import hold, resume

NOW = datetime.fromisoformat("2026-11-23T15:05:00-05:00")
TODAY = NOW.date()
WHO = "Dr. Example (made up)"
DAY_ENDS_AT = time(4)
MARK = "the garden was quiet"
"""Free text that stands in every life, and may leave only where it is asked for."""

_TIMES = (time(8), time(14), time(22))
Way = Callable[[int], int]
"""From the day of a life to a number."""
Taken = Callable[[int], tuple[int, int, int]]
"""From the day of a life to the milligrams of its three times; 0 where there is no dose."""


class _Days:
    """How a life goes, day by day; `n` counts from the first of `days` days up to today."""

    def __init__(self, days: int, doses: Taken, mood: Way, phq9: Way) -> None:
        self.days, self.doses, self.mood, self.phq9 = days, doses, mood, phq9

    def entries(self) -> list[Entry]:
        found: list[Entry] = []
        for n in range(self.days):
            day = TODAY - timedelta(days=self.days - 1 - n)
            if n % 28 == 20:
                score = self.phq9(n)
                answers = (*(min(3, max(0, score - 3 * k)) for k in range(8)), 0)
                found.append(Entry(Kind.ASSESSMENT, _at(day, time(20)), Assessment("phq9", answers)))
            if _silent(n):
                continue
            found += [_dose(day, n, mg, slot) for slot, mg in zip(_TIMES, self.doses(n), strict=True) if mg]
            found += [_evening(day, n, self.mood(n)), *_treatments(day, n)]
        return [entry for entry in found if entry.moment.at_utc <= NOW.timestamp()]


def steady(folder: Path) -> Path:
    """The same dose throughout; mood sinks and PHQ-9 rises over three months."""
    return _life(folder, "steady", (), _prescription(30, 30, 30), _Days(90, _same, _sinking, _rising))


def held(folder: Path) -> Path:
    """A taper of 90, 80, 70 mg; both steps are held, the second still is."""
    return _life(folder, "held", _held_versions(), _prescription(30, 30, 30), _Days(112, _held_twice, _dipping, _level))


def ended(folder: Path) -> Path:
    """The last small steps, the stop, and eight weeks without."""
    return _life(
        folder, "ended", _ended_versions(), _prescription(10, 0, 0), _Days(90, _to_the_end, _recovering, _falling)
    )


LIVES = {"steady": steady, "held": held, "ended": ended}


def gathered(path: Path) -> Report:
    """The report of a life since its last visit."""
    with open_journal(path, create=False) as journal:
        return report(journal, default_since(journal, NOW), TODAY, NOW)


def _silent(n: int) -> bool:
    return n % 11 == 7 or 40 <= n < 44


def _same(_: int) -> tuple[int, int, int]:
    return 30, 30, 30


def _held_twice(n: int) -> tuple[int, int, int]:
    """As `_held_versions` has it: cuts on days 14 and 70, the second four weeks late, and no third."""
    return (30, 30, 30) if n < 14 else (30, 20, 30) if n < 70 else (30, 10, 30)


def _to_the_end(n: int) -> tuple[int, int, int]:
    """As `_ended_versions` has it: 10, then 5 from day 9, on every other day from day 30, none from day 44 on."""
    mg = 10 if n < 9 else 5 if n < 30 or (n < 44 and n % 2 == 0) else 0
    return mg, 0, 0


def _dose(day: date, n: int, mg: int, slot: time) -> Entry:
    skipped = n % 17 == 5 and slot == _TIMES[1]
    state, reason = (DoseState.SKIPPED, MARK) if skipped else (DoseState.TAKEN, "")
    amount = Dose(mg * 1000)
    return Entry(Kind.DOSE, _at(day, slot), Intake("oxycodone", amount, state, slot, amount, reason))


def _evening(day: date, n: int, mood: int) -> Entry:
    jitter = (n * 7 % 5 - 2) * 5
    ratings = (("mood", max(0, min(100, mood + jitter))), ("pain", 45 + (n * 3 % 7 - 3) * 5))
    body = Mood(ratings, 420 - (n * 5 % 6) * 15, (), (("restless", n % 3), ("sweating", n % 2)))
    return Entry(Kind.MOOD, _at(day, time(21)), body, note=MARK if n % 30 == 3 else "")


def _treatments(day: date, n: int) -> list[Entry]:
    return [Entry(Kind.TREATMENT, _at(day, time(17)), Treatment("walk", 30))] if n % 3 == 0 else []


def _at(day: date, clock: time) -> Moment:
    return moment(datetime.combine(day, clock, NOW.tzinfo), DAY_ENDS_AT)


def _sinking(n: int) -> int:
    return 65 - n * 40 // 90


def _rising(n: int) -> int:
    return 5 + n // 7


def _dipping(n: int) -> int:
    return 65 - max(0, 20 - (n - 14) % 56) if n >= 14 else 65


def _level(n: int) -> int:
    return 6 + n // 28 % 2


def _recovering(n: int) -> int:
    return 40 + n // 4


def _falling(n: int) -> int:
    return max(3, 12 - n // 9)


def _prescription(*mg: int) -> Prescription:
    doses = tuple(ScheduledDose(at, Dose(one * 1000)) for at, one in zip(_TIMES, mg, strict=True) if one)
    strengths = tuple(Strength(Dose(ug), may_halve=ug == 5000) for ug in (5000, 10000, 30000))
    return Prescription("oxycodone", Release.IR, Role.OPIOID, doses, Makings(strengths), TODAY - timedelta(days=1200))


def _step_dose(at: time, mg: int) -> StepDose:
    tens, thirties = mg % 30 // 10, mg // 30
    parts = ((30, thirties), (10, tens), (5, mg % 10 // 5))
    tablets = tuple(Tablets(Dose(strength * 1000), Fraction(count)) for strength, count in parts if count)
    return StepDose(at, Dose(mg * 1000), tablets)


def _doses(*mg: int) -> tuple[StepDose, ...]:
    return tuple(_step_dose(at, one) for at, one in zip(_TIMES, mg, strict=True) if one)


def _step(n: int, first: date, days: int, doses: tuple[StepDose, ...], cut: Fraction, every_days: int = 1) -> Step:
    return Step(n, first, days, every_days, doses, cut, Fraction(1), coarse=False, why=Why.PACE)


def _plan(start: date, current: tuple[StepDose, ...], steps: tuple[Step, ...], stops_on: date | None) -> Plan:
    return Plan(
        medicine="oxycodone",
        release=Release.IR,
        makings=Makings(tuple(Strength(Dose(ug)) for ug in (5000, 10000, 30000))),
        pace=Pace(Fraction(10), 28, Basis.CURRENT, Fraction(0), Fraction(25), 56, "test", "a test"),
        start=start,
        target=Dose(0),
        current=current,
        steps=steps,
        stops_on=stops_on,
        change_days=1,
        drop_first=(),
        factor=Fraction(3, 2),
        facts_version="",
        program_version="",
        status=Status.AGREED,
        agreed_with=WHO,
        agreed_on=start - timedelta(days=7),
    )


def _held_versions() -> tuple[Plan, ...]:
    """As agreed; held in the first step and resumed four weeks later; held in the second, and still on hold."""
    start, month = TODAY - timedelta(days=97), timedelta(days=28)
    steps = (
        _step(1, start, 28, _doses(30, 20, 30), Fraction(100, 9)),
        _step(2, start + month, 28, _doses(30, 10, 30), Fraction(25, 2)),
        _step(3, start + 2 * month, 28, _doses(20, 10, 30), Fraction(100, 7)),
    )
    agreed = _plan(start, _doses(30, 30, 30), steps, start + 3 * month)
    first = hold(agreed, start + timedelta(days=21), 28, MARK)
    resumed = resume(first, start + timedelta(days=49), MARK)
    return agreed, first, resumed, hold(resumed, start + timedelta(days=70), 28, MARK)


def _ended_versions() -> tuple[Plan, ...]:
    start = TODAY - timedelta(days=80)
    steps = (
        _step(1, start, 21, _doses(5, 0, 0), Fraction(50)),
        _step(2, start + timedelta(days=21), 14, _doses(5, 0, 0), Fraction(50), every_days=2),
    )
    return (_plan(start, _doses(10, 0, 0), steps, start + timedelta(days=35)),)


def _life(folder: Path, name: str, versions: tuple[Plan, ...], row: Prescription, days: _Days) -> Path:
    path = folder / f"{name}.db"
    at_utc = int(NOW.timestamp())
    with open_journal(path) as journal:
        with journal.writing("test", at_utc) as writer:
            add_prescription(writer, row)
            for n, plan in enumerate(versions):
                save_plan(writer, replace(plan, id=1 if n else 0), at_utc)
            _around(writer, days.days)
        with journal.writing("test", at_utc) as writer:
            for entry in days.entries():
                add_entry(writer, entry)
    return path


def _around(writer: Writer, days: int) -> None:
    """Who the person is, the visit before, the next one and what to ask there."""
    save_profile(writer, Profile(country="GB", prescriber=WHO))
    before = datetime.combine(TODAY - timedelta(days=days - 1), time(10), NOW.tzinfo)
    add_appointment(writer, Appointment(moment(before, DAY_ENDS_AT), WHO))
    after = datetime.combine(TODAY + timedelta(days=14), time(10, 30), NOW.tzinfo)
    coming = add_appointment(writer, Appointment(moment(after, DAY_ENDS_AT), WHO, note=MARK))
    for text in ("Is this mood part of the dose?", "What helps with the first nights?"):
        add_question(writer, Question(text, coming.id))


def much(report: Report) -> Report:
    """A report of somebody of whom there is more to say than fits any page."""
    loud = (Severity.URGENT, Severity.ACT, Severity.ACT, Severity.WATCH, Severity.WATCH, Severity.INFO)
    findings = tuple(_finding(n, severity) for n, severity in enumerate(loud))
    forms = (("phq9", "PHQ-9 (made up)"), ("gad7", "GAD-7 (made up)"), ("shortows", "ShortOWS (made up)"))
    assessments = tuple(_answered(n, *forms[n % 3]) for n in range(9))
    counts = report.adherence.total
    names = ("acetaminophen-codeine", "gabapentin", "ibuprofen", "oxycodone", "sertraline", "zinc")
    return replace(
        report,
        findings=findings,
        assessments=assessments,
        questions=(f"{_LONG_QUESTION} {_LONG_QUESTION}",) * 8,
        adherence=Adherence(counts, tuple((name, counts) for name in names)),
        treatments=report.treatments * 12,
        ahead=report.ahead * 2,
    )


_LONG_QUESTION = "What can I do about the first nights after a cut, when I wake at three and cannot sleep again?"
_LONG_FINDING = (
    "Mood has been lower than your usual range since 2026-10-28: median 4 (n 13) against 6 (n 24) before. It is"
    " linked in time with the cut on 2026-10-26. It may be worth talking about before the next cut."
)


def _finding(n: int, severity: Severity) -> Finding:
    ask = f"Could the next cut wait until sleep and mood have settled, and what else may help me with it? ({n})"
    since = TODAY - timedelta(days=26)
    return Finding(f"f{n}", severity, f"Finding {n}", _LONG_FINDING, "a rule", "engineering", since, ("e1",), ask)


def _answered(n: int, instrument: str, title: str) -> AssessmentView:
    day = TODAY - timedelta(days=60 - n)
    band, change = "moderately severe", Fraction(6)
    at = datetime.combine(day, time(20), NOW.tzinfo)
    return AssessmentView(
        f"e{n}", day, instrument, title, Fraction(19), 27, band, change, True, n == 8, (2,) * 8 + (1,), at
    )
