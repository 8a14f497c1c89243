"""The first card as a picture for the README: what the program really prints, in its colours, as SVG."""

from __future__ import annotations

import contextlib
import io
import os
import re
import tempfile
from pathlib import Path
from unittest.mock import patch

from rich.console import Console
from rich.text import Text

from oidtrack.cli.main import run

NOW = "2026-11-23T21:00:00-05:00"
BEFORE = (
    "med add oxycodone --dose 30 --at 8:00,14:00,22:00 --strengths 5,10,20,30 --halves 5 --since 2023-01-15",
    "log --mood 5 --sleep 6h30 --pain 4 --sign tearful --taken",
)
"""What was typed before, as in the README."""

WIDTH = 80
_FACE = re.compile(r"\s*@font-face \{.*?\}\n", re.DOTALL)


def card_picture() -> str:
    """The picture; nothing in it is loaded from elsewhere, and the letters are those of the reader's system."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), color_system="standard", force_terminal=True)
    console.print(Text.from_ansi(f"$ oidtrack\n{_card()}"), soft_wrap=True)
    drawn = console.export_svg(title="oidtrack", unique_id="card")
    return _FACE.sub("", drawn).replace("Fira Code, monospace", "monospace").rstrip() + "\n"


def _card() -> str:
    """What `oidtrack` prints on a terminal, with its colours."""
    with tempfile.TemporaryDirectory() as home:
        place = {"HOME": home, "OIDTRACK_DB": str(Path(home) / "journal.db"), "OIDTRACK_NOW": NOW}
        look = {"COLUMNS": str(WIDTH), "FORCE_COLOR": "1", "TERM": "xterm", "LC_ALL": "C.UTF-8"}
        with patch.dict(os.environ, {**place, **look}):
            os.environ.pop("NO_COLOR", None)
            for words in BEFORE:
                _said(words.split())
            return _said([]).rstrip()


def _said(words: list[str]) -> str:
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        code = run(words)
    assert code == 0, words
    out.seek(0)
    return out.read()
