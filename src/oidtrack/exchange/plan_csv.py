"""A plan as the table that `plan enter` reads."""

from __future__ import annotations

from datetime import time

from oidtrack.domain.dose import typed
from oidtrack.taper.plan import Plan, Step

SEPARATOR = "sep=,"
"""The first line by which Excel knows what stands between cells, in whatever country."""


def plan_csv(plan: Plan, *, excel: bool = False) -> str:
    """A line for each step: its first day and the dose at each time; a last line of 0 is the day it stops.

    The column `every` is there where a step is taken every other day. For Excel each cell says that it is text: where
    a comma marks decimals, 27.5 would be the 27th of May.
    """
    times = sorted({dose.at for step in plan.steps for dose in step.doses})
    alternate = any(step.every_days > 1 for step in plan.steps)
    head = ["date", *(f"{at.hour}:{at:%M}" for at in times), *(["every"] if alternate else [])]
    lines = [head, *(_line(step, times, alternate=alternate) for step in plan.steps)]
    if plan.stops_on is not None:
        lines.append([plan.stops_on.isoformat(), *("0" for _ in times), *([""] if alternate else [])])
    if excel:
        lines = [[SEPARATOR], *([f'="{cell}"' if cell else "" for cell in line] for line in lines)]
    return "".join(",".join(line) + "\n" for line in lines)


def _line(step: Step, times: list[time], *, alternate: bool) -> list[str]:
    taken = {dose.at: typed(dose.amount.shown) for dose in step.doses}
    every = [str(step.every_days)] if alternate else []
    return [step.first.isoformat(), *(taken.get(at, "0") for at in times), *every]
