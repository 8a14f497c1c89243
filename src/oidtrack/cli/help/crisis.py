"""`oidtrack crisis`: who to call now. Read before anything else of the program is loaded."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from textwrap import wrap

from msgspec import Struct

from oidtrack.cli.table import GLOBAL_FLAGS
from oidtrack.clinical.crisis import CrisisContacts, code_of, countries, crisis_contacts, near_names
from oidtrack.domain.dose import printable
from oidtrack.domain.journal import dated
from oidtrack.errors import BadInput, listed
from oidtrack.render.page.console import finished

HELP = """Usage: oidtrack crisis [COUNTRY] [--json]

  Who to call now, the numbers first. Without a country, that of your profile;
  where none is set, a guess from your computer's language setting, which says
  so. A country is two letters, or its name in English or in its own language.

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
    words = [word for word in arguments if word not in GLOBAL_FLAGS]
    if {"-h", "--help"} & set(words):
        sys.stdout.write(help_text())
        return 0
    if any(word.startswith("-") for word in words):
        raise BadInput(
            f"`crisis` takes a country, not '{printable(' '.join(words))}'", "for example: oidtrack crisis US"
        )
    typed = _country_in(words)
    contacts = crisis_contacts(typed or here.home or here.region)
    guessed = bool(contacts.country) and not typed and not here.home
    whose = _guess(contacts, here.region or "") if guessed else _whose(contacts, typed)
    page = _document(contacts, guessed) if "--json" in arguments else _page(contacts, whose, min(here.width, WIDEST))
    sys.stdout.write(finished(page, unicode=here.unicode))
    return 0


def _country_in(words: Sequence[str]) -> str:
    """What was typed; where all of it is no country, a word of it that is one: a name before a code in capitals."""
    together = " ".join(words)
    if not words[1:] or crisis_contacts(together).country:
        return together
    single = sorted(
        (word for word in words if len(word) > _CODE or word.isupper()), key=lambda word: len(word) <= _CODE
    )
    return next((word for word in single if crisis_contacts(word).country), together)


def help_text() -> str:
    """How it is typed, with every country that has lines of its own."""
    codes = "\n".join(wrap(" ".join(countries()), WIDEST, initial_indent="    ", subsequent_indent="    "))
    return HELP.format(codes=codes)


def _page(contacts: CrisisContacts, whose: str, width: int) -> str:
    """Each number alone on its line, with what it is below it; what else there is to say comes after all numbers."""
    parts = [[contacts.emergency, *_folded("in danger now", width, "  ")]]
    parts += [[line.number, *_folded(f"{line.name}: {line.note}", width, "  ")] for line in contacts.lines]
    parts += [_folded(words, width) for words in (_AT_ONCE, whose, _known_from(contacts))]
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


_AT_ONCE = (
    "Too much taken, very sleepy, slow breathing: call the emergency number first, give naloxone if it is there, and"
    " stay with the person."
)


_CODE = 2
"""Letters of a country's code; "in" and "am" in a sentence are no countries."""
_OTHER = "Another country: oidtrack crisis GB"


def _guess(contacts: CrisisContacts, region: str) -> str:
    return (
        f"{contacts.name} is guessed from your computer's language setting; set yours with"
        f" `oidtrack profile --country {region}`. {_OTHER}"
    )


def _whose(contacts: CrisisContacts, typed: str) -> str:
    """Whose numbers these are, and how to have others; of a country that has none here it is said."""
    if not typed or contacts.country:
        return f"Numbers for {contacts.name}. {_OTHER}"
    near = [name.title() for name in near_names(typed)]
    codes = listed((f"oidtrack crisis {code_of(name)} ({name})" for name in near), "or")
    said = f"No lines for '{printable(typed, 30)}' are known here, so these are for {contacts.name}."
    return f"{said} Did you mean {codes}?" if near else f"{said} {_OTHER}"


def _known_from(contacts: CrisisContacts) -> str:
    """Where and when the numbers were read, and which of them not on a page of the service itself."""
    read = f"Read on {dated(contacts.checked_on)} in stored pages: {contacts.locator}."
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
    import json

    return json.dumps(body, indent=2, ensure_ascii=True) + "\n"
