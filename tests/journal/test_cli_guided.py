"""`log` without options, on a real terminal."""

from __future__ import annotations

from typing import Any

import pytest

from on_terminal import Start, answer, end
from running import Oid

pexpect = pytest.importorskip("pexpect")
if not hasattr(pexpect, "spawn"):
    pytest.skip("there is no terminal to talk to", allow_module_level=True)

MOOD, SLEEP, PAIN = "Mood", "Sleep the night before", "Pain"
TAKEN, ELSE, NOTE = "All taken", "Anything else", "A note"


def medicine(oid: Oid) -> None:
    oid("med", "add", "oxycodone", "--dose", "30", "--at", "8:00,14:00,22:00", "--since", "2023-01-15")


def test_an_evening(oid: Oid, start: Start) -> None:
    medicine(oid)
    child = start("log")
    answer(child, (MOOD, "6.5"), (SLEEP, "7h30"), (PAIN, ""), (TAKEN, "y"), (ELSE, ""), (NOTE, "quiet"))
    code, said = end(child)
    assert code == 0
    assert "saved e1" in said
    found = oid.json("list")["entries"]
    assert [(entry["kind"], entry.get("slot")) for entry in found] == [
        ("dose", "08:00"),
        ("dose", "14:00"),
        ("mood", None),
    ]
    assert (found[2]["mood"], found[2]["sleep_hours"], found[2]["pain"]) == (6.5, 7.5, None)
    assert found[2]["note"] == "quiet"
    oid("undo")
    assert oid("list").code == 4


def test_what_does_not_fit_is_asked_again_gently(oid: Oid, start: Start) -> None:
    child = start("log")
    answer(child, (MOOD, "11"), ("from 0 to 10", ""), (SLEEP, "25"), ("0 to 24 hours", "8"), (PAIN, "w"))
    answer(child, ("from 0 to 10", ""), (ELSE, "maybe"), ("y or n", "n"), (NOTE, ""))
    assert end(child)[0] == 0
    (entry,) = oid.json("list")["entries"]
    assert (entry["mood"], entry["sleep_hours"]) == (None, 8)


def test_not_all_taken_is_asked_dose_by_dose(oid: Oid, start: Start) -> None:
    medicine(oid)
    child = start("log")
    answer(child, (MOOD, ""), (SLEEP, ""), (PAIN, ""), (TAKEN, "n"), ("08:00, taken", "y"), ("14:00, taken", "n"))
    answer(child, ("Why not", "slept"), (ELSE, "y"), ("Signs", "no drive, tired"), ("Withdrawal", "sweating=2"))
    answer(child, (NOTE, ""))
    assert end(child)[0] == 0
    doses = {entry["slot"]: entry for entry in oid.json("list", "--kind", "dose")["entries"]}
    assert [(slot, dose["state"], dose["reason"]) for slot, dose in doses.items()] == [
        ("08:00", "taken", None),
        ("14:00", "skipped", "slept"),
    ]
    (mood,) = oid.json("list", "--kind", "mood")["entries"]
    assert (mood["signs"], mood["symptoms"]) == (["no drive", "tired"], {"sweating": 2})


def test_enter_all_the_way_saves_nothing(oid: Oid, start: Start) -> None:
    child = start("log")
    answer(child, *((question, "") for question in (MOOD, SLEEP, PAIN, ELSE, NOTE)))
    code, said = end(child)
    assert (code, "nothing was saved" in said) == (0, True)
    assert oid("list").code == 4


@pytest.mark.parametrize(("reply", "code", "kept"), [("y", 0, True), ("n", 130, False), ("", 0, True)])
def test_ctrl_c_offers_to_keep_what_was_answered(oid: Oid, start: Start, reply: str, code: int, kept: bool) -> None:
    child = start("log")
    answer(child, (MOOD, "4"))
    child.expect(SLEEP)
    child.sendintr()
    answer(child, ("Keep what you answered", reply))
    assert end(child)[0] == code
    assert (oid("list").code == 0) is kept


@pytest.mark.parametrize("stop", ["sendintr", "sendeof"])
def test_stopping_at_once_ends_quietly(oid: Oid, start: Start, stop: str) -> None:
    child = start("log")
    child.expect(MOOD)
    getattr(child, stop)()
    code, said = end(child)
    assert code == 130
    assert "Traceback" not in said
    assert oid("list").code == 4


@pytest.mark.parametrize(("reply", "kept"), [("y", True), ("n", False), ("", False)])
def test_a_caution_is_stated_and_asked_about(oid: Oid, start: Start, reply: str, kept: bool) -> None:
    medicine(oid)
    child = start("log", "--dose", "oxycodone 40mg at 8:00")
    child.expect("Above what is planned")
    answer(child, ("Save it as it is", reply))
    assert end(child)[0] == 0
    assert (oid("list").code == 0) is kept


def test_with_a_yes_nothing_is_asked(oid: Oid, start: Start) -> None:
    medicine(oid)
    assert end(start("log", "--yes", "--dose", "oxycodone 500mg at 8:00"))[0] == 0
    assert oid("list").code == 0


