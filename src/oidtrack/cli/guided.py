"""`log` without options: the evening entry, asked one by one in half a minute. Enter leaves blank."""

from __future__ import annotations

from dataclasses import dataclass, field

import typer

from oidtrack.cli import asking
from oidtrack.cli.dosing import doses_at, open_so_far
from oidtrack.cli.reading import (
    Said,
    SaidDose,
    SaidSkip,
    read_name,
    read_note,
    read_rating,
    read_sleep,
    read_symptom,
)
from oidtrack.cli.session import Session
from oidtrack.cli.when import When
from oidtrack.domain.journal import Mood
from oidtrack.render.layout import wrapped
from oidtrack.services.intakes import Open, slot_words
from oidtrack.services.record import CheckIn


@dataclass(slots=True)
class Answers:
    """What was answered so far."""

    ratings: list[tuple[str, int]] = field(default_factory=list)
    sleep_min: int | None = None
    signs: tuple[str, ...] = ()
    symptoms: tuple[tuple[str, int | None], ...] = ()
    note: str = ""
    taken: bool = False
    doses: list[SaidDose] = field(default_factory=list)
    skips: list[SaidSkip] = field(default_factory=list)

    def said(self, session: Session) -> Said | None:
        """The answers as `log` writes them; None where nothing was answered."""
        mood = Mood(tuple(self.ratings), self.sleep_min, self.signs, self.symptoms)
        check_in = CheckIn(mood, note=self.note)
        if check_in == CheckIn() and not (self.taken or self.doses or self.skips):
            return None
        when = When(session.now, has_time=True)
        return Said(check_in, when, tuple(self.doses), tuple(self.skips), self.taken)


def ask(session: Session) -> Said | None:
    """Ask one by one.

    Returns:
        What was answered, or None where every question was left blank.

    Raises:
        typer.Abort: The person stopped and does not want to keep what was answered.
    """
    answers = Answers()
    session.tell("Enter leaves a question blank. Ctrl-C stops.")
    try:
        _questions(session, answers)
    except asking.Stopped:
        if answers.said(session) is None or not asking.confirm("Keep what you answered so far?"):
            raise typer.Abort from None
    return answers.said(session)


def _questions(session: Session, answers: Answers) -> None:
    _rating(answers, "mood", "Mood, 0 to 10 (10 is best):")
    answers.sleep_min = asking.answer("Sleep last night, hours:", read_sleep)
    _rating(answers, "pain", "Pain, 0 to 10 (10 is worst):")
    _doses(session, answers)
    if asking.yes_or_no("Anything else, signs of low mood or withdrawal?"):
        _more(answers)
    answers.note = asking.answer("A note:", read_note) or ""


def _rating(answers: Answers, name: str, question: str) -> None:
    tenths = asking.answer(question, lambda text: read_rating(text, name))
    if tenths is not None:
        answers.ratings.append((name, tenths))


def _doses(session: Session, answers: Answers) -> None:
    """Today's planned doses so far, as one question; only after a no are they asked one by one."""
    planned = _open_doses(session)
    if not planned:
        return
    session.tell("\n".join(wrapped(", ".join(slot_words(dose) for dose in planned), "Planned so far today: ")))
    all_taken = asking.yes_or_no("All taken?")
    if all_taken is None:
        return
    if all_taken:
        answers.taken = True
        return
    for dose in planned:
        taken = asking.yes_or_no(f"  {slot_words(dose)}: taken?")
        if taken:
            answers.doses.append(SaidDose(f"{dose.medicine} {dose.amount}", dose.at))
        elif taken is not None:
            reason = asking.answer("    Why not?", lambda text: read_name(text, "reason")) or ""
            answers.skips.append(SaidSkip(dose.medicine, dose.slot, reason))


def _open_doses(session: Session) -> tuple[Open, ...]:
    journal = session.journal_if_any()
    if journal is None:
        return ()
    with journal:
        now = When(session.now, has_time=True)
        return open_so_far(session, now, doses_at(session, now, journal))


def _more(answers: Answers) -> None:
    answers.signs = asking.answer("Signs, separated by commas (no interest, no drive …):", _names) or ()
    answers.symptoms = asking.answer("Withdrawal, 0 to 4 each (sweating=2, restless=1):", _symptoms) or ()


def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(read_name(word, "sign") for word in text.split(",")))


def _symptoms(text: str) -> tuple[tuple[str, int | None], ...]:
    return tuple(dict(read_symptom(word) for word in text.split(",")).items())
