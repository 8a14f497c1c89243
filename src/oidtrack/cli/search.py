"""`oidtrack search`: find words in notes and treatments."""

from __future__ import annotations

from typing import Annotated

import typer

from oidtrack.cli.params import Json, wants_json
from oidtrack.cli.session import Session
from oidtrack.domain.dose import printable
from oidtrack.errors import BadInput, NothingFound
from oidtrack.render.entry_page import listing_page
from oidtrack.render.machine import document
from oidtrack.store.entries import EntryFilter, entries

SCHEMA = "oidtrack/search/1"


def run(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="As they stand there, in either case.")],
    json: Json = False,
) -> None:
    """Find words in your notes and treatments, the newest at the end.

    Examples:
      oidtrack search walk
      oidtrack search slept badly --json
    """
    session: Session = ctx.obj
    text = " ".join(words).strip()
    if not text:
        raise BadInput("there are no words to search for", "for example: oidtrack search walk")
    with session.journal(create=False) as journal:
        found = entries(journal, EntryFilter(text=text))
    if not found:
        raise NothingFound(f"no note and no treatment has '{printable(text)}' in it", "fewer letters find more")
    if wants_json(session, json):
        from oidtrack.render.entry_document import entry_body

        session.emit(document(SCHEMA, {"words": text, "entries": [entry_body(entry) for entry in found]}))
    else:
        session.show(listing_page(found))
