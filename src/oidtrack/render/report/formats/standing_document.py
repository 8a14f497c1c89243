"""What a visit begins with, as data: further keys of `oidtrack/report/1`. No free text is among them."""

from __future__ import annotations

from typing import Any

from oidtrack.insight.spread import Spread
from oidtrack.insight.then_now import AfterCuts
from oidtrack.render.page.machine import number, number_or_none
from oidtrack.render.plan.gate import gate_body
from oidtrack.services.report.prescribing import RxLine, Sig
from oidtrack.services.report.reporting import Report
from oidtrack.services.report.standing import Risk


def standing_body(report: Report) -> dict[str, Any]:
    """The keys; what is not known is null."""
    stand = report.standing
    return {
        "check": None if stand.gate is None else gate_body(stand.gate),
        "holds": [
            {
                "from": hold.first.isoformat(),
                "to": None if hold.last is None else hold.last.isoformat(),
                "days": hold.days(report.period.last),
                "look_again": None if hold.look_again is None else hold.look_again.isoformat(),
            }
            for hold in stand.holds
        ],
        "stopped_on": None if stand.stopped is None else stand.stopped.isoformat(),
        "alarm_items": [
            {"day": item.day.isoformat(), "form": item.form, "item": item.number, "points": item.points}
            for item in stand.items
        ],
        "then_and_now": {
            change.measure: {
                "then": _spread(change.then),
                "now": _spread(change.now),
                "change": number_or_none(change.by),
            }
            for change in report.then.changes
        },
        "withdrawal": _withdrawal(report.then.after_cuts),
        "prescriptions": [_line(line) for line in report.asked.lines],
        "prescriptions_if_held": [_line(line) for line in report.asked.if_held],
        "risk": _risk(stand.risk),
    }


def _spread(found: Spread) -> dict[str, Any]:
    return {"n": found.n, "median": number_or_none(found.median)}


def _withdrawal(seen: AfterCuts | None) -> dict[str, Any] | None:
    if seen is None:
        return None
    on = None if seen.on is None else seen.on.isoformat()
    return {
        "highest": number_or_none(seen.highest),
        "on": on,
        "after_cuts": {**_spread(seen.spread), "cuts": seen.cuts},
    }


def _line(line: RxLine) -> dict[str, Any]:
    """`strength_mg` is null for a liquid, whose counts are millilitres."""
    return {
        "medicine": line.medicine,
        "release": line.release.value,
        "strength_mg": None if line.strength is None else number(line.strength.shown),
        "before_visit": line.before_visit,
        "from": line.first.isoformat(),
        "to": line.last.isoformat(),
        "days": line.days,
        "count": number(line.count),
        "taken": [_sig(sig) for sig in line.sigs],
    }


def _sig(sig: Sig) -> dict[str, Any]:
    return {
        "from": sig.first.isoformat(),
        "to": sig.last.isoformat(),
        "every_days": sig.every_days,
        "change_days": sig.change_days,
        "at": [{"time": f"{at:%H:%M}", "count": number(count)} for at, count in sig.at],
    }


def _risk(risk: Risk) -> dict[str, Any]:
    return {
        "opioids_since": None if risk.since is None else risk.since.day.isoformat(),
        "opioids_since_was_said": None if risk.since is None else risk.since.said,
        "age": risk.age,
        "depression_before": risk.profile.depression_before,
        "sleep_apnoea": risk.profile.sleep_apnoea,
        "benzodiazepine": risk.benzodiazepine,
        "alcohol": risk.profile.alcohol,
        "pregnant": risk.profile.pregnant,
        "sedatives": list(risk.sedatives),
        "naloxone": risk.profile.naloxone,
        "naloxone_good_until": None if risk.naloxone_until is None else risk.naloxone_until.isoformat(),
    }
