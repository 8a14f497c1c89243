"""Plans: every version is kept."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from oidtrack.errors import NothingFound
from oidtrack.store.file.connection import understood
from oidtrack.store.file.database import Journal
from oidtrack.store.file.writer import Writer
from oidtrack.store.tables.calendars import calendar_ids, keep_calendar_id
from oidtrack.store.tables.plan_codec import plan_from, plan_text
from oidtrack.taper.days.course import takes_effect
from oidtrack.taper.plan import Plan

_COLUMNS = "SELECT plan_id, version, document FROM plans"


def save_plan(writer: Writer, plan: Plan, at_utc: int) -> Plan:
    """Write a plan as a new one where its id is 0, else as the next version of that plan.

    Args:
        writer: The transaction.
        plan: What to keep; the version it carries does not matter.
        at_utc: Now, in seconds since 1970, UTC.

    Returns:
        The plan with its id and version.

    Raises:
        NothingFound: There is no plan of that id.
    """
    if plan.id == 0:
        stored = replace(plan, id=next_plan_id(writer), version=1)
        keep_calendar_id(writer, stored.name)
    else:
        (latest,) = writer.rows("SELECT max(version) FROM plans WHERE plan_id = ?", (plan.id,))[0]
        if latest is None:
            raise _no_plan(plan.name)
        stored = replace(plan, version=latest + 1)
    values: dict[str, int | str | None] = {
        "plan_id": stored.id,
        "version": stored.version,
        "status": stored.status.value,
        "medicine": stored.medicine,
        "created_utc": at_utc,
        "document": plan_text(stored),
    }
    writer.insert("plans", values)
    return stored


def next_plan_id(writer: Writer) -> int:
    """The number that the next new plan gets."""
    (latest,) = writer.rows("SELECT max(plan_id) FROM plans")[0]
    return int(latest or 0) + 1


class StoredVersion(Struct, frozen=True):
    """One version of a plan as it is kept.

    Attributes:
        plan_id: Number of the plan.
        version: From 1.
        created_utc: When it was written, in seconds since 1970, UTC.
        document: The whole plan as JSON.
        calendar: What the plan is known by in a calendar file; empty where that is not known.
    """

    plan_id: int
    version: int
    created_utc: int
    document: str
    calendar: str = ""

    def plan(self) -> Plan:
        """The plan that the document holds.

        Raises:
            ValueError: It is no plan.
        """
        return plan_from(self.document, self.plan_id, self.version)


def stored_versions(journal: Journal) -> tuple[StoredVersion, ...]:
    """Every version of every plan, in the order they were written.

    Raises:
        JournalError: A document is no plan.
    """
    rows = journal.rows("SELECT plan_id, version, created_utc, document FROM plans ORDER BY id")
    for plan_id, version, _, document in rows:
        _decoded(journal, plan_id, version, document)
    known = calendar_ids(journal)
    return tuple(
        StoredVersion(plan_id, version, created_utc, document, known.get(f"p{plan_id}", ""))
        for plan_id, version, created_utc, document in rows
    )


def add_version(writer: Writer, found: StoredVersion) -> None:
    """Write a version under its own numbers, which are free.

    Raises:
        ValueError: The document is no plan.
    """
    held = found.plan()
    if not writer.rows("SELECT 1 FROM plans WHERE plan_id = ?", (found.plan_id,)):
        keep_calendar_id(writer, held.name, found.calendar)
    writer.insert(
        "plans",
        {
            "plan_id": found.plan_id,
            "version": found.version,
            "status": held.status.value,
            "medicine": held.medicine,
            "created_utc": found.created_utc,
            "document": found.document,
        },
    )


def plan(journal: Journal, plan_id: int, version: int | None = None) -> Plan:
    """One version of a plan, by default the latest.

    Raises:
        NothingFound: There is no such plan or version.
    """
    condition = "WHERE plan_id = ? AND (? IS NULL OR version = ?) ORDER BY version DESC LIMIT 1"
    found = _read(journal, condition, (plan_id, version, version))
    if not found:
        raise _no_plan(f"p{plan_id}" if version is None else f"p{plan_id} version {version}")
    return found[0]


def plan_versions(journal: Journal, plan_id: int) -> tuple[Plan, ...]:
    """All versions of a plan, the first one first; empty where there is no such plan."""
    return _read(journal, "WHERE plan_id = ? ORDER BY version", (plan_id,))


def latest_plan(journal: Journal) -> Plan | None:
    """What was written last, whatever became of it."""
    return next(iter(_read(journal, "ORDER BY id DESC LIMIT 1", ())), None)


def agreed_versions(journal: Journal, since: date | None) -> tuple[Plan, ...]:
    """Every version that is no draft, in the order in which they were written.

    Args:
        journal: The journal.
        since: Leave out what was replaced before this day; None for all of them.
    """
    found: list[Plan] = []
    enough: set[tuple[str, str]] = set()
    sql = """SELECT plan_id, version, document, medicine, json_extract(document, '$.release') FROM plans
        WHERE status <> 'draft' ORDER BY id DESC"""
    for plan_id, version, document, medicine, release in journal.rows(sql, ()):
        if (medicine, release) not in enough:
            found.append(_decoded(journal, plan_id, version, document))
            if since is not None and takes_effect(found[-1]) <= since:
                enough.add((medicine, release))
    return tuple(reversed(found))


def _read(journal: Journal, condition: str, values: tuple[Any, ...]) -> tuple[Plan, ...]:
    rows = journal.rows(f"{_COLUMNS} {condition}", values)
    return tuple(_decoded(journal, plan_id, version, document) for plan_id, version, document in rows)


def _decoded(journal: Journal, plan_id: int, version: int, document: str) -> Plan:
    with understood(f"plan p{plan_id} version {version}", journal.path):
        return plan_from(document, plan_id, version)


def _no_plan(name: str) -> NothingFound:
    return NothingFound(f"there is no plan {name}", "`oidtrack plan history` shows those there are")


def plan_ids(journal: Journal) -> tuple[int, ...]:
    """The numbers of all plans, in the order they were drafted."""
    return tuple(plan_id for (plan_id,) in journal.rows("SELECT DISTINCT plan_id FROM plans ORDER BY plan_id", ()))


def written_on(journal: Journal, plan_id: int) -> tuple[int, ...]:
    """When each version of a plan was written, in seconds since 1970, the first one first."""
    rows = journal.rows("SELECT created_utc FROM plans WHERE plan_id = ? ORDER BY version", (plan_id,))
    return tuple(at_utc for (at_utc,) in rows)
