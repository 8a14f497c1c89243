"""One entry as rows, and back: what was not answered is NULL in a column and None in a value."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from msgspec import json

from oidtrack.domain.dose import with_article
from oidtrack.domain.journal import RATINGS, Assessment, Body, DoseState, Entry, Intake, Kind, Mood, Treatment
from oidtrack.store.file.writer import Row
from oidtrack.store.tables.amounts import amount_columns, amount_from, moment_columns, some_amount, time_from, time_text

LISTS = ("signs", "symptoms", "tags")
"""Tables with any number of rows for an entry."""

CHILDREN = ("moods", "intakes", "treatments", "assessments", *LISTS)
"""All tables that hang on `entries`."""

_STATES = {state.value: state for state in DoseState}
_UNRATED: Row = dict.fromkeys(RATINGS)
_MOOD = (*RATINGS, "sleep_min")
_INTAKE = ("medicine", "dose_ug", "rate_ng_h", "state", "slot", "planned_ug", "planned_ng_h", "reason")
_ASSESSMENT = ("instrument", "answers")

_COLUMNS = (
    ("entries", ("id", "kind", "at_utc", "offset_min", "day", "note", "star")),
    ("moods", _MOOD),
    ("intakes", _INTAKE),
    ("treatments", ("text", "minutes")),
    ("assessments", _ASSESSMENT),
)
"""What is read of an entry in one flat row; `body_of` knows the order."""
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
    """The columns of an entry with its body, and the tables they come from; one that is not joined gives NULL.

    Args:
        joined: Tables of `OF_KIND`.
    """
    columns = ", ".join(
        f"{table}.{name}" if table == "entries" or table in joined else "NULL"
        for table, names in _COLUMNS
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
    return {
        "kind": entry.kind.value,
        **moment_columns(entry.moment),
        "note": entry.note,
        "star": int(entry.star),
    }


def child_rows(entry: Entry) -> list[tuple[str, Row]]:
    """The rows in the other tables, each with its table, in the order of `CHILDREN`, without ids.

    Raises:
        ValueError: The body is not of the entry's kind, or rates what is not in `RATINGS`.
    """
    rows: list[tuple[str, Row]] = []
    body = entry.body
    if isinstance(body, Mood) and entry.kind is Kind.MOOD:
        rows.append(("moods", _mood_row(body)))
        rows += [("signs", {"name": sign}) for sign in body.signs]
        rows += [("symptoms", {"name": name, "severity": severity}) for name, severity in body.symptoms]
    elif isinstance(body, Intake) and entry.kind is Kind.DOSE:
        rows.append(("intakes", _intake_row(body)))
    elif isinstance(body, Treatment) and entry.kind is Kind.TREATMENT:
        rows.append(("treatments", {"text": body.text, "minutes": body.minutes}))
    elif isinstance(body, Assessment) and entry.kind is Kind.ASSESSMENT:
        answers = ",".join(str(points) for points in body.answers)
        rows.append(("assessments", {"instrument": body.instrument, "answers": f"[{answers}]"}))
    elif body is not None or entry.kind is not Kind.NOTE:
        raise ValueError(f"{with_article(entry.kind.value)} entry with {type(body).__name__} in it")
    rows += [("tags", {"name": tag}) for tag in entry.tags]
    return rows


def _mood_row(mood: Mood) -> Row:
    ratings = dict(mood.ratings)
    if not ratings.keys() <= _UNRATED.keys():
        raise ValueError(f"ratings are of {', '.join(RATINGS)}, not {', '.join(ratings)}")
    return {**_UNRATED, **ratings, "sleep_min": mood.sleep_min}


def _intake_row(intake: Intake) -> Row:
    values = (
        intake.medicine,
        *amount_columns(intake.amount),
        intake.state.value,
        time_text(intake.slot),
        *amount_columns(intake.planned),
        intake.reason,
    )
    return dict(zip(_INTAKE, values, strict=True))


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
