"""Everything that can go wrong in a way a person can mend.

An error is data: a stable code, one plain sentence, and where it helps a hint
that says what to type instead. They are raised low and printed once, in
`oidtrack.cli.main`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

INTERRUPTED = 130
"""The exit code where the person stopped."""


def listed(words: Iterable[object], last: str = "and") -> str:
    """Words as a sentence names them: `a`, `a and b`, `a, b and c`; empty for none.

    It stands on the lowest floor since errors name things too.

    Args:
        words: What to name.
        last: What stands before the last one: "and" or "or".
    """
    *most, end = [str(word) for word in words] or [""]
    return f"{', '.join(most)} {last} {end}" if most else end


def did_you_mean(near: Sequence[str]) -> str:
    """The question after a slip: `did you mean a, b or c?`; empty where nothing is near."""
    return f"did you mean {listed(near, 'or')}?" if near else ""


class OidtrackError(Exception):
    """Base of all expected errors.

    Attributes:
        code: Stable kebab-case name, listed in docs/reference/errors.md.
        exit_code: 1 failure, 2 bad input, 3 refused by a safety rule, 4 nothing found.
        message: One sentence: what is wrong with which value.
        hint: What to type or do instead; empty where nothing helps.
    """

    code: ClassVar[str] = "failure"
    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    @property
    def in_line(self) -> str:
        """The message and the hint in one line, for where the person goes on answering."""
        return f"{self.message}; {self.hint}" if self.hint else self.message


class LeftOff(Exception):
    """The person stopped a conversation, and keeps nothing more of it: no error, and the end of the command."""


class BadInput(OidtrackError):
    """A value that a person typed and that cannot be used as it is."""

    code = "bad-input"
    exit_code = 2


class UnknownMedicine(BadInput):
    """A medicine name that neither the journal nor the packaged facts know."""

    code = "unknown-medicine"

    def __init__(self, name: str, near: tuple[str, ...] = (), how: str = "") -> None:
        """A name with near ones, and what to do instead of taking one of those."""
        self.name = name
        self.near = near
        meant = did_you_mean(near)
        hint = (
            " ".join(part for part in (meant, how) if part)
            or "`oidtrack med list` shows yours, `oidtrack med add` adds another"
        )
        super().__init__(f"no medicine is called '{name}'", hint)


class DoseNotMakeable(BadInput):
    """An amount that the listed strengths cannot make exactly."""

    code = "dose-not-makeable"

    def __init__(self, amount: str, strengths: str, nearest: tuple[str, ...]) -> None:
        self.amount = amount
        self.nearest = nearest
        hint = f"the nearest that can be made: {listed(nearest)}" if nearest else ""
        super().__init__(f"{amount} cannot be made from {strengths}", hint)


class WhichStrength(BadInput):
    """Tablets were counted, and which strength they were is open.

    Attributes:
        words: The dose as typed.
        ways: What it may mean, each as one can type it; empty where no strength is known.
    """

    code = "which-strength"

    def __init__(self, medicine: str, words: str, ways: tuple[str, ...]) -> None:
        self.words = words
        self.ways = ways
        hint = listed((f'"{way}"' for way in ways), "or") if ways else f"say how much: {medicine} 10mg"
        super().__init__(f"which strength of {medicine} was it?", hint)


class MissingAnswer(BadInput):
    """Something is needed that nobody may be asked for (`--no-input`, or no terminal)."""

    code = "missing-answer"


class Refused(OidtrackError):
    """A safety rule says no, whatever is typed."""

    code = "refused"
    exit_code = 3

    def __init__(self, message: str, hint: str = "", article: str = "pace") -> None:
        """As its base, with the article of the guide that says why."""
        super().__init__(message, hint)
        self.article = article


class NothingFound(OidtrackError):
    """The question was fine; the journal holds no answer to it."""

    code = "nothing-found"
    exit_code = 4


class FileTrouble(OidtrackError):
    """A file beside the journal cannot be read or written; no half file is left."""

    code = "file-unusable"


class FactsBroken(OidtrackError):
    """A packaged fact file does not keep its own schema."""

    code = "facts-broken"


class JournalError(OidtrackError):
    """The journal file cannot be read or written; nothing was changed."""

    code = "journal-unreadable"


class JournalNewer(JournalError):
    """The journal was written by a newer oidtrack."""

    code = "journal-newer"


class JournalForeign(JournalError):
    """The file is there, and is not an oidtrack journal."""

    code = "journal-foreign"


class JournalLocked(JournalError):
    """Another program holds the journal longer than we wait."""

    code = "journal-locked"


class JournalReadOnly(JournalError):
    """The journal or its folder may not be written."""

    code = "journal-read-only"


class WrongPassphrase(JournalError):
    """The journal is encrypted, and what was given does not open it."""

    code = "wrong-passphrase"


class DiskFull(JournalError):
    """There is no room to write."""

    code = "disk-full"


class NotInstalled(OidtrackError):
    """Something that was asked for needs an extra that is not installed."""

    code = "not-installed"


class NoKeyring(OidtrackError):
    """The system's keyring was asked for, and there is none that can be used."""

    code = "no-keyring"
