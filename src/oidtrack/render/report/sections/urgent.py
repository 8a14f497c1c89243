"""What a visit begins with: whatever is dangerous today, its number, and whom to call; and all else that was seen."""

from __future__ import annotations

from oidtrack.clinical.crisis import CrisisContacts
from oidtrack.domain.journal import short_day
from oidtrack.render.page.parts import Tone, Words
from oidtrack.render.report.parts import Notices, ReportPart, Section
from oidtrack.rules.base import Finding, Severity
from oidtrack.services.report.reporting import Report
from oidtrack.services.report.standing import Item

_THOUGHTS = "self-harm-thoughts"
ALWAYS = "day and night"
"""How the note of a line says that somebody answers at any hour."""


def danger_section(report: Report) -> Section | None:
    """Every finding to be acted on, the loudest first, with whom to call where it cannot wait; None without any."""
    found = _of(report, loud=True)
    if not found:
        return None
    parts: list[ReportPart] = []
    if any(finding.id == _THOUGHTS for finding in found):
        parts += [Words(words, Tone.ALARM) for words in (item_words(report.standing.items),) if words]
    parts.append(Notices(found))
    if report.standing.crisis is not None and found[0].severity is Severity.URGENT:
        parts.append(Words(call_words(report.standing.crisis, guessed=report.standing.guessed)))
    return Section("danger", "Danger today", tuple(parts))


def seen_section(report: Report) -> Section | None:
    """Every other finding; None without any."""
    found = _of(report, loud=False)
    return Section("findings", "Also seen", (Notices(found),)) if found else None


def _of(report: Report, *, loud: bool) -> tuple[Finding, ...]:
    ordered = sorted(report.findings, key=lambda finding: -finding.severity.rank)
    return tuple(one for one in ordered if (one.severity in {Severity.ACT, Severity.URGENT}) is loud)


def item_words(items: tuple[Item, ...]) -> str:
    """The last answer above 0, the one before it and those since; empty where there is none.

    `PHQ-9 item 9: several days (1), 20 Nov; was not at all (0), 23 Oct`
    """
    above = [n for n, item in enumerate(items) if item.points]
    if not above:
        return ""
    at = above[-1]
    words = [f"{items[at].form} item {items[at].number}: {_answer(items[at])}"]
    if at:
        words.append(f"was {_answer(items[at - 1])}")
    words += [f"since then {_answer(item)}" for item in items[at + 1 :][-1:]]
    return "; ".join(words)


def _answer(item: Item) -> str:
    return f"{item.label.lower()} ({item.points}), {short_day(item.day)}"


def call_words(crisis: CrisisContacts, *, guessed: bool = False) -> str:
    """The first crisis line and the number for an emergency, in figures; whose they are, where that is a guess."""
    emergency = crisis.emergency.replace("your ", "the ")
    guess = f" {crisis.name} is guessed from the computer's language setting." if guessed else ""
    if not crisis.lines:
        return f"Emergency: {emergency}.{guess}"
    line = crisis.lines[0]
    when = " at any hour" if ALWAYS in line.note else ""
    return f"Whom to call{when}: {line.name}, {line.number} ({line.note}). Emergency: {emergency}.{guess}"
