"""What `log` does, without the option parser: what was typed is read, weighed, saved and shown."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from oidtrack.cli.options import Option, Typed
from oidtrack.cli.session import Session
from oidtrack.cli.words.reading import Said, read_said
from oidtrack.cli.words.when import When
from oidtrack.domain.journal import RATINGS, TEN_IS_BEST, Entry, moment
from oidtrack.errors import BadInput, WhichStrength
from oidtrack.services.journal.record import NOTHING, entries_of, save
from oidtrack.services.opening import cut_near

if TYPE_CHECKING:
    from oidtrack.rules.asking import Due
    from oidtrack.rules.base import Finding
    from oidtrack.services.doses.intakes import Weighed

ASKED_AHEAD = timedelta(days=3)
"""As `services.gating.ASKED_DAYS`: on all other days nothing of it is loaded."""

_LETTERS = {"mood": "-m", "pain": "-p", "craving": "-c"}
"""The ratings that have a short option too."""
RATED = tuple(
    Option(name, f"10 is {'best' if name in TEN_IS_BEST else 'worst'}.", "0-10", _LETTERS.get(name, ""))
    for name in RATINGS
)
SLEEP = Option("sleep", "7.5, 7h30 or 7:30.", "HOURS", "-s")
NOTE = Option("note", "A note; - reads stdin.", "TEXT", "-n")
STAR = Option("star", "Mark it.")
AT = Option("at", "yesterday 9pm, 2h ago, 8:30.", "WHEN")
YES = Option("yes", "Yes to the question that would be asked.")
"""What is said of an entry, the same where it is written down and where it is changed."""

OPTIONS = (
    *RATED,
    SLEEP,
    Option("sign", "A sign of low mood; ? lists them.", "NAME", many=True),
    Option("symptom", "Withdrawal; ? lists it.", "NAME[=0-4]", many=True),
    Option("dose", '"oxycodone 10mg at 8:00".', "TEXT", "-d", many=True),
    Option("skip", '"oxycodone 14:00: why".', "TEXT", many=True),
    Option("taken", "All doses planned so far, last night's too."),
    Option("tonight", "With --taken: also those to come tonight."),
    Option("treatment", '"walk 30min".', "TEXT", "-t", many=True),
    NOTE,
    Option("tag", "A word to find it by.", "NAME", many=True),
    STAR,
    AT,
    Option("same_as_yesterday", "Yesterday's check-in again; not its note or doses."),
    Option("catch_up", "Ask about missed days: 3d is the last three.", "SPAN"),
    YES,
)


def show(session: Session, typed: Typed) -> None:
    """Write down what was typed; ask where nothing was.

    Raises:
        BadInput: A word that cannot be read, or nothing to write down; nothing is saved then.
    """
    one, many, flags = typed.one, typed.many, typed.flags
    if "tonight" in flags and "taken" not in flags:
        raise BadInput("--tonight goes with --taken", "oidtrack log --taken --tonight")
    if "?" in many["sign"] or "?" in many["symptom"]:
        from oidtrack.cli.asking.own_words import asks_for_list, show_list

        show_list(session, asks_for_list(many))
        return
    again, span = "same_as_yesterday" in flags, one["catch_up"]
    said = [word for name, word in one.items() if name != "catch_up" and word is not None]
    alone = not (flags & {"taken", "star"} or said or any(many.values()))
    if span is not None:
        _catch_up(session, span, alone=alone and not again)
    elif alone and not again:
        ask_evening(session)
    else:
        _write_typed(session, typed, again=again)


def _write_typed(session: Session, typed: Typed, *, again: bool) -> None:
    yes = "yes" in typed.flags
    if typed.one["note"] == "-":
        session.unlock()
    words = read_said(session, typed.one, typed.many, taken="taken" in typed.flags, star="star" in typed.flags)
    said = _with_known_words(session, words._replace(tonight="tonight" in typed.flags), yes=yes)
    meant = _as_yesterday(session, said, yes=yes) if again and said is not None else said
    if meant is not None:
        write(session, meant, yes=yes)
        if meant.check_in.mood != NOTHING:
            _carry_the_check(session, ask=False)


def _with_known_words(session: Session, said: Said, *, yes: bool) -> Said | None:
    """What was said, its signs and symptoms as they are kept; None where one of them is not meant after all."""
    mood = said.check_in.mood
    if not (mood.signs or mood.symptoms):
        return said
    from oidtrack.cli.asking.own_words import settled

    kept = settled(session, mood, yes=yes)
    if kept is None:
        session.tell("Nothing was saved.")
        return None
    return said._replace(check_in=said.check_in._replace(mood=kept))


def write(session: Session, said: Said, *, yes: bool = False) -> None:
    """Weigh, ask where something is to be asked, save, and show.

    Raises:
        BadInput: Nothing to write, or an amount that cannot be.
        WhichStrength: Tablets were counted, which of several it was is open, and there is nobody to ask.
    """
    weighed = weigh_said(session, said) if said.doses or said.skips or said.taken else None
    if weighed is not None and not agreed(session, weighed, yes=yes):
        return
    doses, findings = ((), ()) if weighed is None else (weighed.entries, weighed.findings)
    entries = entries_of(said.check_in, moment(said.when.at, session.day_ends_at), doses)
    if not entries:
        raise BadInput("there is nothing to write down", "for example: oidtrack log --mood 5 --note TEXT")
    with session.journal() as journal:
        saved = save(journal, entries, session.at_utc)
    show_saved(session, saved, findings)


def weigh_said(session: Session, said: Said) -> Weighed:
    """Doses as entries, with what to say about them; the journal is closed again before anybody is asked."""
    from oidtrack.cli.doses.dosing import ask_strength, weigh

    try:
        with session.journal_if_any() as journal:
            return weigh(session, said, journal)
    except WhichStrength as error:
        if not session.interactive or not error.ways:
            raise
        return weigh_said(session, ask_strength(said, error))


def agreed(session: Session, weighed: Weighed, *, yes: bool, without: str = "Nothing was saved.") -> bool:
    """Say what is to be said; on a terminal it is asked about. Without one it is saved: the journal tells what was.

    Args:
        session: Who is told and asked.
        weighed: Doses, with what there is to say of them.
        yes: Whether the question was answered before.
        without: Said where the answer is no.
    """
    if weighed.findings:
        from oidtrack.render.warnings.findings import cautions_block

        session.tell(cautions_block(weighed.findings))
    if weighed.notes:
        from oidtrack.render.page.parts import Block

        session.tell(Block(tuple(f"{note[0].upper()}{note[1:]}." for note in weighed.notes)))
    if yes or not session.interactive or not (weighed.findings or weighed.notes):
        return True
    from oidtrack.cli.asking.asking import confirm

    saves = confirm("Save it as it is?")
    if not saves:
        session.tell(without)
    return saves


def show_saved(session: Session, saved: tuple[Entry, ...], findings: tuple[Finding, ...]) -> None:
    """What was saved, as text or as JSON."""
    if not session.json:
        from oidtrack.render.journal.entries import saved_page

        session.show(saved_page(saved))
        return
    from oidtrack.render.journal.document import entry_body
    from oidtrack.render.page.machine import caution, document

    body = {"entries": [entry_body(entry) for entry in saved], "cautions": [caution(found) for found in findings]}
    session.emit(document("oidtrack/log/1", body))


def _as_yesterday(session: Session, said: Said, *, yes: bool) -> Said | None:
    """What was said on top of the check-in of the day before; shown, and asked about on a terminal.

    Returns:
        What to write, or None where the person does not want it.

    Raises:
        NothingFound: There is no check-in on the day before.
    """
    from oidtrack.services.journal.copying import merged, of_day_before

    day = moment(said.when.at, session.day_ends_at).day
    with session.journal(create=False) as journal:
        before = of_day_before(journal, day)
    mood = merged(before, said.check_in.mood)
    if session.interactive and not yes:
        from oidtrack.cli.asking.asking import agree
        from oidtrack.render.journal.entries import copied_page

        session.tell(copied_page(day, mood))
        if not agree("Save it?"):
            session.tell("Nothing was saved.")
            return None
    return said._replace(check_in=said.check_in._replace(mood=mood))


def ask_evening(session: Session) -> None:
    """The guided evening entry: asked, saved and shown.

    Raises:
        MissingAnswer: There is nobody to ask.
        LeftOff: The person stopped and keeps nothing.
    """
    if not session.interactive:
        raise session.need("what to write down", "for example: oidtrack log --mood 5 --sleep 7h30 --taken")
    from oidtrack.cli.journal.conversation.guided import evening

    saved = evening(session, When(session.now, has_time=True), _look)
    if saved is None:
        session.tell("Nothing was answered, nothing was saved.")
        return
    show_saved(session, saved.entries, saved.findings)
    ask = not session.json
    if saved.checked is not None or saved.due is not None:
        from oidtrack.cli.journal.conversation.two_questions import remind_of_nine, tell_what_came

        if saved.checked is not None:
            tell_what_came(session, saved.checked, ask=ask)
        remind_of_nine(session, saved.due)
    _carry_the_check(session, ask=ask)


def _look(session: Session) -> Due | None:
    """Which questionnaire is due, looked up once the other questions are answered."""
    from oidtrack.cli.journal.conversation.two_questions import due_this_evening

    return due_this_evening(session)


def _carry_the_check(session: Session, *, ask: bool) -> None:
    """What the check says of a cut that is near, told after the entry and never in its way."""
    with session.journal() as journal:
        near = cut_near(journal, session.today, session.today + ASKED_AHEAD)
    if near:
        from oidtrack.cli.plan.deciding import tell_or_ask

        tell_or_ask(session, ask=ask)


def _catch_up(session: Session, span: str, *, alone: bool) -> None:
    if not alone:
        raise BadInput("--catch-up asks about each day by itself", "leave the other options out")
    from oidtrack.cli.journal.conversation.catching_up import catch_up

    saved = catch_up(session, span)
    if saved.entries or session.json:
        show_saved(session, saved.entries, saved.findings)
