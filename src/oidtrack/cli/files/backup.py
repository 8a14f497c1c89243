"""`oidtrack backup`: a copy of the journal, now; or one read through; or all of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from oidtrack.cli.session import Session
from oidtrack.cli.surroundings import file_path
from oidtrack.errors import BadInput, NothingFound
from oidtrack.render.files.backup import SCHEMA, backup_body, backup_page, backups_page
from oidtrack.services.files.backing_up import folder_of, listed, meant
from oidtrack.services.files.verifying import Checked, make, verify
from oidtrack.services.opening import may_ask


def run(
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
