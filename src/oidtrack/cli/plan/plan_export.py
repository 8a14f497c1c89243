"""`oidtrack plan export`: the plan for a calendar, a table, the fridge or a pharmacist."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from oidtrack.cli.params import parse_id
from oidtrack.cli.session import Session
from oidtrack.domain.dose import printable
from oidtrack.errors import BadInput
from oidtrack.services.opening import default_path
from oidtrack.services.plan.planning import find
from oidtrack.services.plan.versions import history
from oidtrack.taper.plan import Plan
from oidtrack.taper.steering import as_of

_STDOUT = "-"


def export(
    ctx: typer.Context,
    plan: Annotated[str, typer.Argument(metavar="[ID]", help="A plan such as p1; else the one in force.")] = "",
    ics: Annotated[str, typer.Option(metavar="FILE|-", help="A calendar file: an event for each change.")] = "",
    csv: Annotated[str, typer.Option(metavar="FILE|-", help="The steps as a table that `plan enter` reads.")] = "",
    html: Annotated[str, typer.Option(metavar="FILE|-", help="A sheet for the fridge with boxes to tick.")] = "",
    text: Annotated[str, typer.Option(metavar="FILE|-", help="In words, for a pharmacist.")] = "",
    full: Annotated[bool, typer.Option("--full", help="With --ics: medicine and doses in the events.")] = False,
    months: Annotated[int | None, typer.Option(metavar="N", help="With --html: months, 1 to 12.")] = None,
) -> None:
    """Write the plan down for a calendar, a table, the fridge or a pharmacist.

    Choose one of the four; - is standard output. Others may see a calendar, so
    its events say only that a dose changes. With --full they say which. A later
    version of the plan moves the events when it is imported again.

    Examples:
      oidtrack plan export --ics plan.ics
      oidtrack plan export --ics plan.ics --full
      oidtrack plan export --html "for the fridge.html" --months 2
      oidtrack plan export p1 --text -
      oidtrack plan export --csv steps.csv
    """
    session: Session = ctx.obj
    wanted = [(kind, where) for kind, where in (("ics", ics), ("csv", csv), ("html", html), ("text", text)) if where]
    _require_one(wanted, full=full, months=months)
    kind, where = wanted[0]
    plan_id = parse_id(plan, "p") if plan else None
    with session.journal(create=False) as journal:
        found = as_of(find(journal, plan_id), session.today)
        before = tuple(version.plan for version in history(journal, found.id, session.now.tzinfo)[:-1])
    if kind == "ics":
        from oidtrack.exchange.ics import plan_ics

        data = plan_ics(found, before, session.at_utc, full=full)
    else:
        data = _made(session, found, kind, months).encode()
    _deliver(session, data, where, as_page=kind == "text")


def _require_one(wanted: list[tuple[str, str]], *, full: bool, months: int | None) -> None:
    if len(wanted) != 1:
        named = " and ".join(f"--{kind}" for kind, _ in wanted)
        what = f"{named} cannot go together" if wanted else "it is not said what to write"
        raise BadInput(what, "choose one of --ics, --csv, --html and --text, for example --ics plan.ics")
    kind = wanted[0][0]
    if full and kind != "ics":
        raise BadInput("--full goes with --ics alone", f"leave it out with --{kind}")
    if months is not None and kind != "html":
        raise BadInput("--months goes with --html alone", f"leave it out with --{kind}")


def _made(session: Session, plan: Plan, kind: str, months: int | None) -> str:
    if kind == "csv":
        from oidtrack.exchange.plan_csv import plan_csv

        return plan_csv(plan)
    if kind == "html":
        from oidtrack.render.plan.fridge_sheet import fridge_sheet

        return fridge_sheet(plan, session.today, months)
    from oidtrack.render.plan.words import plan_words

    return plan_words(plan, session.today)


def _deliver(session: Session, data: bytes, where: str, *, as_page: bool) -> None:
    """To the file, or as it is to stdout, where only the page of words fits itself to the place."""
    if where == _STDOUT:
        if as_page:
            session.show(data.decode())
            return
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        return
    path = _place(session, where)
    from oidtrack.exchange.saving import save

    save(path, data)
    session.tell(f"Written: {path} (only you can read it; it stays on this computer until you share it)")


def _place(session: Session, where: str) -> Path:
    """Where the file is to be; never over the journal.

    Raises:
        BadInput: The home of nobody, or the journal itself.
    """
    try:
        path = Path(where).expanduser()
    except RuntimeError:
        raise BadInput(f"'{printable(where)}' begins with the home of nobody here", "name the whole path") from None
    if path.resolve() == (session.db or default_path()).resolve():
        raise BadInput(f"'{printable(where)}' is your journal", "name another file")
    return path
