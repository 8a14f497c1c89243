"""The stylesheet of the report page: the colours of the palette, and how shapes take them."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

from oidtrack.render.palette import DARK, LIGHT


def style() -> str:
    """Everything between `<style>` and `</style>`. Paper is light, whatever the screen is."""
    rules = files("oidtrack.render").joinpath("report.css").read_text(encoding="utf-8")
    dark = f"@media screen and (prefers-color-scheme: dark) {{\n{_colours(DARK)}}}\n"
    return f"{_colours(LIGHT)}{dark}:root {{ color-scheme: light dark; }}\n{_shapes()}{rules}"


def _colours(palette: Mapping[str, str]) -> str:
    lines = "".join(f"  --{name}: {colour};\n" for name, colour in palette.items())
    return f":root {{\n{lines}}}\n"


def _shapes() -> str:
    """One class for lines and one for areas of each colour."""
    return "".join(f".s-{name} {{ stroke: var(--{name}); }} .f-{name} {{ fill: var(--{name}); }}\n" for name in LIGHT)
