"""`oidtrack plan` alone, with no plan yet: a conversation that ends in a draft, with the other paces beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import typer

from oidtrack.cli import asking
from oidtrack.cli.params import numbers
from oidtrack.cli.planned_for import planned_for
from oidtrack.cli.session import Session
from oidtrack.cli.when import parse_day
from oidtrack.clinical import catalogue
from oidtrack.domain.dose import plain
from oidtrack.domain.medicine import Prescription, Role
from oidtrack.errors import BadInput, NothingFound
from oidtrack.render.compare_page import compare_page
from oidtrack.render.finding_page import findings_page
from oidtrack.render.layout import day_words
from oidtrack.render.plan_page import plan_page
from oidtrack.render.smoother_page import smoother_page
from oidtrack.services.comparing import compare
from oidtrack.services.planning import TIME_TO_SHOW, Ask, Background, keep, opioid_since, propose
from oidtrack.services.prescribing import Described
from oidtrack.services.smoothing import smoother_ways
from oidtrack.store.medicines import prescriptions_on
from oidtrack.taper.pace import Pace
from oidtrack.taper.plan import Plan
from oidtrack.taper.speed import Wish

MONTH_DAYS = 30
LONGEST_MONTHS = 720
BACK = "b"

_WORST = {"1": ("midday", "evening"), "2": ("morning", "evening"), "3": ("midday", "morning")}
"""When it hurts most, and what may go first then: the dose of that time goes last."""


@dataclass(slots=True)
class Said:
    """What was said so far. `words` are options of `plan new` by name."""

    medicine: str = ""
    words: dict[str, str] = field(default_factory=dict)
    drop_first: tuple[str, ...] = ()
    start: date | None = None
    pace: Pace | None = None


class _Back(Exception):
    """The person wants the question before."""


def guided(session: Session) -> None:
    """Ask, draft, keep the draft and show it.

    Raises:
        typer.Abort: The person stopped; nothing is kept.
    """
    session.tell(
        "A few questions, then a draft for you and your prescriber. Enter takes what is shown,\n"
        "b goes one back, Ctrl-C stops and keeps nothing.\n"
    )
    said = Said()
    try:
        _ask_all(session, said)
    except asking.Stopped:
        raise typer.Abort from None
    described, known = _described(session, said)
    pace = said.pace
    assert pace is not None  # the last question but one asks for it
    wish = Wish(percent=pace.percent, every_days=pace.every_days, basis=pace.basis)
    proposal = propose(described, replace(_ask(session, said), wish=wish), known, session.today)
    assert proposal.plan is not None  # it was among the allowed ones
    with session.journal() as journal:
        plan = keep(journal, proposal.plan, session.at_utc)
    ways = smoother_ways(plan)
    asked = [smoother_page(ways, plan.unit)] if ways else []
    others = "The other paces beside it: oidtrack plan compare. To agree: oidtrack plan agree\n"
    session.page("\n".join([plan_page(plan), *asked, findings_page(proposal.cautions), others]))


def _ask_all(session: Session, said: Said) -> None:
    """Every question in turn; one that needs no asking says so by returning False."""
    questions: tuple[Callable[[Session, Said], bool], ...] = (
        _medicine,
        _dose,
        _length,
        _worst,
        _strengths,
        _start,
        _pace,
    )
    n, asked = 0, list[int]()
    while n < len(questions):
        try:
            if questions[n](session, said):
                asked.append(n)
            n += 1
        except _Back:
            n = asked.pop() if asked else 0
        except BadInput as error:
            session.tell(f"  {error.message}{f'; {error.hint}' if error.hint else ''}")
            n = asked[-1] if n == len(questions) - 1 and asked else n


def _text(question: str) -> str:
    line = asking.text(question)
    if line.lower() == BACK:
        raise _Back
    return line


def _opioids(session: Session) -> tuple[Prescription, ...]:
    journal = session.journal_if_any()
    if journal is None:
        return ()
    with journal:
        rows = (row.prescription for row in prescriptions_on(journal, session.today))
        return tuple(row for row in rows if row.role is Role.OPIOID and row.doses)


def _medicine(session: Session, said: Said) -> bool:
    mine = _opioids(session)
    said.medicine, said.words = "", {}
    if len(mine) == 1:
        said.medicine = f"{mine[0].medicine} {mine[0].release.value}"
        return False
    if not mine:
        said.medicine = _text("Which opioid do you take? (oxycodone, morphine er, fentanyl patch)")
        if not said.medicine:
            raise BadInput("a name is needed", "as it stands on the box")
        catalogue.recognise(said.medicine)
        return True
    session.tell("One opioid comes down while the other stays as it is. Which goes first is your choice.")
    for n, row in enumerate(mine, 1):
        session.tell(f"  {n}  {row.medicine} {row.release.value}")
    word = _text("Which comes down first?")
    if not (word.isdecimal() and 1 <= int(word) <= len(mine)):
        raise BadInput(f"a number from 1 to {len(mine)} is meant")
    chosen = mine[int(word) - 1]
    said.medicine = f"{chosen.medicine} {chosen.release.value}"
    return True


def _dose(session: Session, said: Said) -> bool:
    """What is taken, where the journal does not hold it."""
    if _opioids(session):
        return False
    dose = _text("How much each time, in mg? (30, or 30,20,30)")
    numbers(dose, "the dose")
    at = _text("At what times? (8:00,14:00,22:00)")
    said.words |= {"dose": dose, "at": at}
    _described(session, said)
    return True


def _length(session: Session, said: Said) -> bool:
    said.words.pop("since", None)
    described, known = _described(session, said)
    if opioid_since(described.prescription, known, session.today) is not None:
        return False
    word = _text("For about how many months have you taken opioids? [Enter: not known]")
    if word:
        if not (word.isdecimal() and int(word) <= LONGEST_MONTHS):
            raise BadInput("a number of months is meant", "for example 30")
        said.words["since"] = (session.today - timedelta(days=MONTH_DAYS * int(word))).isoformat()
    return True


def _worst(session: Session, said: Said) -> bool:
    described, _ = _described(session, said)
    said.drop_first = ()
    if len(described.prescription.doses) == 1:
        return False
    word = _text("When does it hurt most? 1 morning, 2 midday, 3 evening or night [Enter: no matter]")
    if word and word not in _WORST:
        raise BadInput("1, 2 or 3 is meant")
    said.drop_first = _WORST.get(word, ())
    return True


def _strengths(session: Session, said: Said) -> bool:
    for name in ("strengths", "halves"):
        said.words.pop(name, None)
    described, _ = _described(session, said)
    makings = described.prescription.makings
    if not makings.strengths:
        return False
    shown = ", ".join(str(strength.amount) for strength in makings.strengths)
    typed = _text(f"Which strengths can you get? [Enter: {shown}]")
    if typed:
        said.words["strengths"] = typed
    halves = _text("Which of them may be halved, as your pharmacist says? [Enter: as known]")
    if halves:
        said.words["halves"] = halves
    _described(session, said)
    return True


def _start(session: Session, said: Said) -> bool:
    default = session.today + TIME_TO_SHOW
    word = _text(f"When may the first cut be? [Enter: {day_words(default)}]")
    said.start = parse_day(word, session, future=True) if word else default
    return True


def _pace(session: Session, said: Said) -> bool:
    described, known = _described(session, said)
    plans = compare(described, _ask(session, said), known, session.today)
    session.tell("\n" + compare_page(plans))
    session.tell(f"{plans[0].pace.why}\n")
    for n, plan in enumerate(plans, 1):
        session.tell(f"  {n}  {_words(plan)}")
    word = _text("Which pace? [Enter: 1]") or "1"
    if not (word.isdecimal() and 1 <= int(word) <= len(plans)):
        session.tell(f"  a number from 1 to {len(plans)} is meant")
        return _pace(session, said)
    said.pace = plans[int(word) - 1].pace
    return True


def _words(plan: Plan) -> str:
    return f"{plain(plan.pace.percent)} % of the {plan.pace.basis.value} dose every {plan.pace.every_days} days"


def _ask(session: Session, said: Said) -> Ask:
    return Ask(wish=Wish(), start=said.start or session.today + TIME_TO_SHOW, drop_first=said.drop_first)


def _described(session: Session, said: Said) -> tuple[Described, Background]:
    try:
        chosen, known = planned_for(session, said.medicine, {"dose": "", **said.words})
    except NothingFound as error:
        raise BadInput(error.message, error.hint) from None
    return chosen.described, known
