"""`oidtrack plan`: draft a taper out of real tablets, and show it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Annotated

import typer

from oidtrack.cli.medicines.describing import (
    AtOption,
    DoseOption,
    HalvesOption,
    LiquidOption,
    LiquidStepOption,
    ReleaseOption,
    SinceOption,
    StrengthsOption,
)
from oidtrack.cli.params import Json, parse_id, wants_json
from oidtrack.cli.plan import plan_check, plan_enter, plan_export, plan_more, plan_replan, plan_steer
from oidtrack.cli.plan.planned_for import planned_for
from oidtrack.cli.session import Session
from oidtrack.cli.verbatim import PLAIN, SETTINGS, Group, Verbatim
from oidtrack.cli.words.when import parse_day, parse_span
from oidtrack.domain.dose import parse_number
from oidtrack.errors import BadInput, NothingFound, Refused
from oidtrack.render.page.machine import document
from oidtrack.render.page.parts import Page
from oidtrack.render.plan.brief import brief_page, explained
from oidtrack.render.plan.document import SCHEMA, ends_body, plan_body, refusal_body
from oidtrack.render.plan.lengths import length_block
from oidtrack.render.plan.page import ends_words, plan_page
from oidtrack.render.plan.smoother import smoother_page
from oidtrack.render.warnings.findings import findings_page
from oidtrack.rules.reading import article_for
from oidtrack.services.opening import Journal
from oidtrack.services.plan.background import Background
from oidtrack.services.plan.lengths import Length, lengths
from oidtrack.services.plan.planning import TIME_TO_SHOW, Ask, Chosen, Proposal, find, keep, latest_plan, propose
from oidtrack.services.plan.smoothing import smoother_ways
from oidtrack.taper.pace import Basis
from oidtrack.taper.plan import Plan, Status
from oidtrack.taper.speed import Wish
from oidtrack.taper.steering import as_of

app = typer.Typer(cls=Group, invoke_without_command=True, **PLAIN)


@app.callback()
def _plan(ctx: typer.Context) -> None:
    """The taper plan. Every plan is a draft until somebody agreed to it.

    It is made of the tablets you really have, proves its own sums, never stops
    abruptly and never raises a dose. Alone, it shows the plan in force or the
    newest draft; where there is none yet it asks a few questions and drafts one.

    Examples:
      oidtrack plan new --medicine oxycodone
      oidtrack plan new --percent 5 --every 4w --start 2026-12-01
      oidtrack plan show
    """
    if ctx.invoked_subcommand is not None:
        return
    session: Session = ctx.obj
    if session.interactive and not session.json and not _has_plan(session):
        from oidtrack.cli.plan.plan_guided import guided

        guided(session)
    else:
        _show(session, None)


def _has_plan(session: Session) -> bool:
    journal = session.journal_if_any()
    if journal is None:
        return False
    with journal:
        return latest_plan(journal) is not None


@app.command("show", cls=Verbatim, context_settings=SETTINGS)
def show(
    ctx: typer.Context,
    plan: Annotated[str, typer.Argument(metavar="[ID]", help="A plan such as p1; else the one in force.")] = "",
    whole: Annotated[bool, typer.Option("--all", help="Every step, as a pipe gets it.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Also what its words and rules mean.")] = False,
    json: Json = False,
) -> None:
    """Show the plan in force, or the newest draft.

    On a terminal: a picture, where you are, the step now, the next two and the
    end. In a pipe, and with --all or --plain, every step.

    Examples:
      oidtrack plan show
      oidtrack plan show --all --explain
      oidtrack plan show p2 --json
    """
    session: Session = ctx.obj
    _show(session, parse_id(plan, "p") if plan else None, whole=whole, explain=explain, json=wants_json(session, json))


@app.command("new", cls=Verbatim, context_settings=SETTINGS)
def new(
    ctx: typer.Context,
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
    release: ReleaseOption = "",
    dose: DoseOption = "",
    at: AtOption = "",
    strengths: StrengthsOption = "",
    halves: HalvesOption = "",
    liquid: LiquidOption = "",
    liquid_step: LiquidStepOption = "",
    since: SinceOption = "",
    whole: Annotated[bool, typer.Option("--all", help="Every step; a pipe has them all.")] = False,
    json: Json = False,
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
    session: Session = ctx.obj
    words = {"release": release, "dose": dose, "at": at, "strengths": strengths, "halves": halves, "liquid": liquid}
    described_here = {**words, "liquid-step": liquid_step, "since": since}
    wish = Wish(
        percent=_percent(percent, "--percent"),
        every_days=_days(every, "--every"),
        basis=_basis(basis),
        max_step_percent=_percent(max_step, "--max-step"),
        max_hold_days=0 if max_hold.strip().lower() == "none" else _days(max_hold, "--max-hold"),
        agreed_with=agreed_with.strip(),
    )
    ask = Ask(
        wish=wish,
        start=parse_day(start, session, future=True) if start else session.today + TIME_TO_SHOW,
        target=plan_more.parse_target(target),
        stop_by=_stop_day(stop_by, session),
        start_said=bool(start),
        drop_first=tuple(word.strip().lower() for word in drop_first.split(",")) if drop_first else (),
    )
    chosen, known = planned_for(session, medicine, described_here)
    proposal = propose(chosen.described, ask, known, session.today)
    _answer(session, proposal, chosen, known, json=json, whole=whole)


def _answer(
    session: Session, proposal: Proposal, chosen: Chosen, known: Background, *, json: bool, whole: bool
) -> None:
    """Keep and show the plan; or say what was refused, show what is allowed, and end with exit 3."""
    if proposal.refusal is None and proposal.plan is not None:
        with session.journal() as journal:
            plan = keep(journal, proposal.plan, session.at_utc)
            page = _brief(session, journal, plan) if session.window and not whole else plan_page(plan, session.today)
        ways, found = smoother_ways(plan), lengths(plan, (chosen.described, known), session.today)
        if wants_json(session, json):
            body = {**plan_body(plan, proposal.cautions, ways, found), **ends_body(chosen.ends)}
            session.emit(document(SCHEMA, body))
        else:
            beside = (ends_words(chosen.ends), smoother_page(ways, plan.unit), findings_page(proposal.cautions))
            session.page(Page((page, *beside, length_block(found))))
        return
    refusal = proposal.refusal
    assert refusal is not None  # a proposal holds a plan, a refusal, or both
    if wants_json(session, json):
        session.emit(document(SCHEMA, refusal_body(refusal, proposal.plan, proposal.cautions)))
    elif proposal.plan is not None:
        session.show(Page(("The fastest plan that is allowed (not kept):", plan_page(proposal.plan))))
    hint = "the plan shown is the fastest that is allowed" if proposal.plan else "please talk to your prescriber"
    raise Refused(refusal.text, hint, article_for(refusal.code))


def _show(
    session: Session, plan_id: int | None, *, whole: bool = False, explain: bool = False, json: bool = False
) -> None:
    with session.journal(create=False) as journal:
        plan = as_of(find(journal, plan_id), session.today)
        brief = session.window and not whole and not (json or session.json)
        page = plan_page(plan, session.today) if not brief else _brief(session, journal, plan)
    ways, found = smoother_ways(plan), _lengths(session, plan)
    if wants_json(session, json):
        session.emit(document(SCHEMA, plan_body(plan, (), ways, found)))
        return
    words = explained(plan) if explain else ""
    session.page(Page((page, smoother_page(ways, plan.unit), length_block(found), words)))


def _brief(session: Session, journal: Journal, plan: Plan) -> Page:
    from oidtrack.render.plan.picture import plan_picture
    from oidtrack.services.report.way import way

    picture = plan_picture(way(journal, plan, session.today), plan.unit, unicode=session.unicode)
    return brief_page(plan, session.today, picture)


def _lengths(session: Session, plan: Plan) -> tuple[Length, ...]:
    """What the paces would mean for a draft; the person is not known where its medicine is not in the journal."""
    if plan.status is not Status.DRAFT:
        return ()
    try:
        chosen, known = planned_for(session, f"{plan.medicine} {plan.release.value}", {"dose": ""})
    except (BadInput, NothingFound):
        return lengths(plan, None, session.today)
    return lengths(plan, (chosen.described, known), session.today)


def _percent(text: str, what: str) -> Fraction | None:
    if not text:
        return None
    value = parse_number(text.removesuffix("%").strip())
    if not 0 < value <= 100:  # noqa: PLR2004 - percent
        raise BadInput(f"{what} of {text} is no share of a dose", f"for example {what} 10")
    return value


def _days(text: str, what: str) -> int | None:
    if not text:
        return None
    days = parse_span(text)
    if days < 1:
        raise BadInput(f"{what} of {text} is no time", f"for example {what} 4w")
    return days


def _basis(text: str) -> Basis | None:
    if not text:
        return None
    try:
        return Basis(text.strip().lower())
    except ValueError:
        raise BadInput(f"'{text}' is no basis", "use --basis current or --basis start") from None


def _stop_day(text: str, session: Session) -> date | None:
    if not text:
        return None
    return session.today if text.strip().lower() in {"now", "today"} else parse_day(text, session, future=True)


# After `show` and `new`, which lead the help: it lists them in this order.
app.command("agree", cls=Verbatim, context_settings=SETTINGS)(plan_steer.agree)
app.command("check", cls=Verbatim, context_settings=SETTINGS)(plan_check.check)
app.command("hold", cls=Verbatim, context_settings=SETTINGS)(plan_steer.hold)
app.command("go", cls=Verbatim, context_settings=SETTINGS)(plan_steer.go)
app.command("resume", cls=Verbatim, context_settings=SETTINGS)(plan_steer.resume)
app.command("back", cls=Verbatim, context_settings=SETTINGS)(plan_steer.back)
app.command("end", cls=Verbatim, context_settings=SETTINGS)(plan_steer.end)
app.command("replan", cls=Verbatim, context_settings=SETTINGS)(plan_replan.replan)
app.command("enter", cls=Verbatim, context_settings=SETTINGS)(plan_enter.enter)
app.command("compare", cls=Verbatim, context_settings=SETTINGS)(plan_more.compare)
app.command("history", cls=Verbatim, context_settings=SETTINGS)(plan_more.history)
app.command("supply", cls=Verbatim, context_settings=SETTINGS)(plan_more.supply)
app.command("export", cls=Verbatim, context_settings=SETTINGS)(plan_export.export)
