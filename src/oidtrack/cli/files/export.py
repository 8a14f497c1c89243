"""`oidtrack export`: the journal as a file for elsewhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from datetime import timedelta
from typing import Annotated

import typer
from msgspec.structs import replace

from oidtrack.cli.asking.files_out import PLAIN, open_places, put
from oidtrack.cli.asking.passphrase import COMMAND, NEW_COMMAND, new_passphrase
from oidtrack.cli.files.file_words import read_format
from oidtrack.cli.params import Force, for_excel
from oidtrack.cli.session import Session
from oidtrack.cli.words.when import parse_day
from oidtrack.domain.tick import ticking
from oidtrack.errors import BadInput
from oidtrack.exchange.age import in_age, require_age
from oidtrack.exchange.jsonl import SCHEMA
from oidtrack.render.files.imports import export_body, export_words
from oidtrack.render.page.machine import document
from oidtrack.services.files.exporting import WRITTEN, Format
from oidtrack.services.files.exporting import export as gathered

STDOUT, AGE = "-", ".age"


def run(
    session: Session,
    file: Annotated[str, typer.Argument(metavar="[FILE]", help="Where to write it; - is stdout.")] = STDOUT,
    kind: Annotated[str, typer.Option("--format", metavar="jsonl|csv", help="Else by the file's name.")] = "",
    program: Annotated[str, typer.Option("--for", metavar="excel", help="CSV as that program reads it.")] = "",
    since: Annotated[str, typer.Option("--since", metavar="DATE", help="Entries from this day on.")] = "",
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="Entries up to this day.")] = "",
    encrypt: Annotated[bool, typer.Option("--encrypt", help="Under a passphrase of its own, in age's format.")] = False,
    force: Force = False,
) -> None:
    """Write your journal to a file that other programs read.

    JSON Lines holds everything without loss, and `oidtrack import` reads it
    back. CSV holds the entries, for spreadsheets. The file is yours alone to
    read (on Windows it has the rights of its folder), and it has its name only
    when it is complete. It is plain text, also where your journal is encrypted.
    --encrypt asks twice for a passphrase and writes a file of age
    (age-encryption.org): `age -d journal.jsonl.age` opens it on any machine.
    OIDTRACK_NEW_PASSPHRASE_COMMAND may name a command that prints the
    passphrase. A forgotten one cannot be recovered.

    Examples:
      oidtrack export journal.jsonl
      oidtrack export --format csv --since 2026-09-01 autumn.csv
      oidtrack export --for excel autumn.csv
      oidtrack export | wc -l
      oidtrack export --encrypt journal.jsonl.age
    """
    first = parse_day(since, session) if since else None
    last = parse_day(until, session) + timedelta(days=1) if until else None
    if first is not None and last is not None and first >= last:
        raise BadInput(f"{until} is before {since}", "give an earlier --since")
    chosen = _format(kind, file.lower().removesuffix(AGE))
    marked = for_excel(program, "file")
    if marked and chosen is not Format.CSV:
        raise BadInput("--for excel goes with CSV alone", "oidtrack export --for excel journal.csv")
    if encrypt:
        _require_place(file)
    with session.journal(create=False) as journal, session.progress("Gathering your journal") as tick:
        found = replace(gathered(journal, chosen, first, last), marked=marked)
        lines = list(ticking(found.lines(), len(found.records), tick))
    if file == STDOUT:
        _to_stdout(lines, found.format, session)
        session.tell(export_words(found))
        if session.encrypted:
            session.tell(PLAIN)
        return
    (place,) = open_places(session, [file], force=force)
    if place is None:
        return
    data = (line.encode() for line in lines)
    put(session, place, _sealed(session, data) if encrypt else data, encrypted=encrypt)
    if session.json:
        session.emit(document(SCHEMA, export_body(found, file, encrypted=encrypt)))
    else:
        session.tell(export_words(found, encrypted=encrypt))


def _require_place(file: str) -> None:
    """Make sure that an encrypted file can be written, before anybody types a passphrase.

    Raises:
        BadInput: It would go to stdout.
        NotInstalled: The library is not there.
    """
    if file == STDOUT:
        raise BadInput("an encrypted export goes into a file", "oidtrack export --encrypt journal.jsonl.age")
    require_age()


def _sealed(session: Session, lines: Iterable[bytes]) -> list[bytes]:
    """The file under a passphrase: typed twice, else from the command for new ones, else that of the journal."""
    command = (session.new_passphrase_command, NEW_COMMAND)
    if not command[0] and not session.interactive and session.passphrase_command:
        command = (session.passphrase_command, COMMAND)
    return [in_age(b"".join(lines), new_passphrase(session, "this file", command))]


def _format(kind: str, file: str) -> Format:
    if kind:
        return read_format(kind, WRITTEN)
    return next((known for known in WRITTEN if file.lower().endswith(f".{known.value}")), Format.JSONL)


def _to_stdout(lines: list[str], kind: Format, session: Session) -> None:
    """Bytes as a file has them; where the place shows no more than ASCII, JSON in escapes that mean the same."""
    if not session.unicode and kind is Format.JSONL:
        from oidtrack.render.page.machine import in_ascii

        sys.stdout.writelines(in_ascii(line) for line in lines)
        return
    sys.stdout.flush()
    out = getattr(sys.stdout, "buffer", None)
    for line in lines:
        if out is None:
            sys.stdout.write(line)
        else:
            out.write(line.replace("\r\n", os.linesep).encode() if kind is Format.JSONL else line.encode())
