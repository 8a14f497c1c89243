"""The program, run in this process: words in, exit code and both streams out."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from oidtrack.cli.main import run
from schemas import hold


@dataclass(frozen=True, slots=True)
class Result:
    """What came back."""

    code: int
    out: str
    err: str


_MADE: dict[tuple[Callable[..., object], tuple[str, ...]], Path] = {}
"""What was made for a test of this run, as it was when it was new."""


class Oid:
    """`oidtrack` as a function: `oid("log", "--mood", "5")`.

    It runs in the surroundings that the guards have made: one private journal
    for each test, and nobody at the keyboard. What `--json` brings is held
    against the file of its schema.
    """

    def __call__(
        self, *words: str, stdin: str = "", env: Mapping[str, str] | None = None, window: bool = False
    ) -> Result:
        """Run it; `window` makes stdout and stderr a terminal."""
        know_no_passphrase()
        with _streams(stdin, _Window if window else io.TextIOWrapper) as (out, err), patch.dict(os.environ, env or {}):
            code = run(list(words))
        result = Result(code, _written(out), _written(err))
        if "--json" in words and result.out.startswith("{"):
            hold(json.loads(result.out))
        return result

    def typed(self, *words: str, lines: Sequence[str]) -> Result:
        """Run it with somebody at the keyboard who types these lines; all that is shown is in `out`."""
        know_no_passphrase()
        given = _Window(io.BytesIO("".join(f"{line}\n" for line in lines).encode()), encoding="utf-8")
        shown = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n")
        with patch("sys.stdin", given), contextlib.redirect_stdout(shown), contextlib.redirect_stderr(shown):
            code = run(list(words))
        return Result(code, _written(shown), "")

    def once(self, make: Callable[..., object], *how: str) -> None:
        """Let the place of this test be as `make(oid, *how)` makes it: the first test of a run does, the others copy.

        It has to begin in an empty place, and to write nowhere else.
        """
        place = Path(os.environ["HOME"])
        kept = _MADE.get((make, how))
        if kept is None or not kept.is_dir():
            make(self, *how)
            _MADE[make, how] = shutil.copytree(place, place.parent.with_name(f"made-{len(_MADE)}"))
        else:
            shutil.copytree(kept, place, dirs_exist_ok=True)

    def json(self, *words: str, code: int = 0, stdin: str = "", env: Mapping[str, str] | None = None) -> Any:
        """The document that `--json` brings, once the exit code is the expected one."""
        result = self(*words, "--json", stdin=stdin, env=env)
        assert result.code == code, f"exit {result.code}: {result.err}"
        return json.loads(result.out)


def know_no_passphrase() -> None:
    """Forget what a run before in this process was told: each is to be as if the program was started anew."""
    if "oidtrack.store.file.sealed" in sys.modules:
        from oidtrack.store.file import connection, sealed

        sealed.forget_all()
        connection._encrypted.clear()


class _Window(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@contextlib.contextmanager
def _streams(
    stdin: str, kind: type[io.TextIOWrapper] = io.TextIOWrapper
) -> Iterator[tuple[io.TextIOWrapper, io.TextIOWrapper]]:
    """Streams of bytes underneath, as a real process has them, none of them a terminal."""
    given = io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8")
    out, err = (kind(io.BytesIO(), encoding="utf-8", newline="\n") for _ in range(2))
    with patch("sys.stdin", given), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        yield out, err


def _written(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()
