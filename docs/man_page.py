"""The man page, oidtrack(1), in roff: written from the commands themselves by `make fix`."""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Iterator
from typing import Any

import typer
from typer.core import TyperGroup

from oidtrack import __version__
from oidtrack.cli.commands import app
from oidtrack.cli.table import BEFORE_ALL, TABLE, TOP

SURROUNDINGS = (
    ("OIDTRACK_DB", "The journal file, where --db does not name one."),
    ("OIDTRACK_PASSPHRASE_COMMAND", "A command that prints the passphrase of an encrypted journal."),
    ("OIDTRACK_NEW_PASSPHRASE_COMMAND", "The same for encrypt, rekey and export --encrypt."),
    ("OIDTRACK_NOW", "A moment with its offset that stands for now, for trying things out."),
    ("OIDTRACK_DEBUG", "With 1, a fault prints where in the program it was; no word of the journal."),
    ("NO_COLOR, FORCE_COLOR", "No colour anywhere; colour everywhere, in pipes too."),
    ("COLUMNS", "The width of pages, from 40 to 120."),
    ("PAGER", "What shows a page longer than the window; empty for none."),
    ("VISUAL, EDITOR", "The editor that edit opens."),
    ("LC_ALL, LC_MESSAGES, LANG", "Whether letters beyond ASCII are shown, and the country that crisis guesses."),
)
EXITS = (
    ("0", "Done."),
    ("1", "A failure: a journal that cannot be read, a full disk, a wrong passphrase; report --fail-on-warning."),
    ("2", "Something was not understood. Nothing was written."),
    ("3", "A rule of safety refuses it; the nearest that is allowed is shown where there is one."),
    ("4", "Nothing was found."),
    ("130", "Stopped with Ctrl-C. What was saved before stays saved."),
)
_PLACES = (
    ("journal.db in the folder for data of your system", "The journal: one SQLite file. `oidtrack doctor` names it."),
    ("backups/ beside it", "A copy of each day of use, thinned out."),
    ("share/oidtrack/schemas in the installation", "A JSON Schema for each document of --json."),
)


def man_page() -> str:
    """The whole page."""
    program = typer.main.get_group(app)
    context = program.make_context("oidtrack", [], resilient_parsing=True)
    examples = re.findall(r"^    (oidtrack.*)$", TOP, re.MULTILINE)
    parts = [
        f'.TH OIDTRACK 1 "" "oidtrack {__version__}" "User commands"',
        *_section("NAME", "oidtrack \\- a private journal and taper planner for long\\-term prescribed opioids"),
        *_section("SYNOPSIS", ".B oidtrack", ".RI [ options ]", ".RI [ command ]", ".RI [ arguments ]"),
        *_section(
            "DESCRIPTION",
            _text(
                "Without a command it shows the card of today. Everything stays on this machine: there is no network"
            ),
            _text("code in it. It supports a talk with your prescriber and never replaces one. Never stop an opioid"),
            _text("suddenly. In a crisis: oidtrack crisis, or your emergency number."),
        ),
        *_section("EXAMPLES", *_block("\n".join(examples))),
        *_section("OPTIONS", _text("Before a command:"), *_options(program, context)),
        *_section("COMMANDS", *_commands(program, context)),
        *_section("ENVIRONMENT", *_terms(SURROUNDINGS)),
        *_section("FILES", *_terms(_PLACES)),
        *_section("EXIT STATUS", *_terms(EXITS)),
    ]
    return "\n".join([*parts, ""])


def _section(name: str, *lines: str) -> list[str]:
    return [f".SH {name}", *lines]


def _commands(program: Any, context: Any) -> Iterator[str]:
    for name, row in TABLE.items():
        if name in BEFORE_ALL:
            yield from (f".SS {name}", _text(f"{row.help}."))
            yield from _block(importlib.import_module(row.module).help_text())
            continue
        command = program.get_command(context, name)
        yield from _command(name, command, context)
        if isinstance(command, TyperGroup):
            for sub in command.list_commands(context):
                found = command.get_command(context, sub)
                yield from _command(f"{name} {sub}", found, context)


def _command(name: str, command: Any, context: Any) -> Iterator[str]:
    """Its words, what it does and its options."""
    own = type(context)(command, info_name=f"oidtrack {name}", **command.context_settings)
    yield f".SS {name}"
    yield ".B " + _text(" ".join(["oidtrack", name, *command.collect_usage_pieces(own)]))
    about, _, examples = inspect.cleandoc(command.help or "").partition("\nExamples:\n")
    for paragraph in about.strip().split("\n\n"):
        yield from _block(paragraph) if re.search(r"^ ", paragraph, re.MULTILINE) else [".PP", _text(paragraph)]
    if examples:
        yield from (".PP", "Examples:", ".RS 4", *_block(inspect.cleandoc(examples)), ".RE")
    yield from _options(command, own)


def _options(command: Any, context: Any) -> Iterator[str]:
    records = (option.get_help_record(context) for option in command.get_params(context))
    yield from _terms((names, said) for names, said in filter(None, records) if "--help" not in names)


def _terms(rows: Any) -> Iterator[str]:
    """Each word in bold with what it means below it."""
    for word, said in rows:
        yield from (".TP", f".B {_text(word)}", _text(said))


def _block(text: str) -> list[str]:
    """Lines that stay as they are."""
    return [".PP", ".nf", *(_text(line) for line in text.strip("\n").splitlines()), ".fi"]


def _text(text: str) -> str:
    """Plain words in roff: ASCII alone, and no line that begins as a request does."""
    plain = text.replace("\\", "\\e").replace("-", "\\-")
    spelled = "".join(char if ord(char) < 128 else f"\\[u{ord(char):04X}]" for char in plain)  # noqa: PLR2004 - ASCII
    return "\n".join(f"\\&{line}" if line[:1] in {".", "'"} else line for line in spelled.splitlines())
