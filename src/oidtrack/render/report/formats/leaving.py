"""Which words of the person's own leave with a report, and which would with `--notes`."""

from __future__ import annotations

from typing import Any

from oidtrack.domain.journal import dated
from oidtrack.render.page.console import one_line
from oidtrack.render.page.machine import keys
from oidtrack.render.page.parts import Heading, Page, bullets, inset
from oidtrack.services.journal.free_text import FreeText
from oidtrack.services.report.reporting import Report

SCHEMA = "oidtrack/report-preview/1"


def leaving_page(report: Report) -> Page:
    """Both lists, in full."""
    period = report.period
    always = [f"{what}: {text}" for what, text in _always(report)]
    asked = [f"{dated(one.day)} {one.name} {one.what}: {one.text}" for one in report.free_texts]
    return Page(
        (
            Heading(f"Your own words, {dated(period.first)} to {dated(period.last)}"),
            Heading("On every report:"),
            bullets(*always) if always else inset("nothing"),
            Heading("Only with --notes:"),
            bullets(*asked) if asked else inset("nothing"),
            "Nothing was written or sent. Only you decide where a file of a report goes.",
        ),
        full=True,
    )


def _always(report: Report) -> list[tuple[str, str]]:
    """Typed words that are written down to be shown."""
    names = [report.appointment.who] if report.appointment is not None else [report.prescriber or ""]
    agreed = report.plan.agreed_with if report.plan is not None else ""
    found = [("name", one_line(name)) for name in dict.fromkeys((*names, agreed)) if name.strip()]
    found += [("treatment", view.text) for view in report.treatments]
    return found + [("question", question) for question in report.questions]


def leaving_body(report: Report) -> dict[str, Any]:
    """Both lists as data."""
    return {
        "always": [{"what": what, "text": text} for what, text in _always(report)],
        "with_notes": [free_text_body(one) for one in report.free_texts],
    }


def free_text_body(one: FreeText) -> dict[str, Any]:
    """One free text."""
    return {"entry": one.name, **keys(one, "day", "what", "text")}
