"""What `plan enter` reads back is what was written."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from regimens import a_request, requests

from oidtrack.domain.medicine import Release
from oidtrack.exchange.plan_csv import plan_csv
from oidtrack.services.plan.entering import read_table
from oidtrack.taper.drafting import Request, draft
from oidtrack.taper.plan import Plan


def held_to(plan: Plan) -> None:
    table = read_table(plan_csv(plan), plan.release)
    assert table.stops_on == plan.stops_on
    assert [(row.first, [(d.at, d.amount) for d in row.doses], row.every_days) for row in table.rows] == [
        (step.first, [(d.at, d.amount) for d in step.doses], step.every_days) for step in plan.steps
    ]


@pytest.mark.no_cover
@settings(max_examples=60, deadline=None)
@given(requests(most=3))
def test_a_plan_comes_back_as_it_went_out(request: Request) -> None:
    held_to(draft(request))


def test_a_plan_to_a_target_has_no_last_line_and_no_column_every() -> None:
    plan = draft(a_request("10 10", "5 10", halves="5", target="10"))
    held_to(plan)
    lines = plan_csv(plan).splitlines()
    assert lines[0] == "date,8:00,22:00"
    assert lines[-1].startswith(plan.steps[-1].first.isoformat())


def test_patches_by_what_they_deliver() -> None:
    held_to(draft(a_request("50", "12.5 25 50", release=Release.PATCH, change_days=3)))


def test_a_stop_after_every_other_day() -> None:
    plan = draft(a_request("5", "5", halves="5"))
    lines = plan_csv(plan).splitlines()
    assert lines[0] == "date,22:00,every"
    assert lines[-2].endswith(",2.5,2")
    assert lines[-1] == f"{plan.stops_on},0,"
    assert plan.start == date(2026, 12, 1)
