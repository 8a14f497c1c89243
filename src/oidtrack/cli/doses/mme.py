"""`oidtrack mme`: morphine milligram equivalents a day."""

from __future__ import annotations

from typing import Annotated

import typer

from oidtrack.cli.params import Several
from oidtrack.cli.session import Session
from oidtrack.errors import NothingFound
from oidtrack.render.doses.mme import SCHEMA, mme_body, mme_page
from oidtrack.services.doses.mme import Exposure, journal_mme, mme_of


def run(
    session: Session,
    dose: Annotated[Several, typer.Option("--dose", "-d", metavar="WORDS", help="A day's dose in words.")] = None,
) -> None:
    """Add up what a day's opioids come to in morphine milligram equivalents (MME).

    Without --dose: of the medicines in your journal. MME adds up risk; it is
    never a way to change from one opioid to another.

    Examples:
      oidtrack mme
      oidtrack mme --dose "oxycodone 10mg x6"
      oidtrack mme --dose "morphine er 30mg x2" --dose "fentanyl patch 25mcg/h"
    """
    exposure = mme_of(tuple(dose)) if dose else _of_journal(session)
    session.answer(
        SCHEMA, lambda: mme_body(exposure.mme, exposure.cautions), lambda: mme_page(exposure.mme, exposure.cautions)
    )


def _of_journal(session: Session) -> Exposure:
    with session.journal(create=False) as journal:
        exposure = journal_mme(journal, session.today)
    if not exposure.mme.items:
        raise NothingFound(
            "the journal holds no opioid that is taken daily", 'add one, or say --dose "oxycodone 10mg x6"'
        )
    return exposure
