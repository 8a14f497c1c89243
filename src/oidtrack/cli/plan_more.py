"""Commands of `plan` that look without changing anything: compare, history, supply."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Annotated

import typer

from oidtrack.cli.describing import (
    AtOption,
    DoseOption,
    HalvesOption,
    LiquidOption,
    LiquidStepOption,
    ReleaseOption,
    SinceOption,
    StrengthsOption,
)
from oidtrack.cli.params import Json, numbers, parse_id, wants_json
from oidtrack.cli.planned_for import planned_for
from oidtrack.cli.session import Session
from oidtrack.cli.when import parse_day, parse_span
from oidtrack.domain.dose import parse_number, printable
from oidtrack.errors import BadInput, NothingFound
from oidtrack.render.compare_page import SCHEMA as COMPARE
from oidtrack.render.compare_page import compare_body, compare_page
from oidtrack.render.history_page import SCHEMA as HISTORY
from oidtrack.render.history_page import history_body, history_page
from oidtrack.render.machine import document
from oidtrack.render.supply_page import SCHEMA as SUPPLY
from oidtrack.render.supply_page import supply_body, supply_page
from oidtrack.services.comparing import compare as compared
from oidtrack.services.planning import TIME_TO_SHOW, Ask, find
from oidtrack.services.smoothing import smoother_ways
from oidtrack.services.supplying import supply_of
from oidtrack.services.versions import history as versions_of
from oidtrack.store.appointments import next_appointment
from oidtrack.store.database import Journal
from oidtrack.taper.speed import Wish


def compare(
    ctx: typer.Context,
    medicine: Annotated[str, typer.Option(metavar="NAME", help="Which opioid; not needed where there is one.")] = "",
    target: Annotated[str, typer.Option(metavar="MG", help="Daily dose to end at; 0 for a stop.")] = "0",
    start: Annotated[str, typer.Option(metavar="DATE", help="First day of the first cut; else in a week.")] = "",
    release: ReleaseOption = "",
    dose: DoseOption = "",
    at: AtOption = "",
    strengths: StrengthsOption = "",
    halves: HalvesOption = "",
    liquid: LiquidOption = "",
    liquid_step: LiquidStepOption = "",
    since: SinceOption = "",
    json: Json = False,
) -> None:
    """The allowed paces side by side. Nothing is kept.

    Examples:
      oidtrack plan compare
      oidtrack plan compare --medicine oxycodone --dose 30 --at 8:00,14:00,22:00
    """
    session: Session = ctx.obj
    words = {"release": release, "dose": dose, "at": at, "strengths": strengths, "halves": halves, "liquid": liquid}
    described, known = planned_for(session, medicine, {**words, "liquid-step": liquid_step, "since": since})
    ask = Ask(
        wish=Wish(),
        start=parse_day(start, session, future=True) if start else session.today + TIME_TO_SHOW,
        target=parse_target(target),
    )
    plans = compared(described, ask, known, session.today)
    if wants_json(session, json):
        session.emit(document(COMPARE, compare_body(plans, tuple(smoother_ways(plan) for plan in plans))))
    else:
        session.show(compare_page(plans))


def parse_target(text: str) -> Fraction:
    """The daily amount to end at, as it was typed."""
    return parse_number(text.lower().removesuffix("mg").strip())


def history(
    ctx: typer.Context,
    plan: Annotated[str, typer.Argument(metavar="[ID]", help="A plan such as p1; else all of them.")] = "",
    diff: Annotated[bool, typer.Option("--diff", help="Also what each version changed.")] = False,
    json: Json = False,
) -> None:
    """Every version of a plan: what made it, who agreed, and how far its end moved.

    Examples:
      oidtrack plan history
      oidtrack plan history p1 --diff
      oidtrack plan history p1 --json
    """
    session: Session = ctx.obj
    plan_id = parse_id(plan, "p") if plan else None
    with session.journal(create=False) as journal:
        versions = versions_of(journal, plan_id, session.now.tzinfo)
    if wants_json(session, json):
        session.emit(document(HISTORY, history_body(versions)))
    else:
        session.page(history_page(versions, diff=diff))


def supply(
    ctx: typer.Context,
    plan: Annotated[str, typer.Argument(metavar="[ID]", help="A plan such as p1; else the one in force.")] = "",
    until: Annotated[
        str, typer.Option(metavar="DATE", help="Last day, or `next appointment`; else the last of this step.")
    ] = "",
    fill: Annotated[str, typer.Option(metavar="SPAN", help="What the pharmacy gives out at once: 4w, 30d.")] = "",
    on_hand: Annotated[str, typer.Option(metavar="LIST", help="Tablets you have: 10mg=42,5mg=14.")] = "",
    json: Json = False,
) -> None:
    """The tablets that the plan needs, what to ask for, and how far yours reach.

    Examples:
      oidtrack plan supply
      oidtrack plan supply --until 2027-01-31 --on-hand "10mg=42,5mg=14"
      oidtrack plan supply --until "next appointment" --fill 4w
      oidtrack plan supply --on-hand "5mg=20,liquid=250"
    """
    session: Session = ctx.obj
    plan_id = parse_id(plan, "p") if plan else None
    there = _on_hand(on_hand)
    fill_days = parse_span(fill) if fill else None
    if fill_days is not None and fill_days < 1:
        raise BadInput(f"--fill of {printable(fill)} is no time", "for example --fill 4w")
    with session.journal(create=False) as journal:
        found = find(journal, plan_id)
        last = _last_day(session, journal, until) if until else None
    needs = supply_of(found, session.today, last, there, fill_days)
    if wants_json(session, json):
        session.emit(document(SUPPLY, supply_body(needs)))
    else:
        session.show(supply_page(needs))


def _last_day(session: Session, journal: Journal, text: str) -> date:
    """The last day to count: that of the next appointment, or a day as typed."""
    if " ".join(text.lower().split()) != "next appointment":
        return parse_day(text, session, future=True)
    coming = next_appointment(journal, session.at_utc)
    if coming is None:
        raise NothingFound("there is no next appointment", "`oidtrack appointment add` writes one down")
    return coming.moment.day


def _on_hand(text: str) -> dict[Fraction, Fraction]:
    """Read `10mg=42,5mg=14,liquid=250`; the liquid stands under 0."""
    found: dict[Fraction, Fraction] = {}
    for word in text.split(",") if text else ():
        name, equals, count = word.lower().partition("=")
        if not equals:
            raise BadInput(f"'{printable(word.strip())}' does not say how many", "for example --on-hand 10mg=42,5mg=14")
        strength = Fraction(0) if name.strip() == "liquid" else numbers(_bare(name), "--on-hand")[0]
        found[strength] = found.get(strength, Fraction(0)) + parse_number(count.strip().removesuffix("ml").strip())
    return found


def _bare(strength: str) -> str:
    """A strength without its unit: `10`, of `10mg` or `12 mcg/h`."""
    return strength.strip().removesuffix("mcg/h").removesuffix("mg").strip()
