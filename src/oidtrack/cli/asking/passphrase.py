"""Where a passphrase comes from: a command, the keyring, or the person, in this order. Never from an option.

Loaded only where a file is encrypted or is to be.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from oidtrack.cli.session import Session
from oidtrack.domain.dose import printable
from oidtrack.errors import BadInput, LeftOff, WrongPassphrase
from oidtrack.services.opening import recalled, shown

TRIES = 3
COMMAND, NEW_COMMAND = "OIDTRACK_PASSPHRASE_COMMAND", "OIDTRACK_NEW_PASSPHRASE_COMMAND"
LONGEST, PATIENCE_S = 4096, 60.0
"""Bytes that a command may print, and seconds that it may take: somebody may have to touch a key. ENGINEERING."""
_DYING_S = 1.0
SHORT = 12
"""Signs below which a passphrase is said to be short. ENGINEERING."""


def answers(session: Session, path: Path) -> Iterator[str]:
    """What may open an encrypted file, one after the other, until one does.

    A person has three tries, or as many as it takes where the journal was open before in this run: then something
    that was typed meanwhile waits to be saved.

    Args:
        session: Says whether somebody can be asked, and names the command.
        path: The file.

    Raises:
        MissingAnswer: There is neither a command nor anybody to ask, or nothing was answered.
        WrongPassphrase: None of them did.
        BadInput: The command fails.
    """
    said = ""
    for words, wrong in _unasked(session, path):
        yield words
        said = wrong
    more = "`oidtrack doctor` says what else it may be" if _is_own(session, path) else "that file may be damaged"
    if session.interactive:
        yield from _asked(session, path, said)
        back = "nothing was saved: the arrow up brings back the line that you typed"
        raise WrongPassphrase(_wrong(path), f"{back}; if it was right, {more}")
    if not said:
        hint = f"{COMMAND} names a command that prints it; if it never had one: `oidtrack doctor`"
        raise session.need(f"the passphrase of {shown(path)}", hint)
    hint = f"look at what {COMMAND} prints" if session.passphrase_command else said.removesuffix(".")
    raise WrongPassphrase(_wrong(path), f"{hint}; if that is right, {more}")


def _is_own(session: Session, path: Path) -> bool:
    """Whether a file is the journal that is in use."""
    return os.path.realpath(path) == os.path.realpath(session.place)


def _wrong(path: Path) -> str:
    return f"wrong passphrase for {shown(path)}; nothing was changed"


def _unasked(session: Session, path: Path) -> Iterator[tuple[str, str]]:
    """What is there without asking, each with what is said where it is wrong."""
    if session.passphrase_command:
        words = session.printed(lambda: printed(session.passphrase_command, COMMAND))
        yield words, f"What {COMMAND} prints does not open {shown(path)}."
    if remembered := recalled(path):
        yield remembered, f"What the keyring holds does not open {shown(path)}."


def _asked(session: Session, path: Path, said: str) -> Iterator[str]:
    own = _is_own(session, path)
    if not own:
        said = ""  # another file has a passphrase of its own, and no fault is in that
    for tried in count(1):
        if said:
            session.tell(said)
        words = _secret(f"Passphrase of {'your journal' if own else shown(path)}: ")
        if not words:
            raise session.need(f"the passphrase of {shown(path)}", "nothing was changed; do it again with it")
        yield words
        if tried >= TRIES and not session.in_use:
            return
        said = "That does not open it."


def new_passphrase(session: Session, what: str, command: tuple[str, str]) -> str:
    """A new passphrase: from a command, else typed twice.

    Args:
        session: Says whether somebody can be asked.
        what: What it is for, in words.
        command: A command that prints it, or nothing, and the name of what names that.

    Raises:
        MissingAnswer: There is neither a command nor anybody to ask, or nothing was answered.
        BadInput: The two differ, three times; or the command fails.
    """
    if command[0]:
        return printed(*command)
    if not session.interactive:
        raise session.need(f"a new passphrase for {what}", f"{command[1]} names a command that prints it")
    for _ in range(TRIES):
        words = _secret(f"New passphrase for {what}: ")
        if not words:
            raise session.need(f"a new passphrase for {what}", "nothing was changed; several words are good")
        if _secret("The same again: ") == words:
            if len(words) < SHORT:
                session.tell("That is short, and short ones can be guessed. Several words are better.")
            return words
        session.tell("The two are not the same.")
    raise BadInput("the two passphrases were not the same; nothing was changed", "do it again, slowly")


def printed(command: str, name: str) -> str:
    """The first line that a command prints. No shell is in between.

    Args:
        command: With its words, quoted as for a shell.
        name: What names it, for the errors.

    Raises:
        BadInput: It cannot be started, fails, takes too long, or prints nothing or too much.
    """
    try:
        words = shlex.split(command)
        # a reader of its own: what the command leaves running may keep the pipe open
        source = (
            None if sys.stdin.isatty() else subprocess.DEVNULL
        )  # what is piped in is the entry's, not the command's
        process = subprocess.Popen(words, stdin=source, stdout=subprocess.PIPE)  # noqa: S603 - the person named it
    except (OSError, ValueError, IndexError):
        raise BadInput(f"{name} names '{printable(command)}', which cannot be started", f"set {name} anew") from None
    data = _read(process)
    if data is None:
        raise BadInput(f"the command that {name} names took too long or printed too much", "try it by itself")
    if process.returncode:
        raise BadInput(f"the command that {name} names ended with {process.returncode}", "try it by itself")
    try:
        line = data.decode().split("\n", 1)[0].rstrip("\r")
    except UnicodeDecodeError:
        raise BadInput(f"the command that {name} names printed no UTF-8 text", "try it by itself") from None
    if not line:
        raise BadInput(f"the command that {name} names printed nothing", "try it by itself")
    return line


def _read(process: subprocess.Popen[bytes]) -> bytes | None:
    """What a command prints; None where that is too much, or does not come to an end."""
    from threading import Thread

    assert process.stdout is not None
    pipe, found = process.stdout, []
    reader = Thread(target=lambda: found.append(pipe.read(LONGEST + 1)), daemon=True)
    reader.start()
    reader.join(PATIENCE_S)
    whole = bool(found) and len(found[0]) <= LONGEST
    try:
        process.wait(PATIENCE_S if whole else 0)
    except subprocess.TimeoutExpired:
        whole = False
        process.kill()
        process.wait()
    reader.join(_DYING_S)
    if not reader.is_alive():
        pipe.close()
    return found[0] if whole else None


def _secret(question: str) -> str:
    """A line that is not shown while it is typed.

    Raises:
        LeftOff: Ctrl-C or Ctrl-D.
    """
    from getpass import getpass

    try:
        return getpass(question, sys.stderr)
    except (EOFError, KeyboardInterrupt):
        raise LeftOff from None
