"""The Tab key in real shells: types a few beginnings into bash, zsh and fish and prints what they become.

Shells that are not installed are named and left out. Usage: python studies/shells.py
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import pexpect

SHELLS = {
    "bash": (["--norc"], ["source <(oidtrack completion bash 2>/dev/null)"]),
    "zsh": (["-f"], ["autoload -Uz compinit; compinit -u", "source <(oidtrack completion zsh 2>/dev/null)"]),
    "fish": (["--no-config"], ["oidtrack completion fish 2>/dev/null | source"]),
}
TYPED = {
    "oidtrack comp": "oidtrack completion",
    "oidtrack log --tag s": "oidtrack log --tag slow\\ walk",
    "oidtrack med refill o": "oidtrack med refill oxycodone",
    "oidtrack plan sho": "oidtrack plan show",
    "oidtrack import ./note": "oidtrack import ./notes.csv",
}
PAUSE_S = 1.5
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\x1b\][^\x07]*\x07|\r|\x08")


def main() -> int:
    """0 where every shell that is here completes everything."""
    wrong = 0
    with tempfile.TemporaryDirectory() as home:
        surroundings = _surroundings(home)
        _filled(surroundings)
        for shell, (options, first) in SHELLS.items():
            if shutil.which(shell) is None:
                print(f"{shell}: not installed here, not tried")
                continue
            child = pexpect.spawn(shell, options, encoding="utf-8", env=surroundings, cwd=home, dimensions=(40, 120))
            time.sleep(PAUSE_S)
            for line in first:
                child.sendline(line)
                time.sleep(PAUSE_S)
            for begin, whole in TYPED.items():
                became = _completed(child, begin)
                wrong += whole not in became
                print(
                    f"{shell}: {begin.encode()!r} {'becomes ' + whole if whole in became else 'gave ' + repr(became)}"
                )
            child.close()
    return 1 if wrong else 0


def _surroundings(home: str) -> dict[str, str]:
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    return {"PATH": path, "HOME": home, "TERM": "xterm", "LANG": "C.UTF-8", "OIDTRACK_DB": f"{home}/journal.db"}


def _filled(surroundings: dict[str, str]) -> None:
    words = "log --mood 5 --tag 'slow walk'; oidtrack med add oxycodone --dose 30 --at 8:00; touch notes.csv"
    pexpect.run(f'bash -c "oidtrack {words}"', env=surroundings, cwd=surroundings["HOME"])


def _completed(child: pexpect.spawn, begin: str) -> str:
    """What stands on the line after a Tab; the line is wiped again."""
    with suppress(pexpect.TIMEOUT):
        child.read_nonblocking(100_000, PAUSE_S)
    child.send(begin + "\t")
    time.sleep(PAUSE_S)
    said = ""
    with suppress(pexpect.TIMEOUT):
        said = child.read_nonblocking(100_000, PAUSE_S)
    child.send("\x15")
    time.sleep(PAUSE_S / 3)
    return _ESCAPES.sub("", said)


if __name__ == "__main__":
    sys.exit(main())
