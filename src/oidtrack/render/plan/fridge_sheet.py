"""The sheet for the fridge as HTML that needs nothing beside it."""

from __future__ import annotations

from datetime import date
from html import escape

from oidtrack.exchange.own_files import GENERATOR
from oidtrack.render.plan.fridge import DAYS, NONE, Day, Month, months_from, sheet_title
from oidtrack.taper.plan import Plan


def fridge_sheet(plan: Plan, today: date, months: int | None = None) -> str:
    """The page, for A4 and Letter, and for a narrow screen; months and errors as in `months_from`."""
    pages = "\n".join(_page(month) for month in months_from(plan, today, months))
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n{GENERATOR}\n'
        f"<title>{escape(sheet_title(plan))}</title>\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>{STYLE}</style>\n</head>\n<body>\n<main>\n{pages}\n</main>\n</body>\n</html>\n"
    )


def _page(month: Month) -> str:
    names = "".join(f'<th scope="col">{name}</th>' for name in DAYS)
    head = f'<tr><th class="standing" colspan="7">{escape(month.standing)}</th></tr>\n<tr>{names}</tr>'
    rows = "\n".join("<tr>" + "".join(_cell(day) for day in week) + "</tr>" for week in month.weeks)
    return (
        f"<section>\n<h1>{escape(month.title)}</h1>\n<p>{escape(month.rules)}</p>\n"
        f"<table><thead>\n{head}\n</thead><tbody>\n{rows}\n</tbody></table>\n{_legend(month)}\n</section>"
    )


def _cell(day: Day | None) -> str:
    if day is None:
        return '<td class="out"></td>'
    number = f'<span class="day">{day.on.day}<span class="name"> {DAYS[day.on.weekday()]}</span></span>'
    begin = f'<td class="new">{number}<span class="mark">{day.mark}</span>' if day.mark else f"<td>{number}"
    return f"{begin}{_taken(day)}</td>"


def _taken(day: Day) -> str:
    if day.without:
        return f'<span class="mark">{day.without}</span>' if day.without == NONE else day.without
    return "".join(f'<span class="dose"><span class="box"></span>{escape(dose)}</span>' for dose in day.doses)


def _legend(month: Month) -> str:
    """What the short words of a month mean, and what a box is for."""
    lines = [f"<li><b>{escape(short)}</b> = {escape(long)}</li>" for short, long in month.meanings]
    return f"<h2>{month.heading}</h2>\n<ul>{''.join(lines)}</ul>\n<p>{escape(month.told)}</p>"


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
