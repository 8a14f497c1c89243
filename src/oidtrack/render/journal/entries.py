"""Entries as text: one line when saved, grouped by day when listed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction

from oidtrack.domain.dose import plain
from oidtrack.domain.journal import Assessment, DoseState, Entry, Intake, Mood, Treatment
from oidtrack.render.page.console import one_line
from oidtrack.render.page.layout import WIDTH, day_words, wrapped

DOT = " · "
_SHORT_NOTE = 200


def saved_page(entries: tuple[Entry, ...]) -> str:
    """What was saved, a line for each entry, and how to take it back."""
    lines = []
    for entry in entries:
        lines += _folded([f"saved {entry.name}", moment_words(entry.moment.wall), *_parts(entry)], "  ")
    return "\n".join([*lines, "undo: oidtrack undo"]) + "\n"


def copied_page(day: date, mood: Mood) -> str:
    """A check-in that was taken over from the day before, as it is about to be saved."""
    return "\n".join(_folded([f"As the day before, for {day_words(day)}", *_mood_parts(mood)], "  ")) + "\n"


def listing_page(entries: tuple[Entry, ...]) -> str:
    """Entries under their days, in the order given."""
    lines: list[str] = []
    day = None
    for entry in entries:
        if entry.moment.day != day:
            day = entry.moment.day
            lines += ["", day_words(day)]
        label = f"  {entry.name:<6} {entry.moment.wall:%H:%M}  "
        lines += _folded([label + DOT.join(_parts(entry)[:1]), *_parts(entry)[1:]], " " * len(label))
    return "\n".join(lines[1:]) + "\n"


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


def _folded(parts: list[str], indent: str) -> list[str]:
    """Pieces joined by dots, broken between pieces where they fit, else between words."""
    lines, line = [], parts[0]
    for part in parts[1:]:
        if len(line) + len(DOT) + len(part) + len(DOT.rstrip()) <= WIDTH:
            line += DOT + part
            continue
        lines.append(line + DOT.rstrip())
        line = indent + part
    lines.append(line)
    return [short for long in lines for short in (_broken(long, indent) if len(long) > WIDTH else [long])]


def _broken(line: str, indent: str) -> list[str]:
    head = line[: len(line) - len(line.lstrip())]
    first, *others = wrapped(line, head, WIDTH + 1)
    rest = " ".join(part.strip() for part in others)
    return [first, *(wrapped(rest, indent, WIDTH + 1) if rest else [])]


def search_page(found: Sequence[tuple[Entry, str]]) -> str:
    """Entries and their pieces, in the order given."""
    lines: list[str] = []
    day = None
    for entry, piece in found:
        if entry.moment.day != day:
            day = entry.moment.day
            lines += ["", day_words(day)]
        label = f"  {entry.name:<6} {entry.moment.wall:%H:%M}  "
        first, *rest = wrapped(one_line(piece), " " * len(label), WIDTH + 1)
        lines += [label + first.lstrip(), *rest]
    return "\n".join(lines[1:]) + "\n"


INDENT = "  "


def whole_entry_page(entry: Entry) -> str:
    """What kind of entry, of when, each thing it says on a line of its own, then the note as it was written."""
    star = " · starred" if entry.star else ""
    lines = [f"{entry.name}  {entry.kind.value} · {moment_words(entry.moment.wall)}{star}"]
    if isinstance(entry.body, Assessment):
        lines += _answers(entry.body)
    else:
        lines += [line for part in body_parts(entry) for line in wrapped(part, INDENT)]
    if entry.tags:
        lines += wrapped(" ".join(f"#{one_line(tag)}" for tag in entry.tags), INDENT)
    if entry.note:
        lines += ["", *(line for written in entry.note.splitlines() for line in _written(written))]
    return "\n".join(lines) + "\n"


def _written(line: str) -> list[str]:
    """A line of a note; its own blanks stay where it fits."""
    return [(INDENT + line).rstrip()] if len(line) <= WIDTH - len(INDENT) else wrapped(line, INDENT)


def _answers(body: Assessment) -> list[str]:
    """The score, then each question with its answer."""
    from oidtrack.clinical import catalogue
    from oidtrack.domain.questionnaire import score

    form = catalogue.questionnaire(body.instrument)
    result = score(form, body.answers)
    band = f", {result.band}" if result.band else ""
    lines = wrapped(f"{form.title}: {plain(result.value, 1)} of {form.max_score}{band}", INDENT)
    for item, points in zip(form.items, body.answers, strict=True):
        lines += wrapped(item.text, f"{INDENT}{points:>2}  ")
    return lines
