"""The keys of every document that `--json` brings, and of what they are made; docs/json_page.py makes files of them.

How a shape is written: a dict is an object with these keys and no others, and a key that ends in `?` may be missing; a
list of one shape is a list of it; a tuple is one of several shapes; an enum is one of its values; `Map` is an object
whose keys are names. A text is a kind of value of `LEAVES`, or after `#` a shape of `PARTS`; with `?` at its end it may
be null.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from oidtrack.domain.journal import RATINGS, DoseState, Kind
from oidtrack.domain.medicine import Release, Role
from oidtrack.insight.phases import MEASURED, Phase
from oidtrack.insight.series import MEASURES
from oidtrack.insight.steps import MORE, SHOWN
from oidtrack.insight.treatments import BESIDE
from oidtrack.rules.base import Severity
from oidtrack.rules.gate import Decision
from oidtrack.services.files.importing import NAMES
from oidtrack.taper.days.inforce import Authority
from oidtrack.taper.pace import Basis
from oidtrack.taper.plan import EventKind, Status, Why

Shape = Any
"""A dict, a list, a tuple, an enum, a text or a `Map`, as told above."""


@dataclass(frozen=True, slots=True)
class Map:
    """An object whose keys are names that nobody knows beforehand."""

    of: Shape


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few words that no enum of the program has."""

    words: tuple[str, ...]


def words(*known: str) -> OneOf:
    """One of these words."""
    return OneOf(known)


def each(names: tuple[str, ...], shape: Shape, *, missing: bool = False) -> dict[str, Shape]:
    """The same shape under each name."""
    return {name + ("?" if missing else ""): shape for name in names}


LEAVES: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "yes": {"type": "boolean"},
    "n": {"type": "integer", "minimum": 0},
    "whole": {"type": "integer"},
    "amount": {"type": "number", "minimum": 0},
    "number": {"type": "number"},
    "day": {"type": "string", "format": "date"},
    "moment": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}$"},
    "local": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$"},
    "time": {"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]$"},
    "entry": {"type": "string", "pattern": "^e[0-9]+$"},
    "plan": {"type": "string", "pattern": "^p[0-9]+$"},
}
"""The kinds of values. Amounts are in the unit of their key; `n` counts; a moment has its offset."""

CUT = {"on": "day", "medicine": "text", "unit": words("mg", "mcg/h"), "before": "amount", "after": "amount"}
USUAL = ({"n": "n", "median": "number", "low": "number", "high": "number"}, None)
OPEN = {"medicine": "text", "at": "moment", "slot": "time", "amount_mg": "amount?", "amount_mcg_h?": "amount"}

ENTRY = {"id": "entry", "kind": Kind, "at": "moment", "day": "day"}
LAST = {"note": "text?", "tags": (["text"], None), "star": "yes?"}
KINDS: dict[str, dict[str, Shape]] = {
    "mood": {
        **each(RATINGS, "amount?"),
        "sleep_hours": "amount?",
        "signs": (["text"], None),
        "symptoms": (Map("n?"), None),
    },
    "dose": {
        "medicine": "text",
        "amount_mg": "amount?",
        "amount_mcg_h?": "amount?",
        "state": DoseState,
        "planned_mg": "amount?",
        "planned_mcg_h?": "amount?",
        "reason": "text?",
        "slot": "time?",
    },
    "treatment": {"text": "text", "minutes": "n?"},
    "assessment": {"instrument": "text", "answers": ["n"]},
    "note": {},
}
RESULT = {"planned": "n", "taken": "n", "skipped": "n", "missed": "n", "extra": "n", "as_needed": "n"}
COUNTS = {**RESULT, "unrecorded": "n", "days_recorded": "n"}
PERIOD = {"from": "day", "to": "day", "days": "n", "days_logged": "n"}
HOLDS = {"entries": "n", "first_day": "day?", "last_day": "day?", "medicines": "n", "plans": "n", "appointments": "n"}
INSIDE = each(tuple(dict.fromkeys(name.replace(" ", "_") for name in NAMES.values())), "n", missing=True)
PIECES = [{"strength_mg": "amount", "count": "amount"}]
NEED = {"from": "day", "to": "day", "tablets": PIECES, "liquid_ml": "amount?"}
ASKED = {"on_hand": "amount?", "ask_for": "amount", "left_over": "amount"}
FILL = {
    "from": "day",
    "to": "day",
    "tablets": [{"strength_mg": "amount", "count": "amount", **ASKED}],
    "liquid": ({"ml": "amount", **ASKED}, None),
}
DAILY = {"daily_mg": "amount", "mme": "amount?", "combined_mme": "amount?"}
MADE = [{"time": "time", "mg": "amount", "tablets?": PIECES, "liquid_ml?": "amount"}]
SCHEDULED = [{"time": "time", "mg": "amount"}]
CAUTION = {"code": "text", "severity": Severity, "text": "text", "source": "text"}


