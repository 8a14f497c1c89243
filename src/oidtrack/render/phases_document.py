"""Phases and cuts of the report as documents."""

from __future__ import annotations

from typing import Any

from oidtrack.insight.overlay import WINDOWS, Overlay
from oidtrack.insight.phases import PhaseView
from oidtrack.insight.spread import Spread
from oidtrack.render.machine import number


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


def _spread_body(one: Spread) -> dict[str, Any]:
    values = {"median": one.median, "q1": one.q1, "q3": one.q3}
    return {"n": one.n, **{name: None if value is None else number(value) for name, value in values.items()}}
