"""Other journals of the terminal, each in an environment of its own; one that is not to be had is said so."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping
from pathlib import Path

from measuring import Command
from years import EVERY, LAST, WORDS

PATIENCE_S = 300
"""Seconds that setting one up may take."""


def jrnl(folder: Path) -> Path | None:
    """The program, installed below a folder; None where that cannot be done."""
    place = folder / "jrnl"
    try:
        venv.create(place, with_pip=True)
        pip = [str(place / "bin" / "python"), "-m", "pip", "install", "-q", "jrnl==4.6"]
        subprocess.run(pip, check=True, capture_output=True, timeout=PATIENCE_S)  # noqa: S603 - our own words
    except (OSError, subprocess.SubprocessError) as error:
        sys.stderr.write(f"jrnl is left out: {error}\n")
        return None
    return place / "bin" / "jrnl"


def of_jrnl(program: Path, folder: Path, count: int) -> dict[str, Command]:
    """Its commands on a journal of so many entries, in its own format of times."""
    folder.mkdir()
    text, config = folder / "journal.txt", folder / "jrnl.yaml"
    times = (LAST - n * EVERY for n in reversed(range(count)))
    text.write_text(
        "".join(f"[{at:%Y-%m-%d %I:%M:%S %p}] {WORDS[n % len(WORDS)]} {n}.\n\n" for n, at in enumerate(times))
    )
    config.write_text(
        "colors: {body: none, date: none, tags: none, title: none}\ndefault_hour: 9\ndefault_minute: 0\neditor: ''\n"
        "encrypt: false\nhighlight: true\nindent_character: '|'\n"
        f"journals: {{default: {{journal: {text}}}}}\n"
        "linewrap: 79\ntagsymbols: '#@'\ntemplate: false\ntimeformat: '%F %r'\nversion: '4.6'\n"
    )
    start = (str(program), "--config-file", str(config))
    return {
        "jrnl: add": Command((*start, "2026-11-22 08:30: Walked in the garden.")),
        "jrnl: last ten": Command((*start, "-n", "10", "--short")),
        "jrnl: search": Command((*start, "-contains", "walk", "-n", "10", "--short")),
    }


def of_hledger(folder: Path, count: int) -> dict[str, Command]:
    """Its commands on as many transactions; nothing where it is not installed."""
    program = shutil.which("hledger")
    if program is None:
        return {}
    text = folder / "hledger.journal"
    times = (LAST - n * EVERY for n in reversed(range(count)))
    text.write_text(
        "".join(f"{at:%Y-%m-%d} {WORDS[n % len(WORDS)]} {n}\n  mood  5\n  days\n\n" for n, at in enumerate(times))
    )
    start = (program, "-f", str(text))
    # it asks for each part; a dot is the end of a transaction, and then of all
    answers = "2026-11-22\nWalked in the garden\nmood\n5\ndays\n\n.\ny\n.\n"
    return {
        "hledger: add": Command((*start, "add"), answers),
        "hledger: last ten": Command((*start, "register", "--begin", f"{LAST - 9 * EVERY:%Y-%m-%d}")),
        "hledger: search": Command((*start, "register", f"desc:{WORDS[0]} 5$")),
    }


def environment(base: Mapping[str, str], folder: Path) -> dict[str, str]:
    """The surroundings of a program that is to find nothing of this person's."""
    return {**base, "HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder)}
