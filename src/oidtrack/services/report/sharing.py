"""The report for another program: what of it leaves as FHIR. No free text is among it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from fractions import Fraction

from oidtrack.clinical import catalogue
from oidtrack.domain.dose import plain
from oidtrack.domain.journal import TEN_IS_BEST
from oidtrack.domain.medicine import Form, Prescription, Product, Release, Role, Route
from oidtrack.errors import UnknownMedicine, listed
from oidtrack.exchange.fhir.bundle import Reading, Response, Shared, fhir_bundle
from oidtrack.exchange.fhir.medicine import Statement, Timed
from oidtrack.insight.series import Series
from oidtrack.insight.spread import spread
from oidtrack.services.doses.ladder import Rung, rungs
from oidtrack.services.report.period import Period
from oidtrack.services.report.reporting import Report
from oidtrack.taper.days.dayplan import ONE_DAY
from oidtrack.taper.days.inforce import InForce
from oidtrack.taper.plan import step_on

_SCORE = "{score}"
_READ = {
    "sleep": ("Sleep, as written down by the person", "h"),
    "withdrawal": ("Withdrawal, sum of the symptoms rated 0 to 4 by the person", _SCORE),
}
_LOINC = {"pain": "72514-3", "sleep": "93832-4"}
"""Pain severity as a number from 0 to 10, reported; sleep duration.

Source:
    HL7 Belgium, patient monitoring guide (72514-3); HL7 personal health record guide (93832-4).
