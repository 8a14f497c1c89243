"""Signs and symptoms: the known ones, near ones, and words of one's own that are meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from oidtrack.services.journal.known_words import Group, known_words
from running import Oid


def logged(oid: Oid, *words: str) -> tuple[list[str] | None, dict[str, int | None] | None]:
    (entry,) = oid.json("log", *words)["entries"]
    return entry["signs"], entry["symptoms"]


def test_known_words_are_kept_as_the_list_spells_them(oid: Oid) -> None:
    assert logged(oid, "--sign", "Tearful", "--sign", "crying", "--symptom", "Diarrhea=3") == (
        ["tearful"],
        {"diarrhoea": 3},
    )


def test_a_number_stands_for_its_word(oid: Oid) -> None:
    assert logged(oid, "--sign", "1", "--symptom", "1=2") == (["no interest"], {"sweating": 2})


def test_a_word_on_no_list_is_refused_where_nobody_can_be_asked(oid: Oid) -> None:
    result = oid("log", "--mood", "5", "--symptom", "swet=2")
    assert (result.code, result.out) == (2, "")
    assert "near: sweating" in result.err
    assert '--symptom "?"' in result.err
    assert oid("list").code == 4, "nothing is half-written"
    assert oid("log", "--sign", "99").code == 2
    assert oid("log", "--sign", "0").code == 2


def test_a_word_of_ones_own_is_kept_where_it_is_meant_and_known_from_then_on(oid: Oid) -> None:
    assert logged(oid, "--sign", "Grey veil", "--yes")[0] == ["Grey veil"]
    assert logged(oid, "--sign", "grey veil")[0] == ["Grey veil"]
    assert "Your own: Grey veil" in oid("log", "--sign", "?").out
    assert oid("log", "--symptom", "grey veil").code == 2, "a sign is not a symptom"


def test_a_danger_sign_is_known_in_either_place(oid: Oid) -> None:
    assert logged(oid, "--symptom", "very sleepy=3") == (None, {"very sleepy": 3})
    assert logged(oid, "--sign", "slow breathing")[0] == ["slow breathing"]


@pytest.mark.parametrize("option", ["--sign", "--symptom"])
def test_a_question_mark_shows_the_list_and_saves_nothing(oid: Oid, option: str) -> None:
    result = oid("log", "--mood", "5", option, "?")
    assert result.code == 0
    assert "restless" in result.out
    assert ("slow breathing" in result.out) is (option == "--sign")
    assert "Nothing was saved" in result.err
    assert max(map(len, result.out.splitlines())) <= 80
    assert oid("list").code == 4


def test_the_list_for_machines(oid: Oid) -> None:
    document = oid.json("log", "--sign", "?", "--symptom", "?")
    assert document["schema"] == "oidtrack/words/1"
    assert "tearful" in document["signs"]["known"]
    assert document["symptoms"]["own"] == []


def test_an_edit_asks_the_same(oid: Oid) -> None:
    oid("log", "--mood", "5")
    assert oid("edit", "e1", "--sign", "terful").code == 2
    assert oid("edit", "e1", "--sign", "?").code == 0
    assert oid("edit", "e1", "--sign", "TEARFUL").code == 0
    assert oid.json("show", "e1")["entry"]["signs"] == ["tearful"]


def test_files_keep_their_words(oid: Oid, tmp_path: Path) -> None:
    table = tmp_path / "days.csv"
    table.write_text("date,mood,sign,symptom\n2026-11-20,5,an odd one,another=2\n", encoding="utf-8")
    assert oid("import", str(table)).code == 0
    assert logged(oid, "--sign", "an odd one", "--symptom", "another=1") == (["an odd one"], {"another": 1})


def test_near_words_are_named_once(tmp_path: Path) -> None:
    known = known_words(Group.SYMPTOM, tmp_path / "none.db")
    assert known.near("diarhea") == ("diarrhoea",)
    assert known.near("qqqq") == ()
