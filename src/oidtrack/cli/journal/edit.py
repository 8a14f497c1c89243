"""`oidtrack edit`: change an entry."""

from typing import Annotated

import typer

from oidtrack.cli.asking.editor import in_editor
from oidtrack.cli.asking.own_words import asks_for_list, settled, show_list
from oidtrack.cli.journal.writing import AT, NOTE, RATED, SLEEP, STAR, YES, agreed
from oidtrack.cli.options import Option, Typed
from oidtrack.cli.params import parse_id, taking
from oidtrack.cli.session import Session
from oidtrack.cli.words.reading import bounded, read_name, read_said
from oidtrack.domain.dose import printable
from oidtrack.domain.journal import RATINGS, Entry, moment
from oidtrack.errors import BadInput
from oidtrack.exchange.entry_form import Value, form_of, form_text, read_form
from oidtrack.render.journal.document import entry_body
from oidtrack.render.journal.entries import listing_page
from oidtrack.render.page.machine import caution
from oidtrack.render.page.parts import Page
from oidtrack.rules.base import Finding
from oidtrack.services.doses.intakes import Weighed
from oidtrack.services.journal.editing import CLEARABLE, Changes, edited, keep_edited
from oidtrack.services.journal.kept import entry

SCHEMA = "oidtrack/edit/1"
_LISTS = {"sign": "signs", "symptom": "symptoms", "tag": "tags"}
"""What a list of the form is called where it is cleared."""
OPTIONS = (
    *RATED,
    SLEEP,
    Option("sign", "All early signs, anew.", "NAME", many=True),
    Option("symptom", "All symptoms, anew.", "NAME[=0-4]", many=True),
    Option("dose", '"oxycodone 10mg".', "TEXT", "-d"),
    Option("reason", "Why a dose was skipped.", "TEXT"),
    Option("treatment", '"walk 30min".', "TEXT", "-t"),
    NOTE,
    Option("tag", "All tags, anew.", "NAME", many=True),
    STAR,
    AT,
    Option("clear", "Blank again: pain, note, star.", "NAME", many=True),
    YES,
)


@taking(OPTIONS)
def run(
    session: Session,
    name: Annotated[str, typer.Argument(metavar="ID", help="An entry such as e12.")],
    typed: Typed,
) -> None:
    """Change an entry. What you do not name stays; `oidtrack undo` brings the old one back.

    Without options, on a terminal, it opens the entry as a form in your editor.
    Words in the command also stand in your shell's history; the form's do not.

    Examples:
      oidtrack edit e12
      oidtrack edit e12 --mood 6 --clear pain
      oidtrack edit e12 --note "a long walk" --tag walk
      oidtrack edit e12 --at "yesterday 9pm"
    """
    one, many, yes = typed.one, typed.many, "yes" in typed.flags
    entry_id = parse_id(name, "e")
    if wanted := asks_for_list(many):
        show_list(session, wanted)
        return
    if one["note"] == "-":
        session.unlock()
    changes = _of_options(session, typed)
    if changes == Changes() and session.interactive:
        _in_editor(session, entry_id, yes=yes)
        return
    if changes == Changes():
        raise BadInput(f"there is nothing to change in {name.strip()}", f"for example: oidtrack edit {name} --mood 6")
    _write(session, entry_id, changes, yes=yes)


def _of_options(session: Session, typed: Typed) -> Changes:
    treatment, reason = typed.one["treatment"], typed.one["reason"] or ""
    several = {**typed.many, "treatment": [] if treatment is None else [treatment]}
    changes = _changes(session, typed.one, several, star="star" in typed.flags)
    return changes._replace(
        dose=bounded(typed.one["dose"] or "", "dose"),
        reason=read_name(reason, "reason") if reason else "",
        clear=tuple(_clear(word) for word in typed.many["clear"]),
    )


def _in_editor(session: Session, entry_id: int, *, yes: bool) -> None:
    """The entry as a form; what is different in it is changed."""
    with session.journal(create=False) as journal:
        old = entry(journal, entry_id)
    before = form_of(old)

    def use(text: str) -> None:
        after = read_form(text, before)
        new = {name: value for name, value in after.items() if value != before[name]}
        if not new:
            session.tell("Nothing was changed.")
            return
        _write(session, entry_id, _of_form(session, new), yes=yes)

    in_editor(session, form_text(old.name, before), use)


def _of_form(session: Session, new: dict[str, Value]) -> Changes:
    """The changed lines of a form as options would say them; a blank one is cleared."""
    lines = {name: value for name, value in new.items() if isinstance(value, str) and value}
    lists = {name: list(value) for name, value in new.items() if isinstance(value, tuple)}
    single = {name: lines.get(name) for name in (*RATINGS, "sleep", "note", "at")}
    treatment = [lines["treatment"]] if "treatment" in lines else []
    several = {"sign": [], "symptom": [], "tag": [], **lists, "treatment": treatment}
    changes = _changes(session, single, several, star=new.get("star") is True)
    changes = changes._replace(dose=bounded(lines.get("dose", ""), "dose"), reason=lines.get("reason", ""))
    blank = [_LISTS.get(name, name) for name, value in new.items() if not value]
    return changes._replace(clear=tuple(_clear(name) for name in blank))


def _changes(session: Session, single: dict[str, str | None], several: dict[str, list[str]], *, star: bool) -> Changes:
    """What the options say, but for the dose."""
    said = read_said(session, single, {**several, "dose": [], "skip": []}, star=star)
    when = None if single["at"] is None else moment(said.when.at, session.day_ends_at)
    return Changes(said.check_in, when=when)


def _write(session: Session, entry_id: int, changes: Changes, *, yes: bool) -> None:
    """Show before and after, and save; an amount that is hardly meant, or a new word, is asked about first."""
    mood = settled(session, changes.check_in.mood, yes=yes)
    if mood is None:
        session.tell("Nothing was changed.")
        return
    changes = changes._replace(check_in=changes.check_in._replace(mood=mood))
    with session.journal(create=False) as journal:
        old = entry(journal, entry_id)
        now = moment(session.now, session.day_ends_at)
        new, findings = edited(journal, old, changes, now, session.day_ends_at)
    if not agreed(session, Weighed(findings=findings), yes=yes, without="Nothing was changed."):
        return
    with session.journal(create=False) as journal:
        kept = keep_edited(journal, old, new, session.at_utc)
    _show(session, old, kept, findings)


def _show(session: Session, old: Entry, kept: Entry, findings: tuple[Finding, ...]) -> None:
    cautions = [caution(found) for found in findings]
    was, now = listing_page((old,)), listing_page((kept,))
    session.answer(
        SCHEMA,
        lambda: {"entry": entry_body(kept), "before": entry_body(old), "cautions": cautions},
        lambda: Page((f"changed {kept.name}; it was", was, "and is now", now, "undo: oidtrack undo"), full=True),
    )


def _clear(word: str) -> str:
    name = word.strip().lower()
    if name not in CLEARABLE:
        raise BadInput(f"'{printable(word)}' cannot be cleared", f"there are {', '.join(CLEARABLE)}")
    return name