def entries(**more: Shape) -> Shape:
    """An entry of any kind, with keys that its document adds."""
    return tuple({**ENTRY, "kind": words(kind), **keys, **LAST, **more} for kind, keys in KINDS.items())


PARTS: dict[str, Shape] = {
    "entry": entries(),
    "caution": CAUTION,
    "finding": {
        "id": "text",
        **CAUTION,
        "title": "text",
        "since": "day?",
        "rule": "text",
        "entries": ["text"],
        "ask": "text?",
        "guide": "text?",
    },
    "spread": {"n": "n", "median": "number?", "q1": "number?", "q3": "number?"},
    "median": {"n": "n", "median": "number?"},
    "event": {"kind": EventKind, "on": "day", "reason": "text?", "agreed_with": "text?", "look_again": "day?"},
    "plan": {
        "id": "plan?",
        "version": "n",
        "status": Status,
        "medicine": "text",
        "release": Release,
        "unit": words("mg", "mcg/h"),
        "pace": {
            "percent": "amount",
            "every_days": "n",
            "basis": Basis,
            "current_below_percent": "amount",
            "max_step_percent": "amount",
            "max_hold_days": "n",
            "source": "text",
            "why": "text",
        },
        "start": "day",
        "target_mg": "amount",
        "agreed_with": "text?",
        "agreed_on": "day?",
        "event": "#event?",
        "current": {**DAILY, "doses": MADE},
        "steps": [
            {
                "n": "n",
                "from": "day",
                "to": "day",
                "days": "n",
                "every_days": "n",
                **DAILY,
                "cut_percent": "number",
                "of_start_percent": "amount",
                "pace_steps": "number",
                "coarse": "yes",
                "why": Why,
                "doses": MADE,
            }
        ],
        "stops_on": "day?",
        "supply": [NEED],
        "accepted": ["text"],
        "checks": [{"rule": "text", "holds": "yes", "detail": "text"}],
        "cautions": ["#caution"],
        "smoother": [
            {
                "add_strength_mg": "amount",
                "how": "text",
                "largest_cut_percent": "amount",
                "down_to_mg": "amount",
                "stops_on": "day?",
                "days": "n",
            }
        ],
        "lengths": [
            {
                "percent": "amount",
                "every_days": "n",
                "basis": Basis,
                "stops_on": "day?",
                "days": "n",
                "needs_agreement": "yes",
            }
        ],
        "facts_version": "day",
        "program_version": "text",
    },
    "gate": {
        "id": "plan",
        "version": "n",
        "decision": Decision,
        "asks": "yes",
        "reasons": [
            {
                "code": "text",
                "decision": Decision,
                "text": "text",
                "source": "text",
                "entries": ["text"],
                "guide": "text?",
            }
        ],
        "next_step": "n",
        "planned": "day",
        "earliest": "day",
        "truly_taken": ({"daily_mg": "amount", "since": "day", "days": "n", "days_recorded": "n"}, None),
    },
    "medicine": {
        "id": "text",
        "medicine": "text",
        "release": Release,
        "role": Role,
        "unit": words("mg", "mcg/h"),
        "doses": SCHEDULED,
        "daily_mg": "amount",
        "every_days": "n",
        "by": Authority,
        "plan": "plan?",
        "prescribed": {"doses": SCHEDULED, "daily_mg": "amount"},
        "strengths": [{"strength_mg": "amount", "halves": "yes"}],
        "liquid_mg_per_ml": "amount?",
        "min_interval_h": "n?",
        "product": "text?",
        "most_daily_mg": "amount?",
        "most_source": "text?",
        "apart_h": "n?",
        "apart_source": "text?",
        "since": "day",
        "until": "day?",
        "opioid_since": "day?",
    },
    "stock": {
        "medicine": "text",
        "release": Release,
        "strengths": [{"strength_mg": "amount?", "count": "amount"}],
        "as_of": "day",
        "runs_out_on": "day?",
        "uncounted_strengths_mg": ["amount"],
        "assumed_days": "n",
        "unmatched_doses": "n",
        "expires": "day?",
    },
    "treatment": {
        "text": "text",
        "days": "n",
        "times": "n",
        "minutes": "n?",
        "first": "day",
        "last": "day",
        **each(BESIDE, {"with": "#median", "without": "#median"}),
    },
    "mme": {
        "total_mme": "amount?",
        "items": [
            {
                "medicine": "text",
                "daily_mg": "amount",
                "unit": words("mg", "mcg/h"),
                "factor": "amount?",
                "mme": "amount?",
            }
        ],
        "factors": "text",
        "incomplete": "yes",
    },
    "line": {
        "medicine": "text",
        "release": Release,
        "strength_mg": "amount?",
        "before_visit": "yes",
        "from": "day",
        "to": "day",
        "days": "n",
        "count": "amount",
        "taken": [
            {
                "from": "day",
                "to": "day",
                "every_days": "n",
                "change_days": "n?",
                "at": [{"time": "time", "count": "amount"}],
            }
        ],
    },
    "free_text": {"entry": "text", "day": "day", "what": "text", "text": "text"},
    "holds": HOLDS,
    "today": {
        "day": "day",
        "doses": [
            {
                "medicine": "text",
                "time": "time",
                "mg": "amount",
                "state": words("taken", "skipped", "left"),
                "taken_mg": "amount?",
                "made_of": "text?",
            }
        ],
        "extra": [{"medicine": "text", "time": "time", "mg": "amount", "as_needed": "yes"}],
        "last_night": [{"medicine": "text", "time": "time"}],
        "gate": (
            {"decision": Decision, "asks": "yes", "cut_on": "day", "reason": {"code": "text", "text": "text"}},
            None,
        ),
        "plan": (
            {
                "id": "plan",
                "status": Status,
                "step": "n?",
                "steps": "n",
                "day_of_step": "n?",
                "days_in_step": "n?",
                "medicine": "text",
            },
            None,
        ),
        "next_change": ({"on": "day", "days": "n", "from_mg": "amount", "to_mg": "amount"}, None),
        "last_check_in": ({"day": "day", "mood": "amount?"}, None),
        "run_out": "day?",
        "next_appointment": ({"at": "moment", "who": "text?"}, None),
        "nudge": "text?",
        "conflict_copies": ["text"],
    },
    "undone": {
        "command": "text",
        "at": "moment",
        "removed": ["entry"],
        "restored": ["entry"],
        "reverted": ["entry"],
        "rows": Map("n"),
    },
    "changed_file": {
        "journal": "text",
        "encrypted": "yes",
        "converted": ["text"],
        "removed": ["text"],
        "left": ["text"],
        "backup": "text?",
    },
}
"""Shapes that stand in more than one place, or are large."""

