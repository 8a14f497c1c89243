"""What the report says of doses: the ladder, what became of planned doses, what to prescribe."""

from __future__ import annotations

from fractions import Fraction

from oidtrack.domain.journal import dated
from oidtrack.errors import listed
from oidtrack.insight.adherence import Counts
from oidtrack.render.doses.mme import total_words
from oidtrack.render.medicines.stock import home_words
from oidtrack.render.page.console import shortened
from oidtrack.render.page.parts import Cell, Table, Tone, Words, cells
from oidtrack.render.report.parts import ReportPart, Section
from oidtrack.render.report.words import NAME, NONE, TOO_FEW, day_in, one
from oidtrack.services.doses.ladder import Rung, rungs
from oidtrack.services.report.reporting import Report

_LADDER_ROWS = 6


def ladder_section(report: Report) -> Section:
    """Each stretch of one planned dose, with what was taken, and the equivalents of the last day."""
    found = rungs(row for row in report.doses if row.day < report.over)
    parts: list[ReportPart] = []
    names = tuple(dict.fromkeys((rung.medicine, rung.unit) for rung in found))
    for medicine, unit in names:
        rows = tuple(
            _rung(rung, report.period.days) for rung in found if (rung.medicine, rung.unit) == (medicine, unit)
        )
        name = shortened(f"{medicine}, {unit}", NAME)
        head = (name, "planned", "MME", "taken", "MME", "recorded")
        most = max(_LADDER_ROWS // len(names), 1)
        parts.append(Table(f"Dose a day of {name}, planned and taken", head, rows, most=most))
    if not parts:
        parts.append(Words("No opioid was planned or recorded in this time."))
    else:
        parts.append(Words(_mme_words(report), Tone.NOTE))
    return Section("doses", "Dose a day: planned and taken", tuple(parts))


def _rung(rung: Rung, days: int) -> tuple[Cell, ...]:
    """One stretch; what was taken is averaged only where half of its days are told in full."""
    few = 0 < 2 * rung.taken.n < rung.days
    return cells(
        f"{day_in(rung.first, days)} to {day_in(rung.last, days)}",
        one(rung.planned),
        one(_times(rung.planned, rung.factor)),
        *((NONE, TOO_FEW) if few else (one(rung.mean_taken), one(_times(rung.mean_taken, rung.factor)))),
        f"{rung.taken.n}/{rung.days}",
    )


def _mme_words(report: Report) -> str:
    mme = report.mme
    names = listed(dict.fromkeys(item.medicine for item in mme.items if item.factor is None))
    missing = f" without {names}, which has no factor" if names else ""
    if mme.total is None:
        missing = f": {names} has no factor"
    total = f"On {dated(report.period.last)}: {total_words(mme)}{missing} ({mme.factor_set})."
    taken = "Taken is the mean of the days recorded; a day on which none was due counts as none."
    return f"{total} {taken} MME add up risk and are never for changing opioids."


def _times(value: Fraction | None, factor: Fraction | None) -> Fraction | None:
    return None if value is None or factor is None else value * factor


def adherence_section(report: Report) -> Section:
    """Planned doses and what became of them, medicine by medicine."""
    total, medicines = report.kept.total, report.kept.medicines
    title = "Planned doses"
    if not medicines:
        return Section("adherence", title, (Words("No dose was planned or recorded in this time."),))
    rows = []
    for name, c in (*_by_role(report), ("in all", total)) if len(medicines) > 1 else medicines:
        numbers = (c.planned, c.taken, c.skipped, c.extra, *([c.as_needed] if total.as_needed else []))
        days = (str(c.partial), f"{c.days_recorded}/{c.days}")
        rows.append(cells(shortened(name, NAME), *map(str, numbers), *days))
    needed = ("as needed",) if total.as_needed else ()
    head = ("", "planned", "taken", "skipped", "extra", *needed, "partial", "in full")
    parts: list[ReportPart] = [Table("Planned doses by medicine", head, tuple(rows))]
    if total.unrecorded or total.partial:
        parts.append(Words(_left_out(total), Tone.NOTE))
    return Section("adherence", title, tuple(parts))


def _by_role(report: Report) -> list[tuple[str, Counts]]:
    """The medicines with their counts, opioids first."""
    opioids = {row.medicine for row in report.doses}
    return sorted(report.kept.medicines, key=lambda one: (one[0] not in opioids, one[0]))


def _left_out(total: Counts) -> str:
    """Why some days are in no figure."""
    if not total.partial:
        return "Days without any record of a dose are left out: nobody knows what was taken then."
    times = "1 planned time has" if total.missed == 1 else f"{total.missed} planned times have"
    return f"Left out are days without any record, and partial days: there {times} no word, taken or not."


def supply_section(report: Report) -> Section | None:
    """What is at home; None where nothing was counted. What to prescribe stands among what is to be decided."""
    home = [Words(f"{home_words(one, report.period.last)}.") for one in report.stock]
    return Section("supply", "At home now", tuple(home)) if home else None
