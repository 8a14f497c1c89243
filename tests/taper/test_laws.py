"""The laws, over generated regimens: what must hold for every plan that the program can make."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from oracle import cost_of, counted, least
from regimens import a_pace, a_request, liquids, requests

from oidtrack.domain.dose import Amount
from oidtrack.domain.medicine import Makings, Release, ScheduledDose, Strength, amount_of
from oidtrack.errors import DoseNotMakeable
from oidtrack.taper.checks import LAWS
from oidtrack.taper.drafting import Request, draft
from oidtrack.taper.pace import Basis
from oidtrack.taper.plan import Plan

many = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def dailies(plan: Plan) -> list[Fraction]:
    return [Fraction(sum(d.amount.thousandths for d in plan.current)), *(step.daily for step in plan.steps)]


def counts(plan: Plan) -> list[list[Fraction]]:
    return [[t.count for d in step.doses for t in d.tablets] for step in plan.steps]


def objective(request: Request, plan: Plan) -> float:
    return cost_of(request, counted(request, [int(d) for d in dailies(plan)]))


@pytest.mark.no_cover
@many
@given(requests())
def test_every_generated_plan_keeps_every_law(request: Request) -> None:
    plan = draft(request)
    assert [(v.rule, v.holds) for v in plan.checks] == [(rule, True) for rule, _ in LAWS]


@pytest.mark.no_cover
@many
@given(requests(), st.randoms(use_true_random=False))
def test_the_order_of_strengths_changes_nothing(request: Request, random: Random) -> None:
    shuffled = list(request.makings.strengths)
    random.shuffle(shuffled)
    other = replace(request, makings=replace(request.makings, strengths=tuple(shuffled)))
    assert draft(other).steps == draft(request).steps


@pytest.mark.no_cover
@many
@given(requests(most=4), st.sampled_from([2, 3, 10]))
def test_scaling_doses_and_strengths_changes_no_count(request: Request, factor: int) -> None:
    def times(amount: Amount) -> Amount:
        return amount_of(request.release, amount.thousandths * factor)

    scaled = replace(
        request,
        doses=tuple(
            ScheduledDose(d.at, amount_of(request.release, d.amount.thousandths * factor)) for d in request.doses
        ),
        makings=Makings(
            tuple(
                Strength(amount_of(request.release, s.amount.thousandths * factor), s.may_halve)
                for s in request.makings.strengths
            )
        ),
    )
    one, other = draft(request), draft(scaled)
    assert counts(one) == counts(other)
    assert [(s.first, s.days, s.cut_percent, s.coarse) for s in one.steps] == [
        (s.first, s.days, s.cut_percent, s.coarse) for s in other.steps
    ]


@pytest.mark.no_cover
@many
@given(requests(most=3), st.sampled_from([1, 4, 30]))
def test_moving_the_start_moves_only_dates(request: Request, days: int) -> None:
    moved = draft(replace(request, start=request.start + timedelta(days=days)))
    plan = draft(request)
    assert [replace(s, first=s.first - timedelta(days=days)) for s in moved.steps] == list(plan.steps)


@pytest.mark.no_cover
@many
@given(requests(most=4))
def test_loosening_the_cap_never_makes_the_objective_worse(request: Request) -> None:
    tight = replace(request, pace=replace(request.pace, max_step_percent=Fraction(15)))
    loose = replace(request, pace=replace(request.pace, max_step_percent=Fraction(25)))
    assert objective(loose, draft(loose)) <= objective(tight, draft(tight)) + 1e-9


@pytest.mark.no_cover
@many
@given(st.sampled_from(["15 15", "20 20 20", "30 20 30", "40", "10 10 10 10"]), st.sampled_from([5, 10, 20]))
def test_adding_a_strength_never_makes_the_objective_worse(doses: str, percent: int) -> None:
    """A strength that adds doses above the finest one only adds choices."""
    few = a_request(doses, "5 10", pace=a_pace(percent))
    more = a_request(doses, "5 7.5 10", pace=a_pace(percent))
    assert objective(more, draft(more)) <= objective(few, draft(few)) + 1e-9


@pytest.mark.no_cover
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(requests(most=2))
def test_small_cases_agree_with_an_exhaustive_search(request: Request) -> None:
    short = replace(request, doses=request.doses[:3])
    plan = draft(short)
    daily = counted(short, [int(d) for d in dailies(plan)])
    want, steps = least(short)
    assert cost_of(short, daily) == pytest.approx(want, abs=1e-9)
    assert len(daily) - 1 == steps


@pytest.mark.no_cover
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(liquids())
def test_liquids_with_a_smallest_dose_agree_with_an_exhaustive_search(request: Request) -> None:
    plan = draft(request)
    daily = counted(request, [int(d) for d in dailies(plan)])
    want, steps = least(request)
    assert cost_of(request, daily) == pytest.approx(want, abs=1e-9)
    assert len(daily) - 1 == steps
    assert all(verdict.holds for verdict in plan.checks)


@pytest.mark.no_cover
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(requests(most=3), st.data())
def test_a_target_is_met_exactly_or_named_as_impossible(request: Request, data: st.DataObject) -> None:
    short = replace(request, doses=request.doses[:2])
    ladder = sorted({int(d) for d in dailies(draft(short))})
    finest = ladder[1] if short.release is Release.IR else ladder[0]
    target = data.draw(st.sampled_from([d for d in ladder if finest <= d < ladder[-1]] or [0]))
    asked = replace(short, target=amount_of(short.release, target))
    plan = draft(asked)
    if target:
        assert plan.stops_on is None
        assert plan.steps[-1].daily == target
        assert cost_of(asked, [int(d) for d in dailies(plan)]) == pytest.approx(least(asked)[0], abs=1e-9)


@pytest.mark.parametrize(
    ("doses", "strengths", "max_step"), [("20 10", "7.5 10", 25), ("15 15", "7.5 10", 25), ("10 45 25", "10 25", 15)]
)
def test_strengths_that_share_no_step_agree_with_an_exhaustive_search(
    doses: str, strengths: str, max_step: int
) -> None:
    """The day decides what can follow; in the last one a cut beyond the cap is refused to days that have a smaller."""
    request = a_request(doses, strengths, pace=a_pace(10, 7, Basis.START, max_step=max_step, max_hold=None))
    daily = counted(request, [int(d) for d in dailies(draft(request))])
    want, steps = least(request)
    assert cost_of(request, daily) == pytest.approx(want, abs=1e-9)
    assert len(daily) - 1 == steps


def test_a_target_between_what_can_be_made_names_its_neighbours() -> None:
    with pytest.raises(DoseNotMakeable) as caught:
        draft(a_request("20 20", "10 20", target="15"))
    assert caught.value.nearest == ("10 mg a day", "20 mg a day")


def test_extended_release_keeps_two_doses_while_two_can_be_made() -> None:
    plan = draft(a_request("40 40", "10 20 40", release=Release.ER))
    assert [len(step.doses) for step in plan.steps if step.daily >= 20_000] == [2] * (len(plan.steps) - 1)
    assert len(plan.steps[-1].doses) == 1
