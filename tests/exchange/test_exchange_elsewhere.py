"""Files from other places: other languages, orders, names of columns, and other programs' JSON."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_exchange_foreign import CLOCK, HERE, SOURCE, entries, rows

from oidtrack.cli.files.file_words import read_words
from oidtrack.domain.journal import Entry, Kind, Mood, Treatment
from oidtrack.errors import BadInput
from oidtrack.exchange import csv_table
from oidtrack.exchange.elsewhere import daylio, dayone, jrnl
from oidtrack.exchange.elsewhere.daylio_words import MONTHS, folded, read_clock, read_month_day
from oidtrack.exchange.mapping import Mapped, read_map
from oidtrack.exchange.times import DateOrder, FileClock, read_at, read_day
from oidtrack.services.files.exporting import Format
from oidtrack.services.files.reading import Source, read

OURS = [name for name in csv_table.COLUMNS if name not in csv_table.ASIDE]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("9:00 PM", time(21)),
        ("21.05", time(21, 5)),
        ("21h05", time(21, 5)),
        ("21:05:30", time(21, 5, 30)),
        ("오후 9:00", time(21)),
        ("午前9:05", time(9, 5)),
        ("9:00 nachm.", time(21)),
        ("9:00\u202fp.\xa0m.", time(21)),
        ("24:00", time(0)),
        ("24:30", time(0, 30)),
        ("0:00 AM", time(0)),
        ("12:00 AM", time(0)),
        ("0:30 PM", time(12, 30)),
        ("9:00 ΠΜ", None),
        ("9:00 π.μ.", time(9)),
        ("AM 9:00 PM", None),
        ("25:00", None),
        ("13:00 PM", None),
        ("soon", None),
    ],
)
def test_a_time_as_daylio_writes_it_in_other_languages(text: str, meant: time | None) -> None:
    assert read_clock(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("March 3", date(2018, 3, 3)),
        ("3. März", date(2018, 3, 3)),
        ("1er mars", date(2018, 3, 1)),
        ("3 de octubre", date(2018, 10, 3)),
        ("3 października", date(2018, 10, 3)),
        ("3. července", date(2018, 7, 3)),
        ("3. června", date(2018, 6, 3)),
        ("3 октября", date(2018, 10, 3)),
        ("3. marraskuuta", date(2018, 11, 3)),
        ("3. maaliskuuta", date(2018, 3, 3)),
        ("10월 3일", date(2018, 10, 3)),
        ("10月3日", date(2018, 10, 3)),
        ("3 tháng 10", date(2018, 10, 3)),
        ("3. lipnja", None),
        ("3 Foo", None),
        ("3 4", None),
        ("3 mars 4", None),
        ("March", None),
    ],
)
def test_a_day_as_daylio_writes_it_in_other_languages(text: str, meant: date | None) -> None:
    assert read_month_day(text, 2018) == meant


def test_no_beginning_of_a_month_means_two_months() -> None:
    beginnings = [(folded(start), month) for month, starts in enumerate(MONTHS) for start in starts.split()]
    assert len({start for start, _ in beginnings}) == len(set(beginnings))


def test_an_old_export_in_polish_is_read() -> None:
    text = "year,date,weekday,time,mood,activities,note\n2018,3 października,środa,21.05,meh,,x\n"
    (one,) = entries(daylio.read(text, CLOCK, {}))
    assert one.moment.wall.isoformat() == "2018-10-03T21:05:00-05:00"


def test_forms_that_are_not_known_are_listed_once_and_not_for_each_row() -> None:
    head = "year,date,weekday,time,mood,activities,note\n"
    text = head + "".join(f"2018,{n % 7 + 1}. lipnja,,,meh,,x\n" for n in range(20)) + "2018,Oct 3,,,meh,,\n"
    reading = daylio.read(text, CLOCK, {})
    (fault,) = reading.faults
    assert (fault.place, fault.rows, len(reading.found)) == ("line 2 and 19 more", 20, 1)
    assert fault.reason == (
        "this export is in another language, and these days or times are not known: '1. lipnja', '2. lipnja', "
        "'3. lipnja', '4. lipnja', '5. lipnja' and 2 more. Set Daylio to English and export again"
    )


def test_each_mood_of_ones_own_stands_once_with_its_count_and_no_number_is_proposed() -> None:
    text = "full_date,time,mood,activities\n" + "2026-11-22,08:00,in pain,\n" * 3 + '2026-11-21,08:00,"tired, sore",\n'
    reading = daylio.read(text, CLOCK, {})
    (fault,) = reading.faults
    assert (fault.place, fault.rows) == ("line 2 and 3 more", 4)
    assert fault.reason == (
        "moods that have no number yet: 'in pain' (3), 'tired, sore' (1). Give each one from 0 to 10 (10 is best): "
        '--moods "in pain=,tired, sore="'
    )
    assert daylio.unnamed_moods(text, {"in pain": 10}) == (("tired, sore", 1),)


SCALES = "full_date,time,mood,activities,scales\n2026-11-22,08:00,meh,,Pain: 4 | Energy: 7.5\n"


def test_scales_that_were_named_become_ratings_and_the_others_are_said() -> None:
    reading = daylio.read(SCALES, CLOCK, {}, read_map(["scale:Pain=pain"], OURS))
    (one,) = entries(reading)
    assert one.body == Mood((("mood", 50), ("pain", 40)))
    (said,) = reading.notes
    assert said.startswith("scales that are left out: Energy (1). One that runs from 0 to 10 is taken over with ")
    assert said.endswith('--map "scale:Energy=energy"')
    (two,) = entries(daylio.read(SCALES, CLOCK, {}, read_map(["scale:Pain=pain", "scale:energy=energy"], OURS)))
    assert two.body == Mood((("mood", 50), ("energy", 75), ("pain", 40)))


def test_a_scale_that_is_not_there_is_said_and_one_of_no_rating_gets_no_number() -> None:
    reading = daylio.read(SCALES.replace("Pain", "Stress"), CLOCK, {}, read_map(["scale:Pain=pain"], OURS))
    assert reading.notes[0] == "no entry has a scale 'pain'"
    assert reading.notes[1].endswith('--map "scale:Stress=RATING"')


@pytest.mark.parametrize(
    ("value", "good"), [("10", True), ("10.1", False), ("0", True), ("-1", False), ("4.55", False)]
)
def test_a_scale_runs_from_0_to_10_in_tenths(value: str, good: bool) -> None:
    text = SCALES.replace("Pain: 4", f"Pain: {value}")
    reading = daylio.read(text, CLOCK, {}, read_map(["scale:Pain=pain"], OURS))
    assert bool(reading.found) is good
    assert not reading.found or not reading.faults


def mapped(*words: str) -> Source:
    return Source(CLOCK, read_words, SOURCE.skip, mapped=read_map(words, OURS))


def test_columns_by_another_name_and_days_in_another_form() -> None:
    text = "Datum;Uhr;Laune;Wort\n22.11.2026;20 Uhr 30;6;gut\n21.11.26;;5;\n"
    words = ("Datum=date:%d.%m.%Y", "Uhr=time:%H Uhr %M", "Laune=mood", "Wort=note")
    reading = read(text, Format.CSV, mapped(*words))
    (one,) = (found.record for found in reading.found if isinstance(found.record, Entry))
    assert (one.moment.wall.isoformat(), one.note) == ("2026-11-22T20:30:00-05:00", "gut")
    assert [(bad.place, bad.reason) for bad in reading.faults] == [
        ("line 3", "date is '21.11.26', not of the form %d.%m.%Y")
    ]


def test_a_day_alone_in_a_form_of_its_own_is_noon_and_one_with_a_time_is_that() -> None:
    (one,) = entries(read("at,mood\n01/03/2026,5\n", Format.CSV, mapped("at=at:%d/%m/%Y")))
    assert one.moment.wall.isoformat() == "2026-03-01T12:00:00-05:00"
    (two,) = entries(read("at,mood\n01/03/2026 09.05,5\n", Format.CSV, mapped("at=at:%d/%m/%Y %H.%M")))
    assert two.moment.wall.isoformat() == "2026-03-01T09:05:00-05:00"


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("date", "maps nothing"),
        ("=date", "maps nothing"),
        ("Datum=day", "'day' is none of ours"),
        ("scale:Pain=sleepiness", "'sleepiness' is none of ours"),
        ("Datum=date:%d.%m.", "says no year"),
        ("Datum=date:%Y-%Q", "is no form of a day or a time"),
        ("Datum=date:%Y-%d-%d", "is no form of a day or a time"),
        ("Laune=mood:%Y", "mood has no form of its own"),
        ("Schlaf=sleep:days", "'days' is no unit of sleep"),
        ("a,b", "maps nothing"),
    ],
)
def test_what_maps_nothing_is_refused(word: str, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        read_map([word], OURS)


@pytest.mark.parametrize(
    ("unit", "cell", "minutes"),
    [
        ("min", "432", 432),
        ("min", "432.4", 432),
        ("min", "432.6", 433),
        ("h", "7.2", 432),
        ("s", "25920", 432),
        ("ms", "25920000", 432),
        ("min", "1440", 1440),
        ("min", "0", 0),
    ],
)
def test_sleep_in_another_unit(unit: str, cell: str, minutes: int) -> None:
    text = f"Day,Slept,Steps\n2026-11-22,{cell},9000\n"
    reading = read(text, Format.CSV, mapped(f"Day=date,Slept=sleep:{unit}"))
    (one,) = entries(reading)
    assert isinstance(one.body, Mood)
    assert one.body.sleep_min == minutes
    assert reading.notes == ["left out, since --map does not name them: 'steps'"]


@pytest.mark.parametrize("cell", ["1441", "-5", "long"])
def test_sleep_that_cannot_be_is_a_bad_row(cell: str) -> None:
    reading = read(f"Day,Slept\n2026-11-22,{cell}\n", Format.CSV, mapped("Day=date,Slept=sleep:min"))
    assert (len(reading.faults), reading.found) == (1, [])


def test_a_comma_in_a_name_or_a_form_parts_nothing() -> None:
    text = 'When,"Slept, in all"\n"22 Nov, 2026",300\n'
    reading = read(text, Format.CSV, mapped("When=date:%d %b, %Y", "Slept, in all=sleep:min"))
    (one,) = entries(reading)
    assert one.moment.day == date(2026, 11, 22)


def test_without_a_map_a_column_of_another_name_is_refused() -> None:
    with pytest.raises(BadInput, match="no such column: 'steps'"):
        read("date,mood,steps\n2026-11-22,5,9000\n", Format.CSV, SOURCE)


def test_a_mapped_column_is_there_and_stands_once() -> None:
    with pytest.raises(BadInput, match="names a column 'laune' that is not there"):
        read("at,mood\n2026-11-22,5\n", Format.CSV, mapped("Laune=mood"))
    with pytest.raises(BadInput, match="the column 'mood' stands there twice"):
        read("at,mood,laune\n2026-11-22,5,5\n", Format.CSV, mapped("Laune=mood"))


@pytest.mark.parametrize(
    ("text", "order", "meant"),
    [
        ("01/03/2026", DateOrder.DMY, date(2026, 3, 1)),
        ("01/03/2026", DateOrder.MDY, date(2026, 1, 3)),
        ("1.3.2026", DateOrder.DMY, date(2026, 3, 1)),
        ("2026-03-01", DateOrder.DMY, date(2026, 3, 1)),
        ("2026/03/01", DateOrder.YMD, date(2026, 3, 1)),
    ],
)
def test_days_in_the_order_that_was_said(text: str, order: DateOrder, meant: date) -> None:
    assert read_day(text, order) == meant
    assert read_at(f"{text} 9:00", order) == datetime.combine(meant, time(9))
    assert read_at(text, order) == datetime.combine(meant, time(12))


@pytest.mark.parametrize(
    ("text", "order"), [("01/03/2026", DateOrder.YMD), ("31/04/2026", DateOrder.DMY), ("01/03/26", DateOrder.DMY)]
)
def test_a_day_that_is_not_in_that_order(text: str, order: DateOrder) -> None:
    with pytest.raises(BadInput, match="is no day such as") as refused:
        read_day(text, order)
    assert "--dates dmy" in (refused.value.hint or "")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-11-20 9:00", "2026-11-20T09:00:00"),
        ("2026-11-20T9:05", "2026-11-20T09:05:00"),
        ("2026-11-20 9:05:30", "2026-11-20T09:05:30"),
        ("2026-11-20 9:05 PM", "2026-11-20T21:05:00"),
        ("2026-11-20 9:05+01:00", "2026-11-20T09:05:00+01:00"),
    ],
)
def test_a_spreadsheets_time_has_one_digit_before_ten(text: str, meant: str) -> None:
    assert read_at(text).isoformat() == meant


def test_a_first_line_that_says_what_is_between_cells_is_no_head() -> None:
    text = "sep=;\r\nat;note\r\n2026-11-22;a, b\r\n2026-11-25;x\r\n"
    reading = read(text, Format.CSV, SOURCE)
    assert [found.record.note for found in reading.found if isinstance(found.record, Entry)] == ["a, b"]
    assert reading.faults[0].place == "line 4"


@pytest.mark.parametrize("first", ["2026-11-22,5,fine", "22.11.2026,08:00,meh", "2026-11-22 08:00,5"])
def test_a_table_without_its_head_is_named_so(first: str) -> None:
    with pytest.raises(BadInput, match="the head is missing"):
        read(f"{first}\n", Format.CSV, SOURCE)


def test_an_hour_that_the_clocks_skipped_is_a_bad_row_but_a_planned_time_comes_an_hour_later() -> None:
    def local(at: datetime) -> datetime:
        if at.hour == 2:
            raise BadInput("02:30 did not exist")
        return at.replace(tzinfo=HERE)

    clock = FileClock(CLOCK.now, CLOCK.day_ends_at, local)
    source = Source(clock, read_words, SOURCE.skip)
    (bad,) = read("at,mood\n2026-03-29 02:30,5\n", Format.CSV, source).faults
    assert (bad.place, bad.reason) == ("line 2", "02:30 did not exist")
    assert clock.planned(datetime(2026, 3, 29, 2, 30)).wall.hour == 3  # noqa: DTZ001 - as a file writes it


def test_one_jrnl_entry_alone_is_an_entry() -> None:
    one = {"title": "A walk.", "body": "Slow.", "date": "2026-11-22", "time": "08:30", "tags": ["@walk"]}
    (found,) = entries(jrnl.read(json.dumps(one, indent=2), CLOCK))
    assert (found.note, found.tags) == ("A walk.\nSlow.", ("walk",))


def test_day_one_is_read_with_its_zone() -> None:
    first = {"creationDate": "2020-01-23T18:00:00Z", "timeZone": "Europe/Berlin", "starred": True, "tags": ["pain", ""]}
    second = {"creationDate": "2020-07-23T18:00:00Z", "text": "Fine"}
    picture = {"text": "Slept badly\\. ![](dayone-moment://ABC)"}
    reading = dayone.read(json.dumps({"metadata": {}, "entries": [{**first, **picture}, second]}), CLOCK)
    one, two = entries(reading)
    assert (one.kind, one.note, one.tags, one.star) == (Kind.NOTE, "Slept badly.", ("pain",), True)
    assert (one.moment.wall.isoformat(), two.moment.wall.isoformat()) == (
        "2020-01-23T19:00:00+01:00",
        "2020-07-23T13:00:00-05:00",
    )
    assert not any(found.floating for found in reading.found)


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ("x", "is no object"),
        ({"creationDate": "2020-01-23T18:00:00Z"}, "holds no words"),
        ({"text": "x"}, "creationDate is missing"),
        ({"text": "x", "creationDate": "2020-01-23T18:00:00"}, "not a time such as"),
        ({"text": "x", "creationDate": "soon"}, "not a time such as"),
        ({"text": "x", "creationDate": "2020-01-23T18:00:00Z", "timeZone": "../x"}, "which is no time zone here"),
        ({"text": "x", "creationDate": "2020-01-23T18:00:00Z", "tags": ["x" * 201]}, "more than 200 characters"),
    ],
)
def test_a_day_one_entry_that_cannot_be_read(entry: object, reason: str) -> None:
    (fault,) = dayone.read(json.dumps({"entries": [entry]}), CLOCK).faults
    assert fault.place == "entry 1"
    assert reason in fault.reason


@pytest.mark.parametrize("text", ["{", "[]", '{"entries": 5}'])
def test_what_is_not_day_ones_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match=r"JSON|entries"):
        dayone.read(text, CLOCK)


def test_an_instant_is_shown_by_the_clock_of_this_place_as_it_went_then() -> None:
    summer = timezone(timedelta(hours=2))
    clock = FileClock(CLOCK.now, CLOCK.day_ends_at, lambda at: at.replace(tzinfo=summer))
    assert clock.here(datetime(2020, 7, 1, 12, tzinfo=HERE)).isoformat() == "2020-07-01T19:00:00+02:00"


words_of_a_cell = st.text(st.sampled_from('a ;"=,#\\é\n'), min_size=1, max_size=6).map(str.strip).filter(bool)


@pytest.mark.no_cover
@given(tags=st.lists(words_of_a_cell.filter(lambda word: word == word.lstrip("#")), max_size=3, unique=True))
def test_whatever_is_in_a_tag_comes_back_from_a_table(tags: list[str]) -> None:
    entry = Entry(Kind.MOOD, CLOCK.moment(CLOCK.now), Mood((("mood", 50),)), tags=tuple(tags))
    (back,) = rows("".join(csv_table.lines([entry])))
    assert back == entry


@given(text=words_of_a_cell)
def test_whatever_is_in_a_treatment_comes_back_from_a_table(text: str) -> None:
    entry = Entry(Kind.TREATMENT, CLOCK.moment(CLOCK.now), Treatment(text, 30))
    (back,) = rows("".join(csv_table.lines([entry])))
    assert back == entry


def test_quotes_inside_a_word_by_hand_are_letters() -> None:
    (one,) = rows('at,mood,tag\n2026-11-22,5,"walk ""fast""; ""a;b""; c"\n')
    assert one.tags == ('walk "fast"', "a;b", "c")


@pytest.mark.parametrize("cell", ["", ";", "walk"])
def test_a_blank_cell_of_a_treatment_leaves_a_row_what_it_is(cell: str) -> None:
    """A row is put together in a shorter way where it has no such cell."""
    made = rows(f"at,mood,note,tag,treatment\n2026-11-22,5,n,t,{cell}\n2026-11-22,,n,t,{cell}\n")
    kinds = [entry.kind for entry in made]
    walk = [Kind.TREATMENT] * (cell == "walk")
    assert kinds == [Kind.MOOD, *walk, *(walk or [Kind.NOTE])]
    assert [(made[n].note, made[n].tags) for n in (0, -1)] == [("n", ("t",))] * 2


def test_nothing_mapped_changes_nothing() -> None:
    assert Mapped().cells({"a": "b"}) == {"a": "b"}
