"""`oidtrack plan new`: draft a taper out of real tablets."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import partial
from typing import Annotated

import typer

from oidtrack.cli.medicines.describing import DESCRIBING
from oidtrack.cli.options import Typed, given
from oidtrack.cli.params import taking
from oidtrack.cli.plan.plan_more import parse_target
from oidtrack.cli.plan.planned_for import planned_for
from oidtrack.cli.plan.shown import in_short
from oidtrack.cli.session import Session
from oidtrack.cli.words.when import parse_day, parse_span
from oidtrack.domain.dose import parse_number
from oidtrack.errors import BadInput, Refused
from oidtrack.render.page.machine import document
from oidtrack.render.page.parts import Page
from oidtrack.render.plan.document import SCHEMA, ends_body, plan_body, refusal_body
from oidtrack.render.plan.lengths import length_block
from oidtrack.render.plan.page import ends_words, plan_page
from oidtrack.render.plan.smoother import smoother_page
from oidtrack.render.warnings.findings import findings_page
from oidtrack.rules.reading import article_for
from oidtrack.services.plan.background import Background
from oidtrack.services.plan.lengths import lengths
from oidtrack.services.plan.planning import TIME_TO_SHOW, Ask, Chosen, Proposal, keep, propose
from oidtrack.services.plan.smoothing import smoother_ways
from oidtrack.taper.pace import Basis
from oidtrack.taper.speed import Wish


@taking(DESCRIBING)
def new(
    session: Session,
    medicine: Annotated[str, typer.Option(metavar="NAME", help="Which opioid; not needed where there is one.")] = "",
    percent: Annotated[str, typer.Option(metavar="P", help="Share cut per interval.")] = "",
    every: Annotated[str, typer.Option(metavar="SPAN", help="Interval: 4w, 28d.")] = "",
    basis: Annotated[str, typer.Option(metavar="current|start", help="What the share is of.")] = "",
    target: Annotated[str, typer.Option(metavar="MG", help="Daily dose to end at; 0 for a stop.")] = "0",
    start: Annotated[str, typer.Option(metavar="DATE", help="First day of the first cut; else in a week.")] = "",
    stop_by: Annotated[str, typer.Option(metavar="DATE", help="Day by which it should have stopped.")] = "",
    max_step: Annotated[str, typer.Option(metavar="P", help="Largest cut by choice, in percent.")] = "",
    max_hold: Annotated[str, typer.Option(metavar="SPAN", help="Longest wait before a coarse step, or none.")] = "",
    drop_first: Annotated[str, typer.Option(metavar="LIST", help="Which goes first: midday,morning,evening.")] = "",
    agreed_with: Annotated[str, typer.Option(metavar="NAME", help="Prescriber who agreed to a faster pace.")] = "",
    *,
    typed: Typed,
    whole: Annotated[bool, typer.Option("--all", help="Every step; a pipe has them all.")] = False,
) -> None:
    """Draft a taper for an opioid.

    It is one of your journal, or one described here.

    The pace is chosen by how long you have taken opioids, and the plan says
    which it took and why. Faster than that needs --agreed-with; some limits
    hold whoever agreed.

    Examples:
      oidtrack plan new
      oidtrack plan new --medicine oxycodone --dose 30 --at 8:00,14:00,22:00 --since 2023-01-15
      oidtrack plan new --percent 5 --target 40
    """
    wish = Wish(
        percent=given(partial(_percent, what="--percent"), percent),
        every_days=given(partial(_days, what="--every"), every),
        basis=given(_basis, basis),
        max_step_percent=given(partial(_percent, what="--max-step"), max_step),
        max_hold_days=0 if max_hold.strip().lower() == "none" else given(partial(_days, what="--max-hold"), max_hold),
        agreed_with=agreed_with.strip(),
    )
    ask = Ask(
        wish=wish,
        start=parse_day(start, session, future=True) if start else session.today + TIME_TO_SHOW,
        target=parse_target(target),
        stop_by=given(partial(_stop_day, session=session), stop_by),
        start_said=bool(start),
        drop_first=tuple(word.strip().lower() for word in drop_first.split(",")) if drop_first else (),
    )
    chosen, known = planned_for(session, medicine, typed.one)
    proposal = propose(chosen.described, ask, known, session.today)
    _answer(session, proposal, chosen, known, whole=whole)


def _answer(session: Session, proposal: Proposal, chosen: Chosen, known: Background, *, whole: bool) -> None:
    """Keep and show the plan; or say what was refused, show what is allowed, and end with exit 3."""
    if proposal.refusal is None and proposal.plan is not None:
        with session.journal() as journal:
            plan = keep(journal, proposal.plan, session.at_utc)
            page = in_short(session, journal, plan) if session.window and not whole else plan_page(plan, session.today)
        ways, found = smoother_ways(plan), lengths(plan, (chosen.described, known), session.today)
        beside = (ends_words(chosen.ends), smoother_page(ways, plan.unit), findings_page(proposal.cautions))
        session.answer(
            SCHEMA,
            lambda: {**plan_body(plan, proposal.cautions, ways, found), **ends_body(chosen.ends)},
            lambda: Page((page, *beside, length_block(found))),
            long=True,
        )
        return
    refusal = proposal.refusal
    assert refusal is not None  # a proposal holds a plan, a refusal, or both
    if session.json:
        session.emit(document(SCHEMA, refusal_body(refusal, proposal.plan, proposal.cautions)))
    elif proposal.plan is not None:
        session.show(Page(("The fastest plan that is allowed (not kept):", plan_page(proposal.plan))))
    hint = "the plan shown is the fastest that is allowed" if proposal.plan else "please talk to your prescriber"
    raise Refused(refusal.text, hint, article_for(refusal.code))


def _percent(text: str, what: str) -> Fraction:
    value = parse_number(text.removesuffix("%").strip())
    if not 0 < value <= 100:  # noqa: PLR2004 - percent
        raise BadInput(f"{what} of {text} is no share of a dose", f"for example {what} 10")
    return value


def _days(text: str, what: str) -> int:
    days = parse_span(text)
    if days < 1:
        raise BadInput(f"{what} of {text} is no time", f"for example {what} 4w")
    return days


def _basis(text: str) -> Basis:
    try:
        return Basis(text.strip().lower())
    except ValueError:
        raise BadInput(f"'{text}' is no basis", "use --basis current or --basis start") from None


def _stop_day(text: str, session: Session) -> date:
    return session.today if text.strip().lower() in {"now", "today"} else parse_day(text, session, future=True)
