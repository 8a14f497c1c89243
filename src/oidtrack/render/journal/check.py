"""A questionnaire as text and as JSON (`oidtrack/check/1`): its questions, what came of it, and who to call."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from oidtrack.clinical import catalogue
from oidtrack.clinical.crisis import CrisisContacts
from oidtrack.domain.dose import plain
from oidtrack.domain.journal import day_words
from oidtrack.domain.questionnaire import Choice, Questionnaire
from oidtrack.render.journal.entries import moment_words
from oidtrack.render.page.machine import caution, moment_body, number
from oidtrack.render.page.parts import BLANK, Block, Heading, Item, Page, grid, inset, labelled
from oidtrack.render.warnings.findings import cautions_block
from oidtrack.services.journal.assessing import Checked

SCHEMA = "oidtrack/check/1"
ANSWERING = "Each question needs an answer. b goes one back, ? explains, q or Ctrl-C stops and saves nothing."


def opening_page(form: Questionnaire) -> Page:
    """What stands before the first question."""
    return Page((Block((Heading(form.title), form.stem)), ANSWERING))


def item_block(form: Questionnaire, place: int) -> Block:
    """One question with its choices, a blank line before it; `place` counts from 0."""
    number = f"{place + 1}/{len(form.items)}"
    choices = ((str(choice.points), choice.label) for choice in form.choices if worded(choice))
    question = Item(number, form.items[place].text, at=len(number) + 2)
    return Block((BLANK, question, grid(*choices, words=(1,), least=(2,), indent=5)))


def worded(choice: Choice) -> bool:
    """Whether the words of a choice say more than its points."""
    return choice.label != str(choice.points)


_GUESSED = "({1} is guessed from your language setting; yours: oidtrack profile --country {0})"


def help_block(contacts: CrisisContacts, *, guessed: bool = False) -> Block:
    """Who is there to talk to now, said calmly, a blank line before it; how to set the country where it is a guess."""
    guess = _GUESSED.format(contacts.country, contacts.name) if guessed and contacts.country else ""
    at = max((len(line.number) for line in contacts.lines), default=0) + 2
    lines = (labelled(line.number, line.name, line.note, at=at) for line in contacts.lines)
    return Block(
        (
            BLANK,
            "Thank you for answering that honestly. You do not have to be alone with it.",
            "Somebody is there to talk, now:",
            inset(*lines, f"In danger now: {contacts.emergency}", guess),
        )
    )


def check_page(checked: Checked) -> Page:
    """What was saved, the score, what it means, and where that stands."""
    saved = f"saved {checked.entry.name} · {moment_words(checked.entry.moment.wall)}"
    said = Block((saved, *_score(checked)))
    return Page((said, cautions_block(checked.cautions), Block((*_origin(checked.form), "undo: oidtrack undo"))))


def outcome_page(checked: Checked) -> Page:
    """The same of a questionnaire that was saved with other things, which are shown already."""
    return Page((Block(_score(checked)), Block(_origin(checked.form)), cautions_block(checked.cautions)))


def _score(checked: Checked) -> tuple[str, ...]:
    """The score, its change, and from where on it is a reason to talk."""
    form, result = checked.form, checked.result
    band = f", {result.band}" if result.band else ""
    return (
        f"{form.title}: {plain(result.value, 1)} of {form.max_score}{band}",
        _change(checked),
        ""
        if form.cut_point is None
        else f"A score of {plain(form.cut_point)} or more is a reason to talk to your prescriber.",
        "" if form.bands else form.bands_note,
    )


def _origin(form: Questionnaire) -> tuple[str, str]:
    """Where it was published, and who made it."""
    source = f"Source: {catalogue.source(form.source).title}." if form.source else ""
    return source, form.credit


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
        **moment_body(checked.entry.moment),
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
