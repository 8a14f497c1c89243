"""Doses as people write them: `oxycodone 10mg`, `oxycodone 2 x 5mg`, `oxycodone 1 tablet`, `fentanyl 25mcg/h`."""

from __future__ import annotations

import re
from fractions import Fraction

from msgspec import Struct

from oidtrack.domain.dose import DELIVERED, Amount, dose_from_mg, parse_number, printable, rate_from_mcg_h
from oidtrack.errors import BadInput

HINT = 'for example "oxycodone 10mg", "oxycodone 2 x 5mg" or "fentanyl 25mcg/h"'
_LONGEST = 120
_NUMBER = r"(?:[0-9]+ [0-9]+/[0-9]+|[0-9.,]+/[0-9.,]+|[0-9]+(?:[.,][0-9]+)?[½¼¾]?|[½¼¾])"
_TIMES = r"(?:(?:[0-9]{1,2} )?[0-9]{1,2}/[0-9]{1,2}|[0-9]{1,3}(?:[.,][0-9]+)?[½¼¾]?|[½¼¾])"
_UNIT = r"(?:mg|mcg/h|mcg/hr|µg/h|μg/h|ug/h|mcg|µg|μg|ug)"
_AMOUNT = (
    rf"(?:(?P<count>{_NUMBER}) ?[x×*] ?)?(?P<number>{_NUMBER}) ?(?P<unit>{_UNIT})?(?: ?[x×*] ?(?P<times>{_TIMES}))?"
)
_WORDS = {
    "half a": "1/2",
    "half": "1/2",
    "one half": "1/2",
    "a half": "1/2",
    **dict.fromkeys(("a", "an", "one"), "1"),
    "two": "2",
    "three": "3",
    "four": "4",
}
_PIECES = (
    rf"(?P<count>{_TIMES}|{'|'.join(_WORDS)}) ?(?:tablet|tab|pill|capsule|cap|film|patch)(?:e?s)?"
    rf"(?: of (?P<number>{_NUMBER}) ?(?P<unit>{_UNIT})?)?"
)
_RATES = ("mcg/h", "mcg/hr", "µg/h", "μg/h", "ug/h")


class DoseWords(Struct, frozen=True):
    """A dose as typed.

    Attributes:
        name: The medicine's words, in lower case.
        count: How many units were taken.
        number: What one unit holds, in `unit`; None where only tablets or patches were counted.
        unit: `mg`, `mcg`, `mcg/h`, or empty where it was not said.
    """

    name: str
    count: Fraction
    number: Fraction | None
    unit: str

    def amount(self, *, patch: bool) -> Amount:
        """The whole amount.

        Raises:
            BadInput: The unit is not the one of this medicine, the amount is finer than is counted, or only tablets
                were counted.
        """
        if self.number is None:
            raise BadInput(f"how much one {self.name} holds is missing", f"for example {self.name} 2 x 5mg")
        if patch:
            if self.unit not in {"", "mcg/h"}:
                raise BadInput(f"{self.name} is worn as a patch, in mcg/h, not {self.unit}", "for example 25mcg/h")
            return rate_from_mcg_h(DELIVERED.get(self.number, self.number) * self.count)
        if self.unit == "mcg/h":
            raise BadInput(f"{self.name} is not counted in mcg/h", "patches are; everything else in mg")
        return dose_from_mg(self.number * self.count / (1000 if self.unit == "mcg" else 1))


def read_dose(text: str, names: tuple[str, ...] = ()) -> DoseWords:
    """Take a dose apart, its time left out.

    Args:
        text: `MEDICINE AMOUNT[mg] [xN]`, `MEDICINE COUNT x STRENGTH`, or `MEDICINE COUNT tablets`.
        names: Names of the journal, which may hold digits.

    Raises:
        BadInput: No amount, no name, a number that is not above 0.
    """
    words = " ".join(text.lower().split())
    if not words or len(words) > _LONGEST:
        raise BadInput(f"'{printable(text)}' is not a medicine and an amount", HINT)
    name, rest = _name_and_rest(words, names)
    match = re.fullmatch(_AMOUNT, rest) or re.fullmatch(_PIECES, rest)
    if not name or match is None:
        raise BadInput(f"'{printable(text)}' is not a medicine and an amount", HINT)
    said = match.groupdict()
    number = _above_zero(said["number"], text) if said["number"] else None
    typed = said["count"] or "1"
    count = _above_zero(_WORDS.get(typed, typed), text) * _above_zero(said.get("times") or "1", text)
    unit = said["unit"] or ""
    kind = "mcg/h" if unit in _RATES else "mcg" if unit not in {"", "mg"} else unit
    return DoseWords(name, count, number, kind)


def _name_and_rest(words: str, names: tuple[str, ...]) -> tuple[str, str]:
    """The name is one of the journal, or every word before the first that begins like an amount."""
    for name in sorted(names, key=len, reverse=True):
        rest = words[len(name) + 1 :]
        if words.startswith(f"{name} ") and (re.fullmatch(_AMOUNT, rest) or re.fullmatch(_PIECES, rest)):
            return name, rest
    parts = words.split(" ")
    first = next((n for n, part in enumerate(parts) if not part[0].isalpha()), len(parts))
    spoken = (n for n in range(1, first) if re.fullmatch(_PIECES, " ".join(parts[n:])))
    first = next(spoken, first)
    return " ".join(parts[:first]), " ".join(parts[first:])


def _above_zero(text: str, whole: str) -> Fraction:
    value = parse_number(text)
    if value <= 0:
        raise BadInput(f"'{printable(whole)}' is no dose: an amount is above 0", HINT)
    return value
