"""Mood and dose as text: gaps stay gaps, the same days give the same text anywhere."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from diaries import day
from oidtrack.insight.series import Series
from oidtrack.render.page.pictures.charts import Chart, key_lines, mood_chart, round_top
from oidtrack.render.page.pictures.panels import Panel, runs
from one_panel import panel_lines

COLUMNS = 66
"""Columns of the days in a chart of 80."""


def chart(mood: list[int | None], dose: list[int | None], *cuts: int) -> Chart:
    values = tuple(None if value is None else Fraction(value) for value in mood)
    doses = tuple(None if value is None else Fraction(value) for value in dose)
    return Chart(Series("mood", day(0), values), doses, tuple(day(n) for n in cuts))


def a_season() -> Chart:
    """Eight weeks: three gaps in mood, one in dose, two cuts."""
    mood = [None if n in {5, 20, 21, 22, 23, 40} else 4 + (n * 7 % 5) for n in range(56)]
    dose = [None if 30 <= n < 35 else 90 if n < 14 else 80 if n < 42 else 70 for n in range(56)]
    planned = tuple(Fraction(90 if n < 14 else 80 if n < 42 else 70) for n in range(56))
    return replace(chart(mood, dose, 14, 42), planned=planned)


def a_year() -> Chart:
    mood = [None if 100 <= n < 121 else 3 + n % 4 for n in range(365)]
    return chart(mood, [90 - n // 28 * 5 for n in range(365)], 28, 200)


@pytest.mark.parametrize("unicode", [True, False], ids=["unicode", "ascii"])
@pytest.mark.parametrize("name", ["season", "year"])
def test_charts_as_they_look(name: str, unicode: bool, golden: Callable[[str, str], None]) -> None:
    drawn = {"season": a_season, "year": a_year}[name]()

    lines = [*key_lines(drawn, "oxycodone", "mg", unicode=unicode), mood_chart(drawn, unicode=unicode)]

    golden(f"chart_{name}_{'unicode' if unicode else 'ascii'}.txt", "\n".join(lines) + "\n")


def test_the_same_text_twice_and_whatever_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    first = mood_chart(a_season())
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("LINES", "10")
    mood_chart(a_year())

    assert mood_chart(a_season()) == first
    assert len(first.split("\n")) == 19
    assert "\x1b" not in first


def test_without_the_library_our_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "plotext", None)

    assert mood_chart(a_season()) == mood_chart(a_season(), unicode=False)
    assert key_lines(a_season(), "oxycodone", "mg")[0].startswith("o mood")


@pytest.mark.parametrize("drawn", [chart([5], [5]), chart([], []), chart([None] * 9, [None] * 9)])
def test_nothing_to_draw(drawn: Chart) -> None:
    assert mood_chart(drawn) == ""
    assert mood_chart(drawn, unicode=False) == ""


def test_one_of_both_is_enough() -> None:
    assert mood_chart(chart([5, 6], [None, None]))
    assert mood_chart(chart([None, None], [0, 0]), unicode=False)


def test_weeks_where_days_cannot_be_told_apart() -> None:
    assert chart([5] * 120, [5] * 120).axis.days_a_point == 1
    weekly = chart([5] * 121, [5] * 121)
    assert weekly.axis.days_a_point == 7
    assert len(key_lines(weekly, "oxycodone", "mg")) == 2


@pytest.mark.parametrize(
    ("value", "top"), [("0", "1"), ("1", "1"), ("7", "8"), ("11", "20"), ("90", "100"), ("100", "100"), ("0.3", "0.3")]
)
def test_the_dose_axis_ends_at_a_round_number(value: str, top: str) -> None:
    assert round_top(Fraction(value)) == Fraction(top)


def test_ascii_is_ascii_and_gaps_are_blank() -> None:
    drawn = mood_chart(chart([0, None, 10], [None] * 3), unicode=False)

    rows = [line[8 : 8 + COLUMNS] for line in drawn.split("\n")[:11]]
    assert drawn.isascii()
    assert sum(row.count("o") for row in rows) == 2
    assert (rows[10][0], rows[0][COLUMNS - 1]) == ("o", "o")


def test_labels_that_would_touch_are_left_out() -> None:
    crowded = tuple((n, f"{n} October") for n in range(40))

    last = panel_lines(Panel(Fraction(1), 6, line=(Fraction(1),) * 40), crowded, 80, unicode=False)[-1]

    assert len(last) <= 80
    assert "0 October" in last
    assert "1 October 2" not in last


known = st.none() | st.integers(0, 10)


@pytest.mark.no_cover
@given(st.lists(known, min_size=2, max_size=300), st.data())
def test_pages_are_never_wider_than_80_and_gaps_stay(mood: list[int | None], data: st.DataObject) -> None:
    dose = data.draw(st.lists(st.none() | st.integers(0, 99999), min_size=len(mood), max_size=len(mood)))
    cut = data.draw(st.integers(0, len(mood) - 1))
    drawn = chart(mood, dose, cut)

    for unicode in (True, False):
        assert all(len(line) <= 80 for line in mood_chart(drawn, unicode=unicode).split("\n"))
    found = list(runs(drawn.mood.values))
    assert {int(place) for run in found for place, _ in run} == {n for n, v in enumerate(mood) if v is not None}
    assert all(b[0] - a[0] == 1 for run in found for a, b in pairwise(run))


@pytest.mark.no_cover
@given(st.lists(known, min_size=121, max_size=200))
def test_a_week_without_a_value_is_a_gap(mood: list[int | None]) -> None:
    drawn = chart(mood, [None] * len(mood))

    points = drawn.axis.points(drawn.mood.values)

    weeks = [mood[n : n + 7] for n in range(0, len(mood), 7)]
    assert [point is None for point in points] == [all(v is None for v in week) for week in weeks]


def test_ticks_name_the_days() -> None:
    places = a_season().axis.ticks()

    assert [place for place, _ in places] == [0, 13, 27, 41, 55]
    last = day(0) + timedelta(days=55)
    assert places[-1][1] == f"{last.day} {last:%b}"
