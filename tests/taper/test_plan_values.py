"""What a plan says of itself: its amounts by their kind, why each step is as large, its equivalents."""

from __future__ import annotations

from fractions import Fraction

import pytest
from msgspec.structs import replace
from regimens import a_request

from oidtrack.domain.dose import Dose, Rate
from oidtrack.domain.medicine import Release
from oidtrack.taper.drafting import asked_for, draft
from oidtrack.taper.plan import Plan, Why

TABLETS = a_request("20 20", "5 10", target="30")
PATCHES = a_request("50", "12 25", release=Release.PATCH, change_days=3)


def test_a_plan_can_be_asked_for_again() -> None:
    for request in (TABLETS, PATCHES):
        assert asked_for(draft(request)) == request


def test_the_amounts_of_patches_are_rates_and_those_of_tablets_doses() -> None:
    patches, tablets = draft(PATCHES), draft(TABLETS)

    assert {type(dose.amount) for step in patches.steps for dose in step.doses} == {Rate}
    assert {type(dose.amount) for step in tablets.steps for dose in step.doses} == {Dose}
    assert (patches.unit, tablets.unit) == ("mcg/h", "mg")
    assert all(step.days % 21 == 0 for step in patches.steps)


def test_why_each_step_is_as_large() -> None:
    assert [step.why for step in draft(TABLETS).steps] == [Why.PACE, Why.TARGET]
    assert draft(a_request("10", "5")).steps[0].why is Why.TABLETS
    assert {step.why for step in draft(a_request("100", "1")).steps[:3]} == {Why.PACE}
    assert draft(a_request("100", "1", target="90")).steps[-1].why is Why.TARGET
    assert draft(a_request("5", "5")).steps[-1].why is Why.LAST_DOSE


def test_steps_are_numbered_and_follow_one_another() -> None:
    plan = draft(a_request("20 20", "5 10"))

    assert [step.n for step in plan.steps] == list(range(1, len(plan.steps) + 1))
    ends = [step.first.toordinal() + step.days for step in plan.steps]
    assert [step.first.toordinal() for step in plan.steps] == [plan.start.toordinal(), *ends[:-1]]
    assert plan.stops_on is not None
    assert plan.stops_on.toordinal() == ends[-1]


PLAN = draft(TABLETS)


@pytest.mark.parametrize(
    ("plan", "own", "together"),
    [
        (PLAN, Fraction(60), Fraction(60)),
        (replace(PLAN, beside_mme=Fraction(15)), Fraction(60), Fraction(75)),
        (replace(PLAN, beside_mme=None), Fraction(60), None),
        (replace(PLAN, factor=None), None, None),
        (replace(PLAN, factor=None, beside_mme=None), None, None),
    ],
)
def test_equivalents_with_and_without_what_is_taken_beside(
    plan: Plan, own: Fraction | None, together: Fraction | None
) -> None:
    assert plan.mme(Fraction(40_000)) == own
    assert plan.combined_mme(Fraction(40_000)) == together
