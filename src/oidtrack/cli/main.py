"""The only place that reads the clock and the environment, and the one boundary for errors."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TextIO

from oidtrack import __version__
from oidtrack.cli.session import Session, journal_path
from oidtrack.cli.table import BEFORE_ALL
from oidtrack.errors import BadInput, OidtrackError, Refused
from oidtrack.render.page.console import finished, fits
from oidtrack.services.opening import ask_with

FAILURE, INTERRUPTED = 1, 130
_LONGEST_WIDTH = 6
GLOBAL_FLAGS = ("--json", "--no-color", "--no-input")


def run(arguments: list[str]) -> int:
    """Run the program and give its exit code. Nothing that a person or a disk can cause escapes as a traceback."""
    _fill_holes()
    try:
        return _guarded(arguments)
    finally:
        _drop_broken()


def _guarded(arguments: list[str]) -> int:
    try:
        return _run(arguments)
    except OidtrackError as error:
        _tell(error.message, error.hint, error.article if isinstance(error, Refused) else "")
        return error.exit_code
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. Nothing that was not saved before is in the journal.\n")
        return INTERRUPTED
    except BrokenPipeError:
        # pages come after saving: the reader has gone, and what was saved is saved. A script must not try again
        return 0
    except OSError as error:
        _drop(sys.stdout)
        _tell(f"something could not be read or written: {error.strerror}", "`oidtrack list` shows what was saved")
        return FAILURE
    except Exception as error:
        if os.environ.get("OIDTRACK_DEBUG"):
            raise
        _tell(f"something inside oidtrack went wrong ({type(error).__name__})", "OIDTRACK_DEBUG=1 shows where")
        return FAILURE


def _run(arguments: list[str]) -> int:
    code = _called(arguments)
    # now, while a full disk or a closed pipe can still be told
    sys.stdout.flush()
    return code


def _called(arguments: list[str]) -> int:
    ask_with(None)  # the commands say who is asked; `crisis` and the Tab key ask nobody
    words, db = _from_the_command_on(arguments)
    if words[:1] in (["--version"], ["-V"]):
        sys.stdout.write(f"oidtrack {__version__}\n")
        return 0
    if words[:1] == ["__complete"]:
        from oidtrack.cli.help import completing

        return completing.run(words[1:])
    if words[:1] and words[0] in BEFORE_ALL:
        return _before_all(words[0], [*words[1:], *(["--json"] if "--json" in arguments else [])], db)
    from oidtrack.cli.commands import invoke

    return invoke(arguments, session_from(dict(os.environ)))


def _before_all(command: str, typed: list[str], db: str) -> int:
    """The two commands that need neither the option parser nor a journal."""
    if command == "guide":
        from oidtrack.cli.help import guide

        return guide.run(typed, _columns())
    from oidtrack.cli.help import crisis

    return crisis.run(typed, crisis.Here(_country(db), region(os.environ), _columns()))


def _from_the_command_on(arguments: list[str]) -> tuple[list[str], str]:
    """The words without the global options that go before them, and the journal that those name."""
    words, db = list(arguments), ""
    while words:
        name, equals, value = words[0].partition("=")
        if name == "--db" and equals:
            db, words = value, words[1:]
        elif name == "--db" and len(words) > 1:
            db, words = words[1], words[2:]
        elif words[0] in GLOBAL_FLAGS:
            words = words[1:]
        else:
            break
    return words, db


def _fill_holes() -> None:
    """Give a stream that was closed before we started a place to read nothing from and write nowhere to."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - open to the end


def _drop(stream: TextIO) -> None:
    """Let nothing be written there any more: its reader has gone, or its disk is full."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _drop_broken() -> None:
    """Drop what can no longer be written, before the interpreter tries to and ends with a code of its own."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            _drop(stream)


def session_from(environment: dict[str, str]) -> Session:
    """The session that the surroundings make; options of the command line come on top.

    Raises:
        BadInput: OIDTRACK_NOW is no ISO time with an offset, or OIDTRACK_DB begins with the home of nobody.
    """
    path = environment.get("OIDTRACK_DB")
    set_now = environment.get("OIDTRACK_NOW")
    plain = bool(environment.get("NO_COLOR")) or environment.get("TERM") == "dumb" or not sys.stdout.isatty()
    return Session(
        now=_set_clock(set_now) if set_now else datetime.now().astimezone(),  # noqa: TID251 - the one clock
        db=journal_path(path) if path else None,
        interactive=sys.stdin.isatty(),
        colour=not plain,
        unicode=fits(sys.stdout.encoding),
        width=_width(environment),
        editor=environment.get("VISUAL") or environment.get("EDITOR") or ("notepad" if os.name == "nt" else "vi"),
        height=_height(),
        clock_is_set=bool(set_now),
        passphrase_command=environment.get("OIDTRACK_PASSPHRASE_COMMAND", "").strip(),
        new_passphrase_command=environment.get("OIDTRACK_NEW_PASSPHRASE_COMMAND", "").strip(),
        region=region(environment),
    )


def _set_clock(text: str) -> datetime:
    try:
        now = datetime.fromisoformat(text)
    except ValueError:
        now = None
    if now is None or now.utcoffset() is None:
        raise BadInput("OIDTRACK_NOW is no ISO time with an offset", "for example 2026-11-22T21:00:00-05:00")
    return now


def _width(environment: dict[str, str]) -> int:
    columns = environment.get("COLUMNS", "")
    return min(max(int(columns), 40), 1000) if columns.isdecimal() and len(columns) <= _LONGEST_WIDTH else 80


def _columns() -> int:
    """Columns of the terminal, for the pages that are folded to it; those of COLUMNS where there is none."""
    with suppress(OSError, ValueError):
        return min(max(os.get_terminal_size(sys.stdout.fileno()).columns, 30), 1000)
    return _width(dict(os.environ))


def region(environment: Mapping[str, str]) -> str | None:
    """The country in the language setting (`de_AT.UTF-8` is AT), or None where it names none."""
    set_to = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environment.get(name))), "")
    found = re.match(r"[A-Za-z]{2,3}_([A-Z]{2})(?![A-Za-z])", set_to)
    return found[1] if found else None


def _height() -> int | None:
    """Rows of the terminal; a pager that is less then keeps colour and ends by itself on a short page."""
    if not sys.stdout.isatty():
        return None
    os.environ.setdefault("LESS", "FIRX")
    with suppress(OSError, ValueError):
        return os.get_terminal_size(sys.stdout.fileno()).lines
    return None


def _country(db: str) -> str | None:
    """The country of the profile, without ever standing in the way of the numbers."""
    from oidtrack.services.journal.profile import load_profile

    try:
        session = session_from({**os.environ, **({"OIDTRACK_DB": db} if db else {})})
        journal = session.journal_if_any()
        if journal is None:
            return None
        with journal:
            return load_profile(journal).country
    except Exception:  # noqa: BLE001 - whatever is wrong with the journal, the numbers are shown
        return None


def _tell(message: str, hint: str, article: str = "") -> None:
    text = f"error: {message}\n" + (f"hint: {hint}\n" if hint else "")
    text += f"read: oidtrack guide {article}\n" if article else ""
    with suppress(BrokenPipeError):
        sys.stderr.write(finished(text, colour=False, unicode=fits(sys.stderr.encoding)))
