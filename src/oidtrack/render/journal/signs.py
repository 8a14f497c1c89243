"""The lists of signs and symptoms, numbered, to look at and to answer from."""

from __future__ import annotations

from typing import Any

from oidtrack.render.page.console import one_line
from oidtrack.render.page.layout import WIDTH, wrapped
from oidtrack.services.journal.known_words import Group, Known

_HEADS = {
    Group.SIGN: "Signs of low mood",
    Group.SYMPTOM: "Withdrawal, 0 none to 4 very strong",
}
_DANGER = "Too much opioid: get help (oidtrack crisis)"
_COLUMNS = 4
_SHOWN_OWN = 12


def words_block(known: Known) -> str:
    """The numbered list, at most 80 columns."""
    first = len(known.listed) - known.danger
    lines = [f"{_HEADS[known.group]}:", *_grid(known.listed[:first], 1)]
    if known.danger:
        lines += [f"{_DANGER}:", *_grid(known.listed[first:], first + 1)]
    if known.own:
        lines += wrapped(", ".join(one_line(word) for word in known.own[:_SHOWN_OWN]), "Your own: ")
    return "\n".join(lines)


def words_page(found: tuple[Known, ...]) -> str:
    """Every list, one below the other."""
    return "\n\n".join(words_block(known) for known in found) + "\n"


def words_body(found: tuple[Known, ...]) -> dict[str, Any]:
    """The same for machines: for each group the packaged words and the person's own."""
    return {f"{known.group.value}s": {"known": list(known.listed), "own": list(known.own)} for known in found}


def _grid(words: tuple[str, ...], first: int) -> list[str]:
    """Words with their numbers in columns that read from left to right."""
    width = (WIDTH - 2) // _COLUMNS
    cells = [f"{n:>2} {word}" for n, word in enumerate(words, first)]
    rows = [cells[n : n + _COLUMNS] for n in range(0, len(cells), _COLUMNS)]
    return ["  " + "".join(cell.ljust(width) for cell in row).rstrip() for row in rows]
