"""The questions of the first evening, each with what it writes."""

from __future__ import annotations

from datetime import date, timedelta

from oidtrack.cli.asking.questions import Back, ask
from oidtrack.cli.help.start_asking import AskFirst, First
from oidtrack.cli.help.start_medicine import MEDICINE
from oidtrack.cli.journal.profile import read_fact, read_since
from oidtrack.cli.journal.writing import ask_evening
from oidtrack.cli.medicines.med_stock import read_pieces
from oidtrack.cli.plan.plan_enter import enter_by_questions
from oidtrack.cli.session import Session
from oidtrack.cli.words.lengths import days_of
from oidtrack.clinical.crisis import crisis_contacts
from oidtrack.domain.dose import printable
from oidtrack.domain.journal import dated, moment
from oidtrack.domain.stock import StockKind
from oidtrack.errors import LeftOff, Refused
from oidtrack.render.page.parts import inset
from oidtrack.services.dayplan import plans_in_force
from oidtrack.services.medicines import stocking
from oidtrack.services.medicines.stock_at_home import at_home
from oidtrack.services.medicines.stocking import Pieces
from oidtrack.services.plan.first_plan import is_since_known
from oidtrack.services.today.overview import today

_LONG = "From the first day on, with any opioid. It bears on how fast a plan may be: 3 years, 8 months, or a day."
_WHERE = "It decides which help lines `oidtrack crisis` names. It is kept on this computer."
_WHO = "It stands on your report. Leave it out where you want none there."
_COUNT = (
    "The tablets, patches or mL that you have now, each strength with its number. Then it can say when they run out."
)
_NALOXONE = "y or n; after a no one line says where to get it."
_STEPS = "y asks for the steps one by one, as they were written for you; n goes on, and nothing is proposed here."
_TONIGHT = "y asks for mood, sleep, pain and doses of today; n leaves it for later."


def _how_long(first: First) -> bool:
    with first.session.journal_if_any() as journal:
        if is_since_known(journal, first.session.today):
            return False
    words = "For about how long have you taken opioids? (3 years, 8 months, 2023-01-15)"
    said = ask(words, _LONG, read=lambda text: _since(first.session, text))
    if said:
        since = _since(first.session, said)
        first.save(f"opioids since about {dated(since)}", {"opioid_since": since})
    return True


def _country(first: First) -> bool:
    if first.profile.country is not None:
        return False
    guess = crisis_contacts(first.session.region)
    shown = f"{guess.country} is guessed from your language setting" if guess.country else "not known"
    words = f"In which country do you live, for help lines? Its name, or two letters: US. [Enter: {shown}]"
    said = ask(words, _WHERE, read=lambda text: read_fact(first.session, "country", text))
    if said:
        code = str(read_fact(first.session, "country", said))
        first.save(f"country {code}", {"country": code})
    found = crisis_contacts(first.profile.country or first.session.region)
    first.session.tell(f"  In a crisis, at any time: oidtrack crisis (first: {found.lines[0].number})")
    return True


def _prescriber(first: First) -> bool:
    if first.profile.prescriber is not None:
        return False
    said = ask("Who prescribes it? A name.", _WHO, read=lambda text: read_fact(first.session, "prescriber", text))
    if said:
        name = str(read_fact(first.session, "prescriber", said))
        first.save(f"prescriber {printable(name)}", {"prescriber": name})
    return True


def _at_home(first: First) -> bool:
    """What was counted at home of the medicine; each strength once."""
    row, session = first.opioid(), first.session
    if row is None:
        return False
    name = row.prescription.medicine
    with session.journal(create=False) as journal:
        if any(one.medicine == name for one in at_home(journal, session.now, session.day_ends_at)):
            return False
    words = f"How many of {name} are at home? (for example {stocking.example(row, 42)}; several with commas)"
    said = ask(words, _COUNT, read=_pieces)
    if said:
        when = moment(session.now, session.day_ends_at)
        with session.journal(create=False) as journal:
            stocking.stock_up(journal, row, _pieces(said), when, None, session.at_utc)
        first.keep(f"{name} at home: {printable(said)}")
    return True


def _naloxone(first: First) -> bool:
    if first.profile.naloxone is not None:
        return False
    answer = first.yes_or_no("Is naloxone at home, the spray or injection against an overdose?", _NALOXONE)
    if answer is not None:
        first.save("naloxone at home" if answer else "no naloxone at home yet", {"naloxone": answer})
        if not answer:
            first.session.tell("  A pharmacist can help. Why it matters: oidtrack guide naloxone")
    return True


def _plan(first: First) -> bool:
    """The prescriber's own steps; without them nothing is proposed here."""
    session = first.session
    if first.opioid() is None:
        return False
    with session.journal(create=False) as journal:
        if plans_in_force(journal):
            return False
    answer = first.yes_or_no("Has your prescriber given you a plan for coming down, step by step?", _STEPS)
    if answer:
        try:
            first.keep(f"plan {enter_by_questions(session).name}")
        except Back:
            return _plan(first)
        except Refused as refusal:
            session.tell(inset(f"Not kept: {refusal.message}", f"Later: oidtrack plan enter. {refusal.hint}"))
    elif answer is False:
        session.tell("  A draft to talk about, whenever you like: oidtrack plan")
    return True


def _evening(first: First) -> bool:
    session = first.session
    with session.journal_if_any() as journal:
        last = today(journal, session.now, session.day_ends_at).last_check_in
    if last is not None and last.day == session.today:
        return False
    if first.yes_or_no("And tonight? The evening entry takes half a minute.", _TONIGHT):
        try:
            ask_evening(session)
        except LeftOff:
            session.tell("  Left out. Whenever you like: oidtrack log")
    return True


QUESTIONS: tuple[AskFirst, ...] = (
    *MEDICINE,
    _how_long,
    _country,
    _prescriber,
    _at_home,
    _naloxone,
    _plan,
    _evening,
)


def _since(session: Session, text: str) -> date:
    """The first day of a length of time, or a day."""
    is_year = len(text.strip()) > 2 and text.strip().isdecimal()  # noqa: PLR2004 - 2023 is no number of years
    days = None if is_year else days_of(text, "y")
    return read_since(session, text) if days is None else session.today - timedelta(days=days)


def _pieces(text: str) -> list[Pieces]:
    return [Pieces(StockKind.COUNTED, *read_pieces(word)) for word in text.split(",")]
