"""A look back at seven days, as a page of one screen and as JSON. It tells, and judges nothing."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from oidtrack.clinical import catalogue
from oidtrack.domain.dose import counted, plain, printable
from oidtrack.domain.journal import Kind, day_words
from oidtrack.insight.series import SLEEP
from oidtrack.insight.spread import Spread
from oidtrack.render.medicines.stock import reach_words
from oidtrack.render.page.console import shortened
from oidtrack.render.page.machine import keys, span, spread_body, usual_body, written
from oidtrack.render.page.parts import Block, Heading, Item, Page, Part, Table, cells, labelled
from oidtrack.render.today.page import change_words, nudge_words
from oidtrack.services.today.week import DAYS, Coming, ComingKind, Compared, Week, WeekDay
from oidtrack.taper.days.matching import Became

SCHEMA = "oidtrack/week/1"
NONE = "-"
_NOTE, _DOSES = 26, 30
_MOST_COMING = 3
_LABELS = {"mood": "Mood", SLEEP: "Sleep"}
_UNITS = {"mood": "", SLEEP: " h"}


def week_page(week: Week) -> Page:
    """Seven rows, what they come to, and what comes next."""
    first, last = week.days[0].day, week.days[-1].day
    head = Heading(f"The week to {day_words(last)}, from {day_words(first)}")
    rows = tuple(cells(*_row(day, left="left" if day.day == last else "open")) for day in week.days)
    table = Table("The days", ("Day", "Doses", "Mood", "Sleep", "Noted"), rows, words=(0, 1, 4), indent=0)
    come_to = Block((_doses(week), *(_compared(one) for one in week.compared), _written(week)))
    return Page((head, table, come_to, _next(week)), full=True)


def _row(day: WeekDay, *, left: str) -> tuple[str, ...]:
    """One day; `left` is what its doses without an answer are called: of a day that is over nothing is left to take."""
    note = shortened(day.notes[0], _NOTE) if day.notes else ""
    more = f" (+{len(day.notes) - 1})" if len(day.notes) > 1 else ""
    sleep = NONE if day.sleep is None else f"{plain(day.sleep, 1)} h"
    return f"{day.day:%a} {day.day.day}", _of_doses(day, left), _point(day.mood), sleep, f"{note}{more}"


def _point(value: Fraction | None) -> str:
    return NONE if value is None else plain(value, 1)


def _of_doses(day: WeekDay, left: str) -> str:
    """What became of the doses of a day, in a few words."""
    count = _counts(day)
    said = [f"{count['taken']} of {count['planned']}"] if count["planned"] and day.doses.is_written else []
    if count["planned"] and not day.doses.is_written:
        said.append("not written down" if not count["left"] else f"{count['left']} {left}")
        return said[0]
    words = {"other_amount": "other amount", "skipped": "skipped", "missed": "open", "left": left}
    words |= {"extra": "extra", "as_needed": "as needed"}
    said += [f"{count[name]} {what}" for name, what in words.items() if count[name]]
    return shortened(", ".join(said), _DOSES) if said else "none planned"


def _counts(day: WeekDay) -> dict[str, int]:
    """How many doses of a day became what."""
    became = [one.became for one in day.doses.matches]
    return {
        "planned": len(became),
        "taken": became.count(Became.TAKEN),
        "other_amount": day.other_amounts,
        "skipped": became.count(Became.SKIPPED),
        "missed": became.count(Became.MISSED),
        "left": became.count(Became.OPEN) + became.count(Became.LATER),
        "extra": len(day.doses.beside) - day.as_needed,
        "as_needed": day.as_needed,
    }


def _doses(week: Week) -> Item:
    """All planned doses of the days that are written in full, and how many days are not."""
    total = week.adherence.total
    whole = f"{total.taken} of {total.planned} planned doses taken" if total.planned else "no day written in full"
    counts = ((total.skipped, "skipped"), (total.extra, "extra"), (total.as_needed, "as needed"))
    said = [whole, *(f"{n} {what}" for n, what in counts if n)]
    left = total.days - total.days_recorded
    said += [f"{counted(left, 'day')} not written in full, not counted"] if left else []
    return labelled("Doses", "; ".join(said) if week.adherence.medicines else "none planned")


def _compared(one: Compared) -> Item:
    unit = _UNITS[one.measure]
    said = [_middle(one.now, unit), f"the week before {_middle(one.before, unit)}"]
    if one.usual is not None:
        said.append(f"usual {plain(one.usual.low, 1)} to {plain(one.usual.high, 1)}{unit} (n {one.usual.n})")
    return labelled(_LABELS[one.measure], "; ".join(said))


def _middle(found: Spread, unit: str) -> str:
    return f"median {plain(found.median, 1)}{unit} (n {found.n})" if found.median is not None else "nothing written"


def _written(week: Week) -> Item:
    """What was written of the week, by kind."""
    kinds = ((Kind.MOOD, "check-in"), (Kind.TREATMENT, "treatment"))
    said = [counted(n, word) for kind, word in kinds if (n := week.count(kind))]
    notes = sum(len(day.notes) for day in week.days)
    said += [counted(notes, "note")] if notes else []
    said += [catalogue.questionnaire(name).title.split(" (")[0] for name in week.forms]
    return labelled("Wrote", ", ".join(said) or "nothing in these days")


def _next(week: Week) -> Part:
    """The days to come, and the one thing of the card that may be worth doing."""
    lines = [_coming_words(week, one) for one in week.coming[:_MOST_COMING]]
    more = len(week.coming) - _MOST_COMING
    lines += [f"and {more} more: oidtrack"] if more > 0 else []
    nudge = nudge_words(week.card) if week.card.finding is None else f"{week.card.finding.title}: oidtrack warnings"
    return Block((labelled("Ahead", *(lines or ["nothing is written down for the next seven days"])), nudge or ""))


def _coming_words(week: Week, one: Coming) -> str:
    card = week.card
    if one.kind is ComingKind.CHANGE and card.plan is not None and card.next_change is not None:
        return change_words(card.plan, card.day, card.next_change)
    if one.kind is ComingKind.APPOINTMENT and card.appointment is not None:
        who = f" with {printable(shortened(one.what, 40))}" if one.what else ""
        return f"{day_words(one.on)}, {card.appointment.moment.wall:%H:%M}: appointment{who}"
    stock = next(row for row in card.stock if row.medicine == one.what and row.runs_out == one.on)
    return f"{shortened(one.what, 30)} {reach_words(stock, card.day)}"


def week_body(week: Week) -> dict[str, Any]:
    """The week's keys, without the schema. What is not known is null."""
    logged = sum(1 for day in week.days if day.entries)
    names = ("planned", "taken", "skipped", "missed", "extra", "as_needed", "unrecorded", "days_recorded", "days")
    return {
        "period": {**span(week.days[0].day, week.days[-1].day), "days": DAYS, "days_logged": logged},
        "days": [_day_body(day) for day in week.days],
        "doses": keys(week.adherence.total, *names),
        "measures": {one.measure: _measure_body(one) for one in week.compared},
        "next": [{**keys(one, "on", "kind"), "what": one.what or None} for one in week.coming],
    }


def _day_body(day: WeekDay) -> dict[str, Any]:
    return {
        "day": written(day.day),
        **_counts(day),
        "mood": written(day.mood),
        "sleep_hours": written(day.sleep),
        "entries": [entry.name for entry in day.entries],
    }


def _measure_body(one: Compared) -> dict[str, Any]:
    return {"now": spread_body(one.now), "before": spread_body(one.before), "usual": usual_body(one.usual)}
