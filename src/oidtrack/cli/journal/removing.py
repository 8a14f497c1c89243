"""`oidtrack delete` and `purge`: remove an entry, and for good."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from oidtrack.cli.asking import asking
from oidtrack.cli.asking.asking import agreed
from oidtrack.cli.params import Yes, parse_id
from oidtrack.cli.session import Session
from oidtrack.domain.dose import counted, printable
from oidtrack.errors import BadInput
from oidtrack.render.journal.document import entry_body
from oidtrack.render.journal.entries import listing_page
from oidtrack.render.page.parts import Block, Part, Verbatim
from oidtrack.services.files.backing_up import purge_for_good
from oidtrack.services.journal import record
from oidtrack.services.journal.kept import entry
from oidtrack.services.journal.purging import old_copies, require_traces
from oidtrack.services.opening import BACKUPS, shown

DELETE, PURGE = "oidtrack/delete/1", "oidtrack/purge/1"
_OTHERS = {"m": "a medicine ends with `oidtrack med stop`", "p": "a plan stays in the journal as it was"}


def delete(
    session: Session,
    name: Annotated[str, typer.Argument(metavar="ID", help="An entry such as e12.")],
    yes: Yes = False,
) -> None:
    """Remove an entry. `oidtrack undo` brings it back.

    Examples:
      oidtrack delete e12
      oidtrack delete e12 --yes
    """
    other = _OTHERS.get(name.strip().lower()[:1])
    if other:
        raise BadInput(f"'{printable(name)}' is no entry", other)
    entry_id = parse_id(name, "e")
    with session.journal(create=False) as journal:
        found = entry(journal, entry_id)
    missing = "your yes", f"oidtrack delete {found.name} --yes"
    if not (yes or agreed(session, f"Delete {found.name}?", listing_page((found,)), missing=missing)):
        session.tell("Nothing was deleted.")
        return
    with session.journal(create=False) as journal:
        gone = record.delete(journal, entry_id, session.at_utc)
    session.answer(
        DELETE,
        lambda: {"id": gone.name, "entry": entry_body(gone)},
        lambda: Block((f"deleted {gone.name}", "undo: oidtrack undo")),
    )


def purge(
    session: Session,
    name: Annotated[str, typer.Argument(metavar="ID", help="An entry such as e12, deleted or not.")],
    for_good: Annotated[bool, typer.Option("--for-good", help="Yes, for good: nothing is asked.")] = False,
) -> None:
    """Remove an entry for good, with its history. No undo brings it back.

    Copies beside the journal that may hold it go too: all in the folder
    `backups`, of an upgrade, of an unfinished edit; a backup without it is made.
    What you copied elsewhere, or your system did, is not touched.

    Examples:
      oidtrack purge e12
      oidtrack purge e12 --for-good
    """
    entry_id = parse_id(name, "e")
    if not _typed_again(session, entry_id, for_good=for_good):
        session.tell("Nothing was removed.")
        return
    with session.journal(create=False) as journal:
        require_traces(journal, entry_id)
        copies = purge_for_good(journal, entry_id, session.now)
    gone = (Verbatim(f"removed too: {words}") for words in _named(copies))
    session.answer(
        PURGE,
        lambda: {"id": f"e{entry_id}", "copies_removed": [shown(copy) for copy in copies]},
        lambda: Block((f"e{entry_id} is gone for good, with its history", *gone)),
    )


def _named(copies: tuple[Path, ...]) -> list[str]:
    """The copies in words; those in the folder for backups as one."""
    folders = {copy.parent for copy in copies if copy.parent.name == BACKUPS}
    named = [shown(copy) for copy in copies if copy.parent not in folders]
    n = len(copies) - len(named)
    return [*named, *(f"{counted(n, 'backup')} in {shown(folder)}" for folder in folders)]


def _typed_again(session: Session, entry_id: int, *, for_good: bool) -> bool:
    """Whether its id was typed once more; the journal is closed while somebody is asked."""
    with session.journal(create=False) as journal:
        stands = require_traces(journal, entry_id)
        page: Part = listing_page((entry(journal, entry_id),)) if stands else f"e{entry_id} was deleted before."
        copies = old_copies(journal)
    if for_good:
        return True
    if not session.interactive:
        raise session.need("your yes", f"oidtrack purge e{entry_id} --for-good")
    session.tell(page)
    for words in _named(copies):
        session.tell(f"Goes too, with all that it holds: {words}")
    try:
        return asking.text(f"This cannot be undone. Type e{entry_id} to remove it:").lower() == f"e{entry_id}"
    except asking.Stopped:
        return False
