"""`oidtrack plan`: its commands, each in a module that is loaded when it is called."""

from __future__ import annotations

import importlib
from functools import cache
from typing import Any

import typer

from oidtrack.cli.params import PLAIN, Group, command_of
from oidtrack.cli.session import Session

COMMANDS = {
    "show": "plan_look",
    "new": "plan_new",
    "agree": "plan_steer",
    "check": "plan_look",
    "hold": "plan_steer",
    "go": "plan_steer",
    "resume": "plan_steer",
    "back": "plan_steer",
    "end": "plan_steer",
    "replan": "plan_replan",
    "enter": "plan_enter",
    "compare": "plan_more",
    "history": "plan_more",
    "supply": "plan_more",
    "export": "plan_export",
}
"""Each command, in the order of the help, with the module that has the function of its name."""


class _Commands(Group):
    """The commands of the table."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the framework hands it over
        """Every command, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - the framework hands it over
        """The command, loaded; None where there is none of that name."""
        return _command(cmd_name) if cmd_name in COMMANDS else None


@cache
def _command(name: str) -> Any:
    """The command, built from its module once in a process."""
    module = importlib.import_module(f"oidtrack.cli.plan.{COMMANDS[name]}")
    return command_of(name, getattr(module, name))


app = typer.Typer(cls=_Commands, invoke_without_command=True, **PLAIN)


@app.callback()
def _plan(ctx: typer.Context) -> None:
    """The taper plan. Every plan is a draft until somebody agreed to it.

    It is made of the tablets you really have, proves its own sums, never stops
    abruptly and never raises a dose. Alone, it shows the plan in force or the
    newest draft; where there is none yet it asks a few questions and drafts one.

    Examples:
      oidtrack plan new --medicine oxycodone
      oidtrack plan new --percent 5 --every 4w --start 2026-12-01
      oidtrack plan show
    """
    if ctx.invoked_subcommand is not None:
        return
    session: Session = ctx.obj
    if session.interactive and not session.json and not _has_plan(session):
        from oidtrack.cli.plan.plan_guided import guided

        guided(session)
    else:
        from oidtrack.cli.plan.shown import show

        show(session)


def _has_plan(session: Session) -> bool:
    from oidtrack.services.plan.kept import latest_plan

    with session.journal_if_any() as journal:
        return journal is not None and latest_plan(journal) is not None
