"""Files that a command writes: looked at first, asked about where something would be lost, and then written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from oidtrack.cli.asking.asking import confirm
from oidtrack.cli.session import Session
from oidtrack.cli.surroundings import file_path
from oidtrack.domain.dose import printable
from oidtrack.errors import BadInput, NotInstalled
from oidtrack.exchange.file_out import Place, readers, write
from oidtrack.render.page.parts import Item
from oidtrack.services.files.writing import places_for

PLAIN = "It is not encrypted, as your journal is."
"""Said of what leaves an encrypted journal."""


def yours() -> str:
    """Said after the name of a page or a plan."""
    return f" ({readers()}; it stays on this computer until you share it)"


@contextmanager
def needs_pdf() -> Iterator[None]:
    """Around the import of what makes a PDF.

    Raises:
        NotInstalled: The library is not there.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name is None or not error.name.startswith("reportlab"):
            raise
        hint = "pip install 'oidtrack[pdf]', or --html and print it from a browser"
        raise NotInstalled("PDF needs an extra that is not installed", hint) from None


def tell_lost(session: Session, scripts: Iterable[str]) -> None:
    """Say what a PDF could not show, if anything."""
    if lost := ", ".join(scripts):
        words = f"the PDF names words, and does not show them, in {lost}. --html shows them"
        session.tell(Item("Note:", words))


def open_places(session: Session, names: Iterable[str], *, force: bool) -> tuple[Place | None, ...]:
    """Where files are to be, each looked at before the first is written; None where what is there is to stay.

    Args:
        session: Names the journal, and says whether somebody can be asked.
        names: The places as typed.
        force: Whether what is not ours is replaced without a question.

    Raises:
        BadInput: A place that is never written, or one that holds something else and nobody can be asked.
        FileTrouble: A place cannot be looked at.
    """
    places = places_for([file_path(name, "page.html") for name in names], session.place)
    return tuple(place if _agreed(session, place, force=force) else None for place in places)


def put(
    session: Session, place: Place | None, data: Iterable[bytes], words: str = "", *, encrypted: bool = False
) -> bool:
    """Write a file and say so; False where what is there stays.

    Args:
        session: Tells it.
        place: From `open_places`.
        data: The file.
        words: Said after its name.
        encrypted: Whether the data is.

    Raises:
        BadInput: The place has changed meanwhile.
        FileTrouble: It cannot be written; nothing is left behind.
    """
    if place is None:
        return False
    write(place, data)
    session.tell(f"Written: {printable(str(place.path), 400)}{words}")
    if session.encrypted and not encrypted:
        session.tell(PLAIN)
    return True


def _agreed(session: Session, place: Place, *, force: bool) -> bool:
    if force or not place.objection:
        return True
    if not session.interactive:
        raise BadInput(place.objection, "--force replaces it all the same; or name another file")
    if confirm(f"{place.objection}. Replace it?"):
        return True
    session.tell(f"{printable(str(place.path), 400)} was left as it is.")
    return False
