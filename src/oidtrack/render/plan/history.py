"""The versions of plans, for people and as JSON."""

from __future__ import annotations

from fractions import Fraction
from itertools import groupby
from typing import Any

from oidtrack.domain.dose import amount_text, counted
from oidtrack.domain.journal import day_words, span_words
from oidtrack.render.page.machine import keys, number, written
from oidtrack.render.page.parts import Block, Heading, Item, Page, labelled
from oidtrack.services.plan.versions import Version, ends_on
from oidtrack.taper.days.course import Difference, Level
from oidtrack.taper.plan import Event, EventKind, Plan

SCHEMA = "oidtrack/plan-history/1"

_WHAT = {
    EventKind.AGREED: "agreed with {who} on {on}",
    EventKind.HELD: "on hold from {on}",
    EventKind.GONE_ON: "gone on with on {on}, although the check said wait",
    EventKind.RESUMED: "resumed on {on}",
    EventKind.STEPPED_BACK: "one step back from {on}, as {who} decided",
    EventKind.REPLANNED: "drafted anew on {on} from the dose that is taken",
    EventKind.ENDED: "ended on {on}",
}


_AT = 14
"""The column of what is said of a version."""


def history_page(versions: tuple[Version, ...], *, diff: bool = False) -> Page:
    """Every version under its plan, a few lines each; with `diff` also what it changed."""
    plans = []
    for name, group in groupby(versions, key=lambda version: version.plan.name):
        kept = tuple(group)
        plan = kept[0].plan
        head = Heading(f"Plan {name}: {plan.medicine} ({plan.release.value})")
        plans.append(Block((head, *(_version(version, diff=diff) for version in kept))))
    return Page(tuple(plans))


def _version(version: Version, *, diff: bool) -> Item:
    plan = version.plan
    end = "stop" if plan.stops_on else f"at {plan.target}"
    same_day = plan.event is not None and plan.event.on == version.written
    later = "" if same_day else f", written {day_words(version.written)}"
    words = f"{_what(plan)}{later}; {end} {day_words(ends_on(plan))}{_moved(version.moved)}."
    changes = _changes(version.difference, plan.unit) if diff and version.difference is not None else ()
    return labelled(f"version {plan.version}", words, *changes, at=_AT, indent=2)


def _what(plan: Plan) -> str:
    event = plan.event
    if event is None:
        agreed = f", agreed with {plan.agreed_with} on {day_words(plan.agreed_on)}" if plan.agreed_on else ""
        return f"{plan.status.value}{agreed}"
    words = _WHAT[event.kind].format(who=event.who, on=day_words(event.on))
    return f"{words}: {event.reason}" if event.reason else words


def _moved(days: int | None) -> str:
    if days is None:
        return ""
    return "; the end did not move" if days == 0 else f"; the end moved {_later(days)}"


def _later(days: int) -> str:
    return f"{counted(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"


def _changes(found: Difference, unit: str) -> list[str]:
    """One line for each run of doses that moved alike, came or went."""
    lines = [] if found.same_pace else ["the pace is another"]
    before, now = found.begins
    if before != now:
        lines.append(f"begins at {amount_text(unit, now)} a day, was {amount_text(unit, before)}")
    for (kind, days), group in groupby(found.levels, key=_kind):
        run = list(group)
        doses = _doses(run, unit)
        if kind == "moved" and days:
            first = run[0].now
            assert first is not None  # it moved: both versions have it
            lines.append(f"{doses}: {_span(days)}, now from {day_words(first)}")
        elif kind in {"new", "gone"}:
            lines.append(f"{doses}: {kind}")
    return lines or ["no date and no dose changed"]


def _kind(level: Level) -> tuple[str, int]:
    if level.was is None:
        return "new", 0
    return ("gone", 0) if level.now is None else ("moved", level.moved_days or 0)


def _span(days: int) -> str:
    return f"{span_words(abs(days))} {'later' if days > 0 else 'earlier'}"


def _doses(run: list[Level], unit: str) -> str:
    first, last = run[0].daily, run[-1].daily
    return _amount(first, unit) if first == last else f"{_amount(first, unit)} to {_amount(last, unit)}"


def _amount(daily: Fraction, unit: str) -> str:
    return f"{amount_text(unit, daily)} a day" if daily else "the stop"


def history_body(versions: tuple[Version, ...]) -> dict[str, Any]:
    """The versions, each with what made it, its end, how far it moved, and what changed."""
    return {"versions": [_row(version) for version in versions]}


def _row(version: Version) -> dict[str, Any]:
    plan = version.plan
    return {
        "id": plan.name,
        **keys(plan, "version", "status", "medicine"),
        "event": event_body(plan.event),
        "written_on": written(version.written),
        "agreed_with": plan.agreed_with or None,
        **keys(plan, "agreed_on", "stops_on"),
        "ends_on": written(ends_on(plan)),
        "moved_days": version.moved,
        "changes": None if version.difference is None else [_level(one) for one in version.difference.changed],
    }


def event_body(event: Event | None) -> dict[str, Any] | None:
    """What made a version, as JSON."""
    if event is None:
        return None
    return {
        **keys(event, "kind", "on"),
        "reason": event.reason or None,
        "agreed_with": event.who or None,
        "look_again": written(event.look_again),
    }


def _level(level: Level) -> dict[str, Any]:
    return {
        "daily_mg": number(level.daily / 1000),
        "was_from": written(level.was),
        "from": written(level.now),
        "moved_days": level.moved_days,
    }
