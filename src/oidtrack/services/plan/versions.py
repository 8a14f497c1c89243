"""What became of plans: every version that was kept, and how far its end moved."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo

from msgspec import Struct

from oidtrack.errors import NothingFound
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.calendars import calendar_id
from oidtrack.store.tables.plans import plan as stored_plan
from oidtrack.store.tables.plans import plan_ids, plan_versions, written_on
from oidtrack.taper.days.course import Difference, difference
from oidtrack.taper.plan import Plan


class Version(Struct, frozen=True):
    """One version of a plan.

    Attributes:
        plan: The version.
        written: The day it was written down.
        moved: Days that its end moved against the version before; None for a first version.
        difference: What it changed; None for a first version.
    """

    plan: Plan
    written: date
    moved: int | None
    difference: Difference | None = None


def history(journal: Journal, plan_id: int | None, zone: tzinfo | None) -> tuple[Version, ...]:
    """The versions of one plan, or of every plan, the first one first.

    Args:
        journal: The journal.
        plan_id: Which plan; None for all.
        zone: Where the days are those of the person.

    Raises:
        NothingFound: There is no plan, or none of that id.
    """
    if plan_id is not None:
        stored_plan(journal, plan_id)
    wanted = plan_ids(journal) if plan_id is None else (plan_id,)
    found = tuple(version for one in wanted for version in _of_one(journal, one, zone))
    if not found:
        raise NothingFound("there is no plan yet", "draft one: oidtrack plan new")
    return found


def _of_one(journal: Journal, plan_id: int, zone: tzinfo | None) -> tuple[Version, ...]:
    plans = plan_versions(journal, plan_id)
    days = [datetime.fromtimestamp(at, UTC).astimezone(zone).date() for at in written_on(journal, plan_id)]
    befores = (None, *plans)
    return tuple(
        Version(plan, day, None)
        if before is None
        else Version(plan, day, (ends_on(plan) - ends_on(before)).days, difference(before, plan))
        for plan, day, before in zip(plans, days, befores, strict=False)
    )


def known_by(journal: Journal, plan: Plan) -> str:
    """The random id that the calendar events of a plan are made with, the same for all its versions."""
    return calendar_id(journal, plan.name)


def ends_on(plan: Plan) -> date:
    """The first day without the medicine, or the first day at the target."""
    return plan.stops_on or plan.steps[-1].first
