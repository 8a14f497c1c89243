"""A sheet for the fridge: a month a page, each dose in tablets, a box to tick. HTML that needs nothing beside it."""

from __future__ import annotations

from calendar import Calendar
from datetime import date, timedelta
from html import escape

from oidtrack.domain.medicine import Release
from oidtrack.errors import BadInput, NothingFound
from oidtrack.exchange.own_files import GENERATOR
from oidtrack.render.page.console import one_line
from oidtrack.render.plan.page import AFTER_STOP, standing
from oidtrack.render.plan.words import PIECE, dose_spoken
from oidtrack.taper.plan import Plan, Status, StepDose, doses_on, next_step, put_on, step_on
from oidtrack.taper.tablets import Making, words

MOST = 12
"""Months on one sheet at most. ENGINEERING: what is further away will have changed by then."""

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_YEAR = 12
MISSED = "Missed a dose? Never take two doses to catch up; ask your pharmacist or prescriber."
"""As a plan itself never catches up. How late one may still be taken differs by medicine: its leaflet says so."""

HOLD = "You may stay at a dose for longer: tell your prescriber. Go back up only with your prescriber."
"""As with a plan: a hold needs nobody's agreement, a rise needs a prescriber's."""


def fridge_sheet(plan: Plan, today: date, months: int | None = None) -> str:
    """The sheet from this month on.

    Args:
        plan: The plan.
        today: The first day that is shown.
        months: Pages, 1 to 12; None for all up to the end of the next step.

    Raises:
        BadInput: Another number of months.
        NothingFound: The plan is over.
    """
    if plan.status is Status.ENDED or (plan.stops_on is not None and today >= plan.stops_on):
        raise NothingFound(f"{plan.name} is over: there is nothing to tick", "`oidtrack plan history` shows it")
    if months is not None and not 1 <= months <= MOST:
        raise BadInput(f"{months} months do not fit on a sheet", f"choose 1 to {MOST}, for example --months 3")
    count = months or _default_months(plan, today)
    pages = "\n".join(_page(plan, today, _month(today, ahead)) for ahead in range(count))
    title = escape(f"{one_line(plan.medicine)}, plan {plan.name}")
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n{GENERATOR}\n<title>{title}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>{STYLE}</style>\n</head>\n<body>\n<main>\n{pages}\n</main>\n</body>\n</html>\n"
    )


def _month(today: date, ahead: int) -> date:
    """The first day of the month so many months ahead."""
    years, month = divmod(today.month - 1 + ahead, _YEAR)
    return date(today.year + years, month + 1, 1)


def _default_months(plan: Plan, today: date) -> int:
    """Months up to the end of the next step; of a plan on hold the one that it is."""
    if plan.status is Status.HELD:
        return 1
    step = next_step(plan, today) or plan.steps[-1]
    last = max(step.first + timedelta(days=step.days - 1), today)
    return min(MOST, (last.year - today.year) * _YEAR + last.month - today.month + 1)


def _page(plan: Plan, today: date, month: date) -> str:
    weeks = [week for week in Calendar().monthdatescalendar(month.year, month.month) if week[-1] >= today]
    names = "".join(f'<th scope="col">{name}</th>' for name in _DAYS)
    head = f'<tr><th class="standing" colspan="7">{escape(_standing(plan))}</th></tr>\n<tr>{names}</tr>'
    rows = "\n".join("<tr>" + "".join(_cell(plan, day, month, today) for day in week) + "</tr>" for week in weeks)
    days = [day for week in weeks for day in week if not _blank(day, month, today)]
    rules = escape(f"{MISSED} {HOLD}")
    title = escape(f"{month:%B %Y}: {one_line(plan.medicine)} ({plan.release.value})")
    return (
        f"<section>\n<h1>{title}</h1>\n<p>{rules}</p>\n<table><thead>\n{head}\n</thead><tbody>\n{rows}\n</tbody></table>\n"
        f"{_legend(plan, days)}\n</section>"
    )


def _blank(day: date, month: date, today: date) -> bool:
    return day.month != month.month or day < today


def _standing(plan: Plan) -> str:
    return f"{_label(plan)}{one_line(standing(plan, reason=False))} Plan {plan.name}, version {plan.version}."


def _label(plan: Plan) -> str:
    return {Status.DRAFT: "DRAFT. ", Status.HELD: "ON HOLD. "}.get(plan.status, "")


