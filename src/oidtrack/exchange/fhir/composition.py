"""What stands in front of a bundle that is a document: who made it of which days, and what is in it, in order.

The sections that an International Patient Summary begins with come first, in its order; what the journal does not
know is said to be unknown and not left out. It is no such summary: that asks for codes which a journal does not have.

Source:
    HL7 FHIR R4 (4.0.1): Composition. HL7 International Patient Summary 2.0.0: order and codes of sections.
"""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from oidtrack.exchange.fhir.datatypes import LOINC, TERMS, Resource, coded, narrative, reference

_MEDICINES = ("10160-0", "History of Medication use Narrative")
_ALLERGIES = ("48765-2", "Allergies and adverse reactions Document")
_PROBLEMS = ("11450-4", "Problem list - Reported")
_NOTE = ("51855-5", "Patient Note")
_REASONS = f"{TERMS}/list-empty-reason"
_NOT_ASKED = ("notasked", "Not Asked")
_NONE_HERE = ("unavailable", "Unavailable")


class Contents(Struct, frozen=True):
    """What a document holds.

    Attributes:
        first: First day that it tells of.
        last: Last day.
        medicines: Ids of what is said of medicines.
        medicine_words: The same for people to read, a line each.
        answers: Ids of questionnaires and their scores.
        answer_words: The same for people to read.
        ratings: Ids of ratings.
    """

    first: date
    last: date
    medicines: tuple[str, ...]
    medicine_words: tuple[str, ...]
    answers: tuple[str, ...]
    answer_words: tuple[str, ...]
    ratings: tuple[str, ...]


def composition(contents: Contents, person: str, made: datetime) -> Resource:
    """The Composition of a document that `person` made of their own journal."""
    period = {"start": contents.first.isoformat(), "end": contents.last.isoformat()}
    return {
        "resourceType": "Composition",
        "status": "final",
        "type": coded(LOINC, *_NOTE),
        "subject": reference(person),
        "date": made.isoformat(timespec="seconds"),
        "author": [reference(person)],
        "title": f"Opioid and mood journal, {contents.first} to {contents.last}",
        "event": [{"period": period}],
        "section": [
            _section("Medicines", contents.medicines, contents.medicine_words, _MEDICINES),
            _empty("Allergies", "This journal does not ask for allergies.", _NOT_ASKED, _ALLERGIES),
            _empty("Problems", "This journal keeps no list of problems.", _NONE_HERE, _PROBLEMS),
            _section("Questionnaires and their scores", contents.answers, contents.answer_words),
            _section("Ratings by the person", contents.ratings, ()),
        ],
    }


def _section(
    title: str, names: tuple[str, ...], words: tuple[str, ...], code: tuple[str, str] | None = None
) -> Resource:
    if not names:
        return _empty(title, "Nothing of it is in the journal for these days.", _NONE_HERE, code)
    said = {"text": narrative(words)} if words else {}
    return {"title": title, **_code(code), **said, "entry": [reference(name) for name in names]}


def _empty(title: str, words: str, reason: tuple[str, str], code: tuple[str, str] | None) -> Resource:
    return {"title": title, **_code(code), "text": narrative([words]), "emptyReason": coded(_REASONS, *reason)}


def _code(code: tuple[str, str] | None) -> Resource:
    return {"code": coded(LOINC, *code)} if code else {}
