"""Plans that are kept: the one that is meant."""

from __future__ import annotations

from oidtrack.errors import NothingFound
from oidtrack.services.dayplan import plans_in_force
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.plans import latest_plan
from oidtrack.store.tables.plans import plan as stored_plan
from oidtrack.taper.plan import Plan

__all__ = ["find", "latest_plan", "newest"]


def find(journal: Journal, plan_id: int | None) -> Plan:
    """The plan with this id; without one the plan in force, else the newest draft.

    Raises:
        NothingFound: There is none.
    """
    if plan_id is not None:
        return stored_plan(journal, plan_id)
    return next(iter(plans_in_force(journal)), None) or newest(journal)


def newest(journal: Journal) -> Plan:
    """The plan that was drafted last.

    Raises:
        NothingFound: There is none.
    """
    found = latest_plan(journal)
    if found is None:
        raise NothingFound("there is no plan yet", "draft one: oidtrack plan new")
    return found
