"""The pages of the report in a real browser: `make page-checks`.

Every life of tests/lives.py, each once more with much to say, and one with detail and notes, is opened in headless
Chromium: 320, 400 and 1200 pixels wide and at a zoom of 200 %, light and dark, in grey, and as it is printed on A4 and
Letter. It fails on a word of the console, a request, sideways scrolling, words beyond the page or on other words, small
type, a page that is left empty while rows had to go, a page too many, or a fault that axe-core finds. What was measured
is a table; screenshots go to build/pages: look at them.

It needs the `pages` extra and a Chromium of the system (`CHROMIUM=/path/to/it` names another).
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from msgspec.structs import replace
from playwright.sync_api import Browser, Page, sync_playwright
from pypdf import PdfReader

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from lives import LIVES, NOW, gathered  # noqa: E402 - found in tests, once that is on the path
from much import much  # noqa: E402
from oidtrack.render.report.formats.html import report_html  # noqa: E402
from oidtrack.render.report.formats.pdf import report_pdf  # noqa: E402
from oidtrack.render.report.formats.places import html_page  # noqa: E402
from oidtrack.render.report.view import ReportView, report_view  # noqa: E402

OUT = ROOT / "build" / "pages"
SCREENS = {"1200": 1200, "400": 400, "320": 320, "zoomed": 640}
"""Widths in pixels; a window of 1280 at 200 % has 640 of them."""
MM = 96 / 25.4
PAPERS = {"A4": ((210 - 20) * MM, (297 - 16) * MM), "Letter": ((215.9 - 20) * MM, (279.4 - 16) * MM)}
"""Width and height between the margins, in pixels."""
BODY, PICTURE = 9.0, 7.5
"""The smallest type on paper, in points."""
CONTRAST = 4.5
"""The least contrast of words with what they stand on, printed in grey (WCAG 2, AA)."""
EMPTY, WITHOUT_PICTURE = 0.2, 0.25
"""The share of a sheet that may stay empty at its foot while something had to go over, and where that is the picture,
which cannot be parted."""

_THICK = {"many": 3}
"""Lives with more to say than two sides hold, and how many pages they may take."""

LOOK = (Path(__file__).parent / "pages.js").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Case:
    """One report: its name, what is on it, and how many pages of paper it may take: both sides of a sheet."""

    name: str
    view: ReportView
    sheets: int | None = 2


@dataclass(frozen=True, slots=True)
class Seen:
    """What was measured of a case, and what is wrong with it."""

    case: str
    body: float
    picture: float
    grey: float
    empty: tuple[int, ...]
    sheets: tuple[int, ...]
    faults: tuple[str, ...]

    @property
    def row(self) -> str:
        """As a line of the table."""
        empty, sheets = (" / ".join(map(str, of)) for of in (self.empty, self.sheets))
        sizes = f"{self.body:.1f} | {self.picture:.1f} | {self.grey:.1f}"
        return f"| {self.case} | {sheets} | {empty} | {sizes} | {len(self.faults)} |"


def cases() -> Iterator[Case]:
    """Every page that is looked at."""
    with tempfile.TemporaryDirectory() as folder:
        reports = {name: gathered(make(Path(folder))) for name, make in LIVES.items()}
    for name, report in reports.items():
        yield Case(name, report_view(report, NOW), _THICK.get(name, 2))
        yield Case(f"{name}-much", report_view(much(report), NOW, name="Łukasz"), None)
    held = replace(much(reports["held"]), country="US")
    yield Case("held-detail", report_view(held, NOW, detail=True, notes=True), None)


def main() -> int:
    """Look at every page, or at those named; 1 where one has a fault."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("no Chromium is installed: CHROMIUM=/path/to/it names one")
        return 1
    OUT.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as library:
        browser = library.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        wanted = [case for case in cases() if case.name in sys.argv[1:] or not sys.argv[1:]]
        seen = [_seen(browser, case) for case in wanted]
        browser.close()
    print(
        "| page | sheets A4 / Letter / PDF | empty at the foot, % | smallest words, pt | in pictures, pt"
        " | least contrast in grey | faults |"
    )
    print("|---|---|---|---|---|---|---|")
    print("\n".join(one.row for one in seen))
    faults = [f"{one.case}: {fault}" for one in seen for fault in one.faults]
    print("\n".join(["", *faults, f"{len(faults)} faults; the pictures are in build/pages"]))
    return 1 if faults else 0


def _seen(browser: Browser, case: Case) -> Seen:
    page, said = _opened(browser, case, "A4")
    faults = list(_on_screens(page, case))
    page.close()
    shown = []
    for paper in PAPERS:
        page, more = _opened(browser, case, paper)
        shown.append(_on_paper(page, case, paper))
        page.close()
        said += more
    papers, own = tuple(shown), _own_pdf(case)
    shown.append(own)
    faults += [fault for one in shown for fault in one.faults]
    body, picture, grey = (min(of) for of in zip(*((one.body, one.picture, one.grey) for one in papers), strict=True))
    empty, sheets = (tuple(of[0] for of in found) for found in ([o.empty for o in shown], [o.sheets for o in shown]))
    return Seen(case.name, body, picture, grey, empty, sheets, (*faults, *said))


