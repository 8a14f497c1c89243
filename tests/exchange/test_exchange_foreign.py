"""Files of other programs and tables by hand: read as they are written, or refused by line."""

from __future__ import annotations

import json
from datetime import datetime, time, timedelta, timezone

import pytest
from msgspec.structs import replace
from store_samples import ONE_OF_EACH, PATCH, PRESCRIPTION

from oidtrack.cli.files.file_words import read_words
from oidtrack.cli.words.reading import read_skip
from oidtrack.domain.dose import Dose, Rate
from oidtrack.domain.journal import Assessment, DoseState, Entry, Intake, Kind, Mood, Treatment
from oidtrack.errors import BadInput
from oidtrack.exchange import csv_table
from oidtrack.exchange.elsewhere import daylio, jrnl
from oidtrack.exchange.records import Reading
from oidtrack.exchange.times import FileClock, read_at, read_clock, read_day
from oidtrack.services.files.exporting import Format
from oidtrack.services.files.reading import Source, read, recognise
from oidtrack.taper.days.dayplan import DosePlan

HERE = timezone(timedelta(hours=-5))
NOW = datetime(2026, 11, 23, 21, tzinfo=HERE)
CLOCK = FileClock(NOW, time(4), lambda at: at.replace(tzinfo=HERE))
SCHEDULE = DosePlan((), (PRESCRIPTION, PATCH))
SOURCE = Source(CLOCK, read_words, read_skip, SCHEDULE.doses, SCHEDULE.rows)


def entries(reading: Reading) -> list[Entry]:
    assert reading.faults == []
    return [found.record for found in reading.found if isinstance(found.record, Entry)]


def rows(text: str) -> list[Entry]:
    return entries(read(text, Format.CSV, SOURCE))


def fault(text: str) -> tuple[str, str]:
    (found,) = read(text, Format.CSV, SOURCE).faults
    return found.place, found.reason


def test_a_row_says_what_the_options_of_log_say() -> None:
    head = "date,time,mood,pain,sleep,sign,symptom,treatment,note,tag,star\n"
    (mood, walk) = rows(
        head + '2026-11-22,20:30,6.5,4,7h30,tearful; tired,sweating=2;chills,walk 30min,"a, b",#out,yes'
    )
    assert (mood.kind, mood.moment.wall.isoformat()) == (Kind.MOOD, "2026-11-22T20:30:00-05:00")
    ratings = (("mood", 65), ("pain", 40))
    assert mood.body == Mood(ratings, 450, ("tearful", "tired"), (("sweating", 2), ("chills", None)))
    assert (mood.note, mood.tags, mood.star) == ("a, b", ("out",), True)
    assert (walk.body, walk.note) == (Treatment("walk", 30), "")


def test_doses_stand_in_their_columns_or_in_words() -> None:
    head = "at,dose_medicine,dose_mg,dose_mcg_h,dose_state,dose_reason,dose,note\n"
    assert [entry.body for entry in rows(head + "2026-05-22 20:30,OxyContin,20 mg,,,,,")] == [
        Intake("oxycodone", Dose(20_000), DoseState.TAKEN)
    ]
    assert [entry.body for entry in rows(head + "2026-05-22 20:30,fentanyl patch,,25,skipped,too sleepy,,")] == [
        Intake("fentanyl", Rate(25_000), DoseState.SKIPPED, reason="too sleepy")
    ]
    (one, two) = rows(head + "2026-05-22 20:30,,,,,,oxycodone 5mg; oxycodone 2 x 5mg,hard day")
    assert [one.body, two.body] == [
        Intake("oxycodone", Dose(5_000), DoseState.TAKEN),
        Intake("oxycodone", Dose(10_000), DoseState.TAKEN),
    ]
    assert (one.note, two.note) == ("hard day", "")


