"""`import -`: what comes in on stdin is taken as a file of the same bytes is."""

from __future__ import annotations

from pathlib import Path

import pytest

from oidtrack.exchange.text_file import read_text
from running import Oid

TABLE = "date,mood\n2026-11-01,4\n"


def test_a_dash_reads_stdin_and_saves_what_the_file_would(oid: Oid, tmp_path: Path) -> None:
    other = str(tmp_path / "other.db")
    oid("log", "--mood", "5", "--note", "so ½ so", "--tag", "walk")
    text = oid("export").out
    came = oid("--db", other, "import", "-", stdin=text)
    assert (came.code, came.err, "½" in text) == (0, "", True)
    assert oid("--db", other, "export").out == text


@pytest.mark.parametrize(("more", "code"), [("", 0), ("x", 2)])
def test_stdin_is_read_up_to_the_largest_size_and_no_further(
    oid: Oid, monkeypatch: pytest.MonkeyPatch, more: str, code: int
) -> None:
    monkeypatch.setattr(read_text, "__defaults__", ("", len(TABLE), None))
    result = oid("import", "-", stdin=TABLE + more)
    assert result.code == code
    assert ("what came in on stdin is larger than" in result.err) == bool(more)


def test_stdin_that_is_no_text_is_said_so(oid: Oid) -> None:
    result = oid("import", "-", stdin="date\0mood")
    assert (result.code, "what came in on stdin is no text file" in result.err) == (2, True)


@pytest.mark.parametrize(
    ("words", "line"), [(("log", "--note", "-"), "a walk"), (("import", "-"), '{"schema":"oidtrack/export/1"')]
)
def test_a_dash_at_a_keyboard_says_that_it_reads(oid: Oid, words: tuple[str, ...], line: str) -> None:
    assert oid.typed(*words, lines=[line]).out.startswith("Reading what you type; Ctrl-D on a line of its own ends it.")
    assert "Reading" not in oid(*words, stdin=line).err
