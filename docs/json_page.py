"""Every document of `--json`: a JSON Schema (2020-12) as a file of its own, and the page that lists them.

A command with a document of its own has a row in `DOCUMENTS`; what it is made of is told in docs/json_shapes.py.
"""

from __future__ import annotations

import json
from enum import Enum, EnumMeta
from typing import Any

from json_shapes import (
    COUNTS,
    CUT,
    FILL,
    INSIDE,
    LEAVES,
    OPEN,
    PARTS,
    PERIOD,
    SECTIONS,
    USUAL,
    Map,
    OneOf,
    Shape,
    each,
    entries,
    words,
)

from oidtrack.clinical.risks import Way
from oidtrack.domain.medicine import Certainty
from oidtrack.domain.profile import Profile
from oidtrack.insight.series import MEASURES
from oidtrack.services.files.exporting import Format
from oidtrack.services.report.apart import Apart
from oidtrack.services.today.week import ComingKind
from oidtrack.taper.plan import Status

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_OF_TYPE = {"int": "n?", "str": "text?", "bool": "yes?", "date": "day?"}
_PROFILE: dict[str, Shape] = {
    field: next(shape for name, shape in _OF_TYPE.items() if name in kind)
    for field, kind in Profile.__annotations__.items()
}
_ARTICLE = {"id": "text", "title": "text", "group": "text"}
_SOURCE = {"title": "text", "year": "n", "note": "text"}
_TAKEN_OVER = {"saved": "yes", "new": INSIDE, "known": INSIDE, "notes": ["text"]}
_WORDS = {"known": ["text"], "own": ["text"]}
_QUESTION = {"id": "text", "text": "text"}
_SAVED = {"entries": ["#entry"], "cautions": ["#caution"]}
_REFUSED = {
    "refused": {"code": "text", "text": "text", "source": "text", "guide": "text?"},
    "allowed": "#plan?",
    "cautions": ["#caution"],
}
_PLAN = {**PARTS["plan"], "ends?": "plan?"}

