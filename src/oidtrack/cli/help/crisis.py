"""`oidtrack crisis`: who to call now. Read before anything else of the program is loaded."""

from __future__ import annotations

import json
import sys

from oidtrack.clinical.crisis import CrisisContacts, crisis_contacts
from oidtrack.errors import BadInput
from oidtrack.render.page.helplines import crisis_page
from oidtrack.render.page.text import paint

HELP = """Usage: oidtrack crisis [COUNTRY] [--json]

  Who to call now. Without a country, that of your profile.

  Examples:
    oidtrack crisis
    oidtrack crisis US
"""


def run(arguments: list[str], home: str | None, *, width: int, unicode: bool) -> int:
    """Print the contacts for a country.

    Args:
        arguments: What was typed after `crisis`: a country code, `--json`, or nothing.
        home: Country code of the profile, or None where it is not known.
        width: Columns of the place.
        unicode: Whether it shows more than ASCII.
    """
    words = [word for word in arguments if word not in {"--json", "--no-color", "--plain", "--no-input"}]
    if {"-h", "--help"} & set(words):
        sys.stdout.write(HELP)
        return 0
    if len(words) > 1 or any(word.startswith("-") for word in words):
        raise BadInput(f"`crisis` takes one country code, not '{' '.join(words)}'", "for example: oidtrack crisis US")
    contacts = crisis_contacts(words[0] if words else home)
    page = _document(contacts) if "--json" in arguments else paint(crisis_page(contacts), width, unicode=unicode)
    sys.stdout.write(page)
    return 0


def _document(contacts: CrisisContacts) -> str:
    body = {
        "schema": "oidtrack/crisis/1",
        "country": contacts.country,
        "name": contacts.name,
        "emergency": contacts.emergency,
        "lines": [{"name": line.name, "number": line.number, "note": line.note} for line in contacts.lines],
        "checked_on": contacts.checked_on.isoformat(),
    }
    return json.dumps(body, indent=2, ensure_ascii=True) + "\n"
