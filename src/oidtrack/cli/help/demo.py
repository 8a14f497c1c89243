"""`oidtrack demo`: a made-up person's year in a throw-away journal, to look around in."""

from __future__ import annotations

import tempfile
from pathlib import Path
from shlex import quote
from typing import Annotated, Any

import typer
from msgspec.structs import replace

from oidtrack.cli.session import Session
from oidtrack.cli.surroundings import file_path
from oidtrack.domain.dose import printable
from oidtrack.domain.journal import DAY_ENDS_AT
from oidtrack.errors import BadInput, NothingFound
from oidtrack.render.page.parts import Block, Heading, Page, Verbatim
from oidtrack.render.plan.document import plan_body
from oidtrack.render.plan.page import plan_page
from oidtrack.render.today.document import today_body
from oidtrack.render.today.page import today_page
from oidtrack.services.files.demo import Life, build_demo
from oidtrack.services.opening import Journal, open_journal
from oidtrack.services.plan.kept import find
from oidtrack.services.today.overview import today
from oidtrack.taper.plan import Plan

SCHEMA = "oidtrack/demo/1"
MADE_UP = "A made-up person's year in a throw-away journal; yours is untouched."
MAKING = "Making up a year"
KEPT = "A made-up person's year in a journal of its own; yours is untouched."

KeepOption = Annotated[str, typer.Option("--keep", metavar="FILE", help="Keep the made-up journal there.")]
LifeOption = Annotated[str, typer.Option("--life", metavar="LIFE", help="steady, taper or after (its end).")]


def run(session: Session, keep: KeepOption = "", life: LifeOption = "taper") -> None:
    """Look around in a made-up person's year: today's card, the plan, the report.

    The journal is thrown away at the end, or kept in a file that is not there
    yet; your own is neither read nor changed. The same moment always makes the
    same year.

    Examples:
      oidtrack demo
      oidtrack demo --life steady
      oidtrack demo --keep demo.db
      oidtrack demo --json
    """
    which = _life(life)
    if keep:
        path = _new_file(keep)
        with session.progress(MAKING) as tick:
            build_demo(path, session.now, which, labelled=True, tick=tick)
        _look(replace(session, db=path), KEPT)
        session.tell(Block(("Look around in it:", Verbatim(f"oidtrack --db {quote(str(path))} week"))))
        return
    with tempfile.TemporaryDirectory(prefix="oidtrack-") as folder:
        path = Path(folder) / "journal.db"
        with session.progress(MAKING) as tick:
            build_demo(path, session.now, which, tick=tick)
        _look(replace(session, db=path), MADE_UP)  # when a day ends is asked of this journal too


def _life(text: str) -> Life:
    try:
        return Life(text.strip().lower())
    except ValueError:
        known = ", ".join(life.value for life in Life)
        raise BadInput(
            f"there is no life '{printable(text)}'", f"there are {known}: oidtrack demo --life steady"
        ) from None


def _new_file(text: str) -> Path:
    """Where the made-up journal is to be kept; never over anything that is there."""
    path = file_path(text, "--keep demo.db", "--keep names no file")
    if path.exists() or path.is_symlink():
        raise BadInput(f"{printable(str(path))} is there already", "name a new file: --keep demo.db")
    if not path.parent.is_dir():
        raise BadInput(f"there is no folder {printable(str(path.parent))}", "name a file in a folder that is there")
    return path


def _look(session: Session, label: str) -> None:
    with open_journal(session.place, create=False) as journal:
        session.answer(
            SCHEMA, lambda: _body(session, journal, label), lambda: _page(session, journal, label), long=True
        )


def _plan(journal: Journal) -> Plan | None:
    """Of a steady year there is none."""
    try:
        return find(journal, None)
    except NothingFound:
        return None


def _body(session: Session, journal: Journal, label: str) -> dict[str, Any]:
    plan = _plan(journal)
    return {
        "made_up": True,
        "note": label,
        "today": today_body(today(journal, session.now, DAY_ENDS_AT)),
        "plan": None if plan is None else plan_body(plan),
    }


def _page(session: Session, journal: Journal, label: str) -> Page:
    from oidtrack.render.report.formats.text import report_page
    from oidtrack.render.report.view import report_view
    from oidtrack.services.report.reporting import default_since, report

    plan = _plan(journal)
    gathered = report(journal, default_since(journal, session.now), session.today, session.now)
    pages = (
        label,
        _titled("oidtrack today", today_page(today(journal, session.now, DAY_ENDS_AT))),
        "" if plan is None else _titled("oidtrack plan", plan_page(plan, session.today)),
        _titled("oidtrack report", report_page(report_view(gathered, session.now), unicode=session.unicode)),
    )
    return Page(pages, full=True)


def _titled(command: str, page: Page) -> Page:
    """A page under the command that shows it."""
    return Page((Heading(f"$ {command}"), page))
