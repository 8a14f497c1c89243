"""Files that leave: where they may go."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from oidtrack.errors import BadInput
from oidtrack.exchange.file_out import Place, look
from oidtrack.store.copies.beside import own_files


def places_for(paths: Iterable[Path], journal: Path) -> tuple[Place, ...]:
    """Where files are to be, all of them looked at before the first is written.

    Args:
        paths: Where, in the order in which they are to be written.
        journal: The journal, which is never replaced, nor what belongs to it.

    Raises:
        BadInput: A place that is never written, or two files for one.
        FileTrouble: A place cannot be looked at.
    """
    spared = own_files(journal)
    found = tuple(look(path, spared) for path in paths)
    if len({place.target for place in found}) < len(found):
        raise BadInput("two files are to have the same name", "name another for one of them")
    return found
