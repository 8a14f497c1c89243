"""The versions of plans, for people and as JSON."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from oidtrack.render.layout import day_words, wrapped
from oidtrack.services.versions import Version, ends_on

SCHEMA = "oidtrack/plan-history/1"


def history_page(versions: tuple[Version, ...]) -> str:
    """Every version under its plan, a line or two each."""
    parts = []
    for name, group in groupby(versions, key=lambda version: version.plan.name):
        kept = tuple(group)
        plan = kept[0].plan
        lines = [f"Plan {name}: {plan.medicine} ({plan.release.value})"]
        parts.append("\n".join([*lines, *(line for version in kept for line in _version(version))]))
    return "\n\n".join(parts) + "\n"


def _version(version: Version) -> list[str]:
    plan = version.plan
    end = "stop" if plan.stops_on else f"at {plan.target}"
    words = f"{plan.status.value}, written {day_words(version.written)}; {end} {day_words(ends_on(plan))}"
    if plan.agreed_with and plan.agreed_on:
        words += f"; agreed with {plan.agreed_with} on {day_words(plan.agreed_on)}"
    return wrapped(f"{words}{_moved(version.moved)}.", f"  version {plan.version:<3} ")


def _moved(days: int | None) -> str:
    if days is None:
        return ""
    if days == 0:
        return "; the end did not move"
    return f"; the end moved {abs(days)} day{'' if abs(days) == 1 else 's'} {'later' if days > 0 else 'earlier'}"


def history_body(versions: tuple[Version, ...]) -> dict[str, Any]:
    """The versions, each with its end and how far it moved."""
    return {"versions": [_row(version) for version in versions]}


def _row(version: Version) -> dict[str, Any]:
    plan = version.plan
    return {
        "id": plan.name,
        "version": plan.version,
        "status": plan.status.value,
        "medicine": plan.medicine,
        "written_on": version.written.isoformat(),
        "agreed_with": plan.agreed_with or None,
        "agreed_on": plan.agreed_on.isoformat() if plan.agreed_on else None,
        "stops_on": plan.stops_on.isoformat() if plan.stops_on else None,
        "ends_on": ends_on(plan).isoformat(),
        "moved_days": version.moved,
    }
