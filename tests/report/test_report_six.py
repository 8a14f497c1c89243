"""What a prescriber must find on the page of each life, and the rules of the page, in every format for reading."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from lives import LIVES, MARK, NOW, reports
from oidtrack.render.page.machine import document
from oidtrack.render.report.formats.document import SCHEMA, report_body
from oidtrack.render.report.formats.pdf import report_pdf
from oidtrack.render.report.view import ReportView, report_view
from oidtrack.rules.base import Severity
from oidtrack.services.report.reporting import Report
from shown import SHOWN, pdf_of

pytestmark = pytest.mark.no_cover  # it runs once more what other tests hold, and takes long

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to" / "report.md"

MUST: dict[str, tuple[str, ...]] = {
    "steady": (
        "PHQ-9 item 9: several days (1), 10 Nov; was not at all (0), 13 Oct",
        "Samaritans, 116 123",
        "PHQ-9 7 (15 Sep), now 15 (10 Nov), +8.",
        "Oxycodone 90 mg a day, unchanged. 135 MME a day.",
        "No plan to come down.",
    ),
    "held": (
        "2 holds in this time, 56 days: 8 Sep to 5 Oct and since 27 Oct",
        "Stay on hold, on 70 mg a day",
        "Next step from Tue 8 Dec 2026: 60 mg a day. First day without: Tue 5 Jan 2027, as it stands.",
        "Oxycodone 90 then, 70 mg a day now. 105 MME a day (135 MME then).",
    ),
    "ended": (
        "No opioid since Fri 9 Oct 2026, 45 days ago: tolerance is lost, the old dose would now be dangerous.",
        "Naloxone: not said whether any is at home.",
        "25 Sep to 8 Oct 2.5 3.8 2.5 3.8 10/14",
    ),
    "patched": (
        "A benzodiazepine as well",
        "fentanyl patch 25 mcg/h: 1 at 09:00 every 3 days. 23 Nov to 7 Dec (15 days): 5 patches.",
        "90 MME a day",
        "Oxycodone at home lasts until Wed 2 Dec 2026.",
        "age 71; depression before; sleep apnoea; benzodiazepine (diazepam); alcohol; no naloxone at home.",
    ),
    "sparse": (
        "Back at an old dose after days without",
        "Settle the dose first: after days without, that of today may be too much.",
        "Written down: 10 of 89 days, under half: too few to rest a decision on.",
        "Mood: too few days to tell (n 3 at the end).",
        "26 Aug to 22 Nov 20 30 - too few 3/89",
    ),
    "many": (
        "A medicine that causes sleepiness as well",
        "At least 60 MME a day.",
        "atorvastatin",
        "What about the pain in the morning, which is worst when it rains",
    ),
}
APPLIES = {
    "Danger today": {"steady", "patched", "sparse", "many"},
    "Mood since each cut": {"held", "ended"},
    "To ask as well, from what was seen": set(LIVES) - {"ended"},
}
"""Places of the ten questions that are not on every page: where there is something to say there."""


@pytest.fixture(scope="module")
def lives() -> Mapping[str, Report]:
    return reports()


@pytest.fixture(scope="module")
def pages(lives: Mapping[str, Report]) -> dict[tuple[str, str], str]:
    views = {life: report_view(report, NOW) for life, report in lives.items()}
    return {(life, form): show(views[life]) for life in views for form, show in SHOWN.items()}


EACH = [(life, form) for life in LIVES for form in SHOWN]


@pytest.mark.parametrize(("life", "form"), EACH)
def test_what_a_prescriber_must_find(pages: dict[tuple[str, str], str], life: str, form: str) -> None:
    page = pages[life, form].replace(" | ", " ")

    assert [words for words in MUST[life] if words not in page] == []


@pytest.mark.parametrize(("life", "form"), EACH)
def test_every_finding_and_every_question_is_there(
    lives: Mapping[str, Report], pages: dict[tuple[str, str], str], life: str, form: str
) -> None:
    report, page = lives[life], pages[life, form]
    loud = [finding for finding in report.findings if finding.severity.rank >= Severity.WATCH.rank]

    assert loud or life == "ended"
    for finding in loud:
        assert " ".join((finding.noted or finding.text).split())[:60] in page
    # the PDF names a script that it cannot draw; it still has the line
    for n, question in enumerate((*report.questions, *report.suggested), 1):
        words = question if question.isascii() else f"{n}."
        assert words in page


@pytest.mark.parametrize(("life", "form"), EACH)
def test_nobody_is_spoken_to_and_no_command_is_named(lives: Mapping[str, Report], life: str, form: str) -> None:
    """The questions are the person's own words; all else is written to the prescriber."""
    report = lives[life]
    quiet = tuple(replace(finding, ask="") for finding in report.findings)
    page = SHOWN[form](report_view(replace(report, questions=(), findings=quiet), NOW))

    assert not re.search(r"\b(you|your|yours)\b", page, re.IGNORECASE)
    assert not re.search(r"(?<!-)--[a-z]", page)
    assert "oidtrack" not in page.replace("with oidtrack 0.", "")
    assert page.count("with oidtrack 0.") == (0 if form == "text" else 1)


