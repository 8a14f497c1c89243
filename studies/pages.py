"""The pages of the report in a real browser: `make page-checks`.

Every life of tests/lives.py, and one of whom there is too much to say, is opened in headless Chromium: wide, at 400
pixels, dark, in grey, and printed to PDF on A4 and Letter. It fails on a word of the console, a request, text that runs
over, a page too many, or a fault that axe-core finds. Screenshots go to build/pages: look at them.

It needs the `pages` extra and a Chromium of the system (`CHROMIUM=/path/to/it` names another).
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright
from pypdf import PdfReader

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from lives import LIVES, NOW, gathered, much  # noqa: E402 - found in tests, once that is on the path
from oidtrack.render.report.html import report_html  # noqa: E402
from oidtrack.render.report.pdf import report_pdf  # noqa: E402
from oidtrack.render.report.view import ReportView, report_view  # noqa: E402

OUT = ROOT / "build" / "pages"
WIDE, NARROW = 1000, 400
PAPERS = ("A4", "Letter")


@dataclass(frozen=True, slots=True)
class Case:
    """One report: its name, what is on it, and how many pages of paper it may take: both sides of a sheet."""

    name: str
    view: ReportView
    sheets: int | None = 2


def cases() -> Iterator[Case]:
    """Every page that is looked at."""
    with tempfile.TemporaryDirectory() as folder:
        reports = {name: gathered(make(Path(folder))) for name, make in LIVES.items()}
    for name, report in reports.items():
        yield Case(name, report_view(report, NOW))
        yield Case(f"{name}-much", report_view(much(report), NOW, name="Łukasz"), None)
    held = replace(much(reports["held"]), country="US")
    yield Case("held-detail", report_view(held, NOW, detail=True, notes=True), None)


def main() -> int:
    """Look at every page; 1 where one has a fault."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("no Chromium is installed: CHROMIUM=/path/to/it names one")
        return 1
    OUT.mkdir(parents=True, exist_ok=True)
    faults: list[str] = []
    with sync_playwright() as library:
        browser = library.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for case in cases():
            found = list(_faults(browser, case))
            print(f"{case.name}: {'; '.join(found) or 'good'}")
            faults += found
        browser.close()
    print(f"{len(faults)} faults; the pictures are in build/pages")
    return 1 if faults else 0


def _faults(browser: Browser, case: Case) -> Iterator[str]:
    path = OUT / f"{case.name}.html"
    path.write_text(report_html(case.view), encoding="utf-8")
    (OUT / f"{case.name}.own.pdf").write_bytes(report_pdf(case.view))
    page = browser.new_page(viewport={"width": WIDE, "height": 900})
    said: list[str] = []
    page.on("console", lambda message: said.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"error: {error}"))
    page.on("request", lambda request: None if request.url == path.as_uri() else said.append(f"asked: {request.url}"))
    page.goto(path.as_uri())
    yield from _looked_at(page, case)
    yield from _printed(page, case)
    yield from said
    page.close()


def _looked_at(page: Page, case: Case) -> Iterator[str]:
    """At two widths, light and dark: nothing runs over, and axe-core finds no fault."""
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": 900})
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            yield f"{over} pixels too wide at {width}"
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=OUT / f"{case.name}-{width}-{scheme}.png", full_page=True)
            yield from _axe(page, f"{width} {scheme}")
    page.set_viewport_size({"width": WIDE, "height": 900})
    page.emulate_media(color_scheme="light")
    page.evaluate("document.documentElement.style.filter = 'grayscale(1)'")
    page.screenshot(path=OUT / f"{case.name}-grey.png", full_page=True)
    page.evaluate("document.documentElement.style.filter = ''")


def _axe(page: Page, where: str) -> Iterator[str]:
    violations: list[dict[str, Any]] = Axe().run(page).response["violations"]
    for fault in violations:
        yield f"axe {where}: {fault['id']} at {fault['nodes'][0]['html'][:80]}"


def _printed(page: Page, case: Case) -> Iterator[str]:
    for paper in PAPERS:
        data = page.pdf(format=paper, print_background=True)
        (OUT / f"{case.name}-{paper}.pdf").write_bytes(data)
        sheets = len(PdfReader(io.BytesIO(data)).pages)
        if case.sheets is not None and sheets != case.sheets:
            yield f"{sheets} pages of {paper}"


if __name__ == "__main__":
    sys.exit(main())
