"""`oidtrack med refill` and `med stock`: what is at home, and how far it reaches. Naloxone and its expiry."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from typing import Annotated

import typer

from oidtrack.cli.medicines.describing import NameWords
from oidtrack.cli.params import Several
from oidtrack.cli.session import Session
from oidtrack.cli.words.when import at_slot, parse_day, parse_when
from oidtrack.domain.dose import parse_number, printable
from oidtrack.domain.journal import moment
from oidtrack.domain.stock import StockKind
from oidtrack.errors import BadInput, NothingFound
from oidtrack.render.medicines.stock import SCHEMA, stock_body, stock_page
from oidtrack.render.page.parts import Page
from oidtrack.services.medicines import stocking
from oidtrack.services.medicines.each_time import read_amount
from oidtrack.services.medicines.medicines import current, find
from oidtrack.services.medicines.stock_at_home import AtHome, at_home
from oidtrack.services.medicines.stocking import NALOXONE, Pieces
from oidtrack.services.opening import Journal

_HINT = "for example --strength 10mg=60"


def refill(
    session: Session,
    names: NameWords,
    strength: Annotated[Several, typer.Option(metavar="10mg=60", help="Fetched; may be given several times.")] = None,
    counted: Annotated[Several, typer.Option(metavar="10mg=42", help="All that is there now, as counted.")] = None,
    on: Annotated[str, typer.Option("--on", metavar="WHEN", help="A day or a moment; else now.")] = "",
    expires: Annotated[str, typer.Option("--expires", metavar="DATE", help="Last day on which it is good.")] = "",
) -> None:
    """Write down what was fetched, or counted at home.

    What was fetched is added; a count replaces what was known of that strength.
    Of a day without a time the doses of that day still come out of it. A liquid
    is counted in millilitres: liquid=250.

    Examples:
      oidtrack med refill oxycodone --strength 10mg=60 --strength 5mg=30
      oidtrack med refill oxycodone --counted 10mg=42
      oidtrack med refill naloxone --expires 2028-06-30
    """
    said = [Pieces(StockKind.REFILL, *read_pieces(word)) for text in strength or () for word in text.split(",")]
    said += [Pieces(StockKind.COUNTED, *read_pieces(word)) for text in counted or () for word in text.split(",")]
    good_until = parse_day(expires, session, future=True) if expires else None
    if not said:
        if good_until is None:
            raise BadInput("how many is missing", _HINT)
        said = [Pieces(StockKind.REFILL, None, Fraction(1))]
    when = moment(_moment(on, session), session.day_ends_at)
    with session.journal(create=False) as journal:
        row = find(journal, " ".join(names), session.today)
        stocking.stock_up(journal, row, said, when, good_until, session.at_utc)
        found = _of(journal, session, row.prescription.medicine)
    _show(session, found, "Saved.")


def stock(
    session: Session,
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="One medicine; else all.")] = "",
) -> None:
    """What is left at home, and the day on which it runs out.

    It is worked out from what was fetched or counted and from what was taken
    since. On days without a word the planned doses count as taken.

    Examples:
      oidtrack med stock
      oidtrack med stock oxycodone --json
    """
    with session.journal(create=False) as journal:
        found = _of(journal, session, " ".join(name.lower().split()))
        hint = "" if found else _first_count(journal, session, name)
    if not found:
        what = f"nothing of '{printable(name)}'" if name else "nothing"
        raise NothingFound(f"{what} was counted so far", hint)
    _show(session, found, "")


def _first_count(journal: Journal, session: Session, name: str) -> str:
    """A count that can be typed as it stands, of the medicine that was asked about or of the first there is."""
    try:
        row = find(journal, name, session.today) if name else current(journal, session.today)[0]
    except (BadInput, NothingFound) as error:
        return error.hint
    return f"oidtrack med refill {row.name} --counted {stocking.example(row, 42)}"


def is_naloxone(name: str) -> bool:
    """Whether a name stands for naloxone by itself."""
    return name.strip().lower() in {NALOXONE, "narcan"}


def add_naloxone(session: Session, name: str, expires: str) -> None:
    """Write down that naloxone is at home.

    Raises:
        BadInput: Another medicine with an expiry.
    """
    if not is_naloxone(name):
        hint = f"oidtrack med refill {printable(name)} --strength 10mg=60 --expires {expires}"
        raise BadInput("--expires goes with naloxone, or with a refill", hint)
    good_until = parse_day(expires, session, future=True) if expires else None
    with session.journal() as journal:
        stocking.add_naloxone(journal, moment(session.now, session.day_ends_at), good_until, session.at_utc)
        found = _of(journal, session, NALOXONE)
    said = "Saved, in your profile too. Tell somebody at home where it lies."
    _show(session, found, said)


def read_pieces(word: str) -> tuple[Fraction | None, Fraction]:
    """Read `10mg=60`, `liquid=250` or `42`: the strength (0 for a liquid) and how many."""
    name, equals, count = word.lower().rpartition("=")
    strength = Fraction(0) if name.strip() == "liquid" else read_amount(name.strip(), _HINT) if equals else None
    number = count.strip().removesuffix("ml").strip()
    if not number:
        raise BadInput(f"'{printable(word.strip())}' does not say how many", _HINT)
    return strength, parse_number(number)


def _moment(text: str, session: Session) -> datetime:
    """Now, the moment that was named, or the begin of a day that was named."""
    if not text:
        return session.now
    when = parse_when(text, session)
    at = when.at if when.has_time else at_slot(parse_day(text, session), session.day_ends_at, session)
    if at > session.now:
        raise BadInput(f"{printable(text)} lies ahead", "write it down when you have it")
    return at


def _of(journal: Journal, session: Session, medicine: str) -> tuple[AtHome, ...]:
    found = at_home(journal, session.now, session.day_ends_at)
    return tuple(one for one in found if not medicine or one.medicine == medicine)


def _show(session: Session, found: tuple[AtHome, ...], said: str) -> None:
    session.answer(SCHEMA, lambda: stock_body(found), lambda: Page((stock_page(found, session.today), said), full=True))
