"""What the report says of doses: the ladder, what became of planned doses, what to prescribe."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from oidtrack.insight.adherence import Counts
from oidtrack.render.doses.mme import total_words
from oidtrack.render.medicines.stock import home_words
from oidtrack.render.page.console import shortened
from oidtrack.render.page.parts import Cell, Table, Tone, Words, cells
from oidtrack.render.plan.page import need_in_words
from oidtrack.render.report.parts import ReportPart, Section
from oidtrack.render.report.words import NAME, joined, one
from oidtrack.services.doses.ladder import Rung, rungs
from oidtrack.services.report.reporting import Report
from oidtrack.services.report.until_visit import Ahead
from oidtrack.taper.plan import Status

_LADDER_ROWS = 6
_MEDICINE_ROWS = 5


def ladder_section(report: Report) -> Section:
    """Each stretch of one planned dose, with what was taken, and the equivalents of the last day."""
    found = rungs(report.doses)
    parts: list[ReportPart] = []
    names = tuple(dict.fromkeys((rung.medicine, rung.unit) for rung in found))
    for medicine, unit in names:
        rows = tuple(_rung(rung) for rung in found if (rung.medicine, rung.unit) == (medicine, unit))
        name = shortened(f"{medicine}, {unit}", NAME)
        head = (name, "planned", "MME", "taken", "MME", "recorded")
        most = max(_LADDER_ROWS // len(names), 1)
        parts.append(Table(f"Dose a day of {name}, planned and taken", head, rows, most=most, latest=True))
    if not parts:
        parts.append(Words("No opioid was planned or recorded in this time."))
    else:
        parts.append(Words(_mme_words(report), Tone.NOTE))
    return Section("doses", "Dose a day: planned and taken", tuple(parts))


def _rung(rung: Rung) -> tuple[Cell, ...]:
    return cells(
        f"{rung.first} to {rung.last}",
        one(rung.planned),
        one(_times(rung.planned, rung.factor)),
        one(rung.mean_taken),
        one(_times(rung.mean_taken, rung.factor)),
        f"{rung.taken.n}/{rung.days}",
    )


def mme_total(report: Report) -> str:
    """The equivalents of the period's last day: `at least 56.2 MME`, or that they are not counted."""
    return total_words(report.mme, "")


def _mme_words(report: Report) -> str:
    mme = report.mme
    names = joined(dict.fromkeys(item.medicine for item in mme.items if item.factor is None))
    missing = f" without {names}, which has no factor" if names else ""
    if mme.total is None:
        missing = f": {names} has no factor"
    total = f"On {report.period.last}: {total_words(mme)}{missing} ({mme.factor_set})."
    taken = "Taken is the mean of the days recorded."
    if _has_days_between(report):
        taken = (
            f"{taken} With a dose on every other day, planned is the average a day, taken that of the days with one."
        )
    return f"{total} {taken} MME add up risk and are never for changing opioids."


def _has_days_between(report: Report) -> bool:
    """Whether some step of the period has a dose on every other day."""
    steps, period = report.plan.steps if report.plan else (), report.period
    ends = ((step, step.first + timedelta(days=step.days)) for step in steps if step.every_days > 1)
    return any(step.first < period.until and end > period.first for step, end in ends)


def _times(value: Fraction | None, factor: Fraction | None) -> Fraction | None:
    return None if value is None or factor is None else value * factor


def adherence_section(report: Report) -> Section:
    """Planned doses and what became of them, medicine by medicine."""
    total, medicines = report.adherence.total, report.adherence.medicines
    title = "Planned doses"
    if not medicines:
        return Section("adherence", title, (Words("No dose was planned or recorded in this time."),))
    rows = []
    for name, c in (*medicines, ("in all", total)) if len(medicines) > 1 else medicines:
        numbers = (c.planned, c.taken, c.skipped, c.extra, *([c.as_needed] if total.as_needed else []))
        days = (str(c.partial), f"{c.days_recorded}/{c.days}")
        rows.append(cells(shortened(name, NAME), *map(str, numbers), *days))
    needed = ("as needed",) if total.as_needed else ()
    head = ("", "planned", "taken", "skipped", "extra", *needed, "partial", "in full")
    parts: list[ReportPart] = [Table("Planned doses by medicine", head, tuple(rows), most=_MEDICINE_ROWS, latest=True)]
    if total.unrecorded or total.partial:
        parts.append(Words(_left_out(total), Tone.NOTE))
    return Section("adherence", title, tuple(parts))


def _left_out(total: Counts) -> str:
    """Why some days are in no figure."""
    if not total.partial:
        return "Days without any record of a dose are left out: nobody knows what was taken then."
    times = "1 planned time has" if total.missed == 1 else f"{total.missed} planned times have"
    return f"Left out are days without any record, and partial days: there {times} no word, taken or not."


def supply_section(report: Report) -> Section | None:
    """The tablets until the visit and after it, and what is at home; None where nothing is known of either."""
    title, parts = "What to prescribe", _needed(report)
    home = [Words(f"At home now: {home_words(one, report.period.last)}.") for one in report.stock]
    if report.ahead:
        counted = "what is at home is taken off" if home else "what is left at home is not counted here"
        parts.append(Words(f"{_counted_from(report)}; {counted}.", Tone.NOTE))
    return Section("supply", title, (*parts, *home)) if parts or home else None


def _needed(report: Report) -> list[ReportPart]:
    if not report.ahead:
        return [] if report.plan is None else [Words("Nothing: the plan has no step ahead.")]
    rows = tuple(
        cells(_when(stretch, report), f"{stretch.need.first} to {stretch.need.last}", _tablets(stretch))
        for stretch in report.ahead
    )
    return [Table("Tablets to prescribe", ("when", "days", "tablets"), rows, words=range(3), headless=True)]


def _counted_from(report: Report) -> str:
    plan = report.plan
    if not any(stretch.by_plan for stretch in report.ahead):
        return "Counted from today's doses"
    held = plan is not None and plan.status is Status.HELD
    return "Counted from the plan, whose dose stays while it is on hold" if held else "Counted from the plan"


def _when(stretch: Ahead, report: Report) -> str:
    if stretch.before_visit:
        return "until the visit"
    return "for four weeks" if report.appointment is None else "from the visit"


def _tablets(stretch: Ahead) -> str:
    words = need_in_words(stretch.need, stretch.release) or "nothing more: enough is at home"
    return f"{shortened(stretch.medicine, NAME)} {words}"
