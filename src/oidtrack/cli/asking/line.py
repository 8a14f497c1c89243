"""A line of text that is typed after a question, and mended as in a shell."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from unicodedata import category

from oidtrack.cli.asking import keys
from oidtrack.cli.asking.keys import Keyboard
from oidtrack.render.page.console import columns
from oidtrack.render.page.text import folded

_USUAL, _USUAL_ROWS = 80, 24
"""Columns and rows where nothing says how many there are."""
_LEAST = 24
"""The fewest columns that a question is broken for."""
_ANSWER = 5
"""Columns that a question leaves, so that a short answer stands on the same line."""
_WRAP = " \r"
"""Takes the cursor from a row that is just full to the next one."""
_JOINER, _NON_JOINER = "\u200d", "\u200c"
_MARKS = {"Mn", "Me", "Mc"}
_TONES = re.compile("[\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f\u1160-\u11ff]")
"""Tones of skin, the tags of a flag, vowels and ends of Korean syllables: each goes with the sign before it."""
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]")
_LAST_WORD, _FIRST_WORD = re.compile(r"\S*\s*\Z"), re.compile(r"\s*\S*")


def letters(text: str) -> list[str]:
    """The text in pieces that are one letter to whoever reads it: with its accents, joiners, and all of an emoji."""
    found = list[str]()
    for sign in text:
        if found and _goes_with(found[-1], sign):
            found[-1] += sign
        else:
            found.append(sign)
    return found


def _goes_with(before: str, sign: str) -> bool:
    if sign.isascii():
        return False
    kind = category(sign)
    if kind in _MARKS or sign in {_JOINER, _NON_JOINER} or _TONES.match(sign):
        return True
    if before.endswith(_JOINER):
        return kind == "So"
    return _FLAG.match(sign) is not None and _FLAG.fullmatch(before) is not None


def fitting(question: str) -> str:
    """The question, each line of it broken at words where it would leave no room for an answer."""
    room = max(min(window(), _USUAL) - _ANSWER, _LEAST)
    lines = (folded(line, room, hang=len(line) - len(line.lstrip())) for line in question.split("\n"))
    return "\n".join(part for parts in lines for part in parts)


def typed(question: str, keyboard: Keyboard) -> str:
    """A line of text as it is typed, up to Enter.

    Raises:
        KeyboardInterrupt: Ctrl-C, or Ctrl-D on an empty line.
        EOFError: The terminal was closed.
    """
    line = Line(question, moves=keyboard.moves)
    try:
        while (key := keyboard.key()) != keys.ENTER:
            if key == keys.END and not line.text:
                raise KeyboardInterrupt
            line.take(key)
    finally:
        line.end()
    return line.text.strip()


class Line:
    """A line of text as it is typed and shown after a question."""

    def __init__(self, question: str, text: str = "", *, moves: bool = False) -> None:
        """Show a question.

        Args:
            question: Broken where the window ends.
            text: What stands in the line already.
            moves: Whether the terminal can move its cursor up; else a line that is mended is shown anew below.
        """
        above, line_break, last = question.rpartition("\n")
        self._head = last + " "
        self._moves = moves
        self._left, self._right = text, ""
        self._row = self._top = 0
        self._shown = ""
        _write(f"{above}{line_break}{self._drawn(height()) if moves else self._head + text}")

    @property
    def text(self) -> str:
        """What stands in the line."""
        return self._left + self._right

    def take(self, key: str) -> None:
        """Do what a key means: go, take away, or add what it is."""
        before = self.text
        mended = _MENDS.get(key)
        if mended is not None:
            at = (self._left, self._right)
            self._left, self._right = mended(self._left, self._right)
            if at != (self._left, self._right):
                self._show_mended(before)
            return
        self._left += key
        if self._is_simple(before, key):
            self._shown += key
            _write(key)
        else:
            self._shown_anew()

    def end(self) -> None:
        """Go on below; the whole text stands above, also where the window had no room for it."""
        if self._moves and (self._right or len(self._rows(self.text)) > height()):
            back, self._left, self._right = self._back(), self.text, ""
            _write(f"{back}{self._drawn(None)}")
        _write("\n")

    def _is_simple(self, before: str, key: str) -> bool:
        """Whether a key stands behind all others, in the same row."""
        if self._right:
            return False
        row, column = self._at(before)
        return not self._moves or (key.isascii() and row == self._row and column + len(key) < window())

    def _show_mended(self, before: str) -> None:
        """Show a line that has changed by other than what was typed at its end."""
        last, column = before[-1:], self._at(before)[1]
        if not self._right and self._left == before[:-1] and before.isascii() and 0 < column < window() - 1 and last:
            self._shown = self._shown[:-1]
            _write("\b \b")
        else:
            self._shown_anew()

    def _shown_anew(self) -> None:
        if self._moves:
            _write(f"{self._back()}{self._drawn(height())}")
            return
        back = "\b" * columns(self._right)
        _write(f"\n{self._head}{self.text}{back}")

    def _back(self) -> str:
        """Takes the cursor to the begin of what is shown, and that away.

        In a window that has another width by now the terminal has broken it anew, as nearly all of them do.
        """
        return f"{_up(len(_broken(self._shown)) - 1)}\r\x1b[J"

    def _drawn(self, most: int | None) -> str:
        """Question and text from where the cursor is, which ends where the next key goes.

        Of a text that has more rows than the window only those around the cursor are shown, since what has scrolled
        out of a window cannot be drawn anew.

        Args:
            most: Rows that may be shown, or None for all of them.
        """
        rows = self._rows(self.text)
        most = most or len(rows)
        self._row, column = self._at(self._left)
        self._top = min(max(self._top, self._row - most + 1, 0), self._row, max(len(rows) - most, 0))
        shown = rows[self._top : self._top + most]
        above = sum(map(len, rows[: self._top]))
        self._shown = f"{self._head}{self._left}"[above:]
        wrap = _WRAP if len(shown) > 1 and not shown[-1] else ""
        below = self._top + len(shown) - 1 - self._row
        at_end = not below and column == columns(shown[-1])
        return "".join(shown) + wrap + ("" if at_end else f"{_up(below)}\r{_right(column)}")

    def _at(self, text: str) -> tuple[int, int]:
        """Row and column behind a text, both from 0, counted from the begin of the question's last line."""
        rows = self._rows(text)
        return len(rows) - 1, columns(rows[-1])

    def _rows(self, text: str) -> list[str]:
        """The question's last line and a text as the terminal breaks them."""
        return _broken(f"{self._head}{text}")


