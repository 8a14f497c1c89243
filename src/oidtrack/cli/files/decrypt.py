"""`oidtrack decrypt`: the journal and its copies in plain again."""

from __future__ import annotations

from oidtrack.cli.session import Session
from oidtrack.render.files.sealing import DECRYPT, change_block, change_body
from oidtrack.services.files.sealing import decrypt


def run(session: Session) -> None:
    """Make your journal and its backups readable without a passphrase again.

    A new file is written, compared row by row, and put in place. A passphrase in
    the keyring goes. A backup under another passphrase stays as it is and is
    named.

    Examples:
      oidtrack decrypt
    """
    found = decrypt(session.place, session.now)
    session.answer(DECRYPT, lambda: change_body(found), lambda: change_block(found))
