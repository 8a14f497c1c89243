"""Days and times as Daylio writes them in the languages of its users.

A month is known by how its name begins, without marks and capitals; the longest beginning that fits counts. A
language whose names mean other months than the same names here (Croatian has lipanj in June) is left out: it is named
as not known, and nothing is guessed.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time

MONTHS: tuple[str, ...] = (
    "jan gen ene oca led sty янв січ ιαν януари tammi ianu",
    "feb fev şub lut úno февр фев лют φεβ helm",
    "mar maar mrt бер μαρ maal bře мар",
    "apr abr avr nis kwi apr апр кві απρ huht dub ápr",
    "may mai maj mei mag máj май мая тра μαι μαϊ touk kvě",
    "jun juin giu haz cze iuni июн чер ιουν kesä červen červn юни",
    "jul juil lug tem lipc lipi iuli июл лип ιουλ hein červenc юли",
    "aug ago aoû ağu sie авг сер αυγ elok srpna srpen",
    "sep set eyl wrz сен вер σεπ syys zář szep септ",
    "oct okt ott out eki paź окт жов οκτ loka říj",
    "nov kas lis ноя лис νοε marr ноем",
    "dec dez dic déc ara gru дек гру δεκ joul pro des",
)
_BEFORE_NOON = (
    "am", "a.m.", "vorm.", "오전", "午前", "上午", "öö", "π.μ.", "de.", "ص", "дп", "fm", "ap.", "dop.", "sa", "f.m.",
)  # fmt: skip
_AFTER_NOON = (
    "pm", "p.m.", "nachm.", "오후", "午後", "下午", "ös", "μ.μ.", "du.", "م", "пп", "em", "ip.", "odp.", "ch", "e.m.",
)  # fmt: skip
_CLOCK = re.compile(r"(.*?)\s*([0-9]{1,2})[:.h]([0-9]{2})(?:[:.]([0-9]{2}))?\s*(.*)")
_PARTS = re.compile(r"[0-9]+|[^\W\d_]+")
_LINKS = {"de", "di", "d", "of", "del", "den", "der", "г", "er", "st", "nd", "rd", "th"}
"""Words beside a day or its month that say nothing: `3 de octubre`, `1er mars`."""
_MONTH_FIRST = re.compile(r"([0-9]{1,2})\s*[月월]\s*([0-9]{1,2})\s*[日일]?")
_MONTH_LAST = re.compile(r"([0-9]{1,2})\s*tháng\s*([0-9]{1,2})")
_HALF_DAY, _WHOLE_DAY = 12, 24


def read_clock(text: str) -> time | None:
    """A time of day: `9:00 PM`, `21.05`, `오후 9:00`, `9:00 nachm.`; None where its form is not known.

    `24:05` is five past midnight of the same day, and `0:05 AM` too: the clocks of some languages count so.
    """
    match = _CLOCK.fullmatch(" ".join(text.split()))
    if match is None:
        return None
    before, hour, minute, second, after = match.groups()
    half = _half(before or after) if not (before and after) else None
    if half is None:
        return None
    try:
        return time(_hour(int(hour), half), int(minute), int(second or 0))
    except ValueError:
        return None


def read_month_day(text: str, year: int) -> date | None:
    """A day of a year, the month by its name: `March 1`, `1. März`, `3 października`, `10월 3일`; None for other forms.

    Raises:
        ValueError: There is no such day.
    """
    whole = unicodedata.normalize("NFC", text).strip().casefold()
    if match := _MONTH_FIRST.fullmatch(whole):
        return date(year, int(match[1]), int(match[2]))
    if match := _MONTH_LAST.fullmatch(whole):
        return date(year, int(match[2]), int(match[1]))
    parts = [folded(part) for part in _PARTS.findall(whole)]
    numbers = [int(part) for part in parts if part.isdecimal()]
    words = [part for part in parts if not part.isdecimal() and part not in _LINKS]
    found = _month(words[0]) if len(words) == 1 and len(numbers) == 1 else None
    return None if found is None else date(year, found, numbers[0])


def folded(text: str) -> str:
    """A word without marks and capitals."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in apart if not unicodedata.combining(char))


def _month(word: str) -> int | None:
    """The month whose name begins so, by the longest beginning that fits."""
    fitting = [(len(start), month) for start, month in _BEGINNINGS if word.startswith(start)]
    return max(fitting)[1] if fitting else None


def _half(word: str) -> str | None:
    """`am`, `pm`, or empty where nothing was said; None for a word that is not known."""
    said = unicodedata.normalize("NFC", word).casefold().replace(" ", "").rstrip(".")
    if not said:
        return ""
    if said in _AM:
        return "am"
    return "pm" if said in _PM else None


def _hour(hour: int, half: str) -> int:
    """The hour from 0 to 23.

    Raises:
        ValueError: There is no such hour.
    """
    if not half:
        return 0 if hour == _WHOLE_DAY else hour
    if hour > _HALF_DAY:
        raise ValueError(hour)
    return hour % _HALF_DAY + (_HALF_DAY if half == "pm" else 0)


_BEGINNINGS = tuple((folded(start), n) for n, starts in enumerate(MONTHS, 1) for start in starts.split())
_AM = {word.rstrip(".").casefold() for word in _BEFORE_NOON}
_PM = {word.rstrip(".").casefold() for word in _AFTER_NOON}
