"""`import` and `export`, as they are typed."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from oidtrack.exchange.text_file import LARGEST
from running import Oid

LATER = {"OIDTRACK_NOW": "2026-11-24T09:00:00-05:00"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for files, where the program runs."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def fill(oid: Oid) -> None:
    oid("med", "add", "oxycodone", "--dose", "30", "--at", "8:00,20:00", "--since", "2023-01-15")
    oid("profile", "--country", "US")
    oid("log", "--mood", "5", "--taken", "--note", "so ½ so", "--tag", "walk")
    oid("plan", "new")
    oid("appointment", "add", "--at", "2026-12-07 10:00", "--ask", "Which first?")


def test_everything_goes_out_and_comes_back(oid: Oid, folder: Path) -> None:
    fill(oid)
    written = oid("export", "journal.jsonl")
    assert (written.code, written.out) == (0, "")
    inside = "3 entries, 1 medicine, 1 plan version, 1 appointment, 1 question, the profile"
    assert f"Inside: {inside}." in " ".join(written.err.split())
    assert stat.S_IMODE((folder / "journal.jsonl").stat().st_mode) == 0o600
    came = oid("--db", "other.db", "import", "journal.jsonl")
    assert came.code == 0
    assert "Saved: 3 entries, 1 medicine" in came.out
    assert oid("--db", "other.db", "export").out == (folder / "journal.jsonl").read_text()
    assert "Nothing is new." in oid("--db", "other.db", "import", "journal.jsonl", env=LATER).out
    assert oid("--db", "other.db", "undo").code == 0
    assert oid("--db", "other.db", "list").code == 4


@pytest.mark.no_cover
def test_csv_by_the_files_name_and_by_day(oid: Oid, folder: Path) -> None:
    fill(oid)
    oid("log", "--at", "2026-11-20 20:00", "--mood", "4")
    oid("export", "all.csv")
    assert len((folder / "all.csv").read_text().splitlines()) == 5
    lines = oid("export", "--format", "csv", "--until", "2026-11-21").out.splitlines()
    assert [line.split(",")[0] for line in lines] == ["at", "2026-11-20T20:00:00-05:00"]
    kinds = [json.loads(line)["kind"] for line in oid("export", "--since", "2026-11-22").out.splitlines()]
    assert [kinds.count(kind) for kind in ("medicine", "plan", "mood", "dose")] == [1, 1, 1, 2]
    assert "Nothing is new." in oid("import", "all.csv").out


def test_what_was_written_for_another_program(oid: Oid, folder: Path) -> None:
    fill(oid)
    found = oid.json("export", "a.jsonl")
    assert (found["schema"], found["file"], found["format"]) == ("oidtrack/export/1", "a.jsonl", "jsonl")
    assert (found["inside"]["entries"], found["inside"]["plan_versions"]) == (3, 1)
    assert (folder / "a.jsonl").is_file()


def test_an_undo_of_very_many_names_the_first_and_the_last(oid: Oid, folder: Path) -> None:
    (folder / "a.csv").write_text("at,mood\n" + "2026-11-20,5\n" * 13)
    oid("import", "a.csv")
    assert "removed 13 entries, e1 to e13" in oid("undo").out.replace("\n", " ")


def test_a_dry_run_saves_nothing(oid: Oid, folder: Path) -> None:
    (folder / "a.csv").write_text("at,mood\n2026-11-22,5\n")
    page = oid("import", "a.csv", "--dry-run")
    assert (page.code, page.out) == (0, "Read as csv.\nNew: 1 entry.\nA dry run: nothing was saved.\n")
    assert oid("list").code == 4
    found = oid.json("import", "a.csv", "--dry-run")
    assert (found["schema"], found["saved"], found["new"]) == ("oidtrack/import/1", False, {"entries": 1})


def test_bad_rows_are_all_listed_and_nothing_is_saved(oid: Oid, folder: Path) -> None:
    (folder / "a.csv").write_text("at,mood\n2026-11-20,11\n2026-11-21,5\n2026-11-22,12\n")
    result = oid("import", "a.csv")
    assert (result.code, result.out) == (2, "")
    assert [line.split(":")[0] for line in result.err.splitlines()] == ["line 2", "line 4", "error", "hint"]
    assert oid("list").code == 4
    found = oid.json("import", "a.csv", code=2)
    assert [row["place"] for row in found["bad_rows"]] == ["line 2", "line 4"]
    kept = oid("import", "a.csv", "--skip-bad")
    assert (kept.code, kept.out.splitlines()[1]) == (0, "Saved: 1 entry.")
    assert kept.err.count("mood is a number from 0 to 10") == 2


def test_of_very_many_bad_rows_the_first_are_shown(oid: Oid, folder: Path) -> None:
    (folder / "a.csv").write_text("at,mood\n" + "2026-11-20,11\n" * 201)
    assert "and 1 more; --json lists all of them" in oid("import", "a.csv").err
    assert len(oid.json("import", "a.csv", code=2)["bad_rows"]) == 201


def test_daylio_shows_what_its_moods_become(oid: Oid, folder: Path) -> None:
    head = "full_date,date,weekday,time,mood,activities,note_title,note\n"
    (folder / "d.csv").write_text(head + "2026-11-22,Nov 22,Sunday,22:15,super,walk,,\n2026-11-21,,,08:00,rad,,,\n")
    asked = oid("import", "d.csv").err
    assert "line 2: moods that have no number yet: 'super' (1)." in asked
    assert '--moods "super="\n' in asked
    saved = oid("import", "d.csv", "--moods", "Super=9.5")
    assert "Note: Daylio's moods become: rad 9, good 7, meh 5, bad 3, awful 1, super 9.5" in saved.err.replace(
        "\n", " "
    )
    assert [entry["mood"] for entry in oid.json("list")["entries"]] == [9.0, 9.5]
    assert "Nothing is new." in oid("import", "d.csv", "--moods", "super=9.5", env=LATER).out


def test_jrnl_becomes_notes(oid: Oid, folder: Path) -> None:
    entry = {"title": "A walk.", "body": "", "date": "2026-11-22", "time": "08:30", "tags": ["@walk"], "starred": True}
    (folder / "j.json").write_text(json.dumps({"tags": {}, "entries": [entry]}))
    assert oid("import", "j.json").code == 0
    (note,) = oid.json("list")["entries"]
    assert (note["kind"], note["note"], note["tags"], note["star"]) == ("note", "A walk.", ["walk"], True)
    assert "Nothing is new." in oid("import", "j.json", env=LATER).out


def test_a_note_that_is_a_dash_is_a_dash(oid: Oid, folder: Path) -> None:
    (folder / "a.csv").write_text("at,note\n2026-11-22,-\n")
    assert oid("import", "a.csv", stdin="from stdin").code == 0
    assert oid.json("list")["entries"][0]["note"] == "-"


def test_another_encoding_is_named_and_nothing_is_saved_on_doubt(oid: Oid, folder: Path) -> None:
    (folder / "a.csv").write_bytes("at;note\r\n2026-11-22;müde\r\n".encode("cp1252"))
    result = oid("import", "a.csv")
    assert (result.code, result.out) == (2, "")
    assert "--encoding cp1252 reads 'müde'" in result.err
    assert oid("list").code == 4
    assert oid("import", "a.csv", "--encoding", "cp1252").code == 0
    assert oid.json("list")["entries"][0]["note"] == "müde"


BERLIN = {"OIDTRACK_NOW": "2026-11-23T21:00:00+01:00"}
NEW_YORK = {"OIDTRACK_NOW": "2026-11-24T21:00:00-05:00"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "at,mood,note\n2026-11-22 08:00,5,a\n2026-11-22 08:00,5,a\n2026-11-22 23:30,5,b\n"),
        ("a.csv", "full_date,time,mood,activities\n2026-11-22,08:00,meh,\n2026-11-22,01:00,meh,\n2026-11-21,,bad,\n"),
        ("a.json", '{"entries":[' + ",".join(f'{{"title":"{n}","date":"2026-11-2{n}"}}' for n in (0, 1, 2)) + "]}"),
    ],
)
def test_the_same_file_from_another_time_zone_adds_nothing(oid: Oid, folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text)
    assert oid.json("import", name, env=BERLIN)["new"] == {"entries": 3}
    dry = oid.json("import", name, "--dry-run", env=NEW_YORK)
    assert (dry["new"], dry["known"]) == ({}, {"entries": 3})
    assert "Nothing is new." in oid("import", name, env=NEW_YORK).out
    assert len(oid.json("list")["entries"]) == 3


def test_an_offset_in_the_file_tells_two_doses_apart(oid: Oid, folder: Path) -> None:
    head = "at,dose_medicine,dose_mg\n"
    (folder / "a.csv").write_text(f"{head}2026-11-22T08:00+01:00,oxycodone,10\n")
    (folder / "b.csv").write_text(f"{head}2026-11-22T08:00-05:00,oxycodone,10\n")
    assert oid.json("import", "a.csv")["new"] == {"entries": 1}
    assert oid.json("import", "b.csv")["new"] == {"entries": 1}


def test_another_end_of_the_day_makes_no_other_entry(oid: Oid, folder: Path) -> None:
    (folder / "a.csv").write_text("at,mood\n2026-11-22 01:00,5\n")
    oid("import", "a.csv")
    oid("config", "day-ends-at", "0:00")
    assert oid.json("import", "a.csv")["known"] == {"entries": 1}


def test_a_travellers_newer_rows_are_read_in_the_zone_that_was_named(oid: Oid, folder: Path) -> None:
    (folder / "a.csv").write_text("at,mood\n2026-11-24 08:00,5\n")
    assert "lies ahead (if it was written in another time zone: --zone NAME)" in oid("import", "a.csv").err
    assert oid("import", "a.csv", "--zone", "Asia/Tokyo").code == 0
    assert oid.json("list")["entries"][0]["at"] == "2026-11-24T08:00:00+09:00"


def test_an_hour_that_the_clocks_skipped_is_refused_as_log_refuses_it(oid: Oid, folder: Path) -> None:
    (folder / "a.csv").write_text("at,mood\n2026-03-29 02:30,5\n2026-03-29 03:00,5\n")
    result = oid("import", "a.csv", "--zone", "Europe/Berlin")
    assert result.code == 2
    assert "line 2: 02:30 did not exist on Sun 29 Mar 2026: the clocks skipped the hour from 02:00" in result.err
    assert oid("import", "a.csv", "--zone", "Europe/Berlin", "--skip-bad").code == 0


def test_days_and_columns_of_a_table_are_read_as_they_were_said(oid: Oid, folder: Path) -> None:
    (folder / "a.csv").write_text("date,feeling\n01/03/2026,5\n")
    assert "there is no" not in oid("import", "a.csv", "--map", "feeling=mood", "--dates", "dmy").err
    (entry,) = oid.json("list")["entries"]
    assert (entry["day"], entry["mood"]) == ("2026-03-01", 5)
    again = oid.json("import", "a.csv", "--map", "feeling=mood", "--map", "date=date:%d/%m/%Y")
    assert again["known"] == {"entries": 1}


@pytest.mark.usefixtures("folder")
def test_a_tag_with_a_semicolon_goes_out_and_comes_back_as_one(oid: Oid) -> None:
    oid("log", "--mood", "5", "--tag", "a;b", "--sign", "c;d", "--treatment", "walk; slowly 30min", "--yes")
    oid("export", "a.csv")
    assert oid.json("import", "a.csv")["new"] == {}


def test_moods_with_a_comma_and_in_several_lists(oid: Oid, folder: Path) -> None:
    head = "full_date,time,mood,activities\n"
    (folder / "d.csv").write_text(
        f'{head}2026-11-22,08:00,"tired, sore",\n2026-11-22,09:00,super,\n2026-11-22,10:00,ok,\n'
    )
    assert oid("import", "d.csv", "--moods", "super=9,tired, sore=3", "--moods", "ok=6").code == 0
    assert [entry["mood"] for entry in oid.json("list")["entries"]] == [3, 9, 6]


@pytest.mark.parametrize(
    ("words", "content", "said"),
    [
        (("import", "none.csv"), None, "there is no file none.csv"),
        (("import", ""), None, "the file has no name"),
        (("import", "~nobody-of-that-name/a"), None, "begins with the home of nobody here"),
        (("import", "a"), b"", "the file is empty"),
        (("import", "a"), b"\x00\x01", "a is no text file"),
        (("import", "a"), b"PK\x03\x04", "a is no text file"),
        (("import", "a"), b"some words", "no such column: 'some words'"),
        (("import", "a"), b"{", "the file is no JSON"),
        (("import", "a", "--format", "xml"), b"x", "'xml' is no format"),
        (("import", "a", "--format", "jsonl"), b"x", "1 row cannot be read; nothing was saved"),
        (("import", "a", "--moods", "super"), b"at,mood\n", "'super' names no mood and its number"),
        (("import", "a", "--moods", "super=9,fine"), b"full_date,mood\n", "'fine' names no mood and its number"),
        (("import", "a", "--moods", "=9"), b"full_date,mood\n", "'=9' names no mood and its number"),
        (("import", "a", "--zone", "Mars"), b"at,mood\n", "there is no time zone 'Mars'"),
        (("import", "a", "--zone", "../x"), b"at,mood\n", "there is no time zone '../x'"),
        (("import", "a", "--dates", "ydm"), b"at,mood\n", "'ydm' is no order of a day"),
        (("import", "a", "--dates", "dmy"), b"full_date,mood\n", "--dates is for tables"),
        (("import", "a", "--map", "a=mood"), b"full_date,mood\n", "--map of columns is for tables"),
        (("import", "a", "--map", "scale:Pain=pain"), b"at,mood\n", "--map of scales is for Daylio"),
        (("import", "a", "--encoding", "none"), b"at,mood\n", "there is no encoding 'none'"),
        (("import", "a"), b"2026-11-22,5\n", "the head is missing"),
        (("import", "a", "--moods", "super=11"), b"at,mood\n", "the mood 'super' is a number from 0 to 10"),
        (("export", "--format", "daylio"), None, "'daylio' is no format"),
        (("export", "--since", "2026-11-22", "--until", "2026-11-21"), None, "2026-11-21 is before 2026-11-22"),
        (("export", " "), None, "the file has no name"),
        (("export", "~nobody-of-that-name/a"), None, "begins with the home of nobody here"),
        (("export", "person"), None, "is a folder"),
        (("export", "person/journal.db"), None, "is your journal and is not written over"),
    ],
)
def test_what_cannot_be_used(oid: Oid, folder: Path, words: tuple[str, ...], content: bytes | None, said: str) -> None:
    oid("log", "--mood", "5")
    if content is not None:
        (folder / "a").write_bytes(content)
    result = oid(*words)
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert len(oid.json("list")["entries"]) == 1


def test_a_file_of_a_hundred_megabytes_is_refused_at_once(oid: Oid, folder: Path) -> None:
    with (folder / "large").open("wb") as file:
        file.truncate(LARGEST + 36 * 2**20)
    assert oid("import", "large").err.startswith("error: large is larger than 64 MB")


def test_a_folder_that_is_not_there(oid: Oid, folder: Path) -> None:
    oid("log", "--mood", "5")
    result = oid("export", str(folder / "none" / "a.jsonl"))
    assert (result.code, result.err.startswith("error: there is no folder")) == (1, True)


def test_without_a_journal_there_is_nothing_to_export(oid: Oid) -> None:
    assert oid("export").code == 4


def test_on_a_place_of_ascii_the_lines_mean_the_same(oid: Oid, monkeypatch: pytest.MonkeyPatch) -> None:
    from oidtrack.cli import surroundings

    oid("log", "--note", "½")
    plain = oid("export").out
    monkeypatch.setattr(surroundings, "fits", lambda _: False)
    ascii_only = oid("export").out
    assert ascii_only.isascii()
    assert [json.loads(line) for line in ascii_only.splitlines()] == [json.loads(line) for line in plain.splitlines()]
