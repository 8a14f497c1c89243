"""Figures around cuts, of the days to come and inside findings, against plain SQL, beside `test_report_figures.py`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from lives import LIVES, NOW, journals, seen
from oidtrack.render.report.formats.html import report_html
from shown import SHOWN
from sums import VALUES, Sums, said, short
from sums_ahead import asked, dose_then, reach
from sums_cuts import phase_rows, since_cuts
from sums_picture import picture

pytestmark = pytest.mark.no_cover  # it runs once more what other tests hold, and takes long

MME = {"oxycodone": Fraction(3, 2), "fentanyl": Fraction(12, 5)}
"""Of a milligram, and of a patch of a microgram an hour: CDC 2022, table of factors."""
CLOCKS = {f"{days:+}": NOW + timedelta(days=days, hours=hours) for days, hours in ((-6, 7), (0, 0), (1, -9), (4, 3))}
LINE = re.compile(
    r"(Until|From) the visit, (\S+) (?:immediate release, |patch )([\d.]+ (?:mg|mcg/h))(?: tablets)?: .*?"
    r" \(\d+ days?\): (\d+) (?:tablet|patch)"
)
ANSWERS = ("not at all", "several days", "more than half the days", "nearly every day")


@pytest.fixture(scope="module")
def files() -> Mapping[str, Path]:
    return journals()


def expected(sums: Sums) -> list[str]:
    return [*since_cuts(sums), *phase_rows(sums), *reach(sums), *dose_then(sums, MME), *_of_findings(sums)]


@pytest.mark.parametrize("clock", CLOCKS)
@pytest.mark.parametrize("life", LIVES)
def test_every_further_figure_is_what_sql_comes_to(files: Mapping[str, Path], life: str, clock: str) -> None:
    now = CLOCKS[clock]
    page = SHOWN["html"](seen(life, now))
    sums = Sums(files[life], now.date())

    assert [words for words in expected(sums) if words not in page] == []
    assert [(when, name, size, int(count)) for when, name, size, count in LINE.findall(page)] == asked(sums)
    sums.file.close()


@pytest.mark.parametrize("clock", CLOCKS)
@pytest.mark.parametrize("life", LIVES)
def test_the_words_of_the_picture_are_what_sql_comes_to(files: Mapping[str, Path], life: str, clock: str) -> None:
    now = CLOCKS[clock]
    (words,) = set(re.findall(r'role="img" aria-label="(Mood[^"]*)"', report_html(seen(life, now))))
    sums = Sums(files[life], now.date())

    assert [said for said in picture(sums) if said not in words] == []
    sums.file.close()


@pytest.mark.parametrize("life", LIVES)
def test_a_further_figure_that_is_off_is_noticed(files: Mapping[str, Path], life: str) -> None:
    """Each number of what SQL comes to is changed on the page by itself: every time it is missed."""
    page = SHOWN["html"](seen(life, NOW))
    sums = Sums(files[life], NOW.date())
    further = expected(sums)

    for words in further:
        for at in re.finditer(r"\d+", words):
            off = f"{words[: at.start()]}{int(at[0]) + 1}{words[at.end() :]}"
            assert off not in page, off
    assert len(further) >= 1
    sums.file.close()


@pytest.mark.parametrize(
    ("life", "start"),
    [
        ("steady", "Mood of the last days is 2.4 points"),
        ("steady", "PHQ-9 is 15;"),
        ("sparse", "No oxycodone for 5 days"),
        ("held", "13 Oct -1.9 (3)"),
        ("ended", "after the end (41/45) 5.6 (41) 5-6.1"),
        ("patched", "oxycodone: 19 × 10 mg;"),
    ],
)
def test_what_a_life_is_about_is_among_its_figures(files: Mapping[str, Path], life: str, start: str) -> None:
    sums = Sums(files[life], NOW.date())

    assert any(words.startswith(start) for words in expected(sums))
    sums.file.close()


def _of_findings(sums: Sums) -> list[str]:
    """PHQ-9 and its item 9, mood under usual, the total of equivalents, and days without a dose."""
    return [*_forms(sums), *_under_usual(sums), *_days_without(sums)]


def _under_usual(sums: Sums) -> list[str]:
    """The mean of the last seven days, today among them, below the middle of what is usual, from 2 points on."""
    week = sums.days(sums.over - timedelta(days=6), sums.over + timedelta(days=1))
    n, total = sums.rows(f"SELECT count(*), CAST(sum(value) AS INTEGER) FROM ({VALUES['mood']}) WHERE {week}")[0]
    usual_n, middle = sums.quantile("mood", sums.usual())
    if n < 3 or usual_n < 14 or middle is None:
        return []
    depth = middle - Fraction(total, 10 * n)
    return [f"Mood of the last days is {said(depth)} points under usual"] if depth >= 2 else []


def _days_without(sums: Sums) -> list[str]:
    """Whole days of the latest gap of three or more, over for three days at most, between doses of oxycodone."""
    sql = """WITH given AS (SELECT e.day AS day, e.at_utc - lag(e.at_utc) OVER (ORDER BY e.at_utc) AS gap
            FROM intakes i JOIN entries e ON e.id = i.entry_id WHERE i.state <> 'skipped' AND i.medicine = 'oxycodone')
        SELECT gap / 86400 FROM given WHERE gap >= 3 * 86400 AND day >= date(?1, '-3 days') AND day <= ?1
        ORDER BY day DESC LIMIT 1"""
    return [f"No oxycodone for {gap} days as written down" for (gap,) in sums.rows(sql, f"{sums.over}")]


def _forms(sums: Sums) -> list[str]:
    scores = sums.scores("phq9")
    if not scores:
        return []
    found = [f"PHQ-9 is {said(scores[-1][1])}; from 10 on"] if scores[-1][1] >= 10 else []
    sql = """SELECT e.day, json_extract(a.answers, '$[8]') FROM assessments a JOIN entries e ON e.id = a.entry_id
        WHERE a.instrument = 'phq9' AND e.day <= ? ORDER BY e.day DESC LIMIT 2"""
    answers = [f"{ANSWERS[n]} ({n}), {short(date.fromisoformat(day))}" for day, n in sums.rows(sql, f"{sums.over}")]
    if len(answers) > 1 and not answers[0].startswith(ANSWERS[0]):
        found.append(f"PHQ-9 item 9: {answers[0]}; was {answers[1]}")
    return found
