"""Guards that hold in every test, the program as a fixture, and files of expected output.

No test can reach a network or a real journal, and none depends on the clock, the
terminal or the colours of the place where it runs. `house/test_house_guards.py`
proves that each guard bites.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from coverage import Coverage
from hypothesis import settings

from oidtrack.render.page import progress
from on_terminal import start  # noqa: F401 - a fixture of every test
from running import Oid

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
NOW = "2026-11-23T21:00:00-05:00"

used_golden = pytest.StashKey[set[str]]()
unused_golden = pytest.StashKey[list[str]]()

IN_MEMORY = Path("/dev/shm")
if IN_MEMORY.is_dir() and os.access(IN_MEMORY, os.W_OK):
    # each journal is written through to the disk, as it has to be; that a disk keeps it is no matter of these tests
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(IN_MEMORY))

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # a runner in the background hands down an ignored Ctrl-C; the programs that tests start need the usual one
    signal.signal(signal.SIGINT, signal.default_int_handler)

# the search for circles of objects went through all tests again and again: a third of the time in which they are read
gc.set_threshold(50_000, 20, 20)

settings.register_profile("house", deadline=None, database=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("house")


class NetworkTouched(BaseException):
    """A socket was asked for. Not an `Exception`, so that no error boundary can swallow it."""


def _no_network(event: str, _: tuple[Any, ...]) -> None:
    # the coverage tool asks for this machine's own name when it starts its workers; that touches no network
    if event.startswith("socket.") and event != "socket.gethostname":
        raise NetworkTouched(event)


sys.addaudithook(_no_network)


@pytest.fixture(autouse=True)
def _private_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home and a journal of its own for each test, a stopped clock, a plain terminal of 80 columns."""
    person = tmp_path / "person"
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(person))
    monkeypatch.setenv("XDG_DATA_HOME", str(person / "data"))
    monkeypatch.setenv("OIDTRACK_DB", str(person / "journal.db"))
    monkeypatch.setenv("OIDTRACK_NOW", NOW)
    monkeypatch.setattr(progress, "AFTER_S", 3600)  # what is slow here is the machine
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    own = ("OIDTRACK_DEBUG", "OIDTRACK_PASSPHRASE_COMMAND", "OIDTRACK_NEW_PASSPHRASE_COMMAND")
    for name in (*own, "PAGER", "LINES", "FORCE_COLOR", "COLORTERM", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def oid() -> Oid:
    """`oid("log", "--mood", "5")` gives `.code`, `.out` and `.err`; `oid.json(…)` the parsed document."""
    return Oid()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """`golden("today.txt", text)` holds a text to the file of that name in tests/golden."""

    def hold(name: str, text: str) -> None:
        request.config.stash[used_golden].add(name)
        expected = GOLDEN / name
        if request.config.getoption("--update-golden"):
            expected.parent.mkdir(parents=True, exist_ok=True)
            expected.write_text(text, encoding="utf-8")
        assert expected.is_file(), f"tests/golden/{name} is missing; --update-golden writes it"
        assert text == expected.read_text(encoding="utf-8")

    return hold


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write expected output anew instead of comparing")


@pytest.hookimpl(trylast=True)
def pytest_sessionstart() -> None:
    """In a worker the plugin begins twice: the first, which nobody reads, would go on where the second is stopped."""
    started = []
    while running := Coverage.current():
        running.stop()
        started.append(running)
    if started:
        started[0].start()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """First what is followed for the coverage, so that nothing that is made once has been made unfollowed."""
    items.sort(key=_unfollowed)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """What is not followed for the coverage is so from its first fixture to its end; half of its time went there."""
    following = Coverage.current() if _unfollowed(item) else None
    if following is None:
        return (yield)
    following.stop()
    try:
        return (yield)
    finally:
        following.stop()  # the plugin begins anew after the test's own lines
        following.start()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    if _unfollowed(item) and (following := Coverage.current()):
        following.stop()


def _unfollowed(item: pytest.Item) -> bool:
    return item.get_closest_marker("no_cover") is not None


def pytest_collection_finish() -> None:
    """What has been collected stays until the end; nobody has to look through it for what can go."""
    gc.freeze()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[used_golden] = set()
    config.stash[unused_golden] = []


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """What the workers of a parallel run have used."""
    node.config.stash[used_golden].update(getattr(node, "workeroutput", {}).get("golden", ()))


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """An expected output that no test compares with fails the run, when all tests have run."""
    config = session.config
    used = config.stash[used_golden]
    if hasattr(config, "workeroutput"):
        config.workeroutput["golden"] = sorted(used)
    elif exitstatus == pytest.ExitCode.OK and _whole(config):
        unused = {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*") if path.is_file()} - used
        if unused:
            config.stash[unused_golden].extend(sorted(unused))
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    for name in config.stash[unused_golden]:
        terminalreporter.write_line(f"FAILED tests/golden/{name}: no test compares with it", red=True)


def _whole(config: pytest.Config) -> bool:
    """Whether every test of the house was asked for."""
    narrowed = any(config.getoption(name, None) for name in ("keyword", "markexpr", "deselect", "collectonly"))
    return not narrowed and all((config.rootpath / word).resolve() in {HERE, HERE.parent} for word in config.args)
