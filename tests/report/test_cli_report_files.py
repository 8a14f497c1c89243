"""The report as files: what is written where, what never leaves, and what is said when it cannot be."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from oidtrack.errors import BadInput, FileTrouble, NotInstalled
from oidtrack.rules.base import Finding, Severity
from oidtrack.services.report.reporting import Report, report
from running import Oid

SECRET = "the garden was quiet"


def _begin_week(oid: Oid) -> None:
    oid("med", "add", "oxycodone", "--dose", "30", "--at", "8:00,14:00,22:00", "--since", "2023-01-15")
    for n in range(7):
        assert oid("log", "--mood", "5", "--note", SECRET, "--at", f"{n} days ago" if n else "now").code == 0
    assert oid("appointment", "add", "--at", "2026-12-07 10:00", "--who", "Dr. A", "--ask", "Which first?").code == 0


@pytest.fixture
def week(oid: Oid) -> Oid:
    """A week of moods and doses with a note in it, and a visit to come."""
    oid.once(_begin_week)
    return oid


FILES = {"--html": "a page.html", "--pdf": "a page.pdf", "--markdown": "a page.md", "--fhir": "a page.json"}
BEGINS = {"--html": b"<!doctype html>", "--pdf": b"%PDF-", "--markdown": b"# Report", "--fhir": b'{\n  "resourceType"'}


@pytest.mark.no_cover
def test_all_files_at_once_in_a_folder_with_a_blank(week: Oid, tmp_path: Path) -> None:
    folder = tmp_path / "for Monday"
    folder.mkdir()
    words = [word for option, name in FILES.items() for word in (option, str(folder / name))]

    result = week("report", *words)

    assert (result.code, result.out) == (0, "")
    assert sorted(path.name for path in folder.iterdir()) == sorted(FILES.values())
    for option, name in FILES.items():
        assert (folder / name).read_bytes().startswith(BEGINS[option])
        assert SECRET.encode() not in (folder / name).read_bytes()
        assert (folder / name).stat().st_mode & 0o777 == 0o600
        assert name in result.err


def test_free_text_leaves_with_notes_alone(week: Oid, tmp_path: Path) -> None:
    page = tmp_path / "page.html"

    assert SECRET not in week("report").out
    assert SECRET not in json.dumps(week.json("report"))
    assert SECRET in week("report", "--notes").out
    assert {note["text"] for note in week.json("report", "--notes")["notes"]} == {SECRET}
    assert week("report", "--notes", "--html", str(page)).code == 0
    assert SECRET in page.read_text()


def test_a_preview_lists_both_and_writes_nothing(week: Oid, tmp_path: Path) -> None:
    page = tmp_path / "page.html"

    result = week("report", "--preview", "--html", str(page))

    assert result.code == 0
    assert not page.exists()
    always, _, noted = result.out.partition("Only with --notes:")
    assert "question: Which first?" in always
    assert "name: Dr. A" in always
    assert noted.count(SECRET) == 7
    listed = week.json("report", "--preview")
    assert listed["schema"] == "oidtrack/report-preview/1"
    assert [one["text"] for one in listed["always"]] == ["Dr. A", "Which first?"]
    assert {one["what"] for one in listed["with_notes"]} == {"note on a mood entry"}


def test_markdown_on_standard_output(week: Oid) -> None:
    result = week("report", "--markdown", "-")

    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("# Report: ")


def test_files_and_json_together(week: Oid, tmp_path: Path) -> None:
    document = week.json("report", "--html", str(tmp_path / "page.html"), "--name", "Somebody")

    assert document["schema"] == "oidtrack/report/1"
    assert document["questions"][0] == "Which first?"
    assert document["supply"]["prescribe"][0]["tablets"]
    assert "Somebody" in (tmp_path / "page.html").read_text()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--markdown", "-", "--html", "-"], "only one thing"),
        (["--markdown", "-", "--json"], "only one thing"),
        (["--pdf", "-"], "a PDF cannot be shown"),
        (["--name", "x" * 101], "--name is too long"),
        (["--html", "~nobody-of-that-name/page.html"], "the home of nobody"),
    ],
)
def test_what_cannot_be_asked_for(week: Oid, words: list[str], said: str) -> None:
    result = week("report", *words)

    assert (result.code, result.out) == (2, "")
    assert said in result.err


@pytest.mark.parametrize(("where", "kind"), [("no such folder/page.html", FileTrouble), (".", BadInput)])
def test_a_place_that_cannot_be_written(
    week: Oid, tmp_path: Path, where: str, kind: type[FileTrouble | BadInput]
) -> None:
    before = sorted(tmp_path.iterdir())

    result = week("report", "--html", str(tmp_path / where))

    assert (result.code, result.out) == (kind.exit_code, "")
    assert result.err.startswith("error: ")
    assert "hint: " in result.err
    assert sorted(tmp_path.iterdir()) == before


def test_without_the_extra_a_pdf_says_how_to_get_one(
    week: Oid, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [
        name
        for name in sys.modules
        if name.startswith(("reportlab", "oidtrack.render.report.formats.pdf", "oidtrack.render.page.paper.pdf"))
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "reportlab", None)

    result = week("report", "--pdf", str(tmp_path / "page.pdf"))

    assert result.code == NotInstalled.exit_code
    assert "pip install 'oidtrack[pdf]'" in result.err
    assert not (tmp_path / "page.pdf").exists()


@pytest.mark.parametrize(
    ("severity", "code"), [(Severity.INFO, 0), (Severity.WATCH, 1), (Severity.ACT, 1), (Severity.URGENT, 1)]
)
def test_fail_on_warning(
    week: Oid, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, severity: Severity, code: int
) -> None:
    def warned(*words: object) -> Report:
        finding = Finding("x", severity, "Something", "It was seen.", "a rule", "engineering")
        return replace(report(*words), findings=(finding,))  # type: ignore[arg-type]

    monkeypatch.setattr("oidtrack.cli.report.report.gather", warned)
    page = tmp_path / "page.html"

    assert week("report", "--fail-on-warning", "--html", str(page)).code == code
    assert page.exists(), "it is written all the same"
    assert week("report").code == 0


@pytest.mark.usefixtures("week")
def test_the_plain_report_does_not_load_what_draws_pages() -> None:
    probe = "import sys; from oidtrack.cli.main import run; run(['report']); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", probe],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")},
        capture_output=True,
        text=True,
        check=True,
    )

    modules = set(done.stderr.split())
    assert not [name for name in modules if name.startswith(("reportlab", "oidtrack.exchange"))]
    assert "oidtrack.render.report.formats.html" not in modules


@pytest.mark.parametrize(("name", "lost"), [("Łódź Ø Ελλάς", ""), ("山田 שלום Łukasz", "Chinese or Japanese, Hebrew")])
def test_letters_that_the_pdf_cannot_show_are_said(week: Oid, tmp_path: Path, name: str, lost: str) -> None:
    result = week("report", "--pdf", str(tmp_path / "page.pdf"), "--name", name)
    said = " ".join(result.err.split())
    assert result.code == 0
    assert ("the PDF names words" in said) is bool(lost)
    assert f"in {lost}. --html shows them" in said or not lost
    html = week("report", "--html", str(tmp_path / "page.html"), "--name", name)
    assert "the PDF" not in html.err
    assert name in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_ratings_leave_by_week_or_day_by_day_if_that_is_asked_for(week: Oid, tmp_path: Path) -> None:
    weeks, days = tmp_path / "weeks.json", tmp_path / "days.json"
    assert week("report", "--fhir", str(weeks)).code == 0
    assert week("report", "--fhir", str(days), "--fhir-daily").code == 0

    said = '"Mood, 0 to 10'
    assert (weeks.read_text().count(said), days.read_text().count(said)) == (2, 7)
    refused = week("report", "--fhir-daily")
    assert (refused.code, refused.out) == (2, "")
    assert "--fhir-daily goes with --fhir alone" in refused.err
