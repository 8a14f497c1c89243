"""What to ask for, for people and as JSON."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from oidtrack.domain.dose import plain
from oidtrack.domain.journal import dated, day_words
from oidtrack.domain.medicine import Release, amount_of
from oidtrack.render.page.machine import keys, number, span, written
from oidtrack.render.page.parts import Block, Heading, Page, Table, cells
from oidtrack.services.plan.supplying import Fill, Supply
from oidtrack.taper.days.stock import LIQUID, Line

SCHEMA = "oidtrack/plan-supply/1"


def supply_page(supply: Supply) -> Page:
    """A line for each strength, what to ask for, and how far it reaches."""
    plan = supply.plan
    days = f"{day_words(supply.first)} to {day_words(supply.last)}"
    head = Heading(f"Plan {plan.name}: {plan.medicine} ({plan.release.value}), {days}")
    said = Block((_reach(supply), _slips(supply), _left_over(supply)))
    return Page((head, *(_table(supply, fill) for fill in supply.fills), said))


def _table(supply: Supply, fill: Fill) -> Table:
    span = f"{dated(fill.first)} to {dated(fill.last)}" if len(supply.fills) > 1 else ""
    known = supply.counted or fill is not supply.fills[0]
    rows = (
        cells(
            _name(supply, line),
            plain(line.needed),
            plain(line.on_hand) if known else "not said",
            plain(line.ask_for),
            plain(line.left_over),
        )
        for line in fill.lines
    )
    head = (span, "needed", "at hand", "ask for", "left over")
    return Table("What to ask for", head, tuple(rows), least=(26, 7, 8, 8, 9))


def _slips(supply: Supply) -> str:
    """What a visit a week late would mean, with what was asked for."""
    if supply.plan.stops_on == supply.last + timedelta(days=1):
        return "This reaches to the stop."
    if supply.slipped is None:
        return "If the visit slips a week, what is asked for still covers it."
    return (
        f"If the visit slips a week, the first dose that is not covered is on {day_words(supply.slipped)}: ask for a"
        " week more, or ring before then."
    )


def _left_over(supply: Supply) -> str:
    """What can go back at the stop."""
    plan = supply.plan
    over = [f"{plain(line.left_over)} × {_name(supply, line)}" for line in supply.fills[-1].lines if line.left_over]
    if plan.stops_on is None or supply.last < plan.stops_on - timedelta(days=1) or not over:
        return ""
    return f"Left over at the stop, to take back to the pharmacy: {', '.join(over)}."


def _name(supply: Supply, line: Line) -> str:
    return "liquid, mL" if line.strength == LIQUID else str(amount_of(supply.plan.release, line.strength))


def _reach(supply: Supply) -> str:
    """How far it reaches, said calmly."""
    if not supply.counted:
        what = "patches" if supply.plan.release is Release.PATCH else "tablets"
        return f'Whole {what}, rounded up. With --on-hand "10mg=42,5mg=14" it says how far what you have reaches.'
    if supply.runs_out is None:
        goal = "to the stop" if supply.plan.stops_on else "for ten years and more"
        return f"What you have reaches {goal}."
    return (
        f"What you have covers every dose before {day_words(supply.runs_out)}. Ask for more some days ahead; "
        "if it gets short, call your prescriber or pharmacy rather than stopping or stretching doses."
    )


def supply_body(supply: Supply) -> dict[str, Any]:
    """The stretch, each strength, and the day of run-out."""
    return {
        "id": supply.plan.name,
        **keys(supply.plan, "version", "medicine"),
        **span(supply.first, supply.last),
        **_lines(supply, supply.lines),
        "runs_out_on": written(supply.runs_out),
        "if_visit_slips_a_week": {"not_covered_from": written(supply.slipped)},
        "fills": [{**span(fill.first, fill.last), **_lines(supply, fill.lines)} for fill in supply.fills],
    }


def _lines(supply: Supply, lines: tuple[Line, ...]) -> dict[str, Any]:
    """Each strength, and the liquid or null."""
    return {
        "tablets": [_strength(supply, line) for line in lines if line.strength != LIQUID],
        "liquid": next((_numbers(supply, line, "ml") for line in lines if line.strength == LIQUID), None),
    }


def _strength(supply: Supply, line: Line) -> dict[str, Any]:
    strength = written(amount_of(supply.plan.release, line.strength))
    return {"strength_mg": strength, **_numbers(supply, line, "count")}


def _numbers(supply: Supply, line: Line, needed: str) -> dict[str, Any]:
    on_hand = number(line.on_hand) if supply.counted else None
    return {needed: number(line.needed), "on_hand": on_hand, **keys(line, "ask_for", "left_over")}