def _cell(plan: Plan, day: date, month: date, today: date) -> str:
    if _blank(day, month, today):
        return '<td class="out"></td>'
    number = f'<span class="day">{day.day}<span class="name"> {_DAYS[day.weekday()]}</span></span>'
    mark = _mark(plan, day)
    begin = f'<td class="new">{number}<span class="mark">{mark}</span>' if mark else f"<td>{number}"
    return f"{begin}{_taken(plan, day, doses_on(plan, day))}</td>"


def _mark(plan: Plan, day: date) -> str:
    """What changes on a day; on a plan on hold nothing does."""
    if plan.status is Status.HELD:
        return ""
    if day == plan.stops_on:
        return "Stop: the first day without"
    step = step_on(plan, day)
    if step is None or day != step.first:
        return ""
    before = plan.steps[step.n - 2].doses if step.n > 1 else plan.current
    return "New dose" if (before != step.doses or step.every_days > 1) else ""


def _taken(plan: Plan, day: date, doses: tuple[StepDose, ...]) -> str:
    if not doses:
        return '<span class="mark">none</span>'
    if not put_on(plan, day):
        return "patch stays on"
    return "".join(
        f'<span class="dose"><span class="box"></span>{dose.at:%H:%M} {escape(_short(plan, dose))}</span>'
        for dose in doses
    )


def _short(plan: Plan, dose: StepDose) -> str:
    """The tablets of one dose, no line broken inside a count."""
    text = words(Making(dose.tablets, dose.liquid_ml), plan.release)
    return text.replace(" ", "\N{NO-BREAK SPACE}").replace(
        "\N{NO-BREAK SPACE}+\N{NO-BREAK SPACE}", " +\N{NO-BREAK SPACE}"
    )


def _legend(plan: Plan, days: list[date]) -> str:
    """What the short words of a month mean, and what a box is for."""
    doses = [dose for day in days for dose in doses_on(plan, day)]
    said = {_short(plan, dose): f"{dose_spoken(plan, dose)}: {dose.amount}" for dose in doses}
    lines = [f"<li><b>{escape(short)}</b> = {escape(long)}</li>" for short, long in said.items()]
    # the label stands here again: where a month runs over, this comes on a page of its own
    notes = [] if plan.release is Release.PATCH else [PIECE]
    if plan.stops_on in days:
        notes.append(AFTER_STOP)
    told = f"<p>{escape(' '.join((*notes, 'Tick a box when that dose is taken.')))}</p>"
    return f"<h2>{_label(plan)}What the words mean</h2>\n<ul>{''.join(lines)}</ul>\n{told}"


STYLE = """
@page { size: portrait; margin: 8mm; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: #000; font-family: Arial, "Liberation Sans", Helvetica, sans-serif; }
section { max-width: 190mm; margin: 0 auto 12mm; break-after: page; }
section:last-of-type { break-after: auto; margin-bottom: 0; }
h1 { font-size: 15pt; margin: 0 0 1mm; }
p { font-size: 11pt; margin: 0 0 1.5mm; }
th.standing { border: 0.6mm solid #000; padding: 1mm 2mm; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
th { font-size: 11pt; text-align: left; padding: 0.6mm 1mm; border: 0.25mm solid #000; }
td { vertical-align: top; height: 22mm; padding: 0.6mm; border: 0.25mm solid #000; font-size: 11pt; }
.name { display: none; }
tr { break-inside: avoid; }
td.new { border: 0.9mm solid #000; }
.day { display: block; font-size: 13pt; font-weight: bold; line-height: 1.15; }
.mark { display: block; font-weight: bold; }
.dose { display: block; position: relative; padding-left: 4mm; margin-top: 0.2mm; line-height: 1.1; }
.box { position: absolute; left: 0; top: 0; width: 3.3mm; height: 3.3mm; border: 0.35mm solid #000; background: #fff; }
ul { margin: 0; padding-left: 4mm; }
li { font-size: 11pt; margin: 0; }
h2 { font-size: 12pt; margin: 2mm 0 0.5mm; }
@media screen and (max-width: 700px) {
  table, thead, tbody, tr, td, th.standing { display: block; }
  thead tr + tr, td.out { display: none; }
  td { height: auto; padding: 2mm; border-width: 0 0 0.25mm; }
  .name { display: inline; }
}
@media screen { body { padding: 8mm 4mm; } section { border-bottom: 0.3mm solid #999; padding-bottom: 8mm; } }
@media print { section { padding-bottom: 0; margin-bottom: 0; } }
"""
