"""Our own line of text beside readline, prompt_toolkit and questionary: what each costs to load, and what each can.

The others are no dependency: they are installed into a folder of their own first. Each is divided by a bare
interpreter of the same round; the figure is the median. What each makes of keys is seen on a pseudo-terminal.

Usage: pip install --target FOLDER prompt_toolkit questionary; python studies/line_editors.py FOLDER [ROUNDS]
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import pexpect

ROUNDS = 11
READY_S = 0.3
"""Seconds from the question until keys are read. ENGINEERING."""
LOADED = {
    "pass": "pass",
    "ours": "import oidtrack.cli.asking.line",
    "readline": "import readline",
    "prompt_toolkit": "import prompt_toolkit",
    "questionary": "import questionary",
}
ASKS = {
    "ours": (
        "from oidtrack.cli.asking import keys, line\n"
        "with keys.keyboard(moves=True) as held: text = line.typed('?', held)\n"
        "print('GOT', ascii(text))"
    ),
    "readline": "import readline; print('GOT', ascii(input('? ')))",
    "prompt_toolkit": "from prompt_toolkit import prompt; print('GOT', ascii(prompt('? ')))",
}
KEYS = {
    "an arrow back, a letter": "ac\x1b[Db\r",
    "Home, a letter": "b\x1b[Ha\r",
    "Ctrl-W": "one two\x17\r",
    "back over a letter with its accent apart": "ae\u0301\x1b[Db\r",
    "that letter erased": "ae\u0301\x7f\r",
    "a family erased": "a\U0001f469\u200d\U0001f467\x7f\r",
    "a flag erased": "a\U0001f1e6\U0001f1f9\x7f\r",
    "a Persian half-space": "\u0645\u06cc\u200c\u062e\r",
    "a paste of two lines": "\x1b[200~one\ntwo\x1b[201~\r",
}
NETWORK = "import sys; {}; print(len(sys.modules), 'socket' in sys.modules, 'ssl' in sys.modules)"


def seconds(code: str, environment: dict[str, str]) -> float:
    """One interpreter with this code, by the wall clock."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True)  # noqa: S603
    return time.perf_counter() - began


def costs(environment: dict[str, str], rounds: int) -> None:
    """Print what each costs to load, how many modules are there then, and whether one can reach a network."""
    rows = [{name: seconds(code, environment) for name, code in LOADED.items()} for _ in range(rounds)]
    for name, code in LOADED.items():
        words = [sys.executable, "-c", NETWORK.format(code)]
        done = subprocess.run(words, env=environment, check=True, capture_output=True, text=True)  # noqa: S603
        modules, socket, ssl = done.stdout.split()
        ratio = median(row[name] / row["pass"] for row in rows)
        print(f"{name:16}{ratio:6.2f} x python  {modules:>4} modules  socket {socket}  ssl {ssl}")


def abilities(environment: dict[str, str]) -> None:
    """Print what each makes of the same keys."""
    for name, code in ASKS.items():
        print(f"{name} (TERM={environment['TERM']})")
        for what, pressed in KEYS.items():
            child = pexpect.spawn(sys.executable, ["-c", code], env=environment, encoding="utf-8", timeout=10)
            child.expect(r"\?")
            time.sleep(READY_S)
            child.send(pressed)
            child.expect(r"GOT ([^\r\n]*)")
            print(f"  {what:42}{child.match[1]}")
            child.close(force=True)


def main() -> int:
    """Measure and show."""
    if len(sys.argv) == 1:
        sys.exit(__doc__)
    source = Path(__file__).parent.parent / "src"
    surroundings = {**os.environ, "PYTHONPATH": f"{source}{os.pathsep}{sys.argv[1]}", "INPUTRC": os.devnull}
    surroundings |= {"LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
    costs(surroundings, int(sys.argv[2]) if len(sys.argv) > 2 else ROUNDS)
    for term in ("xterm-256color", "dumb"):
        abilities({**surroundings, "TERM": term})
    return 0


if __name__ == "__main__":
    sys.exit(main())
