"""The check-in of the day before, and days without one."""

from __future__ import annotations

from datetime import date

from oidtrack.domain.journal import Mood
from oidtrack.services.journal.copying import days_without, merged


def test_the_later_word_holds_and_what_was_not_said_again_stays() -> None:
    before = Mood((("mood", 50), ("pain", 40)), 420, ("no drive",), (("sweating", 2),))
    later = Mood((("pain", 60),), None, ("tired", "no drive"), (("sweating", 0), ("chills", None)))

    assert merged(before, later) == Mood(
        (("mood", 50), ("pain", 60)), 420, ("no drive", "tired"), (("sweating", 0), ("chills", None))
    )
    assert merged(before, Mood(sleep_min=300)).sleep_min == 300


def test_without_a_journal_every_day_is_missed() -> None:
    assert days_without(None, date(2026, 11, 20), date(2026, 11, 22)) == (date(2026, 11, 20), date(2026, 11, 21))
    assert days_without(None, date(2026, 11, 22), date(2026, 11, 22)) == ()
