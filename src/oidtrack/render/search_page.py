"""What a search found: under its day, the piece of each entry with the found words between marks."""

from __future__ import annotations

from collections.abc import Sequence

from oidtrack.domain.journal import Entry
from oidtrack.render.console import one_line
from oidtrack.render.layout import WIDTH, day_words, wrapped


def search_page(found: Sequence[tuple[Entry, str]]) -> str:
    """Entries and their pieces, in the order given."""
    lines: list[str] = []
    day = None
    for entry, piece in found:
        if entry.moment.day != day:
            day = entry.moment.day
            lines += ["", day_words(day)]
        label = f"  {entry.name:<6} {entry.moment.wall:%H:%M}  "
        first, *rest = wrapped(one_line(piece), " " * len(label), WIDTH + 1)
        lines += [label + first.lstrip(), *rest]
    return "\n".join(lines[1:]) + "\n"
