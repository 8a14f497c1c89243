"""Parts as plain text: lines that never run over, whatever is typed and however narrow the place is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oidtrack.render.page.console import columns, shortened
from oidtrack.render.page.parts import (
    BLANK,
    Block,
    Cell,
    Heading,
    Item,
    Page,
    Part,
    Table,
    Tone,
    Verbatim,
    Words,
    bullets,
    grid,
    inset,
)
from oidtrack.render.page.text import folded, paint

WORDS = " ".join(["word"] * 40)


@given(st.text(max_size=400), st.integers(min_value=30, max_value=80))
def test_no_line_is_wider_than_the_place(text: str, width: int) -> None:
    page = Page(
        (Heading(text), Item("1.", Block((text, Words(text, hang=2))), indent=2), grid(("a", text), words=range(2)))
    )

    assert all(columns(line) < width for line in paint(page, width).splitlines())
    assert all(columns(line) <= width for line in paint(Page((text,), full=True), width).splitlines())


def test_only_a_full_page_uses_the_last_column() -> None:
    line = f"{'a' * 74} {'b' * 5}"

    assert paint(Page((line,), full=True)) == f"{line}\n"
    assert paint(Page((line,))) == paint(line) == f"{'a' * 74}\n{'b' * 5}\n"


def test_folding_keeps_the_words() -> None:
    assert " ".join(folded(WORDS, 80)) == WORDS
    assert folded("", 80) == folded(" " * 90, 80) == [""]
    assert folded("a\nb\x1b[2J", 80) == ["a | b\\x1b[2J"]
    assert folded("one two", 5, hang=2) == ["one", "  two"]


def test_pieces_that_dots_join_stay_whole_where_they_fit() -> None:
    assert folded("mood 5 · sleep 7 h · pain 3", 20, hang=2) == ["mood 5 · sleep 7 h ·", "  pain 3"]
    assert folded("a · one two three four", 10) == ["a ·", "one two", "three four"]


@pytest.mark.parametrize(
    ("part", "lines"),
    [
        ("", []),
        (Block(()), []),
        (Page(("", Block(("",)), "a")), ["a"]),
        (Page((Heading("a"), Block(("b", "", "c")), "d")), ["a", "", "b", "c", "", "d"]),
        (Block(("a", BLANK, "b")), ["a", "", "b"]),
        (Words("a", Tone.ALARM), ["! a"]),
        (Verbatim(f"{'a' * 90}\n  b"), ["a" * 90, "  b"]),
        (Item("Rule", "a", at=8, indent=2), ["  Rule  a"]),
        (Item("a longer label", Block(("a", "b")), at=8), ["a longer label a", "               b"]),
        (Item("Rule", ""), ["Rule"]),
        (inset("", "a", by=4), ["    a"]),
        (inset(""), []),
        (bullets("a", "b"), ["  - a", "  - b"]),
        (grid(), []),
        (grid(("", "a", "bb"), ("name", "10", "")), ["         a  bb", "  name  10"]),
        (grid(("1", "x"), words=(1,), least=(3,), indent=0), ["  1  x"]),
        (Table("", ("day", "n"), ((Cell("a", under="b"), Cell("1")),)), ["  day  n", "  a    1", "  b"]),
        (Table("", ("day", "n"), ((Cell("a"), Cell("1")),), headless=True), ["  a  1"]),
        (Table("", ("day", "what"), ((Cell("a"), Cell("b")),), words=range(2)), ["  a  b"]),
    ],
)
def test_parts_as_lines(part: Part, lines: list[str]) -> None:
    assert paint(part).splitlines() == lines


def test_words_in_the_last_column_are_folded_in_it() -> None:
    table = grid(("2026-11-23", WORDS), words=range(2))

    first, *others = paint(table).splitlines()
    assert first.startswith("  2026-11-23  word word")
    assert all(line.startswith(f"{'':14}word") for line in others)


def test_shortened() -> None:
    assert shortened("oxycodone", 9) == "oxycodone"
    assert shortened("oxycodones", 9) == "oxycodon…"
    assert shortened("a\nb", 9) == "a | b"
