"""The report for an appointment as text, in one fixed order, 80 columns."""

from __future__ import annotations

from oidtrack.render.page.blocks import columns, folded
from oidtrack.render.page.charts import key_lines, mood_chart
from oidtrack.render.page.parts import Cell, Figure, Listing, Notices, Part, Section, Table, Tone, Words
from oidtrack.render.report.view import ReportView
from oidtrack.render.report.words import how_loud
from oidtrack.render.warnings.findings import SIGNS
from oidtrack.rules.base import Finding

_LABEL = 15


def report_page(view: ReportView, *, unicode: bool = True) -> str:
    """The whole report as plain text.

    Args:
        view: What is shown.
        unicode: Whether the place can show more than ASCII; decides which chart is drawn.
    """
    shown = {section.key for section in view.sections}
    more = tuple(section for section in view.detail if section.key not in shown)
    notes = () if view.notes is None else (view.notes,)
    blocks = [_head(view), *(_section(section, unicode=unicode) for section in (*view.sections, *more, *notes))]
    return "\n\n".join("\n".join(lines) for lines in blocks) + "\n"


def _head(view: ReportView) -> list[str]:
    lines = [view.title, ""]
    for label, words in (*((("Name", view.name),) if view.name else ()), *view.facts):
        lines += folded(words, f"  {label:<{_LABEL - 2}}")
    return lines


def _section(section: Section, *, unicode: bool) -> list[str]:
    lines = [section.title, ""]
    for n, part in enumerate(section.parts):
        follows = n > 0 and isinstance(part, Table) and isinstance(section.parts[n - 1], Table)
        lines += [*([] if n == 0 or follows else [""]), *_part(part, unicode=unicode)]
    return lines


def _part(part: Part, *, unicode: bool) -> list[str]:
    if isinstance(part, Words):
        return folded(f"! {part.text}" if part.tone is Tone.ALARM else part.text)
    if isinstance(part, Listing):
        return [line for n, text in enumerate(part.items, part.first) for line in folded(text, f"  {n}. ")]
    if isinstance(part, Notices):
        return _spaced([_finding(finding) for finding in part.findings])
    if isinstance(part, Figure):
        return _figure(part, unicode=unicode)
    return _table(part)


def _spaced(blocks: list[list[str]]) -> list[str]:
    return [line for n, block in enumerate(blocks) for line in ([""] if n else []) + block]


def _finding(finding: Finding) -> list[str]:
    lines = folded(f"{finding.title} ({how_loud(finding)})", f" {SIGNS[finding.severity]:>2} ")
    lines += folded(finding.text, "    ")
    return [*lines, *folded(f"Rule: {finding.rule}. Source: {finding.source}.", "    ")]


def _figure(figure: Figure, *, unicode: bool) -> list[str]:
    keys = key_lines(figure.chart, figure.medicine, figure.unit, unicode=unicode)
    drawn = mood_chart(figure.chart, unicode=unicode)
    return [*(line for key in keys for line in folded(key)), "", *drawn.split("\n")]


def _table(table: Table) -> list[str]:
    """Rows as columns; what stands under a cell gets a line of its own. Words of the last column are folded."""
    rows = [] if table.headless else [table.head]
    for row in table.rows:
        rows.append(tuple(cell.text for cell in row))
        if any(cell.under for cell in row):
            rows.append(tuple(cell.under for cell in row))
    if table.left == len(table.head):
        return [line for row in table.rows for line in _worded(row, table.rows)]
    return columns(rows, left=table.left)


def _worded(row: tuple[Cell, ...], rows: tuple[tuple[Cell, ...], ...]) -> list[str]:
    """A row whose last cell holds words: it is folded beside the others."""
    widths = [max(len(other[n].text) for other in rows) for n in range(len(row) - 1)]
    before = "".join(f"{cell.text:<{width}}  " for cell, width in zip(row, widths, strict=False))
    return folded(row[-1].text, f"  {before}")
