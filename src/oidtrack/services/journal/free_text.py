"""Free text: which words of the person's own are in the journal, and which of them leave with a report."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from oidtrack.domain.dose import with_article
from oidtrack.domain.journal import Entry, Intake, Kind
from oidtrack.store.tables.appointments import Appointment
from oidtrack.taper.plan import Plan


class FreeText(Struct, frozen=True):
    """Words as they were typed.

    Attributes:
        name: Of the entry or the appointment that holds them.
        day: Local day.
        what: What they are: `note`, `reason`.
        text: The words.
    """

    name: str
    day: date
    what: str
    text: str


def free_texts(
    found: Iterable[Entry], plans: Iterable[Plan], coming: Appointment | None, since: date, until: date
) -> tuple[FreeText, ...]:
    """The notes of entries, why doses were skipped and plans changed, and the note of the appointment, by day.

    Questions and the names of treatments are not among them: they are written down to be shown.

    Args:
        found: Entries of the period.
        plans: Every version of every plan.
        coming: The next appointment, or None.
        since: First day of the period.
        until: The day after its last.
    """
    texts = [text for entry in found for text in _of_entry(entry)]
    for plan in plans:
        event = plan.event
        if event is not None and event.reason.strip() and since <= event.on < until:
            texts.append(FreeText(plan.name, event.on, f"why the plan was {event.kind.value}", event.reason))
    texts.sort(key=lambda text: text.day)
    if coming is not None and coming.note.strip():
        texts.append(FreeText(coming.name, coming.moment.day, "note on the appointment", coming.note))
    return tuple(texts)


def _of_entry(entry: Entry) -> list[FreeText]:
    texts = []
    if entry.note.strip():
        what = "note" if entry.kind is Kind.NOTE else f"note on {with_article(f'{entry.kind.value} entry')}"
        texts.append(FreeText(entry.name, entry.moment.day, what, entry.note))
    if isinstance(entry.body, Intake) and entry.body.reason.strip():
        texts.append(FreeText(entry.name, entry.moment.day, "why a dose was skipped", entry.body.reason))
    return texts