def test_doses_by_the_plan_are_those_of_the_day() -> None:
    head = "date,time,taken,skip,note\n"
    one, two = rows(head + "2026-11-22,,yes,,fine\n")
    assert (one.body, one.moment.wall.hour, one.note) == (
        Intake("oxycodone", Dose(30_000), DoseState.TAKEN, time(8), Dose(30_000)),
        8,
        "fine",
    )
    assert (two.moment.wall.isoformat(), two.note) == ("2026-11-22T22:30:00-05:00", "")
    (three,) = rows(head + "2026-11-22,21:00,x,,\n")
    assert three.moment.wall.hour == 8
    skipped, rest = rows(head + "2026-11-22,,yes,oxycodone 22:30: slept,\n")
    assert skipped.body == Intake("oxycodone", Dose(20_000), DoseState.SKIPPED, time(22, 30), Dose(20_000), "slept")
    assert rest.moment == one.moment


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2025-11-22,,yes,", "no dose was planned so far on 2025-11-22"),
        ("2026-11-22,07:00,yes,", "no dose was planned so far on 2026-11-22"),
        ("2026-11-22,,perhaps,", "taken is 'perhaps', not yes or no"),
        ("2026-11-22,,,oxycodone 14:00: slept", "no oxycodone was planned at 14:00 on 2026-11-22"),
        ("2026-11-22,,,fentanyl 08:00: slept", "no fentanyl was planned at 08:00 on 2026-11-22"),
        ("2026-11-22,,,oxycodone: slept", "is not a medicine, its time and a reason"),
    ],
)
def test_what_was_not_planned_is_a_fault(row: str, reason: str) -> None:
    assert reason in fault(f"date,time,taken,skip\n{row}\n")[1]


def test_a_planned_time_after_midnight_is_on_the_next_calendar_day() -> None:
    late = replace(PRESCRIPTION, doses=(replace(PRESCRIPTION.doses[0], at=time(0, 30)),))
    source = replace(SOURCE, planned=DosePlan((), (late,)).doses)
    (one,) = entries(read("date,taken\n2026-11-20,yes\n", Format.CSV, source))
    assert one.moment.wall.isoformat() == "2026-11-21T00:30:00-05:00"
    assert one.moment.day.isoformat() == "2026-11-20"


def test_a_medicine_of_the_journal_counts_after_it_has_ended_too() -> None:
    old = Source(CLOCK, read_words, read_skip, mine=(replace(PATCH, medicine="homemade"),))
    reading = read("at,dose_medicine,dose_mcg_h\n2026-11-01,homemade,25\n", Format.CSV, old)
    assert [entry.body for entry in entries(reading)] == [Intake("homemade", Rate(25_000), DoseState.TAKEN)]


def test_a_high_dose_is_taken_over_and_said() -> None:
    reading = read("at,dose_medicine,dose_mg\n2026-05-22,oxycodone,900\n2026-05-23,oxycodone,900", Format.CSV, SOURCE)
    assert len(entries(reading)) == 2
    (note,) = reading.notes
    assert note.startswith("900 mg of oxycodone was understood. That is more at once than 480 mg")


def test_a_day_without_a_time_is_noon_and_an_offset_is_kept() -> None:
    (one, two, three) = rows("at,mood\n2026-11-22,5\n2026-11-21T08:00+01:00,5\n2026-11-20 08:15:30,5\n")
    assert one.moment.wall.isoformat() == "2026-11-22T12:00:00-05:00"
    assert two.moment.wall.isoformat() == "2026-11-21T08:00:00+01:00"
    assert three.moment.wall.isoformat() == "2026-11-20T08:15:30-05:00"


def test_what_the_journal_writes_as_csv_comes_back() -> None:
    written = "".join(csv_table.lines(entry for entry in ONE_OF_EACH))
    back = read(written, Format.CSV, SOURCE)
    assert back.faults == []
    assert [found.record for found in back.found] == [
        Entry(entry.kind, CLOCK.moment(entry.moment.wall), entry.body, entry.note, entry.tags, entry.star)
        for entry in ONE_OF_EACH
    ]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_commas_semicolons_tabs_and_every_line_end(between: str, line_end: str) -> None:
    text = line_end.join(["at,mood,note", "", "2026-11-22 08:00,5.5,x", '2026-11-22 09:00,6,"y', 'z"', ""])
    found = rows(text.replace(",", between))
    assert [entry.note for entry in found] == ["x", f"y{line_end}z"]


