"""The words of `log`'s options, read: ratings, sleep, signs, symptoms, treatments, notes, and a dose's time."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from typing import NamedTuple

from oidtrack.cli.session import Session
from oidtrack.cli.words.when import When, beside, parse_time, parse_when, say_when
from oidtrack.domain.dose import printable, with_article
from oidtrack.domain.journal import RATINGS, Mood, Treatment
from oidtrack.errors import BadInput
from oidtrack.services.journal.record import CheckIn

LONGEST_NOTE = 10_000
LONGEST_NAME = 200
LONGEST_WORDS = 400
DAY_MIN = 24 * 60

_RATING = r"([0-9]{1,2})(?:[.,]([0-9]))?"
_SLEEP_HOURS = r"([0-9]{1,2}[.,][0-9]{1,2}|[0-9]{1,2}) ?(?:h|hrs?|hours?)?"
_SLEEP_CLOCK = r"([0-9]{1,2}) ?(?:h|hrs?|hours?|:) ?([0-5]?[0-9]) ?(?:m|mins?|minutes?)?"
_MINUTES = r"(?is)(.*?)\s*\b([0-9]{1,4}) ?(?:min|mins|minutes|m)"
_HOURS = r"(?is)(.*?)\s*\b([0-9]{1,2}(?:[.,][0-9]{1,2})?) ?(?:h|hour|hours)"
_AT = r"(?is)(.+?)\s+at\s+(.+)"
_SKIP = r"(?is)(\S.*?)\s+([0-9]{1,2}:[0-9]{2}|[0-9]{1,2}(?::[0-9]{2})? ?[ap]m|noon|midnight)\s*:(.*)"
_SKIP_HINT = 'for example --skip "oxycodone 14:00: slept through it"'
_HUNDREDTHS = 100
_MOST = 100
_MOST_SEVERE = 4


class SaidDose(NamedTuple):
    """A dose as typed, when it was, and the planned time that it is for where that was said."""

    words: str
    at: datetime
    slot: time | None = None


class SaidSkip(NamedTuple):
    """A planned dose that was left out; of another day than the entry's where one is given."""

    name: str
    slot: time
    reason: str
    day: date | None = None


class Said(NamedTuple):
    """What was said in one go, options or answers alike.

    Attributes:
        check_in: Everything but doses.
        when: The moment it is for.
        doses: Doses as typed.
        skips: Planned doses that were left out.
        taken: Whether all planned doses so far were taken.
        tonight: Whether those count too that are still to come tonight.
    """

    check_in: CheckIn
    when: When
    doses: tuple[SaidDose, ...] = ()
    skips: tuple[SaidSkip, ...] = ()
    taken: bool = False
    tonight: bool = False


def read_said(
    session: Session,
    single: Mapping[str, str | None],
    several: Mapping[str, Sequence[str]],
    *,
    taken: bool = False,
    star: bool = False,
) -> Said:
    """Everything that the options say.

    Args:
        session: The clock.
        single: Option name (without dashes) to its text, None where it was not given.
        several: The same for options that may be repeated.
        taken: Whether all planned doses so far were taken.
        star: Whether to mark the entry.

    Raises:
        BadInput: A word that cannot be read; nothing is written then.
    """
    at, sleep, note = single["at"], single["sleep"], single["note"]
    when = When(session.now, has_time=True) if at is None else read_at(at, session)
    ratings = ((name, single[name]) for name in RATINGS)
    check_in = CheckIn(
        mood=Mood(
            ratings=tuple((name, read_rating(text, name)) for name, text in ratings if text is not None),
            sleep_min=None if sleep is None else read_sleep(sleep),
            signs=tuple(dict.fromkeys(read_name(word, "sign") for word in several["sign"])),
            symptoms=tuple(dict(read_symptom(word) for word in several["symptom"]).items()),
        ),
        treatments=tuple(read_treatment(word) for word in several["treatment"]),
        note="" if note is None else read_note(note),
        tags=tuple(dict.fromkeys(read_name(word.removeprefix("#"), "tag") for word in several["tag"])),
        star=star,
    )
    doses = tuple(read_dose(word, when, session, dated=at is not None) for word in several["dose"])
    return Said(check_in, when, doses, tuple(read_skip(word) for word in several["skip"]), taken)


def read_rating(text: str, name: str = "it") -> int:
    """A rating in tenths: 0 to 10, whole or with one decimal.

    Raises:
        BadInput: Anything else.
    """
    match = re.fullmatch(_RATING, text.strip())
    tenths = int(match[1]) * 10 + int(match[2] or 0) if match else -1
    if not 0 <= tenths <= _MOST:
        raise BadInput(f"{name} is a number from 0 to 10, not '{printable(text)}'", "for example 6 or 6.5")
    return tenths


