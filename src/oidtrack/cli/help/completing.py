"""The answers to a Tab: one word a line, after a tab what it is. Loaded without the option parser.

What commands and options there are stands in `completion_words.txt`, which `docs/build_reference.py` writes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from oidtrack.cli.table import GLOBAL_FLAGS, TABLE
from oidtrack.domain.dose import printable
from oidtrack.services.journal.names import names

FILES = "@files"
"""Stands alone where the shell is to offer files, behind `--html=` too."""

WORDS = Path(__file__).with_name("completion_words.txt")

_Answer = tuple[str, str]
_FROM_JOURNAL = {
    "--medicine": ("medicines",),
    "--tag": ("tags",),
    "--treatment": ("treatments",),
    "-t": ("treatments",),
    "take": ("medicines",),
    "med change": ("medicines", "medicine-ids"),
    "med stop": ("medicines", "medicine-ids"),
    "med refill": ("medicines", "medicine-ids"),
    "med stock": ("medicines",),
    "show": ("entries", "medicine-ids", "plans"),
    "edit": ("entries",),
    "delete": ("entries",),
    "purge": ("entries",),
}
_FIXED = {
    "--kind": "mood dose treatment note assessment",
    "--release": "ir er patch",
    "--role": "opioid antidepressant benzodiazepine pain other",
    "--basis": "current start",
    "--since": "today yesterday monday 30d 90d",
    "--until": "today yesterday",
    "--on": "today yesterday",
    "--from": "today tomorrow",
    "--start": "tomorrow monday",
    "import --format": "jsonl csv daylio jrnl dayone health medtimer",
    "import --dates": "dmy mdy ymd",
    "import --encoding": "cp1252 cp1250 cp1251 gb18030 shift_jis",
    "export --format": "jsonl csv",
    "report --since": "visit 90d 30d",
    "chart --since": "visit 90d 30d 365d",
    "chart": "mood energy motivation interest anxiety pain craving sleep withdrawal dose phq9 gad7",
    "calendar": "last",
    "completion": "bash zsh fish",
    "config": "day-ends-at asks",
    "config asks": "interest,energy energy motivation interest anxiety craving none",
    "config day-ends-at": "00:00 03:30 04:00",
}
_OF_FILES = ("import", "export", "merge", "plan enter", "--db", "--html", "--pdf", "--fhir")


def run(words: list[str]) -> int:
    """Print what may follow; nothing where anything is wrong.

    Args:
        words: What was typed after the program's name; the last one is the word to complete, maybe empty.
    """
    try:
        found = answers(words)
        sys.stdout.write("".join(f"{word}\t{said}\n" if said else f"{word}\n" for word, said in found))
        sys.stdout.flush()
    except Exception:  # noqa: BLE001 - a Tab never prints an error into what somebody is typing
        return 0
    return 0


def answers(words: list[str]) -> list[_Answer]:
    """The words that may stand in place of the last one, each with what it is."""
    words = _whole(words)
    typed, (start, option) = words[:-1], _start(words[-1] if words else "")
    typed, journal = _without_globals(typed)
    known = _known()
    path, rest = _command(typed, known)
    before = option or (rest[-1] if rest else typed[-1] if typed and not path else "")
    takes = before.startswith("-") and f"{before}=" in known.get(path, ())
    if takes or before == "--db":
        return _starting(start, _values(path, before, journal), f"{option}=" if option else "")
    if start.startswith("-"):
        options = (*known.get(path, ()), "--help")
        return _starting(start, ((name.removesuffix("="), "") for name in options))
    if not path:
        return _starting(start, ((name, row.help) for name, row in TABLE.items()))
    subs = sorted({key.split(" ")[1] for key in known if key.startswith(f"{path} ")})
    if subs and not rest:
        return _starting(start, ((sub, "") for sub in subs))
    # of a word that takes one of its own, such as `config asks`
    behind = f"{path} {rest[0]}" if len(rest) == 1 else ""
    return _starting(start, _values("", behind if behind in _FIXED else path, journal))


def _known() -> dict[str, tuple[str, ...]]:
    """Options by command; one that takes a value ends with `=`."""
    lines = WORDS.read_text(encoding="utf-8").splitlines()
    return {path: tuple(options.split()) for path, _, options in (line.partition("\t") for line in lines)}


def _whole(words: list[str]) -> list[str]:
    """Bash takes `--tag=walk` apart at the sign: put it together again."""
    joined: list[str] = []
    for word in words:
        if word == "=" and joined and joined[-1].startswith("--"):
            joined[-1] += "="
        elif joined and joined[-1].startswith("--") and joined[-1].endswith("="):
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _start(word: str) -> tuple[str, str]:
    """The begin of the word to complete, without the quote it may begin with; and the option it belongs to."""
    option, equals, value = word.partition("=")
    if equals and option.startswith("--"):
        return value.lstrip("\"'"), option
    return word.lstrip("\"'").replace("\\ ", " "), ""


def _without_globals(words: list[str]) -> tuple[list[str], Path | None]:
    """The words without `--db` and the flags, and the journal that is meant."""
    kept, db = [], os.environ.get("OIDTRACK_DB", "")
    n = 0
    while n < len(words):
        word = words[n]
        if word == "--db" and n + 1 < len(words):
            db, n = words[n + 1], n + 1
        elif word.startswith("--db="):
            db = word.removeprefix("--db=")
        elif word not in GLOBAL_FLAGS:
            kept.append(word)
        n += 1
    return kept, Path(db).expanduser() if db else None


def _command(words: list[str], known: dict[str, tuple[str, ...]]) -> tuple[str, list[str]]:
    """The command that is typed, with its part where it has parts, and the words after it."""
    if not words or words[0] not in TABLE:
        return "", []
    if len(words) > 1 and f"{words[0]} {words[1]}" in known:
        return f"{words[0]} {words[1]}", words[2:]
    return words[0], words[1:]


def _values(path: str, name: str, journal: Path | None) -> Iterable[_Answer]:
    """What an option or a command may be followed by."""
    fixed = _FIXED.get(f"{path} {name}", _FIXED.get(name))
    if fixed is not None:
        return [(word, "") for word in fixed.split()]
    if name in _OF_FILES:
        return [(FILES, "")]
    if path == "log" and name in {"--dose", "-d", "--skip"}:
        return [(f"{word} ", "") for word, _ in _names("medicines", journal)]
    if name == "--sign":
        return [*_names("signs", journal), *_listed("signs")]
    if name == "--symptom":
        return [*_names("symptoms", journal), *_listed("symptoms")]
    if name in {"check", "crisis", "guide"}:
        return [(word, "") for word in _packaged(name)]
    kinds = ("plans",) if name.startswith("plan ") else _FROM_JOURNAL.get(name, ())
    return [answer for kind in kinds for answer in _names(kind, journal)]


def _packaged(command: str) -> tuple[str, ...]:
    """What a command that needs no journal may be followed by."""
    if command == "crisis":
        from oidtrack.clinical.crisis import countries

        return countries()
    return _known().get(f"@{command}", ())


def _listed(kind: str) -> list[_Answer]:
    """The packaged words; danger signs among the signs."""
    from oidtrack.clinical.signs import word_lists

    lists = word_lists()
    return [(word.name, "") for word in ((*lists.signs, *lists.sedation) if kind == "signs" else lists.symptoms)]


def _names(kind: str, journal: Path | None) -> list[_Answer]:
    if journal is None:
        from oidtrack.services.opening import default_path

        journal = default_path()
    return names(journal, kind)


def _starting(start: str, found: Iterable[_Answer], head: str = "") -> list[_Answer]:
    """Those that begin so, whatever the case, each once, on one line."""
    low = start.lower()
    fitting = {word: said for word, said in found if word == FILES or word.lower().startswith(low)}
    return [
        (word if word == FILES else head + printable(word, 200), printable(said, 60)) for word, said in fitting.items()
    ]
