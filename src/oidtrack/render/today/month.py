"""A month of mood as a calendar and as JSON: each day a number, with a shade beside it where there is room.

The shade only repeats the number, so that grey, ASCII and a screen reader lose nothing.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from oidtrack.domain.dose import amount_text, plain, printable
from oidtrack.domain.journal import day_words
from oidtrack.render.page.machine import keys, middle_body, usual_body
from oidtrack.render.page.parts import Block, Cell, Heading, Page, Table, Tone, labelled
from oidtrack.render.page.text import NARROW, WIDTH
from oidtrack.services.today.month import Month, MonthDay
from oidtrack.taper.days.dayplan import Drop

SCHEMA = "oidtrack/calendar/1"
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
SHADES = "░▒▓▉"
"""From the lowest quarter of the scale to the highest."""
NO_MOOD, NOTHING, CUT = "*", "-", "↓"
_WEEK = len(WEEKDAYS)
_QUARTER = Fraction(10, len(SHADES))
_WIDE_SHADE = 3


def month_page(month: Month, width: int) -> Page:
    """The calendar, what its signs mean, and what the days come to.

    Args:
        month: The days.
        width: Columns of the place; under 60 the number stands alone.
    """
    shade = 0 if width < NARROW else 1 if width < WIDTH else _WIDE_SHADE
    head = Heading(f"Mood in {month.first:%B %Y}, 0-10")
    return Page((head, _grid(month, shade), _key(month, shade=shade > 0), _come_to(month)), full=True)


def _grid(month: Month, shade: int) -> Table:
    """Two rows a week: the days of the month, and under them their mood."""
    days: tuple[MonthDay | None, ...] = (*(None,) * month.first.weekday(), *month.days)
    days += (None,) * (-len(days) % _WEEK)
    rows: list[tuple[Cell, ...]] = [tuple(Cell(name, tone=Tone.HEADING) for name in WEEKDAYS)]
    for n in range(0, len(days), _WEEK):
        week = days[n : n + _WEEK]
        rows.append(tuple(_date_cell(day, month) for day in week))
        moods = tuple(_mood_cell(day, month, shade) for day in week)
        rows += [moods] if any(cell.text for cell in moods) else []
    widest = max(len(cell.text) for row in rows for cell in row)
    return Table("The days", WEEKDAYS, tuple(rows), words=(), headless=True, least=(widest,) * _WEEK, indent=0)


def _date_cell(day: MonthDay | None, month: Month) -> Cell:
    if day is None:
        return Cell("")
    tone = Tone.NOW if day.day == month.today else Tone.NOTE
    return Cell(f"{CUT if day.cut else ''}{day.day.day}", tone=tone)


def _mood_cell(day: MonthDay | None, month: Month, shade: int) -> Cell:
    """A number; without one a sign that tells a day without a mood from one without a word. Days ahead stay blank."""
    if day is None or (day.ahead and not day.entries):
        return Cell("")
    if day.mood is None:
        return Cell(NO_MOOD if day.entries else NOTHING, tone=Tone.NOTE)
    tone = Tone.CARE if month.usual is not None and day.mood < month.usual.low else Tone.PLAIN
    return Cell(f"{_shade(day.mood) * shade} {plain(day.mood, 1)}".strip(), tone=tone)


def _shade(mood: Fraction) -> str:
    """One of four: a mood of 10 is in the last."""
    return SHADES[min(int(mood / _QUARTER), len(SHADES) - 1)]


def _key(month: Month, *, shade: bool) -> Block:
    """What the signs mean, those alone that are there."""
    said = []
    if shade and month.mood.n:
        said.append(", ".join(f"{sign} {what}" for sign, what in zip(SHADES, _quarters(), strict=True)))
    if any(day.mood is None and day.entries for day in month.days):
        said.append(f"{NO_MOOD} written down, without a mood")
    if any(not day.entries and not day.ahead for day in month.days):
        said.append(f"{NOTHING} nothing written down")
    if month.cuts:
        said.append(f"{CUT} an opioid comes down")
    return Block(tuple(said))


def _quarters() -> tuple[str, ...]:
    ends = [plain(n * _QUARTER) for n in range(1, len(SHADES))]
    return (*(f"under {end}" for end in ends), f"{ends[-1]} and more")


def _come_to(month: Month) -> Block:
    found, usual = month.mood, month.usual
    own = "" if usual is None else f"; your usual now {plain(usual.low, 1)} to {plain(usual.high, 1)} (n {usual.n})"
    middle = "no mood is written down" if found.median is None else f"median {plain(found.median, 1)} (n {found.n})"
    return Block(
        (labelled("Mood", f"{middle}{own}"), labelled("Cuts", *map(cut_words, month.cuts)) if month.cuts else "")
    )


def cut_words(cut: Drop) -> str:
    """A cut in words: the day, the medicine, from which amount to which."""
    before, after = (amount_text(cut.unit, value * 1000) for value in (cut.before, cut.after))
    return f"{day_words(cut.on)}: {printable(cut.medicine)} {before} → {after} a day"


def month_body(month: Month) -> dict[str, Any]:
    """The month's keys, without the schema. What is not known is null."""
    return {
        "month": f"{month.first:%Y-%m}",
        "measure": "mood",
        "days": [keys(day, "day", "mood", "entries", "cut") for day in month.days],
        **middle_body(month.mood),
        "usual": usual_body(month.usual),
        "cuts": [cut_body(cut) for cut in month.cuts],
    }


def cut_body(cut: Drop) -> dict[str, Any]:
    """A cut for machines, in the unit that it names."""
    return keys(cut, "on", "medicine", "unit", "before", "after")
