"""The findings in force as a page, one of them explained, and all as JSON of schema `oidtrack/warnings/1`."""

from __future__ import annotations

from typing import Any

from oidtrack.domain.journal import dated, day_words
from oidtrack.domain.medicine import Source
from oidtrack.render.page.machine import caution, keys
from oidtrack.render.page.parts import Block, Heading, Item, Page, Part, inset, labelled
from oidtrack.render.page.tones import TONES
from oidtrack.render.warnings.findings import SIGNS, WORDS
from oidtrack.rules.asking import Due
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


_AT = 11
"""The column of what is said behind the names of what a finding holds."""


def warnings_page(findings: tuple[Finding, ...], due: Due | None = None) -> Page:
    """Every finding under how loud it is, the most severe first; then the short questionnaire that is due, if any."""
    said = any(finding.id == "phq9-advised" for finding in findings)
    offer = "" if due is None or said else due.words
    if not findings:
        knows = inset("This only knows what was written down. If you feel unwell, call.")
        return Page((QUIET, knows, offer), full=True)
    parts: list[Part] = []
    for severity in reversed(Severity):
        mine = [finding for finding in findings if finding.severity is severity]
        if mine:
            parts += [Heading(_LOUD[severity]), *map(_finding, mine)]
    return Page((*parts, offer, "why: oidtrack warnings --explain ID"), full=True)


def explained_page(finding: Finding | None, finding_id: str, source: Source | None) -> Page:
    """One finding in full: what was seen, by which rule, from which source, and the entries behind it."""
    if finding is None:
        rule, name = looks_for(finding_id)
        head = Heading(f"{finding_id} does not hold now. It is said when this is seen:")
        rows = [_row("Rule", rule), _row("Source", _source_words(name, source)), _read(finding_id)]
        return Page((head, Block(tuple(rows))), full=True)
    rows = [_row("Since", day_words(finding.since))] if finding.since is not None else []
    rows += [_row("Rule", finding.rule), _row("Source", _source_words(finding.source, source))]
    if finding.entries:
        rows.append(_row("Entries", ", ".join(finding.entries), f"oidtrack show {finding.entries[-1]}"))
    if finding.ask:
        rows.append(_row("Ask", finding.ask))
    head = Heading(f"{finding.title} ({finding.id}, {WORDS[finding.severity]})")
    return Page((head, inset(finding.text), Block((*rows, _read(finding.id)))), full=True)


def _read(finding_id: str) -> Item:
    return _row("Read", f"oidtrack guide {article_for(finding_id)}")


def _row(label: str, *said: str) -> Item:
    return labelled(label, *said, at=_AT, indent=2)


def warnings_body(findings: tuple[Finding, ...]) -> dict[str, Any]:
    """The body of oidtrack/warnings/1."""
    return {"findings": [finding_body(finding) for finding in findings]}


def finding_body(finding: Finding) -> dict[str, Any]:
    """A finding with all it says; `code` is its `id`, as in `cautions`."""
    return {
        "id": finding.id,
        **caution(finding),
        **keys(finding, "title", "since", "rule", "entries"),
        "ask": finding.ask or None,
        "guide": article_for(finding.id) or None,
    }


def explained_body(finding: Finding | None, finding_id: str, source: Source | None) -> dict[str, Any]:
    """The body for one finding: itself or none, what it looks for, and its source in full."""
    title = None if source is None else keys(source, "title", "year", "note")
    return {**warnings_body(() if finding is None else (finding,)), "rule": looks_for(finding_id)[0], "source": title}


def _finding(finding: Finding) -> Item:
    since = f", since {dated(finding.since)}" if finding.since is not None else ""
    ask = f"Ask: {finding.ask}" if finding.ask else ""
    read = f"Read: oidtrack guide {article_for(finding.id)}"
    head = f"{finding.title} ({finding.id}{since})"
    tone = TONES[finding.severity]
    return labelled(SIGNS[finding.severity], head, finding.text, ask, read, at=4, indent=1, tone=tone)


def _source_words(name: str, source: Source | None) -> str:
    return name if source is None else f"{source.title} ({source.publisher}, {source.year}). {source.note}"
