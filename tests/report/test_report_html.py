"""The page of HTML without a browser: contrast, structure, nothing from outside, one page for whoever writes much."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest
from msgspec.structs import replace

from lives import NOW, reports
from much import much
from oidtrack.render.page.palette import DARK, LIGHT
from oidtrack.render.report.formats.html import report_html, style
from oidtrack.render.report.view import report_view
from oidtrack.rules.base import Finding, Severity
from oidtrack.services.report.reporting import Report

WORDS_ON = [(ink, paper) for ink in ("text", "soft", "alarm", "mood") for paper in ("paper", "panel")]
MARKS_ON = [(ink, "paper") for ink in ("taken", "cut", "planned", "mood")]
VOID = {"meta", "br", "line", "path", "polyline", "rect", "circle"}


@pytest.fixture(scope="module")
def report() -> Report:
    return reports()["held"]


@pytest.fixture(scope="module")
def page(report: Report) -> str:
    return report_html(report_view(much(report), NOW, detail=True, notes=True))


class Reader(HTMLParser):
    """Every element with its attributes and its text, and whether all were closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(text)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open:
            self.texts.setdefault(self._open[-1], []).append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_of_contrast_is_the_usual_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), WORDS_ON)
def test_words_stand_out(palette: Mapping[str, str], ink: str, paper: str) -> None:
    assert contrast(palette[ink], palette[paper]) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), [*MARKS_ON, ("mood", "band"), ("mood", "held"), ("planned", "held")])
def test_marks_of_the_picture_stand_out(palette: Mapping[str, str], ink: str, paper: str) -> None:
    assert contrast(palette[ink], palette[paper]) >= 3


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_what_lies_on_each_other_is_told_apart_in_grey(palette: Mapping[str, str]) -> None:
    """The planned line runs over the bars of what was taken."""
    assert contrast(palette["planned"], palette["taken"]) >= 3


def test_the_stylesheet_uses_the_palette_and_paper_is_light() -> None:
    css = style()

    assert re.findall(r"#[0-9a-f]{6}", css) == [*LIGHT.values(), *DARK.values()]
    assert set(re.findall(r"var\(--([a-z]+)\)", css)) <= set(LIGHT)
    assert "@media screen and (prefers-color-scheme: dark)" in css
    assert set(DARK) == set(LIGHT)


def test_nothing_runs_and_nothing_comes_from_outside(page: str) -> None:
    read = Reader(page)

    assert not {"script", "link", "img", "iframe", "object", "embed", "image", "use"} & {tag for tag, _ in read.found}
    assert not re.search(r"https?:|//[a-z]|url\(|@import|javascript:", page)
    assert not [name for _, attributes in read.found for name in attributes if name.startswith("on")]
    assert {"src", "href", "style"}.isdisjoint(name for _, attributes in read.found for name in attributes)
    assert "default-src 'none'" in page


def test_headings_tables_and_pictures_can_be_read_aloud(page: str) -> None:
    read = Reader(page)

    levels = [int(tag[1]) for tag, _ in read.found if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert set(levels[1:]) == {2}
    assert read.all("html")[0]["lang"] == "en"
    assert len(read.all("main")) == 1
    assert len(read.all("caption")) == len(read.all("table")) == len(read.all("thead"))
    assert {cell.get("scope") for cell in read.all("th")} == {"col", "row"}
    told = [drawn for drawn in read.all("svg") if drawn.get("role") == "img"]
    assert len(told) == 2
    assert all(str(drawn["aria-label"]).startswith("Mood, 0 to 10, from") for drawn in told)
    assert all(drawn.get("aria-hidden") == "true" for drawn in read.all("svg") if drawn not in told)
    assert len(read.all("figcaption")) == len(read.all("figure")) == 1


def test_typed_words_stay_words(report: Report) -> None:
    evil = '<img src=x onerror=alert(1)> & "quotes" \x1b[2J'
    shown = report_html(report_view(replace(report, questions=(evil,)), NOW, name=evil))

    assert Reader(shown).all("img") == []
    assert "&lt;img src=x onerror=alert(1)&gt; &amp; &quot;quotes&quot; \\x1b[2J" in shown
    assert "\x1b" not in shown


def test_a_name_or_a_line_to_write_it_on(report: Report) -> None:
    assert 'Name: <span class="line"></span>' in report_html(report_view(report, NOW))
    assert 'Name: <strong dir="auto">Łukasz</strong>' in report_html(report_view(report, NOW, name=" Łukasz "))


def test_the_package_ships_the_letters() -> None:
    folder = Path(__file__).parents[2] / "src" / "oidtrack" / "render" / "page"

    assert {path.name for path in (folder / "fonts").iterdir()} == {
        "NotoSans-Bold.ttf",
        "NotoSans-Regular.ttf",
        "OFL.txt",
    }


def test_names_that_run_from_the_right_are_set_apart_in_sentences_of_ours(report: Report) -> None:
    asked = ("האם זה טוב, או לא?", "Is it שרה, or ד״ר כהן? 20 mg", "Is <b> & it?")
    seen = Finding("f", Severity.WATCH, "Low mood", "Less אומץ-לב, דבש than usual.", "a rule", "a source")
    made = replace(report, prescriber="ד״ר כהן", appointment=None, questions=asked, findings=(seen,))

    page = report_html(report_view(made, NOW, name="שרה"))

    assert '<dd dir="auto"><bdi>ד״ר כהן</bdi></dd>' in page
    assert "Less <bdi>אומץ-לב, דבש</bdi> than usual." in page
    assert '<li dir="auto">האם זה טוב, או לא?</li>' in page, "dir=auto would not see letters that are set apart"
    assert '<li dir="auto">Is it <bdi>שרה</bdi>, or <bdi>ד״ר כהן</bdi>? 20\u00a0mg</li>' in page
    assert "Is &lt;b&gt; &amp; it?" in page
    assert '<strong dir="auto">שרה</strong>' in page


def test_a_medicine_in_a_sentence_is_set_apart(report: Report) -> None:
    held = tuple(replace(one, medicine="אוקסיקודון") for one in report.in_force)

    page = report_html(report_view(replace(report, in_force=held), NOW))

    assert "<bdi>אוקסיקודון</bdi>, immediate release" in page
    Reader(page)
