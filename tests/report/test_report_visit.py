"""What a visit begins with: danger, a glance, what is to be decided, what is taken now."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from msgspec.structs import replace

from diaries import DAY_ENDS_AT, NOW_UTC, assessment, at, day, dose, mood, plan, prescription, write
from lives import LIVES, NOW
from lives import gathered as lived
from oidtrack.domain.dose import Dose, Rate
from oidtrack.domain.journal import Entry, day_words, moment
from oidtrack.domain.medicine import Liquid, Makings, Release, Role, ScheduledDose, Strength
from oidtrack.domain.profile import Profile
from oidtrack.domain.stock import StockKind, StockRow
from oidtrack.render.page.text import paint
from oidtrack.render.report.formats.html import report_html
from oidtrack.render.report.formats.markdown import report_markdown
from oidtrack.render.report.formats.text import report_page
from oidtrack.render.report.view import report_view
from oidtrack.services.plan.supplying import Wanted, supply_of
from oidtrack.services.report.reporting import Report, report
from oidtrack.services.today.overview import today
from oidtrack.store.file.database import Journal, open_journal
from oidtrack.store.tables.appointments import Appointment, add_appointment
from oidtrack.store.tables.plans import save_plan
from oidtrack.store.tables.profile import save_profile
from oidtrack.store.tables.stock import add_stock
from oidtrack.taper.plan import Plan, Status
from oidtrack.taper.steering import hold, resume


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with open_journal(tmp_path / "journal.db") as opened:
        yield opened


def gathered(journal: Journal, first: int = -30, last: int = 20, hour: int = 15) -> Report:
    return report(journal, day(first), day(last), at(last, hour))


def said(found: Report, title: str) -> str:
    """One section of the page, its folds undone."""
    sections = {section.title: section for section in report_view(found, NOW).sections}
    view = replace(report_view(found, NOW), sections=(sections[title],), facts=())
    return " ".join(paint(report_page(view)).split())


def days(first: int, last: int, value: int) -> list[Entry]:
    return [mood(n, mood=value) for n in range(first, last)]


def profile(journal: Journal, told: Profile) -> None:
    with journal.writing("test", 0) as writer:
        save_profile(writer, told)


def saved(journal: Journal, version: Plan) -> Plan:
    with journal.writing("test", NOW_UTC) as writer:
        return save_plan(writer, version, NOW_UTC)


THOUGHTS = (0, 0, 0, 0, 0, 0, 0, 0, 2)
NONE = (0,) * 9


def test_thoughts_of_death_come_first_with_their_answer_and_a_number_in_figures(journal: Journal) -> None:
    profile(journal, Profile(country="US"))
    write(journal, assessment(-20, "phq9", *NONE), assessment(2, "phq9", *THOUGHTS), assessment(9, "phq9", *NONE))

    found = gathered(journal)

    text = said(found, "Danger today")
    assert "PHQ-9 item 9: more than half the days (2), 7 Oct; was not at all (0), 15 Sep;" in text
    assert "since then not at all (0), 14 Oct" in text
    assert "988 Suicide & Crisis Lifeline, 988 (call or text" in text
    assert "Emergency: 911." in text
    assert report_view(found, NOW).sections[0].key == "danger"


def test_without_danger_there_is_no_such_heading(journal: Journal) -> None:
    assert "danger" not in {section.key for section in report_view(gathered(journal), NOW).sections}


def test_what_is_to_be_watched_is_on_every_page(journal: Journal) -> None:
    write(journal, prescription(40, 40))
    found = gathered(journal)

    assert {finding.severity.value for finding in found.findings} == {"watch"}
    assert all(finding.title in said(found, "Also seen") for finding in found.findings)


@pytest.mark.no_cover
@pytest.mark.parametrize("life", LIVES)
def test_no_command_and_no_option_is_on_paper_and_nobody_is_spoken_to(life: str, tmp_path: Path) -> None:
    found = replace(lived(LIVES[life](tmp_path)), questions=())
    found = replace(found, findings=tuple(replace(finding, ask="") for finding in found.findings))
    view = report_view(found, NOW)

    for text in (report_markdown(view), re.sub(r"<style>.*</style>", "", report_html(view), flags=re.DOTALL)):
        assert not re.search(r"\b(you|your)\b| --[a-z]|oidtrack [a-z]", text, re.IGNORECASE)


def test_a_glance_is_two_lines_from_the_data(journal: Journal) -> None:
    write(journal, prescription(20, 20, since=day(-90)), plan(), *days(-80, 8, 70), *days(8, 20, 40))
    write(journal, assessment(-20, "phq9", 1, *NONE[1:]), assessment(19, "phq9", 3, 3, 3, *NONE[3:]))

    text = said(gathered(journal), "At a glance")

    assert "Mood 7 (n 14) then, 4 (n 14) now; usually 7 to 7." in text
    assert "PHQ-9 1 (15 Sep), now 9 (24 Oct), +8." in text
    assert "Oxycodone 40 then, 35 mg a day now. 52.5 MME a day (60 MME then)." in text
    assert "Written down: 50 of 50 days" in text, "today is left out of both"
    assert "What is left at home was not counted." in text


def test_too_little_says_so(journal: Journal) -> None:
    write(journal, prescription(20, 20), *days(15, 19, 60))

    found = gathered(journal)

    assert "too few days to tell (n 4 at the end)" in said(found, "At a glance")
    assert "Written down: 4 of 50 days, under half: too few to rest a decision on." in said(found, "At a glance")
    assert "all days 4/50 6 (4) – – – too few" in said(found, "Mood, pain, sleep and withdrawal")
    assert "mood – 6 (n 4) too few" in said(found, "Then and now")


def test_half_the_days_and_five_answers_are_enough(journal: Journal) -> None:
    write(journal, *days(10, 20, 60))

    assert "too few" not in said(gathered(journal, 1, 20), "Mood, pain, sleep and withdrawal").split("all days")[1]


def test_after_the_end_it_says_since_when_and_that_tolerance_is_lost(journal: Journal) -> None:
    write(journal, prescription(20, 20), plan(), *days(60, 100, 60))
    profile(journal, Profile(naloxone=True))

    found = gathered(journal, 60, 100)

    words = "No opioid since Mon 28 Dec 2026, 16 days ago: tolerance is lost, the old dose would now be dangerous."
    assert words in said(found, "At a glance")
    assert words in said(found, "Taken now")
    assert "decide" not in {section.key for section in report_view(found, NOW).sections}, "naloxone is at home"
    profile(journal, Profile(naloxone=False))
    assert "[ ] Naloxone: none at home." in said(gathered(journal, 60, 100), "To decide today")


def test_the_next_cut_has_its_tablets_its_date_and_what_the_check_says(journal: Journal) -> None:
    write(journal, prescription(20, 20), plan(), *days(-30, 26, 60))

    text = said(gathered(journal, -30, 26), "To decide today")

    go = "[ ] Go on: from Mon 2 Nov 2026, 15 mg at 08:00, 20:00 (3 × 5 mg); 30 mg a day, 10 % less."
    stay = "[ ] Hold: stay on 35 mg a day, and look again on"
    assert "The check before the cut: go on." in text
    assert text.index(go) < text.index(stay)


def test_where_the_check_says_wait_a_hold_comes_first(journal: Journal) -> None:
    write(journal, prescription(20, 20), plan(), *days(-60, 19, 70), *days(19, 27, 30))
    found = gathered(journal, -30, 26)

    text = said(found, "To decide today")

    assert "The check before the cut: wait." in text
    assert "[ ] Hold: stay on 35 mg a day; the cut waits until Mon 16 Nov 2026 or longer." in text
    assert text.index("[ ] Hold") < text.index("[ ] Go on")
    assert found.standing.gate is not None
    card = today(journal, at(26, 15), DAY_ENDS_AT)
    assert card.gate is not None
    assert (card.gate.decision, card.gate.earliest) == (found.standing.gate.decision, found.standing.gate.earliest)


def test_nothing_is_ever_proposed_upward(journal: Journal) -> None:
    write(journal, prescription(20, 20), plan(), *days(-30, 26, 60))

    text = said(gathered(journal, -30, 26), "To decide today")

    boxes = re.findall(r"\[ \] (?:Go on|Hold)[^\[]*?([\d.]+) mg a day", text)
    assert sorted(map(float, boxes)) == [30, 35]
    assert "If held instead, for four weeks, oxycodone immediate release, 5 mg tablets: 3 at 08:00; 4 at 20:00." in text
    assert "28 days): 196 tablets." in text


def test_too_few_evenings_are_no_reason_against_a_cut_but_for_waiting(journal: Journal) -> None:
    write(journal, prescription(20, 20), plan())

    text = said(gathered(journal, -30, 26), "To decide today")

    assert "The check before the cut: too little is written down to tell. Too little to tell: mood" in text


@pytest.mark.no_cover
@pytest.mark.parametrize("home", [0, 60])
def test_page_supply_and_card_count_the_same_tablets(journal: Journal, home: int) -> None:
    write(journal, prescription(20, 20), plan(), *days(0, 20, 60))
    write(journal, *(dose(n, 15, 8) for n in range(21)), *(dose(n, 20, 20) for n in range(20)))
    with journal.writing("test", NOW_UTC) as writer:
        add_appointment(writer, Appointment(moment(at(35, 10), DAY_ENDS_AT), "Dr. Example"))
        when = moment(at(20, 14), DAY_ENDS_AT)
        add_stock(writer, StockRow("oxycodone", Release.IR, when, StockKind.COUNTED, Dose(5000), Fraction(home)))

    found = gathered(journal)
    (before, after) = found.asked.lines
    supply = supply_of(journal, plan_of(found), at(20, 15), Wanted(day(35), time(10)), DAY_ENDS_AT)
    card = today(journal, at(20, 15), DAY_ENDS_AT)

    assert before.count == supply.lines[0].ask_for
    assert supply.runs_out == card.runs_out
    text = said(found, "To decide today")
    sig = "3 at 08:00; 4 at 20:00 until 1 Nov, then 3 at 08:00, 20:00"
    assert f"[ ] Until the visit, oxycodone immediate release, 5 mg tablets: {sig}." in text
    assert f"25 Oct to 9 Nov (16 days): {before.count} tablets." in text
    assert f"9 Nov to 6 Dec (28 days): {after.count} tablets." in text
    assert "what is at home is taken off" in text


def plan_of(found: Report) -> Plan:
    assert found.plan is not None
    return found.plan


def test_where_enough_is_at_home_nothing_is_asked_for(journal: Journal) -> None:
    write(journal, prescription(20, 20))
    with journal.writing("test", NOW_UTC) as writer:
        add_appointment(writer, Appointment(moment(at(25, 10), DAY_ENDS_AT), ""))
        when = moment(at(20, 14), DAY_ENDS_AT)
        add_stock(writer, StockRow("oxycodone", Release.IR, when, StockKind.COUNTED, Dose(10000), Fraction(90)))

    text = said(gathered(journal), "To decide today")

    assert "Until the visit, oxycodone: nothing more, enough is at home." in text
    assert "Oxycodone at home lasts until" in said(gathered(journal), "At a glance")


def test_patches_liquids_and_halves_are_said_as_they_are_taken(journal: Journal) -> None:
    worn = (ScheduledDose(time(9), Rate(25_000)),)
    patch = Makings((Strength(Rate(25_000)),))
    fentanyl = prescription(medicine="fentanyl", release=Release.PATCH, doses=worn, makings=patch, change_days=3)
    liquid = Makings((), Liquid(Fraction(1000), Fraction(1, 2)))
    halves = Makings((Strength(Dose(10000), may_halve=True),))
    write(
        journal,
        fentanyl,
        prescription(3, medicine="morphine", makings=liquid),
        prescription(15, medicine="oxycodone", makings=halves),
        prescription(5, medicine="tramadol", makings=Makings()),
    )

    text = said(gathered(journal), "To decide today")

    assert "fentanyl patch 25 mcg/h: 1 at 09:00 every 3 days. 25 Oct to 21 Nov (28 days): 9 patches." in text
    assert "morphine liquid: 3 mL at 08:00." in text
    assert "84 mL" in text
    assert "10 mg tablets: 1½ at 08:00." in text
    assert "42 tablets" in text
    assert "tramadol: its tablets are not known, so none are counted." in text


def test_what_is_taken_now_has_tablets_for_each_time_opioids_first(journal: Journal) -> None:
    write(
        journal,
        prescription(2, medicine="alprazolam", role=Role.BENZODIAZEPINE, makings=Makings()),
        prescription(20, 20),
        prescription(medicine="ibuprofen", role=Role.PAIN),
    )

    text = said(gathered(journal), "Taken now")

    assert text.index("oxycodone") < text.index("alprazolam") < text.index("ibuprofen")
    assert "oxycodone, immediate release 40 mg a day 20 mg at 08:00, 20:00 (2 × 10 mg)" in text
    assert "ibuprofen, immediate release when needed" in text
    assert "No plan to come down." in text


def test_an_every_other_day_step_is_said_and_counted_on_one_basis(journal: Journal) -> None:
    write(journal, prescription(20, 20), plan(), *days(56, 76, 60))
    write(journal, *(dose(n, 10, 20) for n in range(56, 76, 2)))

    found = gathered(journal, 56, 76)

    assert "every other day: 10 mg at 20:00 (2 × 5 mg)" in said(found, "Taken now")
    assert "5 mg a day on average" in said(found, "Taken now")
    assert "30 Nov to 19 Dec 5 7.5 5 7.5 20/20" in said(found, "Dose a day: planned and taken")


def test_holds_are_said_with_their_days(journal: Journal) -> None:
    write(journal, prescription(20, 20))
    first = saved(journal, plan())
    held = saved(journal, hold(first, day(10), 14, "sleeping badly"))
    longer = saved(journal, hold(held, day(20), 14, "still"))
    saved(journal, resume(longer, day(26), ""))

    found = gathered(journal, -30, 40)

    assert "1 hold in this time, 16 days: 15 Oct to 30 Oct." in said(found, "Taken now")
    assert "sleeping badly" not in paint(report_page(report_view(found, NOW)))
    assert "sleeping badly" in paint(report_page(report_view(found, NOW, notes=True)))
    assert gathered(journal, 30, 40).standing.holds == ()


def test_a_hold_that_lasts_says_when_it_is_looked_at(journal: Journal) -> None:
    write(journal, prescription(20, 20), *days(0, 20, 60))
    saved(journal, hold(saved(journal, plan()), day(10), 14, ""))

    found = gathered(journal)

    assert "1 hold in this time, 11 days: since 15 Oct, to be looked at again on 29 Oct." in said(found, "Taken now")
    assert found.plan is not None
    assert found.plan.status is Status.HELD


GOES = "[ ] Or end the hold? The next cut would then come, at the earliest, on "


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("visit", "when"),
    [
        (23, "look again on Thu 29 Oct 2026."),
        (24, "look again on ____________ (so far Thu 29 Oct 2026)."),
        (None, "look again on Thu 29 Oct 2026."),
    ],
)
def test_on_hold_staying_comes_first_and_going_on_is_a_question(journal: Journal, visit: int | None, when: str) -> None:
    write(journal, prescription(20, 20), *days(-20, 21, 60))
    saved(journal, hold(saved(journal, plan()), day(10), 14, ""))
    if visit is not None:
        with journal.writing("test", NOW_UTC) as writer:
            add_appointment(writer, Appointment(moment(at(visit, 10), DAY_ENDS_AT), ""))

    text = said(gathered(journal), "To decide today")

    assert "The plan is on hold: no cut comes until somebody decides so." in text
    assert "the check says: Nothing in the last week speaks against it" in text
    assert "go on." not in text
    stay = f"[ ] Stay on hold, on 35 mg a day; {when}"
    assert stay in text
    assert text.index(stay) < text.index(GOES)


def test_on_hold_the_check_that_says_wait_is_heard(journal: Journal) -> None:
    write(journal, prescription(20, 20), *days(-60, 14, 70), *days(14, 21, 30))
    saved(journal, hold(saved(journal, plan()), day(10), 14, ""))
    found = gathered(journal)

    text = said(found, "To decide today")

    assert found.standing.gate is not None
    assert "The plan is on hold. The check before the cut: wait." in text
    assert text.index("[ ] Stay on hold, on 35 mg a day") < text.index(GOES)
    waits = found.standing.gate
    assert (f"; no cut before {day_words(waits.earliest)}." in text) is (waits.earliest > waits.planned)


def test_the_stop_of_a_plan_on_hold_is_a_question_too(journal: Journal) -> None:
    write(journal, prescription(20, 20), *days(40, 81, 60))
    begun = saved(journal, plan())
    saved(journal, hold(begun, begun.steps[-1].first + timedelta(days=3), 14, ""))

    found = gathered(journal, 40, 80)

    assert found.standing.step is None
    assert re.search(rf"{re.escape(GOES)}\w+ \d+ \w+ 2\d+: the stop\.", said(found, "To decide today"))


def test_one_line_on_risk_names_what_nobody_said(journal: Journal) -> None:
    write(journal, prescription(20, 20, opioid_since=date(2019, 3, 1)))
    write(journal, prescription(300, medicine="gabapentin", role=Role.OTHER))
    assert "Not said: depression before, sleep apnoea, benzodiazepine, alcohol and naloxone." in said(
        gathered(journal), "Taken now"
    )
    told = Profile(born=1955, depression_before=True, sleep_apnoea=True, alcohol=False, benzodiazepine=True)
    profile(journal, replace(told, naloxone=False))

    text = said(gathered(journal), "Taken now")

    assert (
        "Risk: on opioids since Fri 1 Mar 2019; age 71; depression before; sleep apnoea; benzodiazepine; no alcohol;"
        " other sedatives: gabapentin; no naloxone at home."
    ) in text
    assert "Not said" not in text


def test_withdrawal_is_the_highest_and_the_week_after_cuts(journal: Journal) -> None:
    write(journal, prescription(20, 20), plan())
    write(journal, *(mood(n, mood=60, symptoms=(("sweating", 4 if 0 <= n <= 5 else 0),)) for n in range(-20, 20)))

    text = said(gathered(journal), "Then and now")

    assert "Withdrawal: highest 4 on 10 Oct; days 0-7 after 1 cut: 4 (n 8)." in text


def test_on_the_day_of_a_cut_that_nobody_made_yet_it_is_asked_about_as_the_card_does(journal: Journal) -> None:
    write(journal, prescription(20, 20), plan(), *days(-30, 28, 60))

    found = gathered(journal, -30, 28, hour=7).standing.gate
    card = today(journal, at(28, 7), DAY_ENDS_AT).gate

    assert found is not None
    assert card is not None
    assert (found.planned, found.decision) == (card.planned, card.decision) == (day(28), card.decision)
