"""Entries as pages: one line when saved, grouped by day when listed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from fractions import Fraction
from itertools import groupby

from oidtrack.domain.dose import plain
from oidtrack.domain.journal import Assessment, DoseState, Entry, Intake, Mood, Treatment, day_words
from oidtrack.render.page.console import one_line
from oidtrack.render.page.parts import BLANK, Block, Heading, Page, Part, Words, grid, inset

DOT = " · "
_SHORT_NOTE = 200


def saved_page(entries: tuple[Entry, ...]) -> Page:
    """What was saved, a line for each entry, and how to take it back."""
    said = (_joined(f"saved {one.name}", moment_words(one.moment.wall), *_parts(one)) for one in entries)
    return Page((Block((*said, "undo: oidtrack undo")),), full=True)


def copied_page(day: date, mood: Mood) -> Page:
    """A check-in that was taken over from the day before, as it is about to be saved."""
    return Page((_joined(f"As the day before, for {day_words(day)}", *_mood_parts(mood)),), full=True)


def _joined(*pieces: str) -> Words:
    return Words(DOT.join(pieces), hang=2)


def listing_page(entries: tuple[Entry, ...]) -> Page:
    """Entries under their days, in the order given."""
    return search_page((entry, DOT.join(_parts(entry))) for entry in entries)


def search_page(found: Iterable[tuple[Entry, str]]) -> Page:
    """Entries and their pieces under their days, in the order given."""
    days = []
    for day, group in groupby(found, key=lambda pair: pair[0].moment.day):
        rows = ((entry.name, f"{entry.moment.wall:%H:%M}", words) for entry, words in group)
        days.append(Block((Heading(day_words(day)), grid(*rows, words=range(3), least=(5,)))))
    return Page(tuple(days), full=True)


def moment_words(at: datetime) -> str:
    """A moment in words: `Sun 22 Nov 2026, 21:00`."""
    return f"{day_words(at.date())}, {at:%H:%M}"


def hours_words(minutes: int) -> str:
    """A length of sleep: `7 h 30 min`."""
    hours, rest = divmod(minutes, 60)
    return f"{hours} h" + (f" {rest} min" if rest else "")


def _parts(entry: Entry) -> list[str]:
    """What an entry says, piece by piece; every entry says something."""
    parts = body_parts(entry)
    if entry.note:
        note = one_line(entry.note)
        parts.append(f'"{note}"' if len(note) <= _SHORT_NOTE else f'"{note[:_SHORT_NOTE]}…"')
    parts += [f"#{one_line(tag)}" for tag in entry.tags]
    return parts + (["starred"] if entry.star else [])


def body_parts(entry: Entry) -> list[str]:
    """What an entry says apart from its note, tags and star, piece by piece."""
    body = entry.body
    if isinstance(body, Mood):
        return _mood_parts(body)
    if isinstance(body, Intake):
        return [_dose_words(body)]
    if isinstance(body, Treatment):
        return [one_line(body.text) + (f" {body.minutes} min" if body.minutes is not None else "")]
    if isinstance(body, Assessment):
        return [_score_words(body)]
    return []


def _score_words(body: Assessment) -> str:
    """A questionnaire's name and score; the forms are read only where one is shown."""
    from oidtrack.clinical import catalogue
    from oidtrack.domain.questionnaire import score

    return f"{body.instrument} {plain(score(catalogue.questionnaire(body.instrument), body.answers).value, 1)}"


def _mood_parts(mood: Mood) -> list[str]:
    parts = [f"{name} {plain(Fraction(tenths, 10), 1)}" for name, tenths in mood.ratings]
    if mood.sleep_min is not None:
        parts.append(f"sleep {hours_words(mood.sleep_min)}")
    parts += [f"sign: {one_line(sign)}" for sign in mood.signs]
    return parts + [one_line(name) + ("" if n is None else f" {n}/4") for name, n in mood.symptoms]


def _dose_words(intake: Intake) -> str:
    slot = f" planned for {intake.slot:%H:%M}" if intake.slot is not None else ""
    words = f"{one_line(intake.medicine)} {intake.amount}"
    if intake.state is DoseState.SKIPPED:
        return f"{words}{slot} skipped" + (f": {one_line(intake.reason)}" if intake.reason else "")
    if intake.state is DoseState.EXTRA and not slot:
        return f"{words} taken, at no planned time"
    other = f" ({intake.planned})" if intake.planned not in {None, intake.amount} else ""
    return f"{words} taken,{slot}{other}" if slot else f"{words} taken"


def whole_entry_page(entry: Entry) -> Page:
    """What kind of entry, of when, each thing it says on a line of its own, then the note as it was written."""
    star = f"{DOT}starred" if entry.star else ""
    head = Heading(f"{entry.name}  {entry.kind.value}{DOT}{moment_words(entry.moment.wall)}{star}")
    said = _answers(entry.body) if isinstance(entry.body, Assessment) else inset(*body_parts(entry))
    tags = " ".join(f"#{one_line(tag)}" for tag in entry.tags)
    note = (inset(line) if line.strip() else BLANK for line in (entry.note or "").splitlines())
    return Page((Block((head, said, inset(tags))), Block(tuple(note))))


def _answers(body: Assessment) -> Part:
    """The score, then each question with its answer."""
    from oidtrack.clinical import catalogue
    from oidtrack.domain.questionnaire import score

    form = catalogue.questionnaire(body.instrument)
    result = score(form, body.answers)
    band = f", {result.band}" if result.band else ""
    answers = zip(form.items, body.answers, strict=True)
    rows = ((str(points), item.text) for item, points in answers)
    total = f"{form.title}: {plain(result.value, 1)} of {form.max_score}{band}"
    return inset(total, grid(*rows, words=(1,), least=(2,), indent=0))
