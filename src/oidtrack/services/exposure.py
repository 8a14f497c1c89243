"""Morphine milligram equivalents a day, of the journal's medicines or of words like `oxycodone 10mg x6`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from oidtrack.clinical import catalogue
from oidtrack.domain.dose import dose_from_mg, parse_number, printable, rate_from_mcg_h
from oidtrack.domain.medicine import Release, Role
from oidtrack.domain.mme import DailyMme, MmeItem
from oidtrack.errors import BadInput
from oidtrack.rules.base import Finding
from oidtrack.rules.exposure import exposure_findings
from oidtrack.services.dayplan import doses_in_effect
from oidtrack.services.prescribing import DELIVERED
from oidtrack.store.database import Journal

_WORDS = re.compile(
    r"(?P<name>[a-z][a-z +'/-]*?)\s+(?P<amount>[0-9][0-9.,/]*)\s*(?P<unit>mg|mcg/h|mcg/hr|µg/h|ug/h)?"
    r"(?:\s*[x×]\s*(?P<times>[0-9]{1,2}))?",
    re.IGNORECASE,
)
_HINT = 'for example --dose "oxycodone 10mg x6" or --dose "fentanyl patch 25mcg/h"'


@dataclass(frozen=True, slots=True)
class Exposure:
    """A day's equivalents with what is to be said about them."""

    mme: DailyMme
    cautions: tuple[Finding, ...]


def journal_mme(journal: Journal, day: date) -> Exposure:
    """The equivalents of what is planned for a day: the plan in force, else the prescriptions.

    A patch counts on every day on which it is worn.
    """
    totals: dict[tuple[str, Release], int] = {}
    for dose in doses_in_effect(journal, day):
        if dose.role is Role.OPIOID:
            key = (dose.medicine, dose.release)
            totals[key] = totals.get(key, 0) + dose.amount.thousandths
    return _exposure(tuple(_item(name, release, Fraction(sum_, 1000)) for (name, release), sum_ in totals.items()))


def mme_of(words: tuple[str, ...]) -> Exposure:
    """The equivalents of doses in words.

    Raises:
        BadInput: Words that are no dose, a unit that does not fit, or a medicine that is no opioid.
        UnknownMedicine: A name the facts do not know; near names are offered.
    """
    return _exposure(tuple(_read(text) for text in words))


def _exposure(items: tuple[MmeItem, ...]) -> Exposure:
    mme = DailyMme(items, catalogue.FACTOR_SET)
    return Exposure(mme, exposure_findings(mme, catalogue.mme_thresholds()))


def _read(text: str) -> MmeItem:
    found = _WORDS.fullmatch(" ".join(text.split()))
    if found is None:
        raise BadInput(f"'{printable(text)}' is no dose", _HINT)
    named = catalogue.recognise(found["name"])
    release = named.product.release
    is_rate = (found["unit"] or "").lower() not in {"", "mg"}
    if found["unit"] and is_rate != (release is Release.PATCH):
        unit = "mcg/h" if release is Release.PATCH else "mg"
        raise BadInput(f"{named.facts.name} ({release.value}) is counted in {unit}, not in {found['unit']}", _HINT)
    if named.facts.role is not Role.OPIOID:
        raise BadInput(f"{named.facts.name} is not an opioid", "only opioids have equivalents")
    value = parse_number(found["amount"]) * int(found["times"] or 1)
    if value <= 0:
        raise BadInput(f"'{printable(text)}' holds no amount above 0", _HINT)
    return _item(named.facts.name, release, value)


def _item(name: str, release: Release, value: Fraction) -> MmeItem:
    daily = rate_from_mcg_h(DELIVERED.get(value, value)) if release is Release.PATCH else dose_from_mg(value)
    return MmeItem(name, daily, catalogue.mme_factor(catalogue.medicine(name), release))
