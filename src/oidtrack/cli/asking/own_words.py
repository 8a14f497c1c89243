"""Signs and symptoms as they are typed: known ones are kept as the list spells them, others only if they are meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from oidtrack.cli.session import Session
from oidtrack.domain.dose import printable
from oidtrack.domain.journal import Mood
from oidtrack.errors import BadInput
from oidtrack.services.journal.known_words import Group, Known, known_words

LIST = "?"
SCHEMA = "oidtrack/words/1"


def asks_for_list(several: Mapping[str, Sequence[str]]) -> tuple[Group, ...]:
    """The groups whose list is wanted: `--sign ?`."""
    return tuple(group for group in Group if any(word.strip() == LIST for word in several.get(group.value, ())))


def show_list(session: Session, groups: tuple[Group, ...]) -> None:
    """The lists on stdout, as they are asked for; nothing is written down."""
    from oidtrack.render.journal.signs import words_body, words_page

    found = tuple(known_words(group, session.place) for group in groups)
    session.answer(SCHEMA, lambda: words_body(found), lambda: words_page(found))
    session.tell("Nothing was saved. A number stands for its word: --sign 1, --symptom 3=2")


def settled(session: Session, mood: Mood, *, yes: bool) -> Mood | None:
    """The mood with its signs and symptoms as they are kept; None where a word of one's own is not meant after all.

    Raises:
        BadInput: A word that is not known, and nobody to ask; the hint has the nearest.
    """
    if not (mood.signs or mood.symptoms):
        return mood
    own: list[tuple[Known, str]] = []
    known = {group: known_words(group, session.place) for group in Group}
    signs = [_kept(known[Group.SIGN], word, own) for word in mood.signs]
    symptoms = {_kept(known[Group.SYMPTOM], word, own): strength for word, strength in mood.symptoms}
    if own and not yes and not _meant(session, own):
        return None
    return Mood(mood.ratings, mood.sleep_min, tuple(dict.fromkeys(signs)), tuple(symptoms.items()))


def unknown(known: Known, word: str) -> str:
    """What there is to say of a word that is not known, with the nearest that are."""
    near = known.near(word)
    listed = f"; near: {', '.join(printable(one) for one in near)}" if near else ""
    return f"'{printable(word)}' is no {known.group.value} on the list{listed}"


def _kept(known: Known, word: str, own: list[tuple[Known, str]]) -> str:
    kept = known.kept(word)
    if kept is None:
        own.append((known, word))
    return kept or word


def _meant(session: Session, own: list[tuple[Known, str]]) -> bool:
    if not session.interactive:
        known, word = own[0]
        raise BadInput(unknown(known, word), f'--{known.group.value} "?" shows the list; your own word: add --yes')
    from oidtrack.cli.asking.asking import yes_or_no

    for known, word in own:
        session.tell(f"{unknown(known, word)}.")
        if not yes_or_no(f"Save '{printable(word)}' as a word of your own?", "[y/N]"):
            return False
    return True