DOCUMENTS: dict[str, tuple[str, Shape]] = {
    "appointment": (
        "appointment add, ask, list",
        {
            "appointments": [{"id": "text", "at": "moment", "day": "day", "who": "text?", "questions": [_QUESTION]}],
            "questions": [_QUESTION],
        },
    ),
    "backup": (
        "backup",
        {
            "made": "text?",
            "verified": "text?",
            "holds": "#holds?",
            "backups": [{"file": "text", "at": "local", "why": "text", "bytes": "n"}],
        },
    ),
    "calendar": (
        "calendar",
        {
            "month": "text",
            "measure": words("mood"),
            "days": [{"day": "day", "mood": "amount?", "entries": "n", "cut": "yes"}],
            "n": "n",
            "median": "number?",
            "usual": USUAL,
            "cuts": [CUT],
        },
    ),
    "since-cut": (
        "chart --since-cut",
        {
            "measure": "text",
            "period": {"from": "day", "to": "day"},
            "windows": [{"from_day": "whole", "to_day": "whole"}],
            "cuts": [{"cut": "day", "before": "#spread", "windows": ["#spread"], "hurt_days": "n?"}],
            "together": ["#spread"],
            "deeper": "yes?",
        },
    ),
    "chart": (
        "chart",
        {
            "period": {"from": "day", "to": "day", "days": "n"},
            "measures": [
                (
                    {
                        "name": "text",
                        "kind": words("measure"),
                        "n": "n",
                        "usual": USUAL,
                        "days": [{"day": "day", "value": "number?"}],
                    },
                    {
                        "name": "text",
                        "kind": words("dose"),
                        "medicine": "text?",
                        "unit": "text?",
                        "days": [{"day": "day", "planned": "amount?", "taken": "amount?"}],
                        "holds": [{"from": "day", "to": "day"}],
                        "apart": [{"day": "day", "kind": Apart}],
                    },
                    {
                        "name": "text",
                        "kind": words("questionnaire"),
                        "max": "n",
                        "answers": [{"day": "day", "score": "amount", "entry": "text"}],
                    },
                )
            ],
            "cuts": [CUT],
        },
    ),
    "check": (
        "check",
        {
            "id": "entry",
            "at": "moment",
            "day": "day",
            "instrument": "text",
            "answers": ["n"],
            "score": "amount",
            "max": "n",
            "band": "text?",
            "change": "number?",
            "cautions": ["#caution"],
        },
    ),
    "config": ("config", {"day_ends_at": "time", "asks": ["text"]}),
    "crisis": (
        "crisis",
        {
            "country": "text",
            "name": "text",
            "guessed": "yes",
            "emergency": "text",
            "emergency_certainty": Certainty,
            "lines": [{"name": "text", "number": "text", "note": "text", "certainty": Certainty}],
            "checked_on": "day",
            "source": "text",
        },
    ),
    "decrypt": ("decrypt", PARTS["changed_file"]),
    "delete": ("delete", {"id": "entry", "entry": "#entry"}),
    "demo": ("demo", {"made_up": "yes", "note": "text", "today": "#today", "plan": "#plan?"}),
    "doctor": (
        "doctor",
        {
            "journal": "text",
            "well": "yes",
            "schema_version": "n?",
            "encrypted": "yes?",
            "read_through": "yes",
            "plain_beside": ["text"],
            "faults": ["text"],
            "mode": "text?",
            "open_to_others": ["text"],
            "conflict_copies": ["text"],
            "drafts": ["text"],
            "free_bytes": "n?",
            "versions": each(("oidtrack", "python", "sqlite"), "text"),
            "backups": {"count": "n", "newest": "local?"},
            "facts": {
                "version": "day",
                "reviewed": "day",
                "review_by": "day",
                "overdue": [{"file": "text", "reviewed": "day", "review_by": "day"}],
            },
        },
    ),
    "edit": ("edit", {"entry": "#entry", "before": "#entry", "cautions": ["#caution"]}),
    "encrypt": ("encrypt", PARTS["changed_file"]),
    "export": ("export", {"file": "text", "format": Format, "encrypted": "yes", "inside": INSIDE}),
    "gate": ("plan check", PARTS["gate"]),
    "guide": (
        "guide",
        (
            {"articles": [_ARTICLE]},
            {
                **_ARTICLE,
                "paragraphs": ["text"],
                "next": "text",
                "see": ["text"],
                "sources": [{"id": "text", "publisher": "text", **_SOURCE}],
            },
        ),
    ),
    "import": (
        "import",
        {"format": Format, **_TAKEN_OVER, "bad_rows": [{"place": "text", "reason": "text", "rows": "n"}]},
    ),
    "list": ("list", {"entries": ["#entry"]}),
    "log": ("log", _SAVED),
    "med": ("med add, list, change, stop", {"medicines": ["#medicine"], "cautions": ["#caution"]}),
    "merge": ("merge", {**_TAKEN_OVER, **each(("changed", "kept", "gone"), ["entry"])}),
    "mme": ("mme", {**PARTS["mme"], "cautions": ["#caution"]}),
    "plan": (
        "plan, plan new, agree, show, enter, hold, resume, go, back, end, replan; where one is refused, exit 3",
        (_PLAN, _REFUSED),
    ),
    "plan-compare": (
        "plan compare",
        {"plans": [{"schema": words("oidtrack/plan/1"), **PARTS["plan"]}], "ends": "plan?"},
    ),
    "plan-history": (
        "plan history",
        {
            "versions": [
                {
                    "id": "plan",
                    "version": "n",
                    "status": Status,
                    "medicine": "text",
                    "event": "#event?",
                    "written_on": "day",
                    "agreed_with": "text?",
                    "agreed_on": "day?",
                    "stops_on": "day?",
                    "ends_on": "day",
                    "moved_days": "whole?",
                    "changes": (
                        [{"daily_mg": "amount", "was_from": "day?", "from": "day?", "moved_days": "whole?"}],
                        None,
                    ),
                }
            ]
        },
    ),
    "plan-supply": (
        "plan supply",
        {
            "id": "plan",
            "version": "n",
            "medicine": "text",
            **FILL,
            "runs_out_on": "day?",
            "if_visit_slips_a_week": {"not_covered_from": "day?"},
            "fills": [FILL],
        },
    ),
    "profile": (
        "profile",
        {
            **_PROFILE,
            "opioid_since_from": "text?",
            "risks": [{"id": "text", "way": Way, **each(("text", "size", "source", "locator"), "text")}],
        },
    ),
    "purge": ("purge", {"id": "entry", "copies_removed": ["text"]}),
    "redo": ("redo", ("#undone", {"redone": ["#undone"]})),
    "rekey": ("rekey", PARTS["changed_file"]),
    "remind": ("remind", {"kind": words("cron", "systemd", "launchd", "windows", "ics"), "at": "time", "text": "text"}),
    "report": (
        "report",
        {
            "period": PERIOD,
            "prescriber": "text?",
            "appointment": ({"id": "text", "at": "moment", "who": "text?"}, None),
            "plan": ({"id": "plan", "version": "n", "status": Status}, None),
            "findings": ["#finding"],
            **SECTIONS,
        },
    ),
    "report-preview": (
        "report --preview",
        {"always": [{"what": "text", "text": "text"}], "with_notes": ["#free_text"]},
    ),
    "rescue": (
        "doctor --rescue",
        {
            "rescued": "text",
            "holds": "#holds",
            "incomplete": ["text"],
            "from_history": "n",
            "doubtful": "n",
            "undo": "yes",
            "newest_backup": "text?",
        },
    ),
    "restore": (
        "restore",
        {
            "file": "text",
            "restored": "yes",
            "kept": "text?",
            "now": "#holds?",
            "after": "#holds",
            "lost": "n",
            "gained": "n",
        },
    ),
    "search": ("search", {"words": "text", "entries": [entries(found="text")]}),
    "show": ("show", ({"entry": "#entry"}, {"medicine": "#medicine"}, {"plan": "#plan"})),
    "stock": ("med refill, med stock", {"medicines": ["#stock"]}),
    "today": ("today; also without a command", PARTS["today"]),
    "treatments": ("treatments", {"from": "day", "to": "day", "treatments": ["#treatment"]}),
    "undo": ("undo", ("#undone", {"undone": ["#undone"]})),
    "warnings": (
        "warnings",
        {"findings": ["#finding"], "rule?": "text", "source?": (_SOURCE, None)},
    ),
    "take": (
        "take",
        {
            **_SAVED,
            "next": (OPEN, None),
            "due": (OPEN, None),
            "again": (
                {
                    "at": "moment",
                    "apart_hours": "n?",
                    "apart_source": "text?",
                    "most": "amount?",
                    "most_source": "text?",
                },
                None,
            ),
        },
    ),
    "week": (
        "week",
        {
            "period": PERIOD,
            "days": [
                {
                    "day": "day",
                    **each(
                        ("planned", "taken", "other_amount", "skipped", "missed", "left", "extra", "as_needed"), "n"
                    ),
                    "mood": "amount?",
                    "sleep_hours": "amount?",
                    "entries": ["entry"],
                }
            ],
            "doses": {**COUNTS, "days": "n"},
            "measures": each(
                MEASURES,
                {
                    "now": "#spread",
                    "before": "#spread",
                    "usual": ({"n": "n", "median": "number", "low": "number", "high": "number"}, None),
                },
                missing=True,
            ),
            "next": [{"on": "day", "kind": ComingKind, "what": "text?"}],
        },
    ),
    "words": ("log --sign '?', log --symptom '?'", {"signs?": _WORDS, "symptoms?": _WORDS}),
}
"""Each document by its name, with the commands that bring it and its keys."""


