"""The stable interface: schemas, keys, exit codes and streams of every command that is there."""

from __future__ import annotations

import json
from datetime import date, timedelta
from fractions import Fraction
from math import log
from typing import Any

import pytest

from running import Oid

STEP = {
    "n",
    "from",
    "to",
    "days",
    "every_days",
    "daily_mg",
    "mme",
    "cut_percent",
    "of_start_percent",
    "pace_steps",
    "coarse",
    "doses",
}
PLAN = {
    "schema",
    "id",
    "version",
    "status",
    "medicine",
    "release",
    "pace",
    "start",
    "target_mg",
    "current",
    "steps",
    "stops_on",
    "supply",
    "checks",
    "cautions",
    "smoother",
}
HERE = ("--medicine", "oxycodone", "--dose", "30", "--at", "8:00,14:00,22:00", "--strengths", "5,10,15,20,30")
START = ("--start", "2026-12-01", "--since", "2023-01-15")


def with_oxycodone(oid: Oid) -> None:
    words = ("--dose", "30", "--at", "8:00,14:00,22:00", "--strengths", "5,10,15,20,30", "--since", "2023-01-15")
    assert oid("med", "add", "oxycodone", "--release", "ir", *words).code == 0


@pytest.mark.no_cover
def test_plan_has_the_keys_of_the_contract(oid: Oid) -> None:
    plan = oid.json("plan", "new", *HERE, "--halves", "5", *START)
    assert set(plan) >= PLAN
    assert plan["schema"] == "oidtrack/plan/1"
    assert (plan["status"], plan["version"], plan["medicine"], plan["release"]) == ("draft", 1, "oxycodone", "ir")
    assert set(plan["pace"]) >= {"percent", "every_days", "basis", "max_step_percent", "max_hold_days", "source"}
    assert plan["current"]["daily_mg"] == 90.0
    assert plan["current"]["mme"] == 135.0
    assert plan["current"]["doses"][0] == {
        "time": "08:00",
        "mg": 30.0,
        "tablets": [{"strength_mg": 30.0, "count": 1.0}],
    }
    assert all(set(step) >= STEP for step in plan["steps"])
    first = plan["steps"][0]
    assert (first["from"], first["daily_mg"], first["cut_percent"], first["pace_steps"]) == (
        "2026-12-01",
        80.0,
        11.1111,
        1.1179,
    )
    assert [check["rule"] for check in plan["checks"]] == [
        "adds-up",
        "never-rises",
        "within-cap",
        "keeps-pace",
        "no-cliff",
        "whole-steps",
        "even-days",
    ]
    assert all(check["holds"] for check in plan["checks"])
    shown = {name: value for name, value in plan.items() if name != "ends"}
    assert plan["ends"] is None
    assert oid.json("plan", "show") == {**shown, "cautions": []}


def test_the_document_alone_proves_the_plan(oid: Oid) -> None:
    """What a stranger can check from the JSON: sums, falls, dates and waits."""
    plan = oid.json("plan", "new", *HERE, "--halves", "5", *START)
    before, times = 90.0, {d["time"]: d["mg"] for d in plan["current"]["doses"]}
    due = date(2026, 12, 1)
    for n, step in enumerate(plan["steps"]):
        for dose in step["doses"]:
            assert sum(t["strength_mg"] * t["count"] for t in dose["tablets"]) == pytest.approx(dose["mg"])
            assert dose["mg"] <= times[dose["time"]]
        assert step["daily_mg"] * step["every_days"] == pytest.approx(sum(d["mg"] for d in step["doses"]))
        assert step["daily_mg"] <= before
        assert date.fromisoformat(step["from"]) == due
        due += timedelta(days=step["days"])
        assert date.fromisoformat(step["to"]) == due - timedelta(days=1)
        assert step["days"] % 7 == 0
        if n + 1 < len(plan["steps"]):
            after = plan["steps"][n + 1]
            cut_steps = log(step["daily_mg"] / after["daily_mg"]) / -log(0.9)
            assert step["days"] >= min(28 * max(1.0, cut_steps) - 1e-9, 56 if after["coarse"] else 10**6)
        before, times = step["daily_mg"], {d["time"]: d["mg"] for d in step["doses"]}
    assert plan["stops_on"] == due.isoformat()


