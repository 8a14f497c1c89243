"""`oidtrack med`: add, list, change, stop."""

from __future__ import annotations

from typing import Annotated

import typer

from oidtrack.cli import med_stock
from oidtrack.cli.commands import PLAIN, SETTINGS, Group, Verbatim
from oidtrack.cli.describing import (
    ApartOption,
    AtOption,
    DoseOption,
    HalvesOption,
    LiquidOption,
    LiquidStepOption,
    MostOption,
    ReleaseOption,
    RoleOption,
    SinceOption,
    StrengthsOption,
    read_said,
)
from oidtrack.cli.params import Json, Yes, wants_json
from oidtrack.cli.session import Session
from oidtrack.cli.when import parse_day
from oidtrack.errors import BadInput
from oidtrack.render.machine import document
from oidtrack.render.medicine_page import SCHEMA, medicines_body, medicines_page
from oidtrack.services.doubting import a_day, implausible, too_small
from oidtrack.services.medicines import add as add_medicine
from oidtrack.services.medicines import change as change_medicine
from oidtrack.services.medicines import current, find
from oidtrack.services.medicines import stop as stop_medicine
from oidtrack.services.prescribing import Described, Said, describe, redescribe
from oidtrack.store.medicines import StoredPrescription

app = typer.Typer(cls=Group, no_args_is_help=True, **PLAIN)


@app.callback()
def _medicines() -> None:
    """Your medicines. Rows are dated: a change adds a row, history is never rewritten.

    Examples:
      oidtrack med add oxycodone --dose 30 --at 8:00,14:00,22:00 --halves 5
      oidtrack med add "morphine er" --dose 60 --at 8:00,20:00
      oidtrack med refill oxycodone --strength 10mg=60
    """


@app.command("add", cls=Verbatim, context_settings=SETTINGS)
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name: oxycodone, 'morphine er', 'fentanyl patch'.")],
    release: ReleaseOption = "",
    dose: DoseOption = "",
    at: AtOption = "",
    strengths: StrengthsOption = "",
    halves: HalvesOption = "",
    liquid: LiquidOption = "",
    liquid_step: LiquidStepOption = "",
    most: MostOption = "",
    apart: ApartOption = "",
    since: SinceOption = "",
    role: RoleOption = "",
    expires: Annotated[str, typer.Option("--expires", metavar="DATE", help="Naloxone: the day on the box.")] = "",
    yes: Yes = False,
    json: Json = False,
) -> None:
    """Add a medicine as it is prescribed now.

    Known medicines bring their marketed strengths; what you type wins. A tablet
    is halved only if you list it under --halves. Without --dose it is kept as
    "when needed"; --most and --apart say how much of it, else its label does.

    Examples:
      oidtrack med add oxycodone --release ir --dose 30 --at 8:00,14:00,22:00
      oidtrack med add oxycodone --dose 30,20,30 --at 8:00,14:00,22:00 --strengths 5,10,20,30
      oidtrack med add tramadol --most 400/day --apart 6h
      oidtrack med add sertraline --role antidepressant --dose 50 --at 8:00
      oidtrack med add naloxone --expires 2028-06-30
    """
    session: Session = ctx.obj
    if expires or med_stock.is_naloxone(name):
        med_stock.add_naloxone(session, name, expires, json=json)
        return
    words = {"release": release, "dose": dose, "at": at, "strengths": strengths, "halves": halves, "liquid": liquid}
    words |= {"liquid-step": liquid_step, "since": since, "role": role, "most": most, "apart": apart}
    said = read_said(session, name, words)
    described = describe(said, session.today)
    _sure(session, described, yes=yes)
    with session.journal() as journal:
        stored = add_medicine(journal, described, session.today, session.at_utc)
    _show(session, (stored,), "Saved.", json=json)


