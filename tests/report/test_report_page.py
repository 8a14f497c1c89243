"""The report as a page and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime, time
from pathlib import Path

import pytest
from msgspec.structs import replace

from diaries import DAY_ENDS_AT, assessment, at, day, dose, mood, plan, prescription, treatment, write
from oidtrack.domain.dose import Rate
from oidtrack.domain.journal import DoseState, moment
from oidtrack.domain.medicine import Makings, Release, Role, ScheduledDose
from oidtrack.domain.profile import Profile
from oidtrack.render.page.machine import document
from oidtrack.render.page.text import paint
from oidtrack.render.report.formats.document import SCHEMA, report_body
from oidtrack.render.report.formats.text import report_page
from oidtrack.render.report.view import report_view
from oidtrack.render.today.page import today_page
from oidtrack.rules.base import Finding, Severity
from oidtrack.services.files.demo import build_demo
from oidtrack.services.report.reporting import Report, default_since, report
from oidtrack.services.today.overview import today
from oidtrack.store.file.database import Journal, open_journal
from oidtrack.store.tables.appointments import Appointment, add_appointment
from oidtrack.store.tables.profile import save_profile
from oidtrack.taper.plan import Status

NOW = datetime.fromisoformat("2026-11-23T15:05:00-05:00")
FINDING = Finding("mood-drop", Severity.WATCH, "Mood is lower", "It fell.", "a rule", "engineering", day(1), ("e1",))
CONTRACT = (
    "period findings phases steps measures assessments adherence mme supply questions".split()  # noqa: SIM905
)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with open_journal(tmp_path / "journal.db") as opened:
        yield opened


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    path = tmp_path_factory.mktemp("demo") / "journal.db"
    build_demo(path, NOW)
    with open_journal(path) as opened:
        yield opened


def gathered(journal: Journal, first: int = -5, last: int = 30) -> Report:
    return report(journal, day(first), day(last), at(last, 23))


def page(found: Report) -> str:
    text = paint(report_page(report_view(found, NOW)))
    assert all(len(line) <= 80 for line in text.split("\n"))
    assert "\n\n\n" not in text
    return text


@pytest.mark.no_cover
@pytest.mark.parametrize("unicode", [True, False], ids=["unicode", "ascii"])
def test_the_made_up_person_before_a_visit(demo: Journal, unicode: bool, golden: Callable[[str, str], None]) -> None:
    found = report(demo, default_since(demo, NOW), NOW.date(), NOW)

    page = report_page(report_view(found, NOW), unicode=unicode)
    golden(f"report_{'unicode' if unicode else 'ascii'}.txt", paint(page))


@pytest.mark.no_cover
def test_the_made_up_person_today(demo: Journal, golden: Callable[[str, str], None]) -> None:
    golden("today_demo.txt", paint(today_page(today(demo, NOW, DAY_ENDS_AT))))


@pytest.mark.no_cover
def test_a_whole_year_fits_the_page(demo: Journal) -> None:
    text = page(report(demo, NOW.date().replace(year=2025), NOW.date(), NOW))

    assert "before, 90 a day" in text
    assert "Each point is the median of a week." in text


def test_an_empty_journal_is_calm(journal: Journal, golden: Callable[[str, str], None]) -> None:
    golden("report_empty.txt", page(gathered(journal)))


@pytest.mark.no_cover
def test_the_order_is_fixed(demo: Journal) -> None:
    found = replace(report(demo, default_since(demo, NOW), NOW.date(), NOW), findings=(FINDING,))

    headings = [block.split("\n")[0] for block in page(found).split("\n\n") if not block.startswith(" ")]

    at_heading = [headings.index(name) for name in headings]
    assert at_heading == sorted(at_heading)
    assert headings[0].startswith("Report: ")
    wanted = ["At a glance", "To decide today", "Taken now", "Dose and mood", "Since the last visit (28 Sep)"]
    wanted += ["Mood since each cut", "Dose a day: planned and taken", "Planned doses", "Questions to ask", "Also seen"]
    wanted += ["Mood, pain, sleep and withdrawal", "Questionnaires", "Phases", "Other treatments"]
    assert [name for name in headings if name in wanted] == wanted
    assert "Mood is lower" in page(found)


def test_free_text_stays_in_the_journal(journal: Journal) -> None:
    write(journal, replace(mood(0, mood=50), note="a secret"), replace(treatment(0, "walk"), note="a secret"))
    found = gathered(journal)

    assert "secret" not in page(found)
    assert "secret" not in json.dumps(report_body(found))


def test_thoughts_of_death_come_with_a_next_step(journal: Journal) -> None:
    write(journal, assessment(0, "phq9", 0, 0, 0, 0, 0, 0, 0, 0, 1))

    text = page(gathered(journal))

    assert text.index("PHQ-9 item 9: several days (1), 5 Oct") < text.index("At a glance")
    assert "Whom to call: Find A Helpline, findahelpline.com" in text
    assert "oidtrack" not in text


def test_changes_of_a_score_in_words(journal: Journal) -> None:
    scores = [(1,) * 8, (1,) * 8, (0,) * 8, (0, 0, 0, 0, 0, 0, 0, 1)]
    write(journal, *(assessment(n, "phq9", *answers, 0) for n, answers in enumerate(scores)))

    text = page(gathered(journal))

    for words in ("the first", "as before", "down 8, a change that matters", "up 1"):
        assert words in text


def test_before_a_plan_and_after_its_stop(journal: Journal) -> None:
    write(journal, prescription(20, 20), plan(), mood(-1, mood=50), mood(90, mood=70))

    text = page(gathered(journal, -5, 95))

    for words in ("before, 40 a day", "step 1, 35 a day", "after the stop", "tolerance is lost"):
        assert words in text


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"status": Status.HELD}, "on hold"),
        ({"agreed_with": ""}, "p1, oxycodone (ir), from 5 Oct 2026\n"),
        ({"agreed_on": None}, "agreed with Dr. Example (made up)\n"),
    ],
)
def test_how_the_plan_stands(journal: Journal, changes: dict[str, object], words: str) -> None:
    write(journal, plan(**changes))

    assert words in page(gathered(journal)).replace("\n" + " " * 15, " ")


def test_several_medicines(journal: Journal) -> None:
    sertraline = prescription(50, medicine="sertraline", role=Role.ANTIDEPRESSANT, times=(8,))
    film = prescription(8, medicine="buprenorphine", times=(8,))
    needed = prescription(medicine="tramadol")
    extra = dose(1, 50, medicine="tramadol", state=DoseState.EXTRA)
    write(journal, sertraline, film, needed, prescription(20, 20), dose(0), extra)

    text = page(gathered(journal))

    for words in ("buprenorphine, mg", "oxycodone, mg", "in all", "without buprenorphine", "tramadol, mg"):
        assert words in text


def test_a_patch_in_its_own_unit(journal: Journal) -> None:
    worn = (ScheduledDose(time(9), Rate(25_000)),)
    write(
        journal, prescription(medicine="fentanyl", release=Release.PATCH, doses=worn, makings=Makings(), change_days=3)
    )
    write(journal, dose(0, Rate(25_000), 9, medicine="fentanyl"))

    found = gathered(journal)

    assert "fentanyl, mcg/h" in page(found)
    assert {row["unit"] for row in report_body(found)["doses"]} == {"mcg/h"}


def test_for_whom_it_is(journal: Journal) -> None:
    with journal.writing("test", 0) as writer:
        save_profile(writer, Profile(prescriber="Dr. Example"))
    assert "For          Dr. Example\n" in page(gathered(journal))
    with journal.writing("test", 0) as writer:
        add_appointment(writer, Appointment(moment(at(40, 10), DAY_ENDS_AT), "Dr. Other\x1b[2J " + "x" * 99))

    text = page(gathered(journal))

    assert "Dr. Other\\x1b[2J" in text
    assert "\x1b" not in text


def test_the_document_has_what_the_contract_names(demo: Journal) -> None:
    found = report(demo, default_since(demo, NOW), NOW.date(), NOW)

    body = json.loads(document(SCHEMA, report_body(found)))

    assert body["schema"] == "oidtrack/report/1"
    assert set(CONTRACT) <= body.keys()
    assert body["period"] == {"from": "2026-09-28", "to": "2026-11-23", "days": 57, "days_logged": 45}
    assert sum(step["mood"]["n"] for step in body["steps"]) == body["measures"]["mood"]["n"]
    assert len(body["measures"]["mood"]["values"]) == body["measures"]["mood"]["n"]
    assert body["mme"]["factors"] == "CDC 2022"
    assert body["supply"]["next_step"]["tablets"]


def test_the_document_of_an_empty_journal_has_nulls_and_no_zeros(journal: Journal) -> None:
    body = report_body(gathered(journal))

    assert body["measures"]["mood"] == {"n": 0, "median": None, "q1": None, "q3": None, "values": []}
    assert (body["appointment"], body["plan"], body["supply"]["rest_of_step"]) == (None, None, None)


def test_a_finding_in_the_document(journal: Journal) -> None:
    (finding,) = report_body(replace(gathered(journal), findings=(FINDING,)))["findings"]

    assert (finding["id"], finding["since"], finding["entries"], finding["ask"]) == (
        "mood-drop",
        "2026-10-06",
        ["e1"],
        None,
    )
