"""Named plans as data: a sentence, a request, the steps that come out, and how the source's own compare."""

from __future__ import annotations

import tomllib
from datetime import time
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from regimens import a_pace, a_request

from oidtrack.domain.dose import plain
from oidtrack.domain.medicine import Release
from oidtrack.taper.drafting import draft
from oidtrack.taper.pace import Basis
from oidtrack.taper.plan import Plan

FILES = sorted((Path(__file__).parent / "scenarios").glob("*.toml"))


def plan_of(scenario: dict[str, Any]) -> Plan:
    every = scenario["every_days"]
    pace = a_pace(
        scenario["percent"],
        every,
        Basis(scenario["basis"]),
        current_below=scenario.get("current_below", "0"),
        max_hold=2 * every,
    )
    return draft(
        a_request(
            scenario["doses"],
            scenario["strengths"],
            halves=scenario.get("halves", ""),
            pace=pace,
            release=Release(scenario["release"]),
            times=(time(8), time(14), time(22))[-len(scenario["doses"].split()) :],
        )
    )


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_scenario(file: Path) -> None:
    scenario = tomllib.loads(file.read_text(encoding="utf-8"))
    plan = plan_of(scenario)
    ladder = [plain(Fraction(step.daily) / 1000) for step in plan.steps]
    assert ladder == scenario["daily_mg"]
    assert [step.days for step in plan.steps] == scenario["days"]
    assert [mg for mg, step in zip(ladder, plan.steps, strict=True) if step.coarse] == scenario["coarse"]
    source = scenario["source_mg"]
    assert ladder[: len(source)] == source, scenario["difference"]
