"""The pictures of pages: each on light and on dark, shown on one page, and nothing in them comes from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
KEPT = sorted((REFERENCE / "pictures").glob("*.svg"))
NAMESPACE = "http://www.w3.org/2000/svg"


def test_ten_pages_are_shown_on_light_and_on_dark() -> None:
    names = {path.name for path in KEPT}
    assert len({name.rpartition("-")[0] for name in names}) == 10
    assert len(names) == 20
    shown = re.findall(r"\]\(pictures/(.+?)#only-(light|dark)\)", (REFERENCE / "pictures.md").read_text("utf-8"))
    assert {name for name, _ in shown} == names
    assert all(name.endswith(f"-{theme}.svg") for name, theme in shown)


@pytest.mark.parametrize("path", [REFERENCE / "card.svg", *KEPT], ids=lambda path: path.name)
def test_a_picture_is_whole_and_loads_nothing(path: Path) -> None:
    text = path.read_text("utf-8")
    root = ET.fromstring(text)
    assert root.tag == f"{{{NAMESPACE}}}svg"
    assert set(re.findall(r"\w+://[^\s\"')]*", text)) == {NAMESPACE}
    assert all(target.startswith("#") for target in re.findall(r"url\((.*?)\)", text))
    assert "@font-face" not in text
    assert set(re.findall(r"font-family: ?([^;}]+)", text)) <= {"monospace", "arial"}
    assert "oidtrack" in "".join(root.itertext())


def test_light_and_dark_say_the_same() -> None:
    words = {path.stem: [one for one in ET.parse(path).getroot().itertext() if "{" not in one] for path in KEPT}
    for name in {path.stem.rpartition("-")[0] for path in KEPT}:
        assert words[f"{name}-light"] == words[f"{name}-dark"]
