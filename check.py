"""Every check of the project, in the order of the cheapest first; stops at the first that fails.

Run it with the Python of an environment that holds the `dev` extra: `python check.py`, or `python check.py pytest` for
the checks of that name alone.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).parent
BIN = Path(sys.executable).parent
PURE = ",".join(f"src/oidtrack/{layer}/*" for layer in ("domain", "taper", "insight", "rules"))
AT_ONCE = 2
KEPT = (subprocess.PIPE, subprocess.STDOUT)

Command = tuple[str, ...]
LOOKS: tuple[Command, ...] = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("codespell", "--quiet-level", "3"),
    ("mypy",),
    ("lint-imports",),
    ("mkdocs", "build", "--strict", "--quiet"),
)
"""Each keeps one core busy, so two run at a time."""
TESTS: Command = ("pytest", "-n", "2", "--cov", "--cov-report=")
"""Takes every core."""
REPORTS: tuple[Command, ...] = (
    ("coverage", "report", f"--include={PURE}", "--fail-under=100", "--skip-covered", "--show-missing"),
    ("coverage", "report", "--fail-under=95", "--skip-covered", "--show-missing"),
)
"""What the tests have gone through."""


def main() -> int:
    """Run every check, or those that are named; 0 where all pass, else the code of the first that failed."""
    named = sys.argv[1:] or [command[0] for command in (*LOOKS, TESTS, *REPORTS)]
    looks, tests, reports = (
        [command for command in commands if command[0] in named] for commands in (LOOKS, (TESTS,), REPORTS)
    )
    code = _side_by_side(looks) or _in_turn(tests) or _side_by_side(reports)
    if not code:
        print("all checks passed")
    return code


def _side_by_side(commands: Sequence[Command]) -> int:
    """Run some at a time, and tell of them in their order, each whole; the code of the first that failed, or 0."""
    pool = ThreadPoolExecutor(AT_ONCE)
    try:
        for command, ending in [(command, pool.submit(_run, command, kept=True)) for command in commands]:
            done = ending.result()
            _begin(command)
            sys.stdout.buffer.write(done.stdout)
            sys.stdout.flush()
            if done.returncode:
                return _failed(command, done.returncode)
    finally:
        pool.shutdown(cancel_futures=True)  # after a failure, or Ctrl-C, what has not begun does not begin
    return 0


def _in_turn(commands: Sequence[Command]) -> int:
    """Run one after the other, and show what each says as it says it; the code of the first that failed, or 0."""
    for command in commands:
        _begin(command)
        if code := _run(command).returncode:
            return _failed(command, code)
    return 0


def _run(command: Command, *, kept: bool = False) -> subprocess.CompletedProcess[bytes]:
    # the theme prints when its care ends; that stands in docs/decisions.md, D-200
    surroundings = {**os.environ, "PYTHONPATH": str(HERE / "src"), "NO_MKDOCS_2_WARNING": "1"}
    # each program that a test starts would be compiled anew
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    words = [str(BIN / command[0]), *command[1:]]
    out, err = KEPT if kept else (None, None)
    return subprocess.run(words, cwd=HERE, env=surroundings, check=False, stdout=out, stderr=err)


def _begin(command: Command) -> None:
    print(f"$ {' '.join(command)}", flush=True)


def _failed(command: Command, code: int) -> int:
    print(f"failed: {command[0]}")
    return code


if __name__ == "__main__":
    sys.exit(main())