def read_sleep(text: str) -> int:
    """Hours of sleep in minutes: `7.5`, `7h30`, `7:30`, `7 1/2 hours`.

    Raises:
        BadInput: Anything else, or more than 24 hours.
    """
    words = re.sub(" 1/2| ?½", ".5", text.strip().lower())
    minutes = -1
    if match := re.fullmatch(_SLEEP_HOURS, words):
        whole, _, part = match[1].replace(",", ".").partition(".")
        minutes = int(whole) * 60 + (int(part.ljust(2, "0") or 0) * 60 + _HUNDREDTHS // 2) // _HUNDREDTHS
    elif match := re.fullmatch(_SLEEP_CLOCK, words):
        minutes = int(match[1]) * 60 + int(match[2])
    if not 0 <= minutes <= DAY_MIN:
        raise BadInput(f"sleep is 0 to 24 hours, not '{printable(text)}'", "for example 7.5, 7h30 or 7:30")
    return minutes


def read_name(text: str, what: str, most: int = LONGEST_NAME, usual: str = "a word or a few") -> str:
    """A short name of a sign, a symptom or a tag, as it was typed.

    Args:
        text: As typed.
        what: What it names.
        most: Characters that it may have.
        usual: How long it usually is.

    Raises:
        BadInput: It is empty or long.
    """
    name = text.strip()
    if not name or len(name) > most:
        fault = "is empty" if not name else f"has more than {most} characters"
        raise BadInput(f"the {what} {fault}", f"{with_article(what)} is {usual}")
    return name


def read_symptom(text: str) -> tuple[str, int | None]:
    """A symptom and how strong it is, 0 to 4; None where that was not said.

    Raises:
        BadInput: No name, or a number outside 0 to 4.
    """
    name, equals, strength = text.rpartition("=") if "=" in text else (text, "", "")
    word = strength.strip()
    if equals and not (len(word) == 1 and word in "01234"):
        raise BadInput(
            f"a symptom is rated from 0 to {_MOST_SEVERE}, not '{printable(word)}'", "for example --symptom sweating=2"
        )
    return read_name(name, "symptom"), int(word) if equals else None


def read_treatment(text: str) -> Treatment:
    """A treatment and its minutes where they stand at the end: `walk 30min`, `physio 1h`.

    Raises:
        BadInput: No words, 0 minutes, or more than a day.
    """
    words = bounded(text, "treatment")
    minutes, name = None, words
    if match := re.fullmatch(_MINUTES, words):
        minutes, name = int(match[2]), words[: len(match[1])]
    elif match := re.fullmatch(_HOURS, words):
        minutes, name = read_sleep(match[2]), words[: len(match[1])]
    if minutes is not None and not 0 < minutes <= DAY_MIN:
        raise BadInput(f"'{printable(text)}' is no length of time in a day", 'for example -t "walk 30min"')
    return Treatment(read_name(name, "treatment"), minutes)


def read_note(text: str) -> str:
    """A note; `-` reads it from stdin.

    Raises:
        BadInput: It is empty, or longer than 10,000 characters.
    """
    if text == "-":
        say_that_it_reads()
        try:
            text = sys.stdin.read().rstrip("\r\n")
        except UnicodeDecodeError:
            raise BadInput("what came in on stdin is not UTF-8 text", "save it as UTF-8 first") from None
    if not text.strip():
        raise BadInput("the note is empty", 'for example --note "slept badly"')
    if len(text) > LONGEST_NOTE:
        raise BadInput(f"the note has {len(text):,} characters, more than {LONGEST_NOTE:,}", "split it in two notes")
    return text


def say_that_it_reads() -> None:
    """Where `-` was named and stdin is a keyboard: without a word it would look as if nothing happened."""
    if sys.stdin.isatty():
        with suppress(BrokenPipeError):
            sys.stderr.write("Reading what you type; Ctrl-D on a line of its own ends it.\n")


def read_at(text: str, session: Session) -> When:
    """The moment that something is logged for.

    Raises:
        BadInput: It is no moment, or it lies ahead.
    """
    when = parse_when(text, session)
    _past(when.at, session)
    return when


def _past(at: datetime, session: Session) -> datetime:
    if at > session.now:
        raise BadInput(f"{say_when(at)} lies ahead", "what has not happened yet cannot be logged")
    return at


def read_dose(text: str, when: When, session: Session, *, dated: bool) -> SaidDose:
    """A dose and when it was taken: what follows `at`, else the moment of the whole command.

    Args:
        text: `oxycodone 10mg`, or `oxycodone 10mg at 8:00`.
        when: The moment of the command.
        session: The clock.
        dated: Whether a moment was said with `--at`: a time alone is then the latest that is not after it.

    Raises:
        BadInput: A time that cannot be read, or that lies ahead.
    """
    match = re.fullmatch(_AT, bounded(text, "dose"))
    if match is None:
        return SaidDose(text, when.at)
    taken_at = match[2].strip()
    if dated and _is_time(taken_at):
        at = beside(when, parse_time(taken_at), session)
        return SaidDose(match[1], _past(at, session))
    return SaidDose(match[1], read_at(taken_at, session).at)


def read_skip(text: str) -> SaidSkip:
    """A skipped dose: `MEDICINE TIME: reason`.

    Raises:
        BadInput: No medicine, no time, or no reason.
    """
    match = re.fullmatch(_SKIP, bounded(text, "skipped dose"))
    if match is None or not match[3].strip():
        raise BadInput(f"'{printable(text)}' is not a medicine, its time and a reason", _SKIP_HINT)
    return SaidSkip(match[1], parse_time(match[2]), read_name(match[3], "reason"))


def bounded(text: str, what: str) -> str:
    """What was typed, without the blanks around it.

    Raises:
        BadInput: It is long.
    """
    words = text.strip()
    if len(words) > LONGEST_WORDS:
        raise BadInput(f"the {what} has more than {LONGEST_WORDS} characters", "`--note` takes longer text")
    return words


def _is_time(text: str) -> bool:
    try:
        parse_time(text)
    except BadInput:
        return False
    return True
