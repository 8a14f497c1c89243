"""One entry as rows, and back: what was not answered is NULL in a column and None in a value."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from msgspec import json

from oidtrack.domain.dose import with_article
from oidtrack.domain.journal import RATINGS, Assessment, Body, DoseState, Entry, Intake, Kind, Mood, Treatment
from oidtrack.store.file.writer import Row, Values
from oidtrack.store.tables.amounts import amount_columns, amount_from, some_amount, time_from, time_text

LISTS = ("signs", "symptoms", "tags")
"""Tables with any number of rows for an entry."""

CHILDREN = ("moods", "intakes", "treatments", "assessments", *LISTS)
"""All tables that hang on `entries`."""

_STATES = {state.value: state for state in DoseState}
_RATED = frozenset(RATINGS)
_MOOD = (*RATINGS, "sleep_min")
_INTAKE = ("medicine", "dose_ug", "rate_ng_h", "state", "slot", "planned_ug", "planned_ng_h", "reason")

COLUMNS = {
    "entries": ("kind", "at_utc", "offset_min", "day", "note", "star"),
    "moods": _MOOD,
    "intakes": _INTAKE,
    "treatments": ("text", "minutes"),
    "assessments": ("instrument", "answers"),
    "signs": ("name",),
    "symptoms": ("name", "severity"),
    "tags": ("name",),
}
"""What the values of a row of each table stand for, in their order, behind the ids."""
WITH_IDS = {
    table: ("id", *names) if table == "entries" else ("id", "entry_id", *names) for table, names in COLUMNS.items()
}
"""The same with the id of the row, and in all but `entries` that of the entry."""
OF_KIND = {
    Kind.MOOD: "moods",
    Kind.DOSE: "intakes",
    Kind.TREATMENT: "treatments",
    Kind.ASSESSMENT: "assessments",
}
"""The table that holds the body of each kind."""
ALL_BODIES = frozenset(OF_KIND.values())


@cache
def selection(joined: frozenset[str]) -> tuple[str, str]:
    """The columns of an entry with its body, in the order that `body_of` knows, and the tables they come from.

    A table that is not joined gives NULL.

    Args:
        joined: Tables of `OF_KIND`.
    """
    read = [("entries", WITH_IDS["entries"]), *((table, COLUMNS[table]) for table in OF_KIND.values())]
    columns = ", ".join(
        f"{table}.{name}" if table == "entries" or table in joined else "NULL"
        for table, names in read
        for name in names
    )
    joins = " ".join(
        f"LEFT JOIN {table} ON {table}.entry_id = entries.id" for table in OF_KIND.values() if table in joined
    )
    return columns, joins


_MOOD_FROM = 7
_INTAKE_FROM = _MOOD_FROM + len(_MOOD)
_TREATMENT_FROM = _INTAKE_FROM + len(_INTAKE)
_ASSESSMENT_FROM = _TREATMENT_FROM + 2

Lists = Mapping[str, Mapping[int, list[Any]]]
"""Signs, symptoms and tags by table and entry id, in the order they were written."""


def entry_row(entry: Entry) -> Row:
    """The row in `entries`, without its id."""
    return dict(zip(COLUMNS["entries"], entry_values(entry), strict=True))


def child_rows(entry: Entry) -> list[tuple[str, Row]]:
    """The rows in the other tables, each with its table, in the order of `CHILDREN`, without ids.

    Raises:
        ValueError: As for `child_values`.
    """
    return [(table, dict(zip(COLUMNS[table], values, strict=True))) for table, values in child_values(entry)]


def entry_values(entry: Entry) -> Values:
    """The row in `entries` as its values."""
    when = entry.moment
    return entry.kind.value, when.at_utc, when.offset_min, when.day.isoformat(), entry.note, int(entry.star)


def child_values(entry: Entry) -> list[tuple[str, Values]]:
    """The rows in the other tables as their values, each with its table, in the order of `CHILDREN`.

    Raises:
        ValueError: The body is not of the entry's kind, or rates what is not in `RATINGS`.
    """
    rows: list[tuple[str, Values]] = []
    body, kind = entry.body, entry.kind
    if isinstance(body, Mood) and kind is Kind.MOOD:
        rows.append(("moods", _mood_values(body)))
        rows += [("signs", (sign,)) for sign in body.signs]
        rows += [("symptoms", symptom) for symptom in body.symptoms]
    elif isinstance(body, Intake) and kind is Kind.DOSE:
        rows.append(("intakes", _intake_values(body)))
    elif isinstance(body, Treatment) and kind is Kind.TREATMENT:
        rows.append(("treatments", (body.text, body.minutes)))
    elif isinstance(body, Assessment) and kind is Kind.ASSESSMENT:
        answers = ",".join(str(points) for points in body.answers)
        rows.append(("assessments", (body.instrument, f"[{answers}]")))
    elif body is not None or kind is not Kind.NOTE:
        raise ValueError(f"{with_article(kind.value)} entry with {type(body).__name__} in it")
    rows += [("tags", (tag,)) for tag in entry.tags]
    return rows


def _mood_values(mood: Mood) -> Values:
    ratings = dict(mood.ratings)
    if not _RATED.issuperset(ratings):
        raise ValueError(f"ratings are of {', '.join(RATINGS)}, not {', '.join(ratings)}")
    return *map(ratings.get, RATINGS), mood.sleep_min


def _intake_values(intake: Intake) -> Values:
    return (
        intake.medicine,
        *amount_columns(intake.amount),
        intake.state.value,
        time_text(intake.slot),
        *amount_columns(intake.planned),
        intake.reason,
    )


def body_of(kind: Kind, row: tuple[Any, ...], lists: Lists) -> Body:
    """The body of an entry from its flat row (in the order of `COLUMNS`) and lists.

    Raises:
        ValueError: The row holds what no oidtrack writes.
    """
    if kind is Kind.MOOD:
        ratings = zip(RATINGS, row[_MOOD_FROM : _INTAKE_FROM - 1], strict=True)
        signs = tuple(lists["signs"].get(row[0], ()))
        symptoms = tuple(lists["symptoms"].get(row[0], ()))
        return Mood(tuple([pair for pair in ratings if pair[1] is not None]), row[_INTAKE_FROM - 1], signs, symptoms)
    if kind is Kind.DOSE:
        medicine, ug, ng_h, state, slot, planned_ug, planned_ng_h, reason = row[_INTAKE_FROM:_TREATMENT_FROM]
        planned = amount_from(planned_ug, planned_ng_h)
        return Intake(medicine, some_amount(ug, ng_h), _STATES[state], time_from(slot), planned, reason)
    if kind is Kind.TREATMENT:
        text, minutes = row[_TREATMENT_FROM:_ASSESSMENT_FROM]
        if text is None:
            raise ValueError("a treatment without its words")
        return Treatment(text, minutes)
    if kind is Kind.ASSESSMENT:
        instrument, answers = row[_ASSESSMENT_FROM:]
        return Assessment(instrument, json.decode(answers, type=tuple[int, ...]))
    return None
