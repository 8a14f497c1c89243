"""What was said so far in the guided plan, and what it comes to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from msgspec import Struct, field

from oidtrack.cli.plan.planned_for import planned_for
from oidtrack.cli.session import Session
from oidtrack.domain.medicine import Prescription
from oidtrack.errors import BadInput, NothingFound
from oidtrack.render.page.parts import inset
from oidtrack.services.medicines.prescribing import Described
from oidtrack.services.plan.background import Background
from oidtrack.services.plan.planning import TIME_TO_SHOW, Ask
from oidtrack.taper.speed import Wish


class Said(Struct):
    """What was said so far.

    Attributes:
        medicine: As the journal or the person names it.
        mine: Its row in the journal; None where it is described here.
        words: Options of `plan new` by name, without dashes.
        drop_first: Which times of day go first.
        start: First day of the first cut.
        wish: The pace that was chosen from the list.
    """

    medicine: str = ""
    mine: Prescription | None = None
    words: dict[str, str] = field(default_factory=dict)
    drop_first: tuple[str, ...] = ()
    start: date | None = None
    wish: Wish | None = None


AskOne = Callable[[Session, Said], bool]
"""A question: asks, reads, keeps. False where nothing needed to be asked; BadInput where it is to be asked again."""


def tell_fault(session: Session, error: BadInput) -> None:
    """Say what cannot be, on lines that fit."""
    session.tell(inset(error.in_line))


def described(session: Session, said: Said) -> tuple[Described, Background]:
    """The medicine as far as it was described, and what the journal knows of the person."""
    try:
        chosen, known = planned_for(session, said.medicine, said.words)
    except NothingFound as error:
        raise BadInput(error.message, error.hint) from None
    return chosen.described, known


def asked(session: Session, said: Said) -> Ask:
    """What a plan is asked for, but for the pace."""
    return Ask(wish=Wish(), start=said.start or session.today + TIME_TO_SHOW, drop_first=said.drop_first)
