"""The report for an appointment as text, in one fixed order, 80 columns."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from oidtrack.domain.dose import plain
from oidtrack.insight.spread import Spread
from oidtrack.insight.steps import SHOWN, StepView
from oidtrack.render.blocks import columns, folded, shortened
from oidtrack.render.charts import Chart, key_lines, mood_chart
from oidtrack.render.layout import day_words
from oidtrack.render.phases_block import overlay_block, phases_block
from oidtrack.render.plan_page import need_in_words
from oidtrack.render.stock_page import stock_lines
from oidtrack.render.treatments_block import treatment_lines
from oidtrack.render.warnings_page import findings_lines
from oidtrack.services.assessing import AssessmentView
from oidtrack.services.dose_ladder import DayDose, Rung, rungs
from oidtrack.services.reporting import Report
from oidtrack.taper.plan import Plan, Status

NONE = "–"
_NAME = 24
_HEADS = {"mood": "mood", "pain": "pain", "sleep": "sleep h", "withdrawal": "withdrawal"}
_SCALES = (
    "Median with the number of days in brackets; the quartiles stand below. Mood 0-10, 10 is best."
    " Pain 0-10, 10 is worst. Withdrawal is the sum of the symptoms rated 0-4. Days without an answer are left out."
)


def report_page(report: Report, *, unicode: bool = True) -> str:
    """The whole report as plain text.

    Args:
        report: What was gathered.
        unicode: Whether the place can show more than ASCII; decides which chart is drawn.
    """
    parts = [
        _head(report),
        _findings(report),
        _ladder(report),
        _chart(report, unicode=unicode),
        *(section(report) for section in _SECTIONS),
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def _head(report: Report) -> list[str]:
    period = report.period
    lines = [f"Report: {day_words(period.first)} to {day_words(period.last)}", ""]
    coming = report.appointment
    if coming is not None:
        at = coming.moment.wall
        lines += folded(f"{one_name(coming.who)}, {day_words(at.date())}, {at:%H:%M}", "  For          ")
    elif report.prescriber:
        lines += folded(one_name(report.prescriber), "  For          ")
    lines.append(f"  Days logged  {period.days_logged}/{period.days}")
    if report.plan is not None:
        lines += folded(_plan_words(report.plan), "  Plan         ")
    return lines


def one_name(text: str) -> str:
    """A name as typed, on one line and not endless."""
    return shortened(text, 60)


def _plan_words(plan: Plan) -> str:
    by = f", agreed with {one_name(plan.agreed_with)}" if plan.agreed_with else ""
    on = f" on {plan.agreed_on}" if by and plan.agreed_on else ""
    held = "; on hold" if plan.status is Status.HELD else ""
    return f"{plan.name}, {plan.medicine} ({plan.release.value}), from {plan.start}{by}{on}{held}"


def _findings(report: Report) -> list[str]:
    return findings_lines(report.findings)


def _ladder(report: Report) -> list[str]:
    """Each stretch of one planned dose, with what was taken, and the equivalents of today."""
    found = rungs(report.doses)
    lines = ["Dose a day: planned and taken", ""]
    if not found:
        return [*lines, "  No opioid was planned or recorded in this time."]
    head = ("", "planned", "MME", "taken", "MME", "days recorded")
    for name in dict.fromkeys((rung.medicine, rung.unit) for rung in found):
        rows = [_rung(rung) for rung in found if (rung.medicine, rung.unit) == name]
        lines += columns([(shortened(f"{name[0]}, {name[1]}", _NAME), *head[1:]), *rows])
    return [*lines, "", *folded(_mme_words(report))]


def _rung(rung: Rung) -> tuple[str, ...]:
    return (
        f"{rung.first} to {rung.last}",
        _one(rung.planned),
        _one(_times(rung.planned, rung.factor)),
        _one(rung.mean_taken),
        _one(_times(rung.mean_taken, rung.factor)),
        f"{rung.taken.n}/{rung.days}",
    )


def _mme_words(report: Report) -> str:
    mme = report.mme
    least = "at least " if mme.incomplete else ""
    names = " and ".join(dict.fromkeys(item.medicine for item in mme.items if item.factor is None))
    missing = f" without {names}, which has no factor" if names else ""
    total = f"On {report.period.last}: {least}{plain(mme.total, 1)} MME a day{missing} ({mme.factor_set})."
    return f"{total} Taken is the mean of the days recorded. MME add up risk and are never for changing opioids."


def _times(value: Fraction | None, factor: Fraction | None) -> Fraction | None:
    return None if value is None or factor is None else value * factor


def _chart(report: Report, *, unicode: bool) -> list[str]:
    chosen = charted(report)
    medicine, unit = (chosen[0].medicine, chosen[0].unit) if chosen else ("dose", "mg")
    mood, by_day = report.measure("mood"), {row.day: row.taken for row in chosen}
    chart = Chart(mood, tuple(by_day.get(day) for day in report.period.each()), report.cuts)
    drawn = mood_chart(chart, unicode=unicode)
    if not drawn:
        return ["Mood and dose", "", "  Too little is written down to draw."]
    keys = [line for key in key_lines(chart, shortened(medicine, _NAME), unit, unicode=unicode) for line in folded(key)]
    return ["Mood and dose", "", *keys, "", *drawn.split("\n")]


def charted(report: Report) -> tuple[DayDose, ...]:
    """The days of the one opioid that is drawn: that of the plan, else the first."""
    names = [row.medicine for row in report.doses]
    planned = report.plan.medicine if report.plan is not None else ""
    chosen = planned if planned in names else next(iter(names), "")
    units = [row.unit for row in report.doses if row.medicine == chosen]
    return tuple(row for row in report.doses if row.medicine == chosen and row.unit == units[0])


def _steps(report: Report) -> list[str]:
    overall = tuple((name, report.overall(name)) for name in SHOWN)
    lines = ["Mood, pain, sleep and withdrawal", ""]
    if not any(found.n for _, found in overall):
        return [*lines, "  Nothing was written down of these in this time."]
    lines += [*folded(_SCALES), ""]
    rows: list[tuple[str, ...]] = [("", "logged", *_HEADS.values())]
    for step in report.steps:
        rows += _two_rows(_step_name(step, report), f"{step.days_logged}/{step.days}", step.spreads)
    period = report.period
    rows += _two_rows("all days", f"{period.days_logged}/{period.days}", overall)
    return lines + columns(rows)


def _phases(report: Report) -> list[str]:
    return phases_block(report.phases)


def _overlay(report: Report) -> list[str]:
    return overlay_block(report.phases)


def _step_name(step: StepView, report: Report) -> str:
    plan = report.plan
    if plan is None or step.n == 0:
        return f"before, {_one(step.daily)} a day"
    if step.n > len(plan.steps):
        return "after the stop"
    return f"step {step.n}, {_one(step.daily)} a day"


def _two_rows(name: str, logged: str, spreads: tuple[tuple[str, Spread], ...]) -> list[tuple[str, ...]]:
    """Medians with their n, and the quartiles under them."""
    medians = (f"{_one(s.median)} ({s.n})" if s.n else NONE for _, s in spreads)
    quartiles = ("", "", *(f"{_one(s.q1)}–{_one(s.q3)}" if s.n else "" for _, s in spreads))
    return [(name, logged, *medians), *([quartiles] if any(quartiles) else [])]


def _assessments(report: Report) -> list[str]:
    lines = ["Questionnaires", ""]
    if not report.assessments:
        return [*lines, "  None in this time."]
    ordered = sorted(report.assessments, key=lambda view: view.instrument)
    lines += columns([_assessment(view) for view in ordered], left=4)
    alarming = [view for view in ordered if view.alarm]
    if alarming:
        days = " and ".join(str(view.day) for view in alarming)
        words = f"! Thoughts of death or self-harm were marked on {days}. Please talk about them first."
        lines += ["", *folded(f"{words} `oidtrack crisis` has people to call at any hour.")]
    return lines


def _assessment(view: AssessmentView) -> tuple[str, ...]:
    score = f"{_one(view.score)} of {view.max_score}"
    return (str(view.day), view.title.split(" (")[0], score, view.band or NONE, _change(view))


def _change(view: AssessmentView) -> str:
    if view.change is None:
        return "the first"
    if not view.change:
        return "as before"
    way = "up" if view.change > 0 else "down"
    matters = ", a change that matters" if view.meaningful else ""
    return f"{way} {_one(abs(view.change))}{matters}"


def _adherence(report: Report) -> list[str]:
    lines = ["Planned doses", ""]
    total, parts = report.adherence.total, report.adherence.medicines
    if not parts:
        return [*lines, "  No dose was planned or recorded in this time."]
    rows: list[tuple[str, ...]] = [("", "planned", "taken", "skipped", "missed", "extra", "days recorded")]
    for name, c in (*parts, ("in all", total)) if len(parts) > 1 else parts:
        numbers = (c.planned, c.taken, c.skipped, c.missed, c.extra)
        rows.append((shortened(name, _NAME), *map(str, numbers), f"{c.days_recorded}/{c.days}"))
    lines += columns(rows)
    if total.unrecorded:
        lines += ["", *folded("Days without any record of a dose are left out: nobody knows what was taken then.")]
    return lines


def _treatments(report: Report) -> list[str]:
    return treatment_lines(report.treatments)


def _supply(report: Report) -> list[str]:
    plan, supply = report.plan, report.supply
    if plan is None:
        return stock_lines(report.stock, report.period.last) if report.stock else []
    lines = ["What the plan needs next", ""]
    for name, need in (("this step", supply.rest), ("next step", supply.following)):
        if need is not None:
            words = f"{need.first} to {need.last}: {plan.medicine} {need_in_words(need, plan.release)}"
            lines += folded(words, f"  {name}  ")
    if supply.rest is None and supply.following is None:
        lines.append("  Nothing: the plan has no step ahead.")
    return [*lines, "", *stock_lines(report.stock, report.period.last)]


def _questions(report: Report) -> list[str]:
    lines = ["Questions to ask", ""]
    for n, text in enumerate(report.questions, start=1):
        lines += folded(text, f"  {n}. ")
    return lines if report.questions else [*lines, "  None yet."]


def _one(value: Fraction | None) -> str:
    return NONE if value is None else plain(value, 1)


_SECTIONS: tuple[Callable[[Report], list[str]], ...] = (
    _steps,
    _phases,
    _overlay,
    _assessments,
    _adherence,
    _treatments,
    _supply,
    _questions,
)
