"""What one run of the program knows of its surroundings, handed to every command."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import force_setattr, replace

from oidtrack.domain.journal import DAY_ENDS_AT
from oidtrack.errors import JournalError, MissingAnswer, NothingFound
from oidtrack.render.page.console import finished
from oidtrack.services.opening import (
    Journal,
    backup_is_due,
    default_path,
    is_encrypted,
    load_day_end,
    open_journal,
)

if TYPE_CHECKING:
    from oidtrack.domain.tick import Tick
    from oidtrack.render.page.parts import Part, Tone

PIPED = 80
"""Columns of a page that no terminal shows."""


class _Seen(Struct):
    """What a run has learned of its journal."""

    day_end: time | None = None
    opened: bool = False
    printed: str | None = None


class Session(Struct, frozen=True):
    """One run.

    Attributes:
        now: The wall-clock time with its offset; the only clock.
        db: Where the journal is to be, or None for the platform's place.
        json: Whether JSON was asked for, before the command or after it.
        interactive: Whether somebody can be asked: stdin is a terminal and `--no-input` was not given.
        colours: How many colours stdout may carry: none, 16 or 256.
        unicode: Whether stdout can show more than ASCII.
        width: Columns of a page: those of the terminal, 40 to 120, and at most 80 where stdout is none.
        window: Whether stdout is a terminal.
        redraws: Whether stderr is a terminal on which a line can be drawn anew.
        height: Rows of the terminal that stdout is, or None where it is none.
        moves: Whether the terminal that questions are shown on can move its cursor.
        pager: What shows a long page, as a command; empty for nothing, None for the usual one.
        editor: The person's editor, as a command.
        clock_is_set: Whether `now` was set by hand, so that its offset holds for every day.
        passphrase_command: A command that prints the passphrase of an encrypted journal; empty where none was named.
        new_passphrase_command: The same for a new passphrase.
        region: Country code in the language setting, or None.
    """

    now: datetime
    db: Path | None = None
    json: bool = False
    interactive: bool = False
    colours: int = 0
    unicode: bool = True
    width: int = 80
    window: bool = False
    redraws: bool = False
    height: int | None = None
    moves: bool = False
    pager: str | None = None
    editor: str = "vi"
    clock_is_set: bool = False
    passphrase_command: str = ""
    new_passphrase_command: str = ""
    region: str | None = None
    _seen: _Seen = field(default_factory=_Seen)

    def __post_init__(self) -> None:
        """Begin with nothing learned, a session made of another one too: it may be of another journal."""
        force_setattr(self, "_seen", _Seen())

    @property
    def day_ends_at(self) -> time:
        """When a day ends by the wall clock, as the journal has it; looked up once, when it is first asked for."""
        if self._seen.day_end is None:
            with self.journal_if_any() as journal:
                if journal is None:
                    return DAY_ENDS_AT
                if self._seen.day_end is None:
                    self._seen.day_end = load_day_end(journal)
        return self._seen.day_end

    @property
    def today(self) -> date:
        """The local day that has not ended yet."""
        return self.now.date() if self.now.time() >= self.day_ends_at else self.now.date() - timedelta(days=1)

    @property
    def at_utc(self) -> int:
        """Now, in seconds since 1970 in UTC."""
        return int(self.now.timestamp())

    @property
    def place(self) -> Path:
        """Where the journal is or is to be."""
        return self.db or default_path()

    @property
    def encrypted(self) -> bool:
        """Whether there is a journal, and an encrypted one."""
        return is_encrypted(self.place)

    @property
    def in_use(self) -> bool:
        """Whether the journal was open before in this run."""
        return self._seen.opened

    def unlock(self) -> None:
        """Ask for the passphrase now where one is needed, before something is typed that would have to wait for it.

        Raises:
            WrongPassphrase: What was answered does not open the journal.
            MissingAnswer: There is nobody to ask.
        """
        if self.encrypted and not self.in_use:
            self.journal(create=False).close()

    def printed(self, command: Callable[[], str]) -> str:
        """What the command for the passphrase prints; it is run once."""
        if self._seen.printed is None:
            self._seen.printed = command()
        return self._seen.printed

    def journal(self, *, create: bool = True) -> Journal:
        """The journal, opened; made first where it is missing and `create` allows it."""
        journal = open_journal(self.place, create=create)
        self._seen.opened = True
        if self._seen.day_end is None:  # read while it is open anyway: opening takes longer than this one row
            try:
                self._seen.day_end = load_day_end(journal)
            except JournalError:
                pass  # whoever asks for it is told; `doctor` and others can do without
            except BaseException:
                journal.close()
                raise
        return journal

    def journal_if_any(self) -> AbstractContextManager[Journal | None, None]:
        """The journal, opened for a `with` block, which has None where there is none yet."""
        try:
            return self.journal(create=False)
        except NothingFound:
            return nullcontext()

    def back_up_daily(self) -> None:
        """Make the backup of the day where the journal was in use and there is none yet.

        It is called when the answer is out: what was logged is saved and said before this begins.
        """
        if not self._seen.opened or not backup_is_due(self.place, self.now.date()):
            return
        from oidtrack.services.files.backing_up import daily

        with suppress(OSError, ValueError):  # a reader that has gone is found again at the end
            sys.stdout.flush()
        daily(self.place, self.now)

    @property
    def in_json(self) -> Session:
        """The same run with JSON asked for; what it has learned of the journal stays known."""
        asked = replace(self, json=True)
        force_setattr(asked, "_seen", self._seen)
        return asked

    @property
    def plain(self) -> Session:
        """The same run with pages as a pipe gets them: no colour, no pager, the same columns wherever it is."""
        width = PIPED if self.window else self.width
        return replace(self, colours=0, width=width, window=False, redraws=False, height=None)

    def answer(
        self, schema: str, body: Callable[[], dict[str, Any]], page: Callable[[], Part], *, long: bool = False
    ) -> None:
        """What a command comes to: a page, or the same as a document where JSON was asked for.

        Args:
            schema: Of the document.
            body: Makes what stands in the document.
            page: Makes the page.
            long: Whether the page may be longer than the window.
        """
        if self.json:
            from oidtrack.render.page.machine import document

            self.emit(document(schema, body()))
        elif long:
            self.page(page())
        else:
            self.show(page())

    def show(self, page: Part) -> None:
        """Write a page to stdout, with colour and glyphs as the place allows; a text is one already."""
        sys.stdout.write(self._finished(page, self.colours))

    def page(self, page: Part) -> None:
        """Write a page that may be long: on a terminal that it does not fit, through the pager."""
        text = self._finished(page, self.colours)
        if self.height is None or text.count("\n") < self.height:
            sys.stdout.write(text)
            return
        from oidtrack.render.page.pager import page_through

        page_through(text, self.pager)

    def _finished(self, page: Part, colours: int) -> str:
        if isinstance(page, str):
            return finished(page.rstrip("\n") + "\n", unicode=self.unicode)
        from oidtrack.render.page.text import paint

        dress = self._dressed if colours else None
        return paint(page, self.width, unicode=self.unicode, dress=dress).rstrip("\n") + "\n"

    def _dressed(self, text: str, tone: Tone) -> str:
        # here and not above: a page that has no tone needs no rich, wherever it is shown
        from oidtrack.render.page.screen import dressed

        return dressed(text, tone, self.colours)

    def progress(self, words: str, *, asks: bool = False) -> AbstractContextManager[Tick]:
        """Around work that may take long: a line on stderr says how far it is, in a terminal alone.

        Nothing may be written inside.

        Args:
            words: What is being done.
            asks: Whether somebody may be asked for a passphrase inside; the line would be in the way.
        """
        if asks or not self.redraws:
            from oidtrack.domain.tick import quiet

            return nullcontext(quiet)
        from oidtrack.render.page.progress import progress

        return progress(words, unicode=self.unicode)

    def pour(self, data: bytes) -> None:
        """Write to stdout what another program reads, byte for byte."""
        sys.stdout.flush()
        sys.stdout.buffer.write(data)

    def emit(self, document: str) -> None:
        """Write one JSON document to stdout; where that shows no more than ASCII, in escapes that mean the same."""
        if not self.unicode:
            from oidtrack.render.page.machine import in_ascii

            document = in_ascii(document)
        sys.stdout.write(document + "\n")

    def tell(self, page: Part) -> None:
        """Write a message to stderr. Where its reader has gone, the command goes on: what was typed is to be saved."""
        with suppress(BrokenPipeError):
            sys.stderr.write(self._finished(self._folded(page), colours=0))

    def _folded(self, page: Part) -> Part:
        """A message that is a text, in lines that the window has room for."""
        if not (isinstance(page, str) and sys.stderr.isatty()):
            return page
        from oidtrack.render.page.text import folded_lines

        return folded_lines(page, self.width)

    def need(self, what: str, how: str) -> MissingAnswer:
        """The error for an answer that is missing and may not be asked for."""
        return MissingAnswer(f"{what} is missing", how)
