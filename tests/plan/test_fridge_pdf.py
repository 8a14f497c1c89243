"""The sheet for the fridge as PDF: what the HTML has, in letters that are read from a step away."""

from __future__ import annotations

import io
import re
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from pypdf import PdfReader
from pypdf.generic import ContentStream
from regimens import a_request

from oidtrack.domain.medicine import Release
from oidtrack.errors import BadInput, NotInstalled
from oidtrack.render.plan.fridge import HOLD, MISSED, months_from
from oidtrack.render.plan.fridge_pdf import fridge_pdf, lost_letters
from oidtrack.render.plan.fridge_sheet import fridge_sheet
from oidtrack.taper.drafting import draft
from oidtrack.taper.plan import Plan, Status
from pdf_aloud import ORNAMENT, UNTAGGED, Heard, aloud
from running import Oid

DRAFT = replace(draft(a_request("32.5 20 27.5", "5 10 20 30", halves="5")), id=3)
AGREED = replace(DRAFT, status=Status.AGREED, agreed_with="Dr. NAME", agreed_on=date(2026, 11, 20))
TODAY = date(2026, 11, 25)
AT = datetime(2026, 11, 25, 9, tzinfo=UTC)
MEDICINE = ("oxycodone", "--dose", "10", "--at", "8:00,20:00", "--strengths", "5,10", "--since", "2023-01-15")


@pytest.fixture(scope="module")
def made() -> bytes:
    return fridge_pdf(AGREED, TODAY, AT, 3)


@pytest.fixture(scope="module")
def heard(made: bytes) -> Heard:
    return aloud(made)


def spoken(text: str) -> str:
    return " ".join(text.split())


def sizes(data: bytes) -> set[float]:
    """Every size of type that is set; nothing on the page is scaled."""
    reader = PdfReader(io.BytesIO(data))
    pages = [ContentStream(page.get_contents(), reader).operations for page in reader.pages]
    scaled = {tuple(map(float, on[:4])) for page in pages for on, how in page if how in {b"cm", b"Tm"}}
    assert scaled <= {(1.0, 0.0, 0.0, 1.0)}
    return {float(on[1]) for page in pages for on, how in page if how == b"Tf"}


@pytest.mark.no_cover
def test_it_has_the_months_of_the_html_with_the_same_words_and_boxes(heard: Heard) -> None:
    tree, _ = heard
    months = months_from(AGREED, TODAY, 3)

    assert [one.said() for one in tree.all("H1")] == [month.title for month in months]
    said = spoken(tree.said())
    for month in months:
        for words in (month.rules, month.standing, month.told, *(f"{a} = {b}" for a, b in month.meanings)):
            assert spoken(words) in said
    ticks = [spoken(one.said()) for table in tree.all("Table") for one in table.all("LI")]
    days = [day for month in months for week in month.weeks for day in week if day is not None]
    assert ticks == [spoken(dose) for day in days for dose in day.doses]
    assert len(ticks) == fridge_sheet(AGREED, TODAY, 3).count('class="box"')
    assert (days[0].on, days[-1].on) == (TODAY, date(2027, 1, 31))


def test_each_month_says_what_to_do_about_a_missed_dose_and_a_bad_stretch(heard: Heard) -> None:
    tree, _ = heard

    assert [spoken(one.said()) for one in tree.all("P")].count(f"{MISSED} {HOLD}") == 3


def test_every_font_is_in_the_file(made: bytes) -> None:
    fonts: Any = PdfReader(io.BytesIO(made)).pages[0]["/Resources"]["/Font"]  # type: ignore[index]

    assert all("/FontFile2" in font.get_object()["/FontDescriptor"] for font in fonts.values())


@pytest.mark.no_cover
def test_nothing_is_smaller_than_11_points(made: bytes) -> None:
    many = draft(a_request("35 35 35 35", "5 10 20", halves="5"))

    assert min(sizes(made)) == 11
    assert min(sizes(fridge_pdf(many, TODAY, AT, 2))) == 11


@pytest.mark.no_cover
def test_days_have_the_heads_of_a_calendar_also_where_it_runs_over() -> None:
    many = draft(a_request("35 35 35 35", "5 10 20", halves="5"))
    tree, marked = aloud(fridge_pdf(many, TODAY, AT, 2))

    tables = tree.all("Table")
    assert len(marked) > len(tree.all("H1")) < len(tables)
    for table in tables:
        head, *weeks = table.within
        assert [cell.said() for cell in head.within] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        assert {cell.scope for cell in head.within} == {"Column"}
        assert all([cell.tag for cell in week.within] == ["TD"] * 7 for week in weeks)


