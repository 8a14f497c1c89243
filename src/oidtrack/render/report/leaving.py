"""Which words of the person's own leave with a report, and which would with `--notes`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from oidtrack.render.page.blocks import folded
from oidtrack.render.page.console import one_line
from oidtrack.services.journal.free_text import FreeText
from oidtrack.services.report.reporting import Report

SCHEMA = "oidtrack/report-preview/1"


def leaving_page(report: Report) -> str:
    """Both lists, in full."""
    period = report.period
    lines = [f"Your own words, {period.first} to {period.last}", "", "On every report:", ""]
    lines += _listed(f"{what}: {text}" for what, text in _always(report))
    lines += ["", "Only with --notes:", ""]
    lines += _listed(f"{one.day} {one.name} {one.what}: {one.text}" for one in report.free_texts)
    lines += ["", *folded("Nothing was written or sent. Only you decide where a file of a report goes.", "")]
    return "\n".join(lines) + "\n"


def _listed(texts: Iterable[str]) -> list[str]:
    return [line for text in texts for line in folded(text, "  - ")] or ["  nothing"]


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
    return {"entry": one.name, "day": one.day.isoformat(), "what": one.what, "text": one.text}
