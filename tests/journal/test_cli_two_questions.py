"""The two questions of the PHQ-2 in the evening entry, with the clock moving; and the ratings of `config asks`."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import pytest

from on_terminal import Start, answer, end
from running import Oid, Result

EVENING = ("6", "7", "3", "n")
"""Mood, sleep, pain, nothing else; the note, or the two questions, come next."""
INTEREST, DOWN = "Little interest or pleasure in doing things", "Feeling down, depressed, or hopeless"
NINE = "Answer the nine now?"
ALL_NINE = ("1", "1", "1", "1", "1", "1", "1", "1")


@pytest.fixture
def diary(oid: Oid) -> Oid:
    """A diary that began on the first of November, so that the first two questions are due on the fifteenth."""
    assert evening(oid, 1, *EVENING, "").code == 0
    return oid


def evening(oid: Oid, day: int, *lines: str, words: tuple[str, ...] = ("log",)) -> Result:
    with pytest.MonkeyPatch.context() as clock:
        clock.setenv("OIDTRACK_NOW", f"2026-11-{day:02}T21:00:00-05:00")
        return oid.typed(*words, lines=lines)


def of_kind(oid: Oid, kind: str) -> list[dict[str, object]]:
    found = oid("list", "--kind", kind)
    return [] if found.code else oid.json("list", "--kind", kind)["entries"]


@pytest.mark.parametrize(("day", "asked"), [(14, False), (15, True)])
def test_they_are_asked_when_they_are_due_and_cost_no_key_before(diary: Oid, day: int, asked: bool) -> None:
    said = evening(diary, day, *EVENING, *(("1", "0") if asked else ()), "quiet").out

    assert (INTEREST in said, DOWN in said, "More than half the days" in said) == (asked, asked, asked)
    assert ("Every two weeks: two short questions." in said) is asked
    assert [entry["note"] for entry in of_kind(diary, "mood")] == [None, "quiet"]
    assert [entry["answers"] for entry in of_kind(diary, "assessment")] == ([[1, 0]] if asked else [])


def test_they_are_saved_with_the_evening_and_shown_as_check_shows_them(diary: Oid) -> None:
    said = evening(diary, 15, *EVENING, "1", "0", "").out

    assert "first two questions): 1 of 6, below the cut-point" in " ".join(said.split())
    assert "Developed by Robert L. Spitzer" in said
    assert NINE not in said
    undone = diary("undo").out
    assert "removed e2, e3" in undone
    assert undone.startswith("undone: log of ")
    assert INTEREST in evening(diary, 15, *EVENING, "1", "0", "").out


def test_after_an_answer_a_fortnight_passes(diary: Oid) -> None:
    evening(diary, 15, *EVENING, "0", "0", "")

    assert INTEREST not in evening(diary, 28, *EVENING, "").out
    assert INTEREST in evening(diary, 29, *EVENING, "", "").out


def test_one_key_leaves_them_blank_for_that_evening(diary: Oid) -> None:
    said = evening(diary, 15, *EVENING, "", "later")

    assert (INTEREST in said.out, DOWN in said.out) == (True, False)
    assert of_kind(diary, "assessment") == []
    assert INTEREST not in evening(diary, 15, *EVENING, "").out
    assert INTEREST in evening(diary, 16, *EVENING, "", "").out


@pytest.mark.no_cover
def test_left_blank_three_times_they_wait_for_a_week(diary: Oid) -> None:
    asked = [day for day in range(14, 26) if INTEREST in evening(diary, day, *EVENING, "", "").out]

    assert asked == [15, 16, 17, 24, 25]


def test_one_of_two_is_no_answer(diary: Oid) -> None:
    said = evening(diary, 15, *EVENING, "3", "", "")

    assert DOWN in said.out
    assert of_kind(diary, "assessment") == []
    assert INTEREST not in evening(diary, 15, *EVENING, "").out


def test_b_goes_back_and_what_is_no_answer_is_asked_again(diary: Oid) -> None:
    said = evening(diary, 15, *EVENING, "4", "2", "b", "1", "0", "b", "2", "").out

    assert "a number from 0 to 3 is meant; Enter leaves it blank" in said
    assert [entry["answers"] for entry in of_kind(diary, "assessment")] == [[1, 2]]
    assert NINE in said


def test_the_two_alone_are_an_evening_too(diary: Oid) -> None:
    evening(diary, 15, "", "", "", "", "0", "1", "")

    assert [len(of_kind(diary, kind)) for kind in ("mood", "assessment")] == [1, 1]


@pytest.mark.parametrize(("second", "offered"), [("1", False), ("2", True)])
def test_from_three_on_the_nine_are_offered_now_or_later(diary: Oid, second: str, offered: bool) -> None:
    said = evening(diary, 15, *EVENING, "1", second, "", "").out

    assert (NINE in said, "The whole form tells more." in said) == (offered, offered)
    assert ("Two questions can notice that something may be there" in said) is offered
    assert ("Whenever you like: oidtrack check phq9" in said) is offered
    later = evening(diary, 16, *EVENING, "").out
    assert (INTEREST in later, "Nine questions are worth two minutes" in later) == (False, offered)


def test_the_nine_now_are_those_of_check_with_its_numbers(diary: Oid) -> None:
    diary("profile", "--country", "US")
    said = evening(diary, 15, *EVENING, "3", "3", "", "y", *ALL_NINE, "1").out

    assert "988" in said
    assert "Thank you for answering that honestly." in said
    assert [entry["instrument"] for entry in of_kind(diary, "assessment")] == ["phq2", "phq9"]
    assert "removed e4" in diary("undo").out
    assert len(of_kind(diary, "mood")) == 2


def test_stopping_among_the_nine_leaves_the_evening_saved(diary: Oid) -> None:
    said = evening(diary, 15, *EVENING, "3", "3", "", "y", "1", "1")

    assert said.code == 0
    assert "The nine were not saved, your evening was." in said.out
    assert [entry["instrument"] for entry in of_kind(diary, "assessment")] == ["phq2"]


def test_stopping_at_the_offer_is_later(diary: Oid) -> None:
    assert "Whenever you like" in evening(diary, 15, *EVENING, "3", "3", "").out


def test_as_json_nothing_is_asked_after_the_document(diary: Oid) -> None:
    said = evening(diary, 15, *EVENING, "3", "3", "", words=("log", "--json")).out

    assert '"code": "phq9-advised"' in said
    assert NINE not in said


def test_days_that_are_caught_up_are_not_asked(diary: Oid) -> None:
    said = evening(diary, 20, *EVENING, "", words=("log", "--catch-up", "1d")).out

    assert "Mood" in said
    assert INTEREST not in said


def test_what_is_broken_elsewhere_does_not_stop_the_evening(diary: Oid, tmp_path: Path) -> None:
    assert diary("check", "phq2", "--answers", "0,0", "--at", "2026-11-02 20:00").code == 0
    raw = sqlite3.connect(tmp_path / "person" / "journal.db")
    raw.execute("UPDATE assessments SET instrument = 'unknown'")
    raw.commit()
    raw.close()

    said = evening(diary, 18, *EVENING, "")

    assert (said.code, INTEREST in said.out) == (0, False)
    assert "mood 6" in said.out


@pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a terminal of its own")
def test_ctrl_c_at_the_two_keeps_the_rest(diary: Oid, start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OIDTRACK_NOW", "2026-11-15T21:00:00-05:00")
    child = start("log")
    answer(child, ("Mood", "4"), ("Sleep", ""), ("Pain", ""), ("Anything else", ""), (INTEREST, "2"))
    child.expect(DOWN)
    child.sendintr()
    answer(child, ("Keep what you answered", "y"))

    assert end(child)[0] == 0
    assert [entry["mood"] for entry in of_kind(diary, "mood")] == [6, 4]
    assert of_kind(diary, "assessment") == []


def test_the_ratings_that_somebody_wants_are_asked_in_the_order_of_the_diary(oid: Oid) -> None:
    assert "asks mood, sleep, energy, interest and pain from now on" in oid("config", "asks", "interest,Energy").out
    said = evening(oid, 2, "6", "7", "4", "5", "3", "n", "").out

    names = ("Mood,", "Sleep", "Energy, 0 to 10 (10 is best)", "Interest, 0 to 10 (10 is best)", "Pain,")
    places = [said.index(name) for name in names]
    assert places == sorted(places)
    (entry,) = of_kind(oid, "mood")
    assert [entry[name] for name in ("mood", "energy", "interest", "pain", "anxiety")] == [6, 4, 5, 3, None]
    assert evening(oid, 3, "6", "7", "4", "5", "3", "n", "", words=("log", "--catch-up", "1d")).code == 0
    oid("config", "asks", "none")
    assert "Energy" not in evening(oid, 4, *EVENING, "").out


def test_what_every_evening_asks_may_be_named_too(oid: Oid) -> None:
    assert oid.json("config", "asks", "pain,mood,craving")["asks"] == ["craving"]
    assert "Craving, 0 to 10 (10 is worst)" in evening(oid, 2, *EVENING[:3], "2", "n", "").out
    assert oid.json("config", "asks", "mood")["asks"] == []


@pytest.mark.parametrize("word", ["joy", "energy,joy", "sleep", "energy,", ","])
def test_what_is_no_rating_is_refused_and_nothing_is_set(oid: Oid, word: str) -> None:
    oid("config", "asks", "interest")
    result = oid("config", "asks", word)

    assert (result.code, "is no rating" in result.err) == (2, True)
    assert "energy, motivation, interest, anxiety, craving; or none" in result.err
    assert oid.json("config")["asks"] == ["interest"]
