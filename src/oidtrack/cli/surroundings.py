"""The only place that reads the clock and what stands around the program: variables, the window, the locale."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TextIO

from oidtrack.cli.session import PIPED, Session
from oidtrack.domain.dose import printable
from oidtrack.errors import BadInput
from oidtrack.render.page.console import fits

_LONGEST_WIDTH = 6
_NARROWEST, _WIDEST = 40, 120
_LESS = "FIRX -Ps?e(the end; q leaves):(space goes on, q leaves).$"
"""Colour kept, a short page shown at once, what was shown left standing; the last line says which keys there are."""
_MANY_COLOURS = ("256color", "kitty", "alacritty", "ghostty", "foot", "direct")
"""Ends of the names of terminals that have 256 colours and more."""


def session_from(environment: Mapping[str, str]) -> Session:
    """The session that the surroundings make; options of the command line come on top.

    Raises:
        BadInput: OIDTRACK_NOW is no ISO time with an offset, or OIDTRACK_DB begins with the home of nobody.
    """
    path = environment.get("OIDTRACK_DB")
    set_now = environment.get("OIDTRACK_NOW")
    return Session(
        now=_set_clock(set_now) if set_now else datetime.now().astimezone(),  # noqa: TID251 - the one clock
        db=journal_path(path) if path else None,
        interactive=sys.stdin.isatty(),
        colours=_colours(environment),
        unicode=shows_more(sys.stdout, environment),
        width=width(environment),
        editor=environment.get("VISUAL") or environment.get("EDITOR") or ("notepad" if os.name == "nt" else "vi"),
        window=sys.stdout.isatty(),
        redraws=sys.stderr.isatty() and environment.get("TERM") != "dumb" and not _is_old_console(),
        height=_height(),
        moves=sys.stderr.isatty() and environment.get("TERM", "dumb") != "dumb",
        pager=_pager(environment),
        clock_is_set=bool(set_now),
        passphrase_command=environment.get("OIDTRACK_PASSPHRASE_COMMAND", "").strip(),
        new_passphrase_command=environment.get("OIDTRACK_NEW_PASSPHRASE_COMMAND", "").strip(),
        region=region(environment),
    )


def _colours(environment: Mapping[str, str]) -> int:
    """How many colours stdout may carry; who wants none is heard before who wants them everywhere."""
    term = environment.get("TERM", "")
    if environment.get("NO_COLOR"):
        return 0
    if not environment.get("FORCE_COLOR") and (term == "dumb" or not sys.stdout.isatty() or _is_old_console()):
        return 0
    many = environment.get("COLORTERM", "").lower() in {"truecolor", "24bit"} or term.endswith(_MANY_COLOURS)
    return 256 if many else 16


def _is_old_console() -> bool:
    """Whether this is a console of Windows that shows codes as signs."""
    if os.name != "nt":
        return False
    from oidtrack.cli.console_modes import understands_codes

    return not understands_codes()


def shows_more(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Whether more than ASCII can be shown: the locale is asked, since in the one named C Python writes UTF-8."""
    if not fits(stream.encoding):
        return False
    named = next((environment[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if environment.get(name)), "")
    if named or os.name == "nt":
        return named not in {"C", "POSIX"}
    import locale

    return locale.setlocale(locale.LC_CTYPE) not in {"C", "POSIX"}


def _pager(environment: Mapping[str, str]) -> str | None:
    """The person's pager; none where it is said so with an empty one, or where none could move the cursor."""
    usual = "" if os.name == "nt" or environment.get("TERM") == "dumb" else None
    return environment.get("PAGER", usual)


def _set_clock(text: str) -> datetime:
    try:
        now = datetime.fromisoformat(text)
    except ValueError:
        now = None
    if now is None or now.utcoffset() is None:
        raise BadInput("OIDTRACK_NOW is no ISO time with an offset", "for example 2026-11-22T21:00:00-05:00")
    return now


def width(environment: Mapping[str, str]) -> int:
    """Columns of a page: COLUMNS, else those of the window; a pipe gets no more than 80."""
    said, shown = environment.get("COLUMNS", ""), sys.stdout.isatty()
    columns = int(said) if said.isdecimal() and len(said) <= _LONGEST_WIDTH else 0
    if shown and not columns:
        with suppress(OSError, ValueError):
            columns = os.get_terminal_size(sys.stdout.fileno()).columns
    return min(max(columns or PIPED, _NARROWEST), _WIDEST if shown else PIPED)


def region(environment: Mapping[str, str]) -> str | None:
    """The country in the language setting (`de_AT.UTF-8` is AT), or None where it names none."""
    set_to = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environment.get(name))), "")
    found = re.match(r"[A-Za-z]{2,3}_([A-Z]{2})(?![A-Za-z])", set_to)
    return found[1] if found else None


def _height() -> int | None:
    """Rows of the terminal; a pager that is less then keeps colour and ends by itself on a short page."""
    if not sys.stdout.isatty():
        return None
    os.environ.setdefault("LESS", _LESS)
    if (sys.stdout.encoding or "").lower().replace("-", "") == "utf8":
        # the page is written so; less asks for a locale, which a named one need not be
        os.environ.setdefault("LESSCHARSET", "utf-8")
    with suppress(OSError, ValueError):
        return os.get_terminal_size(sys.stdout.fileno()).lines
    return None


def file_path(text: str, example: str, nameless: str = "the file has no name") -> Path:
    """Where a file is or is to be, as it was named.

    Args:
        text: As typed.
        example: What might be typed instead, said where nothing was named.
        nameless: What is said then.

    Raises:
        BadInput: Nothing was named, or the home of nobody.
    """
    if not text.strip():
        raise BadInput(nameless, f"for example {example}")
    try:
        return Path(text).expanduser()
    except RuntimeError:
        raise BadInput(f"'{printable(text)}' begins with the home of nobody here", "name the whole path") from None


def journal_path(text: str) -> Path:
    """Where the journal is to be, as it was named.

    Raises:
        BadInput: As for `file_path`.
    """
    return file_path(text, "--db ~/journal.db", "--db names no file")
