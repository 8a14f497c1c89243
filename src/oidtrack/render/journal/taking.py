"""What follows a dose that is taken now: the next planned one, and when as much may be taken again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from oidtrack.domain.dose import Amount, Rate, counted, printable, typed_amount
from oidtrack.domain.journal import Entry, Intake, day_words
from oidtrack.render.page.machine import keys, written
from oidtrack.render.page.parts import Block
from oidtrack.services.doses.due import After, Due
from oidtrack.services.doses.intakes import Open, slot_words
from oidtrack.services.doses.limits import PRESCRIBED, Again
from oidtrack.taper.days.matching import Became


def after_block(then: After, entry: Entry) -> Block:
    """What comes next, and when as much may be taken again where that says more; what is not known has no line."""
    found, now = then.due, entry.moment.wall
    planned = isinstance(entry.body, Intake) and entry.body.slot is not None
    lines = []
    if found.coming is not None:
        lines.append(f"Next: {_open_words(found.coming, now)}.")
    if found.dose is not None:
        lines.append(f"Due as well: {slot_words(found.dose)}. When you take it: oidtrack take")
    again = then.again
    if again is not None and not (planned and found.coming is not None and again.at <= found.coming.at):
        lines.append(_again_words(again, now))
    return Block(tuple(lines))


def after_body(then: After) -> dict[str, Any]:
    """The same for machines. What is not known is null."""
    return {"next": _open_body(then.due.coming), "due": _open_body(then.due.dose), "again": _again_body(then.again)}


def _again_body(again: Again | None) -> dict[str, Any] | None:
    if again is None:
        return None
    return {
        "at": written(again.at),
        "apart_hours": again.apart_h,
        **keys(again.limits, "apart_source", "most"),
        "most_source": again.limits.most_source or None,
    }


def none_due_words(found: Due, now: datetime) -> str:
    """Why nothing is written down: what was answered already, or that nothing is planned; and what comes next."""
    next_one = "" if found.coming is None else f"; next comes {_open_words(found.coming, now)}"
    if found.answered is None:
        return f"no planned dose is due now{next_one}"
    dose, entry = found.answered.dose, found.answered.entry
    at = "" if entry is None else f", at {entry.moment.wall:%H:%M}"
    name = f"{printable(dose.medicine)} {dose.amount} of {dose.slot:%H:%M}"
    became = "as left out" if found.answered.became is Became.SKIPPED else f"already{at}"
    return f"{name} is written down {became}{next_one}"


def typed_dose(coming: Open | None) -> str:
    """What to type for a dose that is taken all the same, as much as is planned next."""
    if coming is None:
        return "for another dose: oidtrack take MEDICINE AMOUNT"
    dose = coming.dose
    return f"if you took it now all the same: oidtrack take {printable(dose.medicine)} {_typed(dose.amount)}"


def _typed(amount: Amount) -> str:
    return typed_amount(amount).replace(" ", "")


def _open_words(planned: Open, now: datetime) -> str:
    dose = planned.dose
    return f"{printable(dose.medicine)} {dose.amount} at {_moment_words(planned.at, now)}"


def _moment_words(at: datetime, now: datetime) -> str:
    """A time of day; with its day where that is another one."""
    return f"{at:%H:%M}" if at.date() == now.date() else f"{at:%H:%M} on {day_words(at.date())}"


def _again_words(again: Again, now: datetime) -> str:
    """When as much may be taken again, and who says so."""
    limits = again.limits
    why = f"at least {counted(again.apart_h, 'hour')} apart, {_whose(again, 'apart', limits.apart_source)}"
    if limits.most is not None and again.at - now > timedelta(hours=again.apart_h):
        why += f"; at most {limits.most} in 24 hours, {_whose(again, 'most', limits.most_source)}"
    return f"As much again not before {_moment_words(again.at, now)}: {why}."


def _whose(again: Again, name: str, source: str) -> str:
    if source == PRESCRIBED:
        return "as prescribed"
    return "by its label, not checked" if name in again.limits.unchecked else "by its label"


def _open_body(planned: Open | None) -> dict[str, Any] | None:
    if planned is None:
        return None
    dose = planned.dose
    shown = written(dose.amount)
    return {
        "medicine": dose.medicine,
        "at": written(planned.at),
        "slot": written(dose.slot),
        **({"amount_mg": None, "amount_mcg_h": shown} if isinstance(dose.amount, Rate) else {"amount_mg": shown}),
    }
