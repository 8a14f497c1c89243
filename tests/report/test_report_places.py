"""What stands on the first page and what on the second, at the height where it turns."""

from __future__ import annotations

from functools import cache
from itertools import product

import pytest
from msgspec.structs import replace

from lives import NOW, reports
from much import made_finding
from oidtrack.render.page.parts import Table, Words, cells
from oidtrack.render.report.formats.places import Places, Row, html_page, pages
from oidtrack.render.report.formats.scale import LEAST, ROOMY, TIGHT, WIDE, Layout
from oidtrack.render.report.parts import Figure, Listing, Notices, ReportPart, Section, abridged, parted
from oidtrack.render.report.view import ReportView, report_view
from oidtrack.rules.base import Severity

HIGH = {ROOMY: 30, WIDE: 20, TIGHT: 10, LEAST: 6}
"""Of the picture; any other section is as high as it has rows, and one more for its heading."""


def table(rows: int, most: int = 0, name: str = "row") -> Table:
    return Table("t", ("name",), tuple(cells(f"{name} {n}") for n in range(rows)), most=most)


def section(key: str, *parts: ReportPart) -> Section:
    return Section(key, key.capitalize(), parts)


DANGER = section("danger", Words("Something."))
STEPS = section("steps", table(6))
ASKED = section("questions", Listing(("a?", "b?")))


def height(row: Row, layout: Layout) -> float:
    return max(1 + sum(_height(part, layout) for part in one.parts) for one in row.sections)


def _height(part: ReportPart, layout: Layout) -> int:
    match part:
        case Figure():
            return HIGH[layout] - 1
        case Table():
            return len(part.rows)
        case Listing():
            return len(part.items)
        case Notices():
            return len(part.findings)
    return 1


@cache
def view() -> ReportView:
    return report_view(reports()["sparse"], NOW)


def picture() -> Section:
    (found,) = (one for one in view().sections if one.key == "picture")
    return found


def page(room: float, *sections: Section, foot: float = 0) -> Places:
    """The pages where there is so much room, and so much less with words at the foot."""
    return pages(replace(view(), sections=sections), lambda words: room - (foot if words else 0), height)


def told(rows: tuple[Row, ...]) -> str:
    """The sections in short: `danger 0, steps 4` has four rows of steps, `doses 3 + adherence 2` side by side."""
    return ", ".join(
        " + ".join(f"{one.key} {sum(len(texts(part)) for part in one.parts)}" for one in row.sections) for row in rows
    )


def texts(part: ReportPart) -> list[str]:
    match part:
        case Table():
            return [row[0].text for row in part.rows]
        case Listing():
            return list(part.items)
        case Notices():
            return [finding.title for finding in part.findings]
    return []


@pytest.mark.parametrize(
    ("room", "front", "back", "foot"),
    [
        (9, "danger 0, steps 6", "", ""),
        (8.9, "danger 0, steps 4", "steps 2", "the rest of Steps"),
        (7, "danger 0, steps 4", "steps 2", "the rest of Steps"),
        (6.9, "danger 0, steps 3", "steps 3", "the rest of Steps"),
        (5, "danger 0, steps 2", "steps 4", "the rest of Steps"),
        (4.9, "danger 0", "steps 6", "Steps"),
        (1, "danger 0", "steps 6", "Steps"),
    ],
)
def test_as_many_rows_as_have_room_and_never_one_alone(room: float, front: str, back: str, foot: str) -> None:
    found = page(room, DANGER, STEPS)

    assert (told(found.rows), told(found.back)) == (front, back)
    assert found.left_out == (f"On the next page: {foot}." if foot else "")


def test_the_words_at_the_foot_take_room_too() -> None:
    assert told(page(9, DANGER, STEPS, foot=2).rows) == "danger 0, steps 6"
    assert told(page(8.9, DANGER, STEPS, foot=2).rows) == "danger 0, steps 3"


def test_three_rows_are_never_parted() -> None:
    asked = section("questions", Listing(("a?", "b?", "c?")))

    assert told(page(6, DANGER, asked).rows) == "danger 0, questions 3"
    assert told(page(5.9, DANGER, asked).rows) == "danger 0"


def test_what_stands_over_the_foot_is_the_end_of_all_sections() -> None:
    """At every height: joined again, the two pages are the page."""
    every = (DANGER, section("change", table(5)), section("overlay", table(4)), STEPS, ASKED, section("supply"))
    whole = [(one.key, text) for one in every for part in one.parts for text in texts(part)]
    lengths = []
    for room in range(1, 30):
        found = page(room, *every)
        front, back = ([one for row in rows for one in row.sections] for rows in (found.rows, found.back))
        assert [(one.key, text) for one in (*front, *back) for part in one.parts for text in texts(part)] == whole
        assert [one.key for one in back] == [one.key for one in every][len(every) - len(back) :]
        lengths.append(len(front))
    assert lengths == sorted(lengths)
    assert {lengths[0], lengths[-1]} == {1, len(every)}


@pytest.mark.parametrize(
    ("room", "layout", "front"),
    [
        (32, ROOMY, "danger 0, picture 0"),
        (31.9, WIDE, "danger 0, picture 0"),
        (22, WIDE, "danger 0, picture 0"),
        (21.9, TIGHT, "danger 0, picture 0"),
        (12, TIGHT, "danger 0, picture 0"),
        (11.9, LEAST, "danger 0, picture 0"),
        (8, LEAST, "danger 0, picture 0"),
        (7.9, ROOMY, "danger 0"),
    ],
)
def test_the_picture_takes_what_is_left(room: float, layout: Layout, front: str) -> None:
    found = page(room, DANGER, picture())

    assert told(found.rows) == front
    assert found.layout is layout


