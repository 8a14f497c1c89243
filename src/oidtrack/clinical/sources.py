"""The sources file: every document that a number comes from, once."""

from __future__ import annotations

from pathlib import Path

from oidtrack.clinical.loader import Table, read
from oidtrack.domain.medicine import Source


def load_sources(path: Path) -> tuple[Source, ...]:
    """Read the sources file.

    Raises:
        FactsBroken: The file does not keep its schema, or an id stands twice.
    """
    table = read(path)
    found = tuple(_source(entry) for entry in table.tables("sources"))
    table.finish()
    if len({made.id for made in found}) < len(found):
        raise table.broken("sources", "need ids of their own")
    return found


def _source(table: Table) -> Source:
    made = Source(
        id=table.text("id"),
        title=table.text("title"),
        publisher=table.text("publisher"),
        year=table.whole("year"),
        note=table.text("note"),
    )
    table.finish()
    return made
