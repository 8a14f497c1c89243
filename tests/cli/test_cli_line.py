"""A line of text as it is typed: what each key makes of it, and what the screen shows."""

from __future__ import annotations

import re

import pytest

from oidtrack.cli.asking import keys, line
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
    """Rows of so many columns, written to as a terminal is: the few codes that a line uses, and rows that wrap late."""

    def __init__(self, columns: int) -> None:
        self.columns = columns
        self.rows = [""]
        self.row = self.column = 0

    def write(self, text: str) -> None:
        for part in re.findall(r"\x1b\[[0-9]*[A-Z]|.", text, re.DOTALL):
            self._take(part)

    def _take(self, part: str) -> None:
        if part.startswith("\x1b"):
            self._code(int(part[2:-1] or 0), part[-1])
        elif part == "\r":
            self.column = 0
        elif part == "\n":
            self.row, self.column = self.row + 1, 0
        elif part == "\b":
            self.column = max(min(self.column, self.columns - 1) - 1, 0)
        else:
            self._put(part)
        self.rows += [""] * (self.row + 1 - len(self.rows))

    def _put(self, letter: str) -> None:
        if self.column == self.columns:
            self.row, self.column = self.row + 1, 0
            self.rows += [""] * (self.row + 1 - len(self.rows))
        row = self.rows[self.row].ljust(self.column)
        self.rows[self.row] = row[: self.column] + letter + row[self.column + 1 :]
        self.column += 1

    def _code(self, number: int, code: str) -> None:
        if code == "A":
            assert self.row >= number
            self.row -= number
        elif code == "C":
            self.column += number
        else:
            assert code == "J"
            self.rows[self.row :] = [self.rows[self.row][: self.column]]


def shown(monkeypatch: pytest.MonkeyPatch, columns: int, question: str, *pressed: str) -> tuple[str, int, int]:
    screen = Screen(columns)
    monkeypatch.setattr(line, "window", lambda: columns)
    monkeypatch.setattr(line, "_write", screen.write)
    row = Line(question, moves=True)
    for key in pressed:
        row.take(key)
    return "\n".join(one.rstrip() for one in screen.rows).rstrip(), screen.row, screen.column


@pytest.mark.parametrize("columns", [40, 45, 80])
@pytest.mark.parametrize("length", [30, 36, 37, 38, 39, 71, 72, 73, 110])
def test_a_long_line_is_mended_where_it_stands(monkeypatch: pytest.MonkeyPatch, columns: int, length: int) -> None:
    text = "".join(chr(ord("a") + n % 26) for n in range(length))
    whole = f"A note: >{text}"
    rows = [whole[at : at + columns] for at in range(0, len(whole), columns)]
    found = shown(monkeypatch, columns, "A note:", *text, keys.HOME, ">")
    assert found == ("\n".join(rows), 0, len("A note: >"))
    again = shown(monkeypatch, columns, "A note:", *text, keys.HOME, ">", keys.LAST, "x", keys.ERASE)
    at = divmod(len(whole), columns)
    assert again in {("\n".join(rows), *at), ("\n".join(rows), at[0] - 1, columns)}
    gone = shown(monkeypatch, columns, "A note:", *text, keys.ERASE_BEFORE)
    assert gone == ("A note:", 0, len("A note: "))


def test_a_terminal_that_cannot_move_shows_the_line_anew(capsys: pytest.CaptureFixture[str]) -> None:
    row = Line("First:\nA note:", "one two")
    for key in (keys.LEFT, "x", keys.LAST, "!", keys.ERASE):
        row.take(key)
    assert capsys.readouterr().err == (
        "First:\nA note: one two\nA note: one two\b\nA note: one twxo\b\nA note: one twxo!\b \b"
    )
