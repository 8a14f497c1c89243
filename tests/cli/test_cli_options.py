"""Options that are read without the option parser: the same is found, and a slip is left to the parser."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from oidtrack.cli import commands, main
from oidtrack.cli.journal import log, writing
from oidtrack.cli.options import Typed, typed_plainly
from oidtrack.cli.surroundings import session_from
from oidtrack.cli.table import GLOBAL_FLAGS
from oidtrack.errors import BadInput
from running import Oid

WORDS = [word for option in writing.OPTIONS for word in (option.word, option.letter) if word]
values = st.sampled_from(["5", "7h30", "", "-", "-5", "--", "a=b", " x ", "note", "--json", "日"]) | st.text(max_size=4)
plain = st.tuples(st.sampled_from(WORDS), values).flatmap(
    lambda two: st.sampled_from([[two[0]], [two[0], two[1]], [f"{two[0]}={two[1]}"], [f"{two[0]}{two[1]}"]])
)
pieces = plain | st.sampled_from([["--json"], ["--plain"], ["--no-input"], ["-h"], ["--not"], ["--not-known=1"]])
typed = st.lists(pieces, max_size=5).map(lambda groups: [word for group in groups for word in group])


def parsed(words: list[str]) -> Typed | None:
    """What the option parser finds; None where it refuses, or shows help."""
    found: list[Typed] = []

    def keep(_: Any, said: Typed) -> None:
        found.append(said)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(log, "show", keep)
        try:
            commands.invoke(["log", *words], session_from({}))
        except BadInput:
            return None
    return found[0] if found else None


@given(typed)
@example(["--mood", "5", "--sign", "tearful", "--sign=tired", "-t", "walk", "--taken", "--json", "--no-input"])
@example(["--note", "-", "-m", "", "--at=", "--catch-up", "3d"])
@example(["--note", "--json", "x"])
@example([])
def test_what_is_read_plainly_is_what_the_option_parser_finds(words: list[str]) -> None:
    plainly = typed_plainly(words, writing.OPTIONS, GLOBAL_FLAGS)

    assert plainly is None or plainly == parsed(words)


def test_each_option_is_read_plainly_in_each_of_its_forms() -> None:
    for option in writing.OPTIONS:
        forms = [[option.word]] if not option.metavar else [[option.word, "x"], [f"{option.word}=x"]]
        forms += [[option.letter, "x"]] if option.letter else []
        for words in forms:
            read = typed_plainly(words, writing.OPTIONS, GLOBAL_FLAGS)
            assert read is not None
            found = (read.one.get(option.name), read.many.get(option.name), sorted(read.flags))
            assert found in [("x", None, []), (None, ["x"], []), (None, None, [option.name])]


@pytest.mark.parametrize(
    "words",
    [
        "--mood",
        "--mood 5 --mood 6",
        "-m5",
        "-m=5",
        "--taken=1",
        "--mod 5",
        "5",
        "--",
        "--note -x",
        "--star --star",
        "-h",
    ],
)
def test_what_is_not_plain_is_for_the_parser(words: str) -> None:
    assert typed_plainly(words.split(), writing.OPTIONS, GLOBAL_FLAGS) is None


@pytest.mark.parametrize("words", ["--mood 5 --json", "--mod 5", "--mood", "--sign ? --plain", "--tonight", "--mood x"])
def test_a_log_is_the_same_without_the_option_parser(oid: Oid, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = oid("log", *words.split())
    if at_once.code == 0:
        oid("undo")
    monkeypatch.setattr(main, "READ_AT_ONCE", {})
    by_parser = oid("log", *words.split())

    assert (at_once.code, at_once.err) == (by_parser.code, by_parser.err)
    assert at_once.out.replace("e1", "e2") == by_parser.out.replace("e1", "e2")
