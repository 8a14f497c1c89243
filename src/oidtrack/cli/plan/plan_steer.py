"""Commands of `plan` that change where it stands: agree, hold, resume, back, end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated

import typer

from oidtrack.cli.params import Json, parse_id, wants_json
from oidtrack.cli.session import Session
from oidtrack.cli.words.when import parse_day
from oidtrack.domain.dose import printable
from oidtrack.errors import BadInput
from oidtrack.render.page.machine import document
from oidtrack.render.page.parts import Words
from oidtrack.render.plan.document import SCHEMA, plan_body
from oidtrack.render.plan.page import ends_words
from oidtrack.render.plan.steered import steered_page
from oidtrack.rules.base import Finding
from oidtrack.services.dayplan import plans_in_force
from oidtrack.services.opening import Journal
from oidtrack.services.plan import steering
from oidtrack.services.plan.kept import find, newest
from oidtrack.services.plan.smoothing import smoother_ways
from oidtrack.taper.plan import Plan, Status

Which = Annotated[str, typer.Argument(metavar="[ID]", help="A plan such as p1; else the one in force.")]
On = Annotated[str, typer.Option("--on", metavar="DATE", help="From which day; else today.")]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why, in your words.")]

LONGEST_HOLD = 104
"""Weeks. A longer hold than two years is a plan that has ended. ENGINEERING."""


def agree(
    ctx: typer.Context,
    plan: Annotated[str, typer.Argument(metavar="[ID]", help="A plan such as p1; else the newest draft.")] = "",
    who: Annotated[str, typer.Option("--with", metavar="NAME", help="Who agreed.")] = "",
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="When; else today.")] = "",
    json: Json = False,
) -> None:
    """Write down that your prescriber agreed to a plan. From then on each day is measured against it.

    Examples:
      oidtrack plan agree --with "Dr. NAME"
      oidtrack plan agree p2 --with "Dr. NAME" --on yesterday
    """
    session: Session = ctx.obj
    day = _day(session, on)
    with session.journal(create=False) as journal:
        before = find(journal, parse_id(plan, "p")) if plan else newest(journal)
        ends = next((one for one in plans_in_force(journal) if _same_medicine(one, before)), None)
        after = steering.agree(journal, before, who, day, session.now, session.today)
    if ends is not None and ends.id != after.id and not wants_json(session, json):
        session.show(Words(ends_words(ends, ended=True)))
    _answer(session, (before, after), (), json=json)


def hold(
    ctx: typer.Context,
    plan: Which = "",
    weeks: Annotated[str, typer.Option(metavar="N", help="When to look again; else after one interval.")] = "",
    reason: Reason = "",
    on: On = "",
    json: Json = False,
) -> None:
    """Stay on the dose you have. No cut comes until you resume the plan, and nothing is caught up.

    Examples:
      oidtrack plan hold --reason "sleeping badly since the last cut"
      oidtrack plan hold --weeks 2 --reason "a hard time at home"
    """
    session: Session = ctx.obj
    length, day = _weeks(weeks), _day(session, on)
    _steer(
        session,
        (plan, Status.AGREED),
        lambda journal, before: steering.hold(journal, before, day, length, reason, session.now),
        json=json,
    )


def go(ctx: typer.Context, plan: Which = "", reason: Reason = "", json: Json = False) -> None:
    """Go on with the next cut although the check says wait. It is written down, and not asked again.

    Examples:
      oidtrack plan go --reason "talked it over with Dr. NAME"
    """
    session: Session = ctx.obj
    _steer(
        session,
        (plan, Status.AGREED),
        lambda journal, before: steering.go_on(journal, before, session.today, reason, session.now),
        json=json,
    )


def resume(ctx: typer.Context, plan: Which = "", reason: Reason = "", on: On = "", json: Json = False) -> None:
    """Go on with a plan on hold. The next cut has as many days left as when the hold began.

    Examples:
      oidtrack plan resume
      oidtrack plan resume p1 --reason "settled again"
    """
    session: Session = ctx.obj
    day = _day(session, on)
    _steer(
        session,
        (plan, Status.HELD),
        lambda journal, before: steering.resume(journal, before, day, reason, session.now),
        json=json,
    )


def back(
    ctx: typer.Context,
    plan: Which = "",
    agreed_with: Annotated[str, typer.Option(metavar="NAME", help="The prescriber who decided it.")] = "",
    reason: Reason = "",
    on: On = "",
    json: Json = False,
) -> None:
    """Go back up one step, on your prescriber's word. The old dose may now be dangerous: it says how to be safe.

    Examples:
      oidtrack plan back --agreed-with "Dr. NAME" --reason "pain too strong to work"
    """
    session: Session = ctx.obj
    day = _day(session, on)
    _steer(
        session,
        (plan, None),
        lambda journal, before: steering.step_back(journal, before, day, agreed_with, reason, session.now),
        json=json,
    )


def end(ctx: typer.Context, plan: Which = "", reason: Reason = "", on: On = "", json: Json = False) -> None:
    """End a plan. What you take on that day is kept as your dose; every version stays.

    Examples:
      oidtrack plan end --reason "we stay at this dose"
    """
    session: Session = ctx.obj
    day = _day(session, on)
    _steer(
        session,
        (plan, None),
        lambda journal, before: steering.end(journal, before, day, reason, session.now),
        json=json,
    )


def _same_medicine(one: Plan, other: Plan) -> bool:
    return (one.medicine, one.release) == (other.medicine, other.release)


def _steer(
    session: Session, which: tuple[str, Status | None], change: Callable[[Journal, Plan], Plan], *, json: bool
) -> None:
    plan, status = which
    with session.journal(create=False) as journal:
        before = steering.running(journal, parse_id(plan, "p") if plan else None, status)
        after = change(journal, before)
        found = steering.tolerance(journal, before, after, session.now)
    _answer(session, (before, after), found, json=json)


def _answer(session: Session, versions: tuple[Plan, Plan], found: tuple[Finding, ...], *, json: bool) -> None:
    """Show the version just written, against the one before it."""
    before, after = versions
    if wants_json(session, json):
        session.emit(document(SCHEMA, plan_body(after, found, smoother_ways(after))))
    else:
        session.show(steered_page(before, after, session.today, found))


def _day(session: Session, text: str) -> date:
    day = parse_day(text, session) if text else session.today
    if day > session.today:
        raise BadInput(f"{day} is a day to come", "write it down on the day itself")
    return day


def _weeks(text: str) -> int | None:
    if not text:
        return None
    word = text.strip().lower().removesuffix("w")
    if not (word.isdecimal() and len(word) <= len(str(LONGEST_HOLD)) and 1 <= int(word) <= LONGEST_HOLD):
        raise BadInput(f"'{printable(text)}' is no number of weeks", f"from 1 to {LONGEST_HOLD}, for example --weeks 4")
    return int(word)
