"""Pages as pictures: what the program really prints, as SVG: the card of the README, and ten for the site."""

from __future__ import annotations

import contextlib
import io
import os
import re
import tempfile
from collections.abc import Iterator
from copy import copy
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

from rich.color_triplet import ColorTriplet
from rich.console import Console
from rich.terminal_theme import DEFAULT_TERMINAL_THEME, SVG_EXPORT_THEME, TerminalTheme
from rich.text import Text

from oidtrack.cli.main import run
from oidtrack.services.files.demo import build_demo

NOW = "2026-11-23T21:00:00-05:00"
BEFORE = (
    "med add oxycodone --dose 30 --at 8:00,14:00,22:00 --strengths 5,10,20,30 --halves 5 --since 2023-01-15",
    "log --mood 5 --sleep 6h30 --pain 4 --sign tearful --taken",
)
"""What was typed before, as in the README."""

PICTURES = {
    "today": ("", "The card of today: doses, the step now, what stands out"),
    "plan": ("plan show", "A plan: the dose in steps, holds and today, the step now and the next two"),
    "compare": ("plan compare", "The allowed paces side by side, each with its ladder"),
    "supply": ("plan supply", "The tablets of this step, and how far those at home reach"),
    "chart": ("chart mood dose", "Mood with its usual range, and the dose, over 90 days with a line at each cut"),
    "since-cut": ("chart mood --since-cut", "Mood by days since a cut, as boxes"),
    "calendar": ("calendar", "A month of mood: each day a number with a shade"),
    "week": ("week", "The last seven days"),
    "warnings": ("warnings", "What to look at, with what each rests on"),
    "crisis": ("crisis US", "Who to call"),
}
"""By name: a command on the made-up journal of `demo`, and what is seen, in words for who cannot see it."""

WIDTH = 80
_DARK = copy(SVG_EXPORT_THEME)
_DARK.background_color = ColorTriplet(12, 12, 12)  # our colours have their contrast on black
_THEMES = {"light": DEFAULT_TERMINAL_THEME, "dark": _DARK}
_NOTE = re.compile(r"\s*<!--.*?-->", re.DOTALL)
_FACE = re.compile(r"\s*@font-face \{.*?\}\n", re.DOTALL)


def card_picture() -> str:
    """The picture; nothing in it is loaded from elsewhere, and the letters are those of the reader's system."""
    with _terminal("xterm"):
        for words in BEFORE:
            _said(words.split())
        return _drawn("$ oidtrack", _said([]), "card", SVG_EXPORT_THEME)


def pictures() -> dict[str, str]:
    """Ten pages of the made-up journal, each on light and on dark, by the name of the file."""
    with _terminal("xterm-256color") as place:
        build_demo(place, datetime.fromisoformat(NOW))
        shown = {name: _said(words.split(), _Window) for name, (words, _) in PICTURES.items()}
    return {
        f"{name}-{theme}.svg": _drawn(f"$ oidtrack {PICTURES[name][0]}".rstrip(), text, f"{name}-{theme}", colours)
        for name, text in shown.items()
        for theme, colours in _THEMES.items()
    }


def pictures_page() -> str:
    """The page that shows them; which of the two is seen follows the colours of the site."""
    about = "What the program prints on a terminal of 80 columns, of the made-up journal of `oidtrack demo`."
    parts = ["# Pages as pictures", "", f"{about} A picture is text, and loads nothing."]
    for name, (words, seen) in PICTURES.items():
        parts += ["", f"## {f'oidtrack {words}'.rstrip()}", "", f"{seen}.", ""]
        parts += [f"![{seen}, on {theme}](pictures/{name}-{theme}.svg#only-{theme})" for theme in _THEMES]
    return "\n".join(parts) + "\n"


def _drawn(command: str, text: str, name: str, theme: TerminalTheme) -> str:
    console = Console(record=True, width=WIDTH, file=io.StringIO(), color_system="256", force_terminal=True)
    console.print(Text.from_ansi(f"{command}\n{text.rstrip()}"), soft_wrap=True)
    drawn = console.export_svg(title="oidtrack", unique_id=name, theme=theme)
    own = _NOTE.sub("", _FACE.sub("", drawn)).replace("Fira Code, monospace", "monospace")
    return own.replace("rgba(255,255,255,0.35)", "rgba(128,128,128,0.35)").rstrip() + "\n"


@contextlib.contextmanager
def _terminal(kind: str) -> Iterator[Path]:
    """A terminal of 80 columns with colours, and the place of an empty journal."""
    with tempfile.TemporaryDirectory() as home:
        place = Path(home) / "journal.db"
        look = {"COLUMNS": str(WIDTH), "FORCE_COLOR": "1", "TERM": kind, "LC_ALL": "C.UTF-8", "PAGER": ""}
        with patch.dict(os.environ, {"HOME": home, "OIDTRACK_DB": str(place), "OIDTRACK_NOW": NOW, **look}):
            for name in ("NO_COLOR", "COLORTERM"):
                os.environ.pop(name, None)
            yield place


class _Window(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def _said(words: list[str], kind: type[io.TextIOWrapper] = io.TextIOWrapper) -> str:
    out = kind(io.BytesIO(), encoding="utf-8", newline="\n")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        code = run(words)
    assert code == 0, words
    out.seek(0)
    return out.read()