def test_a_liquid_has_millilitres_in_place_of_tablets(oid: Oid) -> None:
    liquid = ("--medicine", "oxycodone", "--dose", "5", "--at", "8:00,20:00", "--liquid", "1")
    plan = oid.json("plan", "new", *liquid, *START)
    dose = plan["steps"][0]["doses"][0]
    assert dose["liquid_ml"] == dose["mg"]
    assert "tablets" not in dose


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--percent", "11"), "faster-than-default"),
        (("--every", "2w"), "faster-than-default"),
        (("--percent", "15", "--every", "1w", "--agreed-with", "Dr. A"), "faster-than-weekly-limit"),
        (("--max-step", "30"), "cut-too-large"),
        (("--every", "5d", "--percent", "1"), "cuts-too-close"),
        (("--stop-by", "2027-01-01"), "stop-too-soon"),
        (("--stop-by", "now"), "stop-too-soon"),
    ],
)
def test_refusals_exit_3_with_the_plan_that_is_allowed(oid: Oid, words: tuple[str, ...], code: str) -> None:
    refused = oid.json("plan", "new", *HERE, *START, *words, code=3)
    assert refused["schema"] == "oidtrack/plan/1"
    assert refused["refused"]["code"] == code
    assert refused["allowed"]["steps"]
    shown = oid("plan", "new", *HERE, *START, *words)
    assert shown.code == 3
    assert "allowed" in shown.out
    assert shown.err.startswith("error: ")
    assert oid("plan", "show").code == 4


def test_pregnancy_and_methadone_are_referred(oid: Oid) -> None:
    assert oid("plan", "new", "--medicine", "methadone", "--dose", "10", "--at", "8:00").code == 3
    assert oid("profile", "--pregnant").code == 0
    refused = oid.json("plan", "new", *HERE, *START, code=3)
    assert (refused["refused"]["code"], refused["allowed"]) == ("pregnancy", None)


@pytest.mark.parametrize(
    "words",
    [
        ("plan", "new", *HERE, "--target", "37"),
        ("plan", "new", *HERE, "--target", "90"),
        ("plan", "new", *HERE, "--percent", "0"),
        ("plan", "new", *HERE, "--percent", "ten"),
        ("plan", "new", *HERE, "--every", "soon"),
        ("plan", "new", *HERE, "--basis", "both"),
        ("plan", "new", *HERE, "--start", "2026-02-30"),
        ("plan", "new", *HERE, "--drop-first", "noon"),
        ("plan", "new", "--medicine", "oxycodone", "--dose", "12", "--at", "8:00", "--strengths", "5,10"),
        ("plan", "new", "--medicine", "oxycodon", "--dose", "10", "--at", "8:00"),
        ("plan", "new", "--dose", "10", "--at", "8:00"),
        ("plan", "new"),
        ("plan", "show", "x9"),
        ("med", "add", "oxycodone", "--dose", "-5", "--at", "8:00"),
        ("med", "add", "oxycodone er", "--dose", "20", "--at", "8:00", "--halves", "20"),
        ("mme", "--dose", "oxycodon 5mg"),
        ("mme", "--dose", "oxycodone"),
        ("mme", "--dose", "fentanyl patch 25mg"),
        ("med", "frob"),
    ],
)
def test_bad_input_exits_2_with_one_line_and_writes_nothing(oid: Oid, words: tuple[str, ...]) -> None:
    result = oid(*words)
    assert result.code == 2, result
    assert result.out == ""
    lines = result.err.splitlines()
    assert lines[0].startswith("error: ")
    assert [line.split(":")[0] for line in lines] in (["error"], ["error", "hint"])
    assert oid("med", "list").code == 4


def test_mme_as_in_the_contract(oid: Oid) -> None:
    document = oid.json("mme", "--dose", "oxycodone 10mg x6")
    assert (document["schema"], document["total_mme"], document["factors"]) == ("oidtrack/mme/1", 90.0, "CDC 2022")
    item = document["items"][0]
    assert {k: item[k] for k in ("medicine", "daily_mg", "factor", "mme")} == {
        "medicine": "oxycodone",
        "daily_mg": 60.0,
        "factor": 1.5,
        "mme": 90.0,
    }
    assert oid.json("mme", "--dose", "fentanyl patch 25mcg/h")["total_mme"] == 60.0
    assert oid.json("mme", "--dose", "morphine er 30mg x2")["total_mme"] == 60.0
    several = oid.json("mme", "--dose", "oxycodone 10mg", "--dose", "buprenorphine 8mg")
    assert [item["mme"] for item in several["items"]] == [15.0, None]
    assert "mme-incomplete" in {caution["code"] for caution in several["cautions"]}


