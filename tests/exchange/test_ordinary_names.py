"""Ordinary words of every script go in and come out sign for sign; only what steers is changed, by one list."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest

from oidtrack.domain.dose import STEERING, printable, quiet_json, respelled
from oidtrack.render.page.console import harmless
from running import Oid

pytestmark = pytest.mark.no_cover  # it runs once more what other tests hold, and takes long

ORDINARY = {
    "accents": "Zoë Müller-Łuczak",
    "accents apart": unicodedata.normalize("NFD", "Zoë é"),
    "a family of four": "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466",
    "a heart in red": "❤\ufe0f",
    "a flag of tags": "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "arabic": "محمد الطبيب",
    "hebrew": "ד״ר כהן",
    "persian": "می\u200cخواهم",
    "hindi": "क्\u200dष",
    "a blank that does not break": "10\u00a0mg",
    "japanese": "山田\u3000太郎",
    "a sign of a later standard": "\U0001fae9",
}
STEERS = [
    *range(0x09),
    *range(0x0B, 0x20),
    *range(0x7F, 0xA0),
    0xAD,
    0x61C,
    0x180E,
    0x200B,
    0x200E,
    0x200F,
    *range(0x2028, 0x202F),
    *range(0x2060, 0x2070),
    0xFEFF,
    *range(0xFFF9, 0xFFFC),
    *range(0xD800, 0xE000),
]
each = pytest.mark.parametrize("text", ORDINARY.values(), ids=ORDINARY)


@each
def test_ordinary_words_stay_as_they_are_on_screen_and_in_files(oid: Oid, tmp_path: Path, text: str) -> None:
    oid("med", "add", "oxycodone", "--dose", "10", "--at", "8:00,20:00", "--strengths", "5,10", "--since", "2023-01-15")
    oid("med", "refill", "oxycodone", "--strength", "10mg=56")
    for words in (["log", "--mood", "5", "--note", text], ["plan", "new"], ["plan", "agree", "--with", text]):
        assert oid(*words).code == 0
    assert oid.json("list")["entries"][0]["note"] == text
    page = tmp_path / "page.html"
    record = tmp_path / "record.json"
    wanted = ["--notes", "--detail", "--name", text, "--html", str(page), "--fhir", str(record)]
    assert oid("report", *wanted).code == 0
    assert text in oid("show", "e1").out
    assert text in oid("export", "--format", "csv", "-").out
    assert text in oid("export", "-").out
    assert text in page.read_text(encoding="utf-8")
    assert text in record.read_text(encoding="utf-8")
    calendar = oid("plan", "export", "--full", "--ics", "-").out
    assert text in calendar.replace("\r\n", "\n").replace("\n ", "")


def test_what_steers_is_this_list_and_no_more() -> None:
    assert [code for code in range(0x110000) if re.fullmatch(STEERING, chr(code))] == sorted(STEERS)


def test_each_that_steers_is_respelled_and_nothing_else() -> None:
    """Whatever else stands beside it, also where all of it can be printed."""
    assert {respelled(f"½\n{chr(code)}x", lambda _: "!") for code in STEERS} == {"½\n!x"}
    others = "".join(chr(code) for code in range(0x110000) if code not in set(STEERS))
    assert respelled(others, lambda _: "!") == others
    assert printable("a\tb\nc") == "a\\x09b\\x0ac"


@pytest.mark.parametrize("code", STEERS[:40] + [code for code in STEERS if 0xA0 < code < 0xD800] + [0xD800, 0xDFFF])
def test_what_steers_is_spelled_out_on_screen_and_still_said_in_json(code: int) -> None:
    sign = chr(code)
    shown = harmless(f"a{sign}b")
    assert shown == printable(f"a{sign}b") == (f"a\\x{code:02x}b" if code < 0x100 else f"a\\u{code:04x}b")
    quiet = quiet_json(json.dumps({"note": f"a{sign}b"}, ensure_ascii=False))
    assert (json.loads(quiet), sign in quiet) == ({"note": f"a{sign}b"}, False)


def test_a_break_is_kept_on_a_page_and_spelled_out_in_a_line() -> None:
    assert (harmless("a\n\tb"), printable("a\n\tb")) == ("a\n\tb", "a\\x0a\\x09b")
