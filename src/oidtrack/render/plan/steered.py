"""What became of a plan just now: a few plain sentences, and the next date that matters."""

from __future__ import annotations

from datetime import date

from oidtrack.domain.dose import amount_text
from oidtrack.domain.journal import day_words, span_words
from oidtrack.render.page.parts import Block, Page
from oidtrack.render.warnings.findings import cautions_block
from oidtrack.rules.base import Finding
from oidtrack.services.plan.versions import ends_on
from oidtrack.taper.plan import EventKind, Plan, daily_on, next_cut


def steered_page(before: Plan, after: Plan, today: date, found: tuple[Finding, ...]) -> Page:
    """Sentences about the new version, cautions first.

    Args:
        before: The version before.
        after: The version just written.
        today: The day.
        found: What to say about tolerance.
    """
    assert after.event is not None  # every change has one
    return Page((Block((cautions_block(found), _HEADS[after.event.kind](after), *_dates(before, after, today))),))


def _agreed(plan: Plan) -> str:
    on = day_words(plan.agreed_on) if plan.agreed_on else "that day"
    return f"{plan.name}, version {plan.version}: agreed with {plan.agreed_with} on {on}."


def _held(plan: Plan) -> str:
    event = plan.event
    assert event is not None and event.look_again is not None  # noqa: PT018 - one thought: it is a hold
    return (
        f"{plan.name} is on hold: you stay on {_daily(plan, event.on)} a day. Waiting is part of the plan."
        f" No cut comes before you resume it. Look at it again on {day_words(event.look_again)}: oidtrack plan check"
    )


def _gone_on(plan: Plan) -> str:
    return f"{plan.name} goes on as it was agreed, as you decided. If it gets hard, it can wait any day: plan hold"


def _resumed(plan: Plan) -> str:
    assert plan.event is not None
    return f"{plan.name} goes on from {day_words(plan.event.on)}, on {_daily(plan, plan.event.on)} a day."


def _stepped_back(plan: Plan) -> str:
    assert plan.event is not None
    return (
        f"{plan.name} is back at {_daily(plan, plan.event.on)} a day from {day_words(plan.event.on)},"
        f" as {plan.agreed_with} decided. The steps after it stay as they were, later."
    )


def _replanned(plan: Plan) -> str:
    return (
        f"{plan.name}, version {plan.version}, is a draft that begins at {amount_text(plan.unit, plan.current_daily)}"
        " a day. Nothing changes until your prescriber agrees: oidtrack plan agree"
    )


def _ended(plan: Plan) -> str:
    assert plan.event is not None
    return f"{plan.name} ended on {day_words(plan.event.on)}. All its versions stay: oidtrack plan history {plan.name}"


_HEADS = {
    EventKind.AGREED: _agreed,
    EventKind.HELD: _held,
    EventKind.GONE_ON: _gone_on,
    EventKind.RESUMED: _resumed,
    EventKind.STEPPED_BACK: _stepped_back,
    EventKind.REPLANNED: _replanned,
    EventKind.ENDED: _ended,
}


def _daily(plan: Plan, day: date) -> str:
    return amount_text(plan.unit, daily_on(plan, day))


def _dates(before: Plan, after: Plan, today: date) -> list[str]:
    """The next cut, the end, and how far it moved."""
    assert after.event is not None
    if after.event.kind is EventKind.ENDED:
        return []
    cut = next_cut(after, today)
    soonest = "at the earliest " if after.event.kind is EventKind.HELD else ""
    found = [] if cut is None else [f"The next cut is {soonest}on {day_words(cut)}."]
    goal = "stop" if after.stops_on else "target"
    moved = (ends_on(after) - ends_on(before)).days
    by = "" if not moved else f", {span_words(abs(moved))} {'later' if moved > 0 else 'earlier'} than before"
    return [*found, f"The {goal} is {soonest}on {day_words(ends_on(after))}{by}."]
