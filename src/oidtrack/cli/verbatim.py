"""Commands whose help is their docstring, line by line as it was written."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

Context: Any = TyperGroup.context_class
Formatter: Any = Context.formatter_class
"""The framework's own, which has them under a private name."""
_WRITTEN, _NARROWEST = 80, 40
"""Columns that docstrings are written for, and the fewest that help is folded to."""
_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
"""Parts an example from what it does; where both have no room on one line, the second stands below."""
_FEW, _NAMES = 56, 10
"""Columns of help below which names have so many, so that no list of examples is broken inside."""
_SENTENCE = 200
"""Letters that no first sentence of a docstring has."""
SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": _WRITTEN}
PLAIN: dict[str, Any] = {
    "add_completion": False,
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
    "context_settings": SETTINGS,
}


class Narrow(Formatter):  # type: ignore[misc]
    """Help that is as wide as the window where that has less than 80 columns; the framework ends at 50."""

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        columns = shutil.get_terminal_size().columns
        self.narrow = columns < _WRITTEN
        if self.narrow:
            self.width = max(columns, _NARROWEST) - 2

    def write_dl(self, rows: Any, col_max: int = 30, col_spacing: int = 2) -> None:
        """Names and what they mean; in a very narrow window a longer name has a line of its own."""
        super().write_dl(rows, col_max if self.width >= _FEW else _NAMES, col_spacing)

    def getvalue(self) -> str:
        """The help; lines that were written for 80 columns are folded to fewer."""
        text: str = super().getvalue()
        if not self.narrow:
            return text
        from oidtrack.render.page.text import folded_lines

        lines = (
            line if len(line) < self.width + 2 else _GAP.sub("\n      ", line, 1)
            for line in text.rstrip("\n").split("\n")
        )
        return folded_lines("\n".join(lines), self.width + 2) + "\n"


class Folding(Context):  # type: ignore[misc]
    """What help is made in."""

    formatter_class = Narrow


class Verbatim(TyperCommand):
    """A command whose help is its docstring, line by line as it was written."""

    context_class = Folding

    def format_help_text(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - the framework hands it over
        """Write the docstring without folding its lines."""
        write_verbatim(self.help, formatter)


class Group(TyperGroup):
    """A group of commands whose help is its docstring, line by line."""

    context_class = Folding

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The commands in a line each, none of them cut: where there is no room the words go on below."""
        known = {name: self.get_command(ctx, name) for name in self.list_commands(ctx)}
        shown = {name: command for name, command in known.items() if command is not None and not command.hidden}
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.get_short_help_str(_SENTENCE)) for name, command in shown.items()])

    def format_help_text(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - the framework hands it over
        """Write the docstring without folding its lines."""
        write_verbatim(self.help, formatter)


def command_of(name: str, run: Callable[..., None]) -> Any:
    """One function as a command."""
    single = typer.Typer(**PLAIN)
    single.command(name, cls=Verbatim, context_settings=SETTINGS)(run)
    return typer.main.get_command(single)


def write_verbatim(text: str | None, formatter: Any) -> None:
    """Write help text with an indent; only in a narrow window the lines of a paragraph are one, which is folded."""
    formatter.write_paragraph()
    said = _PARAGRAPH.sub(" ", text or "") if formatter.narrow else text or ""
    for line in said.splitlines():
        formatter.write(f"  {line}".rstrip() + "\n")


_PARAGRAPH = re.compile(r"(?<=[^\s:])\n(?=\S)")
