"""The card of today as a page."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from oidtrack.domain.dose import amount_text, plain, printable
from oidtrack.domain.journal import Intake, day_words
from oidtrack.render.medicines.stock import reach_words
from oidtrack.render.page.parts import Block, Heading, Item, Page, Part, Table, Tone, Words, cells, labelled
from oidtrack.render.page.tones import TONES
from oidtrack.rules.base import Severity
from oidtrack.rules.gate import Decision
from oidtrack.services.plan.gating import Gate, daily_before
from oidtrack.services.today.card import ExtraDose, NextChange, Nudge, TodayCard
from oidtrack.taper.days.matching import Became, Match
from oidtrack.taper.plan import Plan, Status, daily_on, step_on

NUDGES = {
    Nudge.ADD_MEDICINE: "Start with your medicine: oidtrack med add NAME --dose MG --at TIMES",
    Nudge.CHECK_IN: "How is today? oidtrack log",
    Nudge.QUESTIONS: "{due}",
    Nudge.CHECK_IN_FOR_CUT: (
        "The next cut is near, and too few evenings are written down to tell how it goes. How is today? oidtrack log"
    ),
    Nudge.GATE: "To stay: oidtrack plan hold. To go on all the same: oidtrack plan go. Why: oidtrack plan check",
    Nudge.CALL_BEFORE_CUT: (
        "The cut of {on} is one of {percent} %, more than the usual limits. Call {who} before it and"
        " ask whether it is still meant so. The steps: oidtrack plan show"
    ),
    Nudge.SHOW_DRAFT: "The newest plan is a draft. Show it to your prescriber: oidtrack plan show {draft}",
    Nudge.FINDING: "Something stands out: oidtrack warnings",
    Nudge.NALOXONE: "Is naloxone at home? A pharmacist can help. Then: oidtrack profile --naloxone",
}

WELCOME = (
    "Welcome. This is a private journal for people who take prescribed opioids.",
    "Half a minute each evening shows how you are; from it come a slow plan and a",
    "page to take to your prescriber. Nothing leaves this computer.",
    "To begin, a few questions, each of which may be skipped: oidtrack start",
    "Whom to call in a crisis: oidtrack crisis",
)
"""One paragraph for each of its lines."""

_AFTER_STOP = "An old dose would be dangerous now: tolerance is soon lost. Keep naloxone at home."
_LEFT = "left"
STATES = {
    Became.TAKEN: "taken",
    Became.SKIPPED: "skipped",
    Became.OPEN: _LEFT,
    Became.LATER: _LEFT,
    Became.MISSED: _LEFT,
}
_NAME = 30


def today_page(card: TodayCard) -> Page:
    """The card; what is not known has no line. Of a journal that nothing stands in, a welcome."""
    if card.empty and not card.copies:
        return Page((Block(WELCOME),))
    rows = [_doses(card), *plan_rows(card), labelled("Diary", check_in_words(card)), *other_rows(card)]
    day = Heading(f"Today, {day_words(card.day)}")
    return Page((first_part(card), day, Block(tuple(rows)), nudge_part(card), help_block(card)))


def first_part(card: TodayCard) -> Part:
    """What the check says against a cut that is near, before anything else."""
    return gate_block(card.gate, card.day) if card.gate is not None and card.gate.asks else ""


def other_rows(card: TodayCard) -> list[Item]:
    """What is at home, the next visit, and copies beside the journal."""
    rows = stock_rows(card)
    if card.appointment is not None:
        wall = card.appointment.moment.wall
        who = f" with {printable(card.appointment.who)}" if card.appointment.who else ""
        rows.append(labelled("Visit", f"{day_words(wall.date())}, {wall:%H:%M}{who}"))
    if card.copies:
        rows.append(labelled("Copy", _copies_words(card.copies)))
    return rows


def gate_block(gate: Gate, today: date) -> Item:
    """What the check says of a cut that is near, in words that stand by themselves."""
    plan, cut = gate.plan, gate.planned
    before, after = daily_before(gate), daily_on(plan, cut)
    away = (cut - today).days
    when = "today" if away == 0 else "tomorrow" if away == 1 else f"on {day_words(cut)}"
    head = f"THE CHECK SAYS STAY on {amount_text(plan.unit, before)} a day."
    if gate.decision is Decision.CALL:
        head = f"THE CHECK SAYS CALL YOUR PRESCRIBER, and stay on {amount_text(plan.unit, before)} a day until then."
    what = "the stop" if not after else f"the cut to {amount_text(plan.unit, after)}"
    return labelled("!!", head, f"The plan has {what} {when}. {gate.reasons[0].text}", at=0, tone=Tone.URGENT)


def help_block(card: TodayCard) -> Block:
    """Whom to call, each number first on a line of its own."""
    if card.help is None or card.nudge is None:
        return Block(())
    lines = [f"{line.number}  {line.name}" for line in card.help.lines[:1]]
    guess = ""
    if card.guessed:
        guess = (
            f"{card.help.name} is guessed from your language setting: oidtrack profile --country {card.help.country}"
        )
    return Block((f"{card.help.emergency}  in an emergency", *lines, guess))


def _copies_words(copies: tuple[str, ...]) -> str:
    what = printable(copies[0]) if len(copies) == 1 else f"{len(copies)} other journals"
    return f"{what} beside your journal. What to do: oidtrack doctor"


def nudge_part(card: TodayCard) -> Part:
    """The nudge in its tone; nothing where there is none."""
    said = nudge_words(card)
    if said is None:
        return ""
    tone = Tone.PLAIN if card.finding is None else TONES[card.finding.severity]
    return Words(said, Tone.CARE if card.steep is not None else tone)


def nudge_words(card: TodayCard) -> str | None:
    """The nudge as a sentence that says what to type, or None."""
    if card.nudge is None:
        return None
    if card.finding is not None:
        found = card.finding
        more = found.text if found.severity is Severity.URGENT else "Why, and what to do: oidtrack warnings"
        return f"{found.title}. {more}"
    if card.nudge is Nudge.CHECK_IN and card.due is not None:
        return f"{NUDGES[card.nudge]}. {card.due.words}"
    steep = card.steep
    return NUDGES[card.nudge].format(
        draft=card.draft.name if card.draft is not None else "",
        due="" if card.due is None else card.due.words,
        on="" if steep is None else day_words(steep.on),
        percent="" if steep is None else plain(steep.percent, 0),
        who=printable(card.plan.agreed_with) if card.plan is not None and card.plan.agreed_with else "your prescriber",
    )


def _doses(card: TodayCard) -> Item:
    if not card.doses and not card.extra:
        return labelled("Doses", why_none(card))
    planned = f"{len(card.doses)} planned: {counts_words(card)}" if card.doses else why_none(card)
    doses = (dose_row(f"{one.dose.slot:%H:%M}", one, amount_words(one)) for one in card.doses)
    extra = (extra_row(one, Tone.OVER if one.as_needed else Tone.PLAIN) for one in card.extra)
    return labelled("Doses", planned, timed(*doses), night_words(card), timed(*extra))


def counts_words(card: TodayCard) -> str:
    """How many doses became what; empty where none is planned."""
    left = card.count(Became.OPEN, Became.LATER)
    counts = ((card.count(Became.TAKEN), "taken"), (card.count(Became.SKIPPED), "skipped"), (left, _LEFT))
    return ", ".join(f"{n} {what}" for n, what in counts if n)


Timed = tuple[tuple[str, ...], Tone]
"""A time of day, what became of it, and what it is about."""


def dose_row(times: str, one: Match, said: str) -> Timed:
    """A planned dose, or several that are alike; those that are taken, skipped or missed are over."""
    tone = {Became.OPEN: Tone.NOW, Became.LATER: Tone.PLAIN}.get(one.became, Tone.OVER)
    return (times, STATES[one.became], f"{name_of(one.dose.medicine)} {said}"), tone


def extra_row(one: ExtraDose, tone: Tone = Tone.PLAIN) -> Timed:
    """A dose at no planned time."""
    return (f"{one.at:%H:%M}", "needed" if one.as_needed else "extra", f"{name_of(one.medicine)} {one.amount}"), tone


def timed(*rows: Timed) -> Table:
    """Times of day, each with what became of it."""
    said = tuple(cells(*texts, tone=tone) for texts, tone in rows)
    return Table("", (), said, words=range(3), least=(0, len("skipped")), indent=0)


def night_words(card: TodayCard) -> str:
    """What of the night before nobody could say yet; the entry of today asks about it first."""
    times = ", ".join(f"{dose.slot:%H:%M} {name_of(dose.medicine)}" for dose in card.last_night)
    return f"yesterday's {times}: still open; oidtrack log asks first" if times else ""


def name_of(medicine: str) -> str:
    """A medicine's name, no longer than a line has room for."""
    return printable(medicine, _NAME)


