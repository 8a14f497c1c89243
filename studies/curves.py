"""Pictures of the studies: lines over numbered axes, told apart by their dashes, legible in grey."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LEFT, TOP, WIDE, HIGH = 70, 30, 500, 300
DASHES = ("", "10 4", "5 4", "2 4", "10 4 2 4")


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale from 0 to `most` with so many steps and a word below it."""

    most: float
    steps: int
    says: str


def picture(title: str, across: Axis, lines: Mapping[str, Sequence[tuple[float, float]]], marks: str = "") -> str:
    """Lines of shares from 0 to 1 over a scale.

    Args:
        title: What is shown.
        across: The scale from left to right.
        lines: By name the points; names are listed in the same order as the dashes.
        marks: More of the picture, drawn below the lines.
    """
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 480" font-family="sans-serif" font-size="13">',
        f'<title>{title}</title><rect width="640" height="480" fill="#fff"/>',
        f'<text x="{LEFT}" y="18">{title}</text>{marks}',
    ]
    for n in range(6):
        y = TOP + HIGH - HIGH * n / 5
        parts.append(f'<path d="M{LEFT} {y:.0f}h{WIDE}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.0f}" text-anchor="end">{20 * n} %</text>')
    for n in range(across.steps + 1):
        x, value = LEFT + WIDE * n / across.steps, across.most * n / across.steps
        parts.append(f'<text x="{x:.0f}" y="{TOP + HIGH + 20}" text-anchor="middle">{value:g}</text>')
    parts.append(f'<text x="{LEFT + WIDE / 2:.0f}" y="{TOP + HIGH + 42}" text-anchor="middle">{across.says}</text>')
    for n, (name, points) in enumerate(lines.items()):
        path = " ".join(f"{place(x, across):.1f},{TOP + HIGH * (1 - y):.1f}" for x, y in points if x <= across.most)
        dash = f'stroke="#000" stroke-width="2" stroke-dasharray="{DASHES[n]}"'
        parts.append(f'<polyline points="{path}" fill="none" {dash}/>')
        y = TOP + HIGH + 66 + 20 * n
        parts.append(f'<path d="M{LEFT} {y}h40" {dash}/><text x="{LEFT + 50}" y="{y + 4}">{name}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def place(value: float, across: Axis) -> float:
    """Where a value lies from left to right."""
    return LEFT + WIDE * value / across.most


def upright(value: float, across: Axis, says: str) -> str:
    """A thin line at a value, with a word at its foot."""
    x = place(value, across)
    line = f'<path d="M{x:.0f} {TOP}v{HIGH}" stroke="#999" stroke-dasharray="4 4"/>'
    return f'{line}<text x="{x + 6:.0f}" y="{TOP + HIGH - 8}">{says}</text>'
