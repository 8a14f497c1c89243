"""`oidtrack rekey`: another passphrase for the journal and its copies."""

from __future__ import annotations

from typing import Annotated

import typer

from oidtrack.cli.asking.passphrase import NEW_COMMAND, new_passphrase
from oidtrack.cli.session import Session
from oidtrack.render.files.sealing import REKEY, change_block, change_body
from oidtrack.services.files.sealing import rekey, remember


def run(
    session: Session,
    keep: Annotated[bool, typer.Option("--remember", help="Let this system's keyring open it from now on.")] = False,
) -> None:
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
    found = rekey(session.place, lambda: new_passphrase(session, "your journal", command), session.now)
    session.answer(REKEY, lambda: change_body(found), lambda: change_block(found))
    if keep:
        remember(session.place)
