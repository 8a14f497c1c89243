"""Every check of the project, in the order of the cheapest first; stops at the first that fails.

Run it with the Python of an environment that holds the `dev` extra: `python check.py`, or `python check.py pytest` for
the checks of that name alone.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
BIN = Path(sys.executable).parent
PURE = ",".join(f"src/oidtrack/{layer}/*" for layer in ("domain", "taper", "insight", "rules"))

CHECKS: tuple[tuple[str, ...], ...] = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("codespell", "--quiet-level", "3"),
    ("mypy",),
    ("lint-imports",),
    ("mkdocs", "build", "--strict", "--quiet"),
    ("pytest", "-n", "2", "--cov", "--cov-report="),
    ("coverage", "report", f"--include={PURE}", "--fail-under=100", "--skip-covered", "--show-missing"),
    ("coverage", "report", "--fail-under=95", "--skip-covered", "--show-missing"),
)


def main() -> int:
    """Run every check, or those that are named; 0 where all pass, else the code of the first that failed."""
    # the theme prints when its care ends; that stands in docs/decisions.md, D-200
    surroundings = {**os.environ, "PYTHONPATH": str(HERE / "src"), "NO_MKDOCS_2_WARNING": "1"}
    # each program that a test starts would be compiled anew
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    named = sys.argv[1:] or [command[0] for command in CHECKS]
    for command in (one for one in CHECKS if one[0] in named):
        print(f"$ {' '.join(command)}", flush=True)
        done = subprocess.run([BIN / command[0], *command[1:]], cwd=HERE, env=surroundings, check=False)
        if done.returncode:
            print(f"failed: {command[0]}")
            return done.returncode
    print("all checks passed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
