"""`oidtrack import`: take over what was written elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from msgspec.structs import replace

from oidtrack.cli.asking.asking import Stopped, answer, confirm
from oidtrack.cli.files.file_words import file_clock, read_format, read_words
from oidtrack.cli.params import Several, Yes
from oidtrack.cli.session import Session
from oidtrack.cli.surroundings import file_path
from oidtrack.cli.words.reading import read_rating, read_skip, say_that_it_reads
from oidtrack.domain.dose import counted, plain, printable
from oidtrack.errors import BadInput
from oidtrack.exchange.csv_table import ASIDE, COLUMNS
from oidtrack.exchange.elsewhere.apple_health import Nights, nights_of
from oidtrack.exchange.elsewhere.daylio import MOODS, unnamed_moods
from oidtrack.exchange.mapping import Mapped, read_map
from oidtrack.exchange.text_file import STDIN, read_text
from oidtrack.render.files.imports import SCHEMA, counted_words, incoming_block, incoming_body
from oidtrack.render.page.machine import document
from oidtrack.render.page.parts import Item
from oidtrack.services.dayplan import read_dose_plan
from oidtrack.services.files.backing_up import before
from oidtrack.services.files.exporting import Format
from oidtrack.services.files.importing import Incoming, compare, save
from oidtrack.services.files.reading import Source, read, recognise

MOST_SHOWN = 200
_MOODS_HINT = 'for example --moods "super=9,fine=6"'


def run(
    session: Session,
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file; - reads stdin.")],
    kind: Annotated[
        str,
        typer.Option(
            "--format", metavar="jsonl|csv|daylio|jrnl|dayone|health|medtimer", help="Else it is seen from the file."
        ),
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would come in.")] = False,
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help="Leave out rows that cannot be read.")] = False,
    moods: Annotated[Several, typer.Option(metavar="LIST", help="Daylio moods of your own: super=9.")] = None,
    mapping: Annotated[
        list[str] | None, typer.Option("--map", metavar="THEIRS=OURS", help="A column or scale of another name.")
    ] = None,
    dates: Annotated[str, typer.Option("--dates", metavar="dmy|mdy|ymd", help="How a table writes its days.")] = "",
    zone: Annotated[str, typer.Option(metavar="NAME", help="Where it was written: Europe/Berlin; else here.")] = "",
    encoding: Annotated[str, typer.Option(metavar="NAME", help="How its letters are written; else UTF-8.")] = "",
    yes: Yes = False,
) -> None:
    """Take over a file: our own export, a table, Daylio, jrnl, Day One, and more.

    What is in your journal already is left out, so the same file can come in
    twice, in another time zone too. Rows that cannot be read are all listed by
    their line, and then nothing is saved unless you say --skip-bad. A table has
    columns named as the options of `log`, and `at`, or `date` and `time`; doses
    stand in dose_medicine and dose_mg. --map says which column of another name
    is meant (feeling=mood), how its days are written (date=date:%d/%m/%Y), and
    which of Daylio's scales is which rating (scale:Pain=pain). Of Apple Health
    the sleep is read, of MedTimer (its backup, or its events as CSV) the doses
    that were taken.

    Examples:
      oidtrack import journal.jsonl
      oidtrack import diary.csv --dry-run
      oidtrack import pains.csv --map "Datum=date:%d.%m.%Y" --zone Asia/Tokyo
      oidtrack import daylio_export.csv --moods "super=9,so-so=5"
      oidtrack import jrnl.json --skip-bad
      oidtrack import export.xml --dry-run
      oidtrack import journal.jsonl.age
    """
    path = file_path(file, "oidtrack import journal.jsonl")
    if path == STDIN:
        session.unlock()
        say_that_it_reads()
    with session.progress("Reading the file"):
        nights = nights_of(path) if kind.strip().lower() in {"", Format.HEALTH.value} else None
    if nights is None:
        text = read_text(path, encoding, opener=lambda data: _opened(session, path, data))
        chosen = _format(kind, text)
    else:
        text, chosen = nights.table, Format.HEALTH
        session.tell(Item("Note:", _of_nights(nights)))
    mapped = read_map(mapping or (), [name for name in COLUMNS if name not in ASIDE])
    _require_use(chosen, mapped, dates)
    own = _moods(moods or ())
    if chosen is Format.DAYLIO:
        own = {**own, **_asked(session, text, own)}
    source = Source(file_clock(session, zone, dates), read_words, read_skip, moods=own, mapped=mapped)
    session.unlock()
    with session.progress("Reading the file"):
        incoming = _compared(session, text, chosen, source)
    for note in (*incoming.notes, *(_worth(own) if chosen is Format.DAYLIO else ())):
        session.tell(Item("Note:", note))
    refused = bool(incoming.faults) and not skip_bad
    saving = bool(incoming.new) and not (refused or dry_run)
    if saving and not _agreed(session, chosen, incoming, yes=yes):
        session.tell("Nothing was saved.")
        return
    if saving:
        with session.progress("Saving") as tick:
            before(session.place, "import", session.now)
            with session.journal() as opened:
                save(opened, incoming, session.at_utc, tick=tick)
    _show(session, incoming, chosen, saved=saving, refused=refused)


def _format(kind: str, text: str) -> Format:
    """The format that was named, else the one that is seen.

    Raises:
        BadInput: There is none of that name, or the file is not of it.
    """
    chosen = read_format(kind, tuple(Format)) if kind else recognise(text)
    if chosen is Format.HEALTH:
        raise BadInput("this is no export of Apple Health", "it is the export.xml within export.zip")
    return chosen


def _of_nights(nights: Nights) -> str:
    """What of Apple Health comes in, and how it was counted."""
    left = f" {counted(nights.left_out, 'record')} without usable times left out." if nights.left_out else ""
    return (
        f"the sleep of {counted(nights.nights, 'night')}, by the day on which you woke; hours that two sources have"
        f" count once, time awake or only in bed does not.{left} Nothing else is read."
    )


def _opened(session: Session, path: Path, data: bytes) -> bytes:
    """An encrypted export in plain."""
    from oidtrack.cli.asking.passphrase import answers
    from oidtrack.exchange.age import out_of_age, require_age

    require_age()
    found = (out_of_age(data, words) for words in answers(session, path))
    return next(plain for plain in found if plain is not None)


def _compared(session: Session, text: str, kind: Format, source: Source) -> Incoming:
    """What a file holds beside what the journal holds."""
    with session.journal_if_any() as journal:
        if journal is None:
            return compare(None, read(text, kind, source))
        planned = read_dose_plan(journal, session.day_ends_at)
        return compare(journal, read(text, kind, replace(source, mine=planned.rows, planned=planned.doses)))


def _show(session: Session, incoming: Incoming, kind: Format, *, saved: bool, refused: bool) -> None:
    _tell_faults(session, incoming)
    if session.json:
        session.emit(document(SCHEMA, incoming_body(incoming, kind, saved=saved)))
    elif not refused:
        session.show(incoming_block(incoming, kind, saved=saved))
    if refused:
        bad = sum(fault.rows for fault in incoming.faults)
        raise BadInput(
            f"{counted(bad, 'row')} cannot be read; nothing was saved",
            "mend the file, or leave them out with --skip-bad",
        )


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
    return confirm(f"Save {counted_words(incoming.counted())} with these numbers?")


def _require_use(kind: Format, mapped: Mapped, dates: str) -> None:
    """What was said of a file is meant for its format.

    Raises:
        BadInput: It would change nothing.
    """
    if dates and kind is not Format.CSV:
        raise BadInput(f"--dates is for tables, and this was read as {kind.value}", "leave it out, or say --format csv")
    if mapped.columns and kind is not Format.CSV:
        raise BadInput(f"--map of columns is for tables, and this was read as {kind.value}", "or say --format csv")
    if mapped.scales and kind is not Format.DAYLIO:
        raise BadInput(f"--map of scales is for Daylio, and this was read as {kind.value}", "or say --format daylio")


def _worth(own: dict[str, int]) -> tuple[str]:
    all_moods = {**MOODS, **own}.items()
    worth = ", ".join(f"{printable(name, 20)} {plain(Fraction(tenths, 10), 1)}" for name, tenths in all_moods)
    return (f"Daylio's moods become: {worth} (mood 0-10, 10 is best)",)


def _asked(session: Session, text: str, own: dict[str, int]) -> dict[str, int]:
    """The numbers of moods that have none yet, where somebody is there to say them; each name is asked once."""
    unnamed = unnamed_moods(text, own) if session.interactive else ()
    if not unnamed:
        return {}
    session.tell("Some of Daylio's moods are your own. What is each worth, 0 to 10 (10 is best)?")
    said = {}
    try:
        for name, n in unnamed:
            shown = printable(name, 30)
            times = "once" if n == 1 else f"{n} times"
            tenths = answer(f"{shown} ({times}):", partial(read_rating, name=f"the mood '{shown}'"))
            if tenths is not None:
                said[name] = tenths
    except Stopped:
        pass
    return said


def _moods(lists: Iterable[str]) -> dict[str, int]:
    """Read `super=9,tired, sore=3`: a name goes up to its sign and its number, so it may have commas."""
    found = {}
    for text in lists:
        name = ""
        for word in text.split(",") if text.strip() else ():
            name += word
            before, equals, number = name.rpartition("=")
            if not equals:
                name += ","
                continue
            if not before.strip():
                raise BadInput(f"'{printable(text.strip())}' names no mood and its number", _MOODS_HINT)
            shown = printable(before.strip(), 20)
            found[before.strip().lower()] = read_rating(number, f"the mood '{shown}'")
            name = ""
        if name:
            raise BadInput(f"'{printable(name.strip(', '))}' names no mood and its number", _MOODS_HINT)
    return found
