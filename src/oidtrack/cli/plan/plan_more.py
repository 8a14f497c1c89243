"""Commands of `plan` that look without changing anything: compare, history, supply."""

from __future__ import annotations

from datetime import date, time
from fractions import Fraction
from functools import partial
from typing import Annotated

import typer

from oidtrack.cli.medicines.describing import DESCRIBING
from oidtrack.cli.options import Typed
from oidtrack.cli.params import Which, taking, which
from oidtrack.cli.plan.planned_for import planned_for
from oidtrack.cli.session import Session
from oidtrack.cli.words.when import parse_day, parse_span
from oidtrack.domain.dose import parse_number, printable
from oidtrack.errors import BadInput, NothingFound
from oidtrack.render.page.parts import Page
from oidtrack.render.plan.compare import SCHEMA as COMPARE
from oidtrack.render.plan.compare import compare_body, compare_page
from oidtrack.render.plan.document import ends_body
from oidtrack.render.plan.history import SCHEMA as HISTORY
from oidtrack.render.plan.history import history_body, history_page
from oidtrack.render.plan.page import ends_words
from oidtrack.render.plan.supply import SCHEMA as SUPPLY
from oidtrack.render.plan.supply import supply_body, supply_page
from oidtrack.services.journal.visits import coming
from oidtrack.services.medicines.each_time import read_amount
from oidtrack.services.opening import Journal
from oidtrack.services.plan.comparing import compare as compared
from oidtrack.services.plan.kept import find
from oidtrack.services.plan.planning import TIME_TO_SHOW, Ask
from oidtrack.services.plan.smoothing import smoother_ways
from oidtrack.services.plan.supplying import Wanted, supply_of
from oidtrack.services.plan.versions import history as versions_of
from oidtrack.taper.speed import Wish

_ON_HAND = "for example --on-hand 10mg=42,5mg=14"


@taking(DESCRIBING)
def compare(
    session: Session,
    medicine: Annotated[str, typer.Option(metavar="NAME", help="Which opioid; not needed where there is one.")] = "",
    target: Annotated[str, typer.Option(metavar="MG", help="Daily dose to end at; 0 for a stop.")] = "0",
    start: Annotated[str, typer.Option(metavar="DATE", help="First day of the first cut; else in a week.")] = "",
    *,
    typed: Typed,
) -> None:
    """The allowed paces side by side. Nothing is kept.

    Examples:
      oidtrack plan compare
      oidtrack plan compare --medicine oxycodone --dose 30 --at 8:00,14:00,22:00
    """
    chosen, known = planned_for(session, medicine, typed.one)
    ask = Ask(
        wish=Wish(),
        start=parse_day(start, session, future=True) if start else session.today + TIME_TO_SHOW,
        target=parse_target(target),
        start_said=bool(start),
    )
    plans = compared(chosen.described, ask, known, session.today)
    drawn = partial(compare_page, plans, window=session.window, unicode=session.unicode)
    session.answer(
        COMPARE,
        lambda: {**compare_body(plans, tuple(smoother_ways(plan) for plan in plans)), **ends_body(chosen.ends)},
        lambda: Page((drawn(), ends_words(chosen.ends)), full=True),
        long=True,
    )


def parse_target(text: str) -> Fraction:
    """The daily amount to end at, as it was typed."""
    return parse_number(text.lower().removesuffix("mg").strip())


def history(
    session: Session,
    plan: Annotated[str, typer.Argument(metavar="[ID]", help="A plan such as p1; else all of them.")] = "",
    diff: Annotated[bool, typer.Option("--diff", help="Also what each version changed.")] = False,
) -> None:
    """Every version of a plan.

    What made it, who agreed, and how far its end moved.

    Examples:
      oidtrack plan history
      oidtrack plan history p1 --diff
      oidtrack plan history p1 --json
    """
    plan_id = which(plan)
    with session.journal(create=False) as journal:
        versions = versions_of(journal, plan_id, session.now.tzinfo)
    session.answer(HISTORY, lambda: history_body(versions), lambda: history_page(versions, diff=diff), long=True)


def supply(
    session: Session,
    plan: Which = "",
    until: Annotated[
        str, typer.Option(metavar="DATE", help="Last day, or `next appointment`; else the last of this step.")
    ] = "",
    fill: Annotated[str, typer.Option(metavar="SPAN", help="What the pharmacy gives out at once: 4w, 30d.")] = "",
    on_hand: Annotated[str, typer.Option(metavar="LIST", help="Tablets you have: 10mg=42,5mg=14.")] = "",
) -> None:
    """The tablets that you need from now on.

    Also what to ask for, and how far yours reach.

    It counts from today at the dose in force, with what is left at home as
    your journal knows it; --on-hand says something else.

    Examples:
      oidtrack plan supply
      oidtrack plan supply --until 2027-01-31 --on-hand "10mg=42,5mg=14"
      oidtrack plan supply --until "next appointment" --fill 4w
      oidtrack plan supply --on-hand "5mg=20,liquid=250"
    """
    plan_id = which(plan)
    there = _on_hand(on_hand) if on_hand else None
    fill_days = parse_span(fill) if fill else None
    if fill_days is not None and fill_days < 1:
        raise BadInput(f"--fill of {printable(fill)} is no time", "for example --fill 4w")
    with session.journal(create=False) as journal:
        found = find(journal, plan_id)
        last, at = _last_day(session, journal, until) if until else (None, None)
        needs = supply_of(journal, found, session.now, Wanted(last, at, there, fill_days), session.day_ends_at)
    session.answer(SUPPLY, lambda: supply_body(needs), lambda: supply_page(needs))


def _last_day(session: Session, journal: Journal, text: str) -> tuple[date, time | None]:
    """The last day to count, as typed; or that of the next appointment with its time, up to which doses count."""
    if " ".join(text.lower().split()) != "next appointment":
        return parse_day(text, session, future=True), None
    visit = coming(journal, session.at_utc)
    if visit is None:
        raise NothingFound("there is no next appointment", "`oidtrack appointment add` writes one down")
    return visit.moment.day, visit.moment.wall.time()


def _on_hand(text: str) -> dict[Fraction, Fraction]:
    """Read `10mg=42,5mg=14,liquid=250`; the liquid stands under 0."""
    found: dict[Fraction, Fraction] = {}
    for word in text.split(",") if text else ():
        name, equals, count = word.lower().partition("=")
        if not equals:
            raise BadInput(f"'{printable(word.strip())}' does not say how many", _ON_HAND)
        strength = Fraction(0) if name.strip() == "liquid" else read_amount(name.strip(), _ON_HAND)
        found[strength] = found.get(strength, Fraction(0)) + parse_number(count.strip().removesuffix("ml").strip())
    return found
