"""Morphine milligram equivalents a day, of the journal's medicines or of words like `oxycodone 10mg x6`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from oidtrack.clinical import catalogue
from oidtrack.domain.dose import printable
from oidtrack.domain.journal import DoseState, Intake, Kind
from oidtrack.domain.medicine import Release, Role, amount_of
from oidtrack.domain.mme import DailyMme, MmeItem
from oidtrack.errors import BadInput, UnknownMedicine
from oidtrack.rules.base import Finding
from oidtrack.rules.findings.exposure import exposure_findings
from oidtrack.rules.findings.unlikely import many_patches, too_large, too_small
from oidtrack.services.dayplan import read_dose_plan
from oidtrack.services.doses.ladder import opioid_factor
from oidtrack.services.doses.words import DoseWords, read_dose
from oidtrack.services.medicines.each_time import split_often, without_day
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.entries import EntryFilter, entries
from oidtrack.store.tables.profile import load_profile
from oidtrack.taper.days.dayplan import DosePlan
from oidtrack.taper.days.inforce import InForce

AS_NEEDED_DAYS = 7
"""An as-needed opioid counts with the most that was taken on one of so many days. ENGINEERING."""


class Exposure(Struct, frozen=True):
    """A day's equivalents with what is to be said about them."""

    mme: DailyMme
    cautions: tuple[Finding, ...]


def journal_mme(journal: Journal, day: date) -> Exposure:
    """The equivalents of what is planned for a day: the plan in force, else the prescriptions.

    A patch counts on every day on which it is worn, a dose on every other day with its average. What is taken when
    needed counts with the most that was taken on one of the last seven days; where none was, it is left out.
    """
    with journal.snapshot():
        mme = mme_on(journal, read_dose_plan(journal, since=day), day)
    return _exposure(mme, naloxone=load_profile(journal).naloxone)


def mme_on(journal: Journal, planned: DosePlan, day: date) -> DailyMme:
    """As `journal_mme`, without what is to be said of it.

    Args:
        journal: The journal.
        planned: All that decides planned doses on that day.
        day: The day.
    """
    return DailyMme(_items(journal, planned, day), catalogue.FACTOR_SET)


def mme_beside(journal: Journal, day: date, of: tuple[str, Release]) -> DailyMme:
    """As `journal_mme`, of every opioid but one: what stays while that one comes down.

    Args:
        journal: The journal.
        day: The day.
        of: Medicine and release of the one.
    """
    with journal.snapshot():
        return DailyMme(_items(journal, read_dose_plan(journal, since=day), day, of), catalogue.FACTOR_SET)


def _items(
    journal: Journal, planned: DosePlan, day: date, but: tuple[str, Release] | None = None
) -> tuple[MmeItem, ...]:
    with journal.snapshot():
        medicines = [one for one in planned.on(day) if one.role is Role.OPIOID]
        scheduled = {one.medicine for one in medicines if one.daily is not None}
        wanted = [one for one in medicines if (one.medicine, one.release) != but]
        amounts = [(one, one.daily * 1000) for one in wanted if one.daily is not None]
        amounts += [
            (one, Fraction(_most_in_a_day(journal, one, day, beside=one.medicine in scheduled)))
            for one in wanted
            if one.daily is None
        ]
    twice = {one.medicine for one in medicines if sum(other.medicine == one.medicine for other in medicines) > 1}
    return tuple(_item(one, amount, by_release=one.medicine in twice) for one, amount in amounts if amount)


def mme_of(words: Sequence[str]) -> Exposure:
    """The equivalents of a day's doses in words: `oxycodone 10mg x6`, `fentanyl patch 25mcg/h`.

    An opioid that is known by name alone is listed and not counted.

    Raises:
        BadInput: Words that are no dose, a unit that does not fit, or a medicine that is no opioid.
        UnknownMedicine: A name the facts do not know; near names are offered.
    """
    found = [_read(text) for text in words]
    seen = _exposure(DailyMme(tuple(item for item, _ in found), catalogue.FACTOR_SET))
    return replace(seen, cautions=(*(one for _, asked in found for one in asked), *seen.cautions))


