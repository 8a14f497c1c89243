"""The page in two lines: how things were and are, and how far the record and the tablets reach."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from oidtrack.domain.dose import counted
from oidtrack.domain.journal import day_words, short_day
from oidtrack.domain.medicine import Role
from oidtrack.domain.mme import DailyMme
from oidtrack.insight.then_now import FEW
from oidtrack.render.doses.mme import total_words
from oidtrack.render.page.parts import Words
from oidtrack.render.report.parts import Section
from oidtrack.render.report.words import median_words, one, one_name, signed
from oidtrack.services.journal.assessing import AssessmentView
from oidtrack.services.report.reporting import Report
from oidtrack.taper.days.inforce import InForce

_FORM = "phq9"


def glance_section(report: Report) -> Section:
    """Two lines made from the data."""
    first = (mood_words(report), _form_words(report), dose_words(report))
    second = (logged_words(report), *_reach(report))
    lines = (Words(" ".join(filter(None, line))) for line in (first, second))
    return Section("glance", "At a glance", tuple(lines))


def mood_words(report: Report) -> str:
    """Mood then and now, and where it usually lies."""
    change, usual = report.then.of("mood"), report.standing.usual_mood
    where = "" if usual is None else f"; usually {one(usual.low)} to {one(usual.high)}"
    if not report.overall("mood").n:
        return "Mood: not written down."
    if change.now.n < FEW:
        return f"Mood: too few days to tell (n {change.now.n} at the end{where})."
    now = f"{median_words(change.now)} now{where}"
    if change.then.n < FEW:
        return f"Mood {now}; too few days before to compare."
    return f"Mood {median_words(change.then)} then, {now}."


def scores(report: Report, instrument: str) -> tuple[AssessmentView | None, AssessmentView | None]:
    """The score to set the last one against, and the last: up to the first day, else the first of the period."""
    mine = [view for view in report.assessments if view.instrument == instrument]
    before = [view for view in report.then.forms if view.instrument == instrument]
    *earlier, last = mine or (None,)
    return next(iter((*before, *earlier)), None), last


def _form_words(report: Report) -> str:
    then, now = scores(report, _FORM)
    if now is None:
        asked = "" if then is None else f"; the last was {one(then.score)} on {day_words(then.day)}"
        return f"PHQ-9: none in this time{asked}."
    if then is None:
        return f"PHQ-9 {one(now.score)} ({short_day(now.day)}), the first."
    change = signed(now.score - then.score)
    return f"PHQ-9 {one(then.score)} ({short_day(then.day)}), now {one(now.score)} ({short_day(now.day)}), {change}."


def dose_words(report: Report) -> str:
    """The opioid dose then and now with its equivalents; after the end since when there is none."""
    stopped = report.standing.stopped
    if stopped is not None:
        return stopped_words(stopped, report.period.last)
    now = _opioids(report.in_force)
    if not now:
        return "No opioid is planned."
    then = {one.of: one for one in _opioids(report.then.in_force)}
    words = "; ".join(_dose(one, then.get(one.of)) for one in now)
    return f"{_capital(words)}. {_mme(report.then.mme, report.mme)}"


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def stopped_words(stopped: date, today: date) -> str:
    """Since when no opioid is taken, and what that means."""
    days = (today - stopped).days
    since = f"{counted(days, 'day')} ago" if days else "today"
    return f"No opioid since {day_words(stopped)}, {since}: tolerance is lost, the old dose would now be dangerous."


def _opioids(found: tuple[InForce, ...]) -> list[InForce]:
    return [one for one in found if one.role is Role.OPIOID]


def _dose(now: InForce, then: InForce | None) -> str:
    name, was = one_name(now.medicine), None if then is None else then.daily
    if now.daily is None:
        return f"{name} when needed"
    if not now.daily:
        return f"{name} stopped"
    amount = f"{one(now.daily)} {now.unit}{now.release.a_day}"
    if was is None:
        return f"{name} {amount}"
    return f"{name} {amount}, unchanged" if was == now.daily else f"{name} {one(was)} then, {amount} now"


def _mme(then: DailyMme | None, now: DailyMme) -> str:
    """The equivalents in all; those of then only where they were others."""
    words = _capital(total_words(now))
    if then is None or not then.items or then.total in {None, now.total}:
        return f"{words}."
    return f"{words} ({total_words(then, '')} then)."


def whole_days(report: Report, first: date, last: date) -> tuple[int, int]:
    """Days with an entry and days in all, both ends included; today is left out, since it is not over."""
    until = min(last + timedelta(days=1), report.over)
    return sum(1 for day in report.logged if first <= day < until), (until - first).days


def logged_words(report: Report) -> str:
    """How much is written down, and what that allows."""
    logged, days = whole_days(report, report.period.first, report.period.last)
    words = f"Written down: {logged} of {counted(days, 'day')}"
    if Fraction(2 * logged) < days:
        return f"{words}, under half: too few to rest a decision on."
    return f"{words}; the rest is left out, not guessed."


def _reach(report: Report) -> list[str]:
    """Until when the tablets of each opioid last, as far as somebody counted them."""
    opioids = {found.of for found in _opioids(report.in_force) if found.daily != 0}
    words = []
    for home in report.stock:
        if (home.medicine, home.release) not in opioids or not home.planned:
            continue
        name = _capital(one_name(home.medicine))
        if home.uncounted:
            words.append(f"{name} at home was not all counted.")
        elif home.runs_out is None:
            words.append(f"{name} at home lasts for a year and more.")
        else:
            words.append(f"{name} at home lasts until {day_words(home.runs_out - timedelta(days=1))}.")
    return words or (["What is left at home was not counted."] if opioids else [])
