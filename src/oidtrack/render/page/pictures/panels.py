"""One panel of a chart: values over days in a frame, as a line, as steps or as dots, with lines at cuts.

plotext draws where it can be loaded and the place shows more than ASCII; else our own signs do. No colour is needed.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from fractions import Fraction
from types import ModuleType
from typing import Any

from msgspec import Struct

from oidtrack.domain.dose import plain
from oidtrack.render.page.parts import Tone
from oidtrack.render.page.pictures.ascii_chart import Layer, edge, framed, under

LABEL = 6
"""Columns of the labels at the left, the same in every panel so that days stand under each other."""
BESIDE = 14
"""Columns that are not days: labels, the frame, and what the last label may stand over."""
_FRAME = 3
"""Lines of a panel that are not its rows: the frame and the day labels."""
_INNER = LABEL + 2
"""Columns before what stands on an edge or within a frame."""
_SEAM = str.maketrans("┌┐", "├┤")
_HALF = Fraction(1, 2)
_MANUAL = "plotext._doc.doc"
"""What makes the manual that is read in a session of Python: most of what the import takes, a fifth of a whole report.
Where a later version has it elsewhere, it is made as before."""
_LINE, _DOT, _CUT, _BAND, _HELD = "braille", "•", ":", "┈", "="

Values = tuple[Fraction | None, ...]
Ticks = Sequence[tuple[int, str]]


class Panel(Struct, frozen=True):
    """What is drawn in one frame. Each of the values has a place for each point; None is a gap, empty is nothing.

    Attributes:
        top: The upper end of its axis, which begins at 0.
        rows: Lines of it, frame and day labels among them; 6 or more.
        line: Joined from point to point.
        steps: Level for a whole point, as a planned dose is.
        dots: Each by itself.
        band: Two levels between which values are usual, or None.
        cuts: Where a smaller dose begins, in points from the first.
        held: First and last point of stretches on hold.
        signs: A sign above a point; each kind of sign has a row of its own, from the top, since a day may have several.
    """

    top: Fraction
    rows: int
    line: Values = ()
    steps: Values = ()
    dots: Values = ()
    band: tuple[Fraction, Fraction] | None = None
    cuts: tuple[Fraction, ...] = ()
    held: tuple[tuple[Fraction, Fraction], ...] = ()
    signs: tuple[tuple[Fraction, str], ...] = ()

    @property
    def points(self) -> int:
        """How many there are."""
        return max(len(self.line), len(self.steps), len(self.dots))

    def marks(self) -> list[tuple[Fraction, str]]:
        """The labels at the left: at the foot, in the middle and at the top."""
        return [(self.top * n / 2, plain(self.top * n / 2)) for n in range(3)]

    def sign_rows(self, rows: int) -> Iterator[tuple[Fraction, str, tuple[Fraction, ...]]]:
        """Each kind of sign with its level and its points, where the frame has so many rows, 2 or more."""
        for n, sign in enumerate(dict.fromkeys(sign for _, sign in self.signs)):
            level = self.top * (rows - 1 - n) / (rows - 1)
            yield level, sign, tuple(place for place, one in self.signs if one == sign)


def headroom(rows: int, kinds: int) -> Fraction:
    """By how much the axis of a panel is to be longer, so that no sign stands upon a value: a factor of 1 or more.

    Args:
        rows: Lines of the panel.
        kinds: Kinds of signs, each of which has a row.
    """
    inner = rows - _FRAME
    return Fraction(inner - 1) / (inner - kinds - _HALF) if 0 < kinds < inner - 1 else Fraction(1)


def stacked(named: Sequence[tuple[str, Panel]], ticks: Ticks, width: int, *, unicode: bool = True) -> list[str]:
    """Panels over the same days right on top of one another, each with its name on its upper edge, days below the last.

    Lines have no blanks at their ends.

    Args:
        named: Names, empty for none, and panels; at least one, of the same points, two or more.
        ticks: Places and labels under the axis.
        width: Columns, 40 or more.
        unicode: Whether the place can show more than ASCII.
    """
    library = plotext() if unicode else None
    lines, last = list[str](), list[str]()
    for name, panel in named:
        if library is None:
            *inner, foot, days = ascii_lines(panel, ticks, width)
            lines += [f"{'':{_INNER}}{name}"] if name else [foot] if lines else []
        else:
            upper, *inner, foot, days = drawn(library, panel, ticks, width)
            lines.append(_titled(upper.translate(_SEAM) if lines else upper, name))
        lines += inner
        last = [foot, days]
    return lines + last


def _titled(edge_line: str, name: str) -> str:
    return f"{edge_line[:_INNER]} {name} {edge_line[_INNER + len(name) + 2 :]}" if name else edge_line


def _no_manual() -> ModuleType:
    """An empty one in place of the library's manual, which it makes anew at each import."""
    manual = ModuleType(_MANUAL)
    manual.docs = None  # type: ignore[attr-defined]
    return manual


def plotext() -> ModuleType | None:
    """The drawing library; None where it is not installed or its kernel does not load."""
    sys.modules.setdefault(_MANUAL, _no_manual())
    try:
        import plotext
    except (ImportError, OSError):
        return None
    library: ModuleType = plotext
    return library


