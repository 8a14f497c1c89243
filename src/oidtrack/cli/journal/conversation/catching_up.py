"""`log --catch-up`: the days of the last while that have no check-in, one after the other."""

from __future__ import annotations

from datetime import date, timedelta

from oidtrack.cli.journal.conversation.guided import Kept, evening
from oidtrack.cli.session import Session
from oidtrack.cli.words.when import parse_span, parse_when
from oidtrack.domain.dose import counted, printable
from oidtrack.domain.journal import day_words
from oidtrack.errors import BadInput, LeftOff, MissingAnswer
from oidtrack.services.journal.copying import days_without

LONGEST = 31
"""Days back that are asked about; further back a guess would be written down, not a memory. ENGINEERING."""


def catch_up(session: Session, span: str) -> Kept:
    """Ask about each missed day, the earliest first; each is saved before the next is asked about.

    Returns:
        What was saved, with its cautions.

    Raises:
        MissingAnswer: Nobody may be asked; the missed days are named.
        BadInput: No length of time, or one that is too long.
    """
    missed = _missed(session, span)
    if not missed:
        session.tell("Every one of those days has its check-in. Today's: oidtrack log")
        return Kept()
    if not session.interactive:
        raise _cannot_ask(missed)
    session.tell(f"{counted(len(missed), 'day')} without a check-in. Ctrl-C stops; what was saved stays saved.")
    saved = Kept()
    for place, day in enumerate(missed, 1):
        session.tell(f"\n{day_words(day)} ({place} of {len(missed)})")
        try:
            done = evening(session, parse_when(day.isoformat(), session))
        except LeftOff:
            if not saved.entries:
                raise
            session.tell("Stopped. The days before are saved.")
            break
        if done is not None:
            saved = Kept((*saved.entries, *done.entries), (*saved.findings, *done.findings))
    return saved


def _missed(session: Session, span: str) -> tuple[date, ...]:
    length = parse_span(span)
    if length > LONGEST:
        raise BadInput(
            f"'{printable(span)}' is too long to remember day by day", f"at most {LONGEST}d, for example --catch-up 3d"
        )
    first = session.today - timedelta(days=length)
    with session.journal_if_any() as journal:
        return days_without(journal, first, session.today)


def _cannot_ask(missed: tuple[date, ...]) -> MissingAnswer:
    named = ", ".join(day_words(day) for day in missed)
    return MissingAnswer(
        f"{counted(len(missed), 'day')} without a check-in, and nobody may be asked: {named}",
        f"for each: oidtrack log --at {missed[0]} --mood 5 --sleep 7h30",
    )
