"""Since when somebody takes opioids without a long break: one rule for the pace, the profile and the risks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct

from oidtrack.domain.medicine import Prescription, Role

BREAK = timedelta(days=28)
"""A break of so many days between two opioids begins a new stretch. ENGINEERING."""


class Since(Struct, frozen=True):
    """The first day of a stretch on opioids.

    Attributes:
        day: The earliest day that anybody said, or on which a prescription began.
        medicine: The medicine that it comes from; empty where the profile says it.
        said: Whether somebody said when it began. Where nobody did, the day is that of a prescription, and the stretch
            may be longer: no pace rests on it.
    """

    day: date
    medicine: str
    said: bool


def on_opioids_since(told: date | None, rows: Iterable[Prescription], today: date) -> Since | None:
    """The stretch on opioids that lasts today; None where nobody said and no opioid is prescribed.

    Args:
        told: What the profile says, or None.
        rows: Prescriptions of any medicine, of any time. One that ended counts where the next began within the break.
        today: The local day.
    """
    stretch = _stretch([row for row in rows if row.role is Role.OPIOID and row.since <= today], today)
    starts = [(told, "")] if told is not None else []
    starts += [(_first(row), row.medicine) for row in stretch]
    if not starts:
        return None
    day, medicine = min(starts)
    return Since(day, medicine, told is not None or any(row.opioid_since is not None for row in stretch))


def _stretch(rows: list[Prescription], today: date) -> list[Prescription]:
    """What is prescribed today, and before it what ended no longer than a break earlier."""
    found = [row for row in rows if row.until is None or row.until >= today]
    ended = [row for row in rows if row.until is not None and row.since <= row.until < today]
    for row in sorted(ended, key=lambda row: row.until or today, reverse=True):
        if found and row.until is not None and row.until + BREAK >= min(_first(one) for one in found):
            found.append(row)
    return found


def _first(row: Prescription) -> date:
    return row.since if row.opioid_since is None else min(row.since, row.opioid_since)
