"""`oidtrack search`: find words in notes, treatments, reasons and tags."""

from __future__ import annotations

from typing import Annotated

import typer

from oidtrack.cli.params import read_limit
from oidtrack.cli.session import Session
from oidtrack.domain.dose import printable
from oidtrack.errors import BadInput, NothingFound
from oidtrack.render.journal.document import entry_body
from oidtrack.render.journal.entries import search_page
from oidtrack.services.journal.searching import search

SCHEMA = "oidtrack/search/1"
LATEST = "20"


def run(
    session: Session,
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="Words, or how they begin.")],
    limit: Annotated[str, typer.Option("-n", "--limit", metavar="N", help="The latest N entries.")] = LATEST,
) -> None:
    """Find words in your notes, treatments, reasons and tags, the newest first.

    An entry fits when it has every word, or a word that begins with it.
    Capitals and accents do not matter. What was found stands »like this«.

    Examples:
      oidtrack search walk
      oidtrack search slept badly --limit 5
      oidtrack search walk --json
    """
    text = " ".join(words).strip()
    if not text:
        raise BadInput("there are no words to search for", "for example: oidtrack search walk")
    most = read_limit(limit)
    with session.journal(create=False) as journal:
        found = search(journal, text, most)
    if not found:
        raise NothingFound(f"no entry has '{printable(text)}' in it", "fewer or shorter words find more")
    session.answer(
        SCHEMA,
        lambda: {"words": text, "entries": [{**entry_body(hit.entry), "found": hit.piece} for hit in found]},
        lambda: search_page(found),
        long=True,
    )
