"""Entries, plans and journals for tests of what the diary shows: one line each."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from typing import Any

from msgspec.structs import replace

from oidtrack.domain.dose import Amount, Dose
from oidtrack.domain.journal import Assessment, DoseState, Entry, Intake, Kind, Mood, Treatment, moment
from oidtrack.domain.medicine import Makings, Prescription, Release, Role, ScheduledDose, Strength
from oidtrack.rules.base import Finding
from oidtrack.rules.book import findings
from oidtrack.services.dayplan import read_dose_plan
from oidtrack.services.warnings.situation import situation
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.entries import add_entry
from oidtrack.store.tables.medicines import add_prescription
from oidtrack.store.tables.plans import save_plan
from oidtrack.taper.days.inforce import PlannedDose
from oidtrack.taper.pace import Basis, Pace
from oidtrack.taper.plan import Plan, Status, Step, StepDose, Tablets, Why

START = date(2026, 10, 5)
DAY_ENDS_AT = time(4)
NOW_UTC = 1_795_000_000


def day(n: int) -> date:
    """The n-th day from the start of the plan; days before are negative."""
    return START + timedelta(days=n)


def exact(*values: int | Fraction | None) -> tuple[Fraction | None, ...]:
    """Numbers as fractions; None stays None."""
    return tuple(None if value is None else Fraction(value) for value in values)


def at(n: int, hour: int = 21, minute: int = 0) -> datetime:
    return datetime.combine(day(n), time(hour, minute), UTC)


def mood(n: int, hour: int = 21, *, sleep: int | None = None, symptoms: Any = (), **ratings: int) -> Entry:
    body = Mood(tuple(ratings.items()), sleep, (), tuple(symptoms))
    return Entry(Kind.MOOD, moment(at(n, hour), DAY_ENDS_AT), body)


def dose(
    n: int,
    mg: int | Amount = 20,
    hour: int = 8,
    *,
    state: DoseState = DoseState.TAKEN,
    medicine: str = "oxycodone",
    slot: time | None = None,
) -> Entry:
    amount = Dose(mg * 1000) if isinstance(mg, int) else mg
    fits = slot or (time(hour) if state is not DoseState.EXTRA else None)
    return Entry(Kind.DOSE, moment(at(n, hour), DAY_ENDS_AT), Intake(medicine, amount, state, fits))


def treatment(n: int, text: str, minutes: int | None = None) -> Entry:
    return Entry(Kind.TREATMENT, moment(at(n), DAY_ENDS_AT), Treatment(text, minutes))


def assessment(n: int, instrument: str, *answers: int) -> Entry:
    return Entry(Kind.ASSESSMENT, moment(at(n), DAY_ENDS_AT), Assessment(instrument, answers))


def prescription(*mg: int, times: tuple[int, ...] = (8, 20), **more: Any) -> Prescription:
    doses = tuple(ScheduledDose(time(hour), Dose(one * 1000)) for hour, one in zip(times, mg, strict=False))
    base = Prescription(
        medicine="oxycodone",
        release=Release.IR,
        role=Role.OPIOID,
        doses=doses,
        makings=Makings((Strength(Dose(5000)), Strength(Dose(10000)))),
        since=day(-60),
    )
    return replace(base, **more)


def step_dose(hour: int, mg: int) -> StepDose:
    return StepDose(time(hour), Dose(mg * 1000), (Tablets(Dose(5000), Fraction(mg, 5)),))


def step(n: int, first: int, days: int, *doses: StepDose, cut: int = 10, every_days: int = 1) -> Step:
    return Step(n, day(first), days, every_days, doses, Fraction(cut), Fraction(1), coarse=False, why=Why.PACE)


def plan(**more: Any) -> Plan:
    """Twice 20 mg, then 35, 30, and 10 on every other day, four weeks each; agreed three days before the start."""
    base = Plan(
        medicine="oxycodone",
        release=Release.IR,
        makings=Makings((Strength(Dose(5000)),)),
        pace=Pace(Fraction(10), 28, Basis.CURRENT, Fraction(0), Fraction(25), 56, "test", "a test"),
        start=START,
        target=Dose(0),
        current=(step_dose(8, 20), step_dose(20, 20)),
        steps=(
            step(1, 0, 28, step_dose(8, 15), step_dose(20, 20)),
            step(2, 28, 28, step_dose(8, 15), step_dose(20, 15)),
            step(3, 56, 28, step_dose(20, 10), every_days=2),
        ),
        stops_on=day(84),
        change_days=1,
        drop_first=(),
        factor=Fraction(3, 2),
        facts_version="",
        program_version="",
        status=Status.AGREED,
        agreed_with="Dr. Example (made up)",
        agreed_on=day(-3),
    )
    return replace(base, **more)


def write(journal: Journal, *things: Entry | Prescription | Plan) -> None:
    """Write anything in one transaction."""
    with journal.writing("test", NOW_UTC) as writer:
        for thing in things:
            if isinstance(thing, Entry):
                add_entry(writer, thing)
            elif isinstance(thing, Plan):
                save_plan(writer, thing, NOW_UTC)
            else:
                add_prescription(writer, thing)


def planned_doses(journal: Journal, on: date) -> tuple[PlannedDose, ...]:
    """What is to be taken on a day."""
    return read_dose_plan(journal, since=on).doses(on)


def worn(journal: Journal, on: date) -> tuple[PlannedDose, ...]:
    """What is taken or worn on a day."""
    return tuple(dose for one in read_dose_plan(journal, since=on).on(on) for dose in one.doses)


def warnings(
    journal: Journal, now: datetime, day_ends_at: time = DAY_ENDS_AT, day: date | None = None
) -> tuple[Finding, ...]:
    """Every finding that holds, the most severe first."""
    return findings(situation(journal, now, day_ends_at, day))
