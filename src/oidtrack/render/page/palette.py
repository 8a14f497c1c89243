"""Colours of the report page, once for the stylesheet and for the PDF. Each pair's contrast is tested.

They differ in lightness as well as in hue (blue and amber, which colour-blind people tell apart), so grey does.
"""

from __future__ import annotations

from types import MappingProxyType

LIGHT = MappingProxyType(
    {
        "paper": "#ffffff",
        "text": "#16202b",
        "soft": "#4a5866",
        "rule": "#c3ccd5",
        "panel": "#f1f4f7",
        "mood": "#0a4a8f",
        "band": "#cfe0f2",
        "planned": "#16202b",
        "taken": "#b8790f",
        "cut": "#5d6b79",
        "held": "#dde4ea",
        "alarm": "#9b1c1c",
    }
)
DARK = MappingProxyType(
    {
        "paper": "#12171d",
        "text": "#eef2f6",
        "soft": "#b4c0cc",
        "rule": "#46525f",
        "panel": "#1c242d",
        "mood": "#8ec5ff",
        "band": "#23405f",
        "planned": "#eef2f6",
        "taken": "#a8741c",
        "cut": "#8d9aa8",
        "held": "#2a3541",
        "alarm": "#ffb4ab",
    }
)
"""By name; `paper` lies under all, `panel` under tiles and heads."""
