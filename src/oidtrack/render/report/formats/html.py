"""The report as one self-contained HTML page for A4 and Letter: no script, nothing from outside, light and dark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape
from importlib.resources import files
from unicodedata import bidirectional

from oidtrack.exchange.own_files import GENERATOR
from oidtrack.render.page.console import harmless
from oidtrack.render.page.palette import DARK, LIGHT
from oidtrack.render.page.parts import Cell, Table, Tone, Words
from oidtrack.render.page.pictures.picture import box_picture
from oidtrack.render.page.pictures.svg import svg
from oidtrack.render.report.formats.mood_picture import mood_picture
from oidtrack.render.report.formats.places import Row, html_page
from oidtrack.render.report.formats.scale import NARROW, WIDE, Layout
from oidtrack.render.report.parts import Figure, Listing, Notices, ReportPart, Section, Ticks
from oidtrack.render.report.view import FOOT, ReportView
from oidtrack.render.report.words import how_loud, tied, title_of, told
from oidtrack.render.warnings.findings import SIGNS
from oidtrack.rules.base import Finding

_HEAD = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="robots" content="noindex">
{generator}
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<main>
"""
_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff"
_FROM_THE_RIGHT = re.compile(rf"[{_RIGHT}](?:[^\w<>&]*[{_RIGHT}])*")
"""Letters of scripts that run from the right, with what stands between them and is no other letter or number."""
_LONG_WORD = re.compile(r"\b(plan|skip|par|record|log|treat|with|in)(ned|ped|tial|ed|ged|ment|out|drawal|terest)\b")
_WHOLE = 10
"""A cell of so many signs without a blank is never broken, as `PHQ-9` at its dash on a narrow screen."""
_END = "</main>\n</body>\n</html>\n"


def report_html(view: ReportView) -> str:
    """The page; a second one where the view holds detail or notes."""
    places = html_page(view)
    parts = [
        _HEAD.format(generator=GENERATOR, title=_plain(view.title), style=style()),
        '<div class="sheet">\n',
        _top(view),
        *(_row(row, places.layout) for row in places.rows),
        f"<footer><p>{_safe(places.left_out)} {_safe(view.made)} {_safe(FOOT)}</p></footer>\n</div>\n",
        _sheet(_row(row, WIDE) for row in places.back),
        _sheet(_section(section, rules=True) for section in view.beyond),
        _END,
    ]
    return "".join(parts)


def _plain(text: str) -> str:
    return escape(tied(harmless(text)))


def _safe(text: str) -> str:
    """Words of ours; names and typed words that run from the right are set apart, so that nothing beside them moves."""
    safe = _plain(text)
    return safe if safe.isascii() else _FROM_THE_RIGHT.sub(r"<bdi>\g<0></bdi>", safe)


def _typed(text: str) -> str:
    """What may have been typed as a whole: `dir="auto"` goes by its first letter, and would not see one set apart."""
    first = next((bidirectional(char) for char in text if bidirectional(char) in {"L", "R", "AL"}), "L")
    return _safe(text) if first == "L" else _plain(text)


def _top(view: ReportView) -> str:
    name = f'<strong dir="auto">{_plain(view.name)}</strong>' if view.name else '<span class="line"></span>'
    facts = "".join(f'<dt>{_safe(label)}</dt><dd dir="auto">{_safe(words)}</dd>\n' for label, words in view.facts)
    return (
        f'<header>\n<div class="top"><h1>{_safe(view.title)}</h1><p class="name">Name: {name}</p></div>\n'
        f'<dl class="facts">\n{facts}</dl>\n</header>\n'
    )


def _row(row: Row, layout: Layout) -> str:
    found = [_section(section, layout) for section in row.sections]
    if len(found) == 1:
        return found[0]
    kind = "two" if row.shares[0] < row.shares[1] else "two alike"
    return f'<div class="{kind}">\n' + "".join(f"<div>\n{section}</div>\n" for section in found) + "</div>\n"


def _sheet(sections: Iterable[str]) -> str:
    """A page of its own for what has no room on the first, or was asked for beyond it."""
    found = "".join(sections)
    return f'<div class="sheet detail">\n{found}</div>\n' if found else ""


