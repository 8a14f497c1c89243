"""`oidtrack crisis`: who to call now. Read before anything else of the program is loaded."""

from __future__ import annotations

import json
import sys
from textwrap import wrap

from msgspec import Struct

from oidtrack.clinical.crisis import CrisisContacts, countries, crisis_contacts
from oidtrack.errors import BadInput
from oidtrack.render.page.console import finished

HELP = """Usage: oidtrack crisis [COUNTRY] [--json]

  Who to call now, the numbers first. Without a country, that of your profile;
  where none is set, a guess from your computer's language setting, which says
  so. A country is two letters, or its English name.

  With lines of their own:
{codes}

  Examples:
    oidtrack crisis
    oidtrack crisis AT
    oidtrack crisis "south korea"
"""
WIDEST = 76
"""Columns of a page at the most, where the terminal has more."""


class Here(Struct, frozen=True):
    """Where somebody asks from.

    Attributes:
        home: Country code of the profile, or None where it is not known.
        region: Country code in the language setting, or None.
        width: Columns of the place.
        unicode: Whether it shows more than ASCII.
    """

    home: str | None = None
    region: str | None = None
    width: int = 80
    unicode: bool = True


def run(arguments: list[str], here: Here) -> int:
    """Print the contacts for a country.

    Args:
        arguments: What was typed after `crisis`: a country, `--json`, or nothing.
        here: What is known without asking.
    """
    words = [word for word in arguments if word not in {"--json", "--no-color", "--plain", "--no-input"}]
    if {"-h", "--help"} & set(words):
        sys.stdout.write(help_text())
        return 0
    if len(words) > 1 or any(word.startswith("-") for word in words):
        raise BadInput(f"`crisis` takes one country, not '{' '.join(words)}'", "for example: oidtrack crisis US")
    contacts = crisis_contacts(words[0] if words else here.home or here.region)
    guessed = bool(contacts.country) and not words and not here.home
    page = _document(contacts, guessed) if "--json" in arguments else _page(contacts, guessed, min(here.width, WIDEST))
    sys.stdout.write(finished(page, unicode=here.unicode))
    return 0


def help_text() -> str:
    """How it is typed, with every country that has lines of its own."""
    codes = "\n".join(wrap(" ".join(countries()), WIDEST, initial_indent="    ", subsequent_indent="    "))
    return HELP.format(codes=codes)


def _page(contacts: CrisisContacts, guessed: bool, width: int) -> str:
    """Each number alone on its line, with what it is below it; what else there is to say comes after all numbers."""
    parts = [[contacts.emergency, *_folded("in danger now", width, "  ")]]
    parts += [[line.number, *_folded(f"{line.name}: {line.note}", width, "  ")] for line in contacts.lines]
    parts += [_folded(words, width) for words in (_AT_ONCE, _whose(contacts, guessed), _known_from(contacts))]
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


_AT_ONCE = (
    "Too much taken, very sleepy, slow breathing: call the emergency number first, give naloxone if it is there, and"
    " stay with the person."
)


def _whose(contacts: CrisisContacts, guessed: bool) -> str:
    """Whose numbers these are, and how to have others."""
    other = "Another country: oidtrack crisis GB"
    if guessed:
        return (
            f"{contacts.name} is guessed from your computer's language setting; set yours with"
            f" `oidtrack profile --country {contacts.country}`. {other}"
        )
    return f"Numbers for {contacts.name}. {other}"


def _known_from(contacts: CrisisContacts) -> str:
    """Where and when the numbers were read, and which of them not on a page of the service itself."""
    read = f"Read on {contacts.checked_on} in stored pages: {contacts.locator}."
    if not contacts.unsure:
        return read
    unsure = f" Not read on a page of the service itself: {', '.join(contacts.unsure)}."
    return f"{read}{unsure} Numbers change: where nobody answers, take another, or the emergency number."


def _folded(text: str, width: int, indent: str = "") -> list[str]:
    return wrap(text, width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)


def _document(contacts: CrisisContacts, guessed: bool) -> str:
    body = {
        "schema": "oidtrack/crisis/1",
        "country": contacts.country,
        "name": contacts.name,
        "guessed": guessed,
        "emergency": contacts.emergency,
        "emergency_certainty": contacts.emergency_certainty,
        "lines": [
            {"name": line.name, "number": line.number, "note": line.note, "certainty": line.certainty}
            for line in contacts.lines
        ],
        "checked_on": contacts.checked_on.isoformat(),
        "source": contacts.locator,
    }
    return json.dumps(body, indent=2, ensure_ascii=True) + "\n"
