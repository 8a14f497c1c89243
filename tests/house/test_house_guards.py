"""The guards of conftest.py, each seen to bite."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import settings

from conftest import GOLDEN, HERE, NOW, NetworkTouched
from oidtrack.cli.surroundings import session_from
from oidtrack.store.file.database import default_path
from running import Oid


@pytest.mark.parametrize(
    "reach",
    [
        socket.socket,
        lambda: socket.socket(socket.AF_UNIX),
        lambda: socket.create_connection(("127.0.0.1", 9)),
        lambda: socket.getaddrinfo("localhost", 80),
        lambda: socket.gethostbyname("localhost"),
    ],
    ids=["socket", "unix", "connect", "getaddrinfo", "gethostbyname"],
)
def test_a_socket_is_refused(reach: Callable[[], object]) -> None:
    with pytest.raises(NetworkTouched):
        reach()


def test_no_error_boundary_swallows_a_socket(oid: Oid, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("oidtrack.cli.main.session_from", lambda _: socket.socket())

    with pytest.raises(NetworkTouched):
        oid("log", "--mood", "5")


def test_the_journal_is_private_to_the_test(tmp_path: Path, oid: Oid) -> None:
    assert oid("log", "--mood", "5").code == 0

    assert (tmp_path / "person" / "journal.db").is_file()


def test_home_and_the_data_folder_are_private_to_the_test(tmp_path: Path) -> None:
    assert Path.home().is_relative_to(tmp_path)
    assert default_path().is_relative_to(tmp_path)


def test_the_clock_stands_still(oid: Oid) -> None:
    assert session_from(dict(os.environ)).now == datetime.fromisoformat(NOW)
    assert oid.json("log", "--mood", "5")["entries"][0]["at"] == NOW


def test_the_terminal_is_plain_and_nobody_sits_at_it(oid: Oid) -> None:
    session = session_from(dict(os.environ))

    assert (session.width, session.colours) == (80, 0)
    assert oid("log").code == 2, "nothing is asked for"
    assert "\x1b" not in oid("--help").out


def test_what_is_written_stays_apart_by_stream(oid: Oid) -> None:
    assert (oid("--version").err, oid("nothing").out) == ("", "")


def test_stdin_and_settings_reach_the_program(oid: Oid) -> None:
    entry = oid.json("log", "--note", "-", stdin="a walk\n", env={"OIDTRACK_NOW": "2026-11-24T08:00:00-05:00"})

    assert (entry["entries"][0]["note"], entry["entries"][0]["day"]) == ("a walk", "2026-11-24")


def test_another_exit_code_than_the_expected_one_is_seen(oid: Oid) -> None:
    with pytest.raises(AssertionError, match="exit 2"):
        oid.json("log", "--mood", "11")


def test_generated_examples_have_no_deadline_and_leave_nothing_behind() -> None:
    made = settings.get_profile("house")

    assert settings.get_current_profile_name() == "house"
    assert made.deadline is None
    assert made.database is None


def test_an_expected_output_that_differs_fails(
    golden: Callable[[str, str], None], request: pytest.FixtureRequest
) -> None:
    if request.config.getoption("--update-golden"):
        pytest.skip("expected output is being written")
    kept = next(iter(sorted(GOLDEN.rglob("*.*"))), None)
    name = kept.relative_to(GOLDEN).as_posix() if kept else "none.txt"

    with pytest.raises(AssertionError):
        golden(name, "something else")


USES_ONE = "def test_it(golden):\n    golden('used.txt', 'a\\n')\n"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A small house with these guards, two expected outputs, and one test."""
    tests = tmp_path / "house" / "tests"
    (tests / "golden").mkdir(parents=True)
    shutil.copy(HERE / "conftest.py", tests)
    (tests / "golden" / "used.txt").write_text("a\n")
    (tests / "test_one.py").write_text(USES_ONE)
    return tests


def run_in(house: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    paths = os.pathsep.join([str(HERE), str(HERE.parent / "src")])
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "--rootdir",
        str(house.parent),
        *arguments,
    ]
    around = {**os.environ, "PYTHONPATH": paths, "COVERAGE_FILE": str(house.parent / "followed")}
    return subprocess.run(command, cwd=house.parent, env=around, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("parallel", [(), ("-n", "2")], ids=["one after the other", "in parallel"])
def test_an_expected_output_that_no_test_used_fails_a_whole_run(house: Path, parallel: tuple[str, ...]) -> None:
    assert run_in(house, *parallel).returncode == 0
    (house / "golden" / "left over.txt").write_text("b\n")

    done = run_in(house, *parallel)

    assert done.returncode == 1
    assert "tests/golden/left over.txt: no test compares with it" in done.stdout


def test_a_part_of_the_tests_may_leave_expected_outputs_unused(house: Path) -> None:
    (house / "golden" / "left over.txt").write_text("b\n")

    assert run_in(house, "tests/test_one.py").returncode == 0
    assert run_in(house, "-k", "it").returncode == 0


def test_expected_outputs_are_written_when_asked_for(house: Path) -> None:
    used = house / "golden" / "used.txt"
    used.write_text("old\n")

    assert run_in(house).returncode == 1
    assert run_in(house, "--update-golden").returncode == 0
    assert used.read_text() == "a\n"


FOLLOWED = """
import sys

import pytest

seen = []


def followed():
    return sys.gettrace() is not None or sys.version_info >= (3, 12) and sys.monitoring.get_tool(1) is not None


@pytest.fixture
def place():
    seen.append(followed())
    yield
    seen.append(followed())


@pytest.mark.no_cover
def test_second(place):
    assert seen == [True, True, False]
    assert not followed()


@pytest.mark.no_cover
def test_third():
    assert seen == [True, True, False, False]


def test_first(place):
    assert seen == [True]
    assert followed()
"""


@pytest.mark.parametrize("parallel", [(), ("-n", "1")], ids=["one after the other", "in a worker"])
def test_what_is_followed_comes_first_and_nothing_follows_what_is_not(house: Path, parallel: tuple[str, ...]) -> None:
    (house / "test_two.py").write_text(FOLLOWED)

    done = run_in(house, "--cov=.", "--cov-report=", "tests/test_two.py", *parallel)

    assert (done.returncode, "3 passed" in done.stdout) == (0, True), done.stdout
