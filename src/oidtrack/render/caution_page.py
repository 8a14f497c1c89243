"""Cautions before something is saved: short, and each with what to do."""

from __future__ import annotations

from oidtrack.render.layout import wrapped
from oidtrack.rules.base import Finding, Severity

SIGNS = {Severity.INFO: " i ", Severity.WATCH: " * ", Severity.ACT: " ! ", Severity.URGENT: "!! "}


def cautions_page(findings: tuple[Finding, ...]) -> str:
    """Every caution in the order given; the signs stand for how loud."""
    return "\n".join(line for finding in findings for line in _block(finding)) + "\n"


def _block(finding: Finding) -> list[str]:
    return wrapped(f"{finding.title}. {finding.text}", SIGNS[finding.severity])
