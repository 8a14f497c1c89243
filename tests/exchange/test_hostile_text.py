"""What people type, or what was typed for them, is harmless at every door: the screen, and each file that leaves."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from oidtrack.domain.dose import printable
from running import Oid

pytestmark = pytest.mark.no_cover  # it runs once more what other tests hold, and takes long

ESCAPES = "\x1b]0;owned\x07\x1b[31m\x9b2J\x08"
TURNED = "\u202a\u202b\u202c\u202d\u202egnp.exe\u2066\u2067\u2068\u2069"
UNSEEN = "a\u200bb\u2060c\ufeffd\u00ade\u061c"
MARKUP = "</text></title><script>alert(1)</script><img src=x onerror=alert(1)>&amp;\"'"
MARKDOWN = "[here](javascript:alert(1)) `x` <b>b</b> | cell"
RICH = "[bold red]red[/bold red]"
CALENDAR = "\r\nEND:VEVENT\r\nX-OWNED:1"
FORMULA = "=cmd|' /C calc'!A0"
HOSTILE = {
    "escapes": ESCAPES,
    "turned": TURNED,
    "unseen": UNSEEN,
    "markup": MARKUP,
    "markdown": MARKDOWN,
    "rich": RICH,
    "calendar": CALENDAR,
    "formula": FORMULA,
}
SHOWN_AS_THEY_ARE = set("\n\t\u200c\u200d")
each = pytest.mark.parametrize("name", HOSTILE)


class Page(HTMLParser):
    """What a browser would make of a page: its elements, their attributes, and the text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def typed(oid: Oid, text: str) -> None:
    """A journal with this text in every place that takes words."""
    oid.once(_typed, text)


def _typed(oid: Oid, text: str) -> None:
    oid("med", "add", "oxycodone", "--dose", "10", "--at", "8:00,20:00", "--strengths", "5,10", "--since", "2023-01-15")
    oid("med", "refill", "oxycodone", "--strength", "10mg=56")
    for words in (
        ("log", "--mood", "5", "--note", f"n {text}", "--tag", f"g {text}"),
        ("log", "--note", text),
        ("log", "--treatment", f"walk {printable(text, 30)}"),
        ("log", "--skip", f"oxycodone 20:00: {text}"),
        ("appointment", "add", "--at", "2026-12-07 10:00", "--who", f"w {text}", "--ask", f"q {text}"),
        ("plan", "new"),
        ("plan", "agree", "--with", f"d {text}"),
        ("plan", "hold", "--reason", f"r {text}"),
    ):
        oid(*words)
    assert len(oid.json("list")["entries"]) >= 2


def require_quiet(shown: str) -> None:
    """No sign that steers, hides or turns anything."""
    bad = {
        f"{ord(char):x}"
        for char in shown
        if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and char not in SHOWN_AS_THEY_ARE
    }
    assert not bad


PAGES = (
    ["today"],
    ["list"],
    ["show", "e1"],
    ["search", "n"],
    ["appointment", "list"],
    ["plan", "show"],
    ["plan", "history"],
    ["treatments"],
    ["warnings"],
    ["report", "--notes", "--detail"],
    ["undo"],
)


@each
def test_on_screen(oid: Oid, name: str) -> None:
    typed(oid, HOSTILE[name])
    for words in PAGES:
        result = oid(*words)
        require_quiet(result.out + result.err)
        if name == "rich" and words == ["show", "e1"]:
            assert RICH in result.out
    require_quiet(oid("search", HOSTILE[name]).err)
    require_quiet(oid("log", "--mood", HOSTILE[name]).err)


@each
@pytest.mark.parametrize("words", [["report", "--notes", "--detail", "--html"], ["plan", "export", "--html"]])
def test_in_html_and_svg(oid: Oid, tmp_path: Path, name: str, words: list[str]) -> None:
    typed(oid, HOSTILE[name])
    path = tmp_path / "page.html"
    extra = ["--name", HOSTILE[name]] if words[0] == "report" else []
    assert oid(*words, str(path), *extra).code == 0
    text = path.read_text(encoding="utf-8")
    require_quiet(text)
    page = Page(text)
    assert not page.tags & {"script", "img", "iframe", "a"}
    assert not [one for one in page.attributes if one.startswith("on") or one in {"href", "src"}]
    for drawn in re.findall(r"<svg.*?</svg>", text, re.DOTALL):
        ET.fromstring(drawn)


@each
def test_in_markdown(oid: Oid, name: str) -> None:
    typed(oid, HOSTILE[name])
    text = oid("report", "--notes", "--detail", "--markdown", "-").out
    require_quiet(text)
    assert not re.search(r"(?<!\\)<(script|img|b)\b", text)
    assert not re.search(r"(?<!\\)\]\(", text)


@each
def test_in_csv(oid: Oid, name: str) -> None:
    typed(oid, HOSTILE[name])
    text = oid("export", "--format", "csv", "-").out
    for row in csv.reader(io.StringIO(text)):
        for cell in row:
            assert not cell.startswith(("=", "+", "@", "-", "\t", "\r")) or re.fullmatch(r"[-+]?[0-9.:]+", cell)


@each
def test_in_a_calendar(oid: Oid, name: str) -> None:
    typed(oid, HOSTILE[name])
    for words in (["plan", "export", "--full", "--ics", "-"], ["plan", "export", "--ics", "-"]):
        text = oid(*words).out
        unfolded = text.replace("\r\n", "\n").replace("\n ", "")
        assert "BEGIN:VEVENT" in unfolded
        require_quiet(unfolded)
        assert not [line for line in unfolded.splitlines() if line.startswith("X-OWNED")]
        assert unfolded.count("BEGIN:VEVENT\n") == unfolded.count("END:VEVENT\n")


@each
def test_in_fhir_and_json(oid: Oid, tmp_path: Path, name: str) -> None:
    typed(oid, HOSTILE[name])
    path = tmp_path / "page.json"
    assert oid("report", "--notes", "--detail", "--name", HOSTILE[name], "--fhir", str(path)).code == 0
    content = path.read_text(encoding="utf-8")
    json.loads(content)
    require_quiet(content)
    listed = oid("list", "--json").out
    require_quiet(listed)
    exported = oid("export", "-").out
    require_quiet(exported)
    assert [json.loads(line) for line in exported.splitlines()]
    notes = [one["note"] for one in json.loads(listed)["entries"]]
    assert f"n {HOSTILE[name]}".replace("\r\n", "\n") in [str(note).replace("\r\n", "\n") for note in notes]


@each
def test_in_a_pdf(oid: Oid, tmp_path: Path, name: str) -> None:
    typed(oid, HOSTILE[name])
    path = tmp_path / "page.pdf"
    assert oid("report", "--notes", "--detail", "--name", HOSTILE[name], "--pdf", str(path)).code == 0
    # what is packed is a drawing, in which three letters may stand by chance
    content = re.sub(rb"stream\r?\n.*?endstream", b"", path.read_bytes(), flags=re.DOTALL)
    assert b"/Catalog" in content
    for word in (b"/JavaScript", b"/JS", b"/URI", b"/Launch", b"/OpenAction"):
        assert word not in content
