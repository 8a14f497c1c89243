"""Colours of the report page, once for the stylesheet and for the PDF. Each pair's contrast is tested.

They differ in lightness as well as in hue (blue and amber, which colour-blind people tell apart), so grey does.
"""

from __future__ import annotations

from types import MappingProxyType

_COLOURS = {
    "paper": ("#ffffff", "#12171d"),
    "text": ("#16202b", "#eef2f6"),
    "soft": ("#4a5866", "#b4c0cc"),
    "rule": ("#c3ccd5", "#46525f"),
    "panel": ("#f1f4f7", "#1c242d"),
    "mood": ("#0a4a8f", "#8ec5ff"),
    "band": ("#cfe0f2", "#23405f"),
    "planned": ("#16202b", "#eef2f6"),
    "taken": ("#b8790f", "#a8741c"),
    "cut": ("#5d6b79", "#8d9aa8"),
    "held": ("#dde4ea", "#2a3541"),
    "alarm": ("#9b1c1c", "#ffb4ab"),
}
"""By name, on light and on dark; `paper` lies under all, `panel` under tiles and heads."""
LIGHT = MappingProxyType({name: light for name, (light, _) in _COLOURS.items()})
DARK = MappingProxyType({name: dark for name, (_, dark) in _COLOURS.items()})