def test_a_decimal_comma_is_a_point() -> None:
    assert rows("at;mood;sleep\n2026-11-22;6,5;7,5\n")[0].body == Mood((("mood", 65),), 450)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2026-11-22,11,,,,,,,", "mood is a number from 0 to 10, not '11'"),
        ("22.11.2026,5,,,,,,,", "'22.11.2026' is no day such as 2026-11-22 (--dates dmy reads"),
        ("2026-02-30,5,,,,,,,", "'2026-02-30' is no day such as 2026-11-22"),
        ("2026-11-22 25:00,5,,,,,,,", "'25:00' is no time such as"),
        ("2026-11-24,5,,,,,,,", "2026-11-24 12:00 lies ahead"),
        ("1899-11-24,5,,,,,,,", "1899 is before 1900"),
        (",5,,,,,,,", "says no day"),
        ("2026-11-22,,,,,,,,", "says nothing but a time"),
        ("2026-11-22,5,,,,,,,,,extra", "11 cells under 9 columns"),
        ("2026-11-22,,,,oxycodone,10/5,,,", "'10/5' is not one amount"),
        ("2026-11-22,,,,oxycodone,1.200,,,", "'1.200' can be read two ways"),
        ("2026-11-22,,,,oxicodone,5,,,", "no medicine is called 'oxicodone' (did you mean oxycodone"),
        ("2026-11-22,,,,unheard,5,,,", "no medicine is called 'unheard'"),
        ("2026-11-22,,,,oxycodone,,,,", "how much oxycodone is missing"),
        ("2026-11-22,,,,oxycodone,five,,,", "'five' is not a number"),
        ("2026-11-22,,,,oxycodone,0.0001,,,", "finer than the program counts"),
        ("2026-11-22,,,,oxycodone,90000,,,", "90000 mg of oxycodone at once cannot be right"),
        ("2026-11-22,,,,oxycodone,5,missed,,", "dose_state is 'missed', not one of taken, skipped, extra"),
        ("2026-11-22,,,,,5,,,", "dose_medicine is missing"),
        ("2026-11-22,5,maybe,,,,,,", "star is 'maybe', not yes or no"),
        ("2026-11-22,5,," + "x" * 100_001 + ",,,,,", "the note has more than 100,000 characters"),
        ("2026-11-22,,,,,,,phq99,", "check is 'phq99', not one of gad7"),
        ("2026-11-22,,,,,,,phq2,1 x", "answers are '1 x', not points"),
        ("2026-11-22,,,,,,,phq2,1 2 3", "has 2 questions, not 3"),
        ("2026-11-22,,," + "x" * 1_000_001 + ",,,,,", "cannot be read: field larger than field limit"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_by_its_line(row: str, reason: str) -> None:
    head = "at,mood,star,note,dose_medicine,dose_mg,dose_state,check,answers\n"
    place, said = fault(f"{head}2026-11-20,5,,,,,,,\n{row}\n2026-11-21,5,,,,,,,\n")
    assert place == "line 3"
    assert reason.lower() in said.lower()


def test_two_amounts_of_one_dose_are_refused() -> None:
    text = "at,dose_medicine,dose_mg,dose_mcg_h\n2026-11-22,oxycodone,5,5\n"
    assert fault(text)[1] == "dose_mg and dose_mcg_h are both given"


def test_all_faults_come_in_one_go_in_the_order_of_the_file() -> None:
    reading = read("at,mood\n2026-11-22,11\n2026-11-22,5,6,7\n2026-11-22,12\n", Format.CSV, SOURCE)
    assert [found.place for found in reading.faults] == ["line 2", "line 3", "line 4"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("mood,pain\n5,5\n", "there is no column that says when"),
        ("at,moood\n2026-11-22,5\n", "no such column: 'moood'"),
        ("at,mood,mood\n2026-11-22,5,5\n", "the column 'mood' stands there twice"),
        ("\n\n", "the file holds no table"),
    ],
)
def test_a_table_that_is_not_ours_is_refused_as_a_whole(text: str, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        read(text, Format.CSV, SOURCE)


DAYLIO = "full_date,date,weekday,time,mood,activities,note_title,note\n"


def test_daylio_as_it_is_written_today() -> None:
    text = DAYLIO + (
        '2026-11-22,Nov 22,Sunday,10:15 PM,good,"walk | friends","A title","first<br>second &amp; <b>third</b>"\n'
        '2026-11-21,November 21,Saturday,08:05,awful,"","",""\n'
    )
    one, two = entries(daylio.read(text, CLOCK, {}))
    assert one.moment.wall.isoformat() == "2026-11-22T22:15:00-05:00"
    assert (one.body, one.tags) == (Mood((("mood", 70),)), ("walk", "friends"))
    assert one.note == "A title\nfirst\nsecond & third"
    assert (two.body, two.note, two.tags) == (Mood((("mood", 10),)), "", ())


@pytest.mark.parametrize(("mood", "tenths"), [("rad", 90), ("good", 70), ("meh", 50), ("bad", 30), ("awful", 10)])
def test_each_of_the_five_moods_has_its_number(mood: str, tenths: int) -> None:
    (one,) = entries(daylio.read(f"{DAYLIO}2026-11-22,,,08:00,{mood},,,\n", CLOCK, {}))
    assert one.body == Mood((("mood", tenths),))


@pytest.mark.parametrize("day", ["March 1", "1 March", "1. Mar", "Mar 1"])
def test_daylio_of_older_versions(day: str) -> None:
    (one,) = entries(
        daylio.read(f"year,date,weekday,time,mood,activities,note\n2019,{day},Friday,22:15,meh,,x\n", CLOCK, {})
    )
    assert (one.moment.wall.isoformat(), one.note) == ("2019-03-01T22:15:00-05:00", "x")
    (two,) = entries(daylio.read("date,weekday,time,mood,activities,note\n2019-03-01,Friday,,meh,,x\n", CLOCK, {}))
    assert two.moment.wall.isoformat() == "2019-03-01T12:00:00-05:00"


def test_daylio_moods_of_ones_own_and_columns_that_are_left_out() -> None:
    text = "full_date,time,mood,scales,activities\n2026-11-22,08:00,Super,7,\n2026-11-22,08:01,meh,7,,,more\n"
    reading = daylio.read(text, CLOCK, {"super": 95})
    assert [found.record.body for found in reading.found if isinstance(found.record, Entry)] == [Mood((("mood", 95),))]
    assert reading.notes == ["columns that are left out: scales"]
    assert [fault.place for fault in reading.faults] == ["line 3"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2026-11-22,,,08:00,super,,,", "moods that have no number yet: 'super' (1). Give each one from 0 to 10"),
        ("2026-11-22,,,08:00,,,,", "says no mood"),
        ("2026-11-22,,,8 o'clock,meh,,,", "in another language, and these days or times are not known: '8 o'clock'"),
        ("2026-11-22,,,13:00 PM,meh,,,", "these days or times are not known: '13:00 PM'"),
        ("2026-11-22,,,08:00,meh," + "x" * 201 + ",,", "an activity has more than 200 characters"),
        (",Nov 22,,08:00,meh,,,", "'Nov 22' is no day"),
        ("2026-12-22,,,08:00,meh,,,", "lies ahead"),
    ],
)
def test_a_daylio_row_that_cannot_be_read(row: str, reason: str) -> None:
    (fault,) = daylio.read(DAYLIO + row + "\n", CLOCK, {}).faults
    assert fault.place == "line 2"
    assert reason in fault.reason


