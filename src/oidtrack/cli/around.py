"""What stands around every command: the options before it, who is asked for a passphrase, and the backup of the day."""

from __future__ import annotations

from collections.abc import Container, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec.structs import replace

from oidtrack.cli.session import Session
from oidtrack.cli.surroundings import journal_path
from oidtrack.services.opening import ask_with


def with_options(session: Session, flags: Container[str], db: str | None) -> Session:
    """The run as the options before a command want it.

    Args:
        session: The run as its surroundings make it.
        flags: Those of `--json`, `--plain`, `--no-color` and `--no-input` that were given.
        db: What `--db` names, or None where it was not given.

    Raises:
        BadInput: `--db` names no file.
    """
    return replace(
        session.plain if "--plain" in flags else session,
        db=session.db if db is None else journal_path(db),
        json="--json" in flags,
        colours=0 if "--no-color" in flags or "--plain" in flags else session.colours,
        interactive=session.interactive and "--no-input" not in flags,
    )


@contextmanager
def around(session: Session, *, backs_up: bool = True) -> Iterator[None]:
    """While a command runs, its session says what opens an encrypted file.

    Args:
        session: The run, with what the options before the command say.
        backs_up: Whether the backup of the day is made afterwards, where it is due.
    """

    def answers(path: Path) -> Iterator[str]:
        from oidtrack.cli.asking import passphrase

        return passphrase.answers(session, path)

    ask_with(answers)
    try:
        yield
    finally:
        if backs_up:
            session.back_up_daily()
