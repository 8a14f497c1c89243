"""`chart --since-cut`: the days after each cut laid over each other, few days as too few."""

from __future__ import annotations

import pytest

from running import Oid

ALICE = ("med", "add", "oxycodone", "--dose", "30", "--at", "8:00,20:00", "--since", "2023-01-15")
BEGIN = {"OIDTRACK_NOW": "2026-11-01T07:00:00-05:00"}


def lived(oid: Oid, *moods: tuple[int, int]) -> Oid:
    """A cut on 9 November, and moods on days of that month."""
    oid(*ALICE, env=BEGIN)
    oid("plan", "new", "--start", "2026-11-09", env=BEGIN)
    oid("plan", "agree", "--with", "Dr. NAME", env=BEGIN)
    for day, mood in moods:
        assert oid("log", "--mood", str(mood), "--at", f"2026-11-{day:02} 20:00").code == 0
    return oid


BEFORE = ((5, 6), (6, 6), (7, 7))


def row(page: str, days: str) -> str:
    (found,) = (line for line in page.splitlines() if line.startswith(f"days {days} "))
    return found


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("after", "shown"), [(((9, 4), (10, 3)), "too few (n 2)"), (((9, 4), (10, 3), (11, 4)), "n 3")]
)
def test_a_box_needs_three_days(after: tuple[tuple[int, int], ...], shown: str, oid: Oid) -> None:
    line = row(lived(oid, *BEFORE, *after)("chart", "--since-cut").out, "0-3")
    assert line.endswith(shown)
    assert ("█" in line) is (shown == "n 3")


@pytest.mark.no_cover
def test_a_box_lies_where_its_numbers_are(oid: Oid) -> None:
    page = lived(oid, *BEFORE, (9, 4), (10, 2), (11, 4), (13, 6), (14, 6), (15, 6))("chart", "mood", "--since-cut").out
    assert "1 cut from" in page
    axis = next(line for line in page.splitlines() if line.strip().startswith("−3"))
    assert axis.index("0") == row(page, "0-3").index("┊")
    # the middle is 4 against 6 before: two thirds of the way to −3
    wide = axis.rindex("3") - axis.index("−")
    assert row(page, "0-3").index("█") == axis.index("−") + round(wide / 6)
    assert row(page, "4-7").index("█") == axis.index("0"), "no box is wider than its middle here"
    assert "Mon 9 Nov 2026" in page
    assert "−2 (3)" in page


def test_ascii_and_the_window_follow_the_place(oid: Oid) -> None:
    lived(oid, *BEFORE, (9, 4), (10, 3), (11, 4))
    page = oid("chart", "--since-cut", env={"LC_ALL": "C", "COLUMNS": "40"}).out
    assert page.isascii()
    assert "O" in row(page, "0-3")
    assert max(map(len, page.splitlines())) <= 40


def test_as_a_document(oid: Oid) -> None:
    lived(oid, *BEFORE, (9, 4), (10, 3), (11, 4))
    found = oid.json("chart", "mood", "--since-cut")
    assert (found["schema"], found["measure"]) == ("oidtrack/since-cut/1", "mood")
    assert found["together"][0] == {"n": 3, "median": -2, "q1": -2.5, "q3": -2}
    assert [one["cut"] for one in found["cuts"]] == ["2026-11-09"]


@pytest.mark.parametrize("words", [("dose",), ("phq9",), ("mood", "pain")])
def test_it_goes_with_one_measure_of_the_diary(words: tuple[str, ...], oid: Oid) -> None:
    result = lived(oid)("chart", *words, "--since-cut")
    assert (result.code, result.out) == (2, "")
    assert "one measure of the diary" in result.err


@pytest.mark.parametrize(
    ("more", "words"), [((), "no mood with a cut before it"), (("--until", "2026-11-08"), "no cut")]
)
def test_nothing_to_lay_over_each_other(more: tuple[str, ...], words: str, oid: Oid) -> None:
    result = lived(oid)("chart", "--since-cut", *more)
    assert (result.code, result.out) == (4, "")
    assert f"there is {words} from" in result.err