@pytest.mark.parametrize(("year", "day"), [("2019", "Feb 30"), ("MMXIX", "Feb 3"), ("0", "Feb 3")])
def test_a_daylio_day_that_there_is_not(year: str, day: str) -> None:
    (fault,) = daylio.read(f"year,date,time,mood,activities\n{year},{day},08:00,meh,\n", CLOCK, {}).faults
    assert "is no day" in fault.reason


def test_jrnl_as_it_is_written() -> None:
    one = {"title": "A walk.", "body": "Slow.\nGood.", "date": "2026-11-22", "time": "08:30", "tags": ["@walk", "@out"]}
    two = {"title": "Tired", "body": "", "date": "2026-11-21", "time": "21:00", "tags": [], "starred": True}
    found = entries(jrnl.read(json.dumps({"tags": {"@walk": 1}, "entries": [one, two]}), CLOCK))
    assert [(e.kind, e.note, e.tags, e.star) for e in found] == [
        (Kind.NOTE, "A walk.\nSlow.\nGood.", ("walk", "out"), False),
        (Kind.NOTE, "Tired", (), True),
    ]
    assert found[0].moment.wall.isoformat() == "2026-11-22T08:30:00-05:00"


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ("x", "is no object"),
        ({"title": "", "body": " ", "date": "2026-11-22"}, "holds no words"),
        ({"title": "x"}, "date is missing, not text"),
        ({"title": "x", "date": "22/11/2026"}, "'22/11/2026' is no day"),
        ({"title": "x", "date": "2026-11-22", "tags": ["x" * 201]}, "a tag has more than 200 characters"),
        ({"title": 5, "date": "2026-11-22"}, "title is '5', not text"),
        ({"title": "x", "date": "2026-11-22", "starred": "yes"}, "starred is 'yes', not true or false"),
    ],
)
def test_a_jrnl_entry_that_cannot_be_read(entry: object, reason: str) -> None:
    good = {"title": "x", "date": "2026-11-22"}
    reading = jrnl.read(json.dumps({"entries": [good, entry]}), CLOCK)
    (fault,) = reading.faults
    assert (len(reading.found), fault.place) == (1, "entry 2")
    assert reason in fault.reason


