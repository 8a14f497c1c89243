"""On which evenings a questionnaire is offered, with the clock moving over whole months."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from diaries import DAY_ENDS_AT, assessment, at, mood, plan, prescription, write
from oidtrack.rules.asking import Reason
from oidtrack.services.journal.record import LEFT_BLANK, save
from oidtrack.services.warnings.due_now import due_now
from oidtrack.store.file.database import Journal, open_journal
from oidtrack.store.tables.undo import undo_last
from running import Oid

pytestmark = pytest.mark.no_cover  # it runs once more what other tests hold, and takes long

OFFER = "Two short questions are due: oidtrack check phq2"


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with open_journal(tmp_path / "journal.db") as opened:
        yield opened


def answered(journal: Journal, days: Iterable[int], *points: int) -> dict[int, Reason]:
    """The days on which the two questions are due, each answered on that evening."""
    found = {}
    for n in days:
        due = due_now(journal, at(n), DAY_ENDS_AT)
        if due is not None:
            found[n] = due.reason
            write(journal, assessment(n, due.instrument, *(points or (0, 0))))
    return found


def test_a_steady_life_is_asked_every_fortnight(journal: Journal) -> None:
    write(journal, prescription(20, 20), mood(0, mood=60))

    assert answered(journal, range(44)) == dict.fromkeys((14, 28, 42), Reason.FORTNIGHT)


def test_a_taper_and_six_weeks_after_it_are_asked_every_week(journal: Journal) -> None:
    write(journal, prescription(20, 20), plan(), mood(-40, mood=60))
    found = answered(journal, (*range(-27, -9), *range(-1, 16), *range(82, 93), *range(118, 142)))

    assert [n for n, why in found.items() if why is Reason.FORTNIGHT] == [-26, -12, 139]
    assert [n for n, why in found.items() if why is Reason.AFTER_CUT] == [0, 7, 14, 82, 89, 118, 125]


def test_a_sign_is_asked_about_at_once_and_after_a_fine_answer_not_before_the_fortnight(journal: Journal) -> None:
    write(journal, *(mood(n, mood=65 + 10 * (n % 3 - 1) - (35 if n >= 100 else 0)) for n in range(160)))
    write(journal, assessment(94, "phq2", 0, 0))
    found = answered(journal, range(100, 119))

    first = next(iter(found))
    assert first == 103  # the evening on which the days of a fall are enough to be a sign
    assert found == {first: Reason.SIGN, first + 14: Reason.FORTNIGHT}


def test_left_blank_it_comes_three_evenings_and_then_waits(journal: Journal) -> None:
    write(journal, mood(0, mood=60))
    asked = []
    for n in range(10, 30):
        offered = due_now(journal, at(n), DAY_ENDS_AT) is not None
        asked += [n] if offered else []
        save(journal, (mood(n, mood=60),), int(at(n).timestamp()), LEFT_BLANK if offered else "log")
        assert due_now(journal, at(n, 23), DAY_ENDS_AT) is None

    assert asked == [14, 15, 16, 23, 24, 25]


def test_an_evening_taken_back_was_not_left_blank(journal: Journal) -> None:
    write(journal, mood(0, mood=60))
    save(journal, (mood(20, mood=60),), int(at(20).timestamp()), LEFT_BLANK)
    assert due_now(journal, at(20), DAY_ENDS_AT) is None

    undone = undo_last(journal, int(at(20).timestamp()))

    assert undone is not None
    assert undone.command == "log"
    assert due_now(journal, at(20), DAY_ENDS_AT) is not None


def test_after_midnight_it_is_still_the_evening(journal: Journal) -> None:
    write(journal, mood(0, mood=60))
    save(journal, (mood(20, mood=60),), int(at(21, 2).timestamp()), LEFT_BLANK)

    assert due_now(journal, at(21, 3, 59), DAY_ENDS_AT) is None
    assert due_now(journal, at(21, 4), DAY_ENDS_AT) is not None


def on(date: str) -> dict[str, str]:
    return {"OIDTRACK_NOW": f"2026-{date}T22:00:00-05:00"}


def first_offer(oid: Oid, days: Iterable[int]) -> int | None:
    """The first of these days of November on which the card and `warnings` offer it; they agree on each."""
    for n in days:
        card = OFFER in oid("today", env=on(f"11-{n:02}")).out
        assert (OFFER in oid("warnings", env=on(f"11-{n:02}")).out) is card
        if card:
            return n
    return None


@pytest.fixture
def diary(oid: Oid) -> Oid:
    oid("med", "add", "oxycodone", "--dose", "30", "--at", "8:00", "--since", "2023-01-15", env=on("11-01"))
    oid("log", "--mood", "6", env=on("11-01"))
    return oid


def test_an_answer_moves_the_next_one_and_undo_moves_it_back(diary: Oid) -> None:
    assert first_offer(diary, (14, 15)) == 15
    diary("check", "phq2", "--answers", "0,0", env=on("11-15"))
    assert first_offer(diary, (15, 28, 29)) == 29
    diary("undo", env=on("11-16"))
    assert first_offer(diary, (16,)) == 16


def test_another_date_of_the_answer_moves_the_next_one(diary: Oid) -> None:
    diary("check", "phq2", "--answers", "0,0", env=on("11-15"))
    assert diary("edit", "e2", "--at", "2026-11-10 20:00", env=on("11-15")).code == 0
    assert first_offer(diary, (23, 24)) == 24


def test_an_old_answer_that_is_imported_counts_from_its_day(diary: Oid, tmp_path: Path) -> None:
    other, file = str(tmp_path / "other.db"), str(tmp_path / "old.jsonl")
    diary("--db", other, "check", "phq2", "--answers", "1,0", "--at", "2026-11-12 20:00", env=on("11-12"))
    assert diary("--db", other, "export", file, env=on("11-12")).code == 0
    assert diary("import", file, env=on("11-20")).code == 0
    assert first_offer(diary, (25, 26)) == 26


def test_the_nine_are_named_for_two_weeks_after_the_two(diary: Oid) -> None:
    nine = "Nine questions are worth two minutes"
    diary("check", "phq2", "--answers", "2,1", env=on("11-05"))
    for date, there in (("11-05", True), ("11-19", True), ("11-20", False)):
        assert (nine in " ".join(diary("today", env=on(date)).out.split())) is there
    assert OFFER in diary("today", env=on("11-20")).out
    said = diary("warnings", env=on("11-06")).out
    assert ("phq9-advised" in said, nine in said) == (True, False)


def test_the_line_is_no_finding(diary: Oid) -> None:
    assert OFFER in diary.json("today", env=on("11-15"))["nudge"]
    with_it, without = (diary.json("warnings", env=on(date))["findings"] for date in ("11-15", "11-14"))
    assert with_it == without
    assert diary.json("today", env=on("11-14"))["nudge"] == "How is today? oidtrack log"
