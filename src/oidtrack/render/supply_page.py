"""What to ask for, for people and as JSON."""

from __future__ import annotations

from typing import Any

from oidtrack.domain.dose import plain
from oidtrack.domain.medicine import Release, amount_of
from oidtrack.render.layout import day_words, wrapped
from oidtrack.render.machine import number
from oidtrack.services.supplying import Supply
from oidtrack.taper.stock import LIQUID, Line

SCHEMA = "oidtrack/plan-supply/1"


def supply_page(supply: Supply) -> str:
    """A line for each strength, what to ask for, and how far it reaches."""
    plan = supply.plan
    head = f"Plan {plan.name}: {plan.medicine} ({plan.release.value}), {day_words(supply.first)} to "
    lines = [*wrapped(head + day_words(supply.last), ""), ""]
    lines.append(f"{'':<14}{'needed':>9}{'at hand':>10}{'ask for':>10}{'left over':>11}")
    lines += [_line(supply, line) for line in supply.lines]
    return "\n".join([*lines, "", *wrapped(_reach(supply), "")]) + "\n"


def _line(supply: Supply, line: Line) -> str:
    at_hand = plain(line.on_hand) if supply.counted else "not said"
    cells = f"{plain(line.needed):>9}{at_hand:>10}{plain(line.ask_for):>10}{plain(line.left_over):>11}"
    return f"{_name(supply, line):<14}{cells}"


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
    liquid = [_numbers(supply, line, "ml") for line in supply.lines if line.strength == LIQUID]
    return {
        "id": supply.plan.name,
        "version": supply.plan.version,
        "medicine": supply.plan.medicine,
        "from": supply.first.isoformat(),
        "to": supply.last.isoformat(),
        "tablets": [
            {
                "strength_mg": number(amount_of(supply.plan.release, line.strength).shown),
                **_numbers(supply, line, "count"),
            }
            for line in supply.lines
            if line.strength != LIQUID
        ],
        "liquid": liquid[0] if liquid else None,
        "runs_out_on": supply.runs_out.isoformat() if supply.runs_out else None,
    }


def _numbers(supply: Supply, line: Line, needed: str) -> dict[str, Any]:
    return {
        needed: number(line.needed),
        "on_hand": number(line.on_hand) if supply.counted else None,
        "ask_for": number(line.ask_for),
        "left_over": number(line.left_over),
    }
