"""Changing an entry, and taking several changes back."""

from __future__ import annotations

from typing import Any

import pytest

from running import Oid


def _begin_filled(oid: Oid) -> None:
    oid(
        "log", "-m", "5", "-p", "4", "-s", "7", "--sign", "flat", "--symptom", "sweating=2", "-n", "hello", "--tag", "a"
    )
    oid("log", "--dose", "oxycodone 10mg")
    oid("log", "--treatment", "walk 30min")
    oid("log", "--note", "quiet")
    oid("med", "add", "oxycodone", "--dose", "30", "--at", "8:00,20:00", "--since", "2023-01-15")
    oid("log", "--skip", "oxycodone 20:00: asleep")


@pytest.fixture
def filled(oid: Oid) -> Oid:
    """e1 a mood, e2 a dose when needed, e3 a treatment, e4 a note, e5 a skipped dose."""
    oid.once(_begin_filled)
    return oid


def test_what_is_not_named_stays(filled: Oid) -> None:
    changed = filled.json("edit", "e1", "--mood", "6", "--tag", "b")
    expected = {**changed["before"], "mood": 6, "tags": ["b"]}
    assert changed["schema"] == "oidtrack/edit/1"
    assert changed["entry"] == expected
    assert filled.json("show", "e1")["entry"] == expected


def test_clear_makes_blank_again(filled: Oid) -> None:
    words = [word for name in ("pain", "sleep", "signs", "symptoms", "note", "tags") for word in ("--clear", name)]
    entry = filled.json("edit", "e1", *words)["entry"]
    assert entry["mood"] == 5
    names = ("pain", "sleep_hours", "signs", "symptoms", "note", "tags")
    assert [entry[name] for name in names] == [None] * len(names)


def test_another_moment_is_another_day(filled: Oid) -> None:
    entry = filled.json("edit", "e1", "--at", "yesterday 9pm")["entry"]
    assert (entry["at"], entry["day"]) == ("2026-11-22T21:00:00-05:00", "2026-11-22")


def test_star_and_its_filter(filled: Oid) -> None:
    assert filled("list", "--star").code == 4
    filled("edit", "e4", "--star")
    assert [entry["id"] for entry in filled.json("list", "--star")["entries"]] == ["e4"]
    filled("edit", "e4", "--clear", "star")
    assert filled("list", "--star").code == 4


def test_a_dose_keeps_its_medicine_or_gets_another(filled: Oid) -> None:
    assert filled.json("edit", "e2", "--dose", "oxycodone 1/2 x 5mg")["entry"]["amount_mg"] == 2.5
    other = filled.json("edit", "e2", "--dose", "tramadol 50mg")["entry"]
    assert (other["medicine"], other["amount_mg"], other["state"]) == ("tramadol", 50, "extra")
    assert other["planned_mg"] is None


def test_a_skipped_dose_has_a_reason_and_no_other_medicine(filled: Oid) -> None:
    assert filled.json("edit", "e5", "--reason", "forgot")["entry"]["reason"] == "forgot"
    assert filled.json("edit", "e5", "--clear", "reason")["entry"]["reason"] is None
    assert "was skipped" in filled("edit", "e5", "--dose", "tramadol 50mg").err


def test_a_treatment_in_place_of_a_treatment(filled: Oid) -> None:
    entry = filled.json("edit", "e3", "--treatment", "swim 20min")["entry"]
    assert (entry["text"], entry["minutes"]) == ("swim", 20)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("e1",), 2, "nothing to change"),
        (("e9", "--mood", "3"), 4, "no entry e9"),
        (("m1", "--mood", "3"), 2, "is no id"),
        (("e1", "--mood", "11"), 2, "0 to 10"),
        (("e1", "--clear", "colour"), 2, "cannot be cleared"),
        (("e1", "--dose", "oxycodone 5mg"), 2, "no place for a dose"),
        (("e1", "--treatment", "walk"), 2, "no place for a treatment"),
        (("e2", "--mood", "3"), 2, "no place for ratings"),
        (("e2", "--reason", "why"), 2, "no place for a reason"),
        (("e2", "--dose", "x" * 401), 2, "400 characters"),
        (("e2", "--dose", "oxycodone 5000mg"), 2, "cannot be right"),
        (("e4", "--clear", "note"), 2, "nothing would be left"),
        (("e4", "--clear", "pain"), 2, "no place for ratings"),
        (("e1", "--at", "tomorrow"), 2, "is no date"),
    ],
)
def test_what_is_refused_changes_nothing(filled: Oid, words: tuple[str, ...], code: int, said: str) -> None:
    before = filled.json("list")
    result = filled("edit", *words)
    assert (result.code, said in result.err) == (code, True)
    assert filled.json("list") == before


def test_an_amount_hardly_meant_is_kept_with_a_caution(filled: Oid) -> None:
    changed = filled.json("edit", "e2", "--dose", "oxycodone 500mg")
    assert changed["entry"]["amount_mg"] == 500
    assert [caution["code"] for caution in changed["cautions"]] == ["dose-unlikely", "dose-above-plan"]
    assert filled.json("edit", "e2", "--dose", "oxycodone 20mg")["cautions"] == []


@pytest.mark.parametrize(("mg", "severity"), [("60", []), ("61", ["watch"]), ("89", ["watch"]), ("90", ["urgent"])])
def test_a_changed_dose_is_weighed_as_one_that_is_written_down(filled: Oid, mg: str, severity: list[str]) -> None:
    changed = filled.json("edit", "e2", "--dose", f"oxycodone {mg}mg", "--yes")
    assert [one["severity"] for one in changed["cautions"] if one["code"] == "dose-above-plan"] == severity
    assert [one["severity"] for one in _of(filled, "dose-above-plan")] == severity


@pytest.mark.parametrize(("at", "close"), [("17:01", True), ("17:00", False)])
def test_a_dose_moved_to_another_time_is_weighed_there(filled: Oid, at: str, close: bool) -> None:
    filled("log", "--dose", "oxycodone 5mg at 12:00", "--yes")
    moved = filled.json("edit", "e6", "--at", at, "--yes")
    assert ("dose-too-soon" in [one["code"] for one in moved["cautions"]]) is close
    assert bool(_of(filled, "dose-too-soon")) is close


def _of(oid: Oid, name: str) -> list[dict[str, Any]]:
    return [one for one in oid.json("warnings")["findings"] if one["id"] == name]


def test_undo_several_times(filled: Oid) -> None:
    first = filled.json("list")
    filled("edit", "e1", "--mood", "6")
    filled("edit", "e1", "--mood", "7")
    filled("delete", "e4", "--yes")
    undone = filled.json("undo", "3")["undone"]
    assert [one["command"] for one in undone] == ["delete", "edit", "edit"]
    assert filled.json("list") == first


def test_undo_more_than_there_is_takes_back_all(filled: Oid) -> None:
    assert filled("undo", "100").code == 2
    assert len(filled.json("list")["entries"]) == 5
    assert filled("undo", "100", "--yes").code == 0
    assert filled("list").code == 4
    assert filled("undo", "2").code == 4


@pytest.mark.parametrize("word", ["0", "101", "-1", "all", "1.5", "٣"])
def test_undo_refuses_what_is_no_number(filled: Oid, word: str) -> None:
    assert filled("undo", "--", word).code == 2
    assert len(filled.json("list")["entries"]) == 5
