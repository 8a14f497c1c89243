"""The Tab key in real shells: begins lines in bash, zsh and fish, presses Tab, and asks what the shell would run.

Each shell has the script twice: printed by `oidtrack completion`, and from the place where the wheel puts it. Shells
that are not installed are named, and then the study has not passed. Usage: python studies/shells.py
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pexpect

SCRIPTS = Path(__file__).parents[1] / "src/oidtrack/cli/help"
PROMPT = "READY>"
OPTIONS = {"bash": ["--norc", "--noprofile"], "zsh": ["-f"], "fish": ["--no-config"]}
PRINTED = {
    "bash": "PS1='READ''Y>'; source <(oidtrack completion bash 2>/dev/null)",
    "zsh": "autoload -Uz compinit; compinit -u; source <(oidtrack completion zsh 2>/dev/null); PS1='READ''Y>'",
    "fish": "oidtrack completion fish 2>/dev/null | source; function fish_prompt; echo -n READ''Y'>'; end",
}
INSTALLED = {
    "bash": "PS1='READ''Y>'; source share/bash-completion/completions/oidtrack",
    "zsh": "fpath=($PWD/share/zsh/site-functions $fpath); autoload -Uz compinit; compinit -u; PS1='READ''Y>'",
    "fish": "set -p fish_complete_path $PWD/share/fish/vendor_completions.d;"
    " function fish_prompt; echo -n READ''Y'>'; end",
}
PLACES = {
    "bash": "share/bash-completion/completions/oidtrack",
    "zsh": "share/zsh/site-functions/_oidtrack",
    "fish": "share/fish/vendor_completions.d/oidtrack.fish",
}
TYPED: dict[str, tuple[str, ...]] = {
    "oidtrack comp": ("completion",),
    "oidtrack --json warn": ("--json", "warnings"),
    "oidtrack log --moo": ("log", "--mood"),
    "oidtrack plan sho": ("plan", "show"),
    "oidtrack plan show p": ("plan", "show", "p1"),
    "oidtrack plan new --medicine o": ("plan", "new", "--medicine", "oxycodone"),
    "oidtrack med refill o": ("med", "refill", "oxycodone"),
    "oidtrack log --tag sl": ("log", "--tag", "slow walk"),
    "oidtrack log --tag slow\\ w": ("log", "--tag", "slow walk"),
    'oidtrack log --tag "slow w': ("log", "--tag", "slow walk"),
    "oidtrack log --tag=sl": ("log", "--tag=slow walk"),
    "oidtrack log --tag '$": ("log", "--tag", "$(touch harm); `touch harm`"),
    "oidtrack list --medicine=o": ("list", "--medicine=oxycodone"),
    "oidtrack check phq9 --ans": ("check", "phq9", "--answers"),
    "oidtrack crisis H": ("crisis", "HU"),
    "oidtrack config day-ends-at 03": ("config", "day-ends-at", "03:30"),
    "oidtrack import --format day": ("import", "--format", "day"),
    "oidtrack import --format dayo": ("import", "--format", "dayone"),
    "oidtrack import ./note": ("import", "./notes.csv"),
    "oidtrack import note": ("import", "notes.csv"),
    "oidtrack import --dry-run two": ("import", "--dry-run", "two words.csv"),
    "oidtrack import sub": ("import", "subfolder"),
    "oidtrack --db jour": ("--db", "journal.db"),
    "oidtrack report --html pag": ("report", "--html", "page.html"),
    "oidtrack report --html=pag": ("report", "--html=page.html"),
    "oidtrack today nothing": ("today", "nothing"),
}
"""What is typed before the Tab, and the words that the shell would hand over then."""
DOSE = ("log", "-d", "oxycodone 10mg")
DOSES = ("oidtrack log -d oxy", 'oidtrack log -d "oxy', "oidtrack log --dose=oxy")
"""A dose goes on behind its medicine. Fish puts a blank behind whatever is whole: there a Backspace comes first. Zsh
leaves a quote open, which is closed behind the amount; bash and fish close it, and the amount goes on behind it."""
CASES = len(TYPED) + len(DOSES)

_ESCAPES = re.compile(r"\x1b\[[0-9;?>=]*[A-Za-z]|\x1b[=>]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\([AB]|\r|\x08")
WAIT_S = 20


def main() -> int:
    """0 where every shell completes everything, twice."""
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        _filled(home)
        for shell in OPTIONS:
            if shutil.which(shell) is None:
                print(f"{shell}: not installed here, not tried")
                wrong += 1
                continue
            for how, first in (("printed", PRINTED[shell]), ("installed", INSTALLED[shell])):
                found = list(_faults(shell, first, home))
                wrong += len(found)
                print(f"{_version(shell)}, script {how}: {CASES - len(found)} of {CASES} right")
                for line in found:
                    print(f"  {line}")
    return 1 if wrong else 0


def _faults(shell: str, first: str, home: Path) -> Iterator[str]:
    cases = [(begin, "", words) for begin, words in TYPED.items()]
    for begin in DOSES:
        behind = "\x7f10mg" if shell == "fish" else '10mg"' if shell == "zsh" and '"' in begin else "10mg"
        cases.append((begin, behind, ("log", "--dose=oxycodone 10mg") if "=" in begin else DOSE))
    with _shell(shell, first, home) as child:
        for begin, behind, words in cases:
            became = _run(child, begin, behind)
            # zsh takes the sign behind a folder away again when the line is run
            if tuple(word.removesuffix("/") for word in became) != ("oidtrack", *words):
                yield f"{begin!r}{f' and {behind!r}' if behind else ''} gave {became}"
    if (home / "harm").exists():
        yield "a tag was run as a command"


def _run(child: pexpect.spawn, begin: str, more: str = "") -> tuple[str, ...]:
    """The words of a line after a Tab, said by a program that the line is handed to."""
    child.send(f"{begin}\t")
    _settled(child)
    child.send(more)
    child.send("\x01said \x05\r")
    try:
        child.expect(r"\[\[(.*?)\]\]", timeout=WAIT_S)
        said = _ESCAPES.sub("", child.match[1])
        child.expect(PROMPT, timeout=WAIT_S)
    except pexpect.TIMEOUT:
        child.send("\x03")
        child.expect(PROMPT, timeout=WAIT_S)
        return ("no line came of it",)
    _settled(child)
    return tuple(said.replace("\n", "").split("|"))


def _settled(child: pexpect.spawn) -> None:
    """Wait until the shell has said nothing for a while; a Tab starts the program, which takes its time."""
    while True:
        try:
            child.read_nonblocking(100_000, 0.6)
        except pexpect.TIMEOUT:
            return


@contextmanager
def _shell(shell: str, first: str, home: Path) -> Iterator[pexpect.spawn]:
    child = pexpect.spawn(
        shell, OPTIONS[shell], encoding="utf-8", env=_surroundings(home), cwd=home, dimensions=(40, 160)
    )
    try:
        _settled(child)
        child.send(f"{first}\r")
        child.expect(PROMPT, timeout=WAIT_S)
        _settled(child)
        yield child
    finally:
        child.close(force=True)


def _surroundings(home: Path) -> dict[str, str]:
    path = f"{home}:{Path(sys.executable).parent}:{os.environ['PATH']}"
    kept = {name: os.environ[name] for name in ("PYTHONPATH",) if name in os.environ}
    if "PYTHONPATH" in kept:
        kept["PYTHONPATH"] = str(Path(kept["PYTHONPATH"]).resolve())
    return {
        **kept,
        "PATH": path,
        "HOME": str(home),
        "TERM": "xterm",
        "LANG": "C.UTF-8",
        "OIDTRACK_DB": f"{home}/journal.db",
    }


def _filled(home: Path) -> None:
    """A journal with a medicine, tags and a plan; files; the scripts at their places; and the program that says."""
    for shell, place in PLACES.items():
        (home / place).parent.mkdir(parents=True)
        shutil.copy(SCRIPTS / f"completion.{shell}", home / place)
    (home / "subfolder").mkdir()
    for name in ("notes.csv", "two words.csv", "page.html"):
        (home / name).touch()
    said = home / "said"
    said.write_text("#!/bin/sh\nprintf '[[%s' \"$1\"; shift\nprintf '|%s' \"$@\"; echo ']]'\n", encoding="utf-8")
    said.chmod(0o755)
    lines = (
        ("log", "--mood", "5", "--tag", "slow walk", "--tag", "$(touch harm); `touch harm`"),
        ("med", "add", "oxycodone", "--dose", "30", "--at", "8:00,14:00,22:00", "--strengths", "5,10,20"),
        ("plan", "new"),
    )
    for line in lines:
        command = ["oidtrack", *line]
        subprocess.run(command, env=_surroundings(home), cwd=home, check=True, capture_output=True)  # noqa: S603


def _version(shell: str) -> str:
    said = subprocess.run([shell, "--version"], check=True, capture_output=True, text=True).stdout  # noqa: S603
    found = re.search(r"[0-9]+(?:\.[0-9]+)+", said)
    return f"{shell} {found[0] if found else '?'}"


if __name__ == "__main__":
    sys.exit(main())
