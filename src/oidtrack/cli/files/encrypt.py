"""`oidtrack encrypt`: the journal and its copies under a passphrase."""

from __future__ import annotations

from typing import Annotated

import typer

from oidtrack.cli.asking.passphrase import COMMAND, new_passphrase
from oidtrack.cli.params import Yes
from oidtrack.cli.session import Session
from oidtrack.errors import BadInput
from oidtrack.render.files.sealing import ENCRYPT, change_block, change_body, doubtful_block
from oidtrack.services.files.sealing import beside, encrypt, forget, remember

LEFT = 1


def run(
    session: Session,
    keep: Annotated[bool, typer.Option("--remember", help="Let this system's keyring open it from now on.")] = False,
    drop: Annotated[bool, typer.Option("--forget", help="Take the passphrase out of the keyring again.")] = False,
    yes: Yes = False,
) -> None:
    """Encrypt your journal and the backups beside it with a passphrase.

    A forgotten passphrase cannot be recovered: nothing and nobody can open the
    journal without it. Write it down and keep that where you keep papers.

    From then on each command asks for it, once. It never stands in an option:
    OIDTRACK_PASSPHRASE_COMMAND may name a command that prints it, such as that
    of a password manager. 64 hex digits are taken as the key itself. --remember
    puts it into this system's keyring, now or later; --forget takes it out.

    A new file is written, compared row by row, and put in place; the old one is
    overwritten and removed. On flash drives (SSD, phone, stick), in snapshots,
    in synchronised folders and in backups of your system, what it held may stay
    readable all the same; the disk's own encryption helps there. `oidtrack
    export` and pages that you write are not encrypted.

    Examples:
      oidtrack encrypt
      oidtrack encrypt --remember
      oidtrack decrypt
    """
    if keep and drop:
        raise BadInput("--remember and --forget are both given", "choose one")
    if drop:
        _forget(session)
        return
    if keep and session.encrypted:
        remember(session.place)
        session.tell("This system's keyring opens your journal from now on.")
        return
    if not _agreed(session, yes=yes):
        session.tell("Nothing was changed.")
        return
    found = encrypt(session.place, lambda: _asked(session), session.now)
    session.answer(ENCRYPT, lambda: change_body(found), lambda: change_block(found))
    if keep:
        remember(session.place)
    if found.left:
        raise typer.Exit(LEFT)


def _forget(session: Session) -> None:
    there = forget(session.place)
    session.tell("The keyring holds it no more." if there else "The keyring held no passphrase of this journal.")


def _asked(session: Session) -> str:
    session.tell("A forgotten passphrase cannot be recovered: nothing opens the journal then.")
    return new_passphrase(session, "your journal", (session.passphrase_command, COMMAND))


def _agreed(session: Session, *, yes: bool) -> bool:
    """Whether what cannot be encrypted may go: it is named first."""
    doubtful = beside(session.place).doubtful
    if yes or not doubtful:
        return True
    session.tell(doubtful_block(doubtful))
    if not session.interactive:
        raise session.need("your yes to remove these", "oidtrack encrypt --yes; or move them away first")
    from oidtrack.cli.asking.asking import confirm

    return confirm("Overwrite and remove them, and encrypt the rest?")
