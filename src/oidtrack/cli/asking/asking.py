"""Questions on a terminal: the words go to stderr, Enter leaves blank, Ctrl-C and Ctrl-D stop without harm."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TypeVar

from oidtrack.cli.asking.keys import at_hand
from oidtrack.cli.asking.line import fitting, typed
from oidtrack.cli.session import Session
from oidtrack.errors import BadInput
from oidtrack.render.page.parts import Part

T = TypeVar("T")


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
    held = at_hand()
    try:
        if held is not None:
            return typed(fitting(question), held)
        sys.stderr.write(f"{fitting(question)} ")
        sys.stderr.flush()
        line = sys.stdin.readline()
    except EOFError:
        raise Stopped from None
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


def confirm(question: str) -> bool:
    """Whether the answer is yes; Enter, Ctrl-C and Ctrl-D are no."""
    try:
        return bool(yes_or_no(question))
    except Stopped:
        return False


def agreed(session: Session, question: str, *pages: Part, missing: tuple[str, str]) -> bool:
    """Whether the person says yes to what is shown; without somebody to ask that is an error.

    Args:
        session: Who is asked.
        question: What is asked.
        pages: Shown before.
        missing: What is missing where nobody may be asked, and how it is said then.

    Raises:
        MissingAnswer: Nobody may be asked.
    """
    if not session.interactive:
        raise session.need(*missing)
    for page in pages:
        session.tell(page)
    return confirm(question)


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