@app.command("list", cls=Verbatim, context_settings=SETTINGS)
def list_medicines(
    ctx: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="Also rows that have ended.")] = False,
    json: Json = False,
) -> None:
    """Show your medicines.

    Examples:
      oidtrack med list
      oidtrack med list --all
    """
    session: Session = ctx.obj
    with session.journal(create=False) as journal:
        found = current(journal, session.today, everything=everything)
    _show(session, found, "", json=json)


@app.command("change", cls=Verbatim, context_settings=SETTINGS)
def change(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name or an id such as m1.")],
    dose: DoseOption = "",
    at: AtOption = "",
    strengths: StrengthsOption = "",
    halves: HalvesOption = "",
    liquid: LiquidOption = "",
    liquid_step: LiquidStepOption = "",
    most: MostOption = "",
    apart: ApartOption = "",
    start: Annotated[str, typer.Option("--from", metavar="DATE", help="First day of the change.")] = "today",
    yes: Yes = False,
    json: Json = False,
) -> None:
    """Write down a change that was prescribed. What you leave out stays as it is.

    Examples:
      oidtrack med change oxycodone --dose 25 --from 2026-12-01
      oidtrack med change m1 --strengths 5,10,20 --halves 5
    """
    session: Session = ctx.obj
    words = {"dose": dose, "at": at, "strengths": strengths, "halves": halves, "liquid": liquid}
    said = read_said(session, name, {**words, "liquid-step": liquid_step, "most": most, "apart": apart})
    if said == Said(name=name):
        raise BadInput("nothing to change was said", "for example --dose 25, --at 8:00,20:00 or --strengths 5,10")
    first = parse_day(start, session, future=True) if start != "today" else session.today
    with session.journal(create=False) as journal:
        old = find(journal, name, session.today)
        described = redescribe(old.prescription, said, first)
        _sure(session, described, yes=yes)
        stored = change_medicine(journal, old, described.prescription, session.at_utc)
    _show(session, (stored,), f"Changed from {first} on; before that it stays as it was.", json=json)


@app.command("stop", cls=Verbatim, context_settings=SETTINGS)
def stop(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name or an id such as m1.")],
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="Last day on which it was taken.")] = "today",
    json: Json = False,
) -> None:
    """Write down that a medicine has ended.

    This records what has happened. An opioid that was taken daily should come
    down slowly: `oidtrack plan new` drafts that.

    Examples:
      oidtrack med stop ibuprofen
      oidtrack med stop m2 --on yesterday
    """
    session: Session = ctx.obj
    last = parse_day(on, session) if on != "today" else session.today
    with session.journal(create=False) as journal:
        old = find(journal, name, session.today)
        stored = stop_medicine(journal, old, last, session.at_utc)
    _show(session, (stored,), f"{stored.name} ends on {last}.", json=json)


app.command("refill", cls=Verbatim, context_settings=SETTINGS)(med_stock.refill)
app.command("stock", cls=Verbatim, context_settings=SETTINGS)(med_stock.stock)


def _sure(session: Session, described: Described, *, yes: bool) -> None:
    """Ask again about an amount that is hardly meant; without somebody to ask it is an error."""
    limit, tiny = implausible(described), too_small(described)
    if yes or (limit is None and tiny is None):
        return
    if limit is not None:
        daily = type(limit)(a_day(described.prescription))
        question, fault = f"{daily} a day is a lot.", f"{daily} a day is above {limit}, more than is plausible"
    elif tiny is not None:
        question = f"{tiny[0]} at once is very little; the smallest that is sold is {tiny[1]}."
        fault = f"{tiny[0]} at once is far below {tiny[1]}, the smallest that is sold"
    if session.interactive:
        from oidtrack.cli.asking import confirm

        if confirm(f"{question} Is that right?"):
            return
    raise BadInput(fault, "look at the number and the unit (mg); if it is right, add --yes")


def _show(session: Session, rows: tuple[StoredPrescription, ...], said: str, *, json: bool) -> None:
    if wants_json(session, json):
        session.emit(document(SCHEMA, medicines_body(rows)))
    else:
        session.show(medicines_page(rows, session.today) + (f"\n{said}\n" if said else ""))
