"""Plans side by side, a line and a ladder for each pace."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from functools import partial
from typing import Any

from oidtrack.domain.dose import plain
from oidtrack.domain.journal import day_words, every_words, span_words
from oidtrack.domain.medicine import Release
from oidtrack.render.page.parts import Block, Drawing, Heading, Page, Part, Table, cells
from oidtrack.render.page.text import NARROW
from oidtrack.render.plan.document import SCHEMA as PLAN_SCHEMA
from oidtrack.render.plan.document import plan_body
from oidtrack.taper.pace import Basis
from oidtrack.taper.plan import Plan, Step, daily_on
from oidtrack.taper.smoother import Smoother, largest_cut

SCHEMA = "oidtrack/plan-compare/1"
_BY_HAND = "Nothing was kept. `oidtrack plan new` with --percent, --every and --basis drafts the one you choose."
_WORDS = (0, 1, 4, 5)


def compare_page(
    plans: tuple[Plan, ...], *, choosing: bool = False, window: bool = False, unicode: bool = True
) -> Page:
    """A table and a picture; the default pace comes first.

    Args:
        plans: One for each pace, at least one.
        choosing: Whether somebody is about to choose from a list: then no option is named.
        window: Whether a terminal shows it: there each pace has a frame of its own, elsewhere a row.
        unicode: Whether the place can show more than ASCII.
    """
    first = plans[0]
    what = "patches on" if first.release is Release.PATCH else "tablets/day"
    goal = "stop" if first.stops_on is not None else f"at {first.target}"
    head = ("pace", goal, "cuts", "largest", "wait", what)
    paces = tuple((_pace(plan), plan) for plan in plans)
    said: tuple[str, ...] = ("The first is the default. Wait: the longest time at one dose.",)
    if window:
        from oidtrack.render.plan.picture import paces_picture

        picture: Part = paces_picture(paces, unicode=unicode)
    else:
        picture = Drawing(partial(ladder, paces))
        said = ("The height is the daily dose over time, from today's dose down.", *said)
    rows = tuple(cells(*_cells(plan)) for plan in plans)
    return Page(
        (
            Heading(f"{first.medicine} ({first.release.value}): the paces that need nobody's agreement"),
            Table("The paces side by side", head, rows, _WORDS, least=(LABEL, 15, 4, 7, 8), indent=0),
            picture,
            Block(said if choosing else (*said, _BY_HAND)),
        ),
        full=True,
    )


def compare_body(plans: tuple[Plan, ...], smoother: tuple[tuple[Smoother, ...], ...]) -> dict[str, Any]:
    """The plans as documents of their own, each with what would make it smoother."""
    pairs = zip(plans, smoother, strict=True)
    return {"plans": [{"schema": PLAN_SCHEMA, **plan_body(plan, (), ways)} for plan, ways in pairs]}


def _pace(plan: Plan) -> str:
    of = "" if plan.pace.basis is Basis.CURRENT else "start "
    return f"{plain(plan.pace.percent)} % {of}every {every_words(plan.pace.every_days)}"


def _cells(plan: Plan) -> tuple[str, ...]:
    counted = [step for step in plan.steps if step.every_days == 1]
    end = plan.stops_on or plan.steps[-1].first
    pieces = f"{_pieces(plan.steps[0])} to {_pieces(counted[-1] if counted else plan.steps[-1])}"
    longest = span_words(max(step.days for step in plan.steps))
    return _pace(plan), day_words(end), str(len(counted)), f"{plain(largest_cut(plan), 1)} %", longest, pieces


def _pieces(step: Step) -> str:
    """Tablets (or patches) of one day, or millilitres, or both."""
    tablets = sum((part.count for dose in step.doses for part in dose.tablets), Fraction(0))
    liquid = sum((dose.liquid_ml or Fraction(0) for dose in step.doses), Fraction(0))
    parts = [plain(tablets)] if tablets else []
    return " + ".join([*parts, f"{plain(liquid)} mL"] if liquid else parts)


BLOCKS = "▁▂▃▄▅▆▇█"
LABEL, COLUMNS = 25, 50
"""Columns of the label, and the most of the row behind it."""


def ladder(rows: tuple[tuple[str, Plan], ...], width: int) -> str:
    """A row for each plan, the axis below. Blank is nothing taken any more.

    Args:
        rows: Label and plan, at least one; of one medicine.
        width: Columns of the place; where it is narrow the rows stand under their labels.
    """
    start = min(plan.start for _, plan in rows)
    end = max(plan.stops_on or plan.steps[-1].first for _, plan in rows) + timedelta(days=28)
    top = max(plan.current_daily for _, plan in rows)
    narrow = width < NARROW - 1
    many = width if narrow else min(width - LABEL - 2, COLUMNS)
    days = [start + timedelta(days=(end - start).days * n // many) for n in range(many)]
    drawn = [(label, "".join(_height(plan, day, top) for day in days)) for label, plan in rows]
    first, last = day_words(start)[4:], day_words(end)[4:]
    drawn.append(("", f"{first}{last:>{many - len(first)}}"))
    if narrow:
        return "\n".join(line.rstrip() for row in drawn for line in row if line)
    return "\n".join(f"{label:<{LABEL}}  {line}".rstrip() for label, line in drawn)


def _height(plan: Plan, day: date, top: Fraction) -> str:
    """One of eight heights, the lowest for any dose at all."""
    height = daily_on(plan, day) / top * len(BLOCKS)
    whole = -(-height.numerator // height.denominator)
    return BLOCKS[whole - 1] if whole else " "
