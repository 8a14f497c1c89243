"""`oidtrack take`: a dose, now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from oidtrack.cli.doses.dosing import doses_at
from oidtrack.cli.journal.writing import agreed, weigh_said
from oidtrack.cli.params import Yes
from oidtrack.cli.session import Session
from oidtrack.cli.words.reading import Said, read_dose
from oidtrack.cli.words.when import When
from oidtrack.errors import BadInput, NothingFound
from oidtrack.render.journal.document import entry_body
from oidtrack.render.journal.entries import saved_page
from oidtrack.render.journal.taking import after_block, after_body, none_due_words, typed_dose
from oidtrack.render.page.machine import caution
from oidtrack.render.page.parts import Page
from oidtrack.rules.base import Severity
from oidtrack.services.doses.due import After, after, due
from oidtrack.services.doses.naming import Meant, named
from oidtrack.services.journal.record import CheckIn, save

if TYPE_CHECKING:
    from oidtrack.domain.journal import Entry
    from oidtrack.services.doses.intakes import Weighed

SCHEMA = "oidtrack/take/1"


def run(
    session: Session,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[MEDICINE [AMOUNT]]", help="Such as oxycodone 5mg; else the planned dose."),
    ] = None,
    yes: Yes = False,
) -> None:
    """Write down a dose that you take now: the planned one, or one that you name.

    Alone it is the planned dose whose time has come, or comes within the hour;
    with a medicine, the planned one of that. With an amount it is the same as
    `oidtrack log --dose`. It says what comes next, and when as much may be
    taken again where your medicine has an interval; it never makes one up, and
    says nothing of it beside a caution that asks for help.

    Examples:
      oidtrack take
      oidtrack take oxycodone
      oidtrack take ibuprofen 400mg
    """
    text = " ".join(words or ())
    only = _medicine(session, text) if text else None
    weighed = _planned(session, only) if only is not None or not text else _typed(session, text)
    if not agreed(session, weighed, yes=yes):
        return
    with session.journal() as journal:
        saved = save(journal, weighed.entries, session.at_utc)
        grave = any(found.severity.rank >= Severity.ACT.rank for found in weighed.findings)
        then = After() if grave else after(journal, doses_at(session, _now(session), journal), saved[-1])
    _show(session, saved, weighed, then)


def _now(session: Session) -> When:
    return When(session.now, has_time=True)


def _medicine(session: Session, text: str) -> Meant | None:
    """The medicine of the journal that is named without an amount; None where the words say more, or something else."""
    with session.journal_if_any() as journal:
        return None if journal is None else named(text, doses_at(session, _now(session), journal).mine)


def _planned(session: Session, medicine: Meant | None) -> Weighed:
    """The planned dose that is due, weighed.

    Raises:
        NothingFound: None is, or it was written down already.
        BadInput: The medicine that was named has no times, so that it is not known how much was taken.
    """
    with session.journal(create=False) as journal:
        doses = doses_at(session, _now(session), journal)
        if medicine is not None and medicine.prescription is not None and not medicine.prescription.doses:
            raise BadInput(
                f"how much {medicine.name} it was is missing: it has no planned times",
                f"for example oidtrack take {medicine.name} 400mg",
            )
        found = due(doses, medicine)
        if found.dose is None:
            raise NothingFound(none_due_words(found, session.now), typed_dose(found.coming))
        doses.take_now(found.dose)
        return doses.weighed()


def _typed(session: Session, text: str) -> Weighed:
    """A dose as typed, weighed as `log --dose` weighs it."""
    when = _now(session)
    return weigh_said(session, Said(CheckIn(), when, (read_dose(text, when, session, dated=False),)))


def _show(session: Session, saved: tuple[Entry, ...], weighed: Weighed, then: After) -> None:
    cautions = [caution(found) for found in weighed.findings]
    session.answer(
        SCHEMA,
        lambda: {"entries": [entry_body(entry) for entry in saved], "cautions": cautions, **after_body(then)},
        lambda: Page((saved_page(saved), after_block(then, saved[-1])), full=True),
    )
