"""`oidtrack help`: all commands, or the help of one."""

from __future__ import annotations

import importlib
from difflib import get_close_matches
from typing import Annotated, Any

import typer

from oidtrack.cli.session import Session
from oidtrack.cli.table import BEFORE_ALL, TABLE
from oidtrack.domain.dose import printable
from oidtrack.errors import BadInput, did_you_mean


def run(
    ctx: typer.Context,
    command: Annotated[list[str] | None, typer.Argument(metavar="[COMMAND]", help="Such as log, or plan new.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every command in a line each.")] = False,
) -> None:
    """Show how a command is typed; alone, the common ones.

    Examples:
      oidtrack help log
      oidtrack help plan new
      oidtrack help --all
    """
    session: Session = ctx.obj
    root = ctx.find_root()
    if everything or not command:
        session.page(whole(root) if everything else root.get_help())
    elif command[0] in BEFORE_ALL:
        session.page(importlib.import_module(TABLE[command[0]].module).help_text())
    else:
        session.page(_of(root, command))


def whole(root: Any) -> str:
    """The help with every command."""
    formatter = root.make_formatter()
    root.command.format_whole(root, formatter)
    return str(formatter.getvalue())


def _of(root: Any, words: list[str]) -> str:
    """The help of a command, or of one below it.

    Raises:
        BadInput: There is no such command.
    """
    context = root
    for word in words:
        known = context.command.list_commands(context) if hasattr(context.command, "list_commands") else []
        found = context.command.get_command(context, word) if known else None
        if found is None:
            near = get_close_matches(word, known, n=2)
            hint = did_you_mean(near) or f"`{context.command_path} --help` shows what there is"
            raise BadInput(f"no such command '{printable(word)}'", hint)
        context = type(root)(found, info_name=word, parent=context)
    return str(context.get_help())
