"""Phases and cuts as parts of the report: plain lines, and documents."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from oidtrack.domain.dose import plain
from oidtrack.insight.overlay import HURTS, WINDOWS, CutView, Overlay
from oidtrack.insight.phases import Phase, PhaseView
from oidtrack.insight.spread import Spread
from oidtrack.render.blocks import columns, folded
from oidtrack.render.machine import number
from oidtrack.services.phases import Phases

NONE = "–"
_NAMES = {Phase.STEADY: "steady", Phase.AFTER_CUT: "after cut", Phase.AFTER_END: "after end"}
_HEADS = {"mood": "mood", "interest": "interest", "energy": "energy", "sleep": "sleep h", "pain": "pain"}
_WITHDRAWAL = "withdr."
_SCALES = (
    "Median (days with an answer), quartiles below."
    " Under each name: days with an entry of all its days. After a cut means days 0 to 14."
)


def phases_block(found: Phases) -> list[str]:
    """Median and number of days of each phase, quartiles below; empty where nothing was written down."""
    if not any(one.n for view in found.phases for _, one in view.spreads):
        return []
    rows: list[tuple[str, ...]] = [("", *_HEADS.values(), _WITHDRAWAL)]
    for view in found.phases:
        rows.append((_NAMES[view.phase], *map(_median, _spreads(view))))
        rows.append((f"{view.days_logged}/{view.days}", *map(_quartiles, _spreads(view))))
    return ["Phases", "", *folded(_SCALES), "", *columns(rows)]


def overlay_block(found: Phases) -> list[str]:
    """Mood since each cut against the two weeks before it; empty without a cut."""
    seen = found.overlay
    if not seen.cuts or not any(one.n for one in seen.together):
        return []
    heads = (f"{first}-{last}" for first, last in WINDOWS)
    rows: list[tuple[str, ...]] = [("cut on", *heads, "over")]
    rows += [(str(view.cut), *map(_shift, view.windows), _hurt(view)) for view in seen.cuts]
    rows.append(("all", *map(_shift, seen.together), ""))
    words = (
        "Mood by days since the cut, against the middle of the 14 days before (answers)."
        f" {plain(HURTS)} or more below counts as hurting."
    )
    return ["Mood since each cut", "", *folded(words), "", *columns(rows), "", *folded(_trend_words(seen))]


def phase_body(view: PhaseView) -> dict[str, Any]:
    """One phase of the report's `phases`."""
    spreads = {name: _spread_body(one) for name, one in view.spreads}
    return {"phase": view.phase.value, "days": view.days, "days_logged": view.days_logged, **spreads}


def overlay_body(seen: Overlay) -> dict[str, Any]:
    """The report's `since_cut`: mood against the days before, by days since the cut."""
    return {
        "windows": [{"from_day": first, "to_day": last} for first, last in WINDOWS],
        "cuts": [
            {
                "cut": view.cut.isoformat(),
                "before": _spread_body(view.before),
                "windows": [_spread_body(one) for one in view.windows],
                "hurt_days": view.hurt_days,
            }
            for view in seen.cuts
        ],
        "together": [_spread_body(one) for one in seen.together],
        "deeper": seen.deeper,
    }


def _spreads(view: PhaseView) -> tuple[Spread, ...]:
    return tuple(one for _, one in view.spreads)


def _median(one: Spread) -> str:
    return NONE if one.median is None else f"{plain(one.median, 1)} ({one.n})"


def _quartiles(one: Spread) -> str:
    return "" if one.q1 is None or one.q3 is None else f"{plain(one.q1, 1)}–{plain(one.q3, 1)}"


def _shift(one: Spread) -> str:
    return NONE if one.median is None else f"{_signed(one.median)} ({one.n})"


def _signed(value: Fraction) -> str:
    words = plain(abs(value), 1)
    return words if words == "0" else f"{'+' if value > 0 else '−'}{words}"


def _hurt(view: CutView) -> str:
    if view.hurt_days is None:
        return NONE
    return "no dip" if view.hurt_days == 0 else f"day {view.hurt_days}"


def _trend_words(seen: Overlay) -> str:
    if seen.deeper is None:
        return "Too few cuts are known to say whether they get harder."
    if seen.deeper:
        return "Each of the last three cuts went deeper than the one before it. A longer hold may help: ask."
    return "The last three cuts do not get deeper from one to the next."


def _spread_body(one: Spread) -> dict[str, Any]:
    values = {"median": one.median, "q1": one.q1, "q3": one.q3}
    return {"n": one.n, **{name: None if value is None else number(value) for name, value in values.items()}}
