"""What is taken each time, as people say it: `30`, `30,20,30`, `60 mg twice a day`, `30 mg morning, 60 mg evening`.

What could be more than one dose is never read as one of them: it is asked again.
"""

from __future__ import annotations

import re
from datetime import time
from fractions import Fraction

from msgspec import Struct

from oidtrack.domain.dose import counted, parse_number, plain, printable
from oidtrack.domain.journal import DAY_ENDS_AT
from oidtrack.errors import BadInput

_PATCHES = "patches are in mcg/h, everything else in mg"
HINT = "for example 30, or 30,20,30, or 30 mg twice a day"
_LONGEST = 120
_MICRO = r"(?:mcg|[µμu]g)"
_UNIT = rf"mg|{_MICRO}/hr?|{_MICRO}"
_AND = r",? +and +|,"
_AMOUNT = rf"([0-9½¼¾][0-9½¼¾.,/ ]*?) ?({_UNIT})?"
_COUNTED = rf"([0-9]{{1,2}}) ?[x×*] ?{_AMOUNT}|{_AMOUNT} ?[x×*] ?([0-9]{{1,2}})"
"""`2 x 60 mg`, `60 mg x 2`: tablets at one time, or times a day."""
_DAILY = r"(?:(?:a|per|each|every|/) ?day|daily)"
_WHOLE_DAY = rf"(.+?),? ?{_DAILY}"
_COUNTS = {"once": 1, "twice": 2, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_TIMES = rf"(?:(once|twice)|([1-6]|{'|'.join(_COUNTS)}) ?(?:x|×|times?)) ?{_DAILY}"
_EVERY = r"(?:every|each|q) ?([0-9]{1,2}) ?(?:h|hrs?|hours?)|([0-9]{1,2})[ -]?hourly"
_SAME_EACH_DAY = (4, 6, 8, 12, 24)
"""Hours between doses that come to the same times every day."""
_LATIN = {"bid": 2, "bd": 2, "tid": 3, "tds": 3, "qid": 4, "qds": 4}
_PARTS = {"morning": 0, "noon": 1, "midday": 1, "afternoon": 2, "evening": 3, "night": 4, "bedtime": 4}
"""Parts of a day in their order."""
_PART = rf"(?:(?:every|each|in the|at) )?({'|'.join(_PARTS)})s?"


class EachTime(Struct, frozen=True):
    """Amounts that were said.

    Attributes:
        amounts: In mg, of a patch in mcg/h: one for all times, or one for each.
        times_a_day: How often each day, where that was said; 0 where not.
        rate: Whether mcg/h was said, or mg; None where no unit was.
        by_day: Whether the amounts are those of parts of the day, in their order.
    """

    amounts: tuple[Fraction, ...] = ()
    times_a_day: int = 0
    rate: bool | None = None
    by_day: bool = False

    def at(self, times: tuple[time, ...]) -> tuple[time, ...]:
        """The times, each in the place of its amount.

        Raises:
            BadInput: There are not as many as were said.
        """
        said = self.times_a_day or len(self.amounts)
        if (said > 1 and len(times) != said) or self.times_a_day == 1 < len(times):
            doses = counted(said, "dose does", "doses do")
            raise BadInput(f"{doses} not fit {counted(len(times), 'time')}", "give one time for each dose")
        return tuple(sorted(times, key=lambda one: (one < DAY_ENDS_AT, one))) if self.by_day else times


def require_unit(rate: bool | None, *, patch: bool) -> None:
    """Refuse mg of a patch, and mcg/h of anything else.

    Args:
        rate: As `EachTime` has it.
        patch: Whether it is worn.

    Raises:
        BadInput: The unit is not that of the medicine.
    """
    if rate is not None and rate is not patch:
        raise BadInput(f"{'mcg/h' if patch else 'mg'} is meant here", _PATCHES)


def read_each_time(text: str) -> EachTime:
    """Read what is taken each time.

    Raises:
        BadInput: It is no amount, one is not above 0, or it can be read two ways: `2 x 60 mg`, `60 mg a day`.
    """
    words = " ".join(text.lower().split())[: _LONGEST + 1]
    if len(words) > _LONGEST:
        raise BadInput(f"'{printable(words)}' is too long", HINT)
    if by_parts := _by_parts(words):
        return by_parts
    if often := split_often(words):
        if "," in often[0] and re.fullmatch(_AMOUNT, often[0]):
            raise BadInput(f"'{printable(often[0])}' can be read two ways", "write 7.5, or one after the other: 7,5")
        one = _one(often[0], HINT)
        return EachTime(one.amounts * often[1], often[1], one.rate)
    _require_one_way(words)
    return read_amounts(words, HINT)


def read_amounts(text: str, hint: str) -> EachTime:
    """Read `5,10,15`: amounts above 0, separated by commas or `and`, with or without a unit.

    Raises:
        BadInput: An empty place, no amount, two kinds of units, or an amount that is not above 0; `hint` says what is.
    """
    return _together(re.split(_AND, text.lower()), hint)


def read_amount(text: str, hint: str) -> Fraction:
    """Read one amount above 0, with or without its unit.

    Raises:
        BadInput: It is none, or more than one; `hint` says what is.
    """
    found = read_amounts(text, hint).amounts
    if len(found) > 1:
        raise BadInput(f"'{printable(text)}' is not one amount", hint)
    return found[0]


def split_often(words: str) -> tuple[str, int] | None:
    """What stands before how often something is taken, and how often a day; None where that is not said for certain.

    Args:
        words: In lower case, one blank between words: `oxycodone 60mg bid`, `60 mg twice a day`, `60mg every 12 hours`.
    """
    parts = words.split(" ")
    for n in range(1, len(parts)):
        before = " ".join(parts[:n]).removesuffix(",")
        if often := _times_a_day(" ".join(parts[n:]), with_unit=re.search(rf"(?:{_UNIT})$", before) is not None):
            return before, often
    return None


def without_day(words: str) -> str:
    """Words without an "a day" or "daily" at their end, where a whole day is meant anyway."""
    found = re.fullmatch(_WHOLE_DAY, words)
    return found[1] if found else words


def _times_a_day(words: str, *, with_unit: bool) -> int:
    """How often a day; 0 where the words do not say it. Without a unit before it `8 in the morning` is a time."""
    if found := re.fullmatch(_TIMES, words):
        said = found[1] or found[2]
        return _COUNTS.get(said) or int(said)
    if found := re.fullmatch(_EVERY, words):
        hours = int(found[1] or found[2])
        return 24 // hours if hours in _SAME_EACH_DAY else 0
    if latin := _LATIN.get(words.replace(".", "")):
        return latin
    parts = [re.fullmatch(_PART, word) for word in re.split(_AND, words) for word in [word.strip()]]
    places = [_PARTS[part[1]] for part in parts if part]
    return len(parts) if with_unit and len(set(places)) == len(parts) else 0


def _by_parts(words: str) -> EachTime | None:
    """Amounts each with its part of the day, from morning to night; None where it is something else."""
    found = [
        re.fullmatch(rf"(?P<amount>.*(?:{_UNIT})) {_PART}|{_PART}:? (?P<behind>.*(?:{_UNIT}))", part.strip())
        for part in re.split(_AND, words)
    ]
    said = [one for one in found if one]
    places = [_PARTS[one[2] or one[3]] for one in said]
    if len(said) != len(found) or places != sorted(set(places)):
        return None
    amounts = _together([one["amount"] or one["behind"] for one in said], HINT)
    return EachTime(amounts.amounts, len(places), amounts.rate, by_day=len(places) > 1)


def _require_one_way(words: str) -> None:
    """Refuse what may be one dose or several.

    Raises:
        BadInput: It may; the hint shows both.
    """
    if found := re.fullmatch(_COUNTED, words):
        count, amount = Fraction(found[1] or found[6]), parse_number(found[2] or found[4])
        if not (found[3] or found[5]) and amount.denominator == 1:
            count, amount = sorted((count, amount))  # 60 x 3 is three of 60
        unit = found[3] or found[5] or "mg"
        often = {1: "once", 2: "twice"}.get(int(count), f"{plain(count)} times")
        ways = f"{plain(count * amount)} {unit} at one time, or {plain(amount)} {unit} {often} a day?"
    elif (found := re.fullmatch(_WHOLE_DAY, words)) and re.fullmatch(_AMOUNT, found[1]):
        ways = f"what you take at one time, and how often: {printable(found[1])} once a day, 30 mg twice a day"
    else:
        return
    raise BadInput(f"'{printable(words)}' can be read two ways", ways)


def _together(words: list[str], hint: str) -> EachTime:
    read = [_one(word.strip(), hint) for word in words]
    return EachTime(tuple(value for one in read for value in one.amounts), rate=one_unit(*read))


def one_unit(*said: EachTime) -> bool | None:
    """Whether all of these were said in mcg/h, or in mg; None where none was said with a unit.

    Raises:
        BadInput: Both.
    """
    units = {one.rate for one in said if one.rate is not None}
    if len(units) > 1:
        raise BadInput("some amounts are in mcg/h and some are not", _PATCHES)
    return units.pop() if units else None


def _one(word: str, hint: str) -> EachTime:
    """One amount."""
    found = re.fullmatch(_AMOUNT, word)
    if found is None:
        raise BadInput(f"'{printable(word)}' is not understood" if word else "an amount is missing", hint)
    value, unit = parse_number(found[1]), found[2]
    if value <= 0:
        raise BadInput(f"'{printable(word)}' is not above 0", hint)
    in_mg = value / 1000 if unit and re.fullmatch(_MICRO, unit) else value
    return EachTime((in_mg,), rate="/" in unit if unit else None)
