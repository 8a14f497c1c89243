"""Steps that somebody else wrote: the same laws, nothing changed, nothing hidden."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from msgspec.structs import replace
from regimens import a_request, requests

from oidtrack.domain.dose import Dose, Rate
from oidtrack.domain.medicine import Release, ScheduledDose
from oidtrack.errors import DoseNotMakeable
from oidtrack.taper.checks import broken
from oidtrack.taper.drafting import Request, draft
from oidtrack.taper.entered import Row, entered
from oidtrack.taper.plan import Plan, Tablets, Why

pytestmark = pytest.mark.no_cover  # what it goes through is followed in other tests


def rows_of(plan: Plan) -> tuple[Row, ...]:
    return tuple(
        Row(step.first, tuple(ScheduledDose(dose.at, dose.amount) for dose in step.doses), step.every_days)
        for step in plan.steps
    )


@settings(max_examples=40, deadline=None)
@given(requests(most=3))
def test_a_drafted_plan_typed_in_by_hand_keeps_every_law(request: Request) -> None:
    plan = draft(request)
    typed = entered(request, rows_of(plan), plan.stops_on)
    assert broken(typed.checks) == ()
    assert [step.daily for step in typed.steps] == [step.daily for step in plan.steps]
    assert all(step.why is Why.ENTERED for step in typed.steps)


def test_broken_laws_are_named_with_their_step() -> None:
    request = a_request("10 10", "5 10")
    plan = draft(request)
    rows = rows_of(plan)
    hurried = entered(request, (replace(rows[0], first=rows[1].first - timedelta(days=7)), *rows[1:]), plan.stops_on)
    assert {verdict.rule for verdict in broken(hurried.checks)} >= {"keeps-pace"}
    raised = entered(request, (rows[1], replace(rows[0], first=rows[1].first + timedelta(days=28))), None)
    assert "never-rises" in {verdict.rule for verdict in broken(raised.checks)}


def test_a_dose_that_cannot_be_made_names_its_neighbours() -> None:
    request = a_request("10 10", "5 10")
    row = Row(date(2026, 12, 1), (ScheduledDose(request.doses[0].at, Dose(7000)),))
    with pytest.raises(DoseNotMakeable, match="7 mg") as caught:
        entered(request, (row,), None)
    assert caught.value.nearest == ("5 mg", "10 mg")


def test_a_cut_to_every_other_day_of_nothing_makeable() -> None:
    with pytest.raises(DoseNotMakeable):
        entered(a_request("10", ""), (Row(date(2026, 12, 1), a_request("10", "").doses),), None)


def test_what_was_typed_by_hand_is_kept_as_it_is() -> None:
    request = a_request("10 10", "5 10")
    plan = draft(request)
    typed = entered(request, rows_of(plan), plan.stops_on)

    kept = replace(typed, steps=plan.steps, checks=plan.checks)
    assert kept == plan
    assert [one.pace_steps for one in typed.steps] == [one.pace_steps for one in plan.steps]
    assert [(one.n, one.first, one.days, one.doses, one.cut_percent) for one in typed.steps] == [
        (one.n, one.first, one.days, one.doses, one.cut_percent) for one in plan.steps
    ]


def test_patches_that_somebody_else_wrote_are_made_of_rates() -> None:
    request = a_request("50", "12 25", release=Release.PATCH, change_days=3)
    row = Row(request.start, (ScheduledDose(request.doses[0].at, Rate(37_000)),))
    (dose,) = entered(request, (row,), None).steps[0].doses

    assert dose.tablets == (Tablets(Rate(25_000), Fraction(1)), Tablets(Rate(12_000), Fraction(1)))
