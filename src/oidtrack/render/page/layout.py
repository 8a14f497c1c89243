"""How pages break their lines and write days and spans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

WIDTH = 80
_WEEK = 7


def wrapped(text: str, label: str, width: int = WIDTH) -> list[str]:
    """Text broken at words, with a label before the first line and its width of blanks before the others."""
    lines, line = [], label
    for word in text.split():
        if len(line) + len(word) >= width and line.strip():
            lines.append(line.rstrip())
            line = " " * len(label)
        line += word + " "
    return [*lines, line.rstrip()]


def stacked(parts: Sequence[str]) -> str:
    """Blocks one below the other with a blank line between; those that say nothing are left out."""
    return "\n".join(f"{part.rstrip()}\n" for part in parts if part.strip())


def day_words(day: date) -> str:
    """A day in words: `Tue 1 Dec 2026`."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def span_words(days: int) -> str:
    """A length in words: `4 weeks`, `10 days`."""
    if days % _WEEK:
        return "1 day" if days == 1 else f"{days} days"
    return "1 week" if days == _WEEK else f"{days // _WEEK} weeks"
