"""Commands whose help is their docstring, line by line as it was written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 80}
PLAIN: dict[str, Any] = {
    "add_completion": False,
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
    "context_settings": SETTINGS,
}


class Verbatim(TyperCommand):
    """A command whose help is its docstring, line by line as it was written."""

    def format_help_text(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - the framework hands it over
        """Write the docstring without folding its lines."""
        write_verbatim(self.help, formatter)


class Group(TyperGroup):
    """A group of commands whose help is its docstring, line by line."""

    def format_help_text(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - the framework hands it over
        """Write the docstring without folding its lines."""
        write_verbatim(self.help, formatter)


def command_of(name: str, run: Callable[..., None]) -> Any:
    """One function as a command."""
    single = typer.Typer(**PLAIN)
    single.command(name, cls=Verbatim, context_settings=SETTINGS)(run)
    return typer.main.get_command(single)


def write_verbatim(text: str | None, formatter: Any) -> None:
    """Write help text with an indent and nothing else done to it."""
    formatter.write_paragraph()
    for line in (text or "").splitlines():
        formatter.write(f"  {line}".rstrip() + "\n")