def amount_words(dose: Match) -> str:
    """What was planned and what it is made of; what was taken where that differs from what was planned then."""
    planned = dose.dose
    body = None if dose.entry is None else dose.entry.body
    meant = body.planned if isinstance(body, Intake) and body.planned is not None else planned.amount
    if dose.taken is not None and dose.taken != meant:
        return f"{dose.taken} (planned: {meant})"
    if dose.taken is not None and dose.taken != planned.amount:
        return str(dose.taken)  # the plan changed on this day, after it was taken
    return f"{planned.amount} = {planned.made_of}" if planned.made_of else str(planned.amount)


def why_none(card: TodayCard) -> str:
    """Why nothing is planned today, where the plan tells."""
    step = step_on(card.plan, card.day) if card.plan is not None else None
    if step is not None and step.every_days > 1:
        return "none today: a dose on every other day"
    return "none planned for today"


def plan_rows(card: TodayCard, *, who: bool = True) -> list[Item]:
    """Where today lies in the plan, with who agreed to it unless that is left out; a draft; and the next change."""
    rows = []
    if card.plan is not None:
        plan = card.plan
        over = plan.stops_on is not None and card.day >= plan.stops_on
        standing = _standing(card, plan, _who(plan) if who else "")
        words = f"{plan.name}, {name_of(plan.medicine)}: {standing}"
        rows.append(labelled("Plan", words, _AFTER_STOP if over else ""))
    if card.draft is not None:
        rows.append(labelled("Draft", f"{card.draft.name}: a draft, nobody has agreed to it yet"))
    if card.plan is not None and card.next_change is not None:
        rows.append(labelled("Next", change_words(card.plan, card.day, card.next_change)))
    return rows


