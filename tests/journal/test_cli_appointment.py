"""`appointment`: add, list, ask."""

from __future__ import annotations

import pytest

from running import Oid


def test_an_appointment_with_its_questions(oid: Oid) -> None:
    words = ("--who", "Dr. A", "--ask", "Is a hold fine?", "--ask", "Which first?")
    added = oid.json("appointment", "add", "--at", "2026-12-07 10:00", *words)
    assert added["schema"] == "oidtrack/appointment/1"
    (visit,) = added["appointments"]
    assert (visit["id"], visit["at"], visit["day"]) == ("a1", "2026-12-07T10:00:00-05:00", "2026-12-07")
    assert (visit["who"], [q["text"] for q in visit["questions"]]) == ("Dr. A", ["Is a hold fine?", "Which first?"])
    assert oid.json("appointment", "list") == added


def test_open_words_mean_the_coming_day(oid: Oid) -> None:
    page = oid("appointment", "add", "--at", "friday 9am").out
    assert "Fri 27 Nov 2026, 09:00" in page


def test_a_day_alone_is_noon_and_says_so(oid: Oid) -> None:
    added = oid("appointment", "add", "--at", "2026-12-07")
    assert added.code == 0
    assert "Mon 7 Dec 2026, 12:00" in added.out
    assert "noon" in added.err


def test_a_question_waits_for_the_next_one(oid: Oid) -> None:
    asked = oid.json("appointment", "ask", "Can I walk more?")
    assert (asked["appointments"], asked["questions"]) == ([], [{"id": "q1", "text": "Can I walk more?"}])
    oid("appointment", "add", "--at", "2026-11-02 10:00")
    page = oid("appointment", "list").out
    assert "a1   Mon 2 Nov 2026, 10:00 (over)" in page
    assert "To ask at the next appointment:\n     - Can I walk more?" in page
    assert "Can I walk more?" in str(oid.json("report")["questions"])


def test_it_stands_on_the_card_of_today(oid: Oid) -> None:
    oid("appointment", "add", "--at", "2026-12-07 10:00", "--who", "Dr. A")
    assert oid.json("today")["next_appointment"] == {"at": "2026-12-07T10:00:00-05:00", "who": "Dr. A"}


def test_undo_takes_all_of_it_back(oid: Oid) -> None:
    oid("appointment", "add", "--at", "2026-12-07 10:00", "--ask", "Is a hold fine?")
    assert "your appointments as before" in oid("undo").out
    assert oid("appointment", "list").code == 4


def test_odd_words_stay_on_one_line(oid: Oid) -> None:
    oid("appointment", "ask", "one\ntwo\x1b[2J")
    assert "     - one | two\\x1b[2J\n" in oid("appointment", "list").out


@pytest.mark.parametrize(
    "words",
    [
        ("appointment",),
        ("appointment", "add"),
        ("appointment", "add", "--at", "soon"),
        ("appointment", "add", "--at", "2026-02-30 10:00"),
        ("appointment", "add", "--at", "2026-12-07 10:00", "--who", " "),
        ("appointment", "add", "--at", "2026-12-07 10:00", "--ask", ""),
        ("appointment", "add", "--at", "2026-12-07 10:00", "--ask", "x" * 401),
        ("appointment", "ask", " "),
        ("appointment", "ask"),
        ("appointment", "frob"),
    ],
)
def test_what_cannot_be_read_writes_nothing(oid: Oid, words: tuple[str, ...]) -> None:
    result = oid(*words)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("error: ")
    assert oid("appointment", "list").code == 4