def _broken(text: str) -> list[str]:
    """A text in rows of the window; below a full row there is another."""
    rows, column, wide = [""], 0, window()
    for letter in letters(text):
        width = columns(letter)
        if column + width > wide:
            rows.append("")
            column = 0
        rows[-1] += letter
        column += width
    return [*rows, ""] if column >= wide else rows


def window() -> int:
    """Columns of the terminal that questions are shown on."""
    return _size().columns or _USUAL


def height() -> int:
    """Its rows."""
    return _size().lines or _USUAL_ROWS


def _size() -> os.terminal_size:
    try:
        return os.get_terminal_size(sys.stderr.fileno())
    except (OSError, ValueError):
        return os.terminal_size((_USUAL, _USUAL_ROWS))


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


def _up(rows: int) -> str:
    return f"\x1b[{rows}A" if rows > 0 else ""


def _right(to: int) -> str:
    return f"\x1b[{to}C" if to > 0 else ""


Mend = Callable[[str, str], tuple[str, str]]
"""What stands left and right of the cursor, before and after a key."""


def _leave_last(left: str) -> str:
    return "".join(letters(left)[:-1])


def _leave_first(right: str) -> str:
    return "".join(letters(right)[1:])


def _left(left: str, right: str) -> tuple[str, str]:
    kept = _leave_last(left)
    return kept, left[len(kept) :] + right


def _to_right(left: str, right: str) -> tuple[str, str]:
    kept = _leave_first(right)
    return left + right[: len(right) - len(kept)], kept


def _word_left(left: str, right: str) -> tuple[str, str]:
    kept = _LAST_WORD.sub("", left, count=1)
    return kept, left[len(kept) :] + right


def _word_right(left: str, right: str) -> tuple[str, str]:
    kept = _FIRST_WORD.sub("", right, count=1)
    return left + right[: len(right) - len(kept)], kept


_MENDS: dict[str, Mend] = {
    keys.ERASE: lambda left, right: (_leave_last(left), right),
    keys.DELETE: lambda left, right: (left, _leave_first(right)),
    keys.END: lambda left, right: (left, _leave_first(right)),
    keys.ERASE_WORD: lambda left, right: (_LAST_WORD.sub("", left, count=1), right),
    keys.ERASE_BEFORE: lambda _, right: ("", right),
    keys.ERASE_AFTER: lambda left, _: (left, ""),
    keys.LEFT: _left,
    keys.RIGHT: _to_right,
    keys.HOME: lambda left, right: ("", left + right),
    keys.LAST: lambda left, right: (left + right, ""),
    keys.WORD_LEFT: _word_left,
    keys.WORD_RIGHT: _word_right,
}
