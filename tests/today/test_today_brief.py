"""The card on a terminal: eight lines on an ordinary day, and what is urgent where it always was."""

from __future__ import annotations

import pytest

from running import Oid

LINES = 8
WINDOW = {"COLUMNS": "80", "NO_COLOR": "1", "PAGER": ""}


def on(day: str, clock: str = "21:00") -> dict[str, str]:
    return {"OIDTRACK_NOW": f"2026-{day}T{clock}:00-05:00"}


def card(oid: Oid, day: str = "11-23", clock: str = "21:00", **more: str) -> str:
    said = oid(window=True, env={**WINDOW, **on(day, clock), **more})
    assert (said.code, said.err) == (0, "")
    return said.out


@pytest.fixture(name="ordinary")
def _ordinary(oid: Oid) -> Oid:
    """A plan under way, tablets at home, a visit, a check-in yesterday, two of three doses taken."""
    oid.once(_begin_ordinary)
    return oid


def _begin_ordinary(oid: Oid) -> None:
    oid("med", "add", "oxycodone", "--dose", "30", "--at", "8:00,14:00,22:00", "--since", "2023-01-15", env=on("11-01"))
    oid("profile", "--country", "US", "--naloxone", env=on("11-01"))
    oid("plan", "new", "--start", "2026-11-16", env=on("11-01"))
    oid("plan", "agree", "--with", "Dr. NAME", env=on("11-01"))
    oid("med", "refill", "oxycodone", "--strength", "30mg=200", "--strength", "20mg=90", env=on("11-22"))
    oid("appointment", "add", "--at", "2026-12-07 10:00", "--who", "Dr. NAME", env=on("11-22"))
    oid("log", "--mood", "6", "--taken", "--tonight", env=on("11-22"))
    assert oid("log", "--taken", env=on("11-23", "15:00")).code == 0


def test_an_ordinary_day_has_eight_lines(ordinary: Oid) -> None:
    lines = card(ordinary).splitlines()
    assert [line.split()[0] for line in lines if not line.startswith(" ")] == [
        *("Today,", "Doses", "Plan", "Next", "Diary", "Stock", "Visit")
    ]
    assert len(lines) <= LINES
    assert lines[0] == "Today, Mon 23 Nov 2026: 2 taken, 1 left"
    assert all(len(line) <= 80 for line in lines)


def test_nothing_but_what_is_said_elsewhere_is_left_out(ordinary: Oid) -> None:
    brief, whole = card(ordinary), ordinary().out
    assert "how is today? oidtrack log" in brief
    assert "How is today? oidtrack log" in whole
    assert ("agreed" in brief, "agreed" in whole) == (False, True)
    for label in ("Next", "Stock", "Visit"):
        line = next(line for line in whole.splitlines() if line.startswith(label))
        assert line in brief


def test_doses_that_are_alike_share_a_line(ordinary: Oid) -> None:
    lines = card(ordinary, clock="15:01").splitlines()
    assert lines[1].split()[:5] == ["Doses", "08:00,", "14:00", "taken", "oxycodone"]
    assert lines[1].endswith("oxycodone 30 mg, 20 mg")
    assert lines[2].split()[:3] == ["22:00", "left", "oxycodone"]
    assert " = " in lines[2]


def test_a_pipe_and_plain_have_the_whole_card(ordinary: Oid) -> None:
    assert ordinary("--plain", window=True, env=WINDOW).out == ordinary().out
    assert len(ordinary().out.splitlines()) > LINES


def test_what_is_urgent_keeps_its_words_and_its_numbers(ordinary: Oid) -> None:
    ordinary("check", "phq9", "--answers", "0,0,0,0,0,0,0,0,2")
    brief, whole = card(ordinary), ordinary().out
    tail = whole[whole.index("\n\nThoughts") :]
    assert "988" in tail
    assert brief.endswith(tail)


def test_last_night_is_asked_about(ordinary: Oid) -> None:
    ordinary("log", "--mood", "6", env=on("11-23"))
    assert "yesterday's 22:00 oxycodone: still open" in card(ordinary, "11-24", "09:00")


def test_the_gate_comes_first(oid: Oid) -> None:
    oid("med", "add", "oxycodone", "--dose", "30", "--at", "8:00,20:00", "--since", "2023-01-15", env=on("10-01"))
    oid("plan", "new", "--start", "2026-11-25", env=on("10-01"))
    oid("plan", "agree", "--with", "Dr. NAME", env=on("10-01"))
    for n in range(1, 24):
        oid("log", "--mood", "6" if n < 15 else "2", "--taken", env=on(f"11-{n:02}"))
    brief = card(oid)
    assert brief.startswith("!! ")
    assert brief.split("\n\n")[0] == oid().out.split("\n\n")[0]


def test_an_empty_journal_is_a_welcome(oid: Oid) -> None:
    assert card(oid) == oid().out


@pytest.mark.parametrize("width", [40, 45, 60, 120])
def test_it_fits_the_window(ordinary: Oid, width: int) -> None:
    page = card(ordinary, COLUMNS=str(width), LC_ALL="C")
    assert max(map(len, page.splitlines())) <= width
    assert page.isascii()
