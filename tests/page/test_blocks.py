"""Lines that never run over, whatever is typed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from oidtrack.render.page.blocks import columns, folded, shortened


@given(st.text(max_size=400))
def test_folded_lines_fit_the_page(text: str) -> None:
    lines = folded(text, "  1. ")

    assert all(len(line) <= 80 for line in lines)
    assert lines[0].startswith("  1.")


def test_folding_keeps_the_words() -> None:
    words = " ".join(["word"] * 40)

    assert " ".join(line.strip() for line in folded(words)) == words
    assert folded("") == [""]
    assert folded("a\nb\x1b[2J") == ["  a | b\\x1b[2J"]


def test_columns() -> None:
    assert columns([("", "a", "bb"), ("name", "10", "")]) == ["         a  bb", "  name  10"]
    assert columns([("x", "y")], left=2, indent="") == ["x  y"]
    assert columns([]) == []


def test_shortened() -> None:
    assert shortened("oxycodone", 9) == "oxycodone"
    assert shortened("oxycodones", 9) == "oxycodon…"
    assert shortened("a\nb", 9) == "a | b"