def test_an_amount_hardly_meant_is_asked_about(oid: Oid, start: Start) -> None:
    child = start("log", "--dose", "oxycodone 500mg")
    answer(child, ("Save it as it is", "n"))
    assert end(child)[0] == 0
    assert oid("list").code == 4


def test_tablets_of_several_strengths_are_asked_about(oid: Oid, start: Start) -> None:
    oid("med", "add", "oxycodone", "--strengths", "5,10", "--since", "2026-01-01")
    child = start("log", "--dose", "oxycodone 2 tablets", "--dose", "oxycodone 5mg at 8:00")
    answer(child, ("Which one", "3"), ("from 1 to 2 is meant", "2"))
    assert end(child)[0] == 0
    assert [entry["amount_mg"] for entry in oid.json("list")["entries"]] == [5, 20]


@pytest.mark.parametrize("no", ["", "\x04"])
def test_without_an_answer_nothing_is_guessed(oid: Oid, start: Start, no: str) -> None:
    oid("med", "add", "oxycodone", "--strengths", "5,10", "--since", "2026-01-01")
    child = start("log", "--dose", "oxycodone 2 tablets")
    child.expect("Which one")
    child.send(no or "\r")
    assert end(child)[0] == 2
    assert oid("list").code == 4


def test_a_very_small_dose_is_asked_about(oid: Oid, start: Start) -> None:
    words = ("oxycodone", "--dose", "0.01", "--at", "8:00", "--liquid", "1", "--liquid-step", "0.01")
    assert "far below 2.5 mg" in oid("med", "add", *words).err
    child = start("med", "add", *words)
    answer(child, ("very little; the smallest that is sold is 2.5 mg", "n"))
    assert end(child)[0] == 2
    child = start("med", "add", *words)
    answer(child, ("that right", "y"))
    assert end(child)[0] == 0
    assert oid("med", "add", "morphine", *words[1:], "--yes").code == 0


def press(child: Any, *pairs: tuple[str, str]) -> None:
    """Keys without Enter."""
    for question, keys in pairs:
        child.expect(question)
        child.send(keys)


def test_one_key_is_an_answer(oid: Oid, start: Start) -> None:
    medicine(oid)
    child = start("log")
    press(child, (MOOD, "6"), (SLEEP, "7h30\r"), (PAIN, "x"), (TAKEN, "y"), (ELSE, "n"), (NOTE, "a quiet däy\r"))
    assert end(child)[0] == 0
    mood = oid.json("list")["entries"][-1]
    assert (mood["mood"], mood["sleep_hours"], mood["pain"], mood["note"]) == (6, 7.5, 10, "a quiet däy")


@pytest.mark.parametrize(("keys", "rating"), [("10", 10), ("1\r", 1), ("0", 0), ("1\x7f2", 2), ("1.5\r", 1.5)])
def test_a_one_waits_for_a_nought(oid: Oid, start: Start, keys: str, rating: float) -> None:
    child = start("log")
    child.expect(MOOD)
    for key in keys:
        child.send(key)
    press(child, (SLEEP, "8\r"), (PAIN, "\r"), (ELSE, "\r"), (NOTE, "\r"))
    assert end(child)[0] == 0
    assert oid.json("list")["entries"][0]["mood"] == rating


@pytest.mark.parametrize("back", ["b", "\x7f"])
def test_one_way_back_and_what_was_answered_is_still_there(oid: Oid, start: Start, back: str) -> None:
    child = start("log")
    press(child, (MOOD, "6"), (SLEEP, "8\r"), (PAIN, back), ("hours: 8", "\x157\r"), (PAIN, "4"), (ELSE, back))
    press(child, ("worst.: 4", "\r"), (ELSE, "\r"), (NOTE, "\r"))
    assert end(child)[0] == 0
    mood = oid.json("list")["entries"][0]
    assert (mood["mood"], mood["sleep_hours"], mood["pain"]) == (6, 7, 4)


def test_before_the_first_question_there_is_none(start: Start) -> None:
    child = start("log")
    press(child, (MOOD, "b"), ("first question", ""), (MOOD, "\x04"))
    assert end(child)[0] == 130


def test_ctrl_c_in_the_note_keeps_the_words_typed_so_far(oid: Oid, start: Start) -> None:
    child = start("log")
    press(
        child, (MOOD, "6"), (SLEEP, "\r\r"), (PAIN, "\r"), (ELSE, "\r"), (NOTE, "half a thou"), ("half a thou", "\x03")
    )
    press(child, ("Keep what you answered", "b"), ("A note: half a thou", "ght\r"))
    assert end(child)[0] == 0
    assert oid.json("list")["entries"][0]["note"] == "half a thought"


