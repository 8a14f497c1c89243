"""The gate's answer, for people and as JSON."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from oidtrack.domain.dose import amount_text
from oidtrack.domain.journal import day_words
from oidtrack.render.page.console import first_of
from oidtrack.render.page.machine import keys, number
from oidtrack.render.page.parts import Block, Heading, Item, Page, Tone, labelled
from oidtrack.rules.gate import Decision, Reason
from oidtrack.rules.reading import article_for
from oidtrack.services.plan.gating import Gate
from oidtrack.services.plan.truly import Truly

SCHEMA = "oidtrack/gate/1"

_HEADS = {
    Decision.PROCEED: "Go on as planned.",
    Decision.HOLD: "Wait. Stay on the dose you have.",
    Decision.CALL: "Call your prescriber before anything changes. Until then, stay on the dose you have.",
}

_TONES = {Decision.PROCEED: Tone.HEADING, Decision.HOLD: Tone.CARE, Decision.CALL: Tone.URGENT}
_MOST_ENTRIES = 8
_TOO_LITTLE = "A few more evenings first: too little is written down to tell."


def gate_page(gate: Gate) -> Page:
    """The answer first, then each reason with its entries, then the next date and what to type."""
    answer = _HEADS[gate.decision] if gate.asks or gate.decision is Decision.PROCEED else _TOO_LITTLE
    end = Block((_next(gate), _taken(gate), _read(gate)))
    return Page((Heading(answer, _TONES[gate.decision]), Block(tuple(map(_reason, gate.reasons))), end))


def _read(gate: Gate) -> str:
    """The articles that answer the reasons, each once."""
    found = dict.fromkeys(article for reason in gate.reasons if (article := article_for(reason.code)))
    return f"Read: {', '.join(f'oidtrack guide {article}' for article in found)}" if found else ""


def _reason(reason: Reason) -> Item:
    entries = f"Entries: {first_of(reason.entries, _MOST_ENTRIES)}. Source: {reason.source}." if reason.entries else ""
    return labelled("-", reason.text, entries, at=4, indent=2)


def _taken(gate: Gate) -> str:
    """Another dose than the plan's, where that is what the log shows: offered, never assumed."""
    truly = gate.truly
    if truly is None:
        return ""
    amount = amount_text(gate.plan.unit, Fraction(truly.daily))
    return (
        f"Your log has {amount} a day on {truly.days} of {truly.recorded} days, which is not what the plan has. If that"
        " is what you take now, a draft can begin there: oidtrack plan replan"
    )


def _next(gate: Gate) -> str:
    what = "The stop" if gate.next_step > len(gate.plan.steps) else f"Step {gate.next_step}"
    if gate.decision is Decision.PROCEED:
        resume = " The plan is on hold: oidtrack plan resume" if _is_held(gate) else ""
        return f"{what} begins on {day_words(gate.earliest)}, not sooner.{resume}"
    when = f"{what} is planned for {day_words(gate.planned)}; it can wait"
    when += f" until {day_words(gate.earliest)} or longer." if gate.earliest > gate.planned else " as long as you like."
    held = "Waiting is part of the plan."
    how = "" if _is_held(gate) else ' To put it on hold: oidtrack plan hold --reason "…"'
    return f"{when} {held}{how}"


def _is_held(gate: Gate) -> bool:
    return gate.plan.status.value == "held"


def gate_body(gate: Gate) -> dict[str, Any]:
    """Decision, reasons with their entries, the next step and its soonest day."""
    return {
        "id": gate.plan.name,
        "version": gate.plan.version,
        **keys(gate, "decision", "asks"),
        "reasons": [
            {
                **keys(reason, "code", "decision", "text", "source", "entries"),
                "guide": article_for(reason.code) or None,
            }
            for reason in gate.reasons
        ],
        **keys(gate, "next_step", "planned", "earliest"),
        "truly_taken": None if gate.truly is None else _truly_body(gate.truly),
    }


def _truly_body(truly: Truly) -> dict[str, Any]:
    daily = number(Fraction(truly.daily, 1000))
    return {"daily_mg": daily, **keys(truly, "since", "days"), "days_recorded": truly.recorded}
