"""What one more strength would do: only ideas that help, each a whole plan of its own."""

from __future__ import annotations

from fractions import Fraction

import pytest
from msgspec.structs import replace
from regimens import a_liquid, a_request

from oidtrack.domain.dose import Dose, Rate
from oidtrack.domain.medicine import Release
from oidtrack.taper.drafting import asked_for, draft
from oidtrack.taper.plan import Why
from oidtrack.taper.smoother import Market, largest_cut, length, smallest, smoother

TABLETS = Market(tuple(Dose(mg * 1000) for mg in (5, 10, 20)), halves=True)
PLAN = draft(a_request("10 10", "5 10"))


def test_a_plan_gives_back_its_request() -> None:
    assert draft(asked_for(PLAN)) == PLAN


def test_the_largest_cut_counts_no_every_other_day() -> None:
    assert largest_cut(PLAN) == 50
    assert largest_cut(replace(PLAN, steps=PLAN.steps[-1:])) == 0
    assert smallest(PLAN) == 5000
    assert smallest(replace(PLAN, steps=PLAN.steps[-1:])) == 20_000
    assert largest_cut(PLAN, Fraction(20_000)) == 0


def test_halving_the_smallest_tablet() -> None:
    ways = smoother(PLAN, TABLETS)
    assert [way.how for way in ways] == ["halve 5 mg"]
    assert ways[0].adds == Dose(2500)
    assert ways[0].down_to == 5000
    assert ways[0].largest_cut == Fraction(100, 3)
    better = draft(a_request("10 10", "5 10", halves="5"))
    assert (ways[0].stops_on, ways[0].days) == (better.stops_on, length(better))


def test_the_best_three_in_order() -> None:
    market = Market((Dose(1000), Dose(2000), Dose(2500)), (a_liquid("1"),), halves=True)
    ways = smoother(PLAN, market)
    assert len(ways) == 3
    assert ways[0].how == "add a liquid of 1 mg/mL"
    assert [way.largest_cut for way in ways] == sorted(way.largest_cut for way in ways)


def test_new_tablets_and_patches_by_their_names() -> None:
    added = smoother(PLAN, Market((Dose(2500), Dose(5000), Dose(40_000))))
    assert [way.how for way in added] == ["add 2.5 mg tablets"]
    worn = draft(a_request("100", "50 100", release=Release.PATCH, change_days=3))
    patches = smoother(worn, Market((Rate(25_000),), halves=True))
    assert [way.how for way in patches] == ["add 25 mcg/h patches"]


def test_nothing_is_asked_of_a_smooth_plan() -> None:
    smooth = draft(a_request("50 50", "5 10", target="90"))
    assert smoother(smooth, TABLETS) == ()


def test_nothing_where_nothing_helps() -> None:
    halved = draft(a_request("10 10", "5", halves="5"))
    assert smoother(halved, Market((Dose(5000),), halves=True)) == ()
    odd = draft(a_request("0.005 0.005", "0.005"))
    assert smoother(odd, Market(halves=True)) == ()


def test_a_liquid_is_offered_once_and_never_for_slow_release() -> None:
    wet = draft(a_request("10 10", "", liquid="1:5"))
    assert smoother(wet, Market((), (a_liquid("1"),))) == ()
    slow = draft(a_request("10 10", "10", release=Release.ER))
    assert smoother(slow, Market((), (a_liquid("1"),), halves=True)) == ()


def test_what_would_take_long_or_cannot_be_is_left_out() -> None:
    assert smoother(PLAN, Market((), (a_liquid("1:0.01"),))) == ()
    odd = replace(PLAN, target=Dose(20_000))
    assert smoother(odd, TABLETS) == ()


def test_steps_that_somebody_else_wrote_are_left_alone() -> None:
    written = replace(PLAN, steps=tuple(replace(step, why=Why.ENTERED) for step in PLAN.steps))
    assert smoother(written, TABLETS) == ()


@pytest.mark.parametrize(("largest", "ways"), [(Fraction(15), []), (Fraction(1501, 100), ["halve 5 mg"])])
def test_a_cut_of_fifteen_percent_is_smooth_enough(largest: Fraction, ways: list[str]) -> None:
    fine = draft(a_request("50 50", "5 10", target="90"))
    at = replace(fine, steps=(replace(fine.steps[0], cut_percent=largest),))

    assert [way.how for way in smoother(at, TABLETS)] == ways
