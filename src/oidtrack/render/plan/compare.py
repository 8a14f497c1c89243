"""Plans side by side, a line for each pace."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from oidtrack.domain.dose import plain
from oidtrack.domain.medicine import Release
from oidtrack.render.page.layout import day_words, span_words, wrapped
from oidtrack.render.plan.document import SCHEMA as PLAN_SCHEMA
from oidtrack.render.plan.document import plan_body
from oidtrack.taper.pace import Basis
from oidtrack.taper.plan import Plan, Step, daily_on
from oidtrack.taper.smoother import Smoother, largest_cut

SCHEMA = "oidtrack/plan-compare/1"
_BY_HAND = (
    "Nothing was kept. `oidtrack plan new` with --percent, --every and --basis drafts",
    "the one you choose.",
)


def compare_page(plans: tuple[Plan, ...], *, choosing: bool = False) -> str:
    """A table; the first line is the default pace. For somebody about to choose from a list no option is named."""
    first = plans[0]
    what = "patches on" if first.release is Release.PATCH else "tablets/day"
    goal = "stop" if first.stops_on is not None else f"at {first.target}"
    lines = [
        f"{first.medicine} ({first.release.value}): the paces that need nobody's agreement",
        "",
        _row("pace", (goal, "cuts", "largest", "wait", what)),
        *(_row(_pace(plan), _cells(plan)) for plan in plans),
        "",
        *ladder_rows(tuple((_pace(plan), plan) for plan in plans)),
        "",
        *wrapped("The height is the daily dose over time, from today's dose down.", ""),
        *wrapped("The first is the default. Wait: the longest time at one dose.", ""),
        *([] if choosing else _BY_HAND),
    ]
    return "\n".join(lines) + "\n"


def compare_body(plans: tuple[Plan, ...], smoother: tuple[tuple[Smoother, ...], ...]) -> dict[str, Any]:
    """The plans as documents of their own, each with what would make it smoother."""
    pairs = zip(plans, smoother, strict=True)
    return {"plans": [{"schema": PLAN_SCHEMA, **plan_body(plan, (), ways)} for plan, ways in pairs]}


def _row(pace: str, cells: tuple[str, ...]) -> str:
    goal, cuts, largest, wait, pieces = cells
    return f"{pace:<27}{goal:<17}{cuts:>4}{largest:>9}  {wait:<9} {pieces}".rstrip()


def _pace(plan: Plan) -> str:
    of = "" if plan.pace.basis is Basis.CURRENT else "start "
    return f"{plain(plan.pace.percent)} % {of}every {span_words(plan.pace.every_days).removeprefix('1 ')}"


def _cells(plan: Plan) -> tuple[str, ...]:
    counted = [step for step in plan.steps if step.every_days == 1]
    end = plan.stops_on or plan.steps[-1].first
    pieces = f"{_pieces(plan.steps[0])} to {_pieces(counted[-1] if counted else plan.steps[-1])}"
    longest = span_words(max(step.days for step in plan.steps))
    return day_words(end), str(len(counted)), f"{plain(largest_cut(plan), 1)} %", longest, pieces


def _pieces(step: Step) -> str:
    """Tablets (or patches) of one day, or millilitres, or both."""
    tablets = sum((part.count for dose in step.doses for part in dose.tablets), Fraction(0))
    liquid = sum((dose.liquid_ml or Fraction(0) for dose in step.doses), Fraction(0))
    parts = [plain(tablets)] if tablets else []
    return " + ".join([*parts, f"{plain(liquid)} mL"] if liquid else parts)


BLOCKS = "▁▂▃▄▅▆▇█"
LABEL, COLUMNS = 27, 50
"""Signs before the row, and of the row; together they stay within 80."""


def ladder_rows(rows: tuple[tuple[str, Plan], ...]) -> list[str]:
    """A row for each plan under its label, and the axis below. Blank is nothing taken any more.

    Args:
        rows: Label and plan, at least one; of one medicine.
    """
    start = min(plan.start for _, plan in rows)
    end = max(plan.stops_on or plan.steps[-1].first for _, plan in rows) + timedelta(days=28)
    top = max(plan.current_daily for _, plan in rows)
    days = [start + timedelta(days=(end - start).days * n // COLUMNS) for n in range(COLUMNS)]
    lines = [f"{label:<{LABEL}}{''.join(_block(plan, day, top) for day in days)}".rstrip() for label, plan in rows]
    first, last = day_words(start)[4:], day_words(end)[4:]
    return [*lines, f"{'':<{LABEL}}{first}{last:>{COLUMNS - len(first)}}"]


def _block(plan: Plan, day: date, top: Fraction) -> str:
    """One of eight heights, the lowest for any dose at all."""
    height = daily_on(plan, day) / top * len(BLOCKS)
    whole = -(-height.numerator // height.denominator)
    return BLOCKS[whole - 1] if whole else " "
