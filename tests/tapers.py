"""The plans of made-up lives: one with two holds, one that came to its end."""

from __future__ import annotations

from datetime import date, time, timedelta
from fractions import Fraction

from life import MARK, TODAY, WHO
from oidtrack.domain.dose import Dose
from oidtrack.domain.medicine import Makings, Release, Strength
from oidtrack.taper.pace import Basis, Pace
from oidtrack.taper.plan import Plan, Status, Step, StepDose, Tablets, Why
from oidtrack.taper.steering import hold, resume

TIMES = (time(8), time(14), time(22))


def _step_dose(at: time, mg: int) -> StepDose:
    tens, thirties = mg % 30 // 10, mg // 30
    parts = ((30, thirties), (10, tens), (5, mg % 10 // 5))
    tablets = tuple(Tablets(Dose(strength * 1000), Fraction(count)) for strength, count in parts if count)
    return StepDose(at, Dose(mg * 1000), tablets)


def _doses(*mg: int) -> tuple[StepDose, ...]:
    return tuple(_step_dose(at, one) for at, one in zip(TIMES, mg, strict=True) if one)


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


def held_versions() -> tuple[Plan, ...]:
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


def ended_versions() -> tuple[Plan, ...]:
    """Two small steps, the second on every other day, and the stop."""
    start = TODAY - timedelta(days=80)
    steps = (
        _step(1, start, 21, _doses(5, 0, 0), Fraction(50)),
        _step(2, start + timedelta(days=21), 14, _doses(5, 0, 0), Fraction(50), every_days=2),
    )
    return (_plan(start, _doses(10, 0, 0), steps, start + timedelta(days=35)),)
