"""The only place that reads the clock and the environment, and the one boundary for errors."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from importlib import import_module
from itertools import takewhile
from pathlib import Path
from typing import TextIO

from oidtrack import __version__
from oidtrack.cli.session import PIPED, Session, journal_path
from oidtrack.cli.table import AT_ONCE, BEFORE_ALL
from oidtrack.errors import INTERRUPTED, BadInput, LeftOff, OidtrackError, Refused
from oidtrack.render.page.console import finished, fits
from oidtrack.services.opening import ask_with

FAILURE = 1
_LONGEST_WIDTH = 6
GLOBAL_FLAGS = ("--json", "--no-color", "--plain", "--no-input")
_NARROWEST, _WIDEST = 40, 120
_LESS = "FIRX -Ps?e(the end; q leaves):(space goes on, q leaves).$"
"""Colour kept, a short page shown at once, what was shown left standing; the last line says which keys there are."""
_MANY_COLOURS = ("256color", "kitty", "alacritty", "ghostty", "foot", "direct")
"""Ends of the names of terminals that have 256 colours and more."""


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
    except (KeyboardInterrupt, LeftOff):
        sys.stderr.write("\nStopped. Nothing that was not saved before is in the journal.\n")
        return INTERRUPTED
    except BrokenPipeError:
        # pages come after saving: the reader has gone, and what was saved is saved. A script must not try again
        return 0
    except OSError as error:
        _drop(sys.stdout)
        _tell(f"something could not be read or written: {error.strerror}", "`oidtrack list` shows what was saved")
        return FAILURE
    except Exception as error:  # noqa: BLE001 - a fault of ours is one line, without what the error quotes
        hint = "OIDTRACK_DEBUG=1 shows where"
        if os.environ.get("OIDTRACK_DEBUG"):
            import traceback

            # places alone: what an error says may quote the journal, and this is what people send to others
            traceback.print_tb(error.__traceback__)
            hint = ""
        _tell(f"something inside oidtrack went wrong ({type(error).__name__})", hint)
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
        typed = [*words[1:], *(["--json"] if "--json" in arguments else [])]
        return _before_all(words[0], typed, db, PIPED if "--plain" in arguments else _width(os.environ))
    if at_once := _at_once(arguments, words, db):
        return _shown(at_once, session_from(os.environ), arguments, db or None)
    from oidtrack.cli.commands import invoke

    return invoke(arguments, session_from(os.environ))


def _at_once(arguments: list[str], words: list[str], db: str) -> str:
    """The module that answers what was typed, in so many words; all else is for the option parser to judge."""
    command = tuple(takewhile(lambda word: word not in GLOBAL_FLAGS, words))
    is_plain = set(words[len(command) :]) <= set(GLOBAL_FLAGS) and not {"--db=", ""} & set(arguments)
    return AT_ONCE.get(command, "") if is_plain and not db.startswith("-") else ""


def _shown(module: str, session: Session, flags: list[str], db: str | None) -> int:
    from oidtrack.cli.around import around, with_options

    asked = with_options(session, flags, db)
    with around(asked):
        import_module(module).show(asked)
    return 0


def _before_all(command: str, typed: list[str], db: str, width: int) -> int:
    """The two commands that need neither the option parser nor a journal."""
    unicode = _shows_more(sys.stdout, os.environ)
    if command == "guide":
        from oidtrack.cli.help import guide

        return guide.run(typed, width, unicode=unicode)
    from oidtrack.cli.help import crisis

    return crisis.run(typed, crisis.Here(_country(db), region(os.environ), width, unicode))


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
        unicode=_shows_more(sys.stdout, environment),
        width=_width(environment),
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


def _shows_more(stream: TextIO, environment: Mapping[str, str]) -> bool:
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


def _width(environment: Mapping[str, str]) -> int:
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
    if sys.stderr.isatty():
        from oidtrack.render.page.text import folded_lines

        text = folded_lines(text, _width(os.environ))
    with suppress(BrokenPipeError):
        sys.stderr.write(finished(text, unicode=_shows_more(sys.stderr, os.environ)))
