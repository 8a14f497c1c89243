"""How commands are declared: the options that several share, how their words are read, help shown as it is written."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Sequence
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from oidtrack.cli.options import Option, typed_of
from oidtrack.domain.dose import printable
from oidtrack.errors import BadInput

Context: Any = TyperGroup.context_class
Formatter: Any = Context.formatter_class
"""The framework's own, which has them under a private name."""
_WRITTEN, _NARROWEST = 80, 40
"""Columns that docstrings are written for, and the fewest that help is folded to."""
_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
"""Parts an example from what it does; where both have no room on one line, the second stands below."""
_FEW, _NAMES = 56, 10
"""Columns of help below which names have so many, so that no list of examples is broken inside."""
_PARAGRAPH = re.compile(r"(?<=[^\s:])\n(?=\S)")
_SENTENCE = 200
"""Letters that no first sentence of a docstring has."""
SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": _WRITTEN}
PLAIN: dict[str, Any] = {
    "add_completion": False,
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
    "context_settings": SETTINGS,
}
Json = Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")]

Which = Annotated[str, typer.Argument(metavar="[ID]", help="A plan such as p1; else the one in force.")]
Several = list[str] | None
"""An option that may stand several times, or words of any number."""

_TAKEN: dict[Callable[..., None], Sequence[Option]] = {}
"""The options of a command that are data."""
_ID_LENGTH = 12
_MOST = 10**9
_LONGEST_LIMIT = 40
Force = Annotated[bool, typer.Option("--force", help="Replace the file that is there; never a database.")]
Yes = Annotated[bool, typer.Option("--yes", help="Yes to the question that would be asked.")]


def taking(options: Sequence[Option]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command these options, handed over together as its `typed`, in the place of that parameter."""

    def noted(command: Callable[..., None]) -> Callable[..., None]:
        _TAKEN[command] = options
        return command

    return noted


def answering(command: Callable[..., None]) -> Callable[..., None]:
    """A command as the framework takes it: with the run as its `session`, `--json` as the last option, and its `typed`.

    A command that stands before the context of the framework instead is left as it is.
    """
    own = signature(command, eval_str=True).parameters
    if "session" not in own:
        return command
    options = _TAKEN.get(command, ())

    @wraps(command)
    def run(*, ctx: Any, json: bool, **words: Any) -> None:
        if options:
            words["typed"] = typed_of(options, {option.name: words.pop(option.name) for option in options})
        command(session=ctx.obj.in_json if json else ctx.obj, **words)

    shown = [Parameter("ctx", Parameter.KEYWORD_ONLY, annotation=typer.Context)]
    for name, parameter in own.items():
        if name != "session":
            shown += [_parameter(option) for option in options] if name == "typed" else [parameter]
    shown.append(Parameter("json", Parameter.KEYWORD_ONLY, default=False, annotation=Json))
    run.__signature__ = Signature([one.replace(kind=Parameter.KEYWORD_ONLY) for one in shown])  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in shown}
    return run


def _parameter(option: Option) -> Parameter:
    """An option as typer reads it."""
    word = f"{option.word}/--{option.no}" if option.no else option.word
    said = typer.Option(*filter(None, (option.letter, word)), metavar=option.metavar or None, help=option.help)
    kind: Any = (
        list[str] | None if option.many else str | None if option.metavar else bool | None if option.no else bool
    )
    return Parameter(
        option.name,
        Parameter.KEYWORD_ONLY,
        default=None if option.metavar or option.no else False,
        annotation=Annotated[kind, said],
    )


def for_excel(program: str, what: str) -> bool:
    """Whether `--for excel` was said; `what` is written then.

    Raises:
        BadInput: Another program.
    """
    if program.lower() not in {"", "excel"}:
        raise BadInput(f"there is no {what} for '{printable(program)}'", "--for excel, or leave it out")
    return bool(program)


def parse_id(text: str, letter: str) -> int:
    """Read an id such as `p3`: the letter and a number.

    Raises:
        BadInput: Anything else.
    """
    word = text.strip().lower()
    if not (word.startswith(letter) and word[1:].isdecimal() and len(word) <= _ID_LENGTH):
        raise BadInput(f"'{printable(text)}' is no id", f"ids look like {letter}3")
    return int(word[1:])


def which(plan: str) -> int | None:
    """The number of the plan that was named; None for the one in force.

    Raises:
        BadInput: It is no id of a plan.
    """
    return parse_id(plan, "p") if plan else None


def read_limit(word: str) -> int:
    """Read how many entries are wanted at most: 1 or more.

    Raises:
        BadInput: Anything else.
    """
    if not (word.isdecimal() and len(word) <= _LONGEST_LIMIT and int(word) > 0):
        raise BadInput(f"-n is a number from 1 on, not '{printable(word)}'", "for example -n 20")
    return min(int(word), _MOST)


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


class _AsWritten:
    """What has its docstring as help, line by line as it was written."""

    context_class: Any = Folding
    help: Any

    def format_help_text(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - the framework hands it over
        """Write the docstring without folding its lines; only in a narrow window those of a paragraph are one."""
        formatter.write_paragraph()
        said = _PARAGRAPH.sub(" ", self.help or "") if formatter.narrow else self.help or ""
        for line in said.splitlines():
            formatter.write(f"  {line}".rstrip() + "\n")


class Verbatim(_AsWritten, TyperCommand):
    """One command."""


class Group(_AsWritten, TyperGroup):
    """A group of commands."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The commands in a line each, none of them cut: where there is no room the words go on below."""
        known = {name: self.get_command(ctx, name) for name in self.list_commands(ctx)}
        shown = {name: command for name, command in known.items() if command is not None and not command.hidden}
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.get_short_help_str(_SENTENCE)) for name, command in shown.items()])


def command_of(name: str, run: Callable[..., None]) -> Any:
    """One function as a command."""
    single = typer.Typer(**PLAIN)
    command(single, name)(run)
    return typer.main.get_command(single)


def command(app: typer.Typer, name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Make a function a command of a group."""
    return lambda run: app.command(name, cls=Verbatim, context_settings=SETTINGS)(answering(run))
