"""Every document of `--json` is what the file of its schema says, and the files notice what is another.

Beside this, every document that a test brings through `Oid` is held against its file (tests/schemas.py).
"""

from __future__ import annotations

import copy
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from json_page import DOCUMENTS

from oidtrack.render.files.sealing import change_body
from oidtrack.services.files.sealing import Change
from running import Oid
from schemas import FOLDER, faults, validator

pytestmark = pytest.mark.no_cover  # it runs once more what other tests hold, and takes long

SOURCE = Path(__file__).parents[2] / "src" / "oidtrack"
SESSION = """
crisis
guide
guide sleep
config day-ends-at 03:30
profile --country US --naloxone
med add oxycodone --dose 30 --at 8:00,20:00 --strengths 5,10,30 --since 2023-01-15
med refill oxycodone --strength 10mg=56
med stock
log --mood 5 --sleep 7h30 --symptom sweating=2 --sign tearful --taken --note walked --tag rain
log --treatment "walk 30min" --at yesterday
log --sign '?'
check phq9 --answers 1,1,1,1,1,1,1,1,1
list
search walk
show e1
show m1
edit e1 --mood 6
delete e3 --yes
undo
redo
undo 2
redo 2
mme
treatments
plan new
show p1
plan compare
plan new --percent 40
plan agree --with "Dr. NAME"
plan check
plan supply
plan history
appointment add --at "2026-12-07 10:00" --ask "Which first?"
today
take
take oxycodone 5mg --yes
calendar
chart
chart mood dose phq9
chart pain --since-cut
week
warnings
warnings --explain no-naloxone
report
report --notes
report --preview
export copy.jsonl
import copy.jsonl
backup copy.db
merge copy.db
restore copy.db --yes
doctor
doctor --rescue rescued.db
remind
demo
purge e1 --for-good
"""


def session(oid: Oid) -> Iterator[dict[str, Any]]:
    """The documents of a session that runs every command, the sealing of files left out."""
    for line in SESSION.strip().splitlines():
        yield oid.json(*shlex.split(line), code=3 if line.endswith("40") else 0)


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every object inside."""
    if isinstance(value, dict):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects(one)


def bites(document: dict[str, Any]) -> bool:
    """Whether its file refuses a key more in the last and so the innermost object, and another kind of value."""
    known, changed = validator(document["schema"]), copy.deepcopy(document)
    inner = [one for one in objects(changed) if one and "sweating" not in one and "moods" not in one][-1]
    inner["another"] = None
    other = {**document, list(document)[-1]: {"another": None}}
    return not known.is_valid(changed) and not known.is_valid(other)


def test_every_command_brings_what_its_file_says_and_nothing_else(
    oid: Oid, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    brought = list(session(oid))
    assert {one["schema"].split("/")[1] for one in brought} == set(DOCUMENTS) - {"encrypt", "decrypt", "rekey"}
    assert [one["schema"] for one in brought if not bites(one)] == []


def test_every_schema_that_the_program_names_has_a_file() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    named = set(re.findall(r"oidtrack/([a-z-]+)/1\b", text)) | {"redo"}  # its name is put together
    assert {path.stem.removesuffix("-1") for path in FOLDER.glob("*.json")} == set(DOCUMENTS) == named


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_a_file_is_a_schema_that_lets_no_other_key_in(name: str) -> None:
    found = validator(f"oidtrack/{name}/1")
    found.check_schema(found.schema)
    shapes = [one for one in objects(found.schema) if one.get("type") == "object" and "properties" in one]
    assert shapes
    assert all(one["additionalProperties"] is False for one in shapes)


@pytest.mark.parametrize("kind", ["encrypt", "decrypt", "rekey"])
def test_what_a_change_of_files_says(kind: str, tmp_path: Path) -> None:
    change = Change(tmp_path, encrypted=True, converted=(tmp_path,), removed=(), left=(), backup=None)
    document = {"schema": f"oidtrack/{kind}/1", **change_body(change)}
    assert faults(document) == []
    assert faults({**document, "encrypted": None})


@pytest.mark.parametrize(
    ("key", "value"),
    [("at", "2026-11-23"), ("day", "23.11.2026"), ("day", "2026-13-01"), ("mood", -1), ("mood", "5"), ("id", "p1")],
)
def test_a_value_of_another_kind_is_noticed(oid: Oid, key: str, value: object) -> None:
    document = oid.json("log", "--mood", "5")
    document["entries"][0][key] = value
    assert faults(document)
