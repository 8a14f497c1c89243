"""Commands of `plan` that change where it stands: agree, hold, resume, back, end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated

import typer

from oidtrack.cli.options import given
from oidtrack.cli.params import Which, parse_id, which
from oidtrack.cli.plan.planned_for import in_force
from oidtrack.cli.session import Session
from oidtrack.cli.words.when import parse_day
from oidtrack.domain.dose import printable
from oidtrack.domain.journal import day_words
from oidtrack.errors import BadInput
from oidtrack.render.page.parts import Words
from oidtrack.render.plan.document import SCHEMA, plan_body
from oidtrack.render.plan.page import ends_words
from oidtrack.render.plan.steered import steered_page
from oidtrack.rules.base import Finding
from oidtrack.services.plan import steering
from oidtrack.services.plan.kept import find, newest
from oidtrack.services.plan.smoothing import smoother_ways
from oidtrack.taper.plan import Plan, Status

On = Annotated[str, typer.Option("--on", metavar="DATE", help="From which day; else today.")]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why, in your words.")]

LONGEST_HOLD = 104
"""Weeks. A longer hold than two years is a plan that has ended. ENGINEERING."""


def agree(
    session: Session,
    plan: Annotated[str, typer.Argument(metavar="[ID]", help="A plan such as p1; else the newest draft.")] = "",
    who: Annotated[str, typer.Option("--with", metavar="NAME", help="Who agreed.")] = "",
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="When; else today.")] = "",
) -> None:
    """Write down that your prescriber agreed to a plan. From then on each day is measured against it.

    Examples:
      oidtrack plan agree --with "Dr. NAME"
      oidtrack plan agree p2 --with "Dr. NAME" --on yesterday
    """
    day = _day(session, on)
    with session.journal(create=False) as journal:
        before = find(journal, parse_id(plan, "p")) if plan else newest(journal)
        ends = in_force(journal, before)
        after = steering.agree(journal, before, who, day, session.now, session.today)
    if ends is not None and ends.id != after.id and not session.json:
        session.show(Words(ends_words(ends, ended=True)))
    _answer(session, before, after)


def hold(
    session: Session,
    plan: Which = "",
    weeks: Annotated[str, typer.Option(metavar="N", help="When to look again; else after one interval.")] = "",
    reason: Reason = "",
    on: On = "",
) -> None:
    """Stay on the dose you have. No cut comes until you resume the plan, and nothing is caught up.

    Examples:
      oidtrack plan hold --reason "sleeping badly since the last cut"
      oidtrack plan hold --weeks 2 --reason "a hard time at home"
    """
    length = given(_weeks, weeks)
    _steer(session, plan, Status.AGREED, steering.hold, _day(session, on), length, reason)


def go(session: Session, plan: Which = "", reason: Reason = "") -> None:
    """Go on with the next cut although the check says wait. It is written down, and not asked again.

    Examples:
      oidtrack plan go --reason "talked it over with Dr. NAME"
    """
    _steer(session, plan, Status.AGREED, steering.go_on, session.today, reason)


def resume(session: Session, plan: Which = "", reason: Reason = "", on: On = "") -> None:
    """Go on with a plan on hold. The next cut has as many days left as when the hold began.

    Examples:
      oidtrack plan resume
      oidtrack plan resume p1 --reason "settled again"
    """
    _steer(session, plan, Status.HELD, steering.resume, _day(session, on), reason)


def back(
    session: Session,
    plan: Which = "",
    agreed_with: Annotated[str, typer.Option(metavar="NAME", help="The prescriber who decided it.")] = "",
    reason: Reason = "",
    on: On = "",
) -> None:
    """Go back up one step, on your prescriber's word. The old dose may now be dangerous: it says how to be safe.

    Examples:
      oidtrack plan back --agreed-with "Dr. NAME" --reason "pain too strong to work"
    """
    _steer(session, plan, None, steering.step_back, _day(session, on), agreed_with, reason)


def end(session: Session, plan: Which = "", reason: Reason = "", on: On = "") -> None:
    """End a plan. What you take on that day is kept as your dose; every version stays.

    Examples:
      oidtrack plan end --reason "we stay at this dose"
    """
    _steer(session, plan, None, steering.end, _day(session, on), reason)


def _steer(session: Session, plan: str, status: Status | None, change: Callable[..., Plan], *said: object) -> None:
    """Change a plan and show it.

    Args:
        session: The run.
        plan: As typed; empty for the one in force.
        status: What it has to be in, or None where any will do.
        change: Takes the journal, the plan, what was said, and now.
        said: The day, and what else was said of it.
    """
    with session.journal(create=False) as journal:
        before = steering.running(journal, which(plan), status)
        after = change(journal, before, *said, session.now)
        found = steering.tolerance(journal, before, after, session.now)
    _answer(session, before, after, found)


def _answer(session: Session, before: Plan, after: Plan, found: tuple[Finding, ...] = ()) -> None:
    """Show the version just written, against the one before it."""
    session.answer(
        SCHEMA,
        lambda: plan_body(after, found, smoother_ways(after)),
        lambda: steered_page(before, after, session.today, found),
    )


def _day(session: Session, text: str) -> date:
    day = parse_day(text, session) if text else session.today
    if day > session.today:
        raise BadInput(f"{day_words(day)} is a day to come", "write it down on the day itself")
    return day


def _weeks(text: str) -> int:
    word = text.strip().lower().removesuffix("w")
    if not (word.isdecimal() and len(word) <= len(str(LONGEST_HOLD)) and 1 <= int(word) <= LONGEST_HOLD):
        raise BadInput(f"'{printable(text)}' is no number of weeks", f"from 1 to {LONGEST_HOLD}, for example --weeks 4")
    return int(word)
