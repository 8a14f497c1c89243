"""The findings in force as a page, one of them explained, and all as JSON of schema `oidtrack/warnings/1`."""

from __future__ import annotations

from typing import Any

from oidtrack.domain.medicine import Source
from oidtrack.render.page.blocks import folded
from oidtrack.render.page.layout import day_words
from oidtrack.render.page.machine import caution
from oidtrack.render.warnings.findings import SIGNS, WORDS
from oidtrack.rules.base import Finding, Severity
from oidtrack.rules.explained import looks_for
from oidtrack.rules.reading import article_for

SCHEMA = "oidtrack/warnings/1"
QUIET = "Nothing stands out now."
_LOUD = {
    Severity.URGENT: "Today",
    Severity.ACT: "Worth doing soon",
    Severity.WATCH: "Worth watching",
    Severity.INFO: "Good to know",
}


def warnings_page(findings: tuple[Finding, ...]) -> str:
    """Every finding under how loud it is, the most severe first."""
    if not findings:
        return (
            "\n".join([QUIET, "", *folded("This only knows what was written down. If you feel unwell, call.")]) + "\n"
        )
    parts = []
    for severity in reversed(Severity):
        mine = [finding for finding in findings if finding.severity is severity]
        if mine:
            parts.append("\n".join([_LOUD[severity], "", *(line for one in mine for line in _block(one))]))
    return "\n".join(parts) + "\nwhy: oidtrack warnings --explain ID\n"


def explained_page(finding: Finding | None, finding_id: str, source: Source | None) -> str:
    """One finding in full: what was seen, by which rule, from which source, and the entries behind it."""
    if finding is None:
        rule, name = looks_for(finding_id)
        lines = [f"{finding_id} does not hold now. It is said when this is seen:", "", *folded(rule, "  Rule     ")]
        lines += folded(_source_words(name, source), "  Source   ")
        return "\n".join([*lines, *folded(f"oidtrack guide {article_for(finding_id)}", "  Read     ")]) + "\n"
    lines = [f"{finding.title} ({finding.id}, {WORDS[finding.severity]})", "", *folded(finding.text), ""]
    if finding.since is not None:
        lines += folded(day_words(finding.since), "  Since    ")
    lines += folded(finding.rule, "  Rule     ")
    lines += folded(_source_words(finding.source, source), "  Source   ")
    if finding.entries:
        lines += folded(", ".join(finding.entries), "  Entries  ")
        lines += folded(f"oidtrack show {finding.entries[-1]}", "           ")
    if finding.ask:
        lines += folded(finding.ask, "  Ask      ")
    lines += folded(f"oidtrack guide {article_for(finding.id)}", "  Read     ")
    return "\n".join(lines) + "\n"


def warnings_body(findings: tuple[Finding, ...]) -> dict[str, Any]:
    """The body of oidtrack/warnings/1."""
    return {"findings": [finding_body(finding) for finding in findings]}


def finding_body(finding: Finding) -> dict[str, Any]:
    """A finding with all it says; `code` is its `id`, as in `cautions`."""
    return {
        "id": finding.id,
        **caution(finding),
        "title": finding.title,
        "since": finding.since.isoformat() if finding.since else None,
        "rule": finding.rule,
        "entries": list(finding.entries),
        "ask": finding.ask or None,
        "guide": article_for(finding.id) or None,
    }


def explained_body(finding: Finding | None, finding_id: str, source: Source | None) -> dict[str, Any]:
    """The body for one finding: itself or none, what it looks for, and its source in full."""
    title = None if source is None else {"title": source.title, "year": source.year, "note": source.note}
    return {**warnings_body(() if finding is None else (finding,)), "rule": looks_for(finding_id)[0], "source": title}


def _block(finding: Finding) -> list[str]:
    since = f", since {finding.since}" if finding.since is not None else ""
    lines = folded(f"{finding.title} ({finding.id}{since})", f" {SIGNS[finding.severity]:<2} ")
    lines += folded(finding.text, "    ")
    if finding.ask:
        lines += folded(f"Ask: {finding.ask}", "    ")
    return [*lines, *folded(f"Read: oidtrack guide {article_for(finding.id)}", "    "), ""]


def _source_words(name: str, source: Source | None) -> str:
    return name if source is None else f"{source.title} ({source.publisher}, {source.year}). {source.note}"