MEASURED_SERIES = {
    "n": "n",
    "median": "number?",
    "q1": "number?",
    "q3": "number?",
    "values": [{"day": "day", "value": "number"}],
}
SECTIONS: dict[str, Shape] = {
    "phases": [{"phase": Phase, "days": "n", "days_logged": "n", **each(MEASURED, "#spread")}],
    "since_cut": {
        "windows": [{"from_day": "whole", "to_day": "whole"}],
        "cuts": [{"cut": "day", "before": "#spread", "windows": ["#spread"], "hurt_days": "n?"}],
        "together": ["#spread"],
        "deeper": "yes?",
    },
    "doses": [
        {
            "day": "day",
            "medicine": "text",
            "unit": words("mg", "mcg/h"),
            "planned_mg": "amount?",
            "taken_mg": "amount?",
            "partial": "yes",
            "planned_mme": "amount?",
            "taken_mme": "amount?",
        }
    ],
    "steps": [{"n": "n", **PERIOD, "daily_mg": "amount", "cut_percent": "number?", **each((*SHOWN, *MORE), "#spread")}],
    "cuts": ["day"],
    "quartiles": "text",
    "measures": each(MEASURES, MEASURED_SERIES),
    "assessments": [
        {
            "entry": "text",
            "day": "day",
            "instrument": "text",
            "score": "amount",
            "max": "n",
            "band": "text?",
            "change": "number?",
            "meaningful": "yes?",
            "alarm": "yes",
        }
    ],
    "adherence": {
        **COUNTS,
        "days_partial": "n",
        "days": "n",
        "medicines": [{"medicine": "text", **COUNTS, "days_partial": "n", "days": "n"}],
    },
    "mme": "#mme",
    "treatments": ["#treatment"],
    "supply": {
        "medicine": "text?",
        "unit": "text?",
        "rest_of_step": (NEED, None),
        "next_step": (NEED, None),
        "stock": (["#stock"], None),
        "prescribe": [
            {
                "medicine": "text",
                "before_visit": "yes",
                "by_plan": "yes",
                **{f"{name}?": shape for name, shape in NEED.items()},
            }
        ],
    },
    "questions": ["text"],
    "suggested_questions": ["text"],
    "medicines": [{"medicine": "text", "release": Release, "role": Role, "daily_mg": "amount?"}],
    "check": "#gate?",
    "holds": [{"from": "day", "to": "day?", "days": "n", "look_again": "day?"}],
    "stopped_on": "day?",
    "alarm_items": [{"day": "day", "form": "text", "item": "n", "points": "n"}],
    "then_and_now": each(MEASURES, {"then": "#median", "now": "#median", "change": "number?"}, missing=True),
    "withdrawal": (
        {"highest": "amount?", "on": "day?", "after_cuts": {"n": "n", "median": "number?", "cuts": "n"}},
        None,
    ),
    "prescriptions": ["#line"],
    "prescriptions_if_held": ["#line"],
    "risk": {
        "opioids_since": "day?",
        "opioids_since_was_said": "yes?",
        "age": "n?",
        **each(("depression_before", "sleep_apnoea", "benzodiazepine"), "yes?"),
        "alcohol": "yes?",
        "pregnant": "yes?",
        "sedatives": ["text"],
        "naloxone": "yes?",
        "naloxone_good_until": "day?",
    },
    "notes": (["#free_text"], None),
}
"""What a report has after its head."""