def schema_files() -> dict[str, str]:
    """The text of every schema by the name of its file."""
    return {f"{name}-1.json": json.dumps(schema_of(name), indent=1) + "\n" for name in DOCUMENTS}


def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema of one document."""
    commands, shape = DOCUMENTS[name]
    used: dict[str, Any] = {}
    body = _made({**shape} if isinstance(shape, dict) else shape, used, f"oidtrack/{name}/1")
    head = {"$schema": DIALECT, "title": f"oidtrack/{name}/1", "description": f"oidtrack {commands}"}
    return {**head, **body, **({"$defs": dict(sorted(used.items()))} if used else {})}


def _made(shape: Shape, used: dict[str, Any], document: str = "") -> dict[str, Any]:
    """A shape as JSON Schema; the parts that it names are put into `used`. With `document`, the key `schema` leads."""
    if isinstance(shape, tuple):
        return {"anyOf": [_made(one, used, document) for one in shape]}
    if document and isinstance(shape, str):
        shape = PARTS[shape.removeprefix("#")]
    if isinstance(shape, dict):
        return _object(shape, used, document)
    if isinstance(shape, list):
        return {"type": "array", "items": _made(shape[0], used)}
    if isinstance(shape, Map):
        return {"type": "object", "additionalProperties": _made(shape.of, used)}
    if isinstance(shape, OneOf):
        return {"enum": list(shape.words)}
    if isinstance(shape, EnumMeta):
        members: list[Enum] = list(shape)
        return {"enum": [one.value for one in members]}
    return {"type": "null"} if shape is None else _value(shape, used)


def _object(shape: dict[str, Shape], used: dict[str, Any], document: str) -> dict[str, Any]:
    keys = {name.removesuffix("?"): _made(one, used) for name, one in shape.items()}
    needed = [name for name in shape if not name.endswith("?")]
    if document:
        keys, needed = {"schema": {"const": document}, **keys}, ["schema", *needed]
    return {"type": "object", "properties": keys, "required": needed, "additionalProperties": False}


def _value(shape: str, used: dict[str, Any]) -> dict[str, Any]:
    name, maybe = shape.removesuffix("?"), shape.endswith("?")
    if not name.startswith("#"):
        leaf = LEAVES[name]
        return {**leaf, "type": [leaf["type"], "null"]} if maybe else leaf
    part = name.removeprefix("#")
    if part not in used:
        used[part] = {}
        used[part] = _made(PARTS[part], used)
    found = {"$ref": f"#/$defs/{part}"}
    return {"anyOf": [found, {"type": "null"}]} if maybe else found


def json_page() -> str:
    """The page that lists the documents."""
    rows = [
        f"| `oidtrack/{name}/1` | {commands} | [{name}-1.json](schemas/{name}-1.json) |"
        for name, (commands, _) in sorted(DOCUMENTS.items())
    ]
    head = [
        "# JSON",
        "",
        "`--json` before or after a command brings one document on stdout; words for you go to stderr. Its key",
        "`schema` says what it is. Each has a JSON Schema (2020-12) as a file here, and in an installed oidtrack under",
        "`share/oidtrack/schemas`. The tests hold every document that they meet against its file.",
        "",
        "- A key that is new comes with a new file; one that goes, or means something else, gets another number.",
        "- What is not known is `null`, never 0. Days are local days; a moment has the offset of its clock.",
        "- `_mg` is milligrams, of a patch micrograms an hour, and `unit` says which. Counts of tablets may be halves.",
        "- Names of files are those of your machine. Exit codes are those without `--json`, and errors stay on stderr.",
        "",
        "| schema | of | file |",
        "|---|---|---|",
    ]
    return "\n".join([*head, *rows, ""])
