"""The doses of `log`, handed to the service that weighs them."""

from __future__ import annotations

from oidtrack.cli.session import Session
from oidtrack.cli.words.reading import Said
from oidtrack.cli.words.when import When, at_slot
from oidtrack.errors import BadInput, NothingFound, WhichStrength
from oidtrack.services.doses.intakes import Clock, Doses, Open, Weighed
from oidtrack.services.journal.record import CheckIn
from oidtrack.services.opening import Journal


def weigh(session: Session, said: Said, journal: Journal | None) -> Weighed:
    """Doses, skips and `--taken` as entries, with what to say about them.

    Raises:
        BadInput: Words that are no dose, an amount that cannot be, a skip of what is not planned.
        WhichStrength: Tablets were counted, and which of several it was is open.
        UnknownMedicine: A name that neither the journal nor the facts know.
        NothingFound: `--taken` alone, and no planned dose is open.
    """
    doses = doses_at(session, said.when, journal)
    night = doses.last_night() if said.taken else ()
    for planned in night:
        doses.take_planned(planned)
    for skip in said.skips:
        doses.skip(*skip)
    for dose in said.doses:
        doses.take(*dose)  # before the rest of the plan: one that is named is not written twice
    if said.taken:
        still_open = open_so_far(session, said.when, doses, tonight=said.tonight)
        for planned in still_open:
            doses.take_planned(planned)
        if not (still_open or night):
            _say_none_open(session, said)
    return doses.weighed()


def _say_none_open(session: Session, said: Said) -> None:
    """Where `--taken` finds nothing to write down, and nothing else was said, that is an answer of its own."""
    if said.check_in == CheckIn(star=said.check_in.star) and not (said.doses or said.skips):
        raise NothingFound(
            "no planned dose is open so far", "for one still to come: --tonight; `oidtrack med list` shows the plan"
        )
    session.tell("No planned dose was open; the rest is written down.")


def ask_strength(said: Said, open_: WhichStrength) -> Said:
    """What was said, with the strength of one dose asked for.

    Raises:
        WhichStrength: There was no answer.
    """
    from oidtrack.cli.asking.asking import Stopped, answer

    listed = "\n".join(f"  {n}  {way}" for n, way in enumerate(open_.ways, 1))

    def chosen(line: str) -> str:
        if not (line.isdecimal() and len(line) <= len(open_.ways) and 1 <= int(line) <= len(open_.ways)):
            raise BadInput(f"a number from 1 to {len(open_.ways)} is meant", "Enter stops")
        return open_.ways[int(line) - 1]

    try:
        way = answer(f"{open_.message}\n{listed}\nWhich one?", chosen)
    except Stopped:
        way = None
    if way is None:
        raise open_
    doses = tuple(dose._replace(words=way) if dose.words == open_.words else dose for dose in said.doses)
    return said._replace(doses=doses)


def doses_at(session: Session, when: When, journal: Journal | None) -> Doses:
    """The doses around a moment, weighed by this session's clock."""
    clock = Clock(when.at, session.day_ends_at, lambda day, slot: at_slot(day, slot, session), session.now)
    return Doses(journal, clock)


def open_so_far(session: Session, when: When, doses: Doses, *, tonight: bool = False) -> tuple[Open, ...]:
    """Planned doses without an entry, up to a moment; of an earlier day without a time, or for tonight too, all."""
    whole_day = tonight or (not when.has_time and doses.day < session.today)
    return doses.open(doses.day, None if whole_day else when.at)