def _who(plan: Plan) -> str:
    return f"; agreed with {printable(plan.agreed_with)}" if plan.agreed_with else ""


def _standing(card: TodayCard, plan: Plan, who: str) -> str:
    if card.step is not None:
        length = "" if card.step.days is None else f" of {card.step.days}"
        where = f"step {card.step.number} of {card.step.of}, day {card.step.day}{length}"
        return _hold_words(plan) + where + _journey_words(card, plan) + who
    if plan.status is Status.HELD:
        return f"{_hold_words(plan)}before its first cut{who}"
    if card.day < plan.start:
        journey = _journey_words(card, plan)
        coming = f"next step {day_words(plan.start)}" if journey else f"begins {day_words(plan.start)}"
        return f"{coming}{journey}{who}"
    return f"stopped on {day_words(plan.stops_on)}" if plan.stops_on is not None else f"at its target{who}"


def _journey_words(card: TodayCard, plan: Plan) -> str:
    """The whole way so far: `; month 7, 90 to 25 mg`."""
    if card.journey is None:
        return ""
    way = card.journey
    return f"; month {way.month}, {plain(way.start, 1)} to {plain(way.now, 1)} {plan.unit}"


def _hold_words(plan: Plan) -> str:
    """That it waits, and when to look at it again."""
    if plan.status is not Status.HELD:
        return ""
    again = plan.event.look_again if plan.event is not None else None
    return "on hold; " if again is None else f"on hold, look again on {day_words(again)}; "


def change_words(plan: Plan, day: date, change: NextChange) -> str:
    """When the next change comes, and from which dose to which."""
    before, after = from_to(plan, day, change)
    away = "tomorrow" if change.days_away == 1 else f"in {change.days_away} days"
    what = "the first day without" if change.step is None else _from_to_words(plan, before, after)
    return f"{day_words(change.on)}, {away}: {what}"


def _from_to_words(plan: Plan, before: Fraction, after: Fraction) -> str:
    return f"{amount_text(plan.unit, before)} → {amount_text(plan.unit, after)}{plan.release.a_day}"


def from_to(plan: Plan, day: date, change: NextChange) -> tuple[Fraction, Fraction]:
    """Daily thousandths of the unit today, and from the change on; of a dose on every other day the average."""
    step = step_on(plan, day)
    today = plan.current_daily if step is None else step.daily
    return today, Fraction(0) if change.step is None else change.step.daily


def stock_rows(card: TodayCard) -> list[Item]:
    """How far what is at home reaches, a line for each medicine; nothing where nothing was counted."""
    words = [f"{name_of(one.medicine)} {reach_words(one, card.day)}" for one in card.stock if one.planned]
    words += [
        f"{name_of(one.medicine)} expired on {day_words(one.expires)}: a pharmacist can replace it"
        for one in card.stock
        if one.expires is not None and one.expires < card.day
    ]
    return [labelled("Stock", *words)] if words else []


def check_in_words(card: TodayCard) -> str:
    """When mood was last written down."""
    last = card.last_check_in
    if last is None:
        return "no check-in yet"
    mood = "" if card.mood is None else f", mood {plain(Fraction(card.mood, 10), 1)}"
    day = "today" if last.day == card.day else day_words(last.day)
    return f"last check-in {day}{mood}"
