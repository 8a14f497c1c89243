"""The words of a table's row, read as `log` reads its options; and times of files, in this place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timezone, tzinfo
from functools import lru_cache
from typing import TypeVar
from zoneinfo import ZoneInfo

from oidtrack.cli.session import Session
from oidtrack.cli.words.reading import read_name, read_rating, read_sleep, read_symptom, read_treatment
from oidtrack.cli.words.when import wall_in
from oidtrack.domain.dose import printable
from oidtrack.domain.journal import RATINGS, Mood, Treatment
from oidtrack.errors import BadInput
from oidtrack.exchange.cells import Cells
from oidtrack.exchange.csv_table import several, yes
from oidtrack.exchange.times import DateOrder, FileClock
from oidtrack.services.files.exporting import Format
from oidtrack.services.journal.record import CheckIn

LONGEST_NOTE = 100_000
_T = TypeVar("_T")
_REMEMBERED = 4096
_rating, _sleep = lru_cache(_REMEMBERED)(read_rating), lru_cache(_REMEMBERED)(read_sleep)
"""The same number stands in many rows."""


def file_clock(session: Session, zone: str = "", dates: str = "") -> FileClock:
    """How times of a file are read: without an offset, by the wall clock of this place or of a zone that was named.

    Raises:
        BadInput: There is no such time zone, or no such order of a day.
    """
    place = read_zone(zone) if zone else session.now.tzinfo if session.clock_is_set else None
    # an offset that never changes skips no hour
    is_fixed = isinstance(place, timezone)
    local = (lambda at: at.replace(tzinfo=place)) if is_fixed else lambda at: wall_in(at, place)
    return FileClock(session.now, session.day_ends_at, local, _order(dates))


def read_zone(text: str) -> tzinfo:
    """A time zone by its name.

    Raises:
        BadInput: There is none of that name.
    """
    try:
        return ZoneInfo(text.strip())
    except (KeyError, OSError, ValueError):
        raise BadInput(f"there is no time zone '{printable(text)}'", "for example Europe/Berlin") from None


def _order(text: str) -> DateOrder:
    known = {order.value: order for order in DateOrder}
    word = text.strip().lower() or DateOrder.YMD.value
    if word not in known:
        raise BadInput(f"'{printable(text)}' is no order of a day", f"there are {', '.join(known)}")
    return known[word]


def read_format(text: str, known: tuple[Format, ...]) -> Format:
    """A format of files by its name.

    Raises:
        BadInput: None of those that are known.
    """
    names = {kind.value: kind for kind in known}
    if text.strip().lower() not in names:
        raise BadInput(f"'{printable(text)}' is no format", f"there are {', '.join(names)}")
    return names[text.strip().lower()]


def read_words(cells: Cells) -> CheckIn:
    """Everything of a row but its doses and questionnaires.

    Raises:
        BadInput: A word that `log` would not read.
    """
    sleep = cells.get("sleep", "").strip()
    note = cells.get("note", "")
    if len(note) > LONGEST_NOTE:
        raise BadInput(f"the note has more than {LONGEST_NOTE:,} characters")
    ratings = tuple(
        [(name, _rating(text, name)) for name in RATINGS if name in cells and (text := cells[name].strip())]
    )
    sleep_min = _sleep(sleep) if sleep else None
    signs, symptoms, treatments, tags = _NONE if _LISTS.isdisjoint(cells) else _lists(cells)
    return CheckIn(
        mood=Mood(ratings, sleep_min, signs, symptoms),
        treatments=treatments,
        note=note if note.strip() else "",
        tags=tags,
        star=yes(cells, "star"),
    )


_Lists = tuple[tuple[str, ...], tuple[tuple[str, int | None], ...], tuple[Treatment, ...], tuple[str, ...]]
_LISTS = frozenset(("sign", "symptom", "treatment", "tag"))
"""Columns whose cells may hold several things; many tables have none of them."""
_NONE: _Lists = ((), (), (), ())


def _lists(cells: Cells) -> _Lists:
    """Signs, symptoms, treatments and tags of a row."""
    signs = _each(cells, "sign", lambda word: read_name(word, "sign"))
    symptoms = dict([read_symptom(word) for word in several(cells, "symptom")])
    treatments = tuple(read_treatment(word) for word in several(cells, "treatment"))
    tags = _each(cells, "tag", lambda word: read_name(word.lstrip("#"), "tag"))
    return signs, tuple(symptoms.items()), treatments, tags


def _each(cells: Cells, name: str, read: Callable[[str], _T]) -> tuple[_T, ...]:
    """What the words of a cell say, each once, in their order."""
    return tuple(dict.fromkeys(read(word) for word in several(cells, name)))
