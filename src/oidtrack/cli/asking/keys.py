"""A terminal that hands over one key at a time, and a line of text that is typed on it.

Where that cannot be (a pipe) there is no keyboard and questions are asked line by line.
"""

from __future__ import annotations

import codecs
import os
import select
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from oidtrack.cli.asking.keys_windows import Signs
from oidtrack.domain.dose import STEERING

try:
    import termios
    import tty
except ImportError:  # Windows
    termios = tty = None  # type: ignore[assignment]

ENTER, ERASE, ERASE_ALL, END = "\r", "\x7f", "\x15", "\x04"
_ENTERS, _ERASES, _ESCAPE = ("\r", "\n"), ("\x7f", "\b"), "\x1b"
_SAME_BREATH_S = 0.08
"""Keys closer than this were sent together: an Enter behind a single key belongs to it. ENGINEERING."""

_COLUMNS = 80


class Keyboard:
    """Keys as they are pressed; the terminal does not show them by itself."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._decoder = codecs.getincrementaldecoder("utf-8")("ignore")
        self._ahead: list[str] = []

    def key(self) -> str:
        """The next key: a character, `ENTER`, `ERASE`, `ERASE_ALL`, or `END` for Ctrl-D.

        Raises:
            KeyboardInterrupt: Ctrl-C.
            EOFError: The terminal was closed.
        """
        while True:
            found = self._ahead.pop(0) if self._ahead else self._character()
            if found == _ESCAPE:
                self._skip_sequence()
            elif found in _ENTERS:
                return ENTER
            elif found in _ERASES:
                return ERASE
            elif found in {ERASE_ALL, END}:
                return found
            elif not STEERING.match(found):
                return " " if found == "\t" else found

    def same_breath(self) -> str | None:
        """The key that was sent together with the last one, or None where nothing was."""
        return self.key() if self._ahead or self._waiting() else None

    def give_back(self, key: str) -> None:
        """Let a key be the next one again."""
        self._ahead.insert(0, key)

    def _character(self) -> str:
        while True:
            try:
                byte = os.read(self._descriptor, 1)
            except OSError:
                byte = b""
            if not byte:
                raise EOFError
            character = self._decoder.decode(byte)
            if character:
                return character

    def _waiting(self) -> bool:
        return bool(select.select([self._descriptor], [], [], _SAME_BREATH_S)[0])

    def _skip_sequence(self) -> None:
        """Leave out what an arrow or another key without a character sends."""
        if not self._waiting():
            return
        first = self._character()
        while first in "[O" and self._waiting():
            if "@" <= self._character() <= "~":
                return


@contextmanager
def keyboard() -> Iterator[Keyboard | None]:
    """The keyboard of the terminal that stdin is, or None where keys do not come one by one.

    The terminal is put back as it was, whatever happens inside; after Ctrl-Z and `fg` it is made ready again.
    """
    descriptor = _terminal()
    if descriptor is None:
        yield _of_windows()
        return
    before = termios.tcgetattr(descriptor)

    def make_ready(*_: Any) -> None:
        # what was typed ahead is kept
        tty.setcbreak(descriptor, termios.TCSADRAIN)

    handler = signal.signal(signal.SIGCONT, make_ready)
    try:
        make_ready()
        yield Keyboard(descriptor)
    finally:
        signal.signal(signal.SIGCONT, handler)
        # the rest of a text that was pasted with line breaks never reaches the shell
        termios.tcsetattr(descriptor, termios.TCSAFLUSH, before)


def _terminal() -> int | None:
    """The descriptor of stdin where it is a terminal whose keys can be read."""
    if termios is None:
        return None
    try:
        descriptor = sys.stdin.fileno()
        termios.tcgetattr(descriptor)
    except (AttributeError, OSError, ValueError, termios.error):
        return None
    return descriptor


def _of_windows() -> Keyboard | None:
    """The keys of its console, where stdin is one."""
    try:
        import msvcrt
    except ImportError:
        return None
    return ConsoleKeys(Signs(msvcrt)) if sys.stdin.isatty() else None  # type: ignore[arg-type,unused-ignore]


class ConsoleKeys(Keyboard):
    """The same keys from a console of Windows."""

    def __init__(self, signs: Signs) -> None:
        super().__init__(-1)
        self._signs = signs

    def _character(self) -> str:
        return self._signs.next()

    def _waiting(self) -> bool:
        return self._signs.waiting(_SAME_BREATH_S)


class Line:
    """A line of text as it is typed and shown after a question."""

    def __init__(self, question: str, text: str = "") -> None:
        self._question = question
        self.text = text
        self._write(f"{question} {text}")

    def add(self, character: str) -> None:
        """Take one character more."""
        self.text += character
        self._write(character)

    def erase(self) -> None:
        """Take the last character away."""
        last, self.text = self.text[-1], self.text[:-1]
        columns = _columns()
        at = len(self._question) + 1 + len(self.text)
        if last.isascii() and self.text.isascii() and at % columns and (at + 1) % columns:
            self._write("\b \b")
        else:
            # across the edge of a row, or of unknown width: shown anew
            self._write(f"\n{self._question} {self.text}")

    def erase_all(self) -> None:
        """Take everything away."""
        self.text = ""
        self._write(f"\n{self._question} ")

    def end(self) -> None:
        """Go on below."""
        self._write("\n")

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()


def _columns() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or _COLUMNS
    except (OSError, ValueError):
        return _COLUMNS
