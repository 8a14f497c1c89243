"""`log` without options, answered in this process: which answers become which entries."""

from __future__ import annotations

from typing import Any

import pytest

from oidtrack.cli.main import run
from running import Oid


class Terminal:
    """Somebody who types these lines, with Ctrl-C after so many of them, and then presses Ctrl-D."""

    def __init__(self, *lines: str, interrupt: int = 99) -> None:
        self._lines = [f"{line}\n" for line in lines]
        self._interrupt = interrupt

    def isatty(self) -> bool:
        return True

    def readline(self) -> str:
        self._interrupt -= 1
        if self._interrupt == -1:
            raise KeyboardInterrupt
        return self._lines.pop(0) if self._lines else ""


def evening(monkeypatch: pytest.MonkeyPatch, *lines: str, interrupt: int = 99) -> int:
    monkeypatch.setattr("sys.stdin", Terminal(*lines, interrupt=interrupt))
    return run(["log"])


def kept(oid: Oid) -> list[dict[str, Any]]:
    result = oid("list", "--json")
    return [] if result.code == 4 else list(oid.json("list")["entries"])


def test_every_answer_is_kept(oid: Oid, monkeypatch: pytest.MonkeyPatch) -> None:
    assert evening(monkeypatch, "6", "7h30", "4", "y", "no drive, tired", "sweating=2, chills", "quiet day") == 0
    (mood,) = kept(oid)
    assert (mood["mood"], mood["sleep_hours"], mood["pain"], mood["note"]) == (6.0, 7.5, 4.0, "quiet day")
    assert mood["signs"] == ["no drive", "tired"]
    assert mood["symptoms"] == {"sweating": 2, "chills": None}