def test_log_as_in_the_contract(oid: Oid) -> None:
    with_oxycodone(oid)
    document = oid.json("log", "--mood", "5", "--sleep", "7h30", "--symptom", "sweating=2", "--sign", "tearful")
    assert (document["schema"], document["cautions"]) == ("oidtrack/log/1", [])
    entry = document["entries"][0]
    assert entry["kind"] == "mood"
    assert (entry["mood"], entry["sleep_hours"], entry["energy"]) == (5.0, 7.5, None)
    assert (entry["signs"], entry["symptoms"]) == (["tearful"], {"sweating": 2})
    assert (entry["at"], entry["day"]) == ("2026-11-23T21:00:00-05:00", "2026-11-23")
    dose = oid.json("log", "--dose", "oxycodone 30 at 14:00")["entries"][0]
    assert {k: dose[k] for k in ("kind", "medicine", "amount_mg", "state", "planned_mg")} == {
        "kind": "dose",
        "medicine": "oxycodone",
        "amount_mg": 30.0,
        "state": "taken",
        "planned_mg": 30.0,
    }
    above = oid.json("log", "--dose", "oxycodone 60 at 20:30")
    assert "dose-above-plan" in {caution["code"] for caution in above["cautions"]}
    assert set(above["cautions"][0]) >= {"code", "severity", "text", "source"}


def test_lists_undo_and_nothing_found(oid: Oid) -> None:
    assert oid("list").code == 4
    assert oid("undo").code == 4
    assert oid("plan").code == 4
    oid("log", "--mood", "5")
    assert len(oid.json("list")["entries"]) == 1
    assert oid.json("undo")["schema"] == "oidtrack/undo/1"
    assert oid.json("redo")["schema"] == "oidtrack/redo/1"
    assert oid("redo").code == 4
    oid("undo")
    assert oid("list").code == 4


def test_agreeing_makes_a_version(oid: Oid) -> None:
    with_oxycodone(oid)
    oid.json("plan", "new", *START[:2])
    assert oid("plan", "agree").code == 2
    agreed = oid.json("plan", "agree", "--with", "Dr. A", "--on", "2026-11-20")
    assert (agreed["status"], agreed["version"], agreed["agreed_with"], agreed["agreed_on"]) == (
        "agreed",
        2,
        "Dr. A",
        "2026-11-20",
    )


@pytest.mark.parametrize(
    ("words", "schema"),
    [
        (("med", "list"), "oidtrack/med/1"),
        (("today",), "oidtrack/today/1"),
        ((), "oidtrack/today/1"),
        (("report",), "oidtrack/report/1"),
        (("profile",), "oidtrack/profile/1"),
        (("mme",), "oidtrack/mme/1"),
        (("list",), "oidtrack/list/1"),
        (("crisis",), "oidtrack/crisis/1"),
        (("guide",), "oidtrack/guide/1"),
        (("guide", "sleep"), "oidtrack/guide/1"),
    ],
)
def test_every_document_names_its_schema(oid: Oid, words: tuple[str, ...], schema: str) -> None:
    with_oxycodone(oid)
    oid("log", "--mood", "5")
    result = oid("--json", *words)
    assert result.code == 0, result.err
    assert json.loads(result.out)["schema"] == schema


def test_report_has_the_keys_of_the_contract(oid: Oid) -> None:
    with_oxycodone(oid)
    oid("log", "--mood", "5", "--taken")
    report: dict[str, Any] = oid.json("report")
    keys = {
        "period",
        "findings",
        "phases",
        "steps",
        "measures",
        "assessments",
        "adherence",
        "mme",
        "supply",
        "questions",
    }
    assert set(report) >= keys
    assert report["period"]["days"] == 90
    assert report["period"]["days_logged"] == 1
    assert (report["period"]["from"], report["period"]["to"]) == ("2026-08-26", "2026-11-23")


def test_json_goes_before_or_after(oid: Oid) -> None:
    assert oid("--json", "mme", "--dose", "oxycodone 5mg").out == oid("mme", "--dose", "oxycodone 5mg", "--json").out


def test_numbers_are_exact_in_json(oid: Oid) -> None:
    plan = oid.json("plan", "new", *HERE, "--halves", "5", *START)
    for step in plan["steps"]:
        assert Fraction(str(step["daily_mg"])) * 1000 % 1 == 0
