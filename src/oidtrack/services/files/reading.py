"""Which format a file has, and what stands in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache

from msgspec import Struct, field

from oidtrack.clinical import catalogue
from oidtrack.domain.dose import Amount, dose_from_mg, parse_number, printable, rate_from_mcg_h
from oidtrack.domain.journal import Assessment, Body, DoseState, Entry, Intake, Kind, Moment
from oidtrack.domain.medicine import Prescription
from oidtrack.domain.questionnaire import score
from oidtrack.errors import BadInput, UnknownMedicine
from oidtrack.exchange import csv_table, jsonl_reading
from oidtrack.exchange.cells import Cells, head_of
from oidtrack.exchange.csv_table import several
from oidtrack.exchange.elsewhere import daylio, dayone, jrnl, medtimer, medtimer_backup
from oidtrack.exchange.mapping import NOTHING_MAPPED, Mapped
from oidtrack.exchange.records import Reading
from oidtrack.exchange.times import FileClock, read_clock
from oidtrack.services.doses.meant import doubts, understood
from oidtrack.services.doses.naming import Meant, meant
from oidtrack.services.files.exporting import Format
from oidtrack.services.files.planned_rows import Planned, Skip, left_out, taken_as_planned
from oidtrack.services.journal.record import NOTHING, CheckIn

Words = Callable[[Cells], CheckIn]
"""Reads what the words of a row say, as `log` reads its options."""

_STATES = {state.value: state for state in (DoseState.TAKEN, DoseState.SKIPPED, DoseState.EXTRA)}


_OF_DOSES = frozenset(("dose", *csv_table.DOSE))
"""Columns that say a dose."""
_OF_THE_PLAN = frozenset(("skip", "taken"))
"""Columns that say what became of planned doses."""
_OF_SEVERAL = _OF_DOSES | _OF_THE_PLAN | {"treatment", "check"}
"""Columns of which a row may make more entries than its check-in."""


class Source(Struct, frozen=True):
    """What reading needs beside the file.

    Attributes:
        clock: For times.
        words: Reads the options of `log` in a row of CSV.
        skip: Reads what was left out: `MEDICINE TIME: reason`.
        planned: What was planned for a day, for the columns `taken` and `skip`.
        mine: All prescriptions there ever were: a dose is of one of them, or of a medicine that the facts know.
        moods: Daylio's own moods of the person, in tenths.
        mapped: Which columns and scales of the file are which of ours.
    """

    clock: FileClock
    words: Words
    skip: Callable[[str], Skip]
    planned: Planned = lambda _: ()
    mine: tuple[Prescription, ...] = ()
    moods: Mapping[str, int] = field(default_factory=dict)
    mapped: Mapped = NOTHING_MAPPED


def recognise(text: str) -> Format:
    """The format of a file by what stands in it.

    Raises:
        BadInput: It is empty, or of none that is known.
    """
    start = text.lstrip()
    if start.startswith("<"):
        raise BadInput("this is XML, and of XML only Apple Health's is read, as a file", "oidtrack import export.xml")
    if not start:
        raise BadInput("the file is empty", "`oidtrack export FILE` writes one that can be read")
    if start[0] in "{[":
        return _of_json(start)
    if medtimer.is_medtimer(start):
        return Format.MEDTIMER
    return Format.DAYLIO if daylio.is_daylio(head_of(text)) else Format.CSV


def _of_json(text: str) -> Format:
    """JSON Lines has its kind in the first line; inside a text these signs stand behind a backslash."""
    first = text.split("\n", 1)[0]
    if '"kind"' in first and '"entries"' not in first:
        return Format.JSONL
    if medtimer_backup.is_backup(text):
        return Format.MEDTIMER
    return Format.DAYONE if '"creationDate"' in text else Format.JRNL


def read(text: str, kind: Format, source: Source) -> Reading:
    """Everything that a file holds, and everything in it that cannot be read.

    Of Apple Health the text is the table that was made of its nights.

    Raises:
        BadInput: It is not of this format at all.
    """
    if kind is Format.JSONL:
        return jsonl_reading.read(text)
    if kind is Format.JRNL:
        return jrnl.read(text, source.clock)
    if kind is Format.DAYONE:
        return dayone.read(text, source.clock)
    if kind is Format.DAYLIO:
        return daylio.read(text, source.clock, source.moods, source.mapped)
    rows = _Rows(source)
    if kind is Format.MEDTIMER:
        read_it = medtimer_backup.read if text.lstrip().startswith(("{", "[")) else medtimer.read
        reading = read_it(text, source.clock, rows.entries)
    else:
        reading = csv_table.read(text, source.clock, rows.entries, source.mapped)
    reading.notes += rows.doubts
    return reading


class _Rows:
    """Turns the words of a row of CSV into entries."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.doubts: list[str] = []
        self._meant = cache(meant)

    def entries(self, when: Moment, cells: Cells) -> tuple[Entry, ...]:
        """What a row says. Note, tags and star go with the first of it."""
        said = self._source.words(cells)
        if _OF_SEVERAL.isdisjoint(cells):
            return _check_in(said, when)
        bodies: list[tuple[Kind, Body]] = [(Kind.MOOD, said.mood)] if said.mood != NOTHING else []
        bodies += [(Kind.DOSE, dose) for dose in self._doses(when.day, cells)]
        bodies += [(Kind.TREATMENT, treatment) for treatment in said.treatments]
        bodies += [(Kind.ASSESSMENT, answered) for answered in _assessments(cells)]
        planned = self._by_plan(when, cells)
        if not bodies and not planned:
            return _check_in(said, when)
        rest = [*(Entry(kind, when, body) for kind, body in bodies[1:]), *planned]
        if bodies:
            kind, body = bodies[0]
            return (Entry(kind, when, body, said.note, said.tags, said.star), *rest)
        first = [Entry(one.kind, one.moment, one.body, said.note, said.tags, said.star) for one in rest[:1]]
        return (*first, *rest[1:])

    def _by_plan(self, when: Moment, cells: Cells) -> list[Entry]:
        """Doses that are named by the plan: all so far, and those that were left out."""
        if _OF_THE_PLAN.isdisjoint(cells):
            return []
        source = self._source
        skips = (source.skip(words) for words in several(cells, "skip"))
        found = [left_out(when.day, said, source.planned, source.clock) for said in skips]
        if csv_table.yes(cells, "taken"):
            until = when if csv_table.says_time(cells) else None
            out = {(one.body.medicine, one.body.slot) for one in found if isinstance(one.body, Intake)}
            taken = taken_as_planned(when.day, until, source.planned, source.clock)
            found += [e for e in taken if isinstance(e.body, Intake) and (e.body.medicine, e.body.slot) not in out]
        return found

    def _doses(self, day: date, cells: Cells) -> list[Intake]:
        if _OF_DOSES.isdisjoint(cells):
            return []
        mine = tuple(row for row in self._source.mine if row.since <= day and (row.until is None or day <= row.until))
        found = []
        for words in several(cells, "dose"):
            dose = understood(words, mine)
            found.append(self._weighed(dose.of, Intake(dose.of.name, dose.amount, DoseState.TAKEN)))
        name = " ".join(cells.get("dose_medicine", "").lower().split())
        if name:
            of = self._named(name, mine)
            amount = _amount(cells, "dose")
            if amount is None:
                raise BadInput(f"how much {of.name} is missing", "dose_mg, or dose_mcg_h for a patch")
            found.append(self._weighed(of, _intake(of, amount, cells)))
        elif any(cells.get(column, "").strip() for column in csv_table.DOSE):
            raise BadInput("dose_medicine is missing")
        return found

    def _named(self, name: str, mine: tuple[Prescription, ...]) -> Meant:
        """The medicine of a name; one that was in the journal at another time counts too."""
        try:
            return self._meant(name, mine)
        except UnknownMedicine:
            earlier = tuple(row for row in self._source.mine if row.medicine == name)[:1]
            if not earlier:
                raise
            return self._meant(name, earlier)

    def _weighed(self, of: Meant, intake: Intake) -> Intake:
        words = [doubt.text for doubt in doubts(of, intake.amount)]
        self.doubts += [text for text in words if text not in self.doubts]
        return intake


