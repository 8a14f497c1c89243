"""Columns of wide letters, of emoji and of marks upon letters."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from oidtrack.render.page.console import ASCII, broken, columns, has_room, padded
from oidtrack.render.page.parts import Table, cells, grid
from oidtrack.render.page.text import folded, paint

pytestmark = pytest.mark.no_cover  # what it goes through is followed in other tests


@pytest.mark.parametrize(
    ("text", "wide"),
    [
        ("walk", 4),
        ("散歩", 4),
        ("e\u0301", 1),
        ("👍🏽", 2),
        ("👩\u200d👧", 2),
        ("½ × 5 mg → ✓", 12),
        ("▁█⢀│", 4),
        ("Größe", 5),
    ],
)
def test_columns(text: str, wide: int) -> None:
    assert columns(text) == wide


@given(st.text().filter(str.isprintable))
def test_what_is_taken_for_narrow_is_narrow(text: str) -> None:
    assert columns(text) == cell_len(text)


def test_our_own_glyphs_ask_no_table() -> None:
    glyphs = "".join(ASCII) + "─│┌┐├┤└┘┬⠁⣿"
    probe = (
        "import sys; from oidtrack.render.page.console import columns;"
        f" columns({glyphs!r}); print('rich' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True).stdout == "False\n"


def test_columns_stay_in_line_below_wide_letters() -> None:
    rows = (cells("散歩", "3"), cells("walk", "12"), cells("👍🏽 talk", "5"))
    lines = paint(Table("", ("what", "days"), rows)).splitlines()

    assert {columns(line) for line in lines} == {15}
    assert paint(grid(("散歩", "a"), ("walk", "b"), words=range(2))).splitlines() == ["  散歩  a", "  walk  b"]


@given(st.text(alphabet="散歩 ab👍e\u0301", max_size=200), st.integers(8, 40))
def test_wide_letters_never_run_over_and_none_is_lost(text: str, width: int) -> None:
    lines = folded(text, width)

    assert all(columns(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_wide_words_stay_whole_where_they_fit() -> None:
    assert broken("散歩 散歩 walk", 9, "") == ["散歩 散歩", "walk"]
    assert broken("散歩散歩散歩", 8, " ") == ["散歩散歩", " 散歩"]
    assert padded("散", 4, right=True) == "  散"
    assert has_room("散歩", 4)
    assert not has_room("散歩", 3)
