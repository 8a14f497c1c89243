"""What the large picture of the report shows: dose, mood, a questionnaire and thin rows over the same days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from msgspec import Struct

from oidtrack.clinical import catalogue
from oidtrack.domain.dose import counted
from oidtrack.domain.journal import dated, short_day
from oidtrack.errors import listed
from oidtrack.insight.spread import spread
from oidtrack.insight.then_now import EDGE_DAYS
from oidtrack.render.page.console import shortened
from oidtrack.render.page.parts import Words
from oidtrack.render.page.pictures.charts import MOOD_TOP, Chart, round_top
from oidtrack.render.report.parts import Figure, Layer, Scores, Section, Strip
from oidtrack.render.report.sections.questionnaires import short_title
from oidtrack.render.report.words import NAME, is_few, median_words, one
from oidtrack.rules.cut_points import PHQ9_LIKELY
from oidtrack.services.doses.ladder import DayDose
from oidtrack.services.report.reporting import Report

_FEW_CUTS = 6
_DRAWN_FORM = "phq9"
_MOST_LAYERS = 4
"""Opioids that can be told apart by their pattern; the smaller ones are one."""
_NEAR = Fraction(4, 5)
"""From this share of a line on up, the axis of the dose reaches to it. ENGINEERING."""

Daily = tuple[Fraction | None, ...]


class Drawn(Struct, frozen=True):
    """The dose of each day of the period that can be drawn.

    Attributes:
        name: Of the one opioid, or of all together.
        unit: `mg`, `mcg/h`, or `MME` where there are several.
        planned: A day; None where nothing is scheduled.
        taken: A day; None where it is not told in full.
        mme: How many MME one of the unit is, or None.
        layers: Each of several opioids, the largest first.
        names: Medicines that are drawn.
        beside: Opioids that are not, since no equivalent is counted for them.
    """

    name: str
    unit: str
    planned: Daily = ()
    taken: Daily = ()
    mme: Fraction | None = None
    layers: tuple[Layer, ...] = ()
    names: frozenset[str] = frozenset()
    beside: tuple[str, ...] = ()


def picture_section(report: Report) -> Section:
    """The picture, or why there is none."""
    shown = drawn(report)
    chart = Chart(report.measure("mood"), shown.taken, report.cuts, shown.planned)
    title = "Dose and mood"
    if chart.is_empty:
        return Section("picture", title, (Words("Too little is written down to draw."),))
    top, lines = _axis(chart, shown)
    scores, usual = _scores(report), report.standing.usual_mood
    held = tuple(
        (max(hold.first, report.period.first), min(hold.last or report.period.last, report.period.last))
        for hold in report.standing.holds
    )
    figure = Figure(
        chart=chart,
        medicine=shortened(shown.name, NAME),
        unit=shown.unit,
        top=top,
        alt=_in_words(report, chart, shown, scores),
        caption=_caption(chart, shown),
        few=_is_few(report, "mood"),
        usual=None if usual is None else (usual.low, usual.high),
        held=held,
        apart=tuple((one.day, one.kind.value) for one in report.apart if one.medicine in shown.names),
        lines=lines,
        layers=shown.layers,
        scores=scores,
        strips=tuple(_strips(report)),
    )
    return Section("picture", title, (figure,))


def drawn(report: Report) -> Drawn:
    """One opioid in its own unit; several, together in MME: never one of them for all."""
    kinds = list(dict.fromkeys((row.medicine, row.unit) for row in report.doses))
    if not kinds:
        return Drawn("dose", "mg")
    counted_ones = [kind for kind in kinds if any(r.factor for r in report.doses if (r.medicine, r.unit) == kind)]
    if len(kinds) == 1 or not counted_ones:
        wanted = "" if report.plan is None else report.plan.medicine
        chosen = next((kind for kind in kinds if kind[0] == wanted), kinds[0])
        return _alone(report, chosen, tuple(_said(*kind) for kind in kinds if kind != chosen))
    return _together(report, counted_ones, tuple(_said(*kind) for kind in kinds if kind not in counted_ones))


def _said(medicine: str, unit: str) -> str:
    return f"{shortened(medicine, NAME)}{' patch' if unit == 'mcg/h' else ''}"


def _alone(report: Report, kind: tuple[str, str], beside: tuple[str, ...]) -> Drawn:
    rows = {row.day: row for row in report.doses if (row.medicine, row.unit) == kind}
    factors = {row.factor for row in rows.values()}
    days = [rows.get(day) for day in report.period.each()]
    return Drawn(
        name=kind[0],
        unit=kind[1],
        planned=tuple(None if row is None else row.planned for row in days),
        taken=tuple(None if row is None else row.taken for row in days),
        mme=factors.pop() if len(factors) == 1 else None,
        names=frozenset({kind[0]}),
        beside=beside,
    )


def _together(report: Report, kinds: list[tuple[str, str]], beside: tuple[str, ...]) -> Drawn:
    by_day: dict[date, list[DayDose]] = {}
    for row in report.doses:
        if (row.medicine, row.unit) in kinds:
            by_day.setdefault(row.day, []).append(row)
    days = [by_day.get(day, []) for day in report.period.each()]
    told = [rows if _is_whole(rows) else None for rows in days]
    values = {kind: tuple(None if rows is None else _share(rows, kind) for rows in told) for kind in kinds}
    return Drawn(
        name="opioids together",
        unit="MME",
        planned=tuple(_total(row.planned_mme for row in rows) for rows in days),
        taken=tuple(None if rows is None else _total(row.taken_mme for row in rows) for rows in told),
        mme=Fraction(1),
        layers=_layers(values),
        names=frozenset(name for name, _ in kinds),
        beside=beside,
    )


def _share(rows: list[DayDose], kind: tuple[str, str]) -> Fraction:
    """What one opioid comes to on a day, in MME."""
    return sum((row.taken_mme or Fraction(0) for row in rows if (row.medicine, row.unit) == kind), Fraction(0))


def _is_whole(rows: list[DayDose]) -> bool:
    """Whether what was taken is known of every one that is scheduled; one that is taken when needed may be absent."""
    known = [row for row in rows if row.taken is not None]
    return bool(known) and all(row.taken is not None for row in rows if row.planned is not None or row.partial)


def _total(values: Iterator[Fraction | None]) -> Fraction | None:
    known = [value for value in values if value is not None]
    return sum(known, Fraction(0)) if known else None


def _layers(values: dict[tuple[str, str], Daily]) -> tuple[Layer, ...]:
    """The largest first; the smallest are one where there are more than patterns."""
    ranked = sorted(values.items(), key=lambda pair: -sum(value or 0 for value in pair[1]))
    found = [Layer(_said(*kind), row) for kind, row in ranked]
    if len(found) <= _MOST_LAYERS:
        return tuple(found)
    rest = found[_MOST_LAYERS - 1 :]
    rows = zip(*(layer.values for layer in rest), strict=True)
    sums = tuple(_total(iter(row)) for row in rows)
    return (*found[: _MOST_LAYERS - 1], Layer(f"{len(rest)} others", sums))


def _axis(chart: Chart, shown: Drawn) -> tuple[Fraction, tuple[tuple[Fraction, str], ...]]:
    """The upper end, and the lines of 50 and 90 MME that it reaches; it is raised to one that is near."""
    highest = max((dose for dose in (*chart.dose, *chart.planned) if dose is not None), default=Fraction(1))
    if not shown.mme:
        return round_top(highest), ()
    lines = [(Fraction(mme) / shown.mme, f"{mme} MME") for mme in catalogue.mme_thresholds()]
    near = [(at, name) for at, name in lines if highest >= at * _NEAR]
    top = round_top(max([highest, *(at for at, _ in near)]))
    return top, tuple(near)


def _scores(report: Report) -> Scores | None:
    found = [view for view in report.assessments if view.instrument == _DRAWN_FORM]
    if not found:
        return None
    points = tuple((view.day, Fraction(view.score)) for view in found)
    return Scores(short_title(found[0]), points, Fraction(found[0].max_score), Fraction(PHQ9_LIKELY))


def _is_few(report: Report, measure: str) -> bool:
    return is_few(report.settled(measure), (report.over - report.period.first).days)


def _strips(report: Report) -> Iterator[Strip]:
    """Pain, sleep and withdrawal, each where any of it is written down."""
    for measure, name, unit in (("pain", "Pain", ""), ("sleep", "Sleep", " h"), ("withdrawal", "Withdr.", "")):
        series = report.measure(measure)
        if series.n:
            highest = max(value for _, value in series.known())
            top = Fraction(MOOD_TOP) if measure == "pain" else round_top(max(highest, Fraction(1)))
            yield Strip(f"{name} 0–{one(top)}{unit}", series.values, top, _is_few(report, measure))


def _caption(chart: Chart, shown: Drawn) -> str:
    """What the signs of the picture mean that have no name in it."""
    point = "a day" if chart.axis.days_a_point == 1 else "the median of a week"
    words = [f"Each point is {point}, a gap no answer; a day that is not told in full has no bar."]
    if chart.cuts:
        words.append("Broken lines from above to below: cuts.")
    if shown.beside:
        words.append(f"Not drawn, since it cannot be added up: {listed(shown.beside)}.")
    return " ".join(words)


def _in_words(report: Report, chart: Chart, shown: Drawn, scores: Scores | None) -> str:
    """The picture for who cannot see it."""
    period = report.period
    words = [f"Mood, 0 to 10, from {dated(period.first)} to {dated(period.last)}: {_mood_words(report)}"]
    planned = [value for value in chart.planned if value is not None]
    taken = [value for value in chart.dose if value is not None]
    name = shortened(shown.name, NAME)
    if planned:
        way = f"{one(planned[0])} {shown.unit} a day throughout"
        if len(set(planned)) > 1:
            way = f"from {one(planned[0])} to {one(planned[-1])} {shown.unit} a day"
        words.append(f"Planned {name}: {way}.")
    if taken:
        words.append(
            f"Taken is known on {counted(len(taken), 'day')}, median {one(spread(taken).median)} {shown.unit}."
        )
    if shown.layers:
        words.append(f"Of these: {listed(layer.name for layer in shown.layers)}.")
    if shown.beside:
        words.append(f"Not among them: {listed(shown.beside)}.")
    if report.cuts:
        named = listed(short_day(day) for day in report.cuts)
        words.append(f"Cuts on {named}." if len(report.cuts) <= _FEW_CUTS else f"{len(report.cuts)} cuts.")
    words += [f"On hold from {short_day(hold.first)}{_until(hold.last)}." for hold in report.standing.holds]
    if scores is not None:
        words.append(f"{scores.form}: {listed(f'{one(score)} on {short_day(day)}' for day, score in scores.points)}.")
    return " ".join(words)


def _until(last: date | None) -> str:
    return " on" if last is None else f" to {short_day(last)}"


def _mood_words(report: Report) -> str:
    """Of the days that are over, as everywhere on the page."""
    first, settled = report.period.first, report.settled("mood")
    days = (report.over - first).days
    if not settled.n:
        return "no day is written down."
    few = ", too few to tell" if _is_few(report, "mood") else ""
    words = f"known on {settled.n} of {counted(days, 'day')}{few}, median {one(settled.median)}"
    change = report.then.of("mood")
    if few or days <= 2 * EDGE_DAYS or not (change.then.n and change.now.n):
        return f"{words}."
    then, now = median_words(change.then), median_words(change.now)
    return f"{words}; {then} in the first {EDGE_DAYS} days, {now} in the last."
