"""`oidtrack encrypt`, `decrypt` and `rekey`: the journal and its copies under a passphrase, or in plain again."""

from __future__ import annotations

from typing import Annotated

import typer

from oidtrack.cli.asking.asking import agreed
from oidtrack.cli.asking.passphrase import COMMAND, NEW_COMMAND, new_passphrase
from oidtrack.cli.params import Yes
from oidtrack.cli.session import Session
from oidtrack.errors import BadInput
from oidtrack.render.files.sealing import DECRYPT, ENCRYPT, REKEY, change_block, change_body, doubtful_block
from oidtrack.services.files import sealing
from oidtrack.services.files.sealing import beside, forget, remember

LEFT = 1
Keep = Annotated[bool, typer.Option("--remember", help="Let this system's keyring open it from now on.")]


def encrypt(
    session: Session,
    keep: Keep = False,
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
    found = sealing.encrypt(session.place, lambda: _asked(session), session.now, lambda: session.progress("Encrypting"))
    session.answer(ENCRYPT, lambda: change_body(found), lambda: change_block(found))
    if keep:
        remember(session.place)
    if found.left:
        raise typer.Exit(LEFT)


def decrypt(session: Session) -> None:
    """Make your journal and its backups readable without a passphrase again.

    A new file is written, compared row by row, and put in place. A passphrase in
    the keyring goes. A backup under another passphrase stays as it is and is
    named.

    Examples:
      oidtrack decrypt
    """
    found = sealing.decrypt(session.place, session.now, lambda: session.progress("Decrypting"))
    session.answer(DECRYPT, lambda: change_body(found), lambda: change_block(found))


def rekey(session: Session, keep: Keep = False) -> None:
    """Change the passphrase of your journal, and of the backups beside it.

    The old one is asked for, then the new one twice. Without a terminal
    OIDTRACK_PASSPHRASE_COMMAND names a command that prints the old one and
    OIDTRACK_NEW_PASSPHRASE_COMMAND one for the new. Copies elsewhere keep the
    old one: who knows it can still read those. A forgotten passphrase cannot be
    recovered.

    Examples:
      oidtrack rekey
      oidtrack rekey --remember
    """
    command = (session.new_passphrase_command, NEW_COMMAND)
    found = sealing.rekey(
        session.place,
        lambda: new_passphrase(session, "your journal", command),
        session.now,
        lambda: session.progress("Encrypting anew"),
    )
    session.answer(REKEY, lambda: change_body(found), lambda: change_block(found))
    if keep:
        remember(session.place)


def _forget(session: Session) -> None:
    there = forget(session.place)
    session.tell("The keyring holds it no more." if there else "The keyring held no passphrase of this journal.")


def _asked(session: Session) -> str:
    session.tell("A forgotten passphrase cannot be recovered: nothing opens the journal then.")
    return new_passphrase(session, "your journal", (session.passphrase_command, COMMAND))


def _agreed(session: Session, *, yes: bool) -> bool:
    """Whether what cannot be encrypted may go: it is named first."""
    with session.progress("Looking through the copies beside it"):
        doubtful = beside(session.place).doubtful
    if yes or not doubtful:
        return True
    session.tell(doubtful_block(doubtful))
    missing = "your yes to remove these", "oidtrack encrypt --yes; or move them away first"
    return agreed(session, "Overwrite and remove them, and encrypt the rest?", missing=missing)
