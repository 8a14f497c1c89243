"""`oidtrack plan replan`: a draft that begins at what is truly taken."""

from __future__ import annotations

from datetime import date, time
from fractions import Fraction
from typing import Annotated

import typer

from oidtrack.cli.params import Which, which
from oidtrack.cli.session import Session
from oidtrack.cli.words.clock import parse_times
from oidtrack.cli.words.when import parse_past_day
from oidtrack.domain.dose import DELIVERED, amount_text, plain
from oidtrack.domain.journal import day_words
from oidtrack.domain.medicine import Release, ScheduledDose, amount_of
from oidtrack.errors import BadInput, NothingFound
from oidtrack.render.page.parts import Page
from oidtrack.render.plan.document import SCHEMA, plan_body
from oidtrack.render.plan.page import plan_page
from oidtrack.rules.findings.dosing import TOLERANCE_FADES
from oidtrack.services.medicines.each_time import read_each_time, require_unit
from oidtrack.services.opening import Journal
from oidtrack.services.plan import replanning, steering
from oidtrack.services.plan.smoothing import smoother_ways
from oidtrack.services.plan.truly import Truly, differs, stopped_lately, truly_taken
from oidtrack.taper.plan import Plan

_SINCE = "--since is the first day of taking this dose"


def replan(
    session: Session,
    plan: Which = "",
    dose: Annotated[str, typer.Option(metavar="LIST", help="What you take, in mg: 25 or 25,20,20.")] = "",
    at: Annotated[str, typer.Option(metavar="LIST", help="When: 8:00,14:00,22:00; else the plan's times.")] = "",
    since: Annotated[str, typer.Option(metavar="DATE", help="Since when you take it; else today.")] = "",
) -> None:
    """Draft the plan anew from the dose that you truly take. Nothing is caught up.

    Without --dose it goes by the last two weeks of your log and says what it
    found. The draft changes nothing until your prescriber agrees.

    Examples:
      oidtrack plan replan
      oidtrack plan replan --dose 25,20,25 --since "3 days ago"
    """
    with session.journal(create=False) as journal:
        running = steering.running(journal, which(plan))
        if dose:
            doses, first = _typed(running, dose, at), parse_past_day(since, session, _SINCE) if since else session.today
            words = ""
        else:
            found = _found(journal, running, session.today)
            doses, first = found.doses, found.since
            words = _words(running, found)
        drafted = replanning.replan(journal, running, doses, first, session.now, session.today)
    session.answer(
        SCHEMA,
        lambda: plan_body(drafted, (), smoother_ways(drafted)),
        lambda: Page((words, plan_page(drafted))),
        long=True,
    )


def _found(journal: Journal, plan: Plan, today: date) -> Truly:
    """What the log shows.

    Raises:
        NothingFound: It shows too little.
        BadInput: It shows what is planned.
    """
    truly = truly_taken(journal, plan, today)
    if truly is None:
        if (days := stopped_lately(journal, plan, today)) >= TOLERANCE_FADES:
            raise NothingFound(
                f"your log says that none was taken on the last {days} days; nothing is planned from there",
                "call your prescriber before the next dose: the old one may be too much now",
            )
        raise NothingFound("the last two weeks of your log do not show a usual dose", "say it: --dose 25,20,25")
    if not differs(plan, truly, today):
        raise BadInput(
            f"you take what is planned, {amount_text(plan.unit, Fraction(truly.daily))} a day",
            "another dose: --dose 25,20,25",
        )
    return truly


def _words(plan: Plan, truly: Truly) -> str:
    times = ", ".join(f"{dose.at:%H:%M} {plain(dose.amount.shown)}" for dose in truly.doses)
    return (
        f"On {truly.days} of {truly.recorded} days with doses in the last two weeks you took"
        f" {amount_text(plan.unit, Fraction(truly.daily))} ({times}), since {day_words(truly.since)}."
        " This draft begins there; if that is not right: --dose"
    )


def _typed(plan: Plan, dose: str, at: str) -> tuple[ScheduledDose, ...]:
    """The doses as they were typed, at the plan's times where none is said."""
    each = read_each_time(dose)
    require_unit(each.rate, patch=plan.release is Release.PATCH)
    times = each.at(parse_times(at) if at else tuple(d.at for d in plan.current))
    if len(set(times)) != len(times):
        raise BadInput("the same time stands twice", "give each time once: --at 8:00,20:00")
    amounts = each.amounts if len(each.amounts) == len(times) else each.amounts * len(times)
    return tuple(sorted((_dose(plan, *pair) for pair in zip(times, amounts, strict=True)), key=lambda one: one.at))


def _dose(plan: Plan, at: time, value: Fraction) -> ScheduledDose:
    scaled = 1000 * (DELIVERED.get(value, value) if plan.release is Release.PATCH else value)
    if scaled.denominator != 1:
        raise BadInput(f"{plain(value)} is finer than the program counts", "use at most three decimals")
    return ScheduledDose(at, amount_of(plan.release, scaled.numerator))
