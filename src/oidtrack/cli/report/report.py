"""`oidtrack report`: the page for the appointment."""

from __future__ import annotations

from typing import Annotated

import typer
from msgspec import Struct

from oidtrack.cli.params import Force
from oidtrack.cli.session import Session
from oidtrack.cli.words.period import VISIT, period
from oidtrack.cli.words.when import parse_day
from oidtrack.errors import BadInput
from oidtrack.render.page.machine import document
from oidtrack.render.page.parts import Page
from oidtrack.render.report.view import report_view
from oidtrack.rules.base import Severity
from oidtrack.services.report.reporting import Report
from oidtrack.services.report.reporting import report as gather

WARNED = 1
_STDOUT = "-"
_LONGEST_NAME = 100


class _Wanted(Struct, frozen=True):
    """What is to be made besides the page of the terminal: a kind of file and where it goes."""

    files: tuple[tuple[str, str], ...]
    name: str
    detail: bool
    notes: bool
    daily: bool


def run(
    session: Session,
    since: Annotated[str, typer.Option(metavar="DATE|visit|90d", help="First day; else since the last visit.")] = "",
    until: Annotated[str, typer.Option(metavar="DATE", help="Last day; else today.")] = "",
    html: Annotated[str, typer.Option(metavar="FILE", help="One page for a browser and for paper.")] = "",
    pdf: Annotated[str, typer.Option(metavar="FILE", help="The same page as PDF (needs oidtrack[pdf]).")] = "",
    markdown: Annotated[str, typer.Option(metavar="FILE|-", help="The same as Markdown.")] = "",
    fhir: Annotated[str, typer.Option(metavar="FILE", help="A FHIR R4 Bundle for another program.")] = "",
    fhir_daily: Annotated[bool, typer.Option("--fhir-daily", help="With --fhir: each day, not each week.")] = False,
    name: Annotated[str, typer.Option(metavar="TEXT", help="Your name, to stand on it; else it stays blank.")] = "",
    detail: Annotated[bool, typer.Option("--detail", help="More pages: all rows, rules, week by week.")] = False,
    notes: Annotated[bool, typer.Option("--notes", help="Free text too; else it stays in your journal.")] = False,
    preview: Annotated[bool, typer.Option("--preview", help="Only list which of your words would leave.")] = False,
    fail_on_warning: Annotated[
        bool, typer.Option("--fail-on-warning", help="End with exit code 1 where something stands out.")
    ] = False,
    force: Force = False,
) -> None:
    """Show the page for your appointment: danger first, then what is to be decided, then the numbers.

    It covers the time since your last appointment, else 90 days. Free text stays
    in your journal unless you say --notes; your name is on it only with --name.

    Examples:
      oidtrack report
      oidtrack report --since 90d --html report.html
      oidtrack report --pdf "for Monday.pdf" --detail
      oidtrack report --since 2026-09-01 --until yesterday --json
    """
    kinds = (("html", html), ("pdf", pdf), ("markdown", markdown), ("fhir", fhir))
    wanted = _Wanted(tuple((kind, where) for kind, where in kinds if where), _named(name), detail, notes, fhir_daily)
    if fhir_daily and not fhir:
        raise BadInput("--fhir-daily goes with --fhir alone", "for example --fhir visit.json --fhir-daily")
    _require_one_stdout(session, wanted)
    with session.journal(create=False) as journal:
        last = parse_day(until, session) if until else session.today
        first, last = period(session, journal, since.strip() or VISIT, last, "report")
        found = gather(journal, first, last, session.now, session.day_ends_at, session.region or "")
    if preview:
        _preview(session, found)
        return
    _write(session, found, wanted, force=force)
    if session.json:
        from oidtrack.render.report.formats.document import SCHEMA, report_body

        session.emit(document(SCHEMA, report_body(found, notes=notes)))
    elif not wanted.files:
        session.page(_page(session, found, wanted))
    if fail_on_warning and any(finding.severity is not Severity.INFO for finding in found.findings):
        raise typer.Exit(WARNED)


def _named(name: str) -> str:
    if len(name) > _LONGEST_NAME:
        raise BadInput("--name is too long", f"at most {_LONGEST_NAME} letters")
    return name.strip()


def _require_one_stdout(session: Session, wanted: _Wanted) -> None:
    there = [kind for kind, where in wanted.files if where == _STDOUT]
    if len(there) + session.json > 1:
        raise BadInput("only one thing can go to standard output", "name a file for the others")
    if "pdf" in there:
        raise BadInput("a PDF cannot be shown on a terminal", "name a file: --pdf report.pdf")


def _preview(session: Session, found: Report) -> None:
    from oidtrack.render.report.formats.leaving import SCHEMA, leaving_body, leaving_page

    session.answer(SCHEMA, lambda: leaving_body(found), lambda: leaving_page(found), long=True)


def _page(session: Session, found: Report, wanted: _Wanted) -> Page:
    from oidtrack.render.report.formats.text import report_page, stands_out

    view = report_view(found, session.now, name=wanted.name, detail=wanted.detail, notes=wanted.notes)
    first = stands_out(found.findings) if session.window else ""
    return report_page(view, unicode=session.unicode, first=first)


def _made(session: Session, found: Report, kind: str, wanted: _Wanted) -> bytes:
    """The file of one kind."""
    if kind == "fhir":
        from oidtrack.services.report.sharing import report_fhir

        return report_fhir(found, session.now, wanted.name, daily=wanted.daily).encode()
    view = report_view(found, session.now, name=wanted.name, detail=wanted.detail, notes=wanted.notes)
    if kind == "pdf":
        from oidtrack.cli.asking.files_out import needs_pdf, tell_lost

        with needs_pdf():
            from oidtrack.render.report.formats.pdf import lost_letters, report_pdf
        tell_lost(session, lost_letters(view))
        return report_pdf(view)
    if kind == "html":
        from oidtrack.render.report.formats.html import report_html

        return report_html(view).encode()
    from oidtrack.render.report.formats.markdown import report_markdown

    return report_markdown(view).encode()


def _write(session: Session, found: Report, wanted: _Wanted, *, force: bool) -> None:
    """Every file that was asked for; all their places are looked at before the first is written."""
    if not wanted.files:
        return
    from oidtrack.cli.asking.files_out import open_places, put, yours

    kept = [(kind, where) for kind, where in wanted.files if where != _STDOUT]
    places = dict(zip(kept, open_places(session, [where for _, where in kept], force=force), strict=True))
    for kind, where in wanted.files:
        if where == _STDOUT:
            session.pour(_made(session, found, kind, wanted))
        elif places[kind, where] is not None:
            put(session, places[kind, where], [_made(session, found, kind, wanted)], yours())
