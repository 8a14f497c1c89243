"""Sessions as they are typed, replayed to the letter.

A transcript is a text file. `# …` is a comment, `$ oidtrack …` a command, what
follows is its stdout; then its stderr, each line after `! `, then `[exit N]`
where the code is not 0. A command may have settings before it (`OIDTRACK_NOW=… oidtrack …`)
or a line on its stdin (`echo "a note" | oidtrack …`). Each file has one journal of its own.
The person's folder is shown as `~`. `pytest --update-golden` writes the files anew; read the difference.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from running import Oid, Result

pytestmark = pytest.mark.no_cover  # it runs once more what other tests hold, and takes long

TRANSCRIPTS = sorted((Path(__file__).parent / "transcripts").glob("*.txt"))
PROMPT, COMMENT = "$ ", "#"


ANY_ID = re.compile(r"UID:[0-9a-f]{32}@")
"""An event is known by a random id."""


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=[path.stem for path in TRANSCRIPTS])
def test_transcript(
    path: Path, oid: Oid, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    expected = path.read_text(encoding="utf-8")
    replayed = ANY_ID.sub("UID:any@", replay(expected, oid).replace(str(tmp_path / "person"), "~"))
    if request.config.getoption("--update-golden"):
        path.write_text(replayed, encoding="utf-8")
    else:
        assert replayed.splitlines() == expected.splitlines()
        assert replayed == expected


def replay(transcript: str, oid: Oid) -> str:
    """The transcript as it would be written now."""
    return "\n".join(
        "\n".join([*comments, command, *_shown(_run(command.removeprefix(PROMPT), oid)), ""])
        for comments, command in _blocks(transcript)
    )


def _blocks(transcript: str) -> Iterator[tuple[list[str], str]]:
    """Each command with the comments above it."""
    comments: list[str] = []
    for line in transcript.splitlines():
        if line.startswith(COMMENT):
            comments.append(line)
        elif line.startswith(PROMPT):
            yield comments, line
            comments = []
    assert not comments, "a comment at the end says something of no command"


def _run(line: str, oid: Oid) -> Result:
    words = shlex.split(line)
    stdin = ""
    if words[0] == "echo":
        bar = words.index("|")
        stdin, words = " ".join(words[1:bar]) + "\n", words[bar + 1 :]
    program = words.index("oidtrack")
    settings = dict(word.split("=", 1) for word in words[:program])
    return oid(*words[program + 1 :], stdin=stdin, env=settings)


def _shown(result: Result) -> Iterator[str]:
    assert not result.out or result.out.endswith("\n")
    for line in result.out.splitlines():
        assert not line.startswith((PROMPT, COMMENT, "! ", "[exit ")), f"not to be told from a transcript: {line}"
        yield line
    yield from (f"! {line}".rstrip() for line in result.err.splitlines())
    if result.code:
        yield f"[exit {result.code}]"


def test_a_transcript_that_is_not_true_is_seen(oid: Oid) -> None:
    true = replay("# what version\n$ oidtrack --version\n", oid)

    assert replay(true.replace("oidtrack 0", "oidtrack 9"), oid) == true


def test_settings_stdin_errors_and_exit_codes_are_replayed(oid: Oid) -> None:
    text = replay('$ echo "a walk" | OIDTRACK_NOW=2026-11-24T08:00:00-05:00 oidtrack nothing\n', oid)

    assert text.splitlines()[1].startswith("! error: ")
    assert text.splitlines()[-1] == "[exit 2]"
