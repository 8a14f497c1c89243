"""What is taken now, in tablets for each time; what comes next; holds; and one line on risk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from oidtrack.domain.dose import amount_text, counted
from oidtrack.domain.journal import day_words, short_day
from oidtrack.domain.medicine import Release, Role
from oidtrack.errors import listed
from oidtrack.render.page.parts import Table, Words, cells
from oidtrack.render.report.parts import ReportPart, Section
from oidtrack.render.report.sections.glance import stopped_words
from oidtrack.render.report.words import RELEASES, one, one_name
from oidtrack.services.report.reporting import Report
from oidtrack.services.report.standing import Hold, Risk
from oidtrack.taper.days.inforce import InForce, PlannedDose
from oidtrack.taper.plan import Plan, StepDose
from oidtrack.taper.tablets import Making, words

_ROLES = (Role.OPIOID, Role.BENZODIAZEPINE, Role.ANTIDEPRESSANT, Role.PAIN, Role.OTHER)


def taken_section(report: Report) -> Section:
    """Every medicine with its times, opioids first; where the plan goes; risk."""
    found = sorted(report.in_force, key=lambda one: _ROLES.index(one.role))
    parts: list[ReportPart] = []
    if found:
        rows = tuple(cells(_name(one), _daily(one), times_words(one)) for one in found)
        table = Table("What is taken now", ("medicine", "a day", "at each time"), rows, words=range(3), headless=True)
        parts.append(table)
    else:
        parts.append(Words("No medicine is written down."))
    parts.append(Words(_way(report)))
    parts += [Words(text) for text in (holds_words(report),) if text]
    parts.append(Words(risk_words(report.standing.risk, report.standing.stopped)))
    return Section("taken", "Taken now", tuple(parts))


def _name(found: InForce) -> str:
    return f"{one_name(found.medicine)}, {RELEASES[found.release]}"


def _daily(found: InForce) -> str:
    if found.daily is None or not found.daily:
        return ""
    average = " on average" if found.every_days > 1 else ""
    return f"{one(found.daily)} {found.unit}{found.release.a_day}{average}"


def times_words(found: InForce) -> str:
    """The tablets of each time: `30 mg at 08:00, 22:00 (1 × 30 mg); 10 mg at 14:00 …`."""
    if found.daily is None:
        return "when needed"
    if not found.daily:
        return "stopped"
    said = each_time((dose, dose.making) for dose in found.doses)
    if found.every_days > 1:
        return f"every other day: {said}"
    return f"every {found.change_days} days: {said}" if found.change_days > 1 else said


def step_words(doses: Iterable[StepDose], release: Release) -> str:
    """The same of a step of a plan."""
    return each_time(((dose, Making(dose.tablets, dose.liquid_ml)) for dose in doses), release)


def each_time(doses: Iterable[tuple[PlannedDose | StepDose, Making | None]], release: Release | None = None) -> str:
    """Doses with their tablets, times that have the same together: `30 mg at 08:00, 22:00 (1 × 30 mg)`.

    The dose stands in front, or it would read as that of the last time alone.
    """
    alike: dict[tuple[str, str], list[str]] = {}
    for dose, making in doses:
        at = dose.slot if isinstance(dose, PlannedDose) else dose.at
        kind = dose.release if isinstance(dose, PlannedDose) else release
        made = "" if making is None or kind is None else words(making, kind)
        alike.setdefault((str(dose.amount), f" ({made})" if made else ""), []).append(f"{at:%H:%M}")
    return "; ".join(f"{amount} at {', '.join(times)}{made}" for (amount, made), times in alike.items())


def _way(report: Report) -> str:
    """The plan, its next step and where it ends; after the end since when."""
    stand, plan = report.standing, report.standing.plan
    if stand.stopped is not None:
        return stopped_words(stand.stopped, report.period.last)
    if plan is None:
        return "No plan to come down."
    return f"{_next(report, plan)} {_end(plan)}"


def _next(report: Report, plan: Plan) -> str:
    gate, step = report.standing.gate, report.standing.step
    if gate is None:
        return "No step is to come."
    on = day_words(gate.planned)
    if step is None:
        return f"Next: the stop on {on}."
    average = " on average" if step.every_days > 1 else ""
    return f"Next step from {on}: {amount_text(plan.unit, step.daily, 1)}{plan.release.a_day}{average}."


def _end(plan: Plan) -> str:
    if plan.stops_on is None:
        return f"It ends at {plan.target}{plan.release.a_day}."
    return f"First day without: {day_words(plan.stops_on)}, as it stands."


def holds_words(report: Report) -> str:
    """Every hold of the period with its days; why is among the free texts."""
    found, last = report.standing.holds, report.period.last
    if not found:
        return ""
    days = sum(hold.days(last) for hold in found)
    named = listed(_hold(hold) for hold in found)
    return f"{counted(len(found), 'hold')} in this time, {counted(days, 'day')}: {named}."


def _hold(hold: Hold) -> str:
    if hold.last is None:
        again = f", to be looked at again on {short_day(hold.look_again)}" if hold.look_again is not None else ""
        return f"since {short_day(hold.first)}{again}"
    return f"{short_day(hold.first)} to {short_day(hold.last)}"


def risk_words(risk: Risk, stopped: date | None = None) -> str:
    """What bears on risk, in one line; what nobody said is named as such."""
    told, profile = [], risk.profile
    if risk.since is not None:
        about = "" if risk.since.said else " or longer"
        until = "" if stopped is None else f" until {day_words(stopped - timedelta(days=1))}"
        told.append(f"on opioids since {day_words(risk.since.day)}{about}{until}")
    told += [f"age {risk.age}"] if risk.age is not None else []
    named = (
        ("depression before", profile.depression_before, ()),
        ("sleep apnoea", profile.sleep_apnoea, ()),
        ("benzodiazepine", risk.benzodiazepine, risk.benzodiazepines),
        ("alcohol", profile.alcohol, ()),
        ("pregnant", profile.pregnant or None, ()),
    )
    told += [_risk(name, held, names) for name, held, names in named if held is not None]
    told += [f"other sedatives: {listed(map(one_name, risk.sedatives))}"] if risk.sedatives else []
    told += [_naloxone(risk)] if profile.naloxone is not None else []
    unsaid = [name for name, held, _ in named[:4] if held is None]
    unsaid += ["naloxone"] if profile.naloxone is None else []
    words = [f"{'; '.join(told)}."] if told else []
    words += [f"Not said: {listed(unsaid)}."] if unsaid else []
    return f"Risk: {' '.join(words)}"


def _risk(name: str, held: bool, names: Sequence[str]) -> str:
    if not held:
        return f"no {name}"
    return f"{name} ({listed(map(one_name, names))})" if names else name


def _naloxone(risk: Risk) -> str:
    until = f", good until {day_words(risk.naloxone_until)}" if risk.naloxone_until is not None else ""
    return f"naloxone at home{until}" if risk.profile.naloxone else "no naloxone at home"