"""
_RELEASES = {Release.IR: "immediate release", Release.ER: "extended release", Release.PATCH: "patch"}
_SWALLOWED = {Form.TABLET, Form.CAPSULE, Form.LIQUID}
_ROUTES = {Route.SUBLINGUAL: ("SL", "Dissolve, sublingual"), Route.BUCCAL: ("BUC", "Topical application, buccal")}
_WEEK = 7


def report_fhir(report: Report, now: datetime, name: str = "", *, daily: bool = False) -> str:
    """The report as an R4 Bundle; days without an answer are left out.

    Args:
        report: What was gathered.
        now: When it is made, with its offset.
        name: The person's name, where it is to leave.
        daily: Whether ratings leave day by day; else week by week.
    """
    responses = tuple(
        Response(catalogue.questionnaire(view.instrument), view.at, view.answers, view.score)
        for view in report.assessments
    )
    others = (_of_medicine(one, report) for one in report.in_force if one.role is not Role.OPIOID)
    statements = (*_scheduled(report), *_when_needed(report), *others)
    born, period = report.standing.risk.profile.born, report.period
    readings = _readings(report, daily=daily)
    return fhir_bundle(Shared(now, period.first, period.last, name.strip(), responses, statements, readings, born))


def _readings(report: Report, *, daily: bool) -> tuple[Reading, ...]:
    found = [reading for one in report.measures for reading in (_days(one) if daily else _weeks(one, report.period))]
    mme = report.mme
    if mme.items and mme.total is not None:
        words = f"Morphine milligram equivalents a day as planned ({mme.factor_set} factors)"
        found.append(Reading(words, report.period.last, mme.total, "{MME}/d", at_least=mme.incomplete))
    return tuple(found)


def _days(one: Series) -> Iterator[Reading]:
    words, unit = _said(one.measure)
    for day, value in one.known():
        yield Reading(words, day, value, unit, loinc=_LOINC.get(one.measure, ""))


def _weeks(one: Series, period: Period) -> Iterator[Reading]:
    """The weeks from Monday on that have an answer, cut to the period."""
    words, unit = _said(one.measure)
    weeks: dict[date, list[Fraction]] = {}
    for day, value in one.known():
        weeks.setdefault(day - day.weekday() * ONE_DAY, []).append(value)
    for monday, values in weeks.items():
        median = spread(values).median
        assert median is not None
        last = min(monday + (_WEEK - 1) * ONE_DAY, period.last)
        summed = (last, len(values), min(values), max(values))
        first = max(monday, period.first)
        yield Reading(words, first, median, unit, loinc=_LOINC.get(one.measure, ""), week=summed)


def _said(measure: str) -> tuple[str, str]:
    """A measure in words, and its unit."""
    end = "best" if measure in TEN_IS_BEST else "worst"
    return _READ.get(measure, (f"{measure.capitalize()}, 0 to 10, 10 is {end}, as rated by the person", _SCORE))


def _scheduled(report: Report) -> Iterator[Statement]:
    """Each planned dose of each opioid; a stretch for which none was planned is no statement."""
    for rung in rungs(report.doses):
        if rung.planned:
            yield _of_rung(rung, rung.planned, report)


def _of_rung(rung: Rung, planned: Fraction, report: Report) -> Statement:
    """A stretch of one planned dose with what was taken; the last one goes on, and has its times and its begin."""
    patch = rung.unit == "mcg/h"
    unit = "mcg/h" if patch else "mg a day"
    taken = "no day recorded"
    if rung.mean_taken is not None:
        taken = f"taken on average {plain(rung.mean_taken, 1)} {unit}, {rung.taken.n} of {rung.days} days recorded"
    ongoing = rung.last == report.period.last
    now = [one for one in report.in_force if (one.medicine, one.unit) == (rung.medicine, rung.unit)]
    # a dose that has gone has its times where they were the same on each of its days
    parts = [one for one in (now if ongoing else rung.parts) if one.role is Role.OPIOID and one.daily]
    rows = (row.release for row in report.doses if (row.medicine, row.unit) == (rung.medicine, rung.unit))
    releases = [one.release for one in parts] or [next(rows)]
    often = {one.every_days for one in parts}
    return Statement(
        medicine=f"{rung.medicine}, {listed(_RELEASES[release] for release in releases)}",
        first=_begun(parts if ongoing else (), rung.first, report.period),
        last=None if ongoing else rung.last,
        rate=planned,
        unit="ug/h" if patch else "mg/d",
        words=f"planned {plain(planned)} {unit}; {taken}",
        route=_route(rung.medicine, releases, [one.prescription(rung.last) for one in parts]),
        timed=() if patch or len(often) != 1 else _timed(parts),
        every_days=next(iter(often), 1),
        change_days=_changed(parts) if patch else None,
    )


def _changed(parts: Iterable[InForce]) -> int | None:
    """How often patches are changed; None where two of them differ."""
    days = {one.change_days for one in parts}
    return days.pop() if len(days) == 1 else None


def _begun(parts: Iterable[InForce], first: date, period: Period) -> date:
    """The first day of the dose of today, which may lie before the period."""
    starts = [start for one in parts if (start := _since(one, period.last)) is not None]
    return min(first, max(starts)) if starts and first == period.first else first


def _since(one: InForce, day: date) -> date | None:
    step = None if one.version is None else step_on(one.version, day)
    if step is not None:
        return step.first
    return None if one.row is None else one.row.since


def _timed(parts: Iterable[InForce]) -> tuple[Timed, ...]:
    """The doses of a day by their amount, in the order of the day."""
    found: dict[Fraction, list[time]] = {}
    for dose in (dose for one in parts for dose in one.doses):
        found.setdefault(dose.amount.shown, []).append(dose.slot)
    return tuple(Timed(amount, tuple(at)) for amount, at in found.items())


def _route(medicine: str, releases: Iterable[Release], rows: Iterable[Prescription] = ()) -> tuple[str, str] | None:
    """How it gets into the body, where that is the same of every product that it may be; else None."""
    if all(release is Release.PATCH for release in releases):
        return "TRNSDERM", "Transdermal"
    try:
        products = catalogue.medicine(medicine).products
    except UnknownMedicine:
        return None
    ways = {_way(made) for made in _which([made for made in products if made.release in releases], [*rows])}
    return ways.pop() if len(ways) == 1 else None


def _which(products: list[Product], rows: list[Prescription]) -> list[Product]:
    """The products that it may be: the one that was named, else those with a strength that is at hand, else all."""
    named = {row.product for row in rows}
    strengths = {strength.amount for row in rows for strength in row.makings.strengths}
    of_name = [made for made in products if made.id in named]
    return of_name or [made for made in products if strengths & {*made.strengths}] or products


def _way(made: Product) -> tuple[str, str] | None:
    if made.route is not None:
        return _ROUTES[made.route]
    return ("PO", "Swallow, oral") if made.form in _SWALLOWED else None


def _when_needed(report: Report) -> Iterator[Statement]:
    """Each opioid that is taken when needed as one statement, with all that was taken of it in the period."""
    now = {(one.medicine, one.unit): one for one in report.in_force if one.role is Role.OPIOID and one.daily is None}
    had = {(row.medicine, row.unit): row.release for row in report.doses if row.planned is None}
    for key in sorted({*now, *had}):
        one, (medicine, unit) = now.get(key), key
        release = had[key] if one is None else one.release
        days = [row for row in report.doses if (row.medicine, row.unit) == key]
        amounts = [(row.at_least or Fraction(0)) if row.planned is None else row.when_needed for row in days]
        used = [amount for amount in amounts if amount]
        told = f"{plain(sum(used, Fraction(0)))} {unit} on {len(used)} of {report.period.days} days" if used else "none"
        most = f", at most {plain(max(used))} {unit} a day" if used else ""
        starts = [one.row.since] if one is not None and one.row is not None else [row.day for row in days]
        yield Statement(
            medicine=f"{medicine}, {_RELEASES[release]}",
            first=min(starts, default=report.period.first),
            last=max(row.day for row in days if row.planned is None) if one is None else None,
            rate=None,
            unit="mg/d",
            words=f"taken when needed; written down: {told}{most}",
            as_needed=True,
            route=_route(medicine, (release,), [] if one is None or one.row is None else [one.row]),
        )


def _of_medicine(one: InForce, report: Report) -> Statement:
    """What else is taken on the last day."""
    patch = one.release is Release.PATCH
    unit = "mcg/h" if patch else "mg a day"
    words = "taken when needed" if one.daily is None else f"planned {plain(one.daily)} {unit}"
    return Statement(
        medicine=f"{one.medicine}, {_RELEASES[one.release]}",
        first=_since(one, report.period.last) or report.period.first,
        last=None,
        rate=one.daily,
        unit="ug/h" if patch else "mg/d",
        words=words,
        as_needed=one.daily is None,
        route=("TRNSDERM", "Transdermal") if patch else None,
        timed=() if patch else _timed((one,)),
        every_days=one.every_days,
        change_days=one.change_days if patch else None,
    )
