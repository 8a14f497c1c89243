"""Other treatments, and what is at home, as sections of the report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from msgspec.structs import replace

from diaries import at, day, mood, plan, prescription, treatment, write
from oidtrack.domain.dose import Dose
from oidtrack.domain.medicine import Release
from oidtrack.render.page.parts import Table, Tone, Words
from oidtrack.render.report.sections.deciding import decide_section
from oidtrack.render.report.sections.doses import supply_section
from oidtrack.render.report.sections.treatments import treatments_section
from oidtrack.services.medicines.stock_at_home import AtHome
from oidtrack.services.report.reporting import Report, report
from oidtrack.store.file.database import Journal, open_journal
from oidtrack.taper.plan import Status


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with open_journal(tmp_path / "journal.db") as opened:
        yield opened


def gathered(journal: Journal) -> Report:
    return report(journal, day(0), day(9), at(9, 23))


def at_home(**more: object) -> AtHome:
    base = AtHome(
        medicine="oxycodone",
        release=Release.IR,
        left=((Dose(5000), Fraction(21)),),
        liquid=False,
        as_of=day(5),
        runs_out=day(12),
        uncounted=(),
        planned=True,
        assumed_days=0,
        unmatched=0,
        expires=None,
    )
    return replace(base, **more)


def words(report_: Report) -> str:
    section = supply_section(report_)
    assert section is not None
    return " ".join(part.text for part in section.parts if isinstance(part, Words))


def needed(report_: Report) -> str:
    """The note under what is to be prescribed."""
    section = decide_section(report_)
    assert section is not None
    (note,) = (part.text for part in section.parts if isinstance(part, Words) and part.tone is Tone.NOTE)
    return note


def test_mood_beside_the_days_with_and_without(journal: Journal) -> None:
    walks = [treatment(n, "walk", 30) for n in (0, 2, 4)]
    write(journal, treatment(1, "tea"), *walks, *(mood(n, mood=70 if n in {0, 2, 4} else 50) for n in range(6)))

    section = treatments_section(gathered(journal))

    assert section is not None
    table, note = section.parts
    assert isinstance(table, Table)
    assert table.head == ("", "days", "min", "mood with", "mood without")
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["walk", "3", "90", "7 (3)", "5 (3)"],
        ["tea", "1", "", "5 (1)", "7 (5)"],
    ]
    assert "not because of" in str(note)


def test_without_a_rating_there_is_nothing_to_set_beside(journal: Journal) -> None:
    write(journal, treatment(1, "tea"))

    section = treatments_section(gathered(journal))

    assert section is not None
    assert len(section.parts) == 1
    assert treatments_section(replace(gathered(journal), treatments=())) is None


def test_what_is_at_home_is_said_beside_what_is_needed(journal: Journal) -> None:
    write(journal, prescription(20, 20))
    found = gathered(journal)

    assert needed(found) == "Counted from today's doses; what is left at home is not counted here."
    told = replace(found, stock=(at_home(),))
    assert needed(told) == "Counted from today's doses; what is at home is taken off."
    assert words(told).startswith("oxycodone: 21 × 5 mg; covers")


def test_stock_alone_is_said_too_and_nothing_of_neither(journal: Journal) -> None:
    found = gathered(journal)

    assert supply_section(found) is None
    expired = at_home(runs_out=None, planned=False, expires=day(1))
    assert words(replace(found, stock=(expired,))).startswith("oxycodone: 21 × 5 mg; expired")
    good = at_home(runs_out=None, planned=False, expires=day(9) + timedelta(days=300))
    assert "good until" in words(replace(found, stock=(good,)))


def test_a_plan_that_is_over_needs_nothing_and_a_held_one_stays(journal: Journal) -> None:
    write(journal, plan(status=Status.HELD))
    assert needed(gathered(journal)).startswith("Counted from the plan, whose dose stays while it is on hold")
