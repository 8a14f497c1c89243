"""The report as Markdown: the same sections in the same order, the picture in words."""

from __future__ import annotations

import re

from oidtrack.render.page.console import one_line
from oidtrack.render.page.parts import Table, Tone, Words
from oidtrack.render.report.parts import Figure, Listing, Notices, ReportPart, Section, Ticks
from oidtrack.render.report.view import FOOT, ReportView
from oidtrack.render.report.words import how_loud, title_of, told
from oidtrack.rules.base import Finding

_MARKS = re.compile(r"([\\`*_\[\]<>|#~])")


def report_markdown(view: ReportView) -> str:
    """The whole report; every typed word is made harmless and means itself."""
    lines = [f"# {_safe(view.title)}", ""]
    lines += [f"- **{label}:** {_safe(words)}" for label, words in view.said]
    for section in view.whole:
        lines += ["", *_section(section)]
    return "\n".join([*lines, "", "---", "", f"{_safe(view.made)} {FOOT}"]) + "\n"


def _safe(text: str) -> str:
    return _MARKS.sub(r"\\\1", one_line(text))


def _section(section: Section) -> list[str]:
    lines = [f"## {_safe(section.title)}"]
    for part in section.parts:
        lines += ["", *_part(part)]
    return lines


def _part(part: ReportPart) -> list[str]:
    match part:
        case Words():
            text = _safe(part.text)
            return [f"**{text}**" if part.tone is Tone.ALARM else text]
        case Listing():
            return [f"{n}. {_safe(item)}" for n, item in enumerate(part.items, part.first)]
        case Ticks():
            return [f"- [ ] {_safe(item)}" for item in part.items]
        case Notices():
            return [line for finding in part.findings for line in _finding(finding)]
        case Figure():
            return [_safe(part.alt)]
        case Table():
            return _table(part)


def _finding(finding: Finding) -> list[str]:
    title = f"- **{_safe(title_of(finding))}** ({how_loud(finding)}): {_safe(told(finding))}"
    return [title, f"  Rule: {_safe(finding.rule)}. Source: {_safe(finding.source)}."]


def _table(table: Table) -> list[str]:
    rule = ("---" if n in table.words else "--:" for n in range(len(table.head)))
    rows = [[_safe(cell.whole()) for cell in row] for row in table.rows]
    return [_row([_safe(name) for name in table.head]), _row(list(rule)), *map(_row, rows)]


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"
