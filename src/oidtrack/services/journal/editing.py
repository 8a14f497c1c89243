"""Changing an entry that is there: what was said anew goes in its place, everything else stays."""

from __future__ import annotations

from datetime import time
from typing import NamedTuple

from msgspec.structs import replace

from oidtrack.domain.journal import RATINGS, DoseState, Entry, Intake, Kind, Moment, Mood, Treatment
from oidtrack.errors import BadInput
from oidtrack.rules.base import Finding
from oidtrack.services.dayplan import read_dose_plan
from oidtrack.services.doses.meant import understood
from oidtrack.services.doses.naming import of_journal
from oidtrack.services.doses.weighing import TAKEN, doses_around, said_of
from oidtrack.services.journal.record import CheckIn
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.entries import replace_entry
from oidtrack.store.tables.medicines import prescriptions_on

CLEARABLE = (*RATINGS, "sleep", "signs", "symptoms", "note", "tags", "star", "reason")
_OF_MOOD = (*RATINGS, "sleep", "signs", "symptoms")


class Changes(NamedTuple):
    """What is to be different.

    Attributes:
        check_in: Ratings, sleep, signs, symptoms, a treatment, note, tags, star; empty ones change nothing.
        dose: A medicine and an amount as typed; empty for no change.
        reason: Why a dose was skipped; empty for no change.
        when: Another moment, or None.
        clear: Names out of `CLEARABLE` to be blank again.
    """

    check_in: CheckIn = CheckIn()
    dose: str = ""
    reason: str = ""
    when: Moment | None = None
    clear: tuple[str, ...] = ()


def edited(
    journal: Journal, old: Entry, changes: Changes, now: Moment, ends: time
) -> tuple[Entry, tuple[Finding, ...]]:
    """The entry as it is to be, and what to say of a dose, weighed as if it were written down now. Nothing is written.

    Args:
        journal: The journal.
        old: The entry as it is.
        changes: What is to be different.
        now: The moment of looking.
        ends: When a day ends by the wall clock.

    Raises:
        BadInput: Something that this kind of entry does not hold, or nothing would be left of it.
        WhichStrength: Tablets were counted, and which of several it was is open.
        UnknownMedicine: A name that nobody knows.
    """
    check_in, clear = changes.check_in, changes.clear
    _refuse_other_kinds(old, changes)
    new = replace(old, moment=changes.when or old.moment)
    findings: tuple[Finding, ...] = ()
    if isinstance(old.body, Mood):
        new = replace(new, body=_mood(old.body, check_in.mood, clear))
    elif isinstance(old.body, Treatment) and check_in.treatments:
        new = replace(new, body=check_in.treatments[0])
    elif isinstance(old.body, Intake):
        body, findings = _intake(journal, new, old.body, changes)
        new = replace(new, body=body)
        if changes.dose or changes.when is not None:
            findings += _weighed(journal, old, new, now, ends)
    new = replace(
        new,
        note="" if "note" in clear else check_in.note or old.note,
        tags=() if "tags" in clear else check_in.tags or old.tags,
        star="star" not in clear and (check_in.star or old.star),
    )
    if new.body in {None, Mood()} and not new.note:
        raise BadInput(f"nothing would be left of {old.name}", f"`oidtrack delete {old.name}` removes it")
    return new, findings


def _weighed(journal: Journal, old: Entry, new: Entry, now: Moment, ends: time) -> tuple[Finding, ...]:
    """What the rules say of a dose in the place of what stood there; nothing of one that was skipped."""
    body, day = new.body, new.moment.day
    if not isinstance(body, Intake) or body.state not in TAKEN:
        return ()
    plan = read_dose_plan(journal, ends)
    of = of_journal(body.medicine, tuple(one.prescription(day) for one in plan.on(day)))
    log = [entry for entry in doses_around(journal, body.medicine, day) if entry.id != old.id]
    return said_of(plan, log, of, new, now)


def keep_edited(journal: Journal, old: Entry, new: Entry, at_utc: int) -> Entry:
    """Write an entry in its own place; undo brings the old one back.

    Raises:
        NothingFound: It is gone.
        JournalError: It cannot be written.
    """
    with journal.writing("edit", at_utc) as writer:
        return replace_entry(writer, old.id, new)


def _refuse_other_kinds(old: Entry, changes: Changes) -> None:
    """A rating of a dose, a treatment of a mood: refused before anything else is done."""
    said = changes.check_in
    wrong = {
        "ratings, sleep, signs and symptoms": (said.mood != Mood() or bool(set(changes.clear) & set(_OF_MOOD)))
        and old.kind is not Kind.MOOD,
        "a treatment": bool(said.treatments) and old.kind is not Kind.TREATMENT,
        "a dose": bool(changes.dose) and old.kind is not Kind.DOSE,
        "a reason": (bool(changes.reason) or "reason" in changes.clear) and not _skipped(old),
    }
    for what, is_wrong in wrong.items():
        if is_wrong:
            kind = "dose that was taken" if old.kind is Kind.DOSE else f"{old.kind.value} entry"
            article = "an" if kind.startswith("a") else "a"
            raise BadInput(
                f"{old.name} is {article} {kind}; it holds no place for {what}", "`oidtrack log` writes another"
            )


def _skipped(entry: Entry) -> bool:
    return isinstance(entry.body, Intake) and entry.body.state is DoseState.SKIPPED


def _mood(old: Mood, said: Mood, clear: tuple[str, ...]) -> Mood:
    held = {**dict(old.ratings), **dict(said.ratings)}
    sleep = old.sleep_min if said.sleep_min is None else said.sleep_min
    return Mood(
        ratings=tuple((name, held[name]) for name in RATINGS if name in held and name not in clear),
        sleep_min=None if "sleep" in clear else sleep,
        signs=() if "signs" in clear else said.signs or old.signs,
        symptoms=() if "symptoms" in clear else said.symptoms or old.symptoms,
    )


def _intake(journal: Journal, entry: Entry, old: Intake, changes: Changes) -> tuple[Intake, tuple[Finding, ...]]:
    """The dose as it is to be: of another medicine it belongs to no planned time any more."""
    reason = "" if "reason" in changes.clear else changes.reason or old.reason
    if not changes.dose:
        return replace(old, reason=reason), ()
    mine = tuple(row.prescription for row in prescriptions_on(journal, entry.moment.day))
    planned = [] if old.planned is None else [(old.medicine, old.planned)]
    dose = understood(changes.dose, mine, planned)
    if dose.of.name == old.medicine:
        return replace(old, amount=dose.amount, reason=reason), dose.doubts
    if old.state is DoseState.SKIPPED:
        raise BadInput(f"{entry.name} is a dose of {old.medicine} that was skipped", "`oidtrack log --skip` says more")
    return Intake(dose.of.name, dose.amount, DoseState.EXTRA), dose.doubts
