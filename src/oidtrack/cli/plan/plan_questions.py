"""The questions of the guided plan. Each reads its own answer, so that only what was wrong is asked again."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from oidtrack.cli.asking import explaining
from oidtrack.cli.asking.asking import read_yes_or_no
from oidtrack.cli.asking.questions import Back, ask
from oidtrack.cli.plan.plan_said import AskOne, Said, asked, described, tell_fault
from oidtrack.cli.session import Session
from oidtrack.cli.words.clock import parse_times
from oidtrack.cli.words.lengths import days_of
from oidtrack.cli.words.when import parse_day
from oidtrack.clinical import catalogue
from oidtrack.domain.dose import plain
from oidtrack.domain.journal import day_words
from oidtrack.domain.medicine import Form, Product, Release, ScheduledDose, daily_amount
from oidtrack.errors import BadInput, DoseNotMakeable, Refused, UnknownMedicine
from oidtrack.render.page.parts import Words
from oidtrack.render.plan.compare import compare_page
from oidtrack.services.medicines.doubting import above_plausible
from oidtrack.services.medicines.each_time import read_amounts, read_each_time, require_unit
from oidtrack.services.medicines.prescribing import dose_amount
from oidtrack.services.plan.comparing import compare
from oidtrack.services.plan.first_plan import by_the_clock, is_since_known, require_new
from oidtrack.services.plan.planning import TIME_TO_SHOW
from oidtrack.taper.speed import Chosen, Wish

TWO_DIGITS = 10


_WORST = {"1": ("midday", "evening"), "2": ("morning", "evening"), "3": ("midday", "morning")}
"""When it hurts most, and what may go first then: the dose of that time goes last."""


def _one_of(count: int) -> str:
    """The keys of so many choices; none where two digits may be needed."""
    return "123456789"[:count] if count < TWO_DIGITS else ""


def _medicine(session: Session, said: Said) -> bool:
    with session.journal_if_any() as journal:
        mine = by_the_clock(journal, session.today)
    said.medicine, said.mine, said.words = "", None, {}
    if not mine:
        _new_medicine(session, said)
        return True
    if len(mine) == 1:
        said.mine = mine[0]
    else:
        session.tell("Only one opioid comes down at a time. You and your prescriber choose which goes first.")
        for n, row in enumerate(mine, 1):
            session.tell(f"  {n}  {row.medicine} {row.release.value}")
        said.mine = mine[_number(ask("Which comes down first?", explaining.FIRST, _one_of(len(mine))), len(mine)) - 1]
    said.medicine = f"{said.mine.medicine} {said.mine.release.value}"
    return len(mine) > 1


def _new_medicine(session: Session, said: Said) -> None:
    name = ask("Which opioid do you take? (oxycodone, morphine er, fentanyl patch)", explaining.BOX, must=True)
    if not name:
        raise BadInput("a name is needed", "as it stands on the box")
    named = catalogue.recognise(name)
    if not named.facts.plannable:
        raise Refused(f"no taper of {named.facts.name} is proposed here", named.facts.referral, "prescriber")
    with session.journal_if_any() as journal:
        require_new(journal, named.facts.name, named.product.release, session.today)
    said.medicine = name


def _dose(_session: Session, said: Said) -> bool:
    """What is taken each time, where the journal does not hold it."""
    if said.mine is not None:
        return False
    patch = _is_patch(said)
    words = "How strong is the patch, in mcg/h? (50)" if patch else "How much each time, in mg? (30, or 30,20,30)"
    typed = ask(words, explaining.DOSE, must=True)
    if not typed:
        raise BadInput("an amount is needed", "for example 50" if patch else "for example 30, or 30,20,30")
    require_unit(read_each_time(typed).rate, patch=patch)
    said.words["dose"] = typed
    return True


def _times(_session: Session, said: Said) -> bool:
    said.words.pop("at", None)
    if said.mine is not None or _is_patch(said):
        return False
    typed = ask("At what times? (8:00,14:00,22:00 or 8,14,22)", explaining.TIMES, must=True)
    if not typed:
        raise BadInput("at least one time is needed", "for example 8,14,22")
    times = read_each_time(said.words["dose"]).at(parse_times(typed))
    if len(set(times)) != len(times):
        raise BadInput("the same time stands twice", "give each time once")
    said.words["at"] = typed
    return True


def _sure(session: Session, said: Said) -> bool:
    """Ask again about a daily amount that is hardly meant; a no leads back to the dose."""
    if said.mine is not None:
        return False
    named, typed = catalogue.recognise(said.medicine), read_each_time(said.words["dose"])
    times, amounts = typed.at(parse_times(said.words.get("at", "8"))), typed.amounts
    release = named.product.release
    each = amounts if len(amounts) == len(times) else amounts * len(times)
    try:
        doses = tuple(ScheduledDose(at, dose_amount(release, one)) for at, one in zip(times, each, strict=True))
        limit = above_plausible(named.facts, release, sum(one.amount.thousandths for one in doses))
    except BadInput as error:
        tell_fault(session, error)
        raise Back(_dose) from None
    daily = daily_amount(doses, release)
    if limit is None:
        return False
    answer = ask(f"{daily} a day is a lot. Is that right? [y/n]", explaining.A_LOT, "yn", read=read_yes_or_no)
    if not (answer and read_yes_or_no(answer)):
        raise Back(_dose)
    return False


def _length(session: Session, said: Said) -> bool:
    said.words.pop("since", None)
    with session.journal_if_any() as journal:
        if is_since_known(journal, session.today):
            return False
    word = ask("For about how many months have you taken opioids? [Enter: not known]", explaining.MONTHS)
    if word:
        days = days_of(word, "m")
        if days is None:
            raise BadInput("a number of months is meant", "for example 30, or 3 years")
        said.words["since"] = (session.today - timedelta(days=days)).isoformat()
    return True


def _worst(_session: Session, said: Said) -> bool:
    said.drop_first = ()
    times = len(said.mine.doses) if said.mine is not None else len(parse_times(said.words.get("at", "8")))
    if times == 1:
        return False
    word = ask("When does it hurt most? 1 morning, 2 midday, 3 evening [Enter: no matter]", explaining.HURTS, "123")
    if word and word not in _WORST:
        raise BadInput("1, 2 or 3 is meant")
    said.drop_first = _WORST.get(word, ())
    return True


def _strengths(session: Session, said: Said) -> bool:
    """Which tablets there are; the dose has to come out of them, with halves if need be."""
    said.words.pop("strengths", None)
    said.words.pop("halves", None)
    known = _known_strengths(said)
    if not known:
        return False
    unit = "mcg/h" if _is_patch(said) else "mg"
    typed = ask(f"Which strengths can you get? [Enter: {known.replace(',', ', ')} {unit}]", explaining.STRENGTHS)
    if typed:
        read_amounts(typed, "for example 5,10,20")
        said.words["strengths"] = typed
    try:
        described(session, said)
    except DoseNotMakeable as error:
        if not (_is_tablet(said) and _could_be_halves(session, said, typed or known)):
            raise error from None
    return True


def _could_be_halves(session: Session, said: Said, strengths: str) -> bool:
    """Whether the dose comes out of these strengths where all of them may be halved: the next question."""
    try:
        described(session, replace(said, words={**said.words, "strengths": strengths, "halves": strengths}))
    except BadInput:
        return False
    return True


def _halves(session: Session, said: Said) -> bool:
    said.words.pop("halves", None)
    if not (_known_strengths(said) and _is_tablet(said)):
        return False
    halves = ask("Which of them may be halved, as your pharmacist says? [Enter: as known]", explaining.HALVES)
    if halves:
        said.words["halves"] = halves
        said.words.setdefault("strengths", _known_strengths(said))
    described(session, said)
    return True


def _start(session: Session, said: Said) -> bool:
    default = session.today + TIME_TO_SHOW
    word = ask(f"When may the first cut be? [Enter: {day_words(default)}]", explaining.FIRST_CUT)
    day = parse_day(word, session, future=True) if word else default
    if day < session.today:
        raise BadInput(f"{day_words(day)} is over", "the first cut is today at the soonest")
    said.start = day
    return True


def _pace(session: Session, said: Said) -> bool:
    medicine, known = described(session, said)
    plans = compare(medicine, asked(session, said), known, session.today)
    session.tell("")
    session.tell(compare_page(plans, choosing=True))
    session.tell(Words(plans[0].pace.why))
    for n, plan in enumerate(plans, 1):
        pace = plan.pace
        words = f"{plain(pace.percent)} % of the {pace.basis.value} dose every {pace.every_days} days"
        session.tell(f"  {n}  {words}")
    while True:
        try:
            n = _number(ask("Which pace? [Enter: 1]", explaining.PACES, _one_of(len(plans))) or "1", len(plans))
        except BadInput as error:
            tell_fault(session, error)
        else:
            break
    pace = plans[n - 1].pace
    chosen = Wish(percent=pace.percent, every_days=pace.every_days, basis=pace.basis, chosen=Chosen.LIST)
    said.wish = Wish() if n == 1 else chosen
    return True


QUESTIONS: tuple[AskOne, ...] = (
    _medicine,
    _dose,
    _times,
    _sure,
    _length,
    _worst,
    _strengths,
    _halves,
    _start,
    _pace,
)


def _number(word: str, most: int) -> int:
    if not (word.isdecimal() and 1 <= int(word) <= most):
        raise BadInput(f"a number from 1 to {most} is meant")
    return int(word)


def _product(said: Said) -> Product | None:
    try:
        return catalogue.recognise(said.medicine).product
    except UnknownMedicine:
        return None


def _known_strengths(said: Said) -> str:
    """The strengths of the journal's row, else those that are sold, as they are typed; empty for a liquid alone."""
    if said.mine is not None:
        return ",".join(plain(one.amount.shown) for one in said.mine.makings.strengths)
    product = _product(said)
    return ",".join(plain(amount.shown) for amount in product.strengths) if product else ""


def _is_patch(said: Said) -> bool:
    product = _product(said)
    return product is not None and product.release is Release.PATCH


def _is_tablet(said: Said) -> bool:
    """Whether it is something that may be halved at all."""
    product = _product(said)
    if product is None:
        return said.mine is not None and said.mine.release is Release.IR
    return product.release is Release.IR and product.form is Form.TABLET
