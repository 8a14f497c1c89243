"""A line of text as it is typed: what each key makes of it, and what the screen shows."""

from __future__ import annotations

import os
import re
from io import StringIO

import pytest

from oidtrack.cli.asking import keys, line
from oidtrack.cli.asking.keys import Pasted
from oidtrack.cli.asking.line import Line, letters

FAMILY = "\U0001f469\u200d\U0001f467"
WAVE = "\U0001f44b\U0001f3fd"
FLAG = "\U0001f1e6\U0001f1f9"
ACCENT = "e\u0301"
PERSIAN = "\u0645\u06cc\u200c"


@pytest.mark.parametrize(
    "letter",
    [FAMILY, WAVE, FLAG, ACCENT, "1\ufe0f\u20e3", "\u0e01\u0e34", "\u0928\u093f", "\u1112\u1161\u11ab", "\u06cc\u200c"],
)
def test_a_letter_is_whole(letter: str) -> None:
    assert letters(f"a{letter}b") == ["a", letter, "b"]
    row = Line("", f"a{letter}")
    row.take(keys.ERASE)
    assert row.text == "a"
    row = Line("", f"{letter}b")
    row.take(keys.HOME)
    row.take(keys.DELETE)
    assert row.text == "b"


def test_flags_stand_side_by_side() -> None:
    assert letters(FLAG + FLAG) == [FLAG, FLAG]
    assert letters("a\u200db") == ["a\u200d", "b"], "a joiner between letters of other scripts joins no two of them"


def typed(*pressed: str, text: str = "") -> str:
    row = Line("A note:", text)
    for key in pressed:
        row.take(key)
    return f"{row._left}|{row._right}"


@pytest.mark.parametrize(
    ("pressed", "text"),
    [
        ((keys.LEFT, keys.LEFT, "x"), "one tx|wo"),
        ((keys.HOME, "x"), "x|one two"),
        ((keys.HOME, keys.RIGHT), "o|ne two"),
        ((keys.HOME, keys.LEFT), "|one two"),
        ((keys.RIGHT,), "one two|"),
        ((keys.WORD_LEFT,), "one |two"),
        ((keys.WORD_LEFT, keys.WORD_LEFT, keys.WORD_RIGHT), "one| two"),
        ((keys.HOME, keys.LAST), "one two|"),
        ((keys.ERASE_WORD,), "one |"),
        ((keys.ERASE_WORD, keys.ERASE_WORD), "|"),
        ((keys.WORD_LEFT, keys.ERASE_WORD), "|two"),
        ((keys.WORD_LEFT, keys.ERASE_BEFORE), "|two"),
        ((keys.WORD_LEFT, keys.ERASE_AFTER), "one |"),
        ((keys.HOME, keys.DELETE), "|ne two"),
        ((keys.HOME, keys.END), "|ne two"),
        ((keys.DELETE,), "one two|"),
        ((keys.HOME, keys.ERASE), "|one two"),
    ],
)
def test_what_a_key_does(pressed: tuple[str, ...], text: str) -> None:
    assert typed(*pressed, text="one two") == text


class Screen:
    """A window of so many columns and rows, written to as a terminal is: the few codes that a line uses.

    Rows wrap late, what has scrolled out of the window is out of the cursor's reach, and a letter that is joined
    of several signs is one.
    """

    def __init__(self, columns: int, height: int) -> None:
        self.columns, self.height = columns, height
        self.cells: list[list[str]] = [[]]
        self.row = self.column = self.top = 0

    @property
    def rows(self) -> list[str]:
        return ["".join(row).rstrip() for row in self.cells]

    @property
    def window(self) -> list[str]:
        return self.rows[self.top :]

    def write(self, text: str) -> None:
        for part in PIECES.findall(text):
            self._take(part)

    def _take(self, part: str) -> None:
        if part.startswith("\x1b"):
            self._code(int(part[2:-1] or 0), part[-1])
        elif part == "\r":
            self.column = 0
        elif part == "\n":
            self._go_down()
        elif part == "\b":
            self.column = max(min(self.column, self.columns - 1) - 1, 0)
        else:
            self._put(part, WIDE.get(part, 1))

    def _go_down(self) -> None:
        self.row, self.column = self.row + 1, 0
        self.cells += [[] for _ in range(self.row + 1 - len(self.cells))]
        self.top = max(self.top, self.row + 1 - self.height)

    def _put(self, letter: str, wide: int) -> None:
        if self.column + wide > self.columns:
            self._go_down()
        row = self.cells[self.row]
        row += [" "] * (self.column - len(row))
        row[self.column : self.column + wide] = [letter, *[""] * (wide - 1)]
        self.column += wide

    def _code(self, number: int, code: str) -> None:
        if code == "A":
            assert self.row - self.top >= number, "a terminal stays in its window"
            self.row -= number
        elif code == "C":
            assert self.column + number < self.columns
            self.column += number
        else:
            assert code == "J"
            assert self.column < self.columns, "behind a full row terminals differ in what they take away"
            self.cells[self.row :] = [self.cells[self.row][: self.column]]


