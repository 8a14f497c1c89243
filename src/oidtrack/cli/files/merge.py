"""`oidtrack merge`: bring another journal into this one."""

from __future__ import annotations

from typing import Annotated

import typer

from oidtrack.cli.session import Session
from oidtrack.cli.surroundings import file_path
from oidtrack.render.files.merge import SCHEMA, merge_block, merge_body
from oidtrack.render.page.parts import Item
from oidtrack.services.files.backing_up import before
from oidtrack.services.files.importing import save
from oidtrack.services.files.merging import Merge, compare_journals
from oidtrack.services.opening import borrow


def run(
    session: Session,
    file: Annotated[str, typer.Argument(metavar="FILE", help="The other journal.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would come in.")] = False,
) -> None:
    """Bring another journal into yours, such as a copy that a synchronised folder made.

    What is here already is left out, so it can be done twice. An entry that was
    changed there alone is brought up to date; one that was changed or deleted
    here stays as it is here. The other file is never changed, and one undo takes
    all of it back.

    Examples:
      oidtrack merge "journal (conflicted copy).db" --dry-run
      oidtrack merge old-laptop.db
    """
    found = _compared(session, file)
    for note in found.incoming.notes:
        session.tell(Item("Note:", note))
    saving = bool(found.incoming.new or found.incoming.changed) and not dry_run
    if saving:
        with session.progress("Saving") as tick:
            before(session.place, "merge", session.now)
            with session.journal() as journal:
                save(journal, found.incoming, session.at_utc, "merge", tick)
    session.answer(SCHEMA, lambda: merge_body(found, saved=saving), lambda: merge_block(found, saved=saving))


def _compared(session: Session, file: str) -> Merge:
    other_file = borrow(file_path(file, "oidtrack merge other.db"), session.place)
    with other_file as other, session.journal_if_any() as own, session.progress("Reading both journals"):
        return compare_journals(own, other)