def test_a_small_picture_makes_room_for_rows_but_not_the_least() -> None:
    found = page(15, DANGER, picture(), STEPS)
    assert (told(found.rows), found.layout) == ("danger 0, picture 0, steps 2", TIGHT)
    found = page(14.9, DANGER, picture(), STEPS)
    assert (told(found.rows), found.layout) == ("danger 0, picture 0", TIGHT)
    found = page(11.9, DANGER, picture(), STEPS)
    assert (told(found.rows), found.layout) == ("danger 0, picture 0, steps 2", LEAST)


def test_a_long_table_above_others_is_brief_unless_all_of_it_has_room() -> None:
    long = section("overlay", table(5, most=2))

    assert told(page(11, DANGER, long, ASKED).rows) == "danger 0, overlay 5, questions 2"
    found = page(10.9, DANGER, long, ASKED)
    assert told(found.rows) == "danger 0, overlay 2, questions 2"
    assert texts(found.rows[1].sections[0].parts[0]) == ["row 3", "row 4"]
    assert found.rows[1].sections[0].aside == "3 more rows in the detailed report"
    assert told(page(8, DANGER, long, ASKED).rows) == "danger 0, overlay 2, questions 2"
    # the last of a page goes over rather
    found = page(7.9, DANGER, long, ASKED)
    assert (told(found.rows), told(found.back)) == ("danger 0, overlay 3", "overlay 2, questions 2")
    assert found.rows[1].sections[0].aside == ""


def test_what_stands_side_by_side_is_parted_as_it_is_read() -> None:
    left, right = section("change", table(4)), section("overlay", table(6))

    assert told(page(9, DANGER, left, right).rows) == "danger 0, change 4 + overlay 6"
    found = page(8.9, DANGER, left, right)
    assert (told(found.rows), told(found.back)) == ("danger 0, change 4 + overlay 4", "overlay 2")
    found = page(6.9, DANGER, left, right)
    assert (told(found.rows), told(found.back)) == ("danger 0, change 2", "change 2 + overlay 6")


def test_what_the_page_begins_with_is_never_moved() -> None:
    keys = ("danger", "glance", "decide", "taken")
    every = tuple(section(key, table(9)) for key in keys)

    found = page(1, *every, ASKED)

    assert told(found.rows) == ", ".join(f"{key} 9" for key in keys)
    assert told(found.back) == "questions 2"
    assert told(page(1, *every).rows) == ", ".join(f"{key} 9" for key in keys)


def test_a_section_is_parted_within_lists_and_findings_too() -> None:
    asked = section("questions", Listing(tuple("abcd"), first=3))
    seen = section("findings", Notices(tuple(made_finding(n, Severity.WATCH) for n in range(4))))

    ((above, below),) = parted(asked)
    assert (above.title, below.title) == ("Questions", "Questions, continued")
    assert (above.parts, below.parts) == ((Listing(("a", "b"), 3),), (Listing(("c", "d"), 5),))
    ((above, below),) = parted(seen)
    assert [texts(part) for part in (*above.parts, *below.parts)] == [
        ["Finding 0", "Finding 1"],
        ["Finding 2", "Finding 3"],
    ]


def test_every_parting_keeps_words_with_their_rows_and_two_rows_together() -> None:
    kinds: tuple[ReportPart, ...] = (Words("w"), *(table(n) for n in (1, 3, 4, 5)))
    seen = 0
    for parts in (parts for length in (1, 2, 3) for parts in product(kinds, repeat=length)):
        whole = section("doses", *parts)
        sizes = []
        for above, below in parted(whole):
            seen += 1
            assert not isinstance(above.parts[-1], Words), "words stand before what they are of"
            assert any(texts(part) for part in below.parts)
            assert [text for part in (*above.parts, *below.parts) for text in texts(part)] == [
                text for part in parts for text in texts(part)
            ]
            assert sum(isinstance(part, Words) for part in (*above.parts, *below.parts)) == parts.count(Words("w"))
            if len(above.parts) + len(below.parts) > len(parts):
                assert min(len(texts(above.parts[-1])), len(texts(below.parts[0]))) >= 2
            sizes.append(sum(len(texts(part)) for part in above.parts))
        assert sizes == sorted(sizes, reverse=True)
    assert seen > 100


def test_only_the_last_rows_of_a_long_table_are_brief() -> None:
    assert abridged(table(5, most=5)) == (table(5, most=5), 0)
    assert abridged(table(5)) == (table(5), 0)
    short, left = abridged(table(6, most=5))
    assert (texts(short), left) == ([f"row {n}" for n in range(1, 6)], 1)
    assert abridged(Words("w")) == (Words("w"), 0)


def test_a_section_without_a_place_goes_across() -> None:
    new = section("new", Words("Something that a later version says."))

    assert html_page(replace(view(), sections=(*view().sections[:3], new))).rows[-1] == Row((new,))


def test_a_page_of_html_is_filled_by_reckoning() -> None:
    few = tuple(one for one in view().sections if one.key in {"glance", "picture", "questions"})

    found = html_page(replace(view(), sections=few))
    assert (found.layout, found.back, found.left_out) == (ROOMY, (), "")
    found = html_page(report_view(reports()["held"], NOW))
    assert found.layout is TIGHT
    assert found.left_out.startswith("On the next page: Mood since each cut; Dose a day: planned and taken; ")
