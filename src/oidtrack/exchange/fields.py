"""Reading one value out of a JSON object, with words for what does not fit. Numbers come as int or Decimal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from oidtrack.domain.dose import Amount, Dose, Rate, printable
from oidtrack.domain.journal import Moment
from oidtrack.errors import BadInput

LARGEST = 2**63 - 1
"""What a column of the journal can hold."""

_MINUTE = timedelta(minutes=1)

Object = Mapping[str, Any]


def text(source: Object, key: str, default: str | None = None) -> str:
    """A text; without a default it must be there."""
    value = source.get(key, default)
    if not isinstance(value, str):
        raise BadInput(f"{key} is {_shown(value)}, not text")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise BadInput(f"{key} holds half a character that is no Unicode") from None
    return value


def texts(source: Object, key: str) -> tuple[str, ...]:
    """A list of texts; none where it is not there."""
    return tuple(text({key: item}, key) for item in items(source, key))


def items(source: Object, key: str) -> list[Any]:
    """A list; empty where it is not there."""
    value = source.get(key)
    if value is None:
        return []
    if not isinstance(value, list):
        raise BadInput(f"{key} is {_shown(value)}, not a list")
    return value


def objects(source: Object, key: str) -> list[Object]:
    """A list of objects; empty where it is not there."""
    found = items(source, key)
    if not all(isinstance(item, dict) for item in found):
        raise BadInput(f"{key} holds something that is no object")
    return found


def flag(source: Object, key: str) -> bool:
    """True or false; false where it is not there."""
    value = source.get(key, False)
    if not isinstance(value, bool):
        raise BadInput(f"{key} is {_shown(value)}, not true or false")
    return value


def whole(source: Object, key: str, least: int = 0, most: int = LARGEST) -> int:
    """A whole number within bounds."""
    found = whole_or_none(source, key, least, most)
    if found is None:
        raise BadInput(f"{key} is missing")
    return found


def whole_or_none(source: Object, key: str, least: int = 0, most: int = LARGEST) -> int | None:
    """A whole number within bounds, or None where it is not there."""
    value = source.get(key)
    if value is None:
        return None
    if type(value) is not int or not least <= value <= most:
        raise BadInput(f"{key} is {_shown(value)}, not a whole number from {least} to {most}")
    return value


def scaled(source: Object, key: str, scale: int, most: int = LARGEST) -> int | None:
    """A number of 0 or more, times `scale`, which must come out whole; None where it is not there.

    Args:
        source: The object.
        key: The key.
        scale: 10 for tenths, 1000 for thousandths, 60 for minutes of hours.
        most: The largest result.
    """
    value = source.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or not Decimal(value).is_finite():
        raise BadInput(f"{key} is {_shown(value)}, not a number")
    if isinstance(value, Decimal) and abs(value.adjusted()) > len(str(LARGEST)):
        raise BadInput(f"{key} is {_shown(value)}, which is out of range")
    result = Fraction(value) * scale
    if not 0 <= result <= most:
        raise BadInput(f"{key} is {_shown(value)}, outside 0 to {most // scale}")
    if result.denominator != 1:
        raise BadInput(f"{key} is {_shown(value)}, finer than the program counts")
    return result.numerator


def fraction(source: Object, key: str) -> Fraction:
    """An exact fraction, written `3/2` or `3`, of 0 or more."""
    words = text(source, key)
    number, _, below = words.partition("/")
    below = below or "1"
    fits = [part.isascii() and part.isdecimal() and len(part) <= len(str(LARGEST)) for part in (number, below)]
    if not all(fits) or not 0 < int(below) <= LARGEST or int(number) > LARGEST:
        raise BadInput(f"{key} is '{printable(words)}', not a fraction such as 3/2")
    return Fraction(int(number), int(below))


def amount(source: Object, key: str) -> Amount | None:
    """What stands under `key_mg` or `key_mcg_h`; None where neither does."""
    ug, ng_h = scaled(source, f"{key}_mg", 1000), scaled(source, f"{key}_mcg_h", 1000)
    if ug is not None and ng_h is not None:
        raise BadInput(f"{key} is given in mg and in mcg/h")
    if ug is not None:
        return Dose(ug)
    return None if ng_h is None else Rate(ng_h)


def limit(source: Object, key: str) -> Dose | None:
    """What stands under `key_mg`, which is above 0; None where it is not there."""
    ug = scaled(source, f"{key}_mg", 1000)
    if ug == 0:
        raise BadInput(f"{key}_mg is 0, and a limit is above 0")
    return None if ug is None else Dose(ug)


def some_amount(source: Object, key: str) -> Amount:
    """As `amount`, which must be there."""
    found = amount(source, key)
    if found is None:
        raise BadInput(f"{key}_mg is missing")
    return found


def day(source: Object, key: str) -> date:
    """A day, YYYY-MM-DD."""
    words = text(source, key)
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise BadInput(f"{key} is '{printable(words)}', not a day such as 2026-11-22") from None


def day_or_none(source: Object, key: str) -> date | None:
    """A day, or None where it is not there."""
    return None if source.get(key) is None else day(source, key)


def clock(source: Object, key: str) -> time:
    """A time of day in whole minutes, HH:MM."""
    words = text(source, key)
    try:
        found = time.fromisoformat(words)
    except ValueError:
        found = time(second=1)
    if found.second or found.microsecond or found.tzinfo is not None:
        raise BadInput(f"{key} is '{printable(words)}', not a time such as 08:30")
    return found


def moment(source: Object) -> Moment:
    """What stands under `at` (ISO, with its offset) and `day`."""
    words = text(source, "at")
    try:
        at = datetime.fromisoformat(words)
    except ValueError:
        at = datetime.min  # noqa: DTZ901 - stands for what cannot be read, and has no offset
    offset = at.utcoffset()
    if offset is None or at.microsecond or offset.seconds % 60:
        raise BadInput(f"at is '{printable(words)}', not a time such as 2026-11-22T21:00:00-05:00")
    return Moment(int(at.timestamp()), offset // _MINUTE, day(source, "day"))


def _shown(value: Any) -> str:
    if value is None:
        return "missing"
    return f"'{printable(str(value))}'" if isinstance(value, str | int | Decimal) else type(value).__name__