def test_cautions_come_before_the_note_and_a_no_asks_the_doses_again(oid: Oid, start: Start) -> None:
    medicine(oid)
    child = start("log")
    press(child, (MOOD, "6"), (SLEEP, "\r\r"), (PAIN, "\r"), (TAKEN, "n"), ("08:00, taken", "o"))
    press(child, ("How much", "9999999\r"), ("cannot be right", ""), ("How much", "40\r"), ("14:00, taken", "\r"))
    press(child, ("Above what is planned", ""), ("Keep these doses", "\r"), ("y or n is meant", ""))
    press(child, ("Keep these doses", "n"), (TAKEN, "y"), (ELSE, "\r\r"), (NOTE, "kept\r"))
    assert end(child)[0] == 0
    found = oid.json("list")["entries"]
    assert [entry.get("amount_mg") for entry in found] == [30, 30, None]
    assert found[-1]["note"] == "kept"


def test_doses_that_were_not_agreed_to_are_left_out_and_the_rest_is_kept(oid: Oid, start: Start) -> None:
    medicine(oid)
    child = start("log")
    press(child, (MOOD, "6"), (SLEEP, "\r\r"), (PAIN, "\r"), (TAKEN, "n"), ("08:00, taken", "o"), ("How much", "40\r"))
    press(child, ("14:00, taken", "\x03"), ("Keep what you answered", "\r"), ("Keep these doses", "n"))
    code, said = end(child)
    assert (code, "left out" in said) == (0, True)
    assert [entry["kind"] for entry in oid.json("list")["entries"]] == ["mood"]


def test_the_terminal_is_as_before(start: Start) -> None:
    child = start("log")
    child.expect(MOOD)
    assert not child.getecho()
    child.sendintr()
    child.expect(pexpect.EOF)
    assert child.getecho()


def test_arrows_and_long_lines_do_no_harm(oid: Oid, start: Start) -> None:
    child = start("log")
    press(child, (MOOD, "\x1b[A5"), (SLEEP, "\r\r"), (PAIN, "\r"), (ELSE, "\r"), (NOTE, "word " * 40 + "\x1b[D"))
    child.send("\x7f" * 150 + "ü\x7f!\r")
    assert end(child)[0] == 0
    entry = oid.json("list")["entries"][0]
    assert (entry["mood"], entry["note"]) == (5, ("word " * 10).strip() + "!")


def test_missed_days_are_asked_about_oldest_first(oid: Oid, start: Start) -> None:
    oid("log", "--at", "2026-11-21", "--mood", "5")
    child = start("log", "--catch-up", "3d")
    for day, mood in (("Fri 20 Nov", "4"), ("Sun 22 Nov", "6")):
        child.expect(day)
        press(child, (MOOD, mood), (SLEEP, "\r\r"), (PAIN, "\r"), (ELSE, "\r"), (NOTE, "\r"))
    assert end(child)[0] == 0
    found = [(entry["day"], entry["mood"]) for entry in oid.json("list")["entries"]]
    assert found == [("2026-11-20", 4), ("2026-11-21", 5), ("2026-11-22", 6)]


def test_stopping_on_a_later_day_keeps_the_earlier_ones(oid: Oid, start: Start) -> None:
    child = start("log", "--catch-up", "3d")
    press(child, (MOOD, "4"), (SLEEP, "\r\r"), (PAIN, "\r"), (ELSE, "\r"), (NOTE, "\r"), ("2 of 3", ""), (MOOD, "\x03"))
    code, said = end(child)
    assert (code, "before are saved" in said) == (0, True)
    assert [entry["day"] for entry in oid.json("list")["entries"]] == ["2026-11-20"]


@pytest.mark.parametrize(("reply", "count"), [("\r", 2), ("n\r", 1)])
def test_yesterday_again_is_shown_first(oid: Oid, start: Start, reply: str, count: int) -> None:
    oid("log", "--at", "yesterday", "--mood", "5", "--sleep", "7", "--note", "only then")
    child = start("log", "--same-as-yesterday")
    press(child, ("mood 5 · sleep 7 h", ""), ("Save it", reply))
    assert end(child)[0] == 0
    found = oid.json("list")["entries"]
    assert len(found) == count
    assert [entry["note"] for entry in found] == ["only then", None][:count]


def test_a_paste_longer_than_the_window_is_drawn_within_it(
    oid: Oid, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten rows of text in a window of six: only six are drawn while it is mended, and all of it behind Enter."""
    monkeypatch.setenv("TERM", "xterm")
    note = "".join(f"{n:04}" for n in range(100))
    child = start("log")
    child.setwinsize(6, 40)
    answer(child, (MOOD, ""), (SLEEP, ""), (PAIN, ""), (ELSE, ""))
    child.expect(NOTE)
    child.send(f"\x1b[200~{note}\x1b[201~")
    child.expect("0099")
    assert note[:-4] not in child.before
    child.send("\x01")
    child.expect(f"A note: {note[:100]}")
    child.send(">\r")
    code, said = end(child)
    assert code == 0
    assert f"A note: >{note}" in said
    assert oid.json("list")["entries"][0]["note"] == f">{note}"
