"""The report for an appointment as plain text, in one fixed order."""

from __future__ import annotations

from functools import partial
from itertools import groupby

from oidtrack.render.page.parts import Block, Drawing, Heading, Item, Page, Part, Table, Words, inset
from oidtrack.render.page.pictures.charts import key_lines, mood_chart
from oidtrack.render.page.pictures.panels import in_tones
from oidtrack.render.report.parts import Figure, Listing, Notices, ReportPart, Section, Ticks
from oidtrack.render.report.view import ReportView
from oidtrack.render.report.words import how_loud, title_of, told
from oidtrack.render.warnings.findings import signed
from oidtrack.rules.base import Finding, Severity

_AT = 15
"""The column of what stands behind who and when."""


_MOST_FIRST = 5


def report_page(view: ReportView, *, unicode: bool = True, first: Part = "") -> Page:
    """The whole report.

    Args:
        view: What is shown.
        unicode: Whether the place can show more than ASCII; decides which chart is drawn.
        first: What a terminal shows under the title, before the fixed order begins.
    """
    head = Block(tuple(Item(label, words, at=_AT, indent=2) for label, words in view.said))
    sections = (_section(section, unicode=unicode) for section in view.whole)
    return Page((Heading(view.title), first, head, *sections), full=True)


def stands_out(findings: tuple[Finding, ...]) -> Part:
    """What stands out in a line each, the loudest first; what is only to know is left to its section."""
    loud = sorted((one for one in findings if one.severity is not Severity.INFO), key=lambda one: -one.severity.rank)
    if not loud:
        return ""
    lines = [signed(one, f"{title_of(one)} ({how_loud(one)})", by=1) for one in loud[:_MOST_FIRST]]
    more = len(loud) - len(lines)
    return Block((Heading("What stands out"), *lines, inset(f"and {more} more below") if more else ""))


def _section(section: Section, *, unicode: bool) -> Page:
    """The parts of a section; tables that follow one another are one."""
    parts: list[Part] = [Heading(section.title)]
    for are_tables, group in groupby(section.parts, key=lambda part: isinstance(part, Table)):
        painted = [_part(part, unicode=unicode) for part in group]
        parts += [Block(tuple(painted))] if are_tables else painted
    return Page(tuple(parts))


def _part(part: ReportPart, *, unicode: bool) -> Part:
    match part:
        case Words():
            return inset(part)
        case Listing():
            return Block(tuple(Item(f"{n}.", text, indent=2) for n, text in enumerate(part.items, part.first)))
        case Ticks():
            return Block(tuple(Item("[ ]", text, indent=2) for text in part.items))
        case Notices():
            return Page(tuple(map(_finding, part.findings)))
        case Figure():
            return _figure(part, unicode=unicode)
        case Table():
            return part


def _finding(finding: Finding) -> Item:
    source = f"Rule: {finding.rule}. Source: {finding.source}."
    return signed(finding, f"{title_of(finding)} ({how_loud(finding)})", told(finding), source, by=1)


def _figure(figure: Figure, *, unicode: bool) -> Page:
    keys = key_lines(figure.chart, figure.medicine, figure.unit, unicode=unicode)
    return Page((inset(*keys), Drawing(partial(mood_chart, figure.chart, unicode=unicode), in_tones)))
