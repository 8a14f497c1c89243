"""Questions on a terminal: the words go to stderr, Enter leaves blank, Ctrl-C and Ctrl-D stop without harm."""

from __future__ import annotations

import sys
from collections.abc import Callable
from fractions import Fraction
from typing import TypeVar

from oidtrack.domain.dose import parse_number
from oidtrack.errors import BadInput
from oidtrack.render.page.text import folded

T = TypeVar("T")
_ROOM = 75
"""Columns that a question may take, so that a short answer stands on the same line."""


class Stopped(Exception):
    """The person stopped with Ctrl-C, or ended the input with Ctrl-D.

    Attributes:
        typed: What stood in the line by then, where that is known.
    """

    def __init__(self, typed: str = "") -> None:
        super().__init__(typed)
        self.typed = typed


def text(question: str) -> str:
    """One line of text; empty where Enter was pressed.

    Raises:
        Stopped: Ctrl-C or Ctrl-D.
    """
    try:
        sys.stderr.write(f"{_fitting(question)} ")
        sys.stderr.flush()
        line = sys.stdin.readline()
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        raise Stopped from None
    except UnicodeDecodeError:
        sys.stderr.write("  that was not readable as text\n")
        return text(question)
    if not line:
        sys.stderr.write("\n")
        raise Stopped
    return line.strip()


def _fitting(question: str) -> str:
    """The question, each line of it broken at words where it would leave no room for an answer."""
    return "\n".join(_fitting_line(line) for line in question.split("\n"))


def _fitting_line(line: str) -> str:
    return "\n".join(folded(line, _ROOM, hang=len(line) - len(line.lstrip())))


def confirm(question: str) -> bool:
    """Whether the answer is yes; Enter, Ctrl-C and Ctrl-D are no."""
    try:
        return bool(yes_or_no(question))
    except Stopped:
        return False


def agree(question: str) -> bool:
    """Whether the answer is yes; Enter is yes too, Ctrl-C and Ctrl-D are no."""
    try:
        return yes_or_no(question) is not False
    except Stopped:
        return False


def yes_or_no(question: str, how: str = "[y/n]") -> bool | None:
    """Yes, no, or None where Enter was pressed; `how` shows the answers, a capital letter what Enter means.

    Raises:
        Stopped: Ctrl-C or Ctrl-D.
    """
    return answer(f"{question} {how}", read_yes_or_no)


def answer(question: str, read: Callable[[str], T]) -> T | None:
    """What `read` makes of the answer, None for Enter; asks again where it raises `BadInput`.

    Raises:
        Stopped: Ctrl-C or Ctrl-D.
    """
    while True:
        line = text(question)
        if not line:
            return None
        try:
            return read(line)
        except BadInput as error:
            sys.stderr.write(f"  {error.message}; {error.hint or 'Enter leaves it blank'}\n")


def number(question: str, least: int, most: int) -> Fraction | None:
    """A number from `least` to `most`, or None for Enter; asks again gently.

    Raises:
        Stopped: Ctrl-C or Ctrl-D.
    """

    def read(line: str) -> Fraction:
        value = parse_number(line)
        if not least <= value <= most:
            raise BadInput(f"a number from {least} to {most} is meant", "Enter leaves it blank")
        return value

    return answer(question, read)


def read_yes_or_no(line: str) -> bool:
    """Whether a typed answer is yes.

    Raises:
        BadInput: It is neither yes nor no.
    """
    word = line.lower()
    if word in {"y", "yes"}:
        return True
    if word in {"n", "no"}:
        return False
    raise BadInput("y or n is meant", "Enter leaves it blank")
