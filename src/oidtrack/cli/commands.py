"""The Typer program: global options, and commands that are loaded when they are called."""

from __future__ import annotations

import importlib
import re
from functools import cache
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.exceptions import Abort, Exit, TyperException

from oidtrack import __version__
from oidtrack.cli.around import around, with_options
from oidtrack.cli.params import PLAIN, Group, command_of
from oidtrack.cli.session import Session
from oidtrack.cli.table import BEFORE_ALL, GLOBAL_FLAGS, MEANT, TABLE, TOP
from oidtrack.domain.dose import printable
from oidtrack.errors import INTERRUPTED, BadInput, did_you_mean

NO_BACKUP = {"backup", "restore", "purge", "doctor", "completion", "encrypt", "decrypt", "rekey"}
"""Commands after which the day's backup is not made: they see to backups themselves, or only look."""


_ANYWHERE = {*GLOBAL_FLAGS} - {"--json"}
_ONE_MORE = r"unexpected extra arguments?(?:\(s\))? \((.*)\)"


class Lazy(Group):
    """A group that knows its commands by name and loads a module when its command is called."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the framework hands it over
        """Every command, in the order of the table."""
        return list(TABLE)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - the framework hands it over
        """The command, loaded; None where there is none of that name, or it ran before all of this."""
        return None if cmd_name not in TABLE or cmd_name in BEFORE_ALL else _command(cmd_name)

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - the framework hands it over
        """The first page: examples and what is common."""
        formatter.write(TOP)

    def format_whole(self, ctx: Any, formatter: Any) -> None:
        """Every command in a line each, with the options that go before them."""
        super().format_help(ctx, formatter)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - the framework hands it over
        """Help from the table: no command module is loaded for it."""
        for group in dict.fromkeys(row.group for row in TABLE.values()):
            with formatter.section(group):
                formatter.write_dl([(name, row.help) for name, row in TABLE.items() if row.group == group])


@cache
def _command(name: str) -> Any:
    """The command of the table, built from its module once in a process."""
    module = importlib.import_module(TABLE[name].module)
    if hasattr(module, "app"):
        return typer.main.get_group(module.app)
    return command_of(name, getattr(module, TABLE[name].run))


app = typer.Typer(cls=Lazy, invoke_without_command=True, **PLAIN)


@app.callback()
def _globals(
    ctx: typer.Context,
    db: Annotated[str | None, typer.Option(metavar="PATH", help="Use this journal file.")] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
    no_color: Annotated[bool, typer.Option("--no-color", help="No colour.")] = False,
    plain: Annotated[bool, typer.Option("--plain", help="Pages as a pipe gets them: no colour, 80 columns.")] = False,
    no_input: Annotated[bool, typer.Option("--no-input", help="Never ask; a missing answer is an error.")] = False,
    version: Annotated[bool, typer.Option("-V", "--version", help="Show the version.")] = False,
) -> None:
    """A private journal and taper planner for long-term prescribed opioids.

    Everything stays on this machine. It supports a talk with your prescriber
    and never replaces one. In a crisis: oidtrack crisis

    Examples:
      oidtrack log                      the evening entry, asked one by one
      oidtrack log --mood 6 --sleep 7h30 --taken
      oidtrack med add oxycodone --dose 30 --at 8:00,14:00,22:00
      oidtrack plan new                 a draft to show your prescriber
      oidtrack demo                     look around in a made-up year
    """
    session: Session = ctx.obj
    if version:
        session.show(f"oidtrack {__version__}")
        raise Exit(0)
    said = {"--json": json, "--no-color": no_color, "--plain": plain, "--no-input": no_input}
    ctx.obj = with_options(session, {flag for flag, given in said.items() if given}, db)
    ctx.with_resource(around(ctx.obj, backs_up=ctx.invoked_subcommand not in NO_BACKUP))
    if ctx.invoked_subcommand is None:
        from oidtrack.cli.today.shown import show

        show(ctx.obj)


@cache
def _program() -> TyperGroup:
    """The whole program, its commands not loaded yet."""
    return typer.main.get_group(app)


def invoke(arguments: list[str], session: Session) -> int:
    """Run the command that was typed; usage errors come out as `BadInput`."""
    try:
        code = _program().main(args=anywhere(arguments), prog_name="oidtrack", standalone_mode=False, obj=session)
    except Exit as done:
        return done.exit_code
    except Abort:
        raise KeyboardInterrupt from None
    except TyperException as fault:
        raise _as_bad_input(fault, arguments) from None
    except SystemExit:
        # the library's way of saying that the reader of our output has gone; what that means is decided in main
        raise BrokenPipeError from None
    if code == INTERRUPTED:  # what the library makes of Ctrl-C; what is to be said then stands in main
        raise KeyboardInterrupt
    return code if isinstance(code, int) else 0


def anywhere(arguments: list[str]) -> list[str]:
    """Let `--no-input`, `--no-color` and `--plain` stand after the command too, where people type them."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    moved = [word for word in arguments[:end] if word in _ANYWHERE]
    return [*dict.fromkeys(moved), *(word for word in arguments[:end] if word not in moved), *arguments[end:]]


def _as_bad_input(fault: TyperException, arguments: list[str]) -> BadInput:
    """A usage fault in our words, with what was probably meant."""
    context: Any = getattr(fault, "ctx", None)
    path = context.command_path if context is not None else _path(arguments)
    group = context.command if context is not None and isinstance(context.command, TyperGroup) else None
    commands = group.list_commands(context) if group is not None else []
    if type(fault).__name__ == "NoArgsIsHelpError":
        return BadInput(f"`{path}` needs one of: {', '.join(commands)}", f"`{path} --help` shows what each does")
    possible = list(getattr(fault, "possibilities", None) or ())
    # of a fault with suggestions the bare message: they stand in the hint
    words = str(getattr(fault, "message", "")) if possible else fault.format_message()
    message = printable(words, limit=200).rstrip(".")
    message = message[0].lower() + message[1:]
    if message.startswith("no such command"):
        typed = next((word for word in arguments if repr(word)[1:-1] in message), "")
        near = [MEANT[typed.lower()]] if path == "oidtrack" and typed.lower() in MEANT else []
        near = near or _alike(typed, commands)
        return BadInput(message.partition(". ")[0].split("  ")[0], _meant(near, path))
    if "'--db'" in message or message.endswith(" --db"):
        return BadInput("--db stands before the command", f"oidtrack --db PATH {path.partition(' ')[2]}")
    if more := re.search(_ONE_MORE, message):
        return BadInput(f"{more[1]!r} is a word too many", f"`{path} --help` shows how")
    return BadInput(message, _meant(possible, path) if possible else f"`{path} --help` shows how")


def _alike(typed: str, commands: list[str]) -> list[str]:
    from difflib import get_close_matches  # only after a slip: no run waits for it

    return get_close_matches(typed, commands, n=2)


def _path(arguments: list[str]) -> str:
    """The command that was typed, as far as it can be told from the words."""
    return " ".join(["oidtrack", *(word for word in arguments if word in TABLE)][:2])


def _meant(near: list[str], path: str) -> str:
    return did_you_mean(near) or f"`{path} --help` shows what there is"
