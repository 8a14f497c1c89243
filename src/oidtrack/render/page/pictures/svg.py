"""Shapes as SVG that stands in a page: colours by class, so that light and dark follow the page. Nothing else."""

from __future__ import annotations

from html import escape

from oidtrack.render.page.pictures.picture import Dot, Hatch, Label, Line, Path, Picture, Rect, Shape


def svg(picture: Picture, alt: str, kind: str) -> str:
    """One `<svg>` element.

    Args:
        picture: What is drawn.
        alt: The picture in words; empty for one that only repeats what stands beside it.
        kind: Its class in the stylesheet.
    """
    said = f'role="img" aria-label="{escape(alt)}"' if alt else 'aria-hidden="true"'
    size = f'viewBox="0 0 {_n(picture.width)} {_n(picture.height)}"'
    drawn = "".join(_shape(shape) for shape in picture.shapes)
    return f'<svg class="{kind}" {size} {said} focusable="false">{drawn}</svg>'


def _shape(shape: Shape) -> str:
    match shape:
        case Line():
            ends = f'x1="{_n(shape.x1)}" y1="{_n(shape.y1)}" x2="{_n(shape.x2)}" y2="{_n(shape.y2)}"'
            dash = ' stroke-dasharray="3 2.5"' if shape.dash else ""
            return f'<line class="s-{shape.ink}" {ends} stroke-width="{_n(shape.width)}"{dash}/>'
        case Path():
            points = " ".join(f"{_n(x)},{_n(y)}" for x, y in shape.points)
            return f'<polyline class="s-{shape.ink}" points="{points}" fill="none" stroke-width="{_n(shape.width)}"/>'
        case Rect():
            place = f'x="{_n(shape.x)}" y="{_n(shape.y)}" width="{_n(shape.width)}" height="{_n(shape.height)}"'
            return f'<rect class="f-{shape.ink}" {place}/>'
        case Hatch():
            drawn = "".join(f"M{_n(x1)} {_n(y1)}L{_n(x2)} {_n(y2)}" for x1, y1, x2, y2 in shape.lines())
            return f'<path class="s-{shape.ink}" d="{drawn}" stroke-width="0.8"/>'
        case Dot():
            return f'<circle class="f-{shape.ink}" cx="{_n(shape.x)}" cy="{_n(shape.y)}" r="{_n(shape.r)}"/>'
        case Label():
            return _label(shape)


def _label(shape: Label) -> str:
    bold = ' font-weight="600"' if shape.bold else ""
    place = f'x="{_n(shape.x)}" y="{_n(shape.y)}" font-size="{_n(shape.size)}" text-anchor="{shape.anchor}"'
    return f'<text class="f-{shape.ink}" {place}{bold}>{escape(shape.text)}</text>'


def _n(value: float) -> str:
    """At most one decimal, the same on every machine."""
    return f"{value:.1f}".removesuffix(".0")
