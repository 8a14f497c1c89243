"""A long page through the person's pager. Nothing is written to a file, and a pager that fails loses no page."""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import suppress


def page_through(text: str, pager: str | None) -> None:
    """Hand finished text to a pager, colour and all; where that fails, or there is none, show it.

    Args:
        text: The page.
        pager: A command, empty for none, None for the usual one.
    """
    command = _usual() if pager is None else pager.strip()
    if not (command and _paged(text, command)):
        sys.stdout.write(text)


def _usual() -> str:
    return next((name for name in ("less", "more") if shutil.which(name)), "")


def _paged(text: str, command: str) -> bool:
    """Whether the pager took the page and ended well."""
    sys.stdout.flush()
    try:
        # a command line as the person wrote it, with its own options, pipes and quotes: git reads PAGER so too
        paging = subprocess.Popen(command, shell=True, stdin=subprocess.PIPE)  # noqa: S602
    except OSError:
        return False
    # a pager that was left before the end of the page has closed the pipe: that is no fault
    with suppress(OSError, KeyboardInterrupt):
        paging.communicate(text.encode(sys.stdout.encoding or "utf-8", "replace"))
    while True:
        try:
            return paging.wait() == 0
        except KeyboardInterrupt:  # Ctrl-C in the pager is the pager's
            continue
