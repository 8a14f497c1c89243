"""The report for another program: what of it leaves as FHIR. No free text is among it."""

from __future__ import annotations

from datetime import datetime

from oidtrack.clinical import catalogue
from oidtrack.domain.dose import plain
from oidtrack.domain.medicine import Release, Role
from oidtrack.exchange.fhir import Reading, Response, Shared, Statement, fhir_bundle
from oidtrack.services.doses.ladder import Rung, rungs
from oidtrack.services.report.reporting import Report
from oidtrack.taper.inforce import InForce

_SCORE = "{score}"
_READ = {
    "sleep": ("Sleep, as written down by the person", "h"),
    "withdrawal": ("Withdrawal, sum of the symptoms rated 0 to 4 by the person", _SCORE),
}
_BEST = ("mood", "energy", "motivation", "interest")
_RELEASES = {Release.IR: "immediate release", Release.ER: "extended release", Release.PATCH: "patch"}


def report_fhir(report: Report, now: datetime, name: str = "") -> str:
    """The report as an R4 Bundle; days without an answer are left out.

    Args:
        report: What was gathered.
        now: When it is made, with its offset.
        name: The person's name, where it is to leave.
    """
    responses = tuple(
        Response(catalogue.questionnaire(view.instrument), view.at, view.answers, view.score)
        for view in report.assessments
    )
    ladder = tuple(_of_rung(rung, report) for rung in rungs(report.doses))
    others = tuple(_of_medicine(one, report) for one in report.in_force if one.role is not Role.OPIOID)
    return fhir_bundle(Shared(now, name.strip(), responses, (*ladder, *others), _readings(report)))


def _readings(report: Report) -> tuple[Reading, ...]:
    found = [
        Reading(words, day, value, unit)
        for one in report.measures
        for words, unit in (_said(one.measure),)
        for day, value in one.known()
    ]
    mme = report.mme
    if mme.items and mme.total is not None:
        words = f"Morphine milligram equivalents a day as planned ({mme.factor_set} factors)"
        found.append(Reading(words, report.period.last, mme.total, "mg/d", at_least=mme.incomplete))
    return tuple(found)


def _said(measure: str) -> tuple[str, str]:
    """A measure in words, and its unit."""
    end = "best" if measure in _BEST else "worst"
    return _READ.get(measure, (f"{measure.capitalize()}, 0 to 10, 10 is {end}, as rated by the person", _SCORE))


def _of_rung(rung: Rung, report: Report) -> Statement:
    """A stretch of one planned dose with what was taken; the last one goes on."""
    patch = rung.unit == "mcg/h"
    unit = "mcg/h" if patch else "mg a day"
    planned = "not scheduled" if rung.planned is None else f"planned {plain(rung.planned)} {unit}"
    taken = "no day recorded"
    if rung.mean_taken is not None:
        taken = f"taken on average {plain(rung.mean_taken, 1)} {unit}, {rung.taken.n} of {rung.days} days recorded"
    ongoing = rung.last == report.period.last and rung.planned != 0
    return Statement(
        medicine=rung.medicine,
        first=rung.first,
        last=None if ongoing else rung.last,
        rate=rung.planned,
        unit="ug/h" if patch else "mg/d",
        words=f"{planned}; {taken}",
    )


def _of_medicine(one: InForce, report: Report) -> Statement:
    """What else is taken on the last day."""
    patch = one.release is Release.PATCH
    unit = "mcg/h" if patch else "mg a day"
    words = "taken when needed" if one.daily is None else f"planned {plain(one.daily)} {unit}"
    return Statement(
        medicine=f"{one.medicine}, {_RELEASES[one.release]}",
        first=report.period.first,
        last=None,
        rate=one.daily,
        unit="ug/h" if patch else "mg/d",
        words=words,
        as_needed=one.daily is None,
    )
