"""Drafts: what comes out for plain requests, and what is refused as bad input."""

from __future__ import annotations

from datetime import date, time
from fractions import Fraction

import pytest
from msgspec.structs import replace
from regimens import a_pace, a_request

from oidtrack.domain.dose import Dose
from oidtrack.domain.medicine import Makings, Release
from oidtrack.errors import BadInput, DoseNotMakeable
from oidtrack.taper import drafting
from oidtrack.taper.drafting import draft, drop_order
from oidtrack.taper.pace import Basis
from oidtrack.taper.plan import Plan, Verdict, Why
from oidtrack.taper.tablets import makings_in_words


def ladder(plan: Plan) -> list[str]:
    return [f"{float(step.daily / 1000):g}" for step in plan.steps]


def test_immediate_release_ends_on_every_other_day() -> None:
    plan = draft(a_request("5", "5"))
    assert [(s.every_days, s.days, s.why) for s in plan.steps] == [(2, 56, Why.LAST_DOSE)]
    assert plan.stops_on == date(2027, 1, 26)


def test_extended_release_ends_on_one_dose_a_day() -> None:
    plan = draft(a_request("10 10", "10", release=Release.ER))
    assert [(s.every_days, len(s.doses), s.coarse) for s in plan.steps] == [(1, 1, True)]


def test_extended_release_at_its_smallest_dose_waits_and_stops() -> None:
    plan = draft(a_request("10", "10", release=Release.ER))
    assert [(s.cut_percent, s.days, s.coarse, s.why) for s in plan.steps] == [(Fraction(0), 56, False, Why.LAST_DOSE)]


def test_a_target_is_the_last_step_and_there_is_no_stop() -> None:
    plan = draft(a_request("20 20", "5 10", target="30"))
    assert ladder(plan) == ["35", "30"]
    assert plan.steps[-1].why is Why.TARGET
    assert plan.steps[-1].days == 28
    assert plan.stops_on is None


def test_patches_change_on_their_days() -> None:
    plan = draft(a_request("50", "12.5 25 50", release=Release.PATCH, change_days=3))
    assert ladder(plan) == ["37.5", "25", "12.5"]
    assert all(step.days % 21 == 0 for step in plan.steps)


def test_a_coarse_step_is_kept_as_long_as_the_wait_before_it() -> None:
    plan = draft(a_request("15 15", "5 10", target="5"))
    coarse = [step for step in plan.steps if step.coarse]
    assert coarse
    assert plan.steps[-1].coarse
    assert plan.steps[-1].days == 56


def test_linear_steps_say_when_the_cap_holds_them_back() -> None:
    plan = draft(a_request("10 10 10 10", "1", pace=a_pace(20, 7, Basis.START, max_hold=14)))
    assert Why.CAP in {step.why for step in plan.steps}


def test_what_goes_first_is_the_persons_choice() -> None:
    usual = draft(a_request("5 5 5", "5")).steps[0]
    chosen = draft(a_request("5 5 5", "5", drop_first=("22:00",))).steps[0]
    assert [d.at for d in usual.doses] == [time(8), time(22)]
    assert [d.at for d in chosen.doses] == [time(8), time(12)]


def test_order_of_parts_of_the_day() -> None:
    four = (time(8), time(12), time(16), time(22))
    assert drop_order(four, ("midday", "morning", "evening")) == (1, 2, 0, 3)
    assert drop_order(four, ("evening",)) == (3, 1, 2, 0)
    assert drop_order(four, ("16:00", "morning")) == (2, 0, 1, 3)
    assert drop_order(four[:1], ("midday",)) == (0,)
    with pytest.raises(BadInput, match="noon"):
        drop_order(four, ("noon",))


def test_bad_requests_name_what_is_wrong() -> None:
    with pytest.raises(BadInput, match="no scheduled dose"):
        draft(a_request("", "5"))
    with pytest.raises(BadInput, match="not below"):
        draft(a_request("10", "5", target="10"))
    with pytest.raises(DoseNotMakeable) as today:
        draft(a_request("12", "5 10"))
    assert today.value.nearest == ("10 mg", "15 mg")
    with pytest.raises(DoseNotMakeable) as lowest:
        draft(a_request("2", "5 10"))
    assert lowest.value.nearest == ("5 mg",)
    with pytest.raises(DoseNotMakeable) as target:
        draft(a_request("20 20", "5 10", target="12"))
    assert target.value.nearest == ("10 mg a day", "15 mg a day")


def test_nothing_to_make_it_of() -> None:
    with pytest.raises(DoseNotMakeable, match="no strengths"):
        draft(replace(a_request("10", "5"), makings=Makings()))
    assert (
        makings_in_words(a_request("10", "5 10", halves="5", liquid="1").makings)
        == "5 mg (halves), 10 mg and the liquid"
    )


def test_a_target_that_no_chain_of_days_reaches_is_refused() -> None:
    """15 mg exists as one dose, but 20 mg comes before it, and from 10 mg twice a day it would be a rise."""
    with pytest.raises(DoseNotMakeable) as caught:
        draft(a_request("15 15", "10 15", target="15"))
    assert caught.value.nearest == ("10 mg a day", "20 mg a day")


def test_a_plan_that_broke_a_law_would_not_come_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafting, "verdicts", lambda _: (Verdict("adds-up", False, "made up"),))
    with pytest.raises(AssertionError, match="adds-up"):
        draft(a_request("10", "5"))


def test_the_plan_carries_what_it_was_made_with() -> None:
    plan = draft(a_request("10", "5"))
    assert (plan.facts_version, plan.program_version, plan.factor) == ("facts", "program", Fraction(3, 2))
    assert (plan.unit, plan.name) == ("mg", "p0")
    assert plan.target == Dose(0)
    assert draft(a_request("25", "25", release=Release.PATCH, change_days=3)).unit == "mcg/h"
