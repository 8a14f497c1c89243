"""A plan as `plan show` shows it, without the option parser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oidtrack.cli.session import Session
from oidtrack.errors import BadInput, NothingFound
from oidtrack.render.page.parts import Page
from oidtrack.render.plan.brief import brief_page, explained
from oidtrack.render.plan.lengths import length_block
from oidtrack.render.plan.page import plan_page
from oidtrack.render.plan.smoother import smoother_page
from oidtrack.services.opening import Journal
from oidtrack.services.plan.kept import find
from oidtrack.services.plan.smoothing import smoother_ways
from oidtrack.taper.moving import as_of
from oidtrack.taper.plan import Plan, Status

if TYPE_CHECKING:
    from oidtrack.services.plan.lengths import Length


def show(session: Session, plan_id: int | None = None, *, whole: bool = False, explain: bool = False) -> None:
    """Show a plan; without an id the one in force, else the newest draft."""
    with session.journal(create=False) as journal:
        plan = as_of(find(journal, plan_id), session.today)
        brief = session.window and not whole and not session.json
        page = plan_page(plan, session.today) if not brief else in_short(session, journal, plan)
    ways, found = smoother_ways(plan), _lengths(session, plan)
    if session.json:
        from oidtrack.render.page.machine import document
        from oidtrack.render.plan.document import SCHEMA, plan_body

        session.emit(document(SCHEMA, plan_body(plan, (), ways, found)))
        return
    words = explained(plan) if explain else ""
    session.page(Page((page, smoother_page(ways, plan.unit), length_block(found), words)))


def in_short(session: Session, journal: Journal, plan: Plan) -> Page:
    """A plan as a window gets it: a picture, the step now, the next two and the end."""
    from oidtrack.render.plan.picture import plan_picture
    from oidtrack.services.report.way import way

    picture = plan_picture(way(journal, plan, session.today), plan.unit, unicode=session.unicode)
    return brief_page(plan, session.today, picture)


def _lengths(session: Session, plan: Plan) -> tuple[Length, ...]:
    """What the paces would mean for a draft; the person is not known where its medicine is not in the journal."""
    if plan.status is not Status.DRAFT:
        return ()
    from oidtrack.cli.plan.planned_for import planned_for
    from oidtrack.services.plan.lengths import lengths

    try:
        chosen, known = planned_for(session, f"{plan.medicine} {plan.release.value}", {})
    except (BadInput, NothingFound):
        return lengths(plan, None, session.today)
    return lengths(plan, (chosen.described, known), session.today)
