"""Every version of every plan is kept, to the last fraction."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import given, settings
from msgspec.structs import replace
from store_samples import NOW, PLAN, agreed
from store_samples import plans as any_plan

from oidtrack.errors import JournalError, NothingFound
from oidtrack.services.dayplan import plans_in_force
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.plan_codec import plan_from, plan_text
from oidtrack.store.tables.plans import latest_plan, plan, plan_versions, save_plan
from oidtrack.taper.plan import Plan, Status

pytest_plugins = ("store_fixtures",)


def save(journal: Journal, one: Plan, status: Status = Status.DRAFT) -> Plan:
    with journal.writing("plan", NOW) as writer:
        return save_plan(writer, replace(one, status=status), NOW)


@pytest.mark.no_cover
@settings(deadline=None)
@given(one=any_plan)
def test_plan_comes_back_as_it_went_in(shared_journal: Journal, one: Plan) -> None:
    with shared_journal.writing("plan", NOW) as writer:
        saved = save_plan(writer, one, NOW)
    assert saved == replace(one, id=saved.id, version=1)
    assert plan(shared_journal, saved.id) == latest_plan(shared_journal) == saved


def test_document_holds_whole_numbers_and_exact_fractions() -> None:
    document = json.loads(plan_text(PLAN))
    assert document["steps"][0]["cut_percent"] == "100/9"
    assert document["target"] == {"ug": 0}
    assert not {"id", "version"} & document.keys()
    assert "." not in str(document["makings"])


def test_new_plans_are_numbered_and_so_are_their_versions(journal: Journal) -> None:
    first = save(journal, PLAN)
    second = save(journal, PLAN)
    again = save(journal, replace(first, factor=Fraction(1, 3)))
    assert [(one.name, one.version) for one in (first, second, again)] == [("p1", 1), ("p2", 1), ("p1", 2)]
    assert plan(journal, 1) == again
    assert plan(journal, 1, 1) == first
    assert plan_versions(journal, 1) == (first, again)
    assert plan_versions(journal, 7) == ()
    assert latest_plan(journal) == again


def test_plan_that_is_not_there_is_nothing_found(journal: Journal) -> None:
    save(journal, PLAN)
    with pytest.raises(NothingFound, match="no plan p2"):
        plan(journal, 2)
    with pytest.raises(NothingFound, match="no plan p1 version 2"):
        plan(journal, 1, 2)
    with pytest.raises(NothingFound, match="no plan p5"):
        save(journal, replace(PLAN, id=5))


def test_empty_journal_has_no_plan(journal: Journal) -> None:
    assert latest_plan(journal) is None
    assert plans_in_force(journal) == ()


def test_plan_is_in_force_from_agreement_to_its_end(journal: Journal) -> None:
    draft = save(journal, PLAN)
    assert plans_in_force(journal) == ()
    for status in (Status.AGREED, Status.HELD, Status.AGREED):
        saved = save(journal, draft, status)
        assert plans_in_force(journal) == (saved,)
    assert save(journal, draft, Status.DRAFT).version == 5
    assert plans_in_force(journal) == (saved,)
    save(journal, PLAN)
    assert plans_in_force(journal) == (saved,)
    save(journal, draft, Status.ENDED)
    assert plans_in_force(journal) == ()


def test_each_medicine_has_its_own_plan_in_force(journal: Journal) -> None:
    first = save(journal, agreed(PLAN), Status.AGREED)
    second = save(journal, replace(PLAN, medicine="morphine"), Status.AGREED)
    assert plans_in_force(journal) == (second, first)
    save(journal, second, Status.ENDED)
    assert plans_in_force(journal) == (first,)


@pytest.mark.parametrize(
    "document",
    [
        "",
        "[]",
        "7",
        "{}",
        '{"medicine": 7}',
        '{"target": {"ug": -1}}',
        '{"target": {}}',
        '{"target": null}',
        '{"factor": "1/0"}',
        '{"factor": "x"}',
        '{"start": "someday"}',
        '{"release": "tea"}',
        '{"steps": 7}',
        '{"change_days": true}',
        '{"surprise": 1}',
    ],
)
def test_damaged_document_is_an_error_in_words(journal: Journal, document: str) -> None:
    save(journal, PLAN)
    whole = json.loads(plan_text(PLAN))
    broken = {**whole, **json.loads(document)} if document.startswith("{") and document != "{}" else None
    text = document if broken is None else json.dumps(broken)
    journal.connection.execute("UPDATE plans SET document = ?", (text,))
    with pytest.raises(JournalError, match=r"plan p1 version 1 in .* cannot be read"):
        plan(journal, 1)


def test_field_that_an_old_document_lacks_takes_its_default() -> None:
    document = json.loads(plan_text(agreed(PLAN)))
    del document["agreed_with"]
    assert plan_from(json.dumps(document), 1, 1).agreed_with == ""


def test_value_that_cannot_be_kept_exactly_is_a_mistake_of_ours() -> None:
    with pytest.raises(TypeError, match="cannot keep float"):
        plan_text(replace(PLAN, factor=0.1))
