"""What a file holds: records of a journal, each with its place in the file, and what cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from msgspec import Struct, field

from oidtrack.domain.journal import Entry, Moment
from oidtrack.domain.medicine import Prescription
from oidtrack.domain.profile import Profile
from oidtrack.domain.stock import StockRow
from oidtrack.errors import BadInput


class MedicineRecord(Struct, frozen=True):
    """A prescription under its number (`m3` is 3)."""

    id: int
    prescription: Prescription


class PlanRecord(Struct, frozen=True):
    """One version of a plan.

    Attributes:
        plan_id: Number of the plan (`p1` is 1).
        version: From 1.
        created_utc: When it was written, in seconds since 1970, UTC.
        document: The whole plan as the journal keeps it: JSON without blanks.
        calendar: What the plan is known by in a calendar file; empty where the file does not say.
    """

    plan_id: int
    version: int
    created_utc: int
    document: str
    calendar: str = ""


class VisitRecord(Struct, frozen=True):
    """An appointment under its number; `calendar` as of a plan."""

    id: int
    moment: Moment
    who: str
    note: str = ""
    calendar: str = ""


class QuestionRecord(Struct, frozen=True):
    """What to ask, and at which appointment of the same file; None for the next one."""

    id: int
    text: str
    visit_id: int | None = None


Record = Entry | MedicineRecord | PlanRecord | VisitRecord | QuestionRecord | StockRow | Profile


class Found(Struct, frozen=True, gc=False):
    """A record and its place in the file.

    Attributes:
        place: `line 4`, or of a document that is no list of lines `entry 4`.
        record: What stands there.
        floating: Whether the file says the time on the wall and not the offset: read in another time zone it is
            another instant, and still the same record.
    """

    place: str
    record: Record
    floating: bool = False


class Fault(Struct, frozen=True):
    """A place that cannot be used, and why.

    Attributes:
        place: As of `Found`; where many rows have the same fault, the first of them and how many more.
        reason: What is wrong, and where it helps what to do.
        rows: How many rows it is, 1 or more.
    """

    place: str
    reason: str
    rows: int = 1


UNFIT = (BadInput, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What is raised when values are made of words that do not fit."""


class Reading(Struct):
    """What a reader has found so far.

    Attributes:
        found: Records in the order of the file.
        faults: What cannot be read, in the order of the file.
        notes: What the person should know, such as columns that are left out.
    """

    found: list[Found] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, place: str, *records: Record, floating: bool = False) -> None:
        """Keep the records of one place."""
        for record in records:
            self.found.append(Found(place, record, floating))

    def by_line(self) -> None:
        """Bring the faults of a table into the order of its lines."""
        self.faults.sort(key=lambda fault: int(fault.place.split()[1]))

    @contextmanager
    def at(self, place: str) -> Iterator[None]:
        """Turn what is raised inside, one of `UNFIT`, into a fault of this place, and go on."""
        try:
            yield
        except UNFIT as error:
            self.refuse(place, error)

    def refuse(self, place: str, error: Exception) -> None:
        """Keep what was raised, one of `UNFIT`, as a fault of this place."""
        if isinstance(error, BadInput):
            reason = error.message + (f" ({error.hint})" if error.hint else "")
        else:
            reason = f"cannot be read ({type(error).__name__}: {error})"
        self.faults.append(Fault(place, reason))
