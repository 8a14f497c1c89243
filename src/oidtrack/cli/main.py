"""Where a run begins: what was typed goes to what answers it, and the one boundary for errors."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from importlib import import_module
from itertools import takewhile
from pathlib import Path
from typing import TextIO, cast

from oidtrack import __version__
from oidtrack.cli.options import typed_plainly
from oidtrack.cli.session import PIPED, Session
from oidtrack.cli.surroundings import region, session_from, shows_more, width
from oidtrack.cli.table import AT_ONCE, BEFORE_ALL, GLOBAL_FLAGS, READ_AT_ONCE
from oidtrack.errors import INTERRUPTED, LeftOff, OidtrackError, Refused
from oidtrack.render.page.console import finished
from oidtrack.services.opening import ask_with

FAILURE = 1


def run(arguments: list[str]) -> int:
    """Run the program and give its exit code. Nothing that a person or a disk can cause escapes as a traceback."""
    _fill_holes()
    try:
        return _guarded(arguments)
    finally:
        _drop_broken()


def _guarded(arguments: list[str]) -> int:
    try:
        code = _called(arguments)
        # now, while a full disk or a closed pipe can still be told
        sys.stdout.flush()
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
        return _before_all(words[0], typed, db, PIPED if "--plain" in arguments else width(os.environ))
    session, show = session_from(os.environ), _at_once(arguments, words, db)
    if show is not None:
        return _shown(show, session, arguments, db or None)
    from oidtrack.cli.commands import invoke

    return invoke(arguments, session)


def _at_once(arguments: list[str], words: list[str], db: str) -> Callable[[Session], None] | None:
    """What answers, where so much was typed that it is plain; all else is for the option parser to judge."""
    if db.startswith("-") or {"--db=", ""} & set(arguments):
        return None
    command = tuple(takewhile(lambda word: not word.startswith("-"), words))
    options = words[len(command) :]
    if command in AT_ONCE and set(options) <= set(GLOBAL_FLAGS):
        return cast("Callable[[Session], None]", import_module(AT_ONCE[command]).show)
    if len(command) == 1 and command[0] in READ_AT_ONCE:
        module = import_module(READ_AT_ONCE[command[0]])
        typed = typed_plainly(options, module.OPTIONS, GLOBAL_FLAGS)
        return None if typed is None else partial(module.show, typed=typed)
    return None


def _shown(show: Callable[[Session], None], session: Session, flags: list[str], db: str | None) -> int:
    from oidtrack.cli.around import around, with_options

    asked = with_options(session, flags, db)
    with around(asked):
        show(asked)
    return 0


def _before_all(command: str, typed: list[str], db: str, width: int) -> int:
    """The two commands that need neither the option parser nor a journal."""
    unicode = shows_more(sys.stdout, os.environ)
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


def _country(db: str) -> str | None:
    """The country of the profile, without ever standing in the way of the numbers."""
    from oidtrack.services.journal.profile import load_profile

    try:
        session = session_from({**os.environ, **({"OIDTRACK_DB": db} if db else {})})
        with session.journal_if_any() as journal:
            return None if journal is None else load_profile(journal).country
    except Exception:  # noqa: BLE001 - whatever is wrong with the journal, the numbers are shown
        return None


def _tell(message: str, hint: str, article: str = "") -> None:
    text = f"error: {message}\n" + (f"hint: {hint}\n" if hint else "")
    text += f"read: oidtrack guide {article}\n" if article else ""
    if sys.stderr.isatty():
        from oidtrack.render.page.text import folded_lines

        text = folded_lines(text, width(os.environ))
    with suppress(BrokenPipeError):
        sys.stderr.write(finished(text, unicode=shows_more(sys.stderr, os.environ)))
