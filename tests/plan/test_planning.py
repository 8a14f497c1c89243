"""Proposals: the pace from what the journal knows, the refusals, and what is said along with a plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from msgspec.structs import replace

from oidtrack.domain.journal import Assessment, Entry, Kind, moment
from oidtrack.domain.medicine import Prescription, Release, Role
from oidtrack.domain.profile import Profile
from oidtrack.errors import BadInput, NothingFound, Refused
from oidtrack.services.medicines.medicines import add, change, current, stop
from oidtrack.services.medicines.medicines import find as find_medicine
from oidtrack.services.medicines.prescribing import Described, describe
from oidtrack.services.medicines.said import Said
from oidtrack.services.plan.background import Background, background, opioid_since
from oidtrack.services.plan.kept import find
from oidtrack.services.plan.planning import Ask, choose_medicine, keep, propose
from oidtrack.services.plan.steering import agree
from oidtrack.store.file.database import Journal, open_journal
from oidtrack.store.tables.entries import add_entry
from oidtrack.store.tables.profile import save_profile
from oidtrack.taper.plan import Status
from oidtrack.taper.speed import Wish

TODAY = date(2026, 11, 23)
NOW = 1_795_485_600
WALL = datetime.fromtimestamp(NOW, UTC)
START = date(2026, 12, 1)
TIMES = (time(8), time(14), time(22))


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with open_journal(tmp_path / "private" / "journal.db") as opened:
        yield opened


def oxycodone(since: date | None = date(2023, 1, 15), name: str = "oxycodone") -> Described:
    return describe(Said(name=name, doses=(Fraction(30),), times=TIMES, since=since), TODAY)


def other(role: Role) -> Prescription:
    return replace(oxycodone().prescription, medicine="other", role=role)


def ask(**wish: object) -> Ask:
    return Ask(wish=Wish(**wish), start=START)  # type: ignore[arg-type]


def codes(known: Background, described: Described | None = None) -> list[str]:
    return [finding.id for finding in propose(described or oxycodone(), ask(), known, TODAY).cautions]


def test_a_proposal_is_a_draft_with_its_versions() -> None:
    plan = propose(oxycodone(), ask(), Background(), TODAY).plan
    assert plan is not None
    assert (plan.status.value, plan.factor, plan.start) == ("draft", Fraction(3, 2), START)
    assert plan.facts_version
    assert plan.program_version


def test_time_on_opioids_from_the_earliest_that_is_known() -> None:
    recent = oxycodone(since=TODAY - timedelta(days=30))
    short = propose(recent, ask(), Background(), TODAY).plan
    long = propose(recent, ask(), Background(profile=Profile(opioid_since=date(2020, 1, 1))), TODAY).plan
    assert short is not None
    assert long is not None
    assert (short.pace.every_days, long.pace.every_days) == (7, 28)


@pytest.mark.parametrize(
    "known",
    [
        Background(phq9=(10, False)),
        Background(profile=Profile(born=1961)),
        Background(profile=Profile(failed_taper=True)),
    ],
)
def test_slower_where_the_journal_says_so(known: Background) -> None:
    plan = propose(oxycodone(), ask(), known, TODAY).plan
    assert plan is not None
    assert plan.pace.percent == 5


def test_pregnancy_is_refused_with_no_plan() -> None:
    proposal = propose(oxycodone(), ask(), Background(profile=Profile(pregnant=True)), TODAY)
    assert proposal.plan is None
    assert proposal.refusal is not None
    assert proposal.refusal.code == "pregnancy"


@pytest.mark.parametrize("name", ["methadone", "buprenorphine", "levorphanol"])
def test_medicines_that_are_never_planned(name: str) -> None:
    described = describe(Said(name=name, doses=(Fraction(8),), times=TIMES[:1], strengths=(Fraction(8),)), TODAY)
    with pytest.raises(Refused, match=name) as caught:
        propose(described, ask(), Background(), TODAY)
    assert caught.value.exit_code == 3
    assert caught.value.hint


def test_only_opioids_are_planned() -> None:
    said = Said(name="sertraline", role=Role.ANTIDEPRESSANT, doses=(Fraction(50),), times=TIMES[:1])
    with pytest.raises(BadInput, match="not an opioid"):
        propose(describe(said, TODAY), ask(), Background(), TODAY)


def test_too_fast_is_refused_with_the_plan_that_is_allowed() -> None:
    proposal = propose(oxycodone(), ask(percent=Fraction(20)), Background(), TODAY)
    assert proposal.refusal is not None
    assert proposal.plan is not None
    assert proposal.plan.pace.percent == 10


def test_what_is_allowed_may_be_impossible() -> None:
    proposal = propose(oxycodone(), replace(ask(percent=Fraction(20)), target=Fraction(90)), Background(), TODAY)
    assert proposal.refusal is not None
    assert proposal.plan is None


def test_a_stop_date_in_pairs() -> None:
    plan = propose(oxycodone(), ask(), Background(), TODAY).plan
    assert plan is not None
    assert plan.stops_on is not None
    fine = propose(oxycodone(), replace(ask(), stop_by=plan.stops_on), Background(), TODAY)
    early = propose(oxycodone(), replace(ask(), stop_by=plan.stops_on - timedelta(days=1)), Background(), TODAY)
    assert fine.refusal is None
    assert early.refusal is not None
    assert early.refusal.code == "stop-too-soon"
    assert early.plan is not None


def test_a_target_needs_no_stop_date_and_counts_in_micrograms() -> None:
    proposal = propose(oxycodone(), replace(ask(), target=Fraction(45), stop_by=START), Background(), TODAY)
    assert proposal.refusal is None
    with pytest.raises(BadInput, match="finer"):
        propose(oxycodone(), replace(ask(), target=Fraction(1, 3)), Background(), TODAY)


def test_cautions_and_their_order() -> None:
    assert codes(Background(profile=Profile(naloxone=True))) == ["high-mme"]
    assert "no-naloxone" in codes(Background())
    assert "no-naloxone" in codes(Background(profile=Profile(naloxone=False)))
    assert "two-opioids" in codes(Background(others=(other(Role.OPIOID),)))
    assert "benzodiazepine-with-opioid" in codes(Background(others=(other(Role.BENZODIAZEPINE),)))
    assert "benzodiazepine-with-opioid" in codes(Background(profile=Profile(benzodiazepine=True)))
    assert codes(Background(phq9=(10, True)))[0] == "self-harm-thoughts"
    assert "depression-likely" in codes(Background(phq9=(10, False)))
    assert "depression-likely" not in codes(Background(phq9=(9, False)))


def test_a_start_in_the_past_in_a_pair() -> None:
    assert propose(oxycodone(), replace(ask(), start=TODAY), Background(), TODAY).plan is not None
    with pytest.raises(BadInput, match="before today"):
        propose(oxycodone(), replace(ask(), start=TODAY - timedelta(days=1)), Background(), TODAY)


@pytest.mark.parametrize(("ago", "agreed", "days"), [(1, "", 27), (1, "Dr. A", 6), (28, "", 0), (7, "Dr. A", 0)])
def test_another_plan_is_no_way_to_a_sooner_cut(ago: int, agreed: str, days: int) -> None:
    known = Background(last_cut=TODAY - timedelta(days=ago))
    now = replace(ask(), start=TODAY, wish=Wish(agreed_with=agreed))
    plan = propose(oxycodone(), now, known, TODAY).plan
    assert plan is not None
    assert plan.start == TODAY + timedelta(days=days)
    if days:
        with pytest.raises(Refused, match="the last cut was on"):
            propose(oxycodone(), replace(now, start_said=True), known, TODAY)


def test_agreeing_needs_a_name_and_a_plan_that_goes_on(journal: Journal) -> None:
    plan = propose(oxycodone(), ask(), Background(), TODAY).plan
    assert plan is not None
    kept = keep(journal, plan, NOW)
    agreed = agree(journal, kept, " Dr. A ", TODAY, WALL)
    assert (agreed.status, agreed.agreed_with, agreed.version) == (Status.AGREED, "Dr. A", 2)
    with pytest.raises(BadInput, match="who agreed"):
        agree(journal, kept, " ", TODAY, WALL)
    with pytest.raises(BadInput, match="has ended"):
        agree(journal, replace(kept, status=Status.ENDED), "Dr. A", TODAY, WALL)


def test_mme_of_50_in_a_pair() -> None:
    def morphine(mg: int) -> Described:
        return describe(Said(name="morphine", doses=(Fraction(mg),), times=TIMES[:1], strengths=(Fraction(1),)), TODAY)

    assert "high-mme" not in codes(Background(), morphine(49))
    assert "high-mme" in codes(Background(), morphine(50))


def test_tramadol_with_an_antidepressant() -> None:
    tramadol = describe(Said(name="tramadol", doses=(Fraction(50),), times=TIMES), TODAY)
    assert "tramadol-stop" in codes(Background(others=(other(Role.ANTIDEPRESSANT),)), tramadol)
    assert "tramadol-stop" not in codes(Background(), tramadol)
    assert "tramadol-stop" not in codes(Background(others=(other(Role.ANTIDEPRESSANT),)))


def test_the_background_comes_from_the_journal(journal: Journal) -> None:
    add(journal, oxycodone(), TODAY, NOW)
    sertraline = Said(name="sertraline", role=Role.ANTIDEPRESSANT, doses=(Fraction(50),), times=TIMES[:1])
    add(journal, describe(sertraline, TODAY), TODAY, NOW)
    at = moment(datetime(2026, 11, 20, 9, tzinfo=UTC), time(4))
    with journal.writing("check", NOW) as writer:
        add_entry(writer, Entry(Kind.ASSESSMENT, at, Assessment("phq9", (1, 1, 1, 1, 1, 1, 1, 1, 2))))
        add_entry(writer, Entry(Kind.ASSESSMENT, at, Assessment("phq2", (0, 0))))
        save_profile(writer, Profile(naloxone=True))
    known = background(journal, oxycodone().prescription, TODAY)
    assert known.phq9 == (10, True)
    assert known.profile.naloxone
    assert [p.medicine for p in known.others] == ["sertraline"]
    assert background(None, oxycodone().prescription, TODAY) == Background()


def test_time_on_opioids_counts_from_the_first_of_them() -> None:
    early = replace(other(Role.OPIOID), opioid_since=date(2020, 1, 1))
    late = replace(other(Role.PAIN), opioid_since=date(2010, 1, 1))
    assert opioid_since(oxycodone().prescription, Background(others=(early, late)), TODAY) == date(2020, 1, 1)
    assert opioid_since(oxycodone(None).prescription, Background(), TODAY) is None


def test_choosing_the_opioid(journal: Journal) -> None:
    with pytest.raises(NothingFound, match="no opioid"):
        choose_medicine(journal, "", TODAY)
    add(journal, oxycodone(), TODAY, NOW)
    assert choose_medicine(journal, "", TODAY).described.prescription.medicine == "oxycodone"
    with pytest.raises(BadInput, match="not one of your opioids"):
        choose_medicine(journal, "morphine", TODAY)
    er = describe(Said(name="oxycodone er", doses=(Fraction(20),), times=TIMES[:1]), TODAY)
    add(journal, er, TODAY, NOW)
    with pytest.raises(BadInput, match="more than one"):
        choose_medicine(journal, "oxycodone", TODAY)
    assert choose_medicine(journal, "Oxycodone ER", TODAY).described.prescription.release is Release.ER


def test_keeping_and_finding_plans(journal: Journal) -> None:
    with pytest.raises(NothingFound, match="no plan"):
        find(journal, None)
    plan = propose(oxycodone(), ask(), Background(), TODAY).plan
    assert plan is not None
    kept = keep(journal, plan, NOW)
    assert (kept.name, kept.version) == ("p1", 1)
    assert find(journal, None) == kept == find(journal, 1)
    assert keep(journal, kept, NOW).version == 2
    with pytest.raises(NothingFound):
        find(journal, 7)


def test_medicines_are_dated_rows(journal: Journal) -> None:
    with pytest.raises(NothingFound, match="no medicine"):
        current(journal, TODAY)
    row = add(journal, oxycodone(), TODAY, NOW)
    with pytest.raises(BadInput, match="already"):
        add(journal, oxycodone(), TODAY, NOW)
    with pytest.raises(NothingFound, match="in force"):
        find_medicine(journal, "morphine", TODAY)
    new = change(journal, row, replace(row.prescription, since=TODAY), NOW)
    assert find_medicine(journal, "OXYCODONE ir", TODAY) == new
    assert [r.id for r in current(journal, TODAY, everything=True)] == [1, 2]
    with pytest.raises(BadInput, match="began on"):
        change(journal, new, replace(row.prescription, since=date(2020, 1, 1)), NOW)
    with pytest.raises(BadInput, match="began on"):
        stop(journal, new, date(2020, 1, 1), NOW)
    stop(journal, new, TODAY, NOW)
    assert current(journal, TODAY) != ()
    with pytest.raises(NothingFound):
        find_medicine(journal, "m2", TODAY + timedelta(days=1))


def test_two_rows_of_one_name_need_an_id(journal: Journal) -> None:
    add(journal, oxycodone(), TODAY, NOW)
    er = describe(Said(name="oxycodone er", doses=(Fraction(20),), times=TIMES[:1]), TODAY)
    add(journal, er, TODAY, NOW)
    with pytest.raises(BadInput, match="m1 and m2"):
        find_medicine(journal, "oxycodone", TODAY)
    assert find_medicine(journal, "m2", TODAY).id == 2
