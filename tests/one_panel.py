"""One frame of a chart alone, without a name."""

from __future__ import annotations

from oidtrack.render.page.pictures.panels import Panel, Ticks, stacked


def panel_lines(panel: Panel, ticks: Ticks, width: int, *, unicode: bool = True) -> list[str]:
    """Its lines."""
    return stacked((("", panel),), ticks, width, unicode=unicode)
