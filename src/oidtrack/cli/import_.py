"""`oidtrack import`: take over what was written elsewhere."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Annotated

import typer

from oidtrack.cli.file_words import file_clock, read_format, read_words
from oidtrack.cli.params import Json, Yes, wants_json
from oidtrack.cli.reading import read_rating, read_skip
from oidtrack.cli.session import Session
from oidtrack.domain.dose import plain, printable
from oidtrack.errors import BadInput
from oidtrack.exchange.daylio import MOODS
from oidtrack.exchange.text_file import read_text
from oidtrack.render.import_page import SCHEMA, counted_words, incoming_body, incoming_page
from oidtrack.render.layout import wrapped
from oidtrack.render.machine import document
from oidtrack.services.dayplan import read_dose_plan
from oidtrack.services.exporting import Format
from oidtrack.services.importing import Incoming, compare, save
from oidtrack.services.reading_files import Source, read, recognise

MOST_SHOWN = 200
_MOODS_HINT = 'for example --moods "super=9,fine=6"'


def run(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file.")],
    kind: Annotated[
        str, typer.Option("--format", metavar="jsonl|csv|daylio|jrnl", help="Else it is seen from the file.")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would come in.")] = False,
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help="Leave out rows that cannot be read.")] = False,
    moods: Annotated[str, typer.Option("--moods", metavar="LIST", help="Daylio moods of your own: super=9.")] = "",
    yes: Yes = False,
    json: Json = False,
) -> None:
    """Take over a file: our own export, a table, Daylio's CSV, jrnl's JSON.

    What is in your journal already is left out, so the same file can come in
    twice. Rows that cannot be read are all listed by their line, and then
    nothing is saved unless you say --skip-bad. A table has columns named as the
    options of `log`, and `at`, or `date` and `time`; doses stand in
    dose_medicine and dose_mg.

    Examples:
      oidtrack import journal.jsonl
      oidtrack import diary.csv --dry-run
      oidtrack import daylio_export.csv --moods "super=9,so-so=5"
      oidtrack import jrnl.json --skip-bad
    """
    session: Session = ctx.obj
    text, notes = read_text(_path(file))
    chosen = read_format(kind, tuple(Format)) if kind else recognise(text)
    own = _moods(moods)
    journal = session.journal_if_any()
    source = Source(file_clock(session), read_words, lambda text: read_skip(text)[:3], moods=own)
    if journal is None:
        incoming = compare(None, read(text, chosen, source))
    else:
        with journal:
            planned = read_dose_plan(journal, session.day_ends_at)
            source = replace(source, mine=planned.rows, planned=planned.doses)
            incoming = compare(journal, read(text, chosen, source))
    for note in (*notes, *incoming.notes, *(_mapping(own) if chosen is Format.DAYLIO else ())):
        session.tell("\n".join(wrapped(note, "Note: ")))
    refused = bool(incoming.faults) and not skip_bad
    saving = bool(incoming.new) and not (refused or dry_run)
    if saving and not _agreed(session, chosen, incoming, yes=yes):
        session.tell("Nothing was saved.")
        return
    if saving:
        with session.journal() as opened:
            save(opened, incoming, session.at_utc)
    _show(session, incoming, chosen, saved=saving, refused=refused, json=json)


def _show(session: Session, incoming: Incoming, kind: Format, *, saved: bool, refused: bool, json: bool) -> None:
    _tell_faults(session, incoming)
    if wants_json(session, json):
        session.emit(document(SCHEMA, incoming_body(incoming, kind, saved=saved)))
    elif not refused:
        session.show(incoming_page(incoming, kind, saved=saved))
    if refused:
        rows = "1 row" if len(incoming.faults) == 1 else f"{len(incoming.faults)} rows"
        raise BadInput(f"{rows} cannot be read; nothing was saved", "mend the file, or leave them out with --skip-bad")


def _tell_faults(session: Session, incoming: Incoming) -> None:
    for fault in incoming.faults[:MOST_SHOWN]:
        session.tell(f"{fault.place}: {fault.reason}")
    more = len(incoming.faults) - MOST_SHOWN
    if more > 0:
        session.tell(f"and {more} more; --json lists all of them")


def _agreed(session: Session, kind: Format, incoming: Incoming, *, yes: bool) -> bool:
    """Daylio's moods become numbers: where somebody is there, they are asked."""
    if kind is not Format.DAYLIO or yes or not session.interactive:
        return True
    from oidtrack.cli.asking import confirm

    return confirm(f"Save {counted_words(incoming.counted())} with these numbers?")


def _mapping(own: dict[str, int]) -> tuple[str]:
    all_moods = {**MOODS, **own}.items()
    worth = ", ".join(f"{printable(name, 20)} {plain(Fraction(tenths, 10), 1)}" for name, tenths in all_moods)
    return (f"Daylio's moods become: {worth} (mood 0-10, 10 is best)",)


def _moods(text: str) -> dict[str, int]:
    found = {}
    for word in text.split(",") if text.strip() else ():
        name, equals, number = word.rpartition("=")
        if not equals or not name.strip():
            raise BadInput(f"'{printable(word.strip())}' names no mood and its number", _MOODS_HINT)
        found[name.strip().lower()] = read_rating(number, f"the mood '{printable(name.strip(), 20)}'")
    return found


def _path(file: str) -> Path:
    if not file.strip():
        raise BadInput("the file has no name", "for example oidtrack import journal.jsonl")
    try:
        return Path(file).expanduser()
    except RuntimeError:
        raise BadInput(f"'{printable(file)}' begins with the home of nobody here", "name the whole path") from None
