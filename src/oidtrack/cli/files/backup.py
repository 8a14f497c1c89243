"""`oidtrack backup` and `restore`: a copy of the journal, or one read through; and one in its place."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from oidtrack.cli.asking.asking import agreed
from oidtrack.cli.params import Yes
from oidtrack.cli.session import Session
from oidtrack.cli.surroundings import file_path
from oidtrack.errors import BadInput, NothingFound
from oidtrack.render.files.backup import (
    RESTORE_SCHEMA,
    SCHEMA,
    backup_body,
    backup_page,
    backups_page,
    difference_page,
    restore_body,
    restored_page,
)
from oidtrack.render.page.machine import document
from oidtrack.render.page.parts import Block
from oidtrack.services.files import restoring
from oidtrack.services.files.backing_up import folder_of, listed, meant
from oidtrack.services.files.verifying import Checked, make, verify
from oidtrack.services.opening import is_encrypted, may_ask

_QUESTION = "Put it in place of your journal, which is kept as a backup?"


def backup(
    session: Session,
    file: Annotated[str, typer.Argument(metavar="[FILE]", help="Where it goes; else the folder for backups.")] = "",
    check: Annotated[str, typer.Option("--verify", metavar="FILE", help="Read a backup through.")] = "",
    every: Annotated[bool, typer.Option("--list", help="Show the backups there are.")] = False,
) -> None:
    """Copy your journal into the folder `backups` beside it, or to a file.

    One is made by itself once a day of use, before an import, a merge and a
    restore, and after a purge. Those stay for 7 days of use, one a week for 5
    weeks and one a month for 12; the ones you make stay until you remove them or
    purge an entry. A backup holds all that your journal holds. On another disk
    it outlives this one: name a file there.

    Examples:
      oidtrack backup
      oidtrack backup copy.db
      oidtrack backup --list
      oidtrack backup --verify copy.db
    """
    if bool(file) + bool(check) + every > 1:
        raise BadInput("only one of FILE, --verify and --list is meant", "`oidtrack backup --help` shows each")
    found: Checked | None = None
    if check:
        found = _verified(session, meant(file_path(check, "oidtrack backup --verify copy.db"), session.place))
    elif not every:
        target = file_path(file, "oidtrack backup copy.db") if file else None
        session.unlock()
        with session.progress("Copying and reading through"):
            found = make(session.place, session.now, target)
    _show(session, found, made=not check)


def _verified(session: Session, file: Path) -> Checked:
    """A backup, read through; the passphrase of an encrypted one is asked for within."""
    with session.progress("Reading it through", asks=may_ask(file)):
        return verify(file, session.place)


def _show(session: Session, found: Checked | None, *, made: bool) -> None:
    there = listed(session.place)
    if found is None and not there and not session.json:
        raise NothingFound("there is no backup yet", "`oidtrack backup` makes one")
    session.answer(
        SCHEMA,
        lambda: backup_body(found, there, made=made),
        lambda: backups_page(there, Path(folder_of(session.place))) if found is None else backup_page(found, made=made),
        long=found is None,
    )


def restore(
    session: Session,
    file: Annotated[str, typer.Argument(metavar="FILE", help="A backup, by its path or its name in backups.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    yes: Yes = False,
) -> None:
    """Put a backup in place of your journal, after showing what that changes.

    Your journal as it is now is kept first, in the folder `backups`, and the
    backup stays too: restoring the one that was kept takes it back. What is
    damaged, foreign or of a newer oidtrack is refused. `oidtrack backup --list`
    shows the backups there are; `oidtrack merge FILE` adds what is only there.

    Examples:
      oidtrack restore copy.db --dry-run
      oidtrack restore copy.db --yes
    """
    path = meant(file_path(file, "oidtrack restore copy.db"), session.place)
    with session.progress("Reading both through", asks=session.encrypted or may_ask(path)):
        found = restoring.compare(path, session.place)
    kept = None
    missing = "your yes", f"oidtrack restore {file} --yes; --dry-run shows what would change"
    replacing = not dry_run and (yes or agreed(session, _QUESTION, difference_page(found), missing=missing))
    if replacing:
        with session.progress("Putting it in place") as tick:
            kept = restoring.restore(path, session.place, session.now, tick)
        if is_encrypted(path) and not session.encrypted:
            session.tell("The backup is encrypted. Your journal is not, and so is what it holds now.")
    if session.json:
        session.emit(document(RESTORE_SCHEMA, restore_body(found, kept, restored=replacing)))
    elif replacing:
        session.show(restored_page(found, kept))
    elif dry_run:
        session.show(Block((difference_page(found), "A dry run: nothing was changed.")))
    else:
        session.tell("Nothing was changed.")
