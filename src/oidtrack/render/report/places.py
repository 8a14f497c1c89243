"""What stands on the first page and what on the second, for HTML and PDF alike; nothing is left out for want of room.

The order is that of the sections. A PDF is measured with its own letters; a page of HTML cannot be without a browser,
so its height is reckoned in lines from the lengths of texts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

from oidtrack.render.page.parts import Cell, Table, Words
from oidtrack.render.report.mood_picture import picture_height
from oidtrack.render.report.parts import Figure, Listing, Notices, ReportPart, Section, Ticks, abridged
from oidtrack.render.report.scale import ROOMY, TIGHT, WIDE, Layout
from oidtrack.render.report.view import ReportView
from oidtrack.render.report.words import joined, told

_PAIRS = {
    ("change", "overlay"): (Fraction(23, 50), Fraction(27, 50)),
    ("doses", "adherence"): (Fraction(1, 2), Fraction(1, 2)),
}
"""Sections that stand side by side where both are there, one after the other in the order of the page, and their shares
of the width."""
_STAYS = ("danger", "glance", "decide", "taken", "picture")
"""What is never moved to the second page; where it is longer than the first, it runs on."""
_LAST_MOVED = "questions"
"""The person's own questions are why the page is carried: all else makes room for them."""
_LAYOUTS = (ROOMY, WIDE, TIGHT)

LETTER_LINES, A4_LINES = Fraction(69), Fraction(73)
"""Lines of 9 points that the paper has room for. What is reckoned is what Chromium sets in a wide typeface; in a narrow
one it is less. ENGINEERING."""
_HEAD, _TITLE = Fraction(9, 2), Fraction(11, 5)
_SIGNS, _FACT = 117, 12
"""Signs in a line across the page, and before a fact."""
_ROW, _BOX, _UNDER = Fraction(6, 5), Fraction(4, 5), Fraction(3, 10)
_POINTS_A_LINE = Fraction(151, 10)
"""Of the picture, as wide as the page."""


@dataclass(frozen=True, slots=True)
class Row:
    """One section across the page, or two side by side with their shares of its width."""

    sections: tuple[Section, ...]
    shares: tuple[Fraction, ...] = (Fraction(1),)


@dataclass(frozen=True, slots=True)
class Places:
    """The first page from above to below, and the second.

    Attributes:
        rows: The first page.
        back: The second page; empty where all has room on the first.
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
    """The sections, as many on the first page as have room there.

    The picture is smaller before anything moves. Then the last sections move, the person's own questions after all
    others; what still has room afterwards comes back, and the picture takes what is left.

    Args:
        view: What is shown.
        room: How much there is, by the words at the foot.
        height: Of a row, in the same unit.
    """

    def fits(back: Collection[str], layout: Layout) -> bool:
        high = sum(height(row, layout) for row in _rows(view.sections, back))
        return high <= room(_on_the_next(view.sections, back))

    back: list[str] = []
    groups = _moving(view.sections)
    for group in ((), *groups):
        back += group
        if fits(back, TIGHT):
            break
    # two side by side come back together, or else one of them
    for group in (*reversed(groups), *((key,) for key in reversed(back))):
        left = [key for key in back if key not in group]
        if fits(left, TIGHT):
            back = left
    layout = next((one for one in _LAYOUTS if fits(back, one)), TIGHT)
    moved = tuple(section for section in view.sections if section.key in back)
    return Places(_rows(view.sections, back), side_by_side(moved), layout, _on_the_next(view.sections, back))


def _on_the_next(sections: tuple[Section, ...], back: Collection[str]) -> str:
    titles = [section.title for section in sections if section.key in back]
    return f"On the next page: {joined(titles)}." if titles else ""


def _moving(sections: tuple[Section, ...]) -> list[tuple[str, ...]]:
    """What may move to the second page, the first to move first; what stands side by side moves together."""
    rows = (tuple(section.key for section in row.sections) for row in reversed(_rows(sections, _STAYS)))
    keys = list(rows)
    return [*(group for group in keys if _LAST_MOVED not in group), *(group for group in keys if _LAST_MOVED in group)]


def _rows(sections: tuple[Section, ...], back: Collection[str]) -> tuple[Row, ...]:
    return side_by_side([_brief(section) for section in sections if section.key not in back])


def side_by_side(sections: Sequence[Section]) -> tuple[Row, ...]:
    """Sections in their order, those that belong beside one another in one row."""
    front = list(sections)
    rows: list[Row] = []
    while front:
        first, *front = front
        shares = _PAIRS.get((first.key, front[0].key)) if front else None
        rows.append(Row((first,)) if shares is None else Row((first, front.pop(0)), shares))
    return tuple(rows)


def _brief(section: Section) -> Section:
    """A section with its long tables as the first page has room for them; how many rows there are is said."""
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
    return sum((_part(part, width) + _UNDER for part in section.parts), _TITLE)


def _part(part: ReportPart, width: int) -> Fraction:
    match part:
        case Words():
            return Fraction(_folds(part.text, width))
        case Listing() | Ticks():
            return Fraction(sum(_folds(item, width - 4) for item in part.items))
        case Notices():
            return Fraction(sum(_folds(f"{found.title} {told(found)}", width - 20) for found in part.findings))
        case Figure():
            return Fraction(_folds(part.caption, width))
        case Table():
            head = 0 if part.headless else 1
            return sum((_row(row, width, part) for row in part.rows), Fraction(head))


def _row(row: tuple[Cell, ...], width: int, table: Table) -> Fraction:
    """Of a row whose words do not fit, the last ones are folded; numbers never are."""
    folds = _folds("  ".join(cell.text for cell in row), width) if len(row) - 1 in table.words else 1
    return _ROW * folds + (_BOX if any(cell.box for cell in row) else 0)


def _folds(text: str, width: int) -> int:
    return max(ceil(len(text) / width), 1)
