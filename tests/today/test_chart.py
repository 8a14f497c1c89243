"""`chart`: what is drawn of which days, what its signs mean, and the same as JSON."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import pytest

from running import Oid

ALICE = ("med", "add", "oxycodone", "--dose", "30", "--at", "8:00,20:00", "--since", "2023-01-15")


def on(day: str, clock: str = "21:00") -> dict[str, str]:
    return {"OIDTRACK_NOW": f"2026-{day}T{clock}:00-05:00"}


@pytest.fixture(name="autumn")
def _autumn(oid: Oid) -> Oid:
    """Three weeks: moods, a plan with a cut on the 9th, a hold from the 16th on, PHQ-9 twice, a dose left out."""
    oid.once(_begin_autumn)
    return oid


def _begin_autumn(oid: Oid) -> None:
    oid(*ALICE, env=on("11-01", "07:00"))
    oid("plan", "new", "--start", "2026-11-09", env=on("11-01", "07:00"))
    oid("plan", "agree", "--with", "Dr. NAME", env=on("11-01", "07:00"))
    for n in range(1, 22):
        oid("log", "--mood", str(4 + n % 3), "--sleep", "7", "--taken", env=on(f"11-{n:02}"))
    oid("log", "--skip", "oxycodone 8:00: slept", env=on("11-22"))
    oid("log", "--dose", "oxycodone 5mg at 12:00", env=on("11-22"))
    oid("plan", "hold", "--reason", "low", env=on("11-16"))
    for day, answers in (("11-02", "1,1,1,1,1,1,1,1,0"), ("11-20", "2,2,1,1,1,1,1,1,0")):
        oid("check", "phq9", "--answers", answers, env=on(day))


def titles(page: str) -> list[str]:
    starts = ("Mood", "Sleep", "oxycodone, mg", "PHQ-9", "Pain", "Withdrawal")
    return [line for line in page.splitlines() if line.startswith(starts)]


def test_alone_it_is_mood_the_dose_and_the_form_that_there_is(autumn: Oid) -> None:
    page = autumn("chart").out
    assert page.startswith("Wed 26 Aug 2026 to Mon 23 Nov 2026\n")
    assert titles(page) == ["Mood, 0-10", "oxycodone, mg a day", "PHQ-9, 0-27"]
    assert "8 on 2 Nov, 10 on 20 Nov" in page
    assert "Mon 9 Nov 2026: oxycodone 60 mg → 55 mg a day" in page


def test_what_is_asked_for_is_shown_in_that_order(autumn: Oid) -> None:
    assert titles(autumn("chart", "phq-9", "Sleep", "mood", "sleep", "--since", "3w").out) == [
        "PHQ-9, 0-27",
        "Sleep, hours",
        "Mood, 0-10",
    ]


@pytest.mark.parametrize("env", [{}, {"LC_ALL": "C"}])
def test_the_signs_that_are_drawn_are_explained(autumn: Oid, env: dict[str, str]) -> None:
    page = autumn("chart", "dose", "--since", "3w", env=env).out
    line, dot = ("-", "*") if env else ("line", "•")
    assert f"{line} planned; {dot} taken; = on hold; + an extra dose; x a dose left out" in " ".join(page.split())
    drawn = [row[7:] for row in page.splitlines() if row[6:8].strip()[:1] in {"│", "┤", "|"}]
    assert all(any(sign in row for row in drawn) for sign in ("=", "+", "x", ":"))
    assert page.isascii() == bool(env)


def test_without_the_library_it_draws_all_the_same(autumn: Oid, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "plotext", None)
    page = autumn("chart", "mood").out
    assert "o mood, median" in page
    assert "+---" in page


@pytest.mark.no_cover
def test_the_usual_range_stands_in_the_frame_and_in_words(oid: Oid) -> None:
    for n in range(40):
        oid("log", "--at", f"{20 + n} days ago", "--mood", str(5 + n % 3))
    page = oid("chart", "mood").out
    assert "┈ your usual range now, 5 to 7 (n 40)" in page
    assert page.count("┈") > 20


@pytest.mark.no_cover
@pytest.mark.parametrize("words", [(), ("mood",), ("dose", "mood", "sleep", "pain", "phq9")])
@pytest.mark.parametrize("width", ["40", "60", "120"])
def test_it_fits_the_window(autumn: Oid, words: Sequence[str], width: str) -> None:
    page = autumn("chart", *words, window=True, env={"COLUMNS": width, "PAGER": "", "NO_COLOR": "1"}).out
    assert max(map(len, page.splitlines())) <= int(width)
    assert max(map(len, page.splitlines())) > int(width) - 8


def test_the_document_has_a_value_or_null_for_each_day(autumn: Oid) -> None:
    found = autumn.json("chart", "mood", "dose", "phq9", "--since", "2026-11-20")
    assert (found["schema"], found["period"]["days"]) == ("oidtrack/chart/1", 4)
    mood, dose, form = found["measures"]
    assert [one["value"] for one in mood["days"]] == [6, 4, None, None]
    assert (mood["n"], mood["usual"]) == (2, None)
    assert [(one["planned"], one["taken"]) for one in dose["days"]] == [(55, 55), (55, 55), (55, None), (55, None)]
    assert dose["holds"] == [{"from": "2026-11-20", "to": "2026-11-23"}]
    assert {one["kind"] for one in dose["apart"]} == {"skipped", "missed", "extra"}
    assert [(one["day"], one["score"]) for one in form["answers"]] == [("2026-11-20", 10)]
    assert (found["cuts"], autumn.json("chart", "mood")["cuts"][0]["after"]) == ([], 55)


def test_weeks_from_121_days_on(autumn: Oid) -> None:
    weeks = "Each point is the median of a week."
    assert weeks not in autumn("chart", "mood", "--since", "120d").out
    assert weeks in autumn("chart", "mood", "--since", "121d").out


def test_since_the_last_visit(autumn: Oid) -> None:
    autumn("appointment", "add", "--at", "2026-11-10 10:00", env=on("11-05"))
    assert autumn.json("chart", "mood", "--since", "visit")["period"]["from"] == "2026-11-10"


def test_one_day_is_too_little_to_draw(autumn: Oid) -> None:
    said = autumn("chart", "mood", "--since", "2026-11-20", "--until", "2026-11-20")
    assert (said.code, "Too little is written down to draw." in said.out) == (0, True)


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("moood",), 2, "did you mean mood?"),
        (("soup",), 2, "there are mood, energy"),
        (("craving",), 4, "nothing of this is written down"),
        (("mood", "--since", "2026-11-22", "--until", "2026-11-20"), 2, "after its last day"),
        (("mood", "--since", "0d"), 2, "no length of time"),
        (("mood", "--since", "later"), 2, "no day"),
    ],
)
def test_what_cannot_be_drawn_is_said(autumn: Oid, words: Sequence[str], code: int, said: str) -> None:
    answer = autumn("chart", *words)
    assert (answer.code, said in answer.err, answer.out) == (code, True, "")


def test_without_a_journal_there_is_none(oid: Oid) -> None:
    assert oid("chart").code == 4
