"""A questionnaire as text and as JSON (`oidtrack/check/1`): its questions, what came of it, and who to call."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from oidtrack.clinical import catalogue
from oidtrack.clinical.crisis import CrisisContacts
from oidtrack.domain.dose import plain
from oidtrack.domain.questionnaire import Choice, Questionnaire
from oidtrack.render.journal.entries import moment_words
from oidtrack.render.page.layout import day_words, wrapped
from oidtrack.render.page.machine import caution, number
from oidtrack.render.warnings.findings import cautions_page
from oidtrack.services.journal.assessing import Checked

SCHEMA = "oidtrack/check/1"
ANSWERING = "Each question needs an answer. b goes one back, Ctrl-C stops and saves nothing."


def opening_page(form: Questionnaire) -> str:
    """What stands before the first question."""
    lines = [form.title, *wrapped(form.stem, ""), "", ANSWERING]
    return "\n".join(lines) + "\n"


def item_page(form: Questionnaire, place: int) -> str:
    """One question with its choices; `place` counts from 0."""
    lines = ["", *wrapped(form.items[place].text, f"{place + 1}/{len(form.items)}  ")]
    lines += [f"     {choice.points:>2}  {choice.label}" for choice in form.choices if worded(choice)]
    return "\n".join(lines) + "\n"


def worded(choice: Choice) -> bool:
    """Whether the words of a choice say more than its points."""
    return choice.label != str(choice.points)


_GUESSED = "  ({1} is guessed from your language setting; yours: oidtrack profile --country {0})"


def help_page(contacts: CrisisContacts, *, guessed: bool = False) -> str:
    """Who is there to talk to now, said calmly; and where the country is a guess, how to set it."""
    lines = [
        "",
        "Thank you for answering that honestly. You do not have to be alone with it.",
        "Somebody is there to talk, now:",
        *(f"  {line.name}: {line.number}" + (f" ({line.note})" if line.note else "") for line in contacts.lines),
        f"  In danger now: {contacts.emergency}",
        *([_GUESSED.format(contacts.country, contacts.name)] if guessed and contacts.country else []),
        "",
    ]
    return "\n".join(lines) + "\n"


def check_page(checked: Checked) -> str:
    """What was saved, the score, what it means, and where that stands."""
    form, result = checked.form, checked.result
    lines = wrapped(f"saved {checked.entry.name} · {moment_words(checked.entry.moment.wall)}", "")
    band = f", {result.band}" if result.band else ""
    lines += wrapped(f"{form.title}: {plain(result.value, 1)} of {form.max_score}{band}", "")
    lines += wrapped(_change(checked), "")
    if form.cut_point is not None:
        lines += wrapped(f"A score of {plain(form.cut_point)} or more is a reason to talk to your prescriber.", "")
    if not form.bands:
        lines += wrapped(form.bands_note, "")
    if checked.cautions:
        lines += ["", *cautions_page(checked.cautions).splitlines()]
    source = catalogue.source(form.source).title if form.source else ""
    lines += ["", *wrapped(f"Source: {source}.", "")] if source else [""]
    return "\n".join([*lines, *wrapped(form.credit, ""), "undo: oidtrack undo"]) + "\n"


def _change(checked: Checked) -> str:
    """The change since the one before, and whether it matters."""
    if checked.change is None or checked.before is None:
        return "The first of its kind; the next one will show the change."
    since = day_words(checked.before.moment.day)
    if not checked.change:
        return f"The same as on {since}."
    words = f"{'Up' if checked.change > 0 else 'Down'} by {plain(abs(checked.change), 1)} since {since}"
    least = checked.form.meaningful_change
    if least is None:
        return f"{words}."
    of = f"({plain(least)} points or more)"
    return f"{words}: a change that matters {of}." if checked.matters else f"{words}: less than one that matters {of}."


def check_body(checked: Checked) -> dict[str, Any]:
    """The keys of the document, without the schema."""
    return {
        "id": checked.entry.name,
        "at": checked.entry.moment.wall.isoformat(),
        "day": checked.entry.moment.day.isoformat(),
        "instrument": checked.form.id,
        "answers": list(checked.answers),
        "score": _points(checked.result.value),
        "max": checked.form.max_score,
        "band": checked.result.band,
        "change": None if checked.change is None else _points(checked.change),
        "cautions": [caution(finding) for finding in checked.cautions],
    }


def _points(value: Fraction) -> float:
    """Whole points as they are counted, a mean with its decimals."""
    return int(value) if value.denominator == 1 else number(value)