def _section(section: Section, layout: Layout = WIDE, *, rules: bool = False) -> str:
    parts = "".join(_part(part, layout, rules=rules) for part in section.parts)
    shown = section.aside if not rules else ""
    aside = f' <span class="more">{_safe(shown)}</span>' if shown else ""
    return f'<section class="{section.key}">\n<h2>{_safe(section.title)}{aside}</h2>\n{parts}</section>\n'


def _part(part: ReportPart, layout: Layout, *, rules: bool) -> str:
    match part:
        case Words():
            kind = "" if part.tone is Tone.PLAIN else f' class="{part.tone.value}"'
            return f"<p{kind}>{_safe(part.text)}</p>\n"
        case Listing():
            items = "".join(f'<li dir="auto">{_typed(item)}</li>\n' for item in part.items)
            return f'<ol start="{part.first}">\n{items}</ol>\n'
        case Ticks():
            items = "".join(f"<li>{_safe(item)}</li>\n" for item in part.items)
            return f'<ul class="ticks">\n{items}</ul>\n'
        case Notices():
            return f'<ul class="notices">\n{"".join(_finding(f, rules=rules) for f in part.findings)}</ul>\n'
        case Figure():
            return _figure(part, layout)
        case Table():
            return _table(part)


def _finding(finding: Finding, *, rules: bool) -> str:
    rule = f'<p class="rule">Rule: {_safe(finding.rule)}. Source: {_safe(finding.source)}.</p>' if rules else ""
    title = f"{SIGNS[finding.severity]} <strong>{_safe(title_of(finding))}</strong> ({_safe(how_loud(finding))})"
    return f'<li class="{finding.severity.value}"><p>{title}: {_safe(told(finding))}</p>{rule}</li>\n'


def _figure(figure: Figure, wide: Layout) -> str:
    drawn = "\n".join(
        svg(mood_picture(figure, layout), figure.alt, kind) for layout, kind in ((wide, "wide"), (NARROW, "narrow"))
    )
    return f'<figure>\n{drawn}\n<figcaption class="note">{_safe(figure.caption)}</figcaption>\n</figure>\n'


def _table(table: Table) -> str:
    hidden = ' class="hidden"' if table.headless else ""
    head = "".join(_head_cell(name, word=n in table.words) for n, name in enumerate(table.head))
    rows = "".join(f"<tr>{''.join(_cell(table, c, n) for n, c in enumerate(row))}</tr>\n" for row in table.rows)
    return (
        f'<table>\n<caption class="hidden">{_safe(table.caption)}</caption>\n'
        f"<thead{hidden}><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"
    )


def _head_cell(name: str, *, word: bool) -> str:
    kind = ' class="word"' if word else ""
    return f'<th scope="col"{kind}>{_parted(_safe(name))}</th>' if name else f"<td{kind}></td>"


def _parted(head: str) -> str:
    """A head of a column with places at which a narrow one may be broken."""
    return _LONG_WORD.sub(lambda found: f"{found[1]}&shy;{found[2]}", head)


def _cell(table: Table, cell: Cell, column: int) -> str:
    box = "" if cell.box is None else svg(box_picture(cell.box), "", "box")
    under = f' <span class="under">{_safe(cell.under)}</span>' if cell.under else ""
    words = f"{_safe(cell.text)}{under}{box}"
    if column == 0:
        return f'<th scope="row" dir="auto">{words}</th>'
    if column not in table.words:
        return f"<td>{words}</td>"
    whole = " whole" if len(cell.text) <= _WHOLE and " " not in cell.text else ""
    return f'<td class="word{whole}" dir="auto">{words}</td>'


def style() -> str:
    """Everything between `<style>` and `</style>`. Paper is light, whatever the screen is."""
    rules = files("oidtrack.render.report.formats").joinpath("page.css").read_text(encoding="utf-8")
    dark = f"@media screen and (prefers-color-scheme: dark) {{\n{_colours(DARK)}}}\n"
    return f"{_colours(LIGHT)}{dark}:root {{ color-scheme: light dark; }}\n{_shapes()}{rules}"


def _colours(palette: Mapping[str, str]) -> str:
    lines = "".join(f"  --{name}: {colour};\n" for name, colour in palette.items())
    return f":root {{\n{lines}}}\n"


def _shapes() -> str:
    """One class for lines and one for areas of each colour."""
    return "".join(f".s-{name} {{ stroke: var(--{name}); }} .f-{name} {{ fill: var(--{name}); }}\n" for name in LIGHT)
