"""`take`: which dose is meant, what is said before and after, and when nothing is written down."""

from __future__ import annotations

from typing import Any

import pytest

from running import Oid

OXYCODONE = ("med", "add", "oxycodone", "--dose", "30", "--at", "8:00,14:00,22:00", "--since", "2023-01-15")
SERTRALINE = ("med", "add", "sertraline", "--dose", "50", "--at", "8:00", "--role", "antidepressant")
IBUPROFEN = ("med", "add", "ibuprofen", "--apart", "6h", "--most", "1200/day")


def at(clock: str, day: int = 23) -> dict[str, str]:
    return {"OIDTRACK_NOW": f"2026-11-{day}T{clock}:00-05:00"}


@pytest.fixture(name="planned")
def _planned(oid: Oid) -> Oid:
    assert oid(*OXYCODONE).code == 0
    return oid


def taken(oid: Oid, *words: str, clock: str) -> Any:
    return oid.json("take", *words, env=at(clock))


def slot(document: Any) -> tuple[str, str]:
    (entry,) = document["entries"]
    return entry["state"], entry["slot"]


def test_the_planned_dose_is_written_down_for_now_with_what_comes_next(planned: Oid) -> None:
    said = planned("take", env=at("08:06"))
    assert (said.code, said.err) == (0, "")
    assert said.out == (
        "saved e1 · Mon 23 Nov 2026, 08:06 · oxycodone 30 mg taken, planned for 08:00\nundo: oidtrack undo\n\n"
        "Next: oxycodone 30 mg at 14:00.\n"
    )


def test_its_document_is_that_of_log_and_what_follows(planned: Oid) -> None:
    found = taken(planned, clock="08:06")
    logged = planned.json("log", "--dose", "oxycodone 30mg at 13:30", env=at("13:30"))
    assert found["schema"] == "oidtrack/take/1"
    assert set(found) == set(logged) | {"next", "due", "again"}
    assert set(found["entries"][0]) == set(logged["entries"][0])
    assert found["next"] == {
        "medicine": "oxycodone",
        "at": "2026-11-23T14:00:00-05:00",
        "slot": "14:00",
        "amount_mg": 30,
    }
    assert found["again"]["at"] == "2026-11-23T12:06:00-05:00"


@pytest.mark.parametrize(("clock", "code"), [("12:59", 4), ("13:00", 0)])
def test_a_dose_is_due_from_an_hour_before_its_time(planned: Oid, clock: str, code: int) -> None:
    taken(planned, clock="08:00")
    assert planned("take", env=at(clock)).code == code


def test_what_was_taken_already_is_said_and_nothing_is_written(planned: Oid) -> None:
    taken(planned, clock="08:06")
    said = planned("take", env=at("08:07"))
    assert (said.code, said.out) == (4, "")
    assert "oxycodone 30 mg of 08:00 is written down already, at 08:06; next comes oxycodone 30 mg at 14:00" in said.err
    assert "oidtrack take oxycodone 30mg" in said.err
    assert len(planned.json("list")["entries"]) == 1


def test_a_dose_that_was_left_out_is_not_due_again(planned: Oid) -> None:
    planned("log", "--skip", "oxycodone 8:00: felt sick", env=at("08:10"))
    said = planned("take", env=at("08:20"))
    assert (said.code, "oxycodone 30 mg of 08:00 is written down as left out" in said.err) == (4, True)


def test_of_several_open_times_the_latest_is_due_and_those_before_are_not_caught_up(planned: Oid) -> None:
    assert slot(taken(planned, clock="15:00")) == ("taken", "14:00")
    said = planned("take", env=at("15:01"))
    assert (said.code, "of 14:00 is written down already" in said.err) == (4, True)


def test_a_dose_long_after_its_time_is_still_that_dose(planned: Oid) -> None:
    assert slot(taken(planned, clock="12:30")) == ("taken", "08:00")


def test_two_medicines_of_one_time_are_taken_one_after_the_other(planned: Oid) -> None:
    planned(*SERTRALINE)
    first, second = taken(planned, clock="08:01"), taken(planned, clock="08:02")
    assert [one["entries"][0]["medicine"] for one in (first, second)] == ["oxycodone", "sertraline"]
    assert (first["due"]["medicine"], second["due"]) == ("sertraline", None)


