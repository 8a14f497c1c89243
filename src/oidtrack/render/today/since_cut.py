"""A measure by days since a cut: a box for each stretch of days, the numbers of each cut, and the same as JSON."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import Any

from oidtrack.domain.dose import counted, plain
from oidtrack.domain.journal import day_words
from oidtrack.insight.overlay import BEFORE_DAYS, LEAST_AFTER, WINDOWS, CutView, Overlay
from oidtrack.insight.series import SLEEP
from oidtrack.insight.spread import Spread
from oidtrack.render.page.machine import span, spread_body, written
from oidtrack.render.page.parts import Drawing, Heading, Page, Table, cells
from oidtrack.services.today.since_cut import SinceCut

SCHEMA = "oidtrack/since-cut/1"
_LABEL, _END = 12, 7
_BOX, _MIDDLE, _SAME = "━", "█", "┊"
_ASCII = str.maketrans({_BOX: "=", _MIDDLE: "O", _SAME: ":", "−": "-"})


def since_cut_page(found: SinceCut, *, unicode: bool = True) -> Page:
    """The boxes over all cuts, and a row for each cut.

    Args:
        found: What is shown; of one cut or more.
        unicode: Whether the place can show more than ASCII.
    """
    unit = "hours" if found.measure == SLEEP else "points"
    same, box, middle = (sign if unicode else sign.translate(_ASCII) for sign in (_SAME, _BOX, _MIDDLE))
    said = (
        f"{counted(len(found.seen.cuts), 'cut')} from {day_words(found.first)} to {day_words(found.last)}."
        f" In {unit} from the middle of the {BEFORE_DAYS} days before each cut ({same}):"
        f" {box} the middle half of the days, {middle} their middle, n how many."
    )
    rows = tuple(cells(day_words(view.cut), *map(_shift, view.windows)) for view in found.seen.cuts)
    head = ("cut on", *(f"{first}-{last}" for first, last in WINDOWS))
    return Page(
        (
            Heading(f"{found.measure.capitalize()} by days since a cut"),
            said,
            Drawing(partial(_drawn, found.seen.together, unicode=unicode)),
            Table("Each cut, by days since it", head, rows, (0,)),
            "The middle of those days, with how many there are. A cut ends at the next one.",
        ),
        full=True,
    )


def _drawn(together: tuple[Spread, ...], width: int, *, unicode: bool) -> str:
    """The boxes under their axis, as wide as the place."""
    wide = (width - _LABEL - _END - 1) | 1
    wide = wide if wide + _LABEL + _END <= width else wide - 2
    enough = [one for one in together if one.n >= LEAST_AFTER]
    far = [-(-abs(value) // 1) for one in enough for value in (one.q1, one.q3) if value is not None]
    end = Fraction(max([*far, 1]))
    half = wide // 2
    axis = f"−{plain(end)}".ljust(half) + "0" + f"+{plain(end)}".rjust(half)
    lines = [" " * _LABEL + axis]
    for (first, last), one in zip(WINDOWS, together, strict=True):
        label = f"days {first}-{last}".ljust(_LABEL)
        lines.append((label + _box(one, end, wide)).rstrip())
    text = "\n".join(lines)
    return text if unicode else text.translate(_ASCII)


def _box(one: Spread, end: Fraction, wide: int) -> str:
    """One box and its n, or how few answers there are."""
    if one.n < LEAST_AFTER or one.q1 is None or one.median is None or one.q3 is None:
        return f"too few (n {one.n})"
    low, middle, high = (round((value + end) * (wide - 1) / (2 * end)) for value in (one.q1, one.median, one.q3))
    signs = [" "] * wide
    signs[wide // 2] = _SAME
    signs[low : high + 1] = _BOX * (high + 1 - low)
    signs[middle] = _MIDDLE
    return f"{''.join(signs)}  n {one.n}"


def _shift(one: Spread) -> str:
    if one.median is None:
        return "–"
    sign = "+" if one.median > 0 else "−" if one.median < 0 else ""
    return f"{sign}{plain(abs(one.median), 1)} ({one.n})"


def since_cut_body(found: SinceCut) -> dict[str, Any]:
    """The keys of the document, without the schema."""
    return {"measure": found.measure, "period": span(found.first, found.last), **overlay_body(found.seen)}


def overlay_body(seen: Overlay) -> dict[str, Any]:
    """Cuts and all of them together, by days since the cut, against the days before."""
    return {
        "windows": [{"from_day": first, "to_day": last} for first, last in WINDOWS],
        "cuts": [_cut_body(view) for view in seen.cuts],
        "together": [spread_body(one) for one in seen.together],
        "deeper": seen.deeper,
    }


def _cut_body(view: CutView) -> dict[str, Any]:
    return {
        "cut": written(view.cut),
        "before": spread_body(view.before),
        "windows": [spread_body(one) for one in view.windows],
        "hurt_days": view.hurt_days,
    }
