"""A terminal that hands over one key at a time.

Where that cannot be (a pipe) there is no keyboard and questions are asked line by line.
"""

from __future__ import annotations

import codecs
import os
import re
import select
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from typing import Any

from oidtrack.cli.asking.keys_windows import Signs
from oidtrack.domain.dose import STEERING

try:
    import termios
    import tty
except ImportError:  # Windows
    termios = tty = None  # type: ignore[assignment]

ENTER, END = "\r", "\x04"
ERASE, DELETE, ERASE_WORD, ERASE_BEFORE, ERASE_AFTER = "\x7f", "\x1b[3~", "\x17", "\x15", "\x0b"
LEFT, RIGHT, HOME, LAST = "\x02", "\x06", "\x01", "\x05"
WORD_LEFT, WORD_RIGHT = "\x1bb", "\x1bf"
_SINGLE = {
    **dict.fromkeys(("\r", "\n"), ENTER),
    **dict.fromkeys(("\x7f", "\b"), ERASE),
    "\t": " ",
    **{sign: sign for sign in (END, ERASE_WORD, ERASE_BEFORE, ERASE_AFTER, LEFT, RIGHT, HOME, LAST)},
}
"""Keys that send one sign, the last eight as shells know them: Ctrl-D, W, U, K, B, F, A, E."""
_BEHIND_ESCAPE = {
    **dict.fromkeys(("[D", "OD"), LEFT),
    **dict.fromkeys(("[C", "OC"), RIGHT),
    **dict.fromkeys(("[H", "OH", "[1~", "[7~"), HOME),
    **dict.fromkeys(("[F", "OF", "[4~", "[8~"), LAST),
    **dict.fromkeys(("[1;5D", "[1;3D", "Od", "b"), WORD_LEFT),
    **dict.fromkeys(("[1;5C", "[1;3C", "Oc", "f"), WORD_RIGHT),
    **dict.fromkeys(("\x7f", "\b"), ERASE_WORD),
    "[3~": DELETE,
}
"""Arrows, Home, End, Delete, and a word at a time with Ctrl or Alt, as terminals of several families send them."""
_ESCAPE = "\x1b"
_PASTES_BEGIN, _PASTES_END = "[200~", "\x1b[201~"
_BRACKETS_ON, _BRACKETS_OFF = b"\x1b[?2004h", b"\x1b[?2004l"
"""Asks the terminal to mark the begin and the end of what is pasted."""
_SAME_BREATH_S = 0.08
"""Keys closer than this were sent together: an Enter behind a single key belongs to it. ENGINEERING."""


class Pasted(str):
    """A text that came at once, on one line: each line break in it is a blank."""

    __slots__ = ()


class Keyboard:
    """Keys as they are pressed; the terminal does not show them by itself.

    Attributes:
        moves: Whether the terminal can move its cursor.
        alone: Whether the last answer was a single key: an Enter that follows it belongs to it.
    """

    def __init__(self, descriptor: int, *, moves: bool = False) -> None:
        self._descriptor = descriptor
        self._decoder = codecs.getincrementaldecoder("utf-8")("ignore")
        self._ahead: list[str] = []
        self.moves = moves
        self.alone = False

    def key(self) -> str:
        """The next key: a character, what was pasted, or one of the names above.

        Raises:
            KeyboardInterrupt: Ctrl-C.
            EOFError: The terminal was closed.
        """
        if self._ahead:
            return self._ahead.pop(0)
        while True:
            sign = self._character()
            key = self._behind_escape() if sign == _ESCAPE else _SINGLE.get(sign, re.sub(STEERING, "", sign))
            if key:
                return key

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

    def _behind_escape(self) -> str:
        """The key that an arrow or another one without a character sends; empty for one that means nothing here."""
        if not self._waiting():
            return ""
        sent = self._character()
        while sent[0] in "[O" and self._waiting():
            sent += self._character()
            if "@" <= sent[-1] <= "~":
                break
        return self._paste() if sent == _PASTES_BEGIN else _BEHIND_ESCAPE.get(sent, "")

    def _paste(self) -> Pasted:
        """What is pasted, up to its end."""
        signs = list[str]()
        while signs[-1:] != ["~"] or "".join(signs[-len(_PASTES_END) :]) != _PASTES_END:
            signs.append(self._character())
        text = "".join(signs).removesuffix(_PASTES_END)
        lines = text.splitlines()
        if len(lines) > 1:
            text = " ".join(line.strip() for line in lines if line.strip())
        return Pasted(re.sub(STEERING, "", "".join(lines) if len(lines) == 1 else text).replace("\t", " "))


_held: list[Keyboard] = []
"""The keyboard of the conversation that goes on, if one does."""


def at_hand() -> Keyboard | None:
    """The keyboard that is held now, or None where keys do not come one by one."""
    return _held[-1] if _held else None


@contextmanager
def keyboard(*, moves: bool = False) -> Iterator[Keyboard | None]:
    """The keyboard of the terminal that stdin is, or None where keys do not come one by one.

    The terminal is put back as it was, whatever happens inside; after Ctrl-Z and `fg` it is made ready again.
    Within a conversation that has it already, it is the same one, so that what was typed ahead is not lost.

    Args:
        moves: Whether the terminal can move its cursor, and knows of pasting.
    """
    if _held:
        yield at_hand()
        return
    descriptor = _terminal()
    made = _of_windows() if descriptor is None else Keyboard(descriptor, moves=moves)
    with nullcontext() if descriptor is None else _key_by_key(descriptor, moves=moves):
        _held.extend([] if made is None else [made])
        try:
            yield made
        finally:
            _held.clear()


@contextmanager
def _key_by_key(descriptor: int, *, moves: bool) -> Iterator[None]:
    """A terminal that hands over each key, and is as it was afterwards."""
    before = termios.tcgetattr(descriptor)

    def make_ready(*_: Any) -> None:
        # what was typed ahead is kept
        tty.setcbreak(descriptor, termios.TCSADRAIN)
        if moves:
            _tell(descriptor, _BRACKETS_ON)

    handler = signal.signal(signal.SIGCONT, make_ready)
    try:
        make_ready()
        yield
    finally:
        signal.signal(signal.SIGCONT, handler)
        if moves:
            _tell(descriptor, _BRACKETS_OFF)
        # the rest of a text that was pasted with line breaks never reaches the shell
        termios.tcsetattr(descriptor, termios.TCSAFLUSH, before)


def _tell(descriptor: int, words: bytes) -> None:
    with suppress(OSError):
        os.write(descriptor, words)


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
