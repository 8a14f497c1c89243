"""Amounts: doses in whole micrograms, patch rates in whole nanograms an hour.

The two are different types so that they can never be added or compared. Both
are held in thousandths of the unit that people read (mg; µg/h), as integers:
nothing here is a binary float.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from msgspec import Struct

from oidtrack.errors import BadInput

THOUSAND = 1000
RATE_UNIT = "mcg/h"
_NUMBER = r"[0-9]{1,7}([.,][0-9]{1,4})?|(?:([0-9]{1,4}) )?([0-9.,]{1,7}/[0-9.,]{1,7})"
_TWO_WAYS = r"([1-9][0-9]{0,2})[.,]([0-9]{3})"
_FRACTIONS = ("1/2", "1/3", "2/3", "1/4", "3/4")
"""The fractions that people write of tablets. Anything else with a stroke (10/5, 5/325) names two amounts."""
_GLYPHS = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}
_WITH_GLYPH = r"([0-9]{1,4})? ?([½¼¾])"
"""One fraction after a whole number: 7.5½ and ½½ are slips, not sums."""
DELIVERED = {Fraction(named): Fraction(named) + Fraction(1, 2) for named in (12, 37, 62, 87)}
"""What patches deliver whose name is rounded: the 12 patch gives 12.5 mcg/h. Source: fentanyl patch labels."""


class Dose(Struct, frozen=True, order=True):
    """An amount of medicine in whole micrograms, 0 or more."""

    ug: int

    def __post_init__(self) -> None:
        """Refuse anything but a whole, non-negative number of micrograms."""
        _require_whole(self.ug, "a dose in micrograms")

    @property
    def thousandths(self) -> int:
        """The amount in thousandths of the unit people read (micrograms)."""
        return self.ug

    @property
    def shown(self) -> Fraction:
        """The amount in milligrams, exactly."""
        return Fraction(self.ug, THOUSAND)

    def __str__(self) -> str:
        """The amount as people write it: `7.5 mg`."""
        return f"{plain(self.shown)} mg"


class Rate(Struct, frozen=True, order=True):
    """What a patch delivers, in whole nanograms an hour, 0 or more."""

    ng_h: int

    def __post_init__(self) -> None:
        """Refuse anything but a whole, non-negative number of nanograms an hour."""
        _require_whole(self.ng_h, "a rate in nanograms an hour")

    @property
    def thousandths(self) -> int:
        """The rate in thousandths of the unit people read (nanograms an hour)."""
        return self.ng_h

    @property
    def shown(self) -> Fraction:
        """The rate in micrograms an hour, exactly."""
        return Fraction(self.ng_h, THOUSAND)

    def __str__(self) -> str:
        """The rate as people write it: `37.5 mcg/h`."""
        return f"{plain(self.shown)} mcg/h"


Amount = Dose | Rate


def _require_whole(value: int, what: str) -> None:
    if type(value) is not int or value < 0:
        raise ValueError(f"{what} is a whole number of 0 or more, not {value!r}")


def parse_number(text: str) -> Fraction:
    """Read a plain non-negative number: `30`, `7.5`, `1/2`, `1 1/2`, `½`, `1½`.

    At most seven digits before and four after the point; a comma counts as a
    point. There is no exponent, no sign and no thousands separator. Only halves,
    thirds and quarters are fractions: `10/5` is the name of a combination, and
    dividing it would be a wrong dose.

    Raises:
        BadInput: Anything else, and what can be read two ways: `1,200` and `1.200`.
    """
    word = text.strip()
    if glyph := re.fullmatch(_WITH_GLYPH, word):
        return Fraction(glyph[1] or 0) + _GLYPHS[glyph[2]]
    match = re.fullmatch(_NUMBER, word)
    if not match:
        raise BadInput(f"'{printable(text)}' is not a number", "for example 5, 7.5 or 1/2")
    if match[3] is not None:
        return Fraction(match[2] or 0) + _part(word, match[3])
    if two := re.fullmatch(_TWO_WAYS, word):
        raise BadInput(f"'{word}' can be read two ways", f"{two[1]}{two[2]} or {_in_full(two)}?")
    return Fraction(word.replace(",", "."))


def _part(word: str, part: str) -> Fraction:
    if part not in _FRACTIONS:
        raise BadInput(
            f"'{printable(word)}' is not one amount",
            f"of a combination write only its opioid, in mg; fractions are {', '.join(_FRACTIONS)}",
        )
    return Fraction(part)


def typed(value: Fraction) -> str:
    """A number as `parse_number` reads it back: as `plain`, and where that could be read two ways in full: `1.1250`."""
    words = plain(value)
    two = re.fullmatch(_TWO_WAYS, words)
    return _in_full(two) if two else words


def typed_amount(amount: Amount) -> str:
    """An amount with its unit, as people type it and the program reads it back."""
    return f"{typed(amount.shown)} {'mcg/h' if isinstance(amount, Rate) else 'mg'}"


def _in_full(two: re.Match[str]) -> str:
    """The smaller reading, with a fourth decimal where three would look like thousands."""
    small = plain(Fraction(f"{two[1]}.{two[2]}"))
    return f"{small}0" if re.fullmatch(_TWO_WAYS, small) else small


def dose_from_mg(mg: Fraction) -> Dose:
    """A dose from milligrams.

    Raises:
        BadInput: Finer than one microgram, or negative.
    """
    return Dose(_thousandths(mg, "mg"))


def rate_from_mcg_h(mcg_h: Fraction) -> Rate:
    """A patch rate from micrograms an hour.

    Raises:
        BadInput: Finer than a thousandth of a microgram an hour, or negative.
    """
    return Rate(_thousandths(mcg_h, "mcg/h"))


def _thousandths(value: Fraction, unit: str) -> int:
    scaled = value * THOUSAND
    if scaled.denominator != 1 or scaled < 0:
        raise BadInput(
            f"{plain(value)} {unit} is finer than the program counts", f"use at most three decimals of {unit}"
        )
    return scaled.numerator


def plain(value: Fraction, places: int = 4) -> str:
    """A number without trailing zeros, rounded half to even at `places` decimals."""
    scale = 10**places
    units = round(value * scale)
    whole, rest = divmod(abs(units), scale)
    sign = "-" if units < 0 else ""
    return f"{sign}{whole}" + (f".{rest:0{places}d}".rstrip("0") if rest else "")


def amount_text(unit: str, thousandths: Fraction | int, places: int = 4) -> str:
    """An amount that may be an average, with its unit and at most so many decimals: `1.25 mg`."""
    return f"{plain(Fraction(thousandths) / THOUSAND, places)} {unit}"


def daily_text(unit: str, thousandths: Fraction | int, places: int = 4, *, of: str = "") -> str:
    """A daily amount: `40 mg of oxycodone a day`; of a patch its rate, which is no amount a day: `25 mcg/h`."""
    amount = amount_text(unit, thousandths, places)
    named = f"{amount} of {of}" if of else amount
    return named if unit == RATE_UNIT else f"{named} a day"


def counted(n: int, one: str, many: str = "") -> str:
    """A number of things, in the plural where it is not 1: `1 day`, `3 days`, `2 entries`."""
    return f"{n} {one if n == 1 else many or f'{one}s'}"


def with_article(words: str) -> str:
    """Words behind `a`, or behind `an` where they begin with a vowel or as 8, 11 or 18 are spoken."""
    number = re.match(r"[0-9]+", words)
    spoken_vowel = words.startswith("8") or (number is not None and number[0] in {"11", "18"})
    return f"an {words}" if spoken_vowel or words[:1].lower() in set("aeiou") else f"a {words}"


STEERING = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
"""Signs that are not seen and steer what is, the one list for every way out, as a pattern.

Controls, turns of direction, what has no width, halves of a sign; not the
joiners that Persian and emoji are written with, nor line breaks and tabs.
"""


def respelled(text: str, spell: Callable[[str], str]) -> str:
    """A text with every sign that steers spelled some other way."""
    # what is printable has none: so the pattern, which takes long to make, is seldom made at all
    if text.replace("\n", "").isprintable():
        return text
    return re.sub(STEERING, lambda found: spell(found[0]), text)


def quiet_json(document: str) -> str:
    r"""A JSON document that says the same, with signs that steer written as `\u202e`: harmless to show."""
    return respelled(document, lambda sign: f"\\u{ord(sign):04x}")


def spelled(sign: str) -> str:
    r"""How a sign that steers is shown: `\x1b`, `\u202e`."""
    code = ord(sign)
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}"  # noqa: PLR2004 - one byte


def printable(text: str, limit: int = 60) -> str:
    """Typed text made harmless for a terminal: control characters named, length bounded."""
    short = text if len(text) <= limit else text[: limit - 1] + "…"
    return respelled(short, spelled).replace("\t", spelled("\t")).replace("\n", spelled("\n"))
