"""A liquid can be measured far below any dose that is of use: where a plan stops going down."""

from __future__ import annotations

from fractions import Fraction

import pytest
from msgspec.structs import replace
from regimens import a_pace, a_request

from oidtrack.domain.dose import Dose
from oidtrack.domain.medicine import Release, ScheduledDose
from oidtrack.errors import DoseNotMakeable
from oidtrack.taper.checks import broken
from oidtrack.taper.drafting import draft
from oidtrack.taper.entered import Row, entered
from oidtrack.taper.plan import Plan
from oidtrack.taper.tablets import least_liquid, planned, reachable

pytestmark = pytest.mark.no_cover  # what it goes through is followed in other tests


def smallest(doses: str, strengths: str = "", halves: str = "", liquid: str = "0.1") -> int:
    request = a_request(doses, strengths, halves=halves, liquid=liquid)
    return least_liquid(request.makings, tuple(dose.amount.thousandths for dose in request.doses))


@pytest.mark.parametrize(
    ("doses", "least"),
    [
        ("2.5 2.5", 50),  # 1 % is one mark of 0.05 mg
        ("2.5 2.55", 100),  # 1 % is a hair more than one mark
        ("20 20", 400),
        ("1", 50),  # 1 % is under one mark
    ],
)
def test_one_percent_of_the_starting_day_or_one_mark(doses: str, least: int) -> None:
    assert smallest(doses) == least


def test_a_tablet_piece_is_always_small_enough() -> None:
    assert smallest("50 50", "0.5") == 500, "1 mg is 1 %, but tablets of 0.5 mg are at hand"
    assert smallest("50 50", "1", halves="1") == 500
    assert smallest("50 50", "1") == 1000
    assert smallest("50 50", "5") == 1000


def test_never_above_the_smallest_dose_of_today() -> None:
    assert smallest("100 0.5") == 500
    assert draft(a_request("100 0.5", "", liquid="1:1/2")).steps[-1].doses[0].amount == Dose(500)


def test_without_a_liquid_nothing_is_left_out() -> None:
    request = a_request("100 100", "0.5 100")
    assert smallest("100 100", "0.5 100", liquid="") == 0
    assert planned(request.makings, Release.IR, (100_000, 100_000), 5000) == reachable(
        request.makings, Release.IR, 5000
    )


def test_a_plan_of_a_fine_liquid_ends_at_one_percent_and_not_at_a_mark() -> None:
    plan = draft(a_request("20 20", "", liquid="0.1"))
    assert plan.steps[-2].daily == 400
    assert [dose.amount for dose in plan.steps[-1].doses] == [Dose(400)]
    assert (plan.steps[-1].every_days, int(plan.steps[-1].daily)) == (2, 200)
    assert min(dose.amount.thousandths for step in plan.steps for dose in step.doses) == 400
    assert not broken(plan.checks)


def test_times_are_dropped_once_each_has_the_smallest_dose() -> None:
    plan = draft(a_request("10 10 10 10", "", liquid="0.1"))
    ending = [tuple(dose.amount.thousandths for dose in step.doses) for step in plan.steps if step.daily <= 1600]
    assert ending == [(400,) * 4, (400,) * 3, (400,) * 2, (400,), (400,)]


def test_a_target_below_it_names_what_can_be_planned() -> None:
    with pytest.raises(DoseNotMakeable) as caught:
        draft(a_request("20 20", "", liquid="0.1", target="0.2"))
    assert caught.value.nearest == ("0.4 mg a day",)
    assert draft(a_request("20 20", "", liquid="0.1", target="0.4")).steps[-1].daily == 400


def test_an_end_below_it_is_no_cliff_and_one_above_it_is() -> None:
    def ends_from(ug: int) -> Plan:
        request = a_request("20", "", liquid="0.1", pace=a_pace(max_hold=None))
        at = request.doses[0].at
        row = Row(request.start, (ScheduledDose(at, Dose(ug)),), 2)
        return entered(request, (row,), request.start.replace(year=2029))

    holds = {ug: "no-cliff" not in {verdict.rule for verdict in broken(ends_from(ug).checks)} for ug in (150, 200, 250)}
    assert holds == {150: True, 200: True, 250: False}


def test_a_version_that_went_below_it_before_this_was_known_keeps_its_laws() -> None:
    from oidtrack.taper.checks import verdicts

    plan = draft(a_request("2 2", "", liquid="0.1"))
    assert plan.steps[-1].doses[0].amount == Dose(50)
    began = tuple(replace(dose, amount=Dose(20_000), liquid_ml=Fraction(200)) for dose in plan.current)
    assert not [v for v in broken(verdicts(replace(plan, began=began))) if v.rule in {"no-cliff", "even-days"}]
