"""What a finding says to a prescriber: nobody is spoken to, and no command stands on paper."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from oidtrack.rules.explained import IDS

RULES = Path(__file__).parents[2] / "src" / "oidtrack" / "rules" / "findings"
SPOKEN_TO = re.compile(r"\b(you|your|yours)\b|oidtrack", re.IGNORECASE)
SAID_ELSEWHERE = {"mood-drop", "abrupt-drop"}
"""Their words are made before the finding is."""


def findings() -> Iterator[tuple[str, dict[str, ast.expr]]]:
    """Every call `SOUGHT_HERE.finding(...)`: the id of what was sought, and what is given besides."""
    for path in sorted(RULES.glob("*.py")):
        rules = importlib.import_module(f"oidtrack.rules.findings.{path.stem}")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(attr="finding", value=ast.Name(id=name))):
                    yield getattr(rules, name).id, {word.arg: word.value for word in node.keywords if word.arg}


def texts(value: ast.expr) -> str:
    """The words of an expression that stand in it literally."""
    return " ".join(str(one.value) for one in ast.walk(value) if isinstance(one, ast.Constant))


BOTH = [(name, given) for name, given in findings() if name in IDS]


def test_every_finding_is_looked_at() -> None:
    assert {name for name, _ in BOTH} == set(IDS)


@pytest.mark.parametrize("given", [given for _, given in BOTH], ids=[name for name, _ in BOTH])
def test_a_prescriber_is_told_in_the_third_person(given: dict[str, ast.expr]) -> None:
    noted = given.get("noted")

    assert noted is None or not SPOKEN_TO.search(texts(noted))


def test_every_finding_of_a_report_that_speaks_to_somebody_has_other_words_for_paper() -> None:
    bare = {name for name, given in BOTH if "noted" not in given and SPOKEN_TO.search(texts(given["text"]))}
    told = {name for name, given in BOTH if "noted" in given}

    assert bare - told - SAID_ELSEWHERE == set()
