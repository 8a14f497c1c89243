"""What stands on the first page and what on the second, for HTML and PDF alike; nothing is left out for want of room.

The order is that of the sections, over both pages: the second begins where the first ends. A PDF is measured with its
own letters; a page of HTML cannot be without a browser, so its height is reckoned in lines from the lengths of texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from oidtrack.render.page.parts import Cell, Table, Words
from oidtrack.render.report.formats.mood_picture import picture_height
from oidtrack.render.report.formats.scale import LEAST, ROOMY, TIGHT, WIDE, Layout
from oidtrack.render.report.parts import Figure, Listing, Notices, ReportPart, Section, Ticks, abridged, parted
from oidtrack.render.report.view import ReportView
from oidtrack.render.report.words import how_loud, title_of, told
from oidtrack.rules.base import Finding

_PAIRS = {
    ("change", "overlay"): (Fraction(23, 50), Fraction(27, 50)),
    ("doses", "adherence"): (Fraction(1, 2), Fraction(1, 2)),
}
"""Sections that stand side by side where both are there, one after the other in the order of the page, and their shares
of the width."""
_LONG = 8
"""Rows of a table from which on it goes across."""
_STAYS = ("danger", "glance", "decide", "taken")
"""What the page begins with, and is never moved to the second; where it is longer than the first, it runs on."""
LETTER_LINES, A4_LINES = Fraction(69), Fraction(73)
"""Lines of 9 points that the paper has room for. What is reckoned is what Chromium sets in a wide typeface; in a narrow
one it is less. ENGINEERING."""
_HEAD, _TITLE = Fraction(9, 2), Fraction(11, 5)
_SIGNS, _FACT, _MARK = 122, 12, 3
"""Signs in a line across the page, before a fact, and before an item of a list."""
_ROW, _BOX, _UNDER = Fraction(6, 5), Fraction(4, 5), Fraction(3, 10)
_ITEM, _NOTICE = Fraction(1, 8), Fraction(1, 3)
"""Below a box to tick, and below a finding."""
_POINTS_A_LINE = Fraction(151, 10)
"""Of the picture, as wide as the page."""


class Row(Struct, frozen=True):
    """One section across the page, or two side by side with their shares of its width."""

    sections: tuple[Section, ...]
    shares: tuple[Fraction, ...] = (Fraction(1),)


class Places(Struct, frozen=True):
    """The first page from above to below, and the second.

    Attributes:
        rows: The first page.
        back: The second page, on from where the first ends; empty where all has room there.
        layout: The size of the picture.
        left_out: What the second page has, in words; empty for nothing.
    """

    rows: tuple[Row, ...]
    back: tuple[Row, ...]
    layout: Layout
    left_out: str = ""


Height = Callable[[Row, Layout], float]
"""How high a row is, in the unit of the room there is."""
Room = Callable[[str], float]
"""How much there is for sections on the first page, whose foot also says what is on the second."""


def html_page(view: ReportView) -> Places:
    """The pages of HTML, by reckoning."""
    facts = sum(_folds(words, _SIGNS - _FACT) for _, words in view.facts)

    def room(words: str) -> float:
        return float((LETTER_LINES if view.letter else A4_LINES) - _HEAD - facts - _folds(words, _SIGNS))

    return pages(view, room, reckoned)


def pages(view: ReportView, room: Room, height: Height) -> Places:
    """The sections in their order, as many on the first page as have room there with a small picture.

    The last of them is parted between its rows where it crosses the foot. Those above it are brief, unless there is
    room for all their rows. The picture takes what is left, and is at its least where it would go over else: it
    cannot be parted, and what it leaves would stay empty.

    Args:
        view: What is shown.
        room: How much there is, by the words at the foot.
        height: Of a row, in the same unit.
    """

    def fits(front: Sequence[Section], back: Sequence[Section], layout: Layout) -> bool:
        left = room(_on_the_next(front, back))
        for row in side_by_side(front):
            left -= height(row, layout)
            if left < 0:
                return False
        return True

    sections = view.sections
    stays = sum(section.key in _STAYS for section in sections)
    always = sections[:stays], sections[stays:]
    small = TIGHT if fits(sections[: stays + 1], sections[stays + 1 :], TIGHT) else LEAST
    front, back = next((parting for parting in _partings(sections, stays) if fits(*parting, small)), always)
    for n in range(len(front) - 1):
        whole = (*front[:n], sections[n], *front[n + 1 :])
        front = whole if fits(whole, back, small) else front
    layout = next((one for one in (ROOMY, WIDE, TIGHT) if fits(front, back, one)), LEAST)
    return Places(side_by_side(front), side_by_side(back), layout, _on_the_next(front, back))


_Parting = tuple[tuple[Section, ...], tuple[Section, ...]]
"""What stands on the first page, and what on the second."""


def _partings(sections: tuple[Section, ...], stays: int) -> Iterator[_Parting]:
    """Every place at which the second page may begin, the fullest first page first."""
    briefs = tuple(map(_brief, sections))
    for n in range(len(sections) - 1, stays - 1, -1):
        for here, *over in ((sections[n],), *parted(sections[n])):
            yield (*briefs[:n], here), (*over, *sections[n + 1 :])


def _on_the_next(front: Sequence[Section], back: Sequence[Section]) -> str:
    if not back:
        return ""
    first = f"the rest of {front[-1].title}" if front and front[-1].key == back[0].key else back[0].title
    # titles have commas within them
    return f"On the next page: {'; '.join([first, *(section.title for section in back[1:])])}."


def side_by_side(sections: Sequence[Section]) -> tuple[Row, ...]:
    """Sections in their order, those that belong beside one another in one row."""
    front = list(sections)
    rows: list[Row] = []
    while front:
        first, *front = front
        shares = _PAIRS.get((first.key, front[0].key)) if front and not _is_long(front[0]) else None
        rows.append(Row((first,)) if shares is None else Row((first, front.pop(0)), shares))
    return tuple(rows)


def _is_long(section: Section) -> bool:
    """Whether it would leave the room beside it empty, and is better read across the page."""
    return any(isinstance(part, Table) and len(part.rows) > _LONG for part in section.parts)


def _brief(section: Section) -> Section:
    """A section with its long tables as the first page has room for them; how many rows are left out is said."""
    short = [abridged(part) for part in section.parts]
    left = sum(more for _, more in short)
    aside = f"{left} more rows in the detailed report" if left else ""
    return replace(section, parts=tuple(part for part, _ in short), aside=aside)


def reckoned(row: Row, layout: Layout) -> float:
    """About how high a row is, in lines of its text."""
    highest = max(_height(section, share) for section, share in zip(row.sections, row.shares, strict=True))
    figures = (part for section in row.sections for part in section.parts if isinstance(part, Figure))
    return float(highest + sum(Fraction(picture_height(one, layout)) / _POINTS_A_LINE for one in figures))


def _height(section: Section, share: Fraction) -> Fraction:
    width = int(_SIGNS * share)
    # what is below the last part is below the section, too, and counts once
    return sum((_part(part, width) + _UNDER for part in section.parts), _TITLE - _UNDER)


def _part(part: ReportPart, width: int) -> Fraction:
    match part:
        case Words():
            return Fraction(_folds(part.text, width))
        case Listing():
            return Fraction(sum(_folds(item, width - _MARK) for item in part.items))
        case Ticks():
            return sum((_folds(item, width - _MARK) + _ITEM for item in part.items), Fraction(0))
        case Notices():
            return sum((_folds(_notice(found), width - _MARK) + _NOTICE for found in part.findings), Fraction(0))
        case Figure():
            return Fraction(_folds(part.caption, width))
        case Table():
            head = 0 if part.headless else 1
            return sum((_row(row, width, part) for row in part.rows), Fraction(head))


def _notice(found: Finding) -> str:
    return f"{title_of(found)} ({how_loud(found)}): {told(found)}"


def _row(row: tuple[Cell, ...], width: int, table: Table) -> Fraction:
    """Of a row whose words do not fit, the last ones are folded; numbers never are."""
    folds = _folds("  ".join(cell.text for cell in row), width) if len(row) - 1 in table.words else 1
    return _ROW * folds + (_BOX if any(cell.box for cell in row) else 0)


def _folds(text: str, width: int) -> int:
    return max(ceil(len(text) / width), 1)
