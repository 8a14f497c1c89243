"""Findings: a word and a sign for how loud, what was seen, the rule and its source."""

from __future__ import annotations

from oidtrack.render.page.parts import Block, Heading, Item, Page, Part, Tone, Words, labelled
from oidtrack.render.page.tones import TONES
from oidtrack.rules.base import Finding, Severity

SIGNS = {Severity.INFO: "i", Severity.WATCH: "*", Severity.ACT: "!", Severity.URGENT: "!!"}
WORDS = {Severity.INFO: "to know", Severity.WATCH: "to watch", Severity.ACT: "to do", Severity.URGENT: "today"}


def signed(finding: Finding, *said: Part, by: int = 0) -> Item:
    """What is said of a finding beside the sign for how loud it is, set in by so many columns; the first as loud."""
    sign = SIGNS[finding.severity]
    return labelled(sign, *said, at=by + 3, indent=by + 2 - len(sign), tone=TONES[finding.severity])


def findings_page(findings: tuple[Finding, ...]) -> Page:
    """Every finding in the order given; empty for none."""
    if not findings:
        return Page(())
    return Page((Heading("Before you start, or along the way:"), *map(_finding, findings)))


def _finding(finding: Finding) -> Item:
    ask = f"Ask: {finding.ask}" if finding.ask else ""
    source = Words(f"Rule: {finding.rule}. Source: {finding.source}", Tone.NOTE)
    return signed(finding, f"{finding.title} ({WORDS[finding.severity]})", finding.text, ask, source)


def cautions_block(findings: tuple[Finding, ...]) -> Block:
    """Every caution in the order given; the signs stand for how loud."""
    return Block(tuple(signed(one, f"{one.title}. {one.text}") for one in findings))
