"""Doses out of MedTimer's export of events: what was taken, with its unit; the rest is said and left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from running import Oid

HEAD = "Reminded;Name;Amount;Taken;Tags;Interval;Notes;Reminded (ISO 8601);Taken (ISO 8601)"
GERMAN = "Erinnert;Name;Dosis;Genommen;Tags;Intervall;Notizen;Erinnert (ISO 8601);Genommen (ISO 8601)"


def row(amount: str = "10mg", taken: str = "2026-11-20T13:02:00Z", note: str = "", tags: str = "") -> str:
    return f"11/20/26 8:00;oxycodone;{amount};11/20/26 8:02;{tags};0:00;{note};2026-11-20T13:00:00Z;{taken}"


def file(folder: Path, *rows: str, head: str = HEAD) -> str:
    path = folder / "events.csv"
    path.write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("head", [HEAD, GERMAN])
def test_a_dose_that_was_taken_comes_in_by_the_clock_of_this_place(oid: Oid, tmp_path: Path, head: str) -> None:
    found = oid.json("import", file(tmp_path, row(tags="work, slow walk", note="late; felt sick"), head=head))
    assert (found["format"], found["new"]) == ("medtimer", {"entries": 1})
    (dose,) = oid.json("list")["entries"]
    assert (dose["medicine"], dose["amount_mg"], dose["state"]) == ("oxycodone", 10.0, "taken")
    assert (dose["at"], dose["day"]) == ("2026-11-20T08:02:00-05:00", "2026-11-20")
    assert (dose["tags"], dose["note"]) == (["work", "slow walk"], "late; felt sick")
    assert oid.json("import", file(tmp_path, row(tags="work, slow walk", note="late; felt sick")))["new"] == {}


@pytest.mark.parametrize("amount", ["1", "half", "", "two tablets", "30"])
def test_an_amount_without_a_unit_is_never_taken_for_milligrams(oid: Oid, tmp_path: Path, amount: str) -> None:
    result = oid("import", file(tmp_path, row(), row(amount)))
    assert result.code == 2
    assert "line 3: the amount" in result.err
    assert "has no unit" in result.err
    assert oid("list").code == 4


def test_reminders_without_a_dose_are_counted_and_left_out(oid: Oid, tmp_path: Path) -> None:
    result = oid("import", file(tmp_path, row(), row(taken=""), row(taken="")))
    assert "2 reminders without a taken dose left out" in " ".join(result.err.split())
    assert len(oid.json("list")["entries"]) == 1


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("a note that goes on", "line 2: is cut"),
        (row(taken="yesterday"), "line 2: 'yesterday' is no time"),
        (row(taken="2026-11-20T13:02:00"), "is no time such as"),
        (row().replace("oxycodone", "no such thing"), "line 2: "),
    ],
)
def test_what_cannot_be_read_is_a_fault_of_its_line(oid: Oid, tmp_path: Path, line: str, fault: str) -> None:
    result = oid("import", file(tmp_path, line))
    assert (result.code, fault in result.err) == (2, True), result.err


def test_another_table_is_none_of_it(oid: Oid, tmp_path: Path) -> None:
    other = file(tmp_path, "2026-11-20,5", head="date,mood")
    assert oid.json("import", other)["format"] == "csv"
    assert "no export of events" in oid("import", other, "--format", "medtimer").err
