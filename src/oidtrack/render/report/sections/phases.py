"""What the report says of phases, and of the days since each cut, laid over each other."""

from __future__ import annotations

from oidtrack.domain.dose import plain
from oidtrack.errors import listed
from oidtrack.insight.baseline import DIP_DAYS
from oidtrack.insight.overlay import DEEPER, HURTS, WINDOWS, CutView, Overlay, last_known
from oidtrack.insight.phases import Phase, PhaseView
from oidtrack.insight.spread import Spread
from oidtrack.render.page.parts import Cell, Table, Tone, Words
from oidtrack.render.report.parts import Section
from oidtrack.render.report.words import NONE, day_in, signed, spread_cell
from oidtrack.services.report.reporting import Report

_NAMES = {Phase.STEADY: "steady dose", Phase.AFTER_CUT: "after a cut", Phase.AFTER_END: "after the end"}
_HEADS = {"mood": "mood", "interest": "interest", "energy": "energy", "sleep": "sleep h", "pain": "pain"}
_CUT_ROWS = 4


def phases_section(report: Report) -> Section | None:
    """Median, quartiles and number of days of each phase; None where there is only one, or nothing to say."""
    phases = report.phases.phases
    if len(phases) < 2 or not any(found.n for view in phases for _, found in view.spreads):  # noqa: PLR2004 - to compare
        return None
    rows = tuple(_phase(view) for view in phases)
    head = ("days logged", *_HEADS.values(), "withdr.")
    words = f"After a cut: days 0-{DIP_DAYS}. Median with the number of days in brackets, and the quartiles."
    return Section("phases", "Phases", (Words(words, Tone.NOTE), Table("By phase", head, rows)))


def _phase(view: PhaseView) -> tuple[Cell, ...]:
    found = (spread_cell(spread, view.days) for _, spread in view.spreads)
    return (Cell(f"{_NAMES[view.phase]} ({view.days_logged}/{view.days})"), *found)


def overlay_section(report: Report) -> Section | None:
    """Mood since each cut against the two weeks before it; None without a cut."""
    seen = report.phases.overlay
    if not seen.cuts or not any(found.n for found in seen.together):
        return None
    head = ("cut on", *(f"{first}-{last}" for first, last in WINDOWS), "over after")
    rows = (
        *(_cut(view, report.period.days) for view in seen.cuts),
        (Cell("all"), *map(_shift, seen.together), Cell("")),
    )
    words = (
        "Mood by days since the cut, against the middle of the 14 days before; with the number of days."
        f" {plain(HURTS)} or more below counts as hurting."
    )
    table = Table("Mood since each cut", head, rows, most=_CUT_ROWS)
    # whoever has stopped has no next cut that could be held
    ended = report.standing.stopped is not None
    trend = () if seen.deeper is None or ended else (Words(_trend_words(seen, deeper=seen.deeper)),)
    return Section("overlay", "Mood since each cut", (Words(words, Tone.NOTE), table, *trend))


def _cut(view: CutView, days: int) -> tuple[Cell, ...]:
    return (Cell(day_in(view.cut, days)), *map(_shift, view.windows), Cell(_hurt(view)))


def _shift(found: Spread) -> Cell:
    return Cell(NONE if found.median is None else f"{signed(found.median)} ({found.n})")


def _hurt(view: CutView) -> str:
    if view.hurt_days is None:
        return NONE
    return "no dip" if view.hurt_days == 0 else f"{view.hurt_days} days"


def _trend_words(seen: Overlay, *, deeper: bool) -> str:
    """What the last cuts have in common, from which difference on, and with how many answers."""
    days = listed(str(view.n_early) for view in last_known(seen.cuts))
    behind = f"by {plain(DEEPER, 1)} or more (days 0-14: n {days})"
    if deeper:
        return f"Each of the last three cuts went deeper than the one before it, {behind}. A longer hold may help."
    return f"The last three cuts do not go deeper from one to the next, {behind}."
