"""Three lives before a visit, in every format, to the letter; and one page for whoever writes much."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from lives import LIVES, MARK, NOW, reports
from much import much
from oidtrack.render.page.machine import document
from oidtrack.render.report.formats.document import SCHEMA, report_body
from oidtrack.render.report.formats.html import report_html
from oidtrack.render.report.formats.markdown import report_markdown
from oidtrack.render.report.formats.pdf import report_pdf
from oidtrack.render.report.view import report_view
from oidtrack.services.report.reporting import Report
from oidtrack.services.report.sharing import report_fhir
from shown import pdf_text, report_text, without_shapes

pytestmark = pytest.mark.no_cover  # it runs once more what other tests hold, and takes long

Golden = Callable[[str, str], None]


@pytest.fixture(scope="module")
def lives() -> Mapping[str, Report]:
    return reports()


def in_short(bundle: str) -> str:
    """How many resources of each kind there are, and the first of each kind of reading in full."""
    entries = json.loads(bundle)["entry"]
    kinds = Counter(_kind(entry) for entry in entries)
    first: dict[str, Any] = {}
    for entry in entries:
        first.setdefault(_kind(entry), entry)
    return json.dumps({"counts": kinds, "first": list(first.values())}, indent=1, ensure_ascii=False) + "\n"


def _kind(entry: dict[str, Any]) -> str:
    resource = entry["resource"]
    return " ".join([resource["resourceType"], *([resource["code"]["text"]] if "code" in resource else [])])


def shortened(body: dict[str, Any]) -> dict[str, Any]:
    """The report with the first and the last values of each measure, and how many there are."""
    measures = {}
    for name, one in body["measures"].items():
        values = one["values"]
        measures[name] = {**one, "values": [*values[:1], f"{len(values)} in all", *values[-1:]]}
    return {**body, "measures": measures}


FORMATS: dict[str, Callable[[Report], str]] = {
    "txt": lambda report: report_text(report_view(report, NOW)),
    "md": lambda report: report_markdown(report_view(report, NOW)),
    "html": lambda report: without_shapes(report_html(report_view(report, NOW))),
    "pdf.txt": lambda report: pdf_text(report_view(report, NOW)),
    "json": lambda report: document(SCHEMA, shortened(report_body(report))) + "\n",
    "fhir.json": lambda report: in_short(report_fhir(report, NOW)),
}
HELD = {
    "steady": tuple(FORMATS),
    "held": tuple(FORMATS),
    "ended": tuple(FORMATS),
    "patched": ("txt", "html"),
    "sparse": ("txt", "html"),
    "many": ("txt", "html", "pdf.txt"),
}
"""What is held to the letter of each life: nobody reads six of everything."""


def test_every_life_is_held_as_text_and_as_html() -> None:
    assert HELD.keys() == LIVES.keys()
    assert all({"txt", "html"} <= {*forms} for forms in HELD.values())


@pytest.mark.parametrize(("life", "form"), [(life, form) for life, forms in HELD.items() for form in forms])
def test_a_life_as_it_is_shown(lives: Mapping[str, Report], life: str, form: str, golden: Golden) -> None:
    golden(f"lives/{life}.{form}", FORMATS[form](lives[life]))


@pytest.mark.parametrize("life", LIVES)
def test_no_free_text_leaves_unless_asked_for(lives: Mapping[str, Report], life: str) -> None:
    report = lives[life]
    bare, told = report_view(report, NOW, detail=True), report_view(report, NOW, notes=True)

    for show in (report_text, report_markdown, report_html, pdf_text):
        assert MARK not in show(bare)
        assert MARK in " ".join(show(told).split())
    assert MARK not in report_fhir(report, NOW)
    assert MARK not in json.dumps(report_body(report))
    assert MARK in json.dumps(report_body(report, notes=True))


def test_each_life_shows_what_it_is_about(lives: Mapping[str, Report]) -> None:
    text = {life: " ".join(report_text(report_view(report, NOW)).split()) for life, report in lives.items()}

    assert "15 of 27 moderately severe up 4" in text["steady"]
    assert "step 2, 70 a day" in text["held"]
    assert "on hold" in text["held"]
    assert "after the stop" in text["ended"]
    assert "No opioid since Fri 9 Oct 2026, 45 days ago: tolerance is lost" in text["ended"]


@pytest.mark.parametrize("country", ["US", "GB"])
def test_a_pdf_is_both_sides_of_one_sheet(lives: Mapping[str, Report], country: str) -> None:
    """Fourteen medicines, each with its line of counts, are a page more."""
    for life, report in lives.items():
        view = report_view(replace(report, country=country), NOW, name="Łukasz")
        pages = PdfReader(io.BytesIO(report_pdf(view))).pages
        assert len(pages) == (3 if life == "many" else 2)
        assert "On the next page: " in pages[0].extract_text()


@pytest.mark.parametrize("form", ["txt", "md", "html", "pdf.txt"])
def test_no_finding_and_no_question_is_ever_dropped(lives: Mapping[str, Report], form: str) -> None:
    report = much(lives["held"])
    report = replace(report, questions=tuple(f"Question {n} of mine, which is long? {'x' * n * 9}" for n in range(14)))

    shown = FORMATS[form](report)

    for finding in report.findings:
        assert finding.title in shown
    for n in range(14):
        assert f"Question {n} of mine" in shown
    assert shown.index("Question 13 of mine") < shown.index(report.suggested[0][:40])


def test_the_detail_and_the_notes_are_pages_of_their_own(lives: Mapping[str, Report]) -> None:
    report = much(lives["held"])
    view = report_view(report, NOW, detail=True, notes=True)

    page, *more = pdf_text(view).split("\f")

    assert "Week by week" not in page
    assert "Week by week" in "".join(more)
    assert "Rule: a rule. Source: engineering." in " ".join("".join(more).split())
    assert "Week by week" in report_text(view)
    assert "Week by week" in report_markdown(view)


def test_a_pdf_names_nobody_unless_the_name_was_given(lives: Mapping[str, Report]) -> None:
    for name in ("", "Łukasz Żółć"):
        data = report_pdf(report_view(lives["steady"], NOW, name=name))
        reader = PdfReader(io.BytesIO(data))
        known = reader.metadata
        assert known is not None
        assert ("Łukasz" in str(known.title)) is bool(name)
        assert not known.author
        assert ("Łukasz" in reader.pages[0].extract_text()) is bool(name)
        assert data == report_pdf(report_view(lives["steady"], NOW, name=name)), "the same bytes"


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (NOW, "D:20261123150500-05'00'"),
        (NOW.astimezone(timezone(timedelta(hours=5, minutes=45))), "D:20261124015000+05'45'"),
        (NOW.astimezone(timezone(timedelta(hours=-3, minutes=-30))), "D:20261123163500-03'30'"),
        (NOW.astimezone(timezone(timedelta(minutes=-30))), "D:20261123193500-00'30'"),
        (NOW.astimezone(UTC), "D:20261123200500+00'00'"),
    ],
)
def test_a_pdf_is_dated_as_the_page_is(lives: Mapping[str, Report], at: datetime, said: str) -> None:
    reader = PdfReader(io.BytesIO(report_pdf(report_view(lives["steady"], at))))

    known = reader.metadata
    assert known is not None
    assert [str(known[name]) for name in ("/CreationDate", "/ModDate")] == [said, said]
    assert (known.author, known.subject, known.creator) == ("", "", "oidtrack")
    assert known.title == "Report: Wed 26 Aug 2026 to Mon 23 Nov 2026"
    assert str(reader.root_object["/Lang"]) == "en"


def test_every_font_of_a_pdf_is_in_the_file(lives: Mapping[str, Report]) -> None:
    view = report_view(much(lives["held"]), NOW, name="Łukasz", detail=True, notes=True)
    for page in PdfReader(io.BytesIO(report_pdf(view))).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            assert "/FontFile2" in font.get_object()["/FontDescriptor"].get_object()


def test_what_the_letters_of_a_pdf_lack_is_named_there_and_at_its_foot(lives: Mapping[str, Report]) -> None:
    report = replace(lives["steady"], questions=("日本 −2 & <b>Ω</b>?", "האם זה טוב? 😀"))

    text = " ".join(pdf_text(report_view(report, NOW)).split())

    assert "[2 signs in Chinese or Japanese script] -2 & <b>Ω</b>?" in text
    assert "[3 words in Hebrew script]? [emoji]" in text
    assert text.count("see the HTML page (Chinese or Japanese, Hebrew, emoji).") == 1
    assert "see the HTML page" not in pdf_text(report_view(lives["steady"], NOW))
