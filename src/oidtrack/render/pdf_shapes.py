"""Shapes as a drawing of the PDF library, upside down, since there the origin is the lower left corner."""

from __future__ import annotations

from reportlab.graphics import shapes as drawn
from reportlab.lib.colors import Color, HexColor

from oidtrack.render.palette import LIGHT
from oidtrack.render.picture import Dot, Label, Line, Path, Picture, Rect, Shape

REGULAR, BOLD = "oidtrack-regular", "oidtrack-bold"
"""Names of the fonts, registered by the page."""

_DASH = [3.0, 2.5]


def drawing(picture: Picture, width: float) -> drawn.Drawing:
    """The picture at a width in points."""
    scale = width / picture.width
    found = drawn.Drawing(width, picture.height * scale)
    group = drawn.Group(*(_shape(shape, picture.height) for shape in picture.shapes))
    group.scale(scale, scale)
    found.add(group)
    return found


def colour(name: str) -> Color:
    """A colour of the palette; paper is light."""
    return HexColor(LIGHT[name])


def _shape(shape: Shape, height: float) -> drawn.Shape:
    ink = colour(shape.ink)
    match shape:
        case Line():
            dash = _DASH if shape.dash else None
            ends = (shape.x1, height - shape.y1, shape.x2, height - shape.y2)
            return drawn.Line(*ends, strokeColor=ink, strokeWidth=shape.width, strokeDashArray=dash)
        case Path():
            places = [value for x, y in shape.points for value in (x, height - y)]
            return drawn.PolyLine(places, strokeColor=ink, strokeWidth=shape.width)
        case Rect():
            foot = height - shape.y - shape.height
            return drawn.Rect(shape.x, foot, shape.width, shape.height, fillColor=ink, strokeColor=None)
        case Dot():
            return drawn.Circle(shape.x, height - shape.y, shape.r, fillColor=ink, strokeColor=None)
        case Label():
            font = BOLD if shape.bold else REGULAR
            place = (shape.x, height - shape.y, shape.text)
            return drawn.String(*place, fontName=font, fontSize=shape.size, fillColor=ink, textAnchor=shape.anchor)
