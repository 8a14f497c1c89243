"""`plan enter` by questions: a prescriber's steps typed one by one, and weighed as a table of them is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time

from msgspec import Struct, field
from msgspec.structs import replace

from oidtrack.cli.asking.asking import Stopped, read_yes_or_no
from oidtrack.cli.asking.explaining import TIMES
from oidtrack.cli.asking.questions import Back, ask
from oidtrack.cli.plan.planned_for import planned_for
from oidtrack.cli.session import Session
from oidtrack.cli.words.clock import parse_times
from oidtrack.cli.words.when import parse_day
from oidtrack.domain.dose import amount_text, printable, typed
from oidtrack.domain.journal import day_words
from oidtrack.domain.medicine import Release
from oidtrack.errors import BadInput, Refused
from oidtrack.render.page.parts import Block, Verbatim, Words, inset
from oidtrack.services.doses.words import read_dose
from oidtrack.services.journal.profile import load_profile
from oidtrack.services.plan.background import Background
from oidtrack.services.plan.entering import NEVER_BROKEN, Entered, read_table
from oidtrack.services.plan.entering import enter as entered_from
from oidtrack.services.plan.planning import Chosen

_FIRST_DAY = "The day on which that dose is taken for the first time: 2026-12-01, mon, tomorrow."
_AMOUNT = "What is taken at that time: 25, or tablets: 2 x 10 + 1 x 5, 1/2 x 5. 0 or Enter is none. A patch in mcg/h."
_EVERY = "1 or Enter: each day. 2: a day with it, a day without, as some plans end."
_WHOSE = (
    "The name of who prescribes. With a name the steps are your plan from now on; without one they are kept to look at."
)
_JUST_THIS = "y keeps them exactly so, under that name; n or Enter keeps nothing and shows what you typed."
_BEGIN = Words(
    "The steps as they were written for you, from the first on. A dose is typed in mg, or as tablets: 2 x 5, or"
    " 20 + 1/2 x 5; 0 or Enter is none. b goes one back, ? explains, q stops and keeps no step."
)


class Row(Struct, frozen=True):
    """One step: its first day, the dose at each time as a table has it, and `2` for a dose on every other day."""

    first: date
    cells: tuple[str, ...]
    every: str = ""

    @property
    def stops(self) -> bool:
        """Whether nothing is taken from that day on."""
        return not any(cell != "0" for cell in self.cells)


class Steps(Struct):
    """The steps so far.

    Attributes:
        session: Who is asked.
        chosen: The medicine, and the plan that an agreement would end.
        known: What the journal knows of the person.
        times: The times of day of the steps.
        rows: Each step.
    """

    session: Session
    chosen: Chosen
    known: Background
    times: tuple[time, ...] = ()
    rows: list[Row] = field(default_factory=list)

    @property
    def release(self) -> Release:
        """Of the medicine."""
        return self.chosen.described.prescription.release

    @property
    def table(self) -> str:
        """The steps as a file has them."""
        head = ["date", *(f"{at.hour}:{at:%M}" for at in self.times), "every"]
        lines = [head, *([f"{row.first}", *row.cells, row.every] for row in self.rows)]
        return "".join(",".join(line) + "\n" for line in lines)

    def entered(self, agreed_with: str = "", accept: tuple[str, ...] = ()) -> Entered:
        """The plan of the steps so far, as `plan enter FILE` weighs it."""
        table = read_table(self.table, self.release)
        return entered_from(self.chosen.described, table, self.known, self.session.today, agreed_with, accept)


def type_steps(session: Session, medicine: str, words: Mapping[str, str | None]) -> tuple[Steps, str]:
    """Ask for every step and for whose they are.

    Args:
        session: Who is asked.
        medicine: As typed; empty for the one opioid of the journal.
        words: Describing options, as `planned_for` takes them.

    Returns:
        The steps, and who wrote them; empty where nobody was named.

    Raises:
        Back: The person went back before the first question.
        Stopped: The person stopped.
    """
    steps = Steps(session, *planned_for(session, medicine, words))
    session.tell(_BEGIN)
    _ask_times(steps)
    _ask_steps(steps)
    return steps, ask_whose(steps)


def ask_whose(steps: Steps) -> str:
    """Ask for who wrote the steps; going back asks for the last of them again.

    Raises:
        Back: The person went back before the first question.
        Stopped: The person stopped.
    """
    while True:
        try:
            return _name(steps.session)
        except Back:
            _ask_last_again(steps)
            _ask_steps(steps)


def _ask_last_again(steps: Steps) -> None:
    steps.session.tell(f"  the step from {day_words(steps.rows.pop().first)} is asked again")


def _ask_times(steps: Steps) -> None:
    now = [dose.at for dose in steps.chosen.described.prescription.doses]
    if steps.release is Release.PATCH:
        steps.times = tuple(now[:1])
        return
    shown = ", ".join(f"{at.hour}:{at:%M}" for at in now)
    said = ask(f"At which times of day is it taken in this plan? [Enter: {shown}]", TIMES, read=_different_times)
    steps.times = tuple(sorted(parse_times(said))) if said else tuple(now)


def _ask_steps(steps: Steps) -> None:
    """Ask for one step after the other, up to the last; one that cannot be is asked again."""
    while True:
        try:
            row = _one_step(steps)
        except Back:
            if not steps.rows:
                _ask_times(steps)
            else:
                _ask_last_again(steps)
            continue
        if row is None:
            return
        steps.rows.append(row)
        try:
            plan = steps.entered().plan
        except (BadInput, Refused) as error:
            steps.rows.pop()
            steps.session.tell(inset(error.in_line))
            continue
        if row.stops:
            steps.session.tell(f"  stops on {day_words(row.first)}")
            return
        daily = amount_text(plan.unit, plan.steps[-1].daily)
        steps.session.tell(f"  step {len(steps.rows)}, from {day_words(row.first)}: {daily}{plan.release.a_day}")


def _one_step(steps: Steps) -> Row | None:
    """The first day and the doses; None where there is no step more."""
    session, n = steps.session, len(steps.rows) + 1
    words = "From which day does the first step hold? (2026-12-01, mon, tomorrow)"
    if steps.rows:
        words = f"From which day does step {n} hold, or the stop? [Enter: that was the last]"
    said = ask(words, _FIRST_DAY, read=lambda text: _day(steps, text))
    if not said:
        if not steps.rows:
            raise Stopped
        return None
    day, cells = _day(steps, said), list[str]()
    session.tell(f"  {day_words(day)}")
    while True:
        try:
            if len(cells) < len(steps.times):
                cells.append(_ask_cell(steps, steps.times[len(cells)]))
                continue
            row = Row(day, tuple(cells))
            return replace(row, every=_every()) if _may_alternate(steps, row) else row
        except Back:
            if not cells:
                return _one_step(steps)
            cells.pop()


def _ask_cell(steps: Steps, at: time) -> str:
    asked = f"  {at:%H:%M}, how much?" if steps.release is not Release.PATCH else "  Which patch, in mcg/h?"
    return _cell(steps, ask(asked, _AMOUNT, read=lambda text: _cell(steps, text)))


def _may_alternate(steps: Steps, row: Row) -> bool:
    """Whether a dose on every other day may be meant: late in a plan, of one dose a day."""
    single = sum(1 for cell in row.cells if cell != "0") == 1
    return bool(steps.rows) and single and steps.release is Release.IR


def _every() -> str:
    return ask("  On every day? [Enter: yes; 2: on every other day]", _EVERY, "12", read=_one_or_two).strip("1")


def _one_or_two(text: str) -> None:
    if text not in {"1", "2"}:
        raise BadInput("1 or 2 is meant")


def _name(session: Session) -> str:
    """Who wrote the steps; a name puts them in force."""
    with session.journal(create=False) as journal:
        known = load_profile(journal).prescriber or ""
    shown = f" ({printable(known)})" if known else ""
    words = f"Who wrote these steps for you? A name puts them in force{shown}. [Enter: keep them as a draft]"
    return ask(words, _WHOSE)


def settle(steps: Steps, agreed_with: str) -> Entered:
    """The plan of all steps; what breaks a law is said and kept only after a yes, for a prescriber.

    Raises:
        Back: The person wants to say anew who wrote it.
        BadInput: It holds no step.
        Refused: It is refused whoever wrote it.
    """
    found, session = steps.entered(agreed_with), steps.session
    left = [rule for rule in found.to_accept if rule not in NEVER_BROKEN]
    if not agreed_with or not left or len(left) < len(found.to_accept):
        return found
    session.tell(Block(("These steps go beyond limits that every plan made here keeps:", *found.broken)))
    words = f"Did {printable(agreed_with)} write just this, and is it to be kept so? [y/n]"
    try:
        answer = ask(words, _JUST_THIS, "yn", read=read_yes_or_no)
    except Stopped:
        answer = ""
    return steps.entered(agreed_with, tuple(left)) if answer and read_yes_or_no(answer) else found


def tell_table(steps: Steps) -> None:
    """The steps as a table that can be kept in a file, so that nothing that was typed is lost."""
    steps.session.tell(Block(("What you typed, as a file for `oidtrack plan enter FILE`:", Verbatim(steps.table))))


def _different_times(text: str) -> tuple[time, ...]:
    times = parse_times(text)
    if len(set(times)) != len(times):
        raise BadInput("the same time stands twice", "give each time once")
    return times


def _day(steps: Steps, text: str) -> date:
    """A first day: today at the soonest, and after the step before."""
    day = parse_day(text, steps.session, future=True)
    least = steps.rows[-1].first if steps.rows else None
    if day < steps.session.today:
        raise BadInput(f"{day_words(day)} is over", "a plan begins today at the soonest")
    if least is not None and day <= least:
        raise BadInput(f"{day_words(day)} does not follow {day_words(least)}", "each step begins after the one before")
    return day


def _cell(steps: Steps, text: str) -> str:
    """A dose as a table has it: milligrams, or tablets times strength, several with a plus between."""
    words = text.strip().lower()
    if words in {"", "0", "none", "-"}:
        return "0"
    name = steps.chosen.described.prescription.medicine
    patch = steps.release is Release.PATCH
    parts = [read_dose(f"{name} {part.strip()}", (name,)).amount(patch=patch) for part in words.split("+")]
    total = sum(part.thousandths for part in parts)
    return typed(type(parts[0])(total).shown)
