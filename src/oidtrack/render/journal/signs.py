"""The lists of signs and symptoms, numbered, to look at and to answer from."""

from __future__ import annotations

from typing import Any

from oidtrack.render.page.console import one_line
from oidtrack.render.page.parts import Block, Heading, Item, Page, Part, Table, grid
from oidtrack.services.journal.known_words import Group, Known

_HEADS = {
    Group.SIGN: "Signs of low mood",
    Group.SYMPTOM: "Withdrawal, 0 none to 4 very strong",
}
_DANGER = "Too much opioid: get help (oidtrack crisis)"
_COLUMNS = 4
_WIDE = 17
"""Columns of a word with its number: four of them fit beside one another."""
_SHOWN_OWN = 12


def words_block(known: Known) -> Block:
    """The numbered list."""
    first = len(known.listed) - known.danger
    parts: list[Part] = [Heading(f"{_HEADS[known.group]}:"), _numbered(known.listed[:first], 1)]
    if known.danger:
        parts += [Heading(f"{_DANGER}:"), _numbered(known.listed[first:], first + 1)]
    if known.own:
        parts.append(Item("Your own:", ", ".join(one_line(word) for word in known.own[:_SHOWN_OWN])))
    return Block(tuple(parts))


def words_page(found: tuple[Known, ...]) -> Page:
    """Every list, one below the other."""
    return Page(tuple(words_block(known) for known in found))


def words_body(found: tuple[Known, ...]) -> dict[str, Any]:
    """The same for machines: for each group the packaged words and the person's own."""
    return {f"{known.group.value}s": {"known": list(known.listed), "own": list(known.own)} for known in found}


def _numbered(words: tuple[str, ...], first: int) -> Table:
    """Words with their numbers in columns that read from left to right."""
    cells = [f"{n:>2} {word}" for n, word in enumerate(words, first)]
    cells += [""] * (-len(cells) % _COLUMNS)
    rows = (tuple(cells[n : n + _COLUMNS]) for n in range(0, len(cells), _COLUMNS))
    return grid(*rows, words=range(_COLUMNS), least=(_WIDE,) * _COLUMNS)
