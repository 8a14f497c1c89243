"""What stands on a shelf and what is asked for: each number of it."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest
from msgspec.structs import replace
from regimens import a_request
from test_at_home import shelf
from test_stock import PLAN, planned

from oidtrack.domain.medicine import Release
from oidtrack.taper.days.stock import LIQUID, Line, Need, lines, pieces, supply, supply_from
from oidtrack.taper.drafting import draft

DAY = timedelta(days=1)
PER_ML = 1000


def test_each_strength_with_what_is_needed_and_what_is_there() -> None:
    need = {5_000: Fraction(3), LIQUID: Fraction(2)}
    there = {10_000: Fraction(4), 5_000: Fraction(1, 2)}

    assert lines(need, there) == (
        Line(10_000, Fraction(0), Fraction(4)),
        Line(5_000, Fraction(3), Fraction(1, 2)),
        Line(LIQUID, Fraction(2), Fraction(0)),
    )
    assert [line.ask_for for line in lines(need, there)] == [0, 3, 2]
    assert [line.left_over for line in lines(need, there)] == [4, Fraction(1, 2), 0]


@pytest.mark.parametrize(("ml", "taken"), [(Fraction(29, 10), False), (3, True)])
def test_a_liquid_has_to_reach_for_the_whole_dose(ml: int | Fraction, taken: bool) -> None:
    there = shelf(per_ml=PER_ML, ml=ml)

    assert there.take(3_000) is taken
    assert there.left == {LIQUID: 0 if taken else ml}


def test_a_shelf_without_a_liquid_or_a_strength_makes_nothing_of_it() -> None:
    assert shelf(per_ml=PER_ML).take(1_000) is False
    assert shelf(ml=7).take(1_000) is False
    assert shelf(mg10=3).take(5_000, [(5_000, Fraction(1))]) is False


def test_what_the_plan_says_is_taken_to_the_last_tablet_and_never_half_of_it() -> None:
    there = shelf(mg10=1, mg5=2)

    assert there.take(20_000, [(10_000, Fraction(1)), (5_000, Fraction(2))])
    assert there.left == {10_000: 0, 5_000: 0}
    assert there.take(20_000, [(10_000, Fraction(1)), (5_000, Fraction(2))]) is False
    assert there.left == {10_000: 0, 5_000: 0}


def test_a_step_needs_its_tablets_for_each_day_and_from_a_day_on_for_the_rest() -> None:
    first = PLAN.steps[0]
    (need, *others) = supply(PLAN)

    assert len(others) == len(PLAN.steps) - 1
    assert (need.first, need.last) == (first.first, first.first + (first.days - 1) * DAY)
    assert sum(amount.thousandths * count for amount, count in need.tablets) == first.daily * first.days

    (step, rest), *_ = supply_from(PLAN, first.first + 10 * DAY)
    assert step == first
    assert rest.first == first.first + 10 * DAY
    assert sum(amount.thousandths * count for amount, count in rest.tablets) == first.daily * (first.days - 10)


def test_a_step_is_asked_for_on_its_last_day_and_not_after_it() -> None:
    first = PLAN.steps[0]
    last = first.first + (first.days - 1) * DAY

    assert supply_from(PLAN, last)[0][0] == first
    assert supply_from(PLAN, last + DAY)[0][0] == PLAN.steps[1]


def test_a_liquid_is_needed_in_millilitres() -> None:
    plan = draft(a_request("4", "", liquid="1:1/2", release=Release.ER))
    (need, *_) = supply(plan)
    step = plan.steps[0]

    assert need == Need(step.first, step.first + (step.days - 1) * DAY, (), step.days * step.daily / PER_ML)


def test_a_plan_of_doses_without_tablets_needs_none() -> None:
    bare = replace(PLAN.steps[0], doses=tuple(replace(dose, tablets=()) for dose in PLAN.steps[0].doses))

    assert supply(replace(PLAN, steps=(bare,)))[0].tablets == ()
    assert bare.doses[0].amount.thousandths > 0


def test_millilitres_of_several_doses_are_added() -> None:
    plan = draft(a_request("4 4", "", liquid="1:1/2", release=Release.ER))
    doses = planned(plan).doses(plan.start)

    assert len(doses) == 2
    assert pieces(doses) == {LIQUID: sum((dose.amount.thousandths for dose in doses), 0) / Fraction(PER_ML)}
    assert pieces(()) == {}
