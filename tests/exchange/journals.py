"""Whole journals, generated: entries, medicines, plans with their versions, a profile, appointments, stock."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace
from store_samples import NOW, any_entry, days, names, plans, prescriptions, profiles, tables, tuples, words

from oidtrack.domain.dose import Dose, Rate
from oidtrack.domain.journal import Entry, Moment
from oidtrack.domain.medicine import Prescription, Release
from oidtrack.domain.profile import Profile
from oidtrack.domain.stock import StockKind, StockRow
from oidtrack.exchange import jsonl_reading
from oidtrack.exchange.records import Reading
from oidtrack.services.files.exporting import Format, export
from oidtrack.services.files.importing import Incoming, compare, save
from oidtrack.store.file.database import Journal, open_journal
from oidtrack.store.tables.appointments import Appointment, Question, add_appointment, add_question
from oidtrack.store.tables.entries import add_entry
from oidtrack.store.tables.medicines import add_prescription
from oidtrack.store.tables.plans import save_plan
from oidtrack.store.tables.profile import save_profile
from oidtrack.store.tables.stock import add_stock
from oidtrack.taper.plan import Plan

FROM, TO = (int(datetime(year, 1, 3, tzinfo=UTC).timestamp()) for year in (2, 9998))
moments = st.builds(Moment, st.integers(FROM, TO), st.integers(-1080, 1080), days)
some_entries = st.lists(st.builds(lambda entry, moment: replace(entry, moment=moment), any_entry, moments), max_size=8)
strengths = st.none() | st.integers(1, 10**6).map(Dose) | st.integers(1, 10**6).map(Rate)
stock = st.builds(
    StockRow,
    names,
    st.sampled_from(Release),
    moments,
    st.sampled_from(StockKind),
    strengths,
    st.fractions(0, 1000, max_denominator=100),
    st.none() | days,
)
visits = st.builds(Appointment, moments, words, words)


class Content(Struct, frozen=True):
    """What a journal is to hold. A number beside a question is the appointment it belongs to, 0 for none."""

    entries: list[Entry]
    medicines: tuple[Prescription, ...]
    plans: tuple[tuple[Plan, ...], ...]
    profile: Profile
    visits: tuple[Appointment, ...]
    questions: tuple[tuple[str, int], ...]
    stock: tuple[StockRow, ...]


journals = st.builds(
    Content,
    some_entries,
    tuples(prescriptions, 2),
    tuples(st.lists(plans, min_size=1, max_size=2).map(tuple), 2),
    profiles,
    tuples(visits, 2),
    tuples(st.tuples(words, st.integers(0, 2))),
    tuples(stock, 2),
)


def fill(journal: Journal, content: Content) -> None:
    """Write all of it."""
    with journal.writing("test", NOW) as writer:
        for entry in content.entries:
            add_entry(writer, entry)
        for medicine in content.medicines:
            add_prescription(writer, medicine)
        for versions in content.plans:
            stored = save_plan(writer, versions[0], NOW)
            for later in versions[1:]:
                save_plan(writer, replace(later, id=stored.id), NOW + 1)
        save_profile(writer, content.profile)
        kept = [add_appointment(writer, visit).id for visit in content.visits]
        for text, visit in content.questions:
            add_question(writer, Question(text, kept[visit - 1] if 0 < visit <= len(kept) else None))
        for row in content.stock:
            add_stock(writer, row)


def exported(journal: Journal) -> str:
    """The whole journal as JSON Lines."""
    return "".join(export(journal, Format.JSONL, None, None).lines())


def brought_in(journal: Journal, text: str) -> Incoming:
    """Read a file into a journal; nothing of it may be wrong."""
    reading: Reading = jsonl_reading.read(text)
    incoming = compare(journal, reading)
    assert incoming.faults == ()
    save(journal, incoming, NOW)
    return incoming


def content_of(journal: Journal) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table; ids of rows that nobody sees are left out."""
    unseen = ("moods", "signs", "symptoms", "tags", "intakes", "treatments", "assessments", "profile", "plans")
    hidden = (*unseen, "prescription_doses", "prescription_strengths", "prescription_limits", "calendars")
    return {
        table: sorted((row[1:] for row in rows), key=repr) if table in hidden else rows
        for table, rows in tables(journal).items()
    }


def fresh(folder: Path, name: str) -> Journal:
    """An empty journal, whatever was there."""
    path = folder / f"{name}.db"
    path.unlink(missing_ok=True)
    return open_journal(path)
