"""One frame of a chart: every kind of sign, the same text anywhere, nothing wider than its place."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oidtrack.render.page.parts import Drawing, Page
from oidtrack.render.page.pictures.panels import BESIDE, Panel, Values, headroom, in_tones
from oidtrack.render.page.text import paint
from one_panel import panel_lines

TICKS = ((0, "1 Oct"), (14, "15 Oct"), (27, "28 Oct"))


def of(*values: int | None) -> Values:
    return tuple(None if value is None else Fraction(value) for value in values)


def everything() -> Panel:
    return Panel(
        top=Fraction(10),
        rows=12,
        line=of(*(None if n in {5, 6, 20} else 3 + n % 4 for n in range(28))),
        steps=of(*(9 if n < 14 else 8 for n in range(28))),
        dots=of(*(9 if n % 9 == 0 else None for n in range(28))),
        band=(Fraction(4), Fraction(6)),
        cuts=(Fraction(14),),
        held=((Fraction(20), Fraction(24)),),
        signs=((Fraction(3), "+"), (Fraction(9), "x"), (Fraction(9), "+")),
    )


@pytest.mark.parametrize("unicode", [True, False], ids=["unicode", "ascii"])
def test_a_panel_as_it_looks(unicode: bool, golden: Callable[[str, str], None]) -> None:
    lines = panel_lines(everything(), TICKS, 80, unicode=unicode)
    golden(f"panel_{'unicode' if unicode else 'ascii'}.txt", "\n".join(lines) + "\n")


def test_without_the_library_our_own_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "plotext", None)
    assert panel_lines(everything(), TICKS, 80) == panel_lines(everything(), TICKS, 80, unicode=False)


def test_ascii_says_everything_with_signs_of_its_own() -> None:
    drawn = panel_lines(everything(), TICKS, 80, unicode=False)
    assert "\n".join(drawn).isascii()
    top, foot = drawn[0], drawn[8]
    assert ("+" in top[8:], "x" in drawn[1]) == (True, True)
    assert "=" in foot[8:]
    assert all(any(sign in line[8:] for line in drawn[:9]) for sign in "o-*:.")
    assert [line[:6].strip() for line in drawn[:9] if line[:6].strip()] == ["10", "5", "0"]


def test_a_held_stretch_ends_where_it_ends() -> None:
    panel = Panel(Fraction(1), 6, steps=of(*(1 for _ in range(66))), held=((Fraction(10), Fraction(20)),))
    foot = panel_lines(panel, ((0, "a"),), 80, unicode=False)[2][8:]
    assert (foot.index("="), foot.rindex("="), len(foot)) == (10, 20, 80 - BESIDE + 1)


@pytest.mark.parametrize("kinds", [0, 1, 2, 3])
@pytest.mark.parametrize("rows", [9, 12, 16])
def test_no_sign_stands_upon_a_value(rows: int, kinds: int) -> None:
    most = Fraction(60)
    panel = Panel(most * headroom(rows, kinds), rows, signs=tuple((Fraction(0), sign) for sign in "+x?"[:kinds]))
    row = panel.top / (rows - 4)
    assert all(level - most >= row / 2 for level, _, _ in panel.sign_rows(rows - 3))
    assert kinds or panel.top == most


@pytest.mark.no_cover
@given(
    values=st.lists(st.none() | st.integers(0, 10), min_size=2, max_size=130),
    width=st.integers(40, 120),
    rows=st.integers(6, 20),
)
def test_no_line_is_wider_than_its_place(values: list[int | None], width: int, rows: int) -> None:
    panel = Panel(Fraction(10), rows, line=of(*values), band=(Fraction(0), Fraction(10)), cuts=(Fraction(1),))
    ticks = ((0, "1 Oct"), (len(values) - 1, "31 Oct"))
    for unicode in (True, False):
        assert all(len(line) <= width for line in panel_lines(panel, ticks, width, unicode=unicode))


@pytest.mark.parametrize("unicode", [True, False])
def test_tones_change_no_sign_and_mark_what_stands_out(unicode: bool) -> None:
    drawing = Drawing(lambda width: "\n".join(panel_lines(everything(), TICKS, width, unicode=unicode)), in_tones)
    plain = paint(Page((drawing,), full=True), 80, unicode=unicode)
    marked = paint(Page((drawing,), full=True), 80, unicode=unicode, dress=lambda text, tone: f"<{tone.value}{text}>")
    assert re.sub(r"<(?:note|care|now)([^>]*)>", r"\1", marked) == plain
    assert plain == "\n".join(panel_lines(everything(), TICKS, 80, unicode=unicode)) + "\n"
    assert "<care+>" in marked
    assert "<carex>" in marked
    assert "<note:>" in marked
    assert marked.splitlines()[-1] == plain.splitlines()[-1]