def test_signs_are_tapped_by_number_and_listed(
    oid: Oid, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evening(monkeypatch, "", "", "", "y", "?", "1, Tired, 20", "?", "1=3, 13", "") == 0
    (mood,) = kept(oid)
    assert mood["signs"] == ["no interest", "tired", "hard to wake"]
    assert mood["symptoms"] == {"sweating": 3, "diarrhoea": None}
    shown = capsys.readouterr().err
    assert shown.count("Signs of low mood:") == 2, "once by itself, once for the question mark"
    assert "16 confused" in shown


def test_a_word_on_no_list_is_asked_about(
    oid: Oid, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evening(monkeypatch, "", "", "", "y", "terful, nnnn", "", "tearful", "swet=2", "y", "") == 0
    (mood,) = kept(oid)
    assert (mood["signs"], mood["symptoms"]) == (["tearful"], {"swet": 2})
    shown = capsys.readouterr().err
    assert "near: tearful" in shown
    assert "Save 'terful' and 'nnnn' as words of your own? [y/N]" in shown
    assert evening(monkeypatch, "", "", "", "y", "", "swet=1", "") == 0
    assert kept(oid)[1]["symptoms"] == {"swet": 1}, "a word of one's own is known from then on"


def test_a_word_that_was_not_yet_agreed_to_is_not_kept_by_a_stop(oid: Oid, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = ("6", "", "", "y", "tired, nnnn", "y")
    assert evening(monkeypatch, *answers, interrupt=5) == 0
    assert kept(oid)[0]["signs"] == ["tired"]


def test_log_asks_at_the_keyboard_whether_a_word_is_meant(oid: Oid, monkeypatch: pytest.MonkeyPatch) -> None:
    for lines, signs in (((), 0), (("n",), 0), (("",), 0), (("y",), 1)):
        monkeypatch.setattr("sys.stdin", Terminal(*lines))
        run(["log", "--sign", "nnnn"])
        assert len(kept(oid)) == signs


def test_what_was_left_blank_is_absent(oid: Oid, monkeypatch: pytest.MonkeyPatch) -> None:
    assert evening(monkeypatch, "", "", "7", "n", "") == 0
    (mood,) = kept(oid)
    assert (mood["mood"], mood["sleep_hours"], mood["pain"], mood["signs"]) == (None, None, 7.0, None)


def test_doses_of_the_day_are_one_question(oid: Oid, monkeypatch: pytest.MonkeyPatch) -> None:
    oid("med", "add", "oxycodone", "--dose", "30", "--at", "8:00,14:00,20:00", "--since", "2026-11-01")
    assert evening(monkeypatch, "", "", "", "y", "", "") == 0
    assert [(entry["slot"], entry["state"]) for entry in kept(oid)] == [
        ("08:00", "taken"),
        ("14:00", "taken"),
        ("20:00", "taken"),
    ]


def test_only_after_a_no_they_are_asked_one_by_one(oid: Oid, monkeypatch: pytest.MonkeyPatch) -> None:
    oid("med", "add", "oxycodone", "--dose", "30", "--at", "8:00,14:00,20:00", "--since", "2026-11-01")
    assert evening(monkeypatch, "5", "", "", "n", "y", "n", "slept through it", "", "", "") == 0
    doses = [entry for entry in kept(oid) if entry["kind"] == "dose"]
    assert [(entry["slot"], entry["state"], entry["reason"]) for entry in doses] == [
        ("08:00", "taken", None),
        ("14:00", "skipped", "slept through it"),
    ]


@pytest.mark.parametrize(("reply", "code", "count"), [("y", 0, 1), ("n", 130, 0), ("", 0, 1)])
def test_ctrl_c_offers_to_keep(oid: Oid, monkeypatch: pytest.MonkeyPatch, reply: str, code: int, count: int) -> None:
    assert evening(monkeypatch, "6", reply, interrupt=1) == code
    assert len(kept(oid)) == count


def test_the_end_of_the_input_keeps_nothing_by_itself(oid: Oid, monkeypatch: pytest.MonkeyPatch) -> None:
    assert evening(monkeypatch, "6", "8") == 130
    assert kept(oid) == []


def test_nothing_answered_is_nothing_saved(oid: Oid, monkeypatch: pytest.MonkeyPatch) -> None:
    assert evening(monkeypatch, *[""] * 6) == 0
    assert kept(oid) == []


def test_by_lines_b_goes_back_and_shows_what_was_said(
    oid: Oid, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evening(monkeypatch, "b", "6", "7", "b", "-", "b", "", "8", "x", "", "") == 0
    (mood,) = kept(oid)
    assert (mood["mood"], mood["sleep_hours"], mood["pain"]) == (6, None, 8)
    assert "this is the first question" in capsys.readouterr().err


def test_another_amount_is_weighed_before_the_note(oid: Oid, monkeypatch: pytest.MonkeyPatch) -> None:
    oid("med", "add", "oxycodone", "--dose", "30", "--at", "8:00", "--since", "2026-11-01")
    assert evening(monkeypatch, "", "", "", "n", "o", "2 x 20", "", "y", "", "kept") == 0
    dose, note = kept(oid)
    assert (dose["amount_mg"], dose["planned_mg"], dose["state"], note["note"]) == (40, 30, "taken", "kept")


def test_doses_not_agreed_to_are_asked_again(oid: Oid, monkeypatch: pytest.MonkeyPatch) -> None:
    oid("med", "add", "oxycodone", "--dose", "30", "--at", "8:00", "--since", "2026-11-01")
    assert evening(monkeypatch, "", "", "", "n", "o", "9999999", "40", "n", "y", "", "kept") == 0
    assert [entry.get("amount_mg") for entry in kept(oid)] == [30, None]


def test_doses_without_a_yes_are_left_out_when_stopping(oid: Oid, monkeypatch: pytest.MonkeyPatch) -> None:
    oid("med", "add", "oxycodone", "--dose", "30", "--at", "8:00", "--since", "2026-11-01")
    assert evening(monkeypatch, "6", "", "", "n", "o", "40", "y", "n", interrupt=6) == 0
    assert [entry["kind"] for entry in kept(oid)] == ["mood"]


def test_on_with_the_questions_after_ctrl_c(oid: Oid, monkeypatch: pytest.MonkeyPatch) -> None:
    assert evening(monkeypatch, "6", "b", "7", "", "", "", interrupt=1) == 0
    assert (kept(oid)[0]["mood"], kept(oid)[0]["sleep_hours"]) == (6, 7)


def test_two_releases_of_one_medicine_are_told_apart(oid: Oid, monkeypatch: pytest.MonkeyPatch) -> None:
    for release, dose in (("ir", "5"), ("er", "10")):
        oid("med", "add", "oxycodone", "--release", release, "--dose", dose, "--at", "8:00", "--since", "2026-11-01")
    assert evening(monkeypatch, "", "", "", "n", "y", "n", "felt fine", "", "") == 0
    found = [(entry["amount_mg"], entry["state"], entry["reason"]) for entry in kept(oid)]
    assert sorted(found, key=str) == [(10, "skipped", "felt fine"), (5, "taken", None)]
