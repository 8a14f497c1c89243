"""A text in the person's own editor, in a private file beside the journal."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from oidtrack.cli.asking import asking
from oidtrack.cli.session import Session
from oidtrack.domain.dose import printable
from oidtrack.errors import BadInput


def in_editor(session: Session, text: str, use: Callable[[str], None]) -> None:
    """Open a text, and hand over what it became; where that has a fault, offer it again. It is never lost.

    Args:
        session: Names the editor and the journal.
        text: What stands there first.
        use: What to do with it; it raises `BadInput` at a fault.

    Raises:
        BadInput: The editor cannot be started, or the fault was left in; then the file stays.
    """
    handle, name = tempfile.mkstemp(prefix=".form-", suffix=".toml", dir=session.place.parent)  # made with mode 0600
    path = Path(name)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    while True:
        _open(session, path)
        try:
            use(path.read_text(encoding="utf-8"))
        except (BadInput, UnicodeDecodeError) as error:
            fault = error if isinstance(error, BadInput) else BadInput("the form is not UTF-8 text", "")
            session.tell(fault.in_line)
            if not asking.agree("Open it again?"):
                raise BadInput(fault.message, _kept(session, path)) from None
        else:
            _remove(session, path)
            return


def _open(session: Session, path: Path) -> None:
    try:
        done = subprocess.run([*_words(session.editor), str(path)], check=False)  # noqa: S603 - the person named it
    except (OSError, ValueError):
        _remove(session, path)
        shown = printable(session.editor)
        raise BadInput(f"the editor '{shown}' cannot be started", "set EDITOR, or use options") from None
    if done.returncode:
        raise BadInput("the editor ended with a fault; nothing was changed", _kept(session, path))


def _words(editor: str, *, windows: bool = os.name == "nt") -> list[str]:
    """The command of an editor: the whole text where that is a program, blanks and all, else as a shell parts it.

    Args:
        editor: As EDITOR has it.
        windows: Whether a backslash parts folders, and a program may be a script that has to be looked up.

    Raises:
        ValueError: A quote is open.
    """
    if whole := shutil.which(editor):
        return [whole]
    if not windows:
        return shlex.split(editor)
    words = [word.strip('"') for word in shlex.split(editor, posix=False)]
    return [shutil.which(words[0]) or words[0], *words[1:]] if words else []


def _kept(session: Session, path: Path) -> str:
    words = f"your text is kept in {printable(str(path))}"
    return f"{words}, which is not encrypted: `oidtrack encrypt` removes it" if session.encrypted else words


def _remove(session: Session, path: Path) -> None:
    """Remove the text; beside an encrypted journal it is overwritten first."""
    if not session.encrypted:
        path.unlink()
        return
    from oidtrack.services.files.sealing import wipe

    wipe(path)
