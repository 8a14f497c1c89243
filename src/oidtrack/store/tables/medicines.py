"""Prescriptions: dated rows that are added and closed, never rewritten."""

from __future__ import annotations

from datetime import date, time
from fractions import Fraction
from typing import Any

from msgspec import Struct

from oidtrack.domain.dose import Dose
from oidtrack.domain.medicine import Liquid, Makings, Prescription, Release, Role, ScheduledDose, Strength
from oidtrack.errors import NothingFound
from oidtrack.store.file.connection import understood
from oidtrack.store.file.database import Journal
from oidtrack.store.file.writer import Row, Value, Writer
from oidtrack.store.tables.amounts import amount_columns, day_from, day_text, some_amount, time_text

_NAMES = (
    "id",
    "medicine",
    "release",
    "role",
    "since",
    "until",
    "opioid_since",
    "change_days",
    "min_interval_h",
    "product",
)
_LIQUID = ("liquid_ug_num", "liquid_ug_den", "liquid_step_num", "liquid_step_den")


class StoredPrescription(Struct, frozen=True):
    """A prescription with the id it is stored under."""

    id: int
    prescription: Prescription

    @property
    def name(self) -> str:
        """The id as it is shown and typed: `m3`."""
        return f"m{self.id}"


def add_prescription(writer: Writer, prescription: Prescription, row_id: int | None = None) -> int:
    """Write a prescription and return its id, which is `row_id` where one is given.

    Raises:
        JournalError: A value is out of range.
    """
    own_id: Row = {} if row_id is None else {"id": row_id}
    stored_id = writer.insert("prescriptions", {**own_id, **_row(prescription)})
    key: Row = {"prescription_id": stored_id}
    for dose in prescription.doses:
        ug, ng_h = amount_columns(dose.amount)
        values: Row = {"at": time_text(dose.at), "dose_ug": ug, "rate_ng_h": ng_h}
        writer.insert("prescription_doses", {**key, **values})
    for strength in prescription.makings.strengths:
        ug, ng_h = amount_columns(strength.amount)
        values = {"dose_ug": ug, "rate_ng_h": ng_h, "may_halve": int(strength.may_halve)}
        writer.insert("prescription_strengths", {**key, **values})
    if prescription.most_daily is not None:
        writer.insert("prescription_limits", {**key, "most_daily_ug": prescription.most_daily.ug})
    return stored_id


def close_prescription(writer: Writer, prescription_id: int, until: date) -> None:
    """Let a prescription end with the local day `until`, which still belongs to it.

    Raises:
        NothingFound: There is no such prescription.
    """
    if writer.row("prescriptions", prescription_id) is None:
        raise NothingFound(f"there is no prescription m{prescription_id}", "`oidtrack med list` shows those there are")
    writer.update("prescriptions", prescription_id, {"until": until.isoformat()})


def prescriptions(journal: Journal) -> tuple[StoredPrescription, ...]:
    """All prescriptions that ever were, in the order in which they began."""
    return _read(journal, "TRUE", ())


def prescriptions_on(journal: Journal, day: date) -> tuple[StoredPrescription, ...]:
    """The prescriptions that hold on a local day; `since` and `until` both belong to them."""
    values = (day.isoformat(), day.isoformat())
    return _read(journal, "since <= ? AND (until IS NULL OR until >= ?)", values)


def _row(prescription: Prescription) -> Row:
    liquid = prescription.makings.liquid
    numbers: tuple[Value, ...] = (None,) * len(_LIQUID)
    if liquid is not None:
        numbers = (*liquid.ug_per_ml.as_integer_ratio(), *liquid.step_ml.as_integer_ratio())
    return {
        "medicine": prescription.medicine,
        "release": prescription.release.value,
        "role": prescription.role.value,
        "since": prescription.since.isoformat(),
        "until": day_text(prescription.until),
        "opioid_since": day_text(prescription.opioid_since),
        "change_days": prescription.change_days,
        "min_interval_h": prescription.min_interval_h,
        "product": prescription.product,
        **dict(zip(_LIQUID, numbers, strict=True)),
    }


def _read(journal: Journal, condition: str, values: tuple[str, ...]) -> tuple[StoredPrescription, ...]:
    columns = ", ".join((*_NAMES, *_LIQUID))
    sql = f"SELECT {columns} FROM prescriptions WHERE {condition} ORDER BY since, id"  # noqa: S608
    with journal.snapshot():
        rows = journal.rows(sql, values)
        doses = journal.rows("SELECT prescription_id, at, dose_ug, rate_ng_h FROM prescription_doses ORDER BY id")
        strengths = journal.rows(
            "SELECT prescription_id, dose_ug, rate_ng_h, may_halve FROM prescription_strengths ORDER BY id"
        )
        most = dict(journal.rows("SELECT prescription_id, most_daily_ug FROM prescription_limits"))
    with understood("a prescription", journal.path):
        return tuple(_stored(row, doses, strengths, most.get(row[0])) for row in rows)


def _stored(row: tuple[Any, ...], doses: list[Any], strengths: list[Any], most: int | None) -> StoredPrescription:
    row_id, medicine, release, role, since, until, opioid_since, change_days, min_interval_h, product = row[:10]
    ug_num, ug_den, step_num, step_den = row[10:]
    liquid = None if ug_num is None else Liquid(Fraction(ug_num, ug_den), Fraction(step_num, step_den))
    prescription = Prescription(
        medicine=medicine,
        release=Release(release),
        role=Role(role),
        doses=tuple(
            ScheduledDose(time.fromisoformat(at), some_amount(ug, ng_h)) for key, at, ug, ng_h in doses if key == row_id
        ),
        makings=Makings(
            tuple(Strength(some_amount(ug, ng_h), bool(halve)) for key, ug, ng_h, halve in strengths if key == row_id),
            liquid,
        ),
        since=date.fromisoformat(since),
        until=day_from(until),
        opioid_since=day_from(opioid_since),
        change_days=change_days,
        min_interval_h=min_interval_h,
        product=product,
        most_daily=None if most is None else Dose(most),
    )
    return StoredPrescription(row_id, prescription)
