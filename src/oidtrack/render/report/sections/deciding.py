"""What is to be decided at the visit: the next cut or a hold, prescription lines to copy, naloxone; each a box to tick.

What speaks for or against a cut is said by the check before it, and the counts are those of what to prescribe.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from oidtrack.domain.dose import amount_text, counted, plain
from oidtrack.domain.journal import day_words, short_day
from oidtrack.domain.medicine import Release, Role
from oidtrack.render.page.parts import Tone, Words
from oidtrack.render.report.parts import ReportPart, Section, Ticks
from oidtrack.render.report.sections.taking import step_words
from oidtrack.render.report.words import RELEASES, one_name
from oidtrack.rules.gate import Decision
from oidtrack.services.plan.gating import Gate, daily_before
from oidtrack.services.report.prescribing import RxLine, Sig
from oidtrack.services.report.reporting import Report
from oidtrack.taper.plan import EventKind, Plan, Status

_SAYS = {
    Decision.PROCEED: "The check before the cut: go on.",
    Decision.HOLD: "The check before the cut: wait.",
    Decision.CALL: "The check before the cut: talk about it before anything changes.",
}
_TOO_LITTLE = "The check before the cut: too little is written down to tell."
_ON_HOLD = "The plan is on hold: no cut comes until somebody decides so. Of the cut that waits the check says:"
_ASKS = "Or end the hold? The next cut would then come, at the earliest,"
_BLANK = "____________"
_HALF = Fraction(1, 2)
_LOST = "tolerance-lost"
_SETTLE = "Settle the dose first: after days without, that of today may be too much."


def decide_section(report: Report) -> Section | None:
    """None where no opioid is taken and nothing is to be prescribed."""
    parts: list[ReportPart] = [*_cut(report)]
    boxes = [rx_words(line, report) for line in report.asked.lines]
    instead = (rx_words(line, report) for line in report.asked.if_held)
    boxes += [f"If held instead, {words[:1].lower()}{words[1:]}" for words in instead]
    boxes += [words for words in (_naloxone(report),) if words]
    parts += [Ticks(tuple(boxes))] if boxes else []
    parts += [Words(words) for words in (*_covered(report), *_uncounted(report))]
    if report.ahead:
        home = "what is at home is taken off" if report.stock else "what is left at home is not counted here"
        parts.append(Words(f"{counted_from(report)}; {home}.", Tone.NOTE))
    return Section("decide", "To decide today", tuple(parts)) if parts else None


def _cut(report: Report) -> Iterator[ReportPart]:
    """What the check says and why, and the ways there are; the one that it advises comes first."""
    gate, plan = report.standing.gate, report.standing.plan
    if gate is None or plan is None:
        if any(one.role is Role.OPIOID and one.daily for one in report.in_force):
            lost = any(finding.id == _LOST for finding in report.findings)
            yield Ticks((_SETTLE, "Or stay on the dose of today.") if lost else ("Stay on the dose of today.",))
        return
    says = _SAYS[gate.decision] if gate.asks or gate.decision is Decision.PROCEED else _TOO_LITTLE
    held = plan.status is Status.HELD
    if held:
        says = _ON_HOLD if gate.decision is Decision.PROCEED else f"The plan is on hold. {says}"
    yield Words(" ".join([says, *(reason.noted for reason in gate.reasons)]))
    event = gate.plan.event
    if event is not None and event.kind is EventKind.GONE_ON and event.cut == gate.planned:
        yield Words(f"On {day_words(event.on)} it was decided to go on with this cut.")
    ways = _go_on(report, plan, gate), _stay(report, gate) if held else _hold(gate)
    yield Ticks(ways if gate.decision is Decision.PROCEED and not held else ways[::-1])
    if gate.truly is not None:
        amount = amount_text(plan.unit, Fraction(gate.truly.daily))
        days = f"{gate.truly.days} of {counted(gate.truly.recorded, 'day')}"
        yield Words(f"What is taken is less than planned: {amount}{plan.release.a_day} on {days}.")


def _go_on(report: Report, plan: Plan, gate: Gate) -> str:
    """The next step; of a plan on hold as a question, since nothing brings it before somebody decides."""
    step, on, held = report.standing.step, day_words(gate.planned), plan.status is Status.HELD
    if step is None:
        return f"{_ASKS} on {on}: the stop." if held else f"Go on: stop on {on}, the first day without."
    often = "every other day " if step.every_days > 1 else ""
    total = f"{amount_text(plan.unit, step.daily)}{plan.release.a_day}"
    cut = f"{plain(step.cut_percent, 1)} % less"
    begins = f"{_ASKS} on {on}:" if held else f"Go on: from {on},"
    return f"{begins} {often}{step_words(step.doses, plan.release)}; {total}, {cut}."


def _stay(report: Report, gate: Gate) -> str:
    """To stay on hold; with the day to look again, where that does not lie before whoever reads this can decide."""
    event, coming = gate.plan.event, report.appointment
    day = None if event is None else event.look_again
    decided = report.today if coming is None else max(report.today, coming.moment.day)
    when = day_words(day) if day is not None and day > decided else _BLANK
    was = f" (so far {day_words(day)})" if day is not None and when == _BLANK else ""
    wait = f"; no cut before {day_words(gate.earliest)}" if gate.earliest > gate.planned else ""
    return f"Stay on hold, on {_daily(gate)}; look again on {when}{was}{wait}."


def _hold(gate: Gate) -> str:
    if gate.earliest > gate.planned:
        return f"Hold: stay on {_daily(gate)}; the cut waits until {day_words(gate.earliest)} or longer."
    return f"Hold: stay on {_daily(gate)}, and look again on {_BLANK}."


def _daily(gate: Gate) -> str:
    """The dose of every day up to the cut."""
    return f"{amount_text(gate.plan.unit, daily_before(gate), 1)}{gate.plan.release.a_day}"


def rx_words(line: RxLine, report: Report) -> str:
    """One line of a prescription: what, how many at which times, which days, how many in all."""
    when = _when(line.medicine, before_visit=line.before_visit, report=report)
    what, piece = _product(line)
    taken = ", then ".join(_sig(sig, line, last=n == len(line.sigs) - 1) for n, sig in enumerate(line.sigs))
    days = f"{short_day(line.first)} to {short_day(line.last)} ({counted(line.days, 'day')})"
    count = f"{plain(line.count)} mL" if line.strength is None else counted(int(line.count), piece, _many(piece))
    return f"{when}{what}: {taken}. {days}: {count}."


def _when(medicine: str, *, before_visit: bool, report: Report) -> str:
    """Which days a line is for, and the medicine."""
    if before_visit:
        return f"Until the visit, {one_name(medicine)}"
    return f"{'For four weeks' if report.appointment is None else 'From the visit'}, {one_name(medicine)}"


def _product(line: RxLine) -> tuple[str, str]:
    """What it is, and one piece of it."""
    if line.strength is None:
        return " liquid", "mL"
    if line.release is Release.PATCH:
        return f" patch {line.strength}", "patch"
    return f" {RELEASES[line.release]}, {line.strength} tablets", "tablet"


def _many(piece: str) -> str:
    return "patches" if piece == "patch" else f"{piece}s"


def _sig(sig: Sig, line: RxLine, *, last: bool) -> str:
    """How it is taken over days that are alike: `1½ at 08:00 and 14:00 until 30 Nov`."""
    alike: dict[Fraction, list[str]] = {}
    for at, count in sig.at:
        alike.setdefault(count, []).append(f"{at:%H:%M}")
    unit = " mL" if line.strength is None else ""
    said = "; ".join(f"{_count(count)}{unit} at {', '.join(times)}" for count, times in alike.items())
    often = " every other day" if sig.every_days > 1 else ""
    often = f" every {sig.change_days} days" if sig.change_days > 1 else often
    return f"{said}{often}{'' if last else f' until {short_day(sig.last)}'}"


def _count(count: Fraction) -> str:
    whole, rest = divmod(count, 1)
    return f"{whole or ''}½" if rest == _HALF else plain(count)


def _covered(report: Report) -> list[str]:
    """Stretches for which enough is at home."""
    return [
        f"{_when(stretch.medicine, before_visit=stretch.before_visit, report=report)}: nothing more, enough is at home."
        for stretch in report.ahead
        if not stretch.need.tablets and not stretch.need.liquid_ml
    ]


def _uncounted(report: Report) -> list[str]:
    """Opioids of which nobody knows what they are made of."""
    counted_ones = {(stretch.medicine, stretch.release) for stretch in report.ahead}
    taken = [one for one in report.in_force if one.role is Role.OPIOID and one.daily and one.of not in counted_ones]
    ending = report.standing.plan is not None and report.standing.gate is None
    return [f"{one_name(one.medicine)}: its tablets are not known, so none are counted." for one in taken if not ending]


def counted_from(report: Report) -> str:
    """What the counts go by."""
    plan = report.plan
    if not any(stretch.by_plan for stretch in report.ahead):
        return "Counted from today's doses"
    held = plan is not None and plan.status is Status.HELD
    return "Counted from the plan, whose dose stays while it is on hold" if held else "Counted from the plan"


def _naloxone(report: Report) -> str:
    """To be prescribed where there is none, or nobody said; also after the end, when tolerance is lost."""
    risk, stopped = report.standing.risk, report.standing.stopped
    taken = any(one.role is Role.OPIOID and one.daily != 0 for one in report.in_force)
    if not taken and stopped is None:
        return ""
    if risk.profile.naloxone and _is_good(risk.naloxone_until, report.today):
        return ""
    if risk.profile.naloxone:
        return "Naloxone: what is at home is past its date."
    return f"Naloxone: {'none at home' if risk.profile.naloxone is False else 'not said whether any is at home'}."


def _is_good(until: date | None, today: date) -> bool:
    return until is None or today <= until
