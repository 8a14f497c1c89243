"""What stands around every command: who is asked for a passphrase, and the backup of the day after it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from oidtrack.cli.session import Session
from oidtrack.services.opening import ask_with


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