WIDE = {FAMILY: 2, WAVE: 2, FLAG: 2, "\u65e5": 2}
PIECES = re.compile(f"{FAMILY}|{WAVE}|{FLAG}|{ACCENT}|\x1b\\[[0-9]*[A-Z]|.", re.DOTALL)


def shown(
    monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], question: str, *pressed: str, end: bool = False
) -> Screen:
    screen = Screen(*size)
    monkeypatch.setattr(line, "window", lambda: size[0])
    monkeypatch.setattr(line, "height", lambda: size[1])
    monkeypatch.setattr(line, "_write", screen.write)
    row = Line(question, moves=True)
    for key in pressed:
        row.take(key)
    if end:
        row.end()
    return screen


@pytest.mark.no_cover
@pytest.mark.parametrize("columns", [40, 45, 80])
@pytest.mark.parametrize("length", [30, 36, 37, 38, 39, 71, 72, 73, 110])
def test_a_long_line_is_mended_where_it_stands(monkeypatch: pytest.MonkeyPatch, columns: int, length: int) -> None:
    def look(*pressed: str) -> tuple[str, int, int]:
        screen = shown(monkeypatch, (columns, 24), "A note:", *pressed)
        return "\n".join(screen.rows).rstrip(), screen.row, screen.column

    text = "".join(chr(ord("a") + n % 26) for n in range(length))
    whole = f"A note: >{text}"
    rows = [whole[at : at + columns] for at in range(0, len(whole), columns)]
    assert look(*text, keys.HOME, ">") == ("\n".join(rows), 0, len("A note: >"))
    again = look(*text, keys.HOME, ">", keys.LAST, "x", keys.ERASE)
    at = divmod(len(whole), columns)
    assert again in {("\n".join(rows), *at), ("\n".join(rows), at[0] - 1, columns)}
    assert look(*text, keys.ERASE_BEFORE) == ("A note:", 0, len("A note: "))


