"""The program as a process of its own never touches a socket, and brings no module that could.

Everything runs under an audit hook of the interpreter, which sees sockets
whoever asks for them: the program, a library, or the standard library.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from oidtrack.cli.table import TABLE

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"

WATCHED = """
import sys

def watch(event, arguments):
    if event.startswith("socket."):
        sys.stderr.write(f"NETWORK {event}\\n")
        sys.stderr.flush()
        import os
        os._exit(99)

sys.addaudithook(watch)
"""
RUN = WATCHED + "from oidtrack.cli.main import run\nsys.exit(run(sys.argv[1:]))\n"

SESSION = [
    ["log", "--mood", "5", "--sleep", "7h30", "--note", "a long walk"],
    ["log", "--dose", "oxycodone 10mg at 8:00", "--treatment", "walk 30min"],
    ["check", "peg", "--answers", "7,5,6"],
    ["list"],
    ["search", "walk"],
    ["show", "e1"],
    ["edit", "e1", "--mood", "6"],
    ["delete", "e1", "--yes"],
    ["undo"],
    ["redo"],
    ["log", "--mood", "4"],
    ["purge", "e4", "--for-good"],
    ["warnings"],
    ["profile", "--country", "US"],
    ["config", "day-ends-at", "03:30"],
    ["med", "add", "oxycodone", "--dose", "5", "--at", "8:00,20:00"],
    ["med", "list"],
    ["med", "refill", "oxycodone", "--strength", "5mg=40"],
    ["treatments"],
    ["export", "copy.jsonl"],
    ["import", "copy.jsonl"],
    ["merge", "other.db"],
    ["backup", "kept.db"],
    ["restore", "kept.db", "--yes"],
    ["doctor"],
    ["completion", "bash"],
    ["encrypt"],
    ["log", "--mood", "6"],
    ["export", "--encrypt", "copy.jsonl.age"],
    ["import", "copy.jsonl.age"],
    ["rekey"],
    ["decrypt"],
    ["remind"],
    ["mme"],
    ["plan", "new"],
    ["plan", "show"],
    ["appointment", "add", "--at", "2030-12-07 10:00", "--ask", "Which first?"],
    ["appointment", "list"],
    ["report"],
    ["warnings"],
    ["today"],
    ["week"],
    ["help", "plan", "new"],
    ["start", "--help"],  # it asks on a terminal alone; what it calls is run here under its own names
    ["demo"],
    ["crisis"],
    ["guide"],
    ["guide", "sleep"],
    ["--help"],
    ["--version"],
]


def start(program: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program, *words],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )


def test_no_command_touches_a_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("OIDTRACK_PASSPHRASE_COMMAND", "OIDTRACK_NEW_PASSPHRASE_COMMAND"):
        monkeypatch.setenv(name, "echo a passphrase")
    start(RUN, "--db", "other.db", "log", "--mood", "5")
    for words in SESSION:
        done = start(RUN, *words)

        assert "NETWORK" not in done.stderr, words
        assert done.returncode == 0, (words, done.stderr)


def test_every_command_is_run_above() -> None:
    assert {words[0] for words in SESSION} >= set(TABLE)


@pytest.mark.parametrize("reach", ["socket.socket()", "socket.getaddrinfo('localhost', 80)"])
def test_the_watch_sees_a_socket(reach: str) -> None:
    done = start(f"{WATCHED}import socket\n{reach}\n")

    assert (done.returncode, "NETWORK" in done.stderr) == (99, True)


EVERY_MODULE = """
import importlib, json, pkgutil, sys
import typer, typer.core, sqlite3, json, tempfile, subprocess, pathlib, importlib.resources
before = set(sys.modules)
import oidtrack
for module in pkgutil.walk_packages(oidtrack.__path__, "oidtrack."):
    importlib.import_module(module.name)
print(json.dumps(sorted(set(sys.modules) - before)))
"""
NETWORK = {"socket", "_socket", "ssl", "_ssl", "http", "asyncio", "ftplib", "smtplib", "xmlrpc", "requests", "httpx"}


def test_no_module_of_ours_brings_a_network_module() -> None:
    done = start(EVERY_MODULE)

    assert done.returncode == 0, done.stderr
    brought = {name.split(".")[0] for name in json.loads(done.stdout)}
    assert not brought & NETWORK
