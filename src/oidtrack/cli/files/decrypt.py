"""`oidtrack decrypt`: the journal and its copies in plain again."""

from __future__ import annotations

import typer

from oidtrack.cli.params import Json, wants_json
from oidtrack.cli.session import Session
from oidtrack.render.files.sealing import DECRYPT, change_block, change_body
from oidtrack.render.page.machine import document
from oidtrack.services.files.sealing import decrypt


def run(ctx: typer.Context, json: Json = False) -> None:
    """Make your journal and its backups readable without a passphrase again.

    A new file is written, compared row by row, and put in place. A passphrase in
    the keyring goes. A backup under another passphrase stays as it is and is
    named.

    Examples:
      oidtrack decrypt
    """
    session: Session = ctx.obj
    found = decrypt(session.place, session.now)
    if wants_json(session, json):
        session.emit(document(DECRYPT, change_body(found)))
    else:
        session.show(change_block(found))
