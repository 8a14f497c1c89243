"""The program as a process of its own never touches a socket, and brings no module that could.

Everything runs under an audit hook of the interpreter, which sees sockets
whoever asks for them: the program, a library, or the standard library. Where
strace is installed, the system itself is asked too.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from oidtrack.cli.commands import app
from oidtrack.cli.table import BEFORE_ALL, TABLE

ROOT = Path(__file__).parents[2]
PLACES = os.pathsep.join((str(ROOT / "src"), str(ROOT / "tests")))

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
RUN = (
    WATCHED
    + """
import json
from pathlib import Path
from oidtrack.cli.main import run
from running import know_no_passphrase

codes = []
for words in json.loads(sys.argv[1]):
    know_no_passphrase()
    sys.stderr.write(f"\\n{words}\\n")
    codes.append(run(words))
Path("codes").write_text(json.dumps(codes))
"""
)
"""Runs every command of a session, one after the other, and leaves their exit codes in `codes`."""

SESSION = [
    ["--db", "other.db", "log", "--mood", "5"],
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
    ["med", "stock"],
    ["plan", "new"],
    ["plan", "show"],
    ["plan", "compare"],
    ["plan", "agree", "--with", "Dr. NAME"],
    ["plan", "check"],
    ["plan", "supply"],
    ["plan", "history"],
    ["plan", "export", "--csv", "steps.csv"],
    ["plan", "export", "--ics", "plan.ics"],
    ["plan", "export", "--html", "fridge.html"],
    ["plan", "export", "--pdf", "fridge.pdf"],
    ["plan", "export", "--text", "-"],
    ["plan", "hold"],
    ["plan", "resume"],
    ["plan", "go", "--reason", "talked it over"],
    ["plan", "back", "--agreed-with", "Dr. NAME"],
    ["plan", "replan"],
    ["plan", "end"],
    ["plan", "enter", "steps.csv"],
    ["med", "change", "oxycodone", "--dose", "5", "--at", "8:00", "--end-plan"],
    ["med", "stop", "oxycodone"],
    ["appointment", "add", "--at", "2030-12-07 10:00", "--ask", "Which first?"],
    ["appointment", "ask", "And which last?"],
    ["appointment", "list"],
    ["appointment", "export", "--ics", "visits.ics"],
    ["report"],
    ["report", "--html", "page.html", "--pdf", "page.pdf", "--markdown", "page.md", "--fhir", "page.json"],
    ["warnings"],
    ["today"],
    ["week"],
    ["take"],
    ["chart"],
    ["calendar"],
    ["help", "plan", "new"],
    ["start", "--help"],  # it asks on a terminal alone; what it calls is run here under its own names
    ["demo"],
    ["crisis"],
    ["guide"],
    ["guide", "sleep"],
    ["--help"],
    ["--version"],
]


MAY_BE_REFUSED = (
    {"plan", "go"},
    {"plan", "back"},
    {"plan", "replan"},
    {"plan", "enter"},
    {"plan", "resume"},
    {"take"},
)
"""What the day's journal may not allow; it is run all the same."""


def start(program: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program, *words],
        env={**os.environ, "PYTHONPATH": PLACES},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )


@pytest.fixture
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("OIDTRACK_PASSPHRASE_COMMAND", "OIDTRACK_NEW_PASSPHRASE_COMMAND"):
        monkeypatch.setenv(name, "echo a passphrase")


HAS_STRACE = shutil.which("strace") is not None


def traced(log: Path, program: str, *words: str) -> subprocess.CompletedProcess[str]:
    """As `start`, with the sockets that the system was asked for, by the program and all that it starts, in `log`."""
    command = [
        "strace",
        "-f",
        "--seccomp-bpf",
        "-e",
        "trace=socket,socketpair,connect",
        "-o",
        str(log),
        sys.executable,
        "-c",
        program,
    ]
    env = {**os.environ, "PYTHONPATH": PLACES}
    return subprocess.run(
        [*command, *words], env=env, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    )


@pytest.mark.usefixtures("_folder")
def test_no_command_touches_a_socket_or_asks_the_system_for_one(tmp_path: Path) -> None:
    log, session = tmp_path / "calls", json.dumps(SESSION)
    done = traced(log, RUN, session) if HAS_STRACE else start(RUN, session)

    assert "NETWORK" not in done.stderr
    assert not HAS_STRACE or "AF_INET" not in log.read_text()
    assert done.returncode == 0, done.stderr
    codes = json.loads((tmp_path / "codes").read_text())
    for words, code in zip(SESSION, codes, strict=True):
        assert code in (range(6) if set(words[:2]) in MAY_BE_REFUSED else {0}), (words, done.stderr)


@pytest.mark.skipif(not HAS_STRACE, reason="strace is not installed")
def test_the_trace_sees_an_inet_socket(tmp_path: Path) -> None:
    asked = "import os\nos.system('exec python3 -c \"import socket; socket.socket()\"')"
    done = traced(tmp_path / "calls", asked)

    assert (done.returncode, "AF_INET" in (tmp_path / "calls").read_text()) == (0, True)


def every_command() -> Iterator[tuple[str, ...]]:
    """Each command that can be typed, with its second word where it has one."""
    program = typer.main.get_group(app)
    context = program.make_context("oidtrack", [], resilient_parsing=True)
    for name in TABLE:
        command = None if name in BEFORE_ALL else program.get_command(context, name)
        if isinstance(command, TyperGroup):
            yield from ((name, sub) for sub in command.list_commands(context))
        else:
            yield (name,)


def test_every_command_is_run_above() -> None:
    run = {tuple(words[:n]) for words in SESSION for n in (1, 2)}
    missing = [words for words in every_command() if words not in run]

    assert missing == []
    assert len(list(every_command())) > len(TABLE)


@pytest.mark.parametrize("reach", ["socket.socket()", "socket.getaddrinfo('localhost', 80)"])
def test_the_watch_sees_a_socket(reach: str) -> None:
    done = start(f"{WATCHED}import socket\n{reach}\n")

    assert (done.returncode, "NETWORK" in done.stderr) == (99, True)


EVERY_MODULE = """
import importlib, json, pkgutil, sys
import typer, typer.core, sqlite3, json, tempfile, subprocess, pathlib, importlib.resources
# msgspec looks into it where it is installed, and it brings `_socket` for the type of one value; it is no dependency
sys.modules["typing_extensions"] = None
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