def drawn(library: ModuleType, panel: Panel, ticks: Ticks, width: int) -> list[str]:
    """By plotext, with size, limits and ticks fixed, so that the same days give the same text anywhere."""
    library.terminal.limit(False, False)  # width and height
    figure = library.figure
    figure.clear.all()
    figure.plot_size(width, panel.rows)
    for run, marker in _traces(panel):
        made = figure.signal([float(place) for place, _ in run], [float(value) for _, value in run], marker=marker)
        made.lines()
        figure.draw(made)
    _axis(figure.ruler("y", "left"), panel.top, [(at, f"{label:>{LABEL}}") for at, label in panel.marks()])
    _axis(figure.ruler("x", "lower"), Fraction(panel.points - 1), [(Fraction(at), label) for at, label in ticks])
    text: str = figure.build().string(True)  # colourless
    return [line.rstrip() for line in text.strip("\n").split("\n")]


def _traces(panel: Panel) -> Iterator[tuple[Sequence[tuple[Fraction, Fraction]], str]]:
    """What is drawn, the back first: places with their values, and the sign that joins them."""
    last, foot = Fraction(panel.points - 1), Fraction(0)
    yield from (([(place, foot), (place, panel.top)], _CUT) for place in panel.cuts)
    yield from (([(foot, level), (last, level)], _BAND) for level in panel.band or ())
    yield from (([(first, foot), (end, foot)], _HELD) for first, end in panel.held)
    for n, value in enumerate(panel.steps):
        if value is not None:
            ends = (max(n - _HALF, foot), min(n + _HALF, last))
            yield [(end, value) for end in ends], _LINE
    yield from ((run, _LINE) for run in runs(panel.line))
    yield from (([(Fraction(n), value)], _DOT) for n, value in enumerate(panel.dots) if value is not None)
    for level, sign, places in panel.sign_rows(panel.rows - _FRAME):
        yield from (([(place, level)], sign) for place in places)


def ascii_lines(panel: Panel, ticks: Ticks, width: int) -> list[str]:
    """By our own signs: `o` a line, `-` steps, `*` a dot, `:` a cut, `.` the usual range, `=` on hold."""
    many = panel.points
    layers = [Layer((level,) * many, ".", wide=True) for level in panel.band or ()]
    held = tuple(Fraction(0) if _is_held(panel, n) else None for n in range(many))
    layers += [Layer(held, _HELD, wide=True), Layer(panel.steps, "-", wide=True)]
    layers += [Layer(panel.line, "o"), Layer(panel.dots, "*")]
    cuts, wide = tuple(int(place) for place in panel.cuts), width - BESIDE
    rows = max(panel.rows - _FRAME, 3) | 1
    for level, sign, places in panel.sign_rows(rows):
        marked = {int(place) for place in places}
        layers.append(Layer(tuple(level if n in marked else None for n in range(many)), sign))
    return [*framed(layers, panel.top, cuts, (many, wide, rows)), edge(wide), under(ticks, many, wide)]


def _is_held(panel: Panel, place: int) -> bool:
    return any(first <= place <= last for first, last in panel.held)


def in_tones(line: str) -> tuple[tuple[str, Tone], ...]:
    """A line of a panel in tones: what frames it, cuts and the usual range are quiet, its signs are not."""
    titled = _TITLED.fullmatch(line)
    if titled is not None:
        return ((titled[1], Tone.NOTE), (titled[2], Tone.HEADING), (titled[3], Tone.NOTE))
    inside = _INSIDE.fullmatch(line)
    if inside is None:
        return ((line, Tone.PLAIN if any(map(str.isalpha, line)) else Tone.NOTE),)
    label, side, values, end = inside.groups()
    pieces = ((piece[0], _TONES.get(piece[0][0], Tone.PLAIN)) for piece in _PIECES.finditer(values))
    return ((label, Tone.PLAIN), (side, Tone.NOTE), *pieces, (end, Tone.NOTE))


_TITLED = re.compile(r"( *[┌├]─)( .+ )(─*[┐┤])")
_INSIDE = re.compile(r"([ 0-9.]{6} ?)([│┤|])(.*?)([│|]?)")
_PIECES = re.compile(r"[:┈.]+|[+?x]+|v+|[^:┈.+?xv]+")
_TONES = {
    **dict.fromkeys((_CUT, _BAND, "."), Tone.NOTE),
    **dict.fromkeys("+?x", Tone.CARE),
    "v": Tone.NOW,
}


def runs(values: Values) -> Iterator[list[tuple[Fraction, Fraction]]]:
    """Unbroken stretches of known values, each as pairs of a place and its value."""
    run: list[tuple[Fraction, Fraction]] = []
    for place, value in enumerate(values):
        if value is not None:
            run.append((Fraction(place), value))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _axis(ruler: Any, end: Fraction, marks: Sequence[tuple[Fraction, str]]) -> None:
    ruler.lim(0, float(end))
    ruler.ticks([float(at) for at, _ in marks], [label for _, label in marks])
