"""`oidtrack appointment`: add, list, ask, export."""

from __future__ import annotations

from typing import Annotated

import typer

from oidtrack.cli.asking.files_out import open_places, put, yours
from oidtrack.cli.params import PLAIN, Force, Group, command
from oidtrack.cli.session import Session
from oidtrack.cli.words.reading import LONGEST_WORDS, read_name
from oidtrack.cli.words.when import parse_when
from oidtrack.domain.journal import Moment, moment
from oidtrack.errors import BadInput, NothingFound
from oidtrack.render.journal.appointment import SCHEMA, appointments_body, appointments_page
from oidtrack.render.page.parts import Block
from oidtrack.services.journal.visits import Appointment, Visits, to_export, visits
from oidtrack.services.journal.visits import add as add_visit
from oidtrack.services.journal.visits import ask as ask_later

_USUAL = "a few words"

app = typer.Typer(cls=Group, no_args_is_help=True, **PLAIN)


@app.callback()
def _appointments() -> None:
    """When you see your prescriber, and what you want to ask.

    Examples:
      oidtrack appointment add --at "2026-12-07 10:00" --who "Dr. NAME"
      oidtrack appointment ask "Can I sleep better without a new tablet?"
      oidtrack appointment list
    """


@command(app, "add")
def add(
    session: Session,
    at: Annotated[str, typer.Option("--at", metavar="WHEN", help="2026-12-07 10:00, friday 9am.")] = "",
    who: Annotated[str, typer.Option("--who", metavar="NAME", help="With whom.")] = "",
    ask: Annotated[list[str] | None, typer.Option("--ask", metavar="TEXT", help="What to ask at it.")] = None,
) -> None:
    """Write down an appointment. A day without a time is kept as noon.

    Examples:
      oidtrack appointment add --at "friday 9am" --who "Dr. NAME"
      oidtrack appointment add --at "2026-12-07 10:00" --ask "Is a hold fine?"
    """
    if not at.strip():
        raise session.need("the time", 'for example --at "2026-12-07 10:00"')
    asks = tuple(read_name(text, "question", LONGEST_WORDS, _USUAL) for text in ask or ())
    when = Appointment(_moment(session, at), read_name(who, "name", usual=_USUAL) if who else "")
    with session.journal() as journal:
        stored = add_visit(journal, when, asks, session.at_utc)
    _show(session, stored, saved=True)


@command(app, "ask")
def ask(
    session: Session,
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="In your own words.")],
) -> None:
    """Write down a question for the next appointment, whenever that is.

    Examples:
      oidtrack appointment ask "Is it fine to walk more?"
    """
    text = read_name(question, "question", LONGEST_WORDS, _USUAL)
    with session.journal() as journal:
        stored = ask_later(journal, text, session.at_utc)
    _show(session, stored, saved=True)


@command(app, "list")
def list_appointments(session: Session) -> None:
    """Show your appointments and your questions, the next ones at the end.

    Examples:
      oidtrack appointment list
    """
    with session.journal(create=False) as journal:
        found = visits(journal)
    if found == Visits():
        raise NothingFound("no appointment is in the journal yet", 'oidtrack appointment add --at "2026-12-07 10:00"')
    _show(session, found)


@command(app, "export")
def export(
    ctx: typer.Context,
    ics: Annotated[str, typer.Option("--ics", metavar="FILE|-", help="A calendar file; - is stdout.")] = "",
    full: Annotated[bool, typer.Option("--full", help="With whom it is, too.")] = False,
    force: Force = False,
) -> None:
    """Write the appointments to come as a calendar file.

    Others may see a calendar, so an event says only "Appointment". With --full
    it says with whom. Importing it again makes no event twice.

    Examples:
      oidtrack appointment export --ics appointments.ics
      oidtrack appointment export --ics appointments.ics --full
    """
    session: Session = ctx.obj
    if not ics:
        raise BadInput("it is not said where to write", "oidtrack appointment export --ics appointments.ics")
    with session.journal(create=False) as journal:
        found = to_export(journal, session.at_utc)
    if not found:
        raise NothingFound("no appointment is to come", 'oidtrack appointment add --at "2026-12-07 10:00"')
    from oidtrack.exchange.ics_visits import visits_ics

    data = visits_ics(found, session.at_utc, full=full)
    if ics == "-":
        session.pour(data)
        return
    (place,) = open_places(session, [ics], force=force)
    put(session, place, [data], yours())


def _moment(session: Session, text: str) -> Moment:
    """The moment of an appointment; a day alone is its noon."""
    when = parse_when(text, session, future=True)
    if not when.has_time:
        when = parse_when(f"{text} noon", session, future=True)
        session.tell("No time was said, so noon is written down. `oidtrack undo` takes it back.")
    return moment(when.at, session.day_ends_at)


def _show(session: Session, found: Visits, *, saved: bool = False) -> None:
    end = "Saved. undo: oidtrack undo" if saved else ""
    session.answer(
        SCHEMA,
        lambda: appointments_body(found),
        lambda: Block((appointments_page(found, session.at_utc), end)),
    )
