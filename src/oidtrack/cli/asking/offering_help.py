"""Who to call, said at once and whatever else is asked for."""

from __future__ import annotations

from oidtrack.cli.session import Session
from oidtrack.clinical.crisis import crisis_contacts
from oidtrack.errors import OidtrackError
from oidtrack.render.journal.check import help_block
from oidtrack.services.journal.profile import load_profile


def offer_help(session: Session) -> None:
    """Who to call, on stderr, whatever else is asked for."""
    home = _country(session)
    session.tell(help_block(crisis_contacts(home or session.region), guessed=home is None))


def _country(session: Session) -> str | None:
    """The country of the profile; nothing that is wrong with the journal stands before the numbers."""
    try:
        with session.journal_if_any() as journal:
            return None if journal is None else load_profile(journal).country
    except OidtrackError:
        return None