def test_a_medicine_alone_is_its_planned_dose(planned: Oid) -> None:
    planned(*SERTRALINE)
    assert taken(planned, "sertraline", clock="08:01")["entries"][0]["amount_mg"] == 50
    assert slot(taken(planned, "oxy", clock="08:02")) == ("taken", "08:00")


def test_after_midnight_the_night_is_still_its_day(planned: Oid) -> None:
    found = planned.json("take", env=at("01:30", day=24))
    assert (found["entries"][0]["day"], slot(found)) == ("2026-11-23", ("taken", "22:00"))


def test_a_dose_when_needed_says_when_the_next_may_be_by_its_own_interval(oid: Oid) -> None:
    oid(*IBUPROFEN)
    said = oid("take", "ibuprofen", "400mg", env=at("09:00"))
    assert "As much again not before 15:00: at least 6 hours apart, as prescribed." in said.out
    assert taken(oid, "ibuprofen", "800mg", clock="15:00")["again"]["at"] == "2026-11-24T15:00:00-05:00"


def test_without_an_interval_none_is_made_up(oid: Oid) -> None:
    oid("med", "add", "kratom", "--dose", "1", "--at", "8:00", "--strengths", "1", "--role", "other")
    found = taken(oid, "kratom", "1mg", clock="09:30")
    assert found["again"] is None
    assert "not before" not in oid("take", "kratom", "1mg", env=at("18:00")).out


def test_a_medicine_without_times_needs_an_amount(oid: Oid) -> None:
    oid(*IBUPROFEN)
    said = oid("take", "ibuprofen")
    assert (said.code, "oidtrack take ibuprofen 400mg" in said.err) == (2, True)
    assert oid("take", "kratom", "lots").code == 2


def test_it_is_weighed_as_log_weighs_it(planned: Oid) -> None:
    words = ("oxycodone 100mg", "oxycodone 500mg", "oxycodone 30mg x2")
    for said in words:
        by_log = planned.json("log", "--dose", said, env=at("09:30"))
        planned("undo")
        by_take = taken(planned, said, clock="09:30")
        planned("undo")
        assert by_take["cautions"] == by_log["cautions"]
        assert by_take["cautions"]
        assert [one | {"id": ""} for one in by_take["entries"]] == [one | {"id": ""} for one in by_log["entries"]]


def test_a_planned_dose_too_soon_after_another_is_cautioned(planned: Oid) -> None:
    planned("log", "--dose", "oxycodone 5mg at 13:00", env=at("13:00"))
    assert {one["code"] for one in taken(planned, clock="13:59")["cautions"]} == {"dose-too-soon"}


def test_beside_a_caution_that_asks_for_help_no_time_for_the_next_is_named(planned: Oid) -> None:
    found = taken(planned, "oxycodone", "500mg", clock="09:00")
    assert found["cautions"][0]["severity"] == "urgent"
    assert (found["next"], found["again"]) == (None, None)
    assert "Next" not in planned("take", "oxycodone", "400mg", env=at("09:01")).out


@pytest.mark.parametrize(("answer", "kept"), [("n", 0), ("y", 1)])
def test_somebody_at_the_keyboard_is_asked_before_an_unlikely_amount(
    planned: Oid, monkeypatch: pytest.MonkeyPatch, answer: str, kept: int
) -> None:
    monkeypatch.setenv("OIDTRACK_NOW", at("09:00")["OIDTRACK_NOW"])
    said = planned.typed("take", "oxycodone", "500mg", lines=[answer]).out
    assert "Save it as it is?" in said
    assert ("Nothing was saved." in said) == (kept == 0)
    assert planned("list").out.count("oxycodone") == kept


def test_without_a_plan_or_a_journal_nothing_is_written(oid: Oid) -> None:
    assert oid("take").code == 4
    oid("log", "--mood", "5")
    said = oid("take")
    assert (said.code, "no planned dose is due now" in said.err) == (4, True)
    assert len(oid.json("list")["entries"]) == 1


def test_a_patch_is_taken_on_the_day_it_is_changed(oid: Oid) -> None:
    oid("med", "add", "fentanyl", "--release", "patch", "--dose", "25", "--at", "9:00", "--since", "2026-11-23")
    found = taken(oid, clock="09:10")
    assert found["entries"][0]["amount_mcg_h"] == 25
    assert (found["next"]["at"], found["next"]["amount_mcg_h"]) == ("2026-11-26T09:00:00-05:00", 25)