def _opened(browser: Browser, case: Case, paper: str) -> tuple[Page, list[str]]:
    """The page as somebody gets it whose country prints on this paper, and what it says or asks for while it opens."""
    path = OUT / f"{case.name}{'' if paper == 'A4' else f'-{paper}'}.html"
    path.write_text(report_html(replace(case.view, letter=paper == "Letter")), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    said: list[str] = []
    page.on("console", lambda message: said.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"error: {error}"))
    page.on("request", lambda request: None if request.url == path.as_uri() else said.append(f"asked: {request.url}"))
    page.goto(path.as_uri())
    return page, said


def _on_screens(page: Page, case: Case) -> Iterator[str]:
    """At each width, light and dark: nothing scrolls sideways or lies on something, and axe-core finds no fault."""
    for name, width in SCREENS.items():
        page.set_viewport_size({"width": width, "height": 900})
        for fault in page.evaluate(LOOK)["faults"]:
            yield f"{name}: {fault}"
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=OUT / f"{case.name}-{name}-{scheme}.png", full_page=True)
            violations: list[dict[str, Any]] = Axe().run(page).response["violations"]
            for fault in violations:
                yield f"axe {name} {scheme}: {fault['id']} at {fault['nodes'][0]['html'][:80]}"
        page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1200, "height": 900})
    page.evaluate("document.documentElement.style.filter = 'grayscale(1)'")
    page.screenshot(path=OUT / f"{case.name}-grey.png", full_page=True)
    page.evaluate("document.documentElement.style.filter = ''")


def _on_paper(page: Page, case: Case, paper: str) -> Seen:
    """As it is printed: the page is laid out between the margins to measure it, then printed to count its sheets."""
    width, height = PAPERS[paper]
    page.emulate_media(media="print")
    page.set_viewport_size({"width": int(width), "height": int(height)})
    found = page.evaluate(LOOK)
    data = page.pdf(format=paper, print_background=True)
    page.emulate_media(media="null")
    (OUT / f"{case.name}-{paper}.pdf").write_bytes(data)
    sheets = len(PdfReader(io.BytesIO(data)).pages)
    empty = 1 - found["high"] / height
    faults = [f"{paper}: {fault}" for fault in found["faults"]]
    faults += _measured(paper, found["body"] * 0.75, found["picture"] * 0.75)
    faults += _filled(case, paper, empty, sheets)
    faults += [f"{paper}: {found['grey']:.1f} to 1 in grey"] if found["grey"] < CONTRAST else []
    body, picture, grey = found["body"] * 0.75, found["picture"] * 0.75, found["grey"]
    return Seen(case.name, body, picture, grey, (_percent(empty),), (sheets,), tuple(faults))


def _own_pdf(case: Case) -> Seen:
    """The PDF that the program makes itself: how many sheets, and where the last words of the first lie."""
    data = report_pdf(case.view)
    (OUT / f"{case.name}.own.pdf").write_bytes(data)
    pages = PdfReader(io.BytesIO(data)).pages
    lows: list[float] = []
    pages[0].extract_text(visitor_text=lambda text, cm, tm, *_: lows.append(cm[5] + tm[5]) if text.strip() else None)
    margin, high = 10 * MM * 0.75, float(pages[0].mediabox.height)
    empty = (min(lows) - margin) / (high - 2 * margin)
    faults = tuple(_filled(case, "own PDF", empty, len(pages)))
    return Seen(case.name, BODY, PICTURE, CONTRAST, (_percent(empty),), (len(pages),), faults)


def _measured(where: str, body: float, picture: float) -> Iterator[str]:
    if body < BODY - 0.01:
        yield f"{where}: words of {body:.1f} points"
    if picture < PICTURE - 0.01:
        yield f"{where}: {picture:.1f} points in a picture"


def _filled(case: Case, where: str, empty: float, sheets: int) -> Iterator[str]:
    if case.sheets is not None and sheets > case.sheets:
        yield f"{sheets} pages of {where}"
    if empty > (WITHOUT_PICTURE if _lacks_picture(case) else EMPTY) and sheets > 1:
        yield f"{where}: {_percent(empty)} % of the first sheet are empty, and there are {sheets}"
    # where there is too much of what never moves to the second page, it runs on; the lives have no such page
    if empty < 0 and case.sheets is not None:
        yield f"{where}: the first page runs on"


def _lacks_picture(case: Case) -> bool:
    """Whether the picture is what the second page begins with."""
    return any(section.key == "picture" for row in html_page(case.view).back[:1] for section in row.sections)


def _percent(share: float) -> int:
    return round(100 * share)


if __name__ == "__main__":
    sys.exit(main())
