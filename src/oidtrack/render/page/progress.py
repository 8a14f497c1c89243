"""How far a long command is: one line on stderr that comes after half a second and goes again.

A thread of its own waits and draws, so that work within one call of SQLite is shown too; rich is loaded in that
thread, and only when there is something to show.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

from msgspec import Struct

from oidtrack.domain.tick import Tick

AFTER_S, EVERY_S = 0.5, 0.1
"""Seconds until the line is shown, and between two looks at how far the work is. ENGINEERING."""
_BAR, _SPINNER = 20, 2
_SIGNS = {True: ("━", "─"), False: ("#", "-")}


class _Counted(Struct):
    """How far the work is; written by the one thread, read by the other."""

    done: int = 0
    of: int = 0

    def tick(self, done: int, of: int) -> None:
        self.done, self.of = done, of


@contextmanager
def progress(words: str, *, unicode: bool) -> Iterator[Tick]:
    """Show how far the work inside is, where it takes over half a second; nothing else may write meanwhile.

    Args:
        words: What is being done, up to some 30 signs.
        unicode: Whether the place shows more than ASCII.

    Yields:
        What the work may call to say how far it is.
    """
    counted, over = _Counted(), Event()
    thread = Thread(target=_draw, args=(words, counted, over, unicode), daemon=True)
    try:
        thread.start()
        yield counted.tick
    finally:
        # whatever ended it, Ctrl-C too: the line is gone before another word is written
        over.set()
        if thread.ident is not None:
            thread.join()


def line(words: str, done: int, of: int, width: int, *, unicode: bool) -> str:
    """The line: what is done and, where that is known, how far; the bar goes first where there is little room.

    Args:
        words: What is being done.
        done: How many are done.
        of: Of how many; 0 where nobody knows.
        width: Columns of the place.
        unicode: Whether the place shows more than ASCII.
    """
    if not of:
        return words
    full, empty = _SIGNS[unicode]
    filled = _BAR * min(done, of) // of
    far = f"{done} of {of}"
    whole = f"{words} {full * filled}{empty * (_BAR - filled)} {far}"
    return whole if len(whole) <= width else f"{words} {far}"


def _draw(words: str, counted: _Counted, over: Event, unicode: bool) -> None:
    if over.wait(AFTER_S):
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn
    from rich.table import Column

    class Line(Console):
        def show_cursor(self, show: bool = True) -> bool:  # noqa: ARG002 - as rich has it
            # a program that is stopped or killed could not bring it back
            return False

        def on_broken_pipe(self) -> None:
            # rich would turn stdout away too, and end the thread by ending the program
            raise BrokenPipeError

    console = Line(file=sys.stderr, force_terminal=True, color_system=None)
    text = TextColumn("{task.description}", markup=False, table_column=Column(no_wrap=True, overflow="crop"))
    # a terminal that has gone takes nothing with it: the work goes on
    with (
        suppress(OSError, ValueError),
        Progress(
            SpinnerColumn("line"),
            text,
            console=console,
            transient=True,
            auto_refresh=False,
            redirect_stdout=False,
            redirect_stderr=False,
        ) as shown,
    ):
        task = shown.add_task(words)
        while not over.wait(EVERY_S):
            far = line(words, counted.done, counted.of, console.width - _SPINNER, unicode=unicode)
            shown.update(task, description=far, refresh=True)
