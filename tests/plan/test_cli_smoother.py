"""The question for the prescriber beside a plan."""

from __future__ import annotations

import pytest

from oidtrack.domain.medicine import Release
from oidtrack.services.plan.smoothing import market_of
from running import Oid

HERE = ("--medicine", "oxycodone", "--dose", "30", "--at", "8:00,14:00,22:00", "--strengths", "5,10,15,20,30")
SINCE = ("--since", "2023-01-15")


@pytest.mark.no_cover
def test_a_plan_asks_for_what_would_make_it_smoother(oid: Oid) -> None:
    plan = oid.json("plan", "new", *HERE, *SINCE)
    ways = {way["how"]: way for way in plan["smoother"]}
    assert ways["halve 5 mg"]["add_strength_mg"] == 2.5
    assert ways["halve 5 mg"]["largest_cut_percent"] == 33.3333
    assert ways["halve 5 mg"]["down_to_mg"] == 5.0
    assert all(set(way) >= {"stops_on", "days"} for way in plan["smoother"])
    assert oid.json("plan", "show")["smoother"] == plan["smoother"]
    assert "halve 5 mg: largest cut 33.3 %" in oid("plan", "show").out


def test_a_plan_to_a_target_has_the_same_goal(oid: Oid) -> None:
    page = oid("plan", "new", *HERE, *SINCE, "--target", "5").out
    assert "To ask your prescriber" in page
    assert "same goal" in page


def test_a_smooth_plan_asks_nothing(oid: Oid) -> None:
    assert "To ask your prescriber" not in oid("plan", "new", *HERE, *SINCE, "--target", "80").out


def test_what_is_sold() -> None:
    assert market_of("strange", Release.IR).strengths == ()
    assert market_of("oxycodone", Release.ER).liquids == ()
    assert market_of("oxycodone", Release.IR).liquids
    assert market_of("oxycodone", Release.PATCH).halves is False


def test_a_patch_by_what_it_delivers(oid: Oid) -> None:
    plan = oid.json("plan", "new", "--medicine", "fentanyl patch", "--dose", "100", *SINCE)
    assert plan["smoother"] == []
