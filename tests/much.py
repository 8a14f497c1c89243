"""A report of somebody of whom there is more to say than fits any page."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from fractions import Fraction

from msgspec.structs import replace

from life import NOW, TODAY
from oidtrack.insight.adherence import Adherence
from oidtrack.rules.base import Finding, Severity
from oidtrack.services.journal.assessing import AssessmentView
from oidtrack.services.report.reporting import Report


def much(report: Report) -> Report:
    """A report of somebody of whom there is more to say than fits any page."""
    loud = (Severity.URGENT, Severity.ACT, Severity.ACT, Severity.WATCH, Severity.WATCH, Severity.INFO)
    findings = tuple(made_finding(n, severity) for n, severity in enumerate(loud))
    forms = (("phq9", "PHQ-9 (made up)"), ("gad7", "GAD-7 (made up)"), ("shortows", "ShortOWS (made up)"))
    assessments = tuple(_answered(n, *forms[n % 3]) for n in range(9))
    counts = report.kept.total
    names = ("acetaminophen-codeine", "gabapentin", "ibuprofen", "oxycodone", "sertraline", "zinc")
    return replace(
        report,
        findings=findings,
        assessments=assessments,
        questions=(f"{_LONG_QUESTION} {_LONG_QUESTION}",) * 8,
        kept=Adherence(counts, tuple((name, counts) for name in names)),
        treatments=report.treatments * 12,
        ahead=report.ahead * 2,
    )


_LONG_QUESTION = "What can I do about the first nights after a cut, when I wake at three and cannot sleep again?"
_LONG_FINDING = (
    "Mood has been lower than your usual range since 2026-10-28: median 4 (n 13) against 6 (n 24) before. It is"
    " linked in time with the cut on 2026-10-26. It may be worth talking about before the next cut."
)


def made_finding(n: int, severity: Severity) -> Finding:
    """One with much to say."""
    ask = f"Could the next cut wait until sleep and mood have settled, and what else may help me with it? ({n})"
    since = TODAY - timedelta(days=26)
    return Finding(f"f{n}", severity, f"Finding {n}", _LONG_FINDING, "a rule", "engineering", since, ("e1",), ask)


def _answered(n: int, instrument: str, title: str) -> AssessmentView:
    day = TODAY - timedelta(days=60 - n)
    band, change = "moderately severe", Fraction(6)
    at = datetime.combine(day, time(20), NOW.tzinfo)
    return AssessmentView(
        f"e{n}", day, instrument, title, Fraction(19), 27, band, change, True, n == 8, (2,) * 8 + (1,), at
    )
