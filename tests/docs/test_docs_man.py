"""The man page names all that the program reads and brings, and is roff that every reader of man pages knows."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from man_page import EXITS, SURROUNDINGS, man_page

from oidtrack.cli.help.completing import WORDS
from oidtrack.errors import OidtrackError

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "oidtrack.1"


def test_every_variable_of_ours_is_named() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    named = {name for names, _ in SURROUNDINGS for name in names.split(", ")}
    assert set(re.findall(r"OIDTRACK_[A-Z_]+[A-Z]", source)) == {name for name in named if name.startswith("OIDTRACK")}
    assert {name for name in ("NO_COLOR", "FORCE_COLOR", "PAGER", "EDITOR", "COLUMNS") if name in source} <= named


def test_every_exit_code_is_told() -> None:
    codes = {kind.exit_code for kind in OidtrackError.__subclasses__()}
    assert {int(code) for code, _ in EXITS} >= codes | {0}


def test_every_command_and_option_has_its_place() -> None:
    page = man_page()
    for line in WORDS.read_text(encoding="utf-8").splitlines():
        name, _, options = line.partition("\t")
        if name.startswith("@"):
            continue
        part = page if not name else page.partition(f"\n.SS {name}\n")[2].partition("\n.SS ")[0]
        assert part, name
        for option in options.split():
            assert option.removesuffix("=").replace("-", "\\-") in part, (name, option)


def test_it_is_plain_roff() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page.isascii()
    known = {".TH", ".SH", ".SS", ".PP", ".TP", ".B", ".RI", ".nf", ".fi", ".RS", ".RE"}
    assert {line.split(" ")[0] for line in page.splitlines() if line.startswith(".")} == known
    assert not [line for line in page.splitlines() if line.startswith("'")]
    assert page.count("\n.nf\n") == page.count("\n.fi\n") > 0


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed here")
def test_groff_has_nothing_to_say_about_it() -> None:
    done = subprocess.run(["groff", "-man", "-ww", "-Tutf8", PAGE], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert "EXIT STATUS" in re.sub(r".\x08|\x1b\[[0-9;]*m", "", done.stdout)
