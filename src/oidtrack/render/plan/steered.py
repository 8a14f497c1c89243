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
    event = after.event
    assert event is not None  # every change has one
    head = _HEADS[event.kind].format(
        name=after.name,
        version=after.version,
        who=after.agreed_with,
        agreed_on=day_words(after.agreed_on) if after.agreed_on else "that day",
        on=day_words(event.on),
        again="" if event.look_again is None else day_words(event.look_again),
        daily=amount_text(after.unit, daily_on(after, event.on)),
        begins_at=amount_text(after.unit, after.current_daily),
    )
    return Page((Block((cautions_block(found), head, *_dates(before, after, today))),))


_HEADS = {
    EventKind.AGREED: "{name}, version {version}: agreed with {who} on {agreed_on}.",
    EventKind.HELD: (
        "{name} is on hold: you stay on {daily} a day. Waiting is part of the plan. No cut comes before you resume it."
        " Look at it again on {again}: oidtrack plan check"
    ),
    EventKind.GONE_ON: (
        "{name} goes on as it was agreed, as you decided. If it gets hard, it can wait any day: plan hold"
    ),
    EventKind.RESUMED: "{name} goes on from {on}, on {daily} a day.",
    EventKind.STEPPED_BACK: (
        "{name} is back at {daily} a day from {on}, as {who} decided. The steps after it stay as they were, later."
    ),
    EventKind.REPLANNED: (
        "{name}, version {version}, is a draft that begins at {begins_at} a day. Nothing changes until your prescriber"
        " agrees: oidtrack plan agree"
    ),
    EventKind.ENDED: "{name} ended on {on}. All its versions stay: oidtrack plan history {name}",
}


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
