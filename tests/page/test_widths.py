"""Three pages at four widths, plain and ASCII, to be read: tests/page/test_screen.py holds all pages to the rules."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from conftest import NOW
from oidtrack.services.files.demo import build_demo
from running import Oid

pytestmark = pytest.mark.no_cover  # it runs once more what other tests hold, and takes long

WIDTHS = (40, 60, 80, 120)
PAGES = {"today": (), "plan": ("plan", "show"), "list": ("list", "-n", "8")}


def made_up(_: Oid) -> None:
    build_demo(Path(os.environ["OIDTRACK_DB"]), datetime.fromisoformat(NOW))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_at_four_widths(name: str, oid: Oid, golden: Callable[[str, str], None]) -> None:
    Path(os.environ["HOME"]).mkdir(exist_ok=True)
    oid.once(made_up)
    parts = []
    for width in WIDTHS:
        for kind, language in (("plain", "C.UTF-8"), ("ASCII", "C")):
            shown = oid(*PAGES[name], window=True, env={"COLUMNS": str(width), "LC_ALL": language, "PAGER": ""})
            assert shown.code == 0
            assert kind == "plain" or shown.out.isascii()
            parts.append(f"{f' {width} columns, {kind} ':=^{width}}\n{shown.out}")
    golden(f"widths/{name}.txt", "\n".join(parts))
