"""Whom to call: each number first, at the beginning of a line, and never broken."""

from __future__ import annotations

from oidtrack.clinical.crisis import CrisisContacts
from oidtrack.render.page.parts import Block, Page, labelled


def lines_block(contacts: CrisisContacts) -> Block:
    """Every line to call, its number first; what it is and how it is reached stand beside that."""
    at = max((len(line.number) for line in contacts.lines), default=0) + 2
    return Block(tuple(labelled(line.number, line.name, line.note, at=at) for line in contacts.lines))


def danger_words(contacts: CrisisContacts) -> str:
    """The number for an emergency on a short line of its own."""
    return f"In danger now: {contacts.emergency}"


def crisis_page(contacts: CrisisContacts) -> Page:
    """Who to call now."""
    too_much = (
        "Too much taken, very sleepy, slow breathing: call the emergency number first, give naloxone if it is there,"
        " and stay with the person."
    )
    checked = f"Numbers for {contacts.name}, checked on {contacts.checked_on}."
    others = "Other countries: oidtrack crisis GB"
    return Page((Block((danger_words(contacts), lines_block(contacts))), Block((too_much, checked, others))), full=True)
