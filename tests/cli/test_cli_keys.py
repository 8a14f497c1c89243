"""Keys one at a time, on a terminal that is held in this process."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from oidtrack.cli.asking.keys import END, ENTER, ERASE, Keyboard, keyboard
from oidtrack.cli.main import run
from running import Oid

tty = pytest.importorskip("tty")

Keyed = Callable[..., int]
BLANK = "\r\r\r\r"


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The far end of a terminal that stdin is."""
    far, near = os.openpty()
    tty.setcbreak(near)
    with os.fdopen(near, encoding="utf-8") as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        yield far
    os.close(far)


@pytest.fixture
def evening(terminal: int) -> Keyed:
    def press(keys: str, *words: str) -> int:
        os.write(terminal, keys.encode())
        return run(["log", *words])

    return press


def kept(oid: Oid) -> list[dict[str, Any]]:
    return [] if oid("list").code else list(oid.json("list")["entries"])


def test_characters_and_names_of_keys(terminal: int) -> None:
    os.write(terminal, "ä\n\b\t\x1b[A\x1bOBß\x01\x04".encode())
    with keyboard() as keys:
        assert keys is not None
        assert [keys.key() for _ in range(6)] == ["ä", ENTER, ERASE, " ", "ß", END]


def test_a_closed_terminal_is_the_end() -> None:
    read, write = os.pipe()
    os.close(write)
    with pytest.raises(EOFError):
        Keyboard(read).key()
    os.close(read)
    with pytest.raises(EOFError):
        Keyboard(read).key()


def test_without_a_terminal_there_is_no_keyboard(monkeypatch: pytest.MonkeyPatch) -> None:
    with open(os.devnull) as nothing, monkeypatch.context() as place:  # noqa: PTH123 - stdin of a program in the background
        place.setattr("sys.stdin", nothing)
        with keyboard() as keys:
            assert keys is None


def test_an_evening_of_single_keys(oid: Oid, evening: Keyed) -> None:
    assert evening("67h30\r4\r\rquiet\r") == 0
    (mood,) = kept(oid)
    assert (mood["mood"], mood["sleep_hours"], mood["pain"], mood["note"]) == (6, 7.5, 4, "quiet")


@pytest.mark.parametrize(
    ("keys", "rating"), [("6.5\r", 6.5), ("x", 10), ("X", 10), ("10", 10), ("1\r", 1), ("11\r5", 5), ("q\x7f0", 0)]
)
def test_what_a_rating_takes(oid: Oid, evening: Keyed, keys: str, rating: float) -> None:
    assert evening(keys + "8" + BLANK) == 0
    (mood,) = kept(oid)
    assert (mood["mood"], mood["sleep_hours"]) == (rating, 8)


def test_back_keeps_what_was_said_and_enter_goes_on(oid: Oid, evening: Keyed) -> None:
    assert evening("b67\r4bb\x7f3" + BLANK) == 0
    (mood,) = kept(oid)
    assert (mood["mood"], mood["sleep_hours"], mood["pain"]) == (6, 3, 4)


def test_a_lone_dash_is_a_note(oid: Oid, evening: Keyed) -> None:
    assert evening(BLANK + "-\r") == 0
    assert [(entry["kind"], entry["note"]) for entry in kept(oid)] == [("note", "-")]


def test_a_line_that_is_erased_over_its_edge(oid: Oid, evening: Keyed) -> None:
    assert evening(BLANK + "word " * 30 + "\x7f" * 100 + "ü\x7f!\r") == 0
    assert kept(oid)[0]["note"] == ("word " * 10).strip() + " !"
