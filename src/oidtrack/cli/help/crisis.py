"""`oidtrack crisis`: who to call now. Read before anything else of the program is loaded."""

from __future__ import annotations

import json
import sys

from oidtrack.clinical.crisis import CrisisContacts, crisis_contacts
from oidtrack.errors import BadInput
from oidtrack.render.page.console import finished, fits

HELP = """Usage: oidtrack crisis [COUNTRY] [--json]

  Who to call now. Without a country, that of your profile.

  Examples:
    oidtrack crisis
    oidtrack crisis US
"""


def run(arguments: list[str], home: str | None) -> int:
    """Print the contacts for a country.

    Args:
        arguments: What was typed after `crisis`: a country code, `--json`, or nothing.
        home: Country code of the profile, or None where it is not known.
    """
    words = [word for word in arguments if word not in {"--json", "--no-color", "--no-input"}]
    if {"-h", "--help"} & set(words):
        sys.stdout.write(HELP)
        return 0
    if len(words) > 1 or any(word.startswith("-") for word in words):
        raise BadInput(f"`crisis` takes one country code, not '{' '.join(words)}'", "for example: oidtrack crisis US")
    contacts = crisis_contacts(words[0] if words else home)
    page = _document(contacts) if "--json" in arguments else _page(contacts)
    sys.stdout.write(finished(page, colour=False, unicode=fits(sys.stdout.encoding)))
    return 0


def _page(contacts: CrisisContacts) -> str:
    lines = [
        f"In danger now: {contacts.emergency}",
        *(f"{line.name}: {line.number}" + (f" ({line.note})" if line.note else "") for line in contacts.lines),
        "",
        "Too much taken, very sleepy, slow breathing: call the emergency number first,",
        "give naloxone if it is there, and stay with the person.",
        f"Numbers for {contacts.name}, checked on {contacts.checked_on}. Other countries: oidtrack crisis GB",
    ]
    return "\n".join(lines) + "\n"


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
