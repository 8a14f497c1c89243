"""A month of mood: every day a number, gaps told apart, cuts marked, right in grey, ASCII and any width."""

from __future__ import annotations

import re
from datetime import date

import pytest

from oidtrack.cli.words.month import parse_month
from oidtrack.errors import BadInput
from oidtrack.render.today.month import SHADES
from running import Oid

TODAY = date(2026, 11, 23)
MOODS = {1: "2.4", 2: "2.5", 3: "4.9", 4: "5", 5: "7.4", 6: "7.5", 7: "10"}


def logged(oid: Oid, day: int, *words: str) -> None:
    assert oid("log", "--at", f"2026-11-{day:02} 21:00", *words).code == 0


@pytest.fixture(name="november")
def _november(oid: Oid) -> Oid:
    """A week of moods, a day with a note alone, a cut by a plan on the 16th."""
    oid.once(_begin_november)
    return oid


def _begin_november(oid: Oid) -> None:
    for day, mood in MOODS.items():
        logged(oid, day, "--mood", mood)
    logged(oid, 9, "--note", "rain")
    env = {"OIDTRACK_NOW": "2026-11-08T21:00:00-05:00"}
    oid("med", "add", "oxycodone", "--dose", "30", "--at", "8:00,20:00", "--since", "2023-01-15", env=env)
    oid("plan", "new", "--start", "2026-11-16", env=env)
    assert oid("plan", "agree", "--with", "Dr. NAME", env=env).code == 0


def test_each_day_is_a_number_and_a_shade(november: Oid) -> None:
    page = november("calendar").out
    assert page.startswith("Mood in November 2026, 0-10\n")
    wanted = (("░", "2.4"), ("▒", "2.5"), ("▒", "4.9"), ("▓", "5"), ("▓", "7.4"), ("▉", "7.5"), ("▉", "10"))
    for shade, mood in wanted:
        assert f"{shade * 3} {mood}" in page


def test_a_week_begins_on_monday(november: Oid) -> None:
    lines = november("calendar").out.splitlines()
    assert lines[2].split() == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert lines[3].split() == ["1"]
    assert lines[3].index("1") + 1 == lines[2].index("Sun") + 3
    assert lines[5].split() == ["2", "3", "4", "5", "6", "7", "8"]


def test_days_without_a_mood_are_told_from_days_without_a_word(november: Oid) -> None:
    lines = november("calendar").out.splitlines()
    assert lines[8].split() == ["*", "-", "-", "-", "-", "-", "-"]
    assert "* written down, without a mood" in lines
    assert "- nothing written down" in lines


def test_cuts_are_marked_and_named(november: Oid) -> None:
    page = november("calendar").out
    assert "↓16" in page
    assert page.count("↓") == 2  # the day, and what the sign means
    assert "Cuts    Mon 16 Nov 2026: oxycodone 60 mg → 55 mg a day" in page


def test_days_ahead_are_blank(november: Oid) -> None:
    lines = november("calendar").out.splitlines()
    row = next(n for n, line in enumerate(lines) if line.split()[:1] == ["23"])
    assert lines[row + 1].split() == ["-"]
    assert lines[row + 2].split() == ["30"]
    assert lines[row + 3] == ""


def test_the_document_has_every_day(november: Oid) -> None:
    found = november.json("calendar")
    assert (found["schema"], found["month"], found["n"], found["median"]) == ("oidtrack/calendar/1", "2026-11", 7, 5)
    assert len(found["days"]) == 30
    assert found["days"][0] == {"day": "2026-11-01", "mood": 2.4, "entries": 1, "cut": False}
    assert (found["days"][8]["mood"], found["days"][8]["entries"]) == (None, 1)
    assert [day["day"] for day in found["days"] if day["cut"]] == ["2026-11-16"]
    cut = {"on": "2026-11-16", "medicine": "oxycodone", "unit": "mg", "before": 60, "after": 55}
    assert (found["cuts"], found["usual"]) == ([cut], None)


def test_several_moods_of_a_day_are_their_mean(oid: Oid) -> None:
    for mood in ("4", "7"):
        logged(oid, 2, "--mood", mood)
    assert oid.json("calendar")["days"][1]["mood"] == 5.5


@pytest.mark.no_cover
def test_a_low_day_is_told_by_colour_too_and_by_nothing_else_less(oid: Oid) -> None:
    for n in range(40):
        oid("log", "--at", f"{30 + n} days ago", "--mood", str(5 + n % 3))
    logged(oid, 20, "--mood", "4.9")
    logged(oid, 21, "--mood", "5")
    env = {"TERM": "xterm-256color", "COLUMNS": "80"}
    coloured = oid("calendar", window=True, env={**env, "NO_COLOR": ""}).out
    assert re.search(r"\x1b\[38;5;130m▒▒▒ 4.9\x1b\[0m", coloured)
    assert not re.search(r"\x1b\[38;5;130m▓▓▓ 5\x1b", coloured)
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == oid("calendar").out


@pytest.mark.no_cover
@pytest.mark.parametrize("width", [40, 59, 60, 79, 80, 120])
@pytest.mark.parametrize("ascii_only", [False, True])
def test_it_fits_and_keeps_its_numbers(november: Oid, width: int, ascii_only: bool) -> None:
    env = {"COLUMNS": str(width), **({"LC_ALL": "C"} if ascii_only else {})}
    page = november("calendar", window=True, env=env).out
    assert max(map(len, page.splitlines())) <= width
    assert all(mood in page for mood in MOODS.values())
    assert page.isascii() or not ascii_only
    assert any(sign in page for sign in SHADES) == (width >= 60 and not ascii_only)


def test_a_month_without_a_word_is_shown_as_such(oid: Oid) -> None:
    logged(oid, 2, "--mood", "4")
    said = oid("calendar", "2026-03")
    assert (said.code, "no mood is written down" in said.out) == (0, True)


def test_without_a_journal_there_is_none(oid: Oid) -> None:
    assert oid("calendar").code == 4


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("", date(2026, 11, 1)),
        ("last", date(2026, 10, 1)),
        ("2026-3", date(2026, 3, 1)),
        ("November", date(2026, 11, 1)),
        ("dec", date(2025, 12, 1)),
        ("sept  2024", date(2024, 9, 1)),
        ("2024-02", date(2024, 2, 1)),
    ],
)
def test_months_as_they_are_typed(typed: str, first: date) -> None:
    assert parse_month(typed, TODAY) == first


@pytest.mark.parametrize("typed", ["2026-13", "2026-00", "2026-12", "dec 2026", "soon", "no", "0000-01", "novembers"])
def test_what_is_no_month_or_lies_ahead_is_refused(typed: str) -> None:
    with pytest.raises(BadInput):
        parse_month(typed, TODAY)
