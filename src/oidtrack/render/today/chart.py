"""Measures over time: a frame for each, with what its signs mean above it; and the same as JSON."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from msgspec.structs import replace

from oidtrack.clinical import catalogue
from oidtrack.domain.dose import plain, printable
from oidtrack.domain.journal import RATINGS, day_words, short_day
from oidtrack.insight.series import SLEEP, WITHDRAWAL
from oidtrack.insight.spread import spread
from oidtrack.render.page.machine import keys, span, usual_body, written
from oidtrack.render.page.parts import Block, Heading, Page, Part, labelled
from oidtrack.render.page.pictures.charts import MOOD_TOP, DayAxis, frames, round_top
from oidtrack.render.page.pictures.panels import Panel, Values, headroom, plotext
from oidtrack.render.today.month import cut_body, cut_words
from oidtrack.services.today.charted import DOSE, Charted, Dosed, Measured, Scored, Shown

SCHEMA = "oidtrack/chart/1"
_ROWS = {1: 16, 2: 12}
_ROWS_OF_MANY = 9
_LEAST_POINTS = 2
_APART = {
    "extra": ("+", "an extra dose"),
    "missed": ("?", "a dose without a word"),
    "skipped": ("x", "a dose left out"),
}
_LATEST, _LATEST_WORDS = 5, "the last: "
_MOST_CUTS = 6


def chart_page(found: Charted, *, unicode: bool = True) -> Page:
    """Every measure that was asked for.

    Args:
        found: What is shown.
        unicode: Whether the place can show more than ASCII.
    """
    axis = DayAxis(found.first, (found.last - found.first).days + 1)
    cuts = tuple(dict.fromkeys(axis.place(cut.on) for cut in found.cuts))
    rows = _ROWS.get(len(found.shown), _ROWS_OF_MANY)
    head = Heading(f"{day_words(found.first)} to {day_words(found.last)}")
    weeks = "Each point is the median of a week." if axis.days_a_point > 1 else ""
    shown = (_shown(one, axis, cuts, rows, unicode=unicode) for one in found.shown)
    return Page((Block((head, weeks)), *shown, _cuts(found)), full=True)


def _shown(one: Shown, axis: DayAxis, cuts: tuple[Fraction, ...], rows: int, *, unicode: bool) -> Part:
    """A name with what its signs mean, and the frame; without a value, or with a single point, words alone."""
    match one:
        case Measured():
            title, panel, keys = _measured(one, axis, rows)
        case Dosed():
            title, panel, keys = _dosed(one, axis, rows)
        case Scored():
            title, panel, keys = _scored(one, axis, rows)
    panel = replace(panel, cuts=cuts)
    signs = _SIGNS_DRAWN if unicode and plotext() is not None else _SIGNS_ASCII
    said = ("; ".join(key.format(**signs) for key in keys),)
    drawing: Part = "Too little is written down to draw."
    if panel.points >= _LEAST_POINTS and any(v is not None for v in (*panel.line, *panel.steps, *panel.dots)):
        drawing = frames([("", panel)], axis, unicode=unicode)
    return Block((Heading(title), *said, drawing))


_SIGNS_DRAWN = {"line": "line", "dot": "•", "steps": "line", "band": "┈", "held": "="}
_SIGNS_ASCII = {"line": "o", "dot": "*", "steps": "-", "band": ".", "held": "="}


def _points(axis: DayAxis, by_day: dict[date, Fraction]) -> Values:
    """Values by day as points; a day that is not there is a gap."""
    return axis.points(tuple(by_day.get(axis.first + timedelta(days=n)) for n in range(axis.days)))


def _measured(one: Measured, axis: DayAxis, rows: int) -> tuple[str, Panel, list[str]]:
    name, known = one.series.measure, dict(one.series.known())
    top = Fraction(MOOD_TOP) if name in RATINGS else round_top(max(known.values(), default=Fraction(MOOD_TOP)))
    band = None if one.usual is None else (min(one.usual.low, top), min(one.usual.high, top))
    found = spread(known.values())
    unit = _unit(name)
    keys = ["" if found.median is None else f"{{line}} {name}, median {plain(found.median, 1)}{unit} (n {found.n})"]
    if one.usual is not None:
        low, high = plain(one.usual.low, 1), plain(one.usual.high, 1)
        keys.append(f"{{band}} your usual range now, {low} to {high}{unit} (n {one.usual.n})")
    title = f"{name.capitalize()}{', 0-10' if name in RATINGS else _LONG.get(name, '')}"
    panel = Panel(top, rows, line=_points(axis, known), band=band)
    return title, panel, [key for key in keys if key] or ["nothing written down"]


_LONG = {SLEEP: ", hours", WITHDRAWAL: ", the sum of the rated symptoms"}


def _unit(name: str) -> str:
    return " h" if name == SLEEP else ""


def _dosed(one: Dosed, axis: DayAxis, rows: int) -> tuple[str, Panel, list[str]]:
    planned = {row.day: row.planned for row in one.days if row.planned is not None}
    taken = {row.day: row.taken for row in one.days if row.taken is not None}
    kinds = tuple(dict.fromkeys(apart.kind.value for apart in one.apart))
    keys = ["{steps} planned", "{dot} taken"]
    keys += ["{held} on hold"] if one.held else []
    keys += [f"{_APART[kind][0]} {_APART[kind][1]}" for kind in kinds]
    rows += len(kinds)
    most = max((*planned.values(), *taken.values()), default=Fraction(1))
    panel = Panel(
        top=round_top(most * headroom(rows, len(kinds))),
        rows=rows,
        steps=_points(axis, planned),
        dots=_points(axis, taken),
        held=tuple((axis.point(first), axis.point(last)) for first, last in one.held),
        signs=tuple((axis.point(apart.day), _APART[apart.kind.value][0]) for apart in one.apart),
    )
    return f"{printable(one.medicine)}, {one.unit} a day", panel, keys


def _scored(one: Scored, axis: DayAxis, rows: int) -> tuple[str, Panel, list[str]]:
    form = catalogue.questionnaire(one.instrument)
    scores = {view.day: view.score for view in one.views}
    latest = ", ".join(f"{plain(view.score, 1)} on {short_day(view.day)}" for view in one.views[-_LATEST:])
    keys = [f"{{dot}} {_LATEST_WORDS if len(one.views) > _LATEST else ''}{latest}"] if latest else ["not answered"]
    title = f"{form.title.split(' (')[0]}, 0-{form.max_score}"
    return title, Panel(Fraction(form.max_score), rows, dots=_points(axis, scores)), keys


def _cuts(found: Charted) -> Part:
    if not found.cuts:
        return ""
    shown = found.cuts[-_MOST_CUTS:]
    more = len(found.cuts) - len(shown)
    before = [f"and {more} before these"] if more else []
    return labelled("Cuts", "each a line of : from top to foot", *map(cut_words, shown), *before)


def chart_body(found: Charted) -> dict[str, Any]:
    """The keys of the document, without the schema. What is not known is null."""
    return {
        "period": {**span(found.first, found.last), "days": (found.last - found.first).days + 1},
        "measures": [_body(one) for one in found.shown],
        "cuts": [cut_body(cut) for cut in found.cuts],
    }


def _body(one: Shown) -> dict[str, Any]:
    match one:
        case Measured():
            days = (one.series.first + timedelta(days=n) for n in range(len(one.series.values)))
            pairs = zip(days, one.series.values, strict=True)
            return {
                "name": one.series.measure,
                "kind": "measure",
                "n": one.series.n,
                "usual": usual_body(one.usual),
                "days": [{"day": written(day), "value": written(value)} for day, value in pairs],
            }
        case Dosed():
            return {
                "name": DOSE,
                "kind": "dose",
                **keys(one, "medicine", "unit"),
                "days": [keys(row, "day", "planned", "taken") for row in one.days],
                "holds": [span(first, last) for first, last in one.held],
                "apart": [keys(apart, "day", "kind") for apart in one.apart],
            }
        case Scored():
            answers = [keys(view, "day", "score", "entry") for view in one.views]
            most = catalogue.questionnaire(one.instrument).max_score
            return {"name": one.instrument, "kind": "questionnaire", "max": most, "answers": answers}
