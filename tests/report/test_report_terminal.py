"""`report` on a terminal begins with what stands out; a pipe has the fixed order alone."""

from __future__ import annotations

from oidtrack.render.page.text import paint
from oidtrack.render.report.formats.text import stands_out
from oidtrack.rules.base import Finding, Severity
from running import Oid

WINDOW = {"COLUMNS": "80", "NO_COLOR": "1", "PAGER": ""}


def finding(name: str, severity: Severity) -> Finding:
    return Finding(id=name, severity=severity, title=name.capitalize(), text="t", rule="r", source="s")


def test_a_terminal_begins_with_it_and_a_pipe_does_not(oid: Oid) -> None:
    oid("log", "--mood", "5")
    oid("check", "phq9", "--answers", "2,2,2,2,2,2,2,2,0")
    shown, piped = oid("report", window=True, env=WINDOW).out, oid("report").out
    title, first, rest = shown.split("\n\n", 2)
    assert first.startswith("What stands out\n")
    assert f"{title}\n\n{rest}" == piped
    assert oid("--plain", "report", window=True, env=WINDOW).out == piped


def test_a_day_on_which_nothing_does_has_no_heading_for_it(oid: Oid) -> None:
    oid("log", "--mood", "5")
    assert oid("report", window=True, env=WINDOW).out == oid("report").out


def test_the_loudest_first_and_five_at_most() -> None:
    several = [finding(f"watch {n}", Severity.WATCH) for n in range(4)]
    found = (*several, finding("urgent", Severity.URGENT), finding("known", Severity.INFO))
    lines = paint(stands_out(found)).splitlines()
    assert lines[1] == " !! Urgent (today)"
    assert len(lines) == 6
    assert "Known" not in "".join(lines)
    assert paint(stands_out((*found, finding("act", Severity.ACT)))).splitlines()[-1] == "  and 1 more below"
    assert paint(stands_out((finding("known", Severity.INFO),))) == ""
