"""Phases, and mood since each cut, as sections of the report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from diaries import at, day, mood, plan, write
from oidtrack.render.page.parts import Table
from oidtrack.render.report.sections.phases import overlay_section, phases_section
from oidtrack.services.report.reporting import Report, report
from oidtrack.store.file.database import Journal, open_journal


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with open_journal(tmp_path / "journal.db") as opened:
        yield opened


def gathered(journal: Journal, first: int, last: int) -> Report:
    return report(journal, day(first), day(last), at(last, 23))


def texts(found: object) -> list[list[str]]:
    assert isinstance(found, Table)
    return [[cell.text for cell in row] for row in found.rows]


def test_each_phase_has_its_median_with_n(journal: Journal) -> None:
    write(journal, plan(), *(mood(n, mood=60 if n < 0 else 40) for n in range(-20, 10)))

    section = phases_section(gathered(journal, -20, 9))

    assert section is not None
    assert texts(section.parts[1]) == [
        ["steady dose (20/20)", "6 (20)", "–", "–", "–", "–", "–"],
        ["after a cut (9/9)", "4 (9)", "–", "–", "–", "–", "–"],
    ]


def test_one_phase_alone_or_nothing_written_says_nothing(journal: Journal) -> None:
    assert phases_section(gathered(journal, -20, 9)) is None
    write(journal, plan())
    assert phases_section(gathered(journal, -20, 9)) is None


def test_mood_since_each_cut_against_the_days_before(journal: Journal) -> None:
    write(journal, plan(), *(mood(n, mood=60 if n < 0 or n > 9 else 40) for n in range(-20, 20)))

    section = overlay_section(gathered(journal, -20, 19))

    assert section is not None
    first, together = texts(section.parts[1])
    assert first == ["5 Oct", "−2 (4)", "−2 (4)", "0 (7)", "0 (4)", "–", "10 days"]
    assert together[0] == "all"
    assert len(section.parts) == 2, "too few cuts to say whether they get harder"


def test_no_cut_or_nothing_before_it_says_nothing(journal: Journal) -> None:
    assert overlay_section(gathered(journal, -20, 9)) is None
    write(journal, plan(), mood(3, mood=50))
    assert overlay_section(gathered(journal, -20, 9)) is None


@pytest.mark.parametrize(
    ("deeper", "words"),
    [
        (True, "Each of the last three cuts went deeper than the one before it, by 0.5 or more (days 0-14: n 15)."),
        (False, "The last three cuts do not go deeper from one to the next, by 0.5 or more (days 0-14: n 15)."),
    ],
)
def test_whether_they_get_harder(journal: Journal, deeper: bool, words: str) -> None:
    write(journal, plan(), *(mood(n, mood=60) for n in range(-20, 20)))
    found = gathered(journal, -20, 19)
    phases = replace(found.phases, overlay=replace(found.phases.overlay, deeper=deeper))

    section = overlay_section(replace(found, phases=phases))

    assert section is not None
    assert words in str(section.parts[-1])
    assert "no dip" in str(section.parts[1])


def test_after_the_end_nothing_is_said_of_the_next_hold(journal: Journal) -> None:
    write(journal, plan(), *(mood(n, mood=60) for n in range(-20, 20)))
    found = gathered(journal, -20, 19)
    phases = replace(found.phases, overlay=replace(found.phases.overlay, deeper=True))

    section = overlay_section(replace(found, phases=phases, standing=replace(found.standing, stopped=day(10))))

    assert section is not None
    assert "deeper" not in str(section.parts)