@pytest.mark.parametrize(("before", "now"), [(80, 40), (40, 80), (45, 40), (40, 40)])
@pytest.mark.parametrize("length", [5, 31, 33, 70, 110])
@pytest.mark.parametrize("pressed", [(), (keys.HOME,), ("x", keys.ERASE)], ids=["end", "begin", "simple"])
def test_a_line_that_the_terminal_broke_anew_is_mended_where_it_stands(
    before: int, now: int, length: int, pressed: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window was made narrower or wider: the terminal shows the same text in rows of the new width."""
    text = "".join(chr(ord("a") + n % 26) for n in range(length))
    monkeypatch.setattr(line, "window", lambda: before)
    monkeypatch.setattr(line, "height", lambda: 24)
    monkeypatch.setattr(line, "_write", Screen(before, 24).write)
    row = Line("A note:", moves=True)
    for key in (*text, *pressed):
        row.take(key)
    screen = Screen(now, 24)
    screen.write(f"Above.\nA note: {text}")
    if pressed == (keys.HOME,):
        screen.row, screen.column = 1, len("A note: ")
    monkeypatch.setattr(line, "window", lambda: now)
    monkeypatch.setattr(line, "_write", screen.write)
    for key in (keys.LEFT, keys.HOME, ">"):
        row.take(key)
    whole = f"A note: >{text}"
    assert [each for each in screen.rows if each] == [
        "Above.",
        *(whole[at : at + now] for at in range(0, len(whole), now)),
    ]


SMALL = (40, 6)
LATIN = "".join(chr(ord("a") + n % 26) for n in range(40 * 9))
MIXED = [FAMILY, "\u65e5", ACCENT, "x", FLAG, WAVE, "\u65e5"] * 60
"""Letters of one column and of two, so that some rows end one column before the edge."""


@pytest.mark.no_cover
@pytest.mark.parametrize("text", [list(LATIN), MIXED], ids=["narrow", "wide"])
def test_a_text_longer_than_the_window_is_shown_around_the_cursor(
    text: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pasted = Pasted("".join(text))
    whole = shown(monkeypatch, (40, 99), "A note:", pasted).rows
    assert len(whole) > SMALL[1]
    at_end = shown(monkeypatch, SMALL, "Tell.\nA note:", pasted)
    assert at_end.window == whole[-SMALL[1] :]
    assert (at_end.row, at_end.rows[: at_end.top]) == (at_end.top + SMALL[1] - 1, ["Tell."])
    at_begin = shown(monkeypatch, SMALL, "Tell.\nA note:", pasted, keys.HOME)
    assert (at_begin.window, at_begin.row) == (whole[: SMALL[1]], at_begin.top)
    assert at_begin.column == len("A note: ")
    # one row up from the foot of the window nothing scrolls, and what is typed there stands there
    back = shown(monkeypatch, SMALL, "Tell.\nA note:", pasted, *[keys.LEFT] * 45)
    assert back.window == whole[-SMALL[1] :]
    changed = shown(monkeypatch, SMALL, "Tell.\nA note:", pasted, *[keys.LEFT] * 45, ">")
    as_whole = shown(monkeypatch, (40, 99), "A note:", pasted, *[keys.LEFT] * 45, ">")
    assert changed.window == as_whole.rows[-SMALL[1] :]
    assert (changed.row - changed.top, changed.column) == (
        as_whole.row - len(as_whole.rows) + SMALL[1],
        as_whole.column,
    )


@pytest.mark.no_cover
@pytest.mark.parametrize("length", [*range(30, 33), *range(190, 195), *range(230, 236), 272, 273])
def test_it_is_shown_around_the_cursor_wherever_a_row_ends(length: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """At each key the window shows what a window without an end would, from some row on, and the cursor in it."""
    pressed = [Pasted(LATIN[:length]), "x", keys.ERASE, keys.HOME, ">", keys.LAST, keys.WORD_LEFT, keys.DELETE, "-"]
    for n in range(1, len(pressed) + 1):
        small, large = (shown(monkeypatch, size, "A note:", *pressed[:n]) for size in (SMALL, (40, 99)))
        begins = large.row - (small.row - small.top)
        assert small.window == large.rows[begins : begins + SMALL[1]]
        assert small.column % 40 == large.column % 40


def test_behind_the_question_the_whole_text_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = shown(monkeypatch, (40, 99), "A note:", Pasted(LATIN)).rows
    for key in (keys.HOME, keys.LAST):
        ended = shown(monkeypatch, SMALL, "A note:", Pasted(LATIN), key, end=True)
        assert ended.rows[-len(whole) - 1 :] == [*whole, ""]


def test_the_size_of_the_window_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    near = StringIO()
    monkeypatch.setattr("sys.stderr", near)
    assert (line.window(), line.height()) == (80, 24), "where nobody knows"
    monkeypatch.setattr(near, "fileno", lambda: 2)
    for size, wanted in (((41, 7), (41, 7)), ((0, 0), (80, 24))):
        monkeypatch.setattr(os, "get_terminal_size", lambda _, size=size: os.terminal_size(size))
        assert (line.window(), line.height()) == wanted


def test_a_terminal_that_cannot_move_shows_the_line_anew(capsys: pytest.CaptureFixture[str]) -> None:
    row = Line("First:\nA note:", "one two")
    for key in (keys.LEFT, "x", keys.LAST, "!", keys.ERASE):
        row.take(key)
    assert capsys.readouterr().err == (
        "First:\nA note: one two\nA note: one two\b\nA note: one twxo\b\nA note: one twxo!\b \b"
    )
