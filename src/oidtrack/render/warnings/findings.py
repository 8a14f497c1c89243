"""Findings as text: a word and a sign for how loud, what was seen, the rule and its source."""

from __future__ import annotations

from oidtrack.render.page.layout import wrapped
from oidtrack.rules.base import Finding, Severity

SIGNS = {Severity.INFO: "i", Severity.WATCH: "*", Severity.ACT: "!", Severity.URGENT: "!!"}
WORDS = {Severity.INFO: "to know", Severity.WATCH: "to watch", Severity.ACT: "to do", Severity.URGENT: "today"}


def findings_page(findings: tuple[Finding, ...]) -> str:
    """Every finding in the order given; empty for none."""
    if not findings:
        return ""
    return (
        "\n".join(["Before you start, or along the way:", "", *(block for f in findings for block in _block(f))]) + "\n"
    )


def _block(finding: Finding) -> list[str]:
    lines = [f"{SIGNS[finding.severity]:>2} {finding.title} ({WORDS[finding.severity]})"]
    lines += wrapped(finding.text, "   ")
    if finding.ask:
        lines += wrapped(f"Ask: {finding.ask}", "   ")
    lines += wrapped(f"Rule: {finding.rule}. Source: {finding.source}", "   ")
    return [*lines, ""]


def cautions_page(findings: tuple[Finding, ...]) -> str:
    """Every caution in the order given; the signs stand for how loud."""
    said = ((f"{one.title}. {one.text}", f"{SIGNS[one.severity]:>2} ") for one in findings)
    return "\n".join(line for text, sign in said for line in wrapped(text, sign)) + "\n"
