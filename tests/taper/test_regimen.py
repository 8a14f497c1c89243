"""Which days a plan may hold, and the search over them: small cases that can be counted by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from msgspec.structs import replace
from oracle import cost_of, counted, least
from regimens import a_pace, a_request

from oidtrack.domain.medicine import Release
from oidtrack.taper.drafting import Request, _shape, draft
from oidtrack.taper.pace import Basis
from oidtrack.taper.regimen import Day, Shape, never_rises
from oidtrack.taper.solver import Problem, _ahead_by_amount, _ahead_by_day, _cuts, _may_cut, solve

pytestmark = pytest.mark.no_cover  # what it goes through is followed in other tests


def shape(doses: str, strengths: str) -> Shape:
    return _shape(a_request(doses, strengths))


def days(found: Shape, mg: int) -> set[Day]:
    """The days of one sum, in mg."""
    return {tuple(amount // 1000 for amount in day) for day in found.splits(1000 * mg)}


@pytest.mark.parametrize(
    ("doses", "slack"),
    [
        ("20 20", 10),  # twice the finest
        ("20 5", 15),  # what lies between today's doses
        ("15 5", 10),
        ("100 5 5", 95),  # 20 times 20 days to look at: as many as may be
        ("105 5 5", 10),  # 21 times 21
        ("100 5 5 5", 10),
    ],
)
def test_how_far_apart_doses_may_come_to_lie(doses: str, slack: int) -> None:
    assert shape(doses, "5").slack == 1000 * slack


@pytest.mark.parametrize(
    ("doses", "mg", "expected"),
    [
        ("20 20", 40, {(20, 20)}),
        ("20 20", 35, {(15, 20)}),  # what goes first has no more than what goes later
        ("20 20", 30, {(10, 20), (15, 15)}),
        ("20 20", 25, {(10, 15)}),
        ("20 20", 10, {(5, 5)}),
        ("20 20", 5, {(0, 5)}),
        ("20 10", 25, {(15, 10)}),
        ("10 20", 25, {(10, 15)}),
        ("100 5 5 5", 110, {(95, 5, 5, 5)}),  # the largest comes down, the others are untouched
        ("20 20", 45, set()),
        ("20 20", 12, set()),
    ],
)
def test_the_days_of_one_sum(doses: str, mg: int, expected: set[Day]) -> None:
    found = shape(doses, "5")

    assert days(found, mg) == expected
    assert found.exists(1000 * mg) is (mg % 5 == 0)


@pytest.mark.parametrize(
    ("daily", "there"),
    [(45, True), (42, False), (40, True), (39, False), (35, False), (25, False), (20, True)],
)
def test_with_a_useful_dose_of_several_marks_times_go_once_each_has_it(daily: int, there: bool) -> None:
    marks = Shape((100, 100), (0, 1), {}, smallest=20, finest=5, grid=5)

    assert marks.exists(daily) is there


@pytest.mark.parametrize(("mg", "there"), [(1, False), (2, True), (3, False), (4, True), (5, True), (7, True)])
def test_where_not_every_multiple_can_be_made(mg: int, there: bool) -> None:
    found = shape("10", "2 5")

    assert not found.amount_decides
    assert found.exists(1000 * mg) is there


@pytest.mark.parametrize(
    ("daily", "times"), [(4, set()), (5, {2}), (9, {2}), (10, {0, 2}), (14, {0, 2}), (15, {0, 1, 2}), (99, {0, 1, 2})]
)
def test_a_time_is_kept_while_it_can_have_the_smallest_dose(daily: int, times: set[int]) -> None:
    assert Shape((40, 40, 40), (1, 0, 2), {}, smallest=5, finest=5, grid=5).active(daily) == times


def test_what_a_day_asks_of_the_person() -> None:
    """20 mg are two tablets of 10, 15 are one of each; the first time is to go first and counts twice."""
    found = shape("20 15", "5 10")

    assert found.burden((20_000, 15_000)) == (2, 8, 20_000**2 + 15_000**2, 2 * 20_000 + 15_000)
    assert found.burden((0, 10_000)) == (1, 2, 10_000**2, 10_000)
    assert _shape(a_request("5 5", "5", halves="5")).burden((2_500, 5_000))[:2] == (1, 3)


@pytest.mark.parametrize(
    ("after", "never"), [((2, 2), True), ((1, 2), True), ((0, 0), True), ((3, 1), False), ((1, 3), False)]
)
def test_no_time_gets_more(after: Day, never: bool) -> None:
    assert never_rises((2, 2), after) is never


def problem(request: Request) -> Problem:
    found = _shape(request)
    return Problem(found, request.pace, request.target.thousandths or found.smallest)


@pytest.mark.parametrize("doses", ["20 20", "30 10", "10 10 10", "25"])
def test_where_the_amount_decides_both_ways_to_look_ahead_agree(doses: str) -> None:
    asked = problem(a_request(doses, "5 10", halves="5"))
    cuts = _cuts(asked)
    by_amount, by_day = _ahead_by_amount(asked, cuts), _ahead_by_day(asked, cuts)

    assert asked.start in by_amount
    assert all(by_day[level] == least_of for level, least_of in by_amount.items())


@pytest.mark.parametrize(
    ("before", "after", "may"), [(40, 30, True), (40, 25, False), (20, 15, True), (15, 10, True), (10, 5, True)]
)
def test_a_quarter_by_choice_and_more_only_where_there_is_no_smaller_cut(before: int, after: int, may: bool) -> None:
    asked = problem(a_request("40", "5"))

    assert _may_cut(asked, (1000 * before,), 1000 * after) is may
    if before > 20:
        assert (1000 * after in _cuts(asked)[1000 * before]) is may


SMALL = [
    a_request("20 20", "5 10"),
    a_request("20 10", "5"),
    a_request("25 5 15", "5"),
    a_request("10 10", "2 5"),
    a_request("12 7", "2 5", target="4"),
    a_request("10 14", "4 6"),
    a_request("30 20", "5 10", pace=a_pace(basis=Basis.START)),
    a_request("20 20", "10", halves="10", pace=a_pace(20, max_step=15)),
    a_request("30 30", "10 15", release=Release.ER),
    a_request("4 2", "", liquid="1", pace=a_pace(5)),
    a_request("20 20", "5", target="10", pace=a_pace(basis=Basis.START, current_below="1/2")),
]


@pytest.mark.parametrize("request_", SMALL, ids=range(len(SMALL)))
def test_small_plans_are_the_best_there_are(request_: Request) -> None:
    plan = draft(request_)
    daily = [int(plan.current_daily), *(int(step.daily) for step in plan.steps)]
    cuts = counted(request_, daily)
    cost, steps = least(request_)

    assert cost_of(request_, cuts) == pytest.approx(cost)
    assert len(cuts) - 1 == steps


def test_among_equal_ways_the_one_with_less_to_take() -> None:
    """From twice 20 to 35 mg: one tablet less in the morning, which goes first, and no third strength."""
    plan = draft(a_request("20 20", "5 10 15 20"))
    first = [[(int(t.strength.thousandths), t.count) for t in dose.tablets] for dose in plan.steps[0].doses]

    assert first == [[(15_000, Fraction(1))], [(20_000, Fraction(1))]]


def test_an_end_that_no_chain_of_days_reaches() -> None:
    asked = problem(a_request("10", "4 6"))

    assert solve(replace(asked, end=9_000)) is None
    assert solve(asked) is not None
