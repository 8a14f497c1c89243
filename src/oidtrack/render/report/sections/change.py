"""Since the last visit: each measure then and now with its n, the scores, and what cuts did to withdrawal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from oidtrack.domain.dose import counted
from oidtrack.domain.journal import short_day
from oidtrack.insight.then_now import AFTER_CUT_DAYS, FEW, Change, edges
from oidtrack.render.page.parts import Cell, Table, Tone, Words, cells
from oidtrack.render.report.parts import ReportPart, Section
from oidtrack.render.report.sections.glance import scores
from oidtrack.render.report.sections.questionnaires import short_title
from oidtrack.render.report.words import NONE, TOO_FEW, median_words, one, signed
from oidtrack.services.report.reporting import Report

_NAMES = {
    "sleep": "sleep, h",
    "withdrawal": "withdrawal",
}


def change_section(report: Report) -> Section | None:
    """None where nothing was rated and no questionnaire answered."""
    rows = (*_measures(report), *_forms(report))
    if not rows:
        return None
    visit = report.standing.last_visit
    since = visit is not None and visit == report.period.first
    title = f"Since the last visit ({short_day(report.period.first)})" if since else "Then and now"
    table = Table("Then and now", ("", "then", "now", "change"), rows)
    parts: list[ReportPart] = [table]
    parts += [Words(words) for words in (_after_cuts(report),) if words]
    parts.append(Words(_spans(report), Tone.NOTE))
    return Section("change", title, tuple(parts))


def _measures(report: Report) -> Iterator[tuple[Cell, ...]]:
    for change in report.then.changes:
        if change.then.n or change.now.n:
            name = _NAMES.get(change.measure, change.measure)
            yield cells(name, median_words(change.then), median_words(change.now), _by(change))


def _by(change: Change) -> str:
    return TOO_FEW if change.by is None else signed(change.by)


def _forms(report: Report) -> Iterator[tuple[Cell, ...]]:
    """The last score of each kind beside the one of then."""
    for instrument in dict.fromkeys(view.instrument for view in report.assessments):
        then, now = scores(report, instrument)
        if now is None:
            continue
        name = f"{short_title(now)}, of {now.max_score}"
        was = NONE if then is None else f"{one(then.score)} ({short_day(then.day)})"
        by = "the first" if then is None else signed(now.score - then.score)
        yield cells(name, was, f"{one(now.score)} ({short_day(now.day)})", by)


def _after_cuts(report: Report) -> str:
    """The highest withdrawal, and that of the week after each cut: a median over all days says nothing of cuts."""
    seen = report.then.after_cuts
    if seen is None or seen.highest is None or seen.on is None:
        return ""
    words = f"Withdrawal: highest {one(seen.highest)} on {short_day(seen.on)}"
    if not seen.cuts:
        return f"{words}."
    after = f"days 0-{AFTER_CUT_DAYS} after {counted(seen.cuts, 'cut')}"
    if seen.spread.n < FEW:
        return f"{words}; {after}: {TOO_FEW} (n {seen.spread.n})."
    return f"{words}; {after}: {median_words(seen.spread)}."


def _spans(report: Report) -> str:
    then, now = edges(report.period.first, report.over)
    spans = (f"{short_day(first)} to {short_day(until - timedelta(days=1))}" for first, until in (then, now))
    return f"Medians of {' and of '.join(spans)}. 10 is the best mood and the worst pain. n under {FEW}: {TOO_FEW}."
