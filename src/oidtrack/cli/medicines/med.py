"""`oidtrack med`: add, list, change, stop."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer
from msgspec.structs import replace

from oidtrack.cli.asking.asking import confirm
from oidtrack.cli.medicines import med_stock
from oidtrack.cli.medicines.describing import AMOUNTS, LIMITS, RELEASE, ROLE, SINCE, NameWords, read_said
from oidtrack.cli.options import Typed
from oidtrack.cli.params import PLAIN, Group, Yes, command, taking
from oidtrack.cli.session import Session
from oidtrack.cli.words.when import parse_day
from oidtrack.domain.journal import day_words
from oidtrack.errors import BadInput, LeftOff
from oidtrack.render.medicines.page import SCHEMA, medicines_body, medicines_page
from oidtrack.render.page.parts import Page
from oidtrack.render.warnings.findings import cautions_block
from oidtrack.rules.base import Finding
from oidtrack.services.medicines.companions import blocking
from oidtrack.services.medicines.doubting import a_day, implausible, too_small
from oidtrack.services.medicines.medicines import Effect, StoredPrescription, current, effect, find, in_force, raised_by
from oidtrack.services.medicines.medicines import add as add_medicine
from oidtrack.services.medicines.medicines import change as change_medicine
from oidtrack.services.medicines.medicines import stop as stop_medicine
from oidtrack.services.medicines.prescribing import Described, describe, redescribe
from oidtrack.services.medicines.said import Said
from oidtrack.taper.days.dayplan import ONE_DAY
from oidtrack.taper.plan import Plan

EndPlan = Annotated[bool, typer.Option("--end-plan", help="End the plan in force of this medicine with it.")]

app = typer.Typer(cls=Group, no_args_is_help=True, **PLAIN)


@app.callback()
def _medicines() -> None:
    """Your medicines. Rows are dated: a change adds a row, history is never rewritten.

    Examples:
      oidtrack med add oxycodone --dose 30 --at 8:00,14:00,22:00 --halves 5
      oidtrack med add morphine er --dose 60 --at 8:00,20:00
      oidtrack med refill oxycodone --strength 10mg=60
    """


@command(app, "add")
@taking((RELEASE, *AMOUNTS, *LIMITS, SINCE, ROLE))
def add(
    session: Session,
    names: Annotated[list[str], typer.Argument(metavar="NAME", help="Name: oxycodone, morphine er, fentanyl patch.")],
    typed: Typed,
    expires: Annotated[str, typer.Option("--expires", metavar="DATE", help="Naloxone: the day on the box.")] = "",
    yes: Yes = False,
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
    name = " ".join(names)
    if expires or med_stock.is_naloxone(name):
        med_stock.add_naloxone(session, name, expires)
        return
    stored, found = add_described(session, read_said(session, name, typed.one), yes=yes)
    _show(session, (stored,), "Saved.", found)


def add_described(session: Session, said: Said, *, yes: bool = False) -> tuple[StoredPrescription, tuple[Finding, ...]]:
    """Add a medicine as it was described, after asking about what is hardly meant.

    Returns:
        The row, and what there is to say of it.

    Raises:
        BadInput: It cannot be, or is not to be written after all.
        LeftOff: It is not to be written.
    """
    described = describe(replace(said, as_typed=yes), session.today)
    _sure(session, described, yes=yes)
    with session.journal() as journal:
        found = (
            *blocking(journal, described.prescription, session.today),
            *raised_by(journal, described.prescription, session.today),
        )
        _agree(session, found, yes=yes)
        return add_medicine(journal, described, session.today, session.at_utc), found


@command(app, "list")
def list_medicines(
    session: Session,
    everything: Annotated[bool, typer.Option("--all", help="Also rows that have ended.")] = False,
) -> None:
    """Show your medicines.

    Examples:
      oidtrack med list
      oidtrack med list --all
    """
    with session.journal(create=False) as journal:
        found = current(journal, session.today, everything=everything)
    _show(session, found, "", ())


@command(app, "change")
@taking((*AMOUNTS, *LIMITS))
def change(
    session: Session,
    names: NameWords,
    typed: Typed,
    start: Annotated[str, typer.Option("--from", metavar="DATE", help="First day of the change.")] = "today",
    end_plan: EndPlan = False,
    yes: Yes = False,
) -> None:
    """Write down a change that was prescribed. What you leave out stays as it is.

    A cut of more than 25 % and any rise are said with their percentage and
    asked about. Where a plan speaks for the medicine, another dose ends it.

    Examples:
      oidtrack med change oxycodone --dose 25 --from 2026-12-01
      oidtrack med change m1 --strengths 5,10,20 --halves 5
    """
    name = " ".join(names)
    said = read_said(session, name, typed.one)
    if said == Said(name=name):
        raise BadInput("nothing to change was said", "for example --dose 25, --at 8:00,20:00 or --strengths 5,10")
    first = parse_day(start, session, future=True) if start != "today" else session.today
    with session.journal(create=False) as journal:
        old = find(journal, name, session.today)
        described = redescribe(old.prescription, said, first)
        _sure(session, described, yes=yes)
        seen = effect(journal, old.prescription, described.prescription, first)
        ends = _ends(session, seen, first, end_plan=end_plan)
        _agree(session, seen.cautions, yes=yes)
        stored = change_medicine(journal, old, described.prescription, session.at_utc, ends)
    _show(session, (stored,), f"Changed from {day_words(first)} on; before that it stays as it was.", seen.cautions)


@command(app, "stop")
def stop(
    session: Session,
    names: NameWords,
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="Last day on which it was taken.")] = "today",
    end_plan: EndPlan = False,
    yes: Yes = False,
) -> None:
    """Write down that a medicine has ended.

    This records what has happened. An opioid that was taken daily should come
    down slowly: `oidtrack plan new` drafts that.

    Examples:
      oidtrack med stop ibuprofen
      oidtrack med stop m2 --on yesterday
    """
    last = parse_day(on, session) if on != "today" else session.today
    with session.journal(create=False) as journal:
        old = find(journal, " ".join(names), session.today)
        seen = effect(journal, old.prescription, None, last + ONE_DAY)
        ends = _ends(session, seen, last + ONE_DAY, end_plan=end_plan)
        _agree(session, seen.cautions, yes=yes)
        stored = stop_medicine(journal, old, last, session.at_utc, ends)
    _show(session, (stored,), f"{stored.name} ends on {day_words(last)}.", seen.cautions)


command(app, "refill")(med_stock.refill)
command(app, "stock")(med_stock.stock)


def _sure(session: Session, described: Described, *, yes: bool) -> None:
    """Ask again about an amount that is hardly meant; without somebody to ask it is an error."""
    of = described.facts, described.prescription
    limit, tiny = implausible(*of), too_small(*of)
    if yes or (limit is None and tiny is None):
        return
    if limit is not None:
        daily = type(limit)(a_day(described.prescription))
        question, fault = f"{daily} a day is a lot.", f"{daily} a day is above {limit}, more than is plausible"
    elif tiny is not None:
        question = f"{tiny[0]} at once is very little; the smallest that is sold is {tiny[1]}."
        fault = f"{tiny[0]} at once is far below {tiny[1]}, the smallest that is sold"
    if session.interactive and confirm(f"{question} Is that right?"):
        return
    raise BadInput(fault, "look at the number and the unit (mg); if it is right, add --yes")


def _ends(session: Session, seen: Effect, first: date, *, end_plan: bool) -> Plan | None:
    """The plan that ends with a change; what becomes of it is asked, and never guessed.

    Raises:
        BadInput: Nobody said what becomes of it, or the change lies ahead.
        LeftOff: The plan is to stay, so nothing is written.
    """
    plan = seen.plan
    if plan is None or not seen.new_dose:
        return None
    if first > session.today + ONE_DAY:
        raise BadInput(f"plan {plan.name} is in force until then", "write the change down on its day")
    how = f"to end plan {plan.name} with it: --end-plan; to go on with the plan, leave it: `oidtrack plan show`"
    if not end_plan and not session.interactive:
        raise BadInput(f"plan {plan.name} says what is taken of this medicine; what becomes of it?", how)
    if not end_plan:
        session.tell(f"Plan {plan.name} says what is taken of this medicine, and would end with this.")
        if not confirm(f"End plan {plan.name}?"):
            session.tell("Nothing was changed; the plan goes on.")
            raise LeftOff
    return plan


def _agree(session: Session, cautions: tuple[Finding, ...], *, yes: bool) -> None:
    """Say what a change does to the dose; on a terminal it is written only after a yes.

    Raises:
        LeftOff: It is not to be written.
    """
    if not cautions:
        return
    session.tell(cautions_block(cautions))
    if yes or not session.interactive:
        return
    if not confirm("Write it down all the same?"):
        session.tell("Nothing was changed.")
        raise LeftOff


def _show(session: Session, rows: tuple[StoredPrescription, ...], said: str, cautions: tuple[Finding, ...]) -> None:
    with session.journal(create=False) as journal:
        now = in_force(journal, session.today)
    session.answer(
        SCHEMA,
        lambda: medicines_body(rows, session.today, now, cautions),
        lambda: Page((medicines_page(rows, session.today, now), said)),
    )
