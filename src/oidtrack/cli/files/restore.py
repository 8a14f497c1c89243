"""`oidtrack restore`: a backup in place of the journal."""

from __future__ import annotations

from typing import Annotated

import typer

from oidtrack.cli.asking.asking import agreed
from oidtrack.cli.params import Yes
from oidtrack.cli.session import Session
from oidtrack.cli.surroundings import file_path
from oidtrack.render.files.backup import RESTORE_SCHEMA, difference_page, restore_body, restored_page
from oidtrack.render.page.machine import document
from oidtrack.render.page.parts import Block
from oidtrack.services.files.backing_up import meant
from oidtrack.services.files.restoring import compare, restore
from oidtrack.services.opening import is_encrypted, may_ask

_QUESTION = "Put it in place of your journal, which is kept as a backup?"


def run(
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
        found = compare(path, session.place)
    kept = None
    missing = "your yes", f"oidtrack restore {file} --yes; --dry-run shows what would change"
    restoring = not dry_run and (yes or agreed(session, _QUESTION, difference_page(found), missing=missing))
    if restoring:
        with session.progress("Putting it in place") as tick:
            kept = restore(path, session.place, session.now, tick)
        if is_encrypted(path) and not session.encrypted:
            session.tell("The backup is encrypted. Your journal is not, and so is what it holds now.")
    if session.json:
        session.emit(document(RESTORE_SCHEMA, restore_body(found, kept, restored=restoring)))
    elif restoring:
        session.show(restored_page(found, kept))
    elif dry_run:
        session.show(Block((difference_page(found), "A dry run: nothing was changed.")))
    else:
        session.tell("Nothing was changed.")
