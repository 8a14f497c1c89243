"""A plan of steps that somebody else wrote, held to the same laws as one that is drafted here."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from oidtrack.domain.medicine import ScheduledDose
from oidtrack.taper.checks import verdicts
from oidtrack.taper.drafting import SHOWN_PLACES, Request, not_makeable
from oidtrack.taper.pace import is_over, pace_steps, unit_days
from oidtrack.taper.plan import Plan, Step, StepDose, Why
from oidtrack.taper.tablets import Making, reachable


class Row(Struct, frozen=True):
    """One step as it was written.

    Attributes:
        first: Its first day.
        doses: At least one, each above 0, in the order of the day.
        every_days: 2 for a dose on every other day, else 1.
    """

    first: date
    doses: tuple[ScheduledDose, ...]
    every_days: int = 1


def entered(request: Request, rows: tuple[Row, ...], stops_on: date | None) -> Plan:
    """The plan of these rows with the verdict of every law; nothing about them is changed.

    Args:
        request: What it is a plan of; its start and target are those of the rows.
        rows: At least one, in the order of their days.
        stops_on: First day without the medicine, or None where the last row is stayed on.

    Raises:
        DoseNotMakeable: The strengths cannot make a dose; the nearest that they can are named.
    """
    made = _makeable(request, rows)
    plan = Plan(
        medicine=request.medicine,
        release=request.release,
        makings=request.makings,
        pace=request.pace,
        start=request.start,
        target=request.target,
        current=_doses(request.doses, made),
        steps=_steps(request, rows, made, stops_on),
        stops_on=stops_on,
        change_days=request.change_days,
        drop_first=request.drop_first,
        factor=request.factor,
        facts_version=request.versions[0],
        program_version=request.versions[1],
    )
    return replace(plan, checks=verdicts(plan))


def _makeable(request: Request, rows: tuple[Row, ...]) -> dict[int, Making]:
    wanted = [dose.amount.thousandths for doses in (request.doses, *(row.doses for row in rows)) for dose in doses]
    largest = max((strength.amount.thousandths for strength in request.makings.strengths), default=0)
    made = reachable(request.makings, request.release, max(wanted) + largest)
    for amount in wanted:
        if amount not in made:
            raise not_makeable(request, amount, made)
    return made


def _steps(request: Request, rows: tuple[Row, ...], made: dict[int, Making], stops_on: date | None) -> tuple[Step, ...]:
    start = sum(dose.amount.thousandths for dose in request.doses)
    unit = unit_days(request.pace, request.change_days)
    stays = timedelta(days=-(-request.pace.every_days // unit) * unit)  # one interval, in whole weeks and changes
    end = stops_on or rows[-1].first + stays
    before, steps = Fraction(start), []
    for n, (row, until) in enumerate(zip(rows, (*(row.first for row in rows[1:]), end), strict=True), 1):
        after = Fraction(sum(dose.amount.thousandths for dose in row.doses), row.every_days)
        worth = pace_steps(request.pace, start, before, after)
        assert worth is not None  # only a cut to nothing is worth no number of them, and no row is one
        steps.append(
            Step(
                n=n,
                first=row.first,
                days=(until - row.first).days,
                every_days=row.every_days,
                doses=_doses(row.doses, made),
                cut_percent=100 * (before - after) / before,
                pace_steps=round(worth, SHOWN_PLACES),
                coarse=is_over(request.pace, before, after),
                why=Why.ENTERED,
            )
        )
        before = after
    return tuple(steps)


def _doses(doses: tuple[ScheduledDose, ...], made: dict[int, Making]) -> tuple[StepDose, ...]:
    makings = ((dose, made[dose.amount.thousandths]) for dose in doses)
    return tuple(StepDose(dose.at, dose.amount, making.tablets, making.liquid_ml) for dose, making in makings)
