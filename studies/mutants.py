"""How many small spoilings of the code the tests notice, over the four floors that work out and judge.

Usage: python studies/mutants.py [COUNT or all] [SEED]. Needs the extra `study`. mutmut makes every mutant (a changed
sign, number, word or argument) in its own copy of the project, `mutants/`; COUNT of them are drawn at random.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from random import Random

HERE = Path(__file__).resolve().parent.parent
COPY = HERE / "mutants"
MUTMUT = Path(sys.executable).parent / "mutmut"
FLOORS = ("domain", "taper", "insight", "rules")
FIRST = "oidtrack.domain.dose.x_total__mutmut_1"
"""One mutant, run so that all are made; their names are not known before."""
WORKERS = "2"
CAUGHT = {1, 3}
"""How pytest ends where a test failed, or could not be begun."""
TOO_LONG = {36, 24, -24, 152, 255}
"""Ended after many times what its tests take without it: noticed too."""
SURVIVED, UNTESTED = 0, {5, 33}
Z = 1.96


def main() -> int:
    """Make the mutants, run those drawn, print the table and who survived; 1 where mutmut failed."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else "600"
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    if not _run(FIRST):
        return 1
    names = sorted(_ends())
    draw = Random(seed)  # noqa: S311 - a drawing, not a secret
    drawn = names if wanted == "all" else sorted(draw.sample(names, min(int(wanted), len(names))))
    if not _run(*([] if wanted == "all" else drawn)):
        return 1
    ends = _ends()
    print(f"{len(drawn)} of {len(names)} mutants, seed {seed}")
    _table({name: ends[name] for name in drawn})
    for name in drawn:
        if not _noticed(ends[name]):
            print(f"\n{name} ({_how(ends[name])})")
            print(_difference(name), flush=True)
    return 0


def _run(*names: str) -> bool:
    print(f"mutmut: {len(names) or 'all'} of them", flush=True)
    done = subprocess.run(  # noqa: S603 - the tool that is studied with
        [MUTMUT, "run", "--max-children", WORKERS, *names], cwd=HERE, capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(done.stdout[-3000:], done.stderr[-3000:])
    return not done.returncode


def _difference(name: str) -> str:
    words = [str(MUTMUT), "show", name]
    return subprocess.run(words, cwd=HERE, capture_output=True, text=True, check=False).stdout  # noqa: S603 - the same


def _ends() -> dict[str, int | None]:
    """How the tests ended with each mutant; None where it was not run."""
    ends: dict[str, int | None] = {}
    for path in sorted(COPY.rglob("*.meta")):
        ends |= json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
    return ends


def _noticed(end: int | None) -> bool:
    return end in CAUGHT | TOO_LONG


def _how(end: int | None) -> str:
    return "survived" if end == SURVIVED else "no test" if end in UNTESTED else f"not judged: {end}"


def _table(ends: dict[str, int | None]) -> None:
    """Per floor; what could not be judged counts as not caught."""
    count: Counter[str] = Counter(name.split(".")[1] for name in ends)
    caught: Counter[str] = Counter(name.split(".")[1] for name, end in ends.items() if _noticed(end))
    print("| floor | mutants | caught | not caught | share caught (95 %) |\n|---|---|---|---|---|")
    for floor in FLOORS:
        print(_row(floor, count[floor], caught[floor]))
    print(_row("all", len(ends), sum(caught.values())))


def _row(floor: str, n: int, caught: int) -> str:
    low, high = _wilson(caught, n) if n else (0.0, 1.0)
    share = f"{100 * caught / n:.1f} %" if n else "–"
    return f"| {floor} | {n} | {caught} | {n - caught} | {share} ({100 * low:.1f} to {100 * high:.1f}) |"


def _wilson(k: int, n: int) -> tuple[float, float]:
    """The interval of Wilson (1927) for a share of k in n."""
    share, square = k / n, Z * Z / n
    middle = (share + square / 2) / (1 + square)
    half = Z / (1 + square) * (share * (1 - share) / n + square / (4 * n)) ** 0.5
    return max(0.0, middle - half), min(1.0, middle + half)


if __name__ == "__main__":
    sys.exit(main())