def _check_in(said: CheckIn, when: Moment) -> tuple[Entry, ...]:
    """The entry of a row that says no more than a check-in or a note; none where it says neither."""
    if said.mood != NOTHING:
        return (Entry(Kind.MOOD, when, said.mood, said.note, said.tags, said.star),)
    return (Entry(Kind.NOTE, when, None, said.note, said.tags, said.star),) if said.note else ()


def _intake(of: Meant, amount: Amount, cells: Cells) -> Intake:
    word = cells.get("dose_state", "").strip().lower() or DoseState.TAKEN.value
    if word not in _STATES:
        raise BadInput(f"dose_state is '{printable(word)}', not one of {', '.join(_STATES)}")
    slot = cells.get("dose_planned_time", "").strip()
    reason = cells.get("dose_reason", "").strip()
    planned = _amount(cells, "dose_planned")
    return Intake(of.name, amount, _STATES[word], read_clock(slot) if slot else None, planned, reason)


def _amount(cells: Cells, name: str) -> Amount | None:
    mg, mcg_h = cells.get(f"{name}_mg", "").strip(), cells.get(f"{name}_mcg_h", "").strip()
    if mg and mcg_h:
        raise BadInput(f"{name}_mg and {name}_mcg_h are both given")
    if mcg_h:
        return rate_from_mcg_h(parse_number(mcg_h))
    return dose_from_mg(parse_number(mg.lower().removesuffix("mg").strip())) if mg else None


def _assessments(cells: Cells) -> list[Assessment]:
    name, answers = cells.get("check", "").strip().lower(), cells.get("answers", "")
    if not name:
        return []
    if name not in catalogue.questionnaire_ids():
        raise BadInput(f"check is '{printable(name)}', not one of {', '.join(catalogue.questionnaire_ids())}")
    words = answers.replace(",", " ").split()
    if not all(word.isascii() and word.isdecimal() and len(word) <= 2 for word in words):  # noqa: PLR2004 - points
        raise BadInput(f"answers are '{printable(answers)}', not points such as 0 1 2")
    given = tuple(int(word) for word in words)
    score(catalogue.questionnaire(name), given)
    return [Assessment(name, given)]
