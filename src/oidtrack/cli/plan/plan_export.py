"""`oidtrack plan export`: the plan for a calendar, a table, the fridge or a pharmacist."""

from __future__ import annotations

from typing import Annotated

import typer

from oidtrack.cli.asking.files_out import needs_pdf, open_places, put, tell_lost, yours
from oidtrack.cli.params import Force, Which, for_excel, which
from oidtrack.cli.session import Session
from oidtrack.domain.profile import LETTER_COUNTRIES
from oidtrack.errors import BadInput, listed
from oidtrack.render.plan.words import plan_words_page
from oidtrack.services.journal.profile import load_profile
from oidtrack.services.plan.kept import find
from oidtrack.services.plan.versions import history, known_by
from oidtrack.taper.moving import as_of
from oidtrack.taper.plan import Plan

_STDOUT = "-"


def export(
    ctx: typer.Context,
    plan: Which = "",
    ics: Annotated[str, typer.Option(metavar="FILE|-", help="A calendar file: an event for each change.")] = "",
    csv: Annotated[str, typer.Option(metavar="FILE|-", help="The steps as a table that `plan enter` reads.")] = "",
    program: Annotated[str, typer.Option("--for", metavar="excel", help="With --csv: as Excel reads it.")] = "",
    html: Annotated[str, typer.Option(metavar="FILE|-", help="A sheet for the fridge with boxes to tick.")] = "",
    pdf: Annotated[str, typer.Option(metavar="FILE", help="The same sheet as PDF (needs oidtrack[pdf]).")] = "",
    text: Annotated[str, typer.Option(metavar="FILE|-", help="In words, for a pharmacist.")] = "",
    evening: Annotated[bool, typer.Option("--evening-before", help="With --ics: an event the evening before.")] = False,
    full: Annotated[bool, typer.Option("--full", help="With --ics: medicine and doses in the events.")] = False,
    months: Annotated[int | None, typer.Option(metavar="N", help="With --html or --pdf: months, 1 to 12.")] = None,
    force: Force = False,
) -> None:
    """Write the plan down for a calendar, table, fridge or pharmacist.

    Choose one of the five; - is standard output. Others may see a calendar, so
    its events say only that a dose changes. With --full they say which. A later
    version of the plan moves the events when it is imported again; where there
    are events for the evenings before, export them again too.

    Examples:
      oidtrack plan export --ics plan.ics
      oidtrack plan export --ics plan.ics --full
      oidtrack plan export --ics plan.ics --evening-before
      oidtrack plan export --html "for the fridge.html" --months 2
      oidtrack plan export --pdf "for the fridge.pdf"
      oidtrack plan export p1 --text -
      oidtrack plan export --csv steps.csv
      oidtrack plan export --csv steps.csv --for excel
    """
    session: Session = ctx.obj
    kinds = (("ics", ics), ("csv", csv), ("html", html), ("pdf", pdf), ("text", text))
    kind, where = _one([(kind, where) for kind, where in kinds if where])
    _require(kind, "ics", {"--full": full, "--evening-before": evening})
    _require(kind, "csv", {"--for": bool(program)})
    _require(kind, "html or pdf", {"--months": months is not None})
    excel = for_excel(program, "table")
    plan_id = which(plan)
    with session.journal(create=False) as journal:
        found = as_of(find(journal, plan_id), session.today)
        before = tuple(version.plan for version in history(journal, found.id, session.now.tzinfo)[:-1])
        calendar = known_by(journal, found)
        us_letter = load_profile(journal).country in LETTER_COUNTRIES
    place = None if where == _STDOUT else open_places(session, [where], force=force)[0]
    if kind == "ics":
        from oidtrack.exchange.ics import plan_ics

        data = plan_ics(found, before, session.at_utc, calendar, full=full, evening=evening)
    elif kind == "pdf":
        data = _pdf(session, found, months, us_letter=us_letter)
    else:
        data = _made(session, found, kind, months, excel=excel).encode()
    if where == _STDOUT:
        _show(session, found, kind, data)
    else:
        put(session, place, [data], yours())


def _one(wanted: list[tuple[str, str]]) -> tuple[str, str]:
    if len(wanted) != 1:
        named = listed(f"--{kind}" for kind, _ in wanted)
        what = f"{named} cannot go together" if wanted else "it is not said what to write"
        raise BadInput(what, "choose one of --ics, --csv, --html, --pdf and --text, for example --ics plan.ics")
    if wanted[0] == ("pdf", _STDOUT):
        raise BadInput("a PDF cannot be shown on a terminal", 'name a file: --pdf "for the fridge.pdf"')
    return wanted[0]


def _require(kind: str, others: str, given: dict[str, bool]) -> None:
    """Options that mean something with some kinds of file alone."""
    for option, said in given.items():
        if said and kind not in others.split(" or "):
            named = listed((f"--{one}" for one in others.split(" or ")), "or")
            raise BadInput(f"{option} goes with {named} alone", f"leave it out with --{kind}")


def _pdf(session: Session, plan: Plan, months: int | None, *, us_letter: bool) -> bytes:
    with needs_pdf():
        from oidtrack.render.plan.fridge_pdf import fridge_pdf, lost_letters
    data = fridge_pdf(plan, session.today, session.now, months, us_letter=us_letter)
    tell_lost(session, lost_letters(plan, session.today))
    return data


def _made(session: Session, plan: Plan, kind: str, months: int | None, *, excel: bool) -> str:
    if kind == "csv":
        from oidtrack.exchange.plan_csv import plan_csv

        return plan_csv(plan, excel=excel)
    if kind == "html":
        from oidtrack.render.plan.fridge_sheet import fridge_sheet

        return fridge_sheet(plan, session.today, months)
    from oidtrack.render.page.text import paint

    return paint(plan_words_page(plan, session.today))


def _show(session: Session, plan: Plan, kind: str, data: bytes) -> None:
    """As it is; only the page of words fits itself to the place."""
    if kind == "text":
        session.show(plan_words_page(plan, session.today))
    else:
        session.pour(data)