@pytest.mark.parametrize(("life", "form"), EACH)
def test_why_a_plan_was_held_leaves_only_with_the_notes(lives: Mapping[str, Report], life: str, form: str) -> None:
    report, show = lives[life], SHOWN[form]

    assert MARK not in show(report_view(report, NOW, detail=True))
    assert MARK in show(report_view(report, NOW, notes=True))


@pytest.mark.parametrize("life", LIVES)
def test_naloxone_is_asked_for_once_and_a_taper_only_where_there_is_one(lives: Mapping[str, Report], life: str) -> None:
    report = lives[life]

    assert sum("naloxone" in question for question in report.suggested) == (life not in {"many", "ended"})
    assert report.plan is not None or not any("taper" in question for question in report.suggested)


def test_too_little_has_no_quartiles_and_no_change(pages: dict[tuple[str, str], str]) -> None:
    for form in SHOWN:
        page = pages["sparse", form].replace(" | ", " ")
        table = page.split("Mood, pain, sleep and withdrawal")[-1].split("Questionnaires")[0]
        assert not re.search(r"\(\d+\),? \d[\d.]*-\d", table)
        assert table.count("too few") == 20
        assert page.split("Since the last visit (26 Aug)")[-1].split("Withdrawal: highest")[0].count("too few") >= 4


@pytest.mark.parametrize("life", LIVES)
def test_one_denominator_without_today(
    lives: Mapping[str, Report], pages: dict[tuple[str, str], str], life: str
) -> None:
    report, page = lives[life], pages[life, "text"]
    days = (NOW.date() - report.period.first).days

    assert f" of {days} days" in page
    assert f"/{days + 1}" not in page
    assert f" of {days + 1} days" not in SHOWN["markdown"](report_view(report, NOW))


def test_partial_days_are_told_apart(lives: Mapping[str, Report], pages: dict[tuple[str, str], str]) -> None:
    counts = dict(lives["patched"].kept.medicines)["oxycodone"]
    assert (counts.partial, counts.missed, counts.extra, counts.skipped) == (5, 5, 5, 3)
    for form in SHOWN:
        assert "partial days: there 5 planned times have no word" in pages["patched", form]


@pytest.mark.parametrize("life", LIVES)
def test_each_place_of_the_ten_questions_is_a_heading(lives: Mapping[str, Report], life: str) -> None:
    titles = {re.sub(r" \(.*", "", section.title) for section in report_view(lives[life], NOW).sections}
    rows = [line for line in HOW_TO.read_text(encoding="utf-8").splitlines() if re.match(r"\| \d+ \|", line)]
    places = [place for row in rows for place in re.findall(r"\*([^*]+)\*", row.split("|")[3])]

    assert len(rows) == 10
    assert all(re.search(r"\*[^*]+\*|the picture", row.split("|")[3]) for row in rows)
    wanted = {place for place in places if life in APPLIES.get(place, LIVES)}
    assert wanted - titles == set()
    assert len(set(places)) >= 8


def test_the_data_names_the_findings_that_the_page_shows(lives: Mapping[str, Report]) -> None:
    for report in lives.values():
        assert document(SCHEMA, report_body(report)).count('"severity"') == len(report.findings)


def test_no_words_of_a_pdf_are_smaller_than_nine_points_and_none_in_a_picture_than_seven_and_a_half(
    lives: Mapping[str, Report],
) -> None:
    for report in lives.values():
        view = report_view(report, NOW)
        drawn = {True: sizes(pdf_of(view)), False: sizes(report_pdf(without_picture(view)))}
        assert min(drawn[True]) >= 7.5
        assert min(drawn[False]) >= 9


def sizes(data: bytes) -> list[float]:
    """Of every run of words, in points."""
    found: list[float] = []

    def seen(text: str, now: list[float], line: list[float], _: object, size: float) -> None:
        if text.strip():
            found.append(size * abs(line[3]) * abs(now[3]))

    for page in PdfReader(io.BytesIO(data)).pages:
        page.extract_text(visitor_text=seen)
    return [round(size, 2) for size in found]


def without_picture(view: ReportView) -> ReportView:
    return replace(view, sections=tuple(section for section in view.sections if section.key != "picture"))
