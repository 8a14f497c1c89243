"""Single keys of a console of Windows, in the signs that other terminals send for them."""

from __future__ import annotations

import time
from typing import Protocol

_ESCAPE = "\x1b"
_PREFIXES = ("\x00", "\xe0")
_SENT = {
    "K": "[D",
    "M": "[C",
    "G": "[H",
    "O": "[F",
    "S": "[3~",
    "s": "[1;5D",
    "t": "[1;5C",
    "H": "[A",
    "P": "[B",
}
"""By the second sign of a key without a character: left, right, Home, End, Delete, a word left and right, up, down."""
_OWN = {"\x1a": "\x04", "\x7f": "\x17"}
"""Ctrl-Z ends there what Ctrl-D ends elsewhere, and Ctrl-Backspace takes away a word."""
_LOOK_S = 0.005


class Console(Protocol):
    """What of `msvcrt` is used."""

    def getwch(self) -> str:
        """Wait for a key; one without a character is two signs."""

    def kbhit(self) -> bool:
        """Whether a key waits."""


class Signs:
    """One sign after the other, as they are typed."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._ahead = ""

    def next(self) -> str:
        """The next sign; of a key without a character the signs that other terminals send.

        Raises:
            KeyboardInterrupt: Ctrl-C, which this console hands over as a sign.
        """
        while not self._ahead:
            self._ahead = self._typed()
        sign, self._ahead = self._ahead[0], self._ahead[1:]
        return sign

    def waiting(self, seconds: float) -> bool:
        """Whether another sign comes within so many seconds."""
        until = time.monotonic() + seconds
        while not (self._ahead or self._console.kbhit()):
            if time.monotonic() >= until:
                return False
            time.sleep(_LOOK_S)
        return True

    def _typed(self) -> str:
        sign = self._console.getwch()
        if sign == "\x03":
            raise KeyboardInterrupt
        # the prefix is a letter as well, à: then nothing waits behind it
        if sign in _PREFIXES and self._console.kbhit():
            sent = _SENT.get(self._console.getwch(), "")
            return f"{_ESCAPE}{sent}" if sent else ""
        if "\ud800" <= sign <= "\udbff":
            # an emoji comes in two halves
            return (sign + self._console.getwch()).encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
        return "" if sign == "\x00" else _OWN.get(sign, sign)