@pytest.mark.no_cover
@pytest.mark.parametrize(("plan", "label"), [(DRAFT, "DRAFT. "), (AGREED, "")])
def test_the_foot_of_every_page_says_which_month_and_plan_it_is(plan: Plan, label: str) -> None:
    _, marked = aloud(fridge_pdf(plan, TODAY, AT, 2))

    assert [page[ORNAMENT] for page in marked] == [
        f"{label}{month}: oxycodone, plan p3, version 1" for month in ("November 2026", "December 2026")
    ]
    assert not any(UNTAGGED in page for page in marked)


@pytest.mark.no_cover
def test_a_page_that_a_month_runs_over_to_says_of_which_it_is() -> None:
    many = draft(a_request("35 35 35 35", "5 10 20", halves="5"))
    _, marked = aloud(fridge_pdf(many, TODAY, AT, 2))

    months = [page[ORNAMENT].partition(": ")[0].removeprefix("DRAFT. ") for page in marked]
    assert months == ["November 2026", "December 2026", "December 2026"]


def test_a_patch_and_a_day_without_have_no_box() -> None:
    patch = draft(a_request("50", "12.5 25 50", release=Release.PATCH, change_days=3))
    tree, _ = aloud(fridge_pdf(patch, patch.start, AT, 1))

    (table,) = tree.all("Table")
    assert len(table.all("LI")) == 11
    assert sum(one.said() == "patch stays on" for one in table.all("P")) == 20


@pytest.mark.no_cover
@pytest.mark.parametrize(("count", "lines"), [("1½ × 5 mg", 1), ("1½ × 22.75 mg", 2)])
def test_a_count_is_broken_only_where_it_has_no_room_and_never_within_a_word(count: str, lines: int) -> None:
    strength = count.split()[2]
    plan = draft(a_request("34.125" if lines == 2 else "7.5", strength, halves=strength))
    data = fridge_pdf(plan, TODAY, AT, 1)
    reader = PdfReader(io.BytesIO(data))

    shown = [line.strip().replace("\N{NO-BREAK SPACE}", " ") for line in reader.pages[0].extract_text().splitlines()]

    assert (count in shown) == (lines == 1)
    tree, _ = aloud(data)
    assert count in spoken(tree.all("LI")[0].said())


def test_a_name_in_a_script_that_cannot_be_drawn_is_named() -> None:
    plan = replace(AGREED, medicine="שלום", agreed_with="Dr. 田中")

    assert lost_letters(plan, TODAY) == ("Hebrew", "Chinese or Japanese")
    assert lost_letters(AGREED, TODAY) == ()
    tree, _ = aloud(fridge_pdf(plan, TODAY, AT, 1))
    assert "November 2026: [1 word in Hebrew script] (ir)" in tree.said()


@pytest.fixture
def planned(oid: Oid) -> Oid:
    oid("med", "add", *MEDICINE)
    assert oid("plan", "new").code == 0
    return oid


@pytest.mark.no_cover
@pytest.mark.parametrize(("country", "size"), [("US", (612, 792)), ("GB", (595, 842))])
def test_the_paper_is_that_of_the_country(planned: Oid, tmp_path: Path, country: str, size: tuple[int, int]) -> None:
    path = tmp_path / "sheet.pdf"
    planned("profile", "--country", country)

    assert planned("plan", "export", "--pdf", str(path), "--months", "1").code == 0

    page = PdfReader(path).pages[0]
    assert (round(page.mediabox.width), round(page.mediabox.height)) == size
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.no_cover
def test_the_same_plan_gives_the_same_file(made: bytes) -> None:
    assert fridge_pdf(AGREED, TODAY, AT, 3) == made
    info: Any = PdfReader(io.BytesIO(made)).metadata
    assert (info.title, info.creation_date) == ("oxycodone, plan p3", AT)


def test_what_a_pdf_cannot_be(planned: Oid, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = planned("plan", "export", "--pdf", "-")
    months = planned("plan", "export", "--csv", "-", "--months", "1")
    assert (shown.code, months.code) == (BadInput.exit_code, BadInput.exit_code)
    assert "a PDF cannot be shown on a terminal" in shown.err
    assert "--months goes with --html or --pdf alone" in re.sub(r"\s+", " ", months.err)
    gone = ("reportlab", "oidtrack.render.plan.fridge_pdf", "oidtrack.render.page.paper.pdf")
    for name in [name for name in sys.modules if name.startswith(gone)]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "reportlab", None)

    result = planned("plan", "export", "--pdf", str(tmp_path / "sheet.pdf"))

    assert result.code == NotInstalled.exit_code
    assert not (tmp_path / "sheet.pdf").exists()
