"""Doses taken out of what is at home, exactly, and the first that it does not cover."""

from __future__ import annotations

from datetime import date, time, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oidtrack.domain.dose import Dose
from oidtrack.domain.medicine import Release, Role
from oidtrack.taper.days.inforce import PlannedDose
from oidtrack.taper.days.stock import LIQUID, Kept, Shelf, first_uncovered

DAY = date(2026, 12, 1)
HALF = Fraction(1, 2)


def shelf(halved: tuple[int, ...] = (), per_ml: int | None = None, **counts: int | Fraction) -> Shelf:
    """`shelf(mg10=60)` holds 60 tablets of 10 mg."""
    found = Shelf(Kept(frozenset(mg * 1000 for mg in halved), None if per_ml is None else Fraction(per_ml)))
    for name, count in counts.items():
        found.fetch(LIQUID if name == "ml" else int(name.removeprefix("mg")) * 1000, Fraction(count))
    return found


def test_the_larger_tablets_go_first_and_smaller_ones_fill_up() -> None:
    there = shelf(mg10=2, mg5=4)
    assert there.take(25_000)
    assert there.left == {10_000: 0, 5_000: 3}
    assert there.take(15_000)
    assert there.left == {10_000: 0, 5_000: 0}
    assert not there.take(5_000)


def test_what_the_plan_says_goes_before_larger_tablets_where_it_is_there() -> None:
    there = shelf(mg10=2, mg5=2)
    assert there.take(10_000, [(5_000, Fraction(2))])
    assert there.left == {10_000: 2, 5_000: 0}
    assert there.take(10_000, [(5_000, Fraction(2))])
    assert there.left == {10_000: 1, 5_000: 0}


def test_a_larger_tablet_is_left_where_only_smaller_ones_fit() -> None:
    there = shelf(mg4=1, mg3=2)
    assert there.take(6_000)
    assert there.left == {4_000: 1, 3_000: 0}


def test_halves_only_of_what_may_be_halved() -> None:
    assert not shelf(mg5=3).take(7_500)
    there = shelf(halved=(5,), mg5=3)
    assert there.take(7_500)
    assert there.left == {5_000: Fraction(3, 2)}


def test_a_count_replaces_what_was_thought() -> None:
    there = shelf(mg10=60)
    there.recount(10_000, Fraction(42))
    there.fetch(10_000, Fraction(2))
    assert there.left == {10_000: 44}


def test_the_liquid_is_taken_where_tablets_cannot() -> None:
    there = shelf(per_ml=1000, mg5=1, ml=7)
    assert there.take(5_000)
    assert there.take(3_000)
    assert there.left == {5_000: 0, LIQUID: 4}
    assert not there.take(5_000)
    assert there.take(4_000)
    assert not shelf(ml=7).take(1_000), "a liquid of unknown strength makes nothing"


def test_nothing_makes_nothing_and_takes_nothing() -> None:
    there = shelf(mg10=1)
    assert not there.take(3_000)
    assert not there.take(20_000)
    assert not Shelf(Kept()).take(1_000)
    assert there.left == {10_000: 1}


@pytest.mark.no_cover
@given(st.dictionaries(st.sampled_from([2, 3, 5, 10, 20]), st.integers(0, 6)), st.lists(st.integers(1, 60), max_size=8))
def test_what_is_taken_is_just_the_dose(counts: dict[int, int], doses: list[int]) -> None:
    there = Shelf(Kept())
    for mg, count in counts.items():
        there.fetch(mg * 1000, Fraction(count))
    for mg in doses:
        before = sum(strength * count for strength, count in there.left.items())
        took = there.take(mg * 1000)
        assert before - sum(strength * count for strength, count in there.left.items()) == (mg * 1000 if took else 0)
        assert all(count >= 0 for count in there.left.values())


@pytest.mark.parametrize(("tablets", "short"), [(20, 10), (21, 10), (22, None)])
def test_the_first_dose_that_is_not_covered(tablets: int, short: int | None) -> None:
    dose = PlannedDose("oxycodone", Release.IR, Role.OPIOID, time(8), Dose(20_000))
    coming = [(DAY + timedelta(days=n), dose) for n in range(11)]
    found = first_uncovered(shelf(mg10=tablets), coming)
    assert found == (None if short is None else (DAY + timedelta(days=short), dose))
