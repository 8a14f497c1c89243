"""How far a study is, on stderr of a terminal alone, as the program says it of its own long commands."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from typing import TypeVar

from oidtrack.domain.tick import quiet, ticking
from oidtrack.render.page.console import fits
from oidtrack.render.page.progress import progress

_T = TypeVar("_T")


def watched(items: Iterable[_T], of: int, words: str) -> Iterator[_T]:
    """The items one by one.

    Args:
        items: What is waited for.
        of: How many they are.
        words: What the study does.
    """
    shows = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
    with progress(words, unicode=fits(sys.stderr.encoding)) if shows else nullcontext(quiet) as tick:
        yield from ticking(items, of, tick)
