"""What stands on a sheet for the fridge: a month a page, each dose in tablets with a box to tick; for HTML and PDF."""

from __future__ import annotations

from calendar import Calendar
from datetime import date, timedelta

from msgspec import Struct

from oidtrack.domain.medicine import Release
from oidtrack.errors import BadInput, NothingFound
from oidtrack.render.page.console import one_line
from oidtrack.render.plan.page import AFTER_STOP, standing
from oidtrack.render.plan.words import PIECE, dose_spoken
from oidtrack.taper.plan import Plan, Status, StepDose, doses_on, next_step, put_on, step_on
from oidtrack.taper.tablets import Making, words

MOST = 12
"""Months on one sheet at most. ENGINEERING: what is further away will have changed by then."""

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
NONE = "none"
"""Said of a day without a dose."""
_YEAR = 12
MISSED = "Missed a dose? Never take two doses to catch up; ask your pharmacist or prescriber."
"""As a plan itself never catches up. How late one may still be taken differs by medicine: its leaflet says so."""

HOLD = "You may stay at a dose for longer: tell your prescriber. Go back up only with your prescriber."
"""As with a plan: a hold needs nobody's agreement, a rise needs a prescriber's."""


class Day(Struct, frozen=True):
    """A day: what changes on it, each dose with its time and a box to tick, or why there is none."""

    on: date
    mark: str
    doses: tuple[str, ...]
    without: str


class Month(Struct, frozen=True):
    """A page.

    Attributes:
        title: The month and the medicine.
        rules: What to do about a missed dose and a bad stretch.
        standing: Whether the plan is agreed.
        weeks: Seven days each; None for one of another month, or over.
        heading: Over what the words mean.
        meanings: Short words of a dose, and what they mean.
        told: What else there is to know.
    """

    title: str
    rules: str
    standing: str
    weeks: tuple[tuple[Day | None, ...], ...]
    heading: str
    meanings: tuple[tuple[str, str], ...]
    told: str


def sheet_title(plan: Plan) -> str:
    """What the file is called."""
    return f"{one_line(plan.medicine)}, plan {plan.name}"


def months_from(plan: Plan, today: date, months: int | None = None) -> tuple[Month, ...]:
    """The pages from this month on.

    Args:
        plan: The plan.
        today: The first day that is shown.
        months: Pages, 1 to 12; None for all up to the end of the next step.

    Raises:
        BadInput: Another number of months.
        NothingFound: The plan is over.
    """
    if plan.status is Status.ENDED or (plan.stops_on is not None and today >= plan.stops_on):
        raise NothingFound(f"{plan.name} is over: there is nothing to tick", "`oidtrack plan history` shows it")
    if months is not None and not 1 <= months <= MOST:
        raise BadInput(f"{months} months do not fit on a sheet", f"choose 1 to {MOST}, for example --months 3")
    count = months or _default_months(plan, today)
    return tuple(_page(plan, today, _month(today, ahead)) for ahead in range(count))


def _month(today: date, ahead: int) -> date:
    """The first day of the month so many months ahead."""
    years, month = divmod(today.month - 1 + ahead, _YEAR)
    return date(today.year + years, month + 1, 1)


def _default_months(plan: Plan, today: date) -> int:
    """Months up to the end of the next step; of a plan on hold the one that it is."""
    if plan.status is Status.HELD:
        return 1
    step = next_step(plan, today) or plan.steps[-1]
    last = max(step.first + timedelta(days=step.days - 1), today)
    return min(MOST, (last.year - today.year) * _YEAR + last.month - today.month + 1)


def _page(plan: Plan, today: date, month: date) -> Month:
    weeks = [week for week in Calendar().monthdatescalendar(month.year, month.month) if week[-1] >= today]
    days = [day for week in weeks for day in week if day.month == month.month and day >= today]
    shown = {day: _day(plan, day) for day in days}
    # the label stands over the words again: where a month runs over, these come on a page of their own
    notes = [] if plan.release is Release.PATCH else [PIECE]
    if plan.stops_on in days:
        notes.append(AFTER_STOP)
    return Month(
        title=f"{month:%B %Y}: {one_line(plan.medicine)} ({plan.release.value})",
        rules=f"{MISSED} {HOLD}",
        standing=f"{label(plan)}{one_line(standing(plan, reason=False))} Plan {plan.name}, version {plan.version}.",
        weeks=tuple(tuple(shown.get(day) for day in week) for week in weeks),
        heading=f"{label(plan)}What the words mean",
        meanings=_meanings(plan, days),
        told=" ".join((*notes, "Tick a box when that dose is taken.")),
    )


def label(plan: Plan) -> str:
    """What a plan is that decides no day of itself; empty where it does."""
    return {Status.DRAFT: "DRAFT. ", Status.HELD: "ON HOLD. "}.get(plan.status, "")


def _day(plan: Plan, day: date) -> Day:
    doses = doses_on(plan, day)
    without = NONE if not doses else "" if put_on(plan, day) else "patch stays on"
    ticked = () if without else tuple(f"{dose.at:%H:%M} {_short(plan, dose)}" for dose in doses)
    return Day(day, _mark(plan, day), ticked, without)


def _mark(plan: Plan, day: date) -> str:
    """What changes on a day; on a plan on hold nothing does."""
    if plan.status is Status.HELD:
        return ""
    if day == plan.stops_on:
        return "Stop: the first day without"
    step = step_on(plan, day)
    if step is None or day != step.first:
        return ""
    before = plan.steps[step.n - 2].doses if step.n > 1 else plan.current
    return "New dose" if (before != step.doses or step.every_days > 1) else ""


def _short(plan: Plan, dose: StepDose) -> str:
    """The tablets of one dose, no line broken inside a count."""
    text = words(Making(dose.tablets, dose.liquid_ml), plan.release)
    return text.replace(" ", "\N{NO-BREAK SPACE}").replace(
        "\N{NO-BREAK SPACE}+\N{NO-BREAK SPACE}", " +\N{NO-BREAK SPACE}"
    )


def _meanings(plan: Plan, days: list[date]) -> tuple[tuple[str, str], ...]:
    """What the short words of a month mean."""
    doses = [dose for day in days for dose in doses_on(plan, day)]
    return tuple({_short(plan, dose): f"{dose_spoken(plan, dose)}: {dose.amount}" for dose in doses}.items())