@pytest.mark.parametrize("text", ["{", "[]", '{"entries": 5}', "[" * 100_000])
def test_what_is_not_jrnl_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match=r"JSON|entries"):
        jrnl.read(text, CLOCK)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('{"kind":"note"}\n', Format.JSONL),
        ('{"schema":"oidtrack/export/1","kind":"journal"}\n', Format.JSONL),
        ('\n{"entries": []}', Format.JRNL),
        ("[]", Format.JRNL),
        (DAYLIO, Format.DAYLIO),
        ("date;mood;activities\n", Format.DAYLIO),
        ("full_date,date,weekday,time,mood,note_title,note\n", Format.DAYLIO),
        ("sep=;\nfull_date;time;mood\n", Format.DAYLIO),
        ("\n\nat,mood\n", Format.CSV),
        ("date,time,mood,note\n", Format.CSV),
        ('{"metadata":{},"entries":[{"creationDate":"x","kind":"y"}]}', Format.DAYONE),
        ('{"title":"x","date":"2026-11-22","body":"a \\"kind\\" word"}', Format.JRNL),
        ("at,mood\n", Format.CSV),
        ("anything else", Format.CSV),
    ],
)
def test_the_format_is_seen_from_the_file(text: str, kind: Format) -> None:
    assert recognise(text) is kind


def test_an_empty_file_is_no_format() -> None:
    with pytest.raises(BadInput, match="empty"):
        recognise(" \n\n")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("8:05", time(8, 5)),
        ("20:30:15", time(20, 30, 15)),
        ("12:00 am", time(0)),
        ("12:00 PM", time(12)),
        ("1:00 p.m.", time(13)),
    ],
)
def test_times_of_day_as_files_write_them(text: str, meant: time) -> None:
    assert read_clock(text) == meant


@pytest.mark.parametrize("text", ["24:00", "8", "0:30 pm", "08:60", ""])
def test_no_time_of_day(text: str) -> None:
    with pytest.raises(BadInput):
        read_clock(text)


@pytest.mark.parametrize("text", ["3/4/2026", "2026-13-01", "2026/13/01", "20261122", "tomorrow", ""])
def test_no_day(text: str) -> None:
    with pytest.raises(BadInput):
        read_day(text)
    with pytest.raises(BadInput):
        read_at(text)


def test_answers_of_a_questionnaire_come_in() -> None:
    (one,) = rows('at,check,answers\n2026-11-22,PHQ2,"1, 2"\n')
    assert one.body == Assessment("phq2", (1, 2))
