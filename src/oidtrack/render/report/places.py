"""Where each section stands on the one page, for HTML and PDF alike, and how much of it the page has room for.

The page must stay one page for whoever writes much: rows are left for the detail, and said to be, until it fits.
A page of HTML cannot be measured without a browser, so its height is reckoned in lines from the lengths of texts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain
from math import ceil

from oidtrack.render.page.console import shortened
from oidtrack.render.page.parts import Cell, Table, Tone, Words
from oidtrack.render.report.mood_picture import ROOMY, TIGHT, WIDE, Layout
from oidtrack.render.report.parts import SPARE, Figure, Listing, Notices, ReportPart, Section, abridged
from oidtrack.render.report.view import ReportView
from oidtrack.render.report.words import joined

BODY = Fraction(11, 20), Fraction(9, 20)
"""Shares of the width of the two columns in the middle."""

_FULL = ("findings", "picture")
_LEFT = ("doses", "supply")
_RIGHT = ("assessments", "adherence")
_LOWER = ("treatments",)
_FOOT = ("questions",)
HTML_LINES = Fraction(74)
"""Lines of text that Letter has room for, the lower of the two papers, with some to spare. ENGINEERING."""
PDF_LINES = {"letter": Fraction(74), "A4": Fraction(79)}
"""The same of a PDF, whose paper is known. ENGINEERING."""
_HEAD, _TILES, _TITLE = Fraction(4), Fraction(5), Fraction(11, 5)
_SIGNS, _FACT = 117, 12
"""Signs in a line across the page, and before a fact."""
_ROW, _BOX, _NOTE, _UNDER = Fraction(6, 5), Fraction(4, 5), Fraction(9, 10), Fraction(3, 10)
_LONGEST_SENTENCE = 170
_POINTS_A_LINE = Fraction(140, 10)
"""Of the picture, as wide as the page."""


@dataclass(frozen=True, slots=True)
class Room:
    """How much there is of everything.

    Attributes:
        share: Of the usual rows.
        question: Signs of a question at most.
        layout: The size of the picture.
        notes: Whether the small print under tables has room.
        small: Whether the letters are smaller.
        without: Sections that have no room at all.
    """

    share: Fraction
    question: int
    layout: Layout
    notes: bool = True
    small: bool = False
    without: tuple[str, ...] = ()


_ROOMS = (
    Room(Fraction(1), 160, ROOMY),
    Room(Fraction(1), 160, WIDE),
    Room(Fraction(1), 160, TIGHT),
    Room(Fraction(3, 4), 160, TIGHT),
    Room(Fraction(3, 4), 160, TIGHT, notes=False),
    Room(Fraction(3, 4), 160, TIGHT, notes=False, without=SPARE[:1]),
    Room(Fraction(1, 2), 105, TIGHT, notes=False, without=SPARE[:1]),
    Room(Fraction(1, 2), 105, TIGHT, notes=False, without=SPARE[:2]),
    Room(Fraction(1, 2), 105, TIGHT, notes=False, small=True, without=SPARE[:2]),
    Room(Fraction(1, 3), 105, TIGHT, notes=False, small=True, without=SPARE),
    Room(Fraction(1, 4), 105, TIGHT, notes=False, small=True, without=SPARE),
)
_KEPT = Fraction(3, 5)
"""Share of the usual questions and findings that is always kept: they are why the page is carried."""
_SMALL = Fraction(12, 13)


@dataclass(frozen=True, slots=True)
class Places:
    """The page from above to below: across it, two columns, and across it again; and what else the detail has."""

    full: tuple[Section, ...]
    left: tuple[Section, ...]
    right: tuple[Section, ...]
    wide: tuple[Section, ...]
    room: Room
    left_out: str = ""


def one_page(view: ReportView, room_for: Fraction = HTML_LINES) -> Places:
    """The sections as the one page has room for them; one without a place of its own goes across.

    Args:
        view: What is shown.
        room_for: Lines of text that the page has room for.
    """
    for room in _ROOMS[:-1]:
        places = _placed(view, room)
        if lines(places, view) <= room_for:
            return places
    return _placed(view, _ROOMS[-1])


def _placed(view: ReportView, room: Room) -> Places:
    sections = {section.key: _brief(section, room, has_detail=bool(view.detail)) for section in view.sections}
    spare = [sections.pop(key) for key in room.without if key in sections]
    left_out = f"{joined(section.title for section in spare)}: with --detail." if spare else ""
    full, left, right, lower, foot = (
        tuple(sections.pop(key) for key in keys if key in sections) for keys in (_FULL, _LEFT, _RIGHT, _LOWER, _FOOT)
    )
    if _height(left, BODY[0]) <= _height(right, BODY[1]):
        left += lower
    else:
        right += lower
    return Places(full, left, right, (*sections.values(), *foot), room, left_out)


def _brief(section: Section, room: Room, *, has_detail: bool) -> Section:
    parts: list[ReportPart] = []
    more, in_short = 0, False
    for part in section.parts:
        share = max(room.share, _KEPT) if isinstance(part, Listing | Notices) else room.share
        short, left_out = abridged(part, share)
        in_short = in_short or (isinstance(part, Table) and isinstance(short, Table) and short.head != part.head)
        # a note is about the whole table, not about its brief form
        has_room = room.notes and not in_short
        if has_room or not isinstance(part, Words) or part.tone is not Tone.NOTE:
            parts.append(_shorter(short if room.notes else _unboxed(short), room))
        more += left_out
    where = "on the next page" if has_detail else "with --detail"
    asides = [
        *([section.aside] if section.aside and not room.notes else []),
        *([f"{more} more {where}"] if more else []),
    ]
    return replace(section, parts=tuple(parts), aside="; ".join(asides))


def _unboxed(part: ReportPart) -> ReportPart:
    """A table without its small pictures, whose numbers say the same."""
    if not isinstance(part, Table):
        return part
    return replace(part, rows=tuple(tuple(replace(cell, box=None) for cell in row) for row in part.rows))


def _shorter(part: ReportPart, room: Room) -> ReportPart:
    """Long questions cut, findings as their first sentence; in full they stand in the terminal and the detail."""
    if isinstance(part, Listing):
        return replace(part, items=tuple(shortened(item, room.question) for item in part.items))
    if isinstance(part, Notices):
        return Notices(tuple(replace(finding, text=_first_sentence(finding.text)) for finding in part.findings))
    return part


def _first_sentence(text: str) -> str:
    first, stop, _ = text.partition(". ")
    return shortened(first + stop.strip(), _LONGEST_SENTENCE)


def lines(places: Places, view: ReportView) -> Fraction:
    """About how high a page is, in lines of its text."""
    left, right = (_height(part, share) for part, share in zip((places.left, places.right), BODY, strict=True))
    picture = Fraction(places.room.layout.height) / _POINTS_A_LINE
    across = _height((*places.full, *places.wide), Fraction(1))
    head = _HEAD + sum(_folds(words, _SIGNS - _FACT) for _, words in view.facts[1:])
    high = head + _TILES + across + picture + max(left, right)
    return high * _SMALL if places.room.small else high


def _height(sections: tuple[Section, ...], share: Fraction) -> Fraction:
    width = int(_SIGNS * share)
    parts = chain.from_iterable(section.parts for section in sections)
    return sum((_part(part, width) + _UNDER for part in parts), _TITLE * len(sections))


def _part(part: ReportPart, width: int) -> Fraction:
    match part:
        case Words():
            return _folds(part.text, width) * (_NOTE if part.tone is Tone.NOTE else Fraction(1))
        case Listing():
            return Fraction(sum(_folds(item, width - 4) for item in part.items))
        case Notices():
            high = [1 + _folds(finding.text, width // 2 - 3) for finding in part.findings]
            return Fraction(sum(max(high[n : n + 2]) for n in range(0, len(high), 2)))
        case Figure():
            return _folds(part.caption, width) * _NOTE
        case Table():
            head = 0 if part.headless else 1
            return sum((_row(row, width) for row in part.rows), Fraction(head))


def _row(row: tuple[Cell, ...], width: int) -> Fraction:
    """Of a row whose words do not fit, the last ones are folded."""
    return _ROW * _folds("  ".join(cell.text for cell in row), width) + (_BOX if any(cell.box for cell in row) else 0)


def _folds(text: str, width: int) -> int:
    return max(ceil(len(text) / width), 1)