def _exposure(mme: DailyMme, *, naloxone: bool | None = None) -> Exposure:
    return Exposure(mme, exposure_findings(mme, catalogue.mme_thresholds(), naloxone=naloxone))


def _read(text: str) -> tuple[MmeItem, tuple[Finding, ...]]:
    """One medicine of a day, and what to ask about its amount."""
    said = _read_a_day(text)
    role = catalogue.usual_role(said.name)
    if role not in {None, Role.OPIOID}:
        raise BadInput(f"{said.name} is not an opioid", "only opioids have equivalents")
    try:
        named = catalogue.recognise(said.name)
    except UnknownMedicine:
        if role is None:
            raise
        return MmeItem(said.name, said.amount(patch=said.unit == "mcg/h"), None), ()
    release = named.product.release
    if said.unit == "mcg/h" and catalogue.product_for(named.facts, Release.PATCH) is not None:
        release = Release.PATCH
    worn = release is Release.PATCH
    if worn and split_often(_in_one_line(text)):
        raise BadInput("a patch is worn, and not taken several times a day", "for example fentanyl patch 25mcg/h")
    amount = said.amount(patch=worn)
    item = MmeItem(named.facts.name, amount, catalogue.mme_factor(named.facts, release))
    one = replace(said, count=min(said.count, Fraction(1))).amount(patch=worn)
    asked = (
        too_small(item.medicine, one, catalogue.smallest_usual(named.facts, release)),
        many_patches(item.medicine, said.count) if worn else None,
        too_large(item.medicine, amount, catalogue.plausible_daily_max(named.facts, release)),
    )
    return item, tuple(finding for finding in asked if finding is not None)


def _read_a_day(text: str) -> DoseWords:
    """One medicine's doses of a day: `oxycodone 10mg x6`, `oxycodone 10mg every 4 hours`, `oxycodone 60mg a day`.

    Raises:
        BadInput: As `read_dose`, or a number of doses stands there twice: `10mg x2 twice a day`.
    """
    words = _in_one_line(text)
    often = split_often(words)
    if often is None:
        return read_dose(without_day(words))
    said = read_dose(often[0])
    if re.search(r"[x×*] ?[0-9½¼¾./]+$", often[0]):
        raise BadInput(f"'{printable(text)}' can be read two ways", "how many a day, once: oxycodone 10mg x6")
    return replace(said, count=said.count * often[1])


def _in_one_line(text: str) -> str:
    return " ".join(text.lower().split())


def _item(one: InForce, thousandths: Fraction, *, by_release: bool) -> MmeItem:
    """An average that is no whole microgram counts as the next one up; two releases of one medicine say which."""
    whole = -(-thousandths.numerator // thousandths.denominator)
    name = f"{one.medicine} {one.release.value}" if by_release else one.medicine
    return MmeItem(name, amount_of(one.release, whole), opioid_factor(one.medicine, one.release))


def _most_in_a_day(journal: Journal, one: InForce, day: date, *, beside: bool) -> int:
    """The largest sum of one of the last days, in thousandths of the unit; 0 where none was taken.

    `beside` a scheduled release of the same medicine only doses that fit no planned time are counted.
    """
    since = day - timedelta(days=AS_NEEDED_DAYS - 1)
    wanted = EntryFilter(since=since, until=day + timedelta(days=1), kinds=(Kind.DOSE,), medicine=one.medicine)
    kind = type(amount_of(one.release, 0))
    found = sorted(
        (entry.moment.day, entry.body.amount.thousandths)
        for entry in entries(journal, wanted)
        if isinstance(entry.body, Intake) and entry.body.state is not DoseState.SKIPPED
        if isinstance(entry.body.amount, kind) and not (beside and entry.body.slot is not None)
    )
    by_day = groupby(found, key=lambda pair: pair[0])
    return max((sum(amount for _, amount in group) for _, group in by_day), default=0)
