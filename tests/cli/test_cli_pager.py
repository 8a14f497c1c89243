"""Long pages on a real terminal go through the pager; short ones, and pipes, do not."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pexpect
import pytest

PLAN = "plan new --medicine oxycodone --dose 30 --at 8:00,14:00,22:00 --strengths 5,10,30 --start 2026-12-01"


def on_a_terminal(words: str, pager: str, rows: int, term: str = "xterm") -> str:
    environment = {**os.environ, "PAGER": pager, "TERM": term}
    del environment["NO_COLOR"]
    child = pexpect.spawn(
        sys.executable, ["-m", "oidtrack", *words.split()], env=environment, dimensions=(rows, 80), encoding="utf-8"
    )
    shown = str(child.read())
    child.close()
    assert child.exitstatus == 0, shown
    return shown


def test_a_long_plan_goes_through_the_pager_whole(tmp_path: Path) -> None:
    kept = tmp_path / "paged.txt"
    on_a_terminal(PLAN, f"cat > {kept}", rows=24)
    text = kept.read_text(encoding="utf-8")
    assert "\x1b[1mPlan p1" in text
    assert "30 mg = 1 × 30 mg" in text
    assert "The plan checked itself" in text


def test_the_pager_is_told_the_keys_to_say_and_the_signs_to_show(tmp_path: Path) -> None:
    kept = tmp_path / "set.txt"
    on_a_terminal(PLAN, f'printf "%s|%s" "$LESS" "$LESSCHARSET" > {kept}; cat', rows=24)
    less, signs = kept.read_text(encoding="utf-8").split("|")
    assert less.startswith("FIRX ")
    assert "space goes on, q leaves" in less
    assert signs == "utf-8"


@pytest.mark.parametrize(("words", "rows"), [("today", 24), (PLAN, 500)])
def test_what_fits_is_shown_at_once(tmp_path: Path, words: str, rows: int) -> None:
    kept = tmp_path / "paged.txt"
    assert on_a_terminal(words, f"cat > {kept}", rows)
    assert not kept.exists()
