"""Sleep out of an export of Apple Health: whole nights, each hour once, and nothing without end."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from oidtrack.errors import BadInput
from oidtrack.exchange.elsewhere import apple_health
from oidtrack.exchange.elsewhere.apple_health import nights_of, read
from running import Oid

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!-- HealthKit Export Version: 14 -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Correlation|Workout|ActivitySummary)*)>
<!ATTLIST HealthData locale CDATA #REQUIRED>
]>
<HealthData locale="en_US">
 <ExportDate value="2025-01-31 09:08:45 -0500"/>
 <Record type="HKQuantityTypeIdentifierStepCount" sourceName="Phone" startDate="2025-01-27 20:00:00 -0500"
  endDate="2025-01-27 20:10:00 -0500" value="120"><MetadataEntry key="a" value="b &amp; c"/></Record>
"""


def record(begin: str, end: str, stage: str = "AsleepCore", source: str = "Watch") -> str:
    value = f"HKCategoryValueSleepAnalysis{stage}"
    start, stop = (f"2025-01-{when} -0500" for when in (begin, end))
    kind = "HKCategoryTypeIdentifierSleepAnalysis"
    return f' <Record type="{kind}" sourceName="{source}" startDate="{start}" endDate="{stop}" value="{value}"/>\n'


def export(*records: str) -> bytes:
    return (HEAD + "".join(records) + "</HealthData>\n").encode()


def table(*records: str) -> list[str]:
    return read(io.BytesIO(export(*records))).table.splitlines()[1:]


NIGHT = (
    record("27 22:30:00", "28 07:00:00", "InBed", "Phone"),
    record("27 23:00:00", "28 01:00:00"),
    record("28 01:00:00", "28 01:20:00", "Awake"),
    record("28 01:20:00", "28 04:00:00", "AsleepDeep"),
    record("28 04:00:00", "28 06:00:00", "AsleepREM"),
)


def test_stages_are_summed_and_time_awake_or_in_bed_is_not() -> None:
    assert table(*NIGHT) == ["2025-01-28,6h40"]


@pytest.mark.parametrize(
    ("other", "sum_"),
    [
        (record("27 23:30:00", "28 00:30:00", "AsleepUnspecified", "App"), "6h40"),
        (record("27 23:00:00", "28 06:00:00", "Asleep", "App"), "7h00"),
        (record("28 05:30:00", "28 06:30:00", "AsleepCore", "App"), "7h10"),
        (record("28 13:00:00", "28 13:30:00", "AsleepCore", "Watch"), "7h10"),
    ],
)
def test_hours_that_two_sources_have_count_once(other: str, sum_: str) -> None:
    assert table(*NIGHT, other) == table(other, *reversed(NIGHT)) == [f"2025-01-28,{sum_}"]


@pytest.mark.parametrize(("begin", "day"), [("27 17:59:59", "27"), ("27 18:00:00", "28")])
def test_from_the_evening_on_it_is_the_night_of_the_next_day(begin: str, day: str) -> None:
    assert table(record(begin, "27 20:00:00")) == [f"2025-01-{day},2h00"]


@pytest.mark.parametrize(("end", "left_out"), [("28 23:00:00", 0), ("28 23:00:01", 1), ("27 23:00:00", 1), ("27", 1)])
def test_a_record_of_no_length_or_over_a_day_is_left_out(end: str, left_out: int) -> None:
    found = read(io.BytesIO(export(record("25 23:00:00", "26 05:00:00"), record("27 23:00:00", end))))
    assert (found.left_out, found.nights) == (left_out, 2 - left_out)


def test_the_pieces_in_which_it_is_read_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = table(*NIGHT)
    for piece in (1, 7, 64):
        monkeypatch.setattr(apple_health, "PIECE", piece)
        assert table(*NIGHT) == whole


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (export(), "no sleep is in this export"),
        (export(*NIGHT)[:-20], "line 1[0-9]: the file is no whole XML"),
        (export(*NIGHT).replace(b"<!ELEMENT", b'<!ENTITY a "aaaa"><!ELEMENT', 1), "an XML entity"),
        (export(*NIGHT).replace(b"<!ELEMENT", b'<!ENTITY a SYSTEM "file:///x"><!ELEMENT', 1), "an XML entity"),
        (export("<a>" * 60 + "</a>" * 60), "tags within tags"),
        (export(*NIGHT).replace(b"UTF-8", b"no-such", 1), "letters that are not known|no whole XML"),
    ],
)
def test_what_is_no_such_file_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        read(io.BytesIO(content))


def test_a_tag_without_an_end_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apple_health, "PIECE", 1000)
    monkeypatch.setattr(apple_health, "LONGEST_MARK", 5000)
    assert table(*NIGHT, f'<a b="{"x" * 3000}"/>')
    with pytest.raises(BadInput, match="a tag that has no end"):
        table(*NIGHT, f'<a b="{"x" * 9000}"/>')


def test_there_are_only_so_many_records(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apple_health, "MOST", 3)
    assert table(*NIGHT)
    with pytest.raises(BadInput, match="more than 3 records"):
        table(*NIGHT, record("29 01:00:00", "29 02:00:00"))


def test_another_kind_of_file_is_left_to_the_others(tmp_path: Path) -> None:
    other = tmp_path / "table.csv"
    other.write_text("date,sleep\n2025-01-28,7h\n")
    assert nights_of(other) is nights_of(tmp_path) is nights_of(tmp_path / "none") is None


def test_it_comes_in_once_and_says_how_it_was_counted(oid: Oid, tmp_path: Path) -> None:
    file = tmp_path / "export.xml"
    file.write_bytes(export(*NIGHT, record("29 23:00:00", "29 22:00:00")))
    first = oid("import", str(file))
    assert (first.code, "1 record without usable times" in " ".join(first.err.split())) == (0, True)
    assert "sleep 6 h 40 min" in oid("list").out
    assert oid.json("import", str(file), "--format", "Health")["known"] == {"entries": 1}


def test_what_is_said_where_it_is_named_otherwise(oid: Oid, tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text("date,sleep\n2025-01-28,7h\n")
    assert "no export of Apple Health" in oid("import", str(file), "--format", "health").err
    assert "oidtrack import export.xml" in oid("import", "-", stdin=export(*NIGHT).decode()).err
    assert "--dates is for tables" in oid("import", str(_written(tmp_path)), "--dates", "dmy").err


def _written(folder: Path) -> Path:
    (folder / "export.xml").write_bytes(export(*NIGHT))
    return folder / "export.xml"
