"""How amounts, times and moments stand in columns."""

from __future__ import annotations

from datetime import date, time
from functools import lru_cache

from oidtrack.domain.dose import Amount, Dose, Rate
from oidtrack.domain.journal import Moment
from oidtrack.store.file.writer import Row

_EARLIEST, _LATEST = -62_135_510_400, 253_402_214_400
"""2 January of year 1 and 31 December 9999, in seconds since 1970: a day within what a date can be in every zone."""
_FARTHEST_MIN = 1080


def amount_columns(amount: Amount | None) -> tuple[int | None, int | None]:
    """Micrograms and nanograms an hour; one of them is None, both where there is no amount."""
    if isinstance(amount, Dose):
        return amount.ug, None
    return None, None if amount is None else amount.ng_h


@lru_cache(maxsize=1024)
def amount_from(ug: int | None, ng_h: int | None) -> Amount | None:
    """The amount that two columns hold, or None where both are empty; a diary holds few, each of them often."""
    if ug is not None:
        return Dose(ug)
    return None if ng_h is None else Rate(ng_h)


def some_amount(ug: int | None, ng_h: int | None) -> Amount:
    """The amount that two columns hold.

    Raises:
        ValueError: Both are empty.
    """
    amount = amount_from(ug, ng_h)
    if amount is None:
        raise ValueError("a row without its amount")
    return amount


def time_text(at: time | None) -> str | None:
    """A time of day as `HH:MM`; plans and slots know no seconds."""
    return None if at is None else at.isoformat("minutes")


@lru_cache(maxsize=1024)
def time_from(text: str | None) -> time | None:
    """A time of day from `HH:MM`."""
    return None if text is None else time.fromisoformat(text)


def day_text(day: date | None) -> str | None:
    """A day as `YYYY-MM-DD`."""
    return None if day is None else day.isoformat()


def day_from(text: str | None) -> date | None:
    """A day from `YYYY-MM-DD`."""
    return None if text is None else date.fromisoformat(text)


def moment_from(at_utc: int, offset_min: int, day: str) -> Moment:
    """A moment from its three columns.

    Raises:
        ValueError: No calendar shows it.
    """
    if not _EARLIEST <= at_utc <= _LATEST or abs(offset_min) > _FARTHEST_MIN:
        raise ValueError(f"{at_utc} and {offset_min} are no moment")
    return Moment(at_utc, offset_min, date.fromisoformat(day))


def moment_columns(moment: Moment) -> Row:
    """The three columns that hold a moment."""
    return {"at_utc": moment.at_utc, "offset_min": moment.offset_min, "day": moment.day.isoformat()}
