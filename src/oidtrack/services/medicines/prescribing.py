"""From what a person says about a medicine to a prescription, with the packaged facts filled in.

Strengths, splitting and intervals that are typed always win over packaged ones.
"""

from __future__ import annotations

from datetime import date, time
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from oidtrack.clinical import catalogue
from oidtrack.domain.dose import (
    DELIVERED,
    Amount,
    Dose,
    dose_from_mg,
    plain,
    printable,
    rate_from_mcg_h,
    with_article,
)
from oidtrack.domain.journal import DAY_ENDS_AT
from oidtrack.domain.medicine import (
    Form,
    Liquid,
    Makings,
    MedicineFacts,
    Prescription,
    Product,
    Release,
    Role,
    ScheduledDose,
    Strength,
)
from oidtrack.errors import BadInput, DoseNotMakeable, UnknownMedicine
from oidtrack.services.medicines.doubting import above_plausible
from oidtrack.services.medicines.each_time import EachTime, require_unit
from oidtrack.services.medicines.said import Said
from oidtrack.taper.tablets import around, makings_in_words, reachable

STEP_ML = Fraction(1, 2)
"""Smallest volume measured of a liquid that the facts do not know: readable on any oral syringe. ENGINEERING."""


_KEEP = "to keep it all the same, say what it is for: oidtrack med add … --role opioid (or pain, other …)"
_OTHER = "If it is another medicine: oidtrack med add … --role opioid (or pain, other …)"
_LONGEST_NAME = 60
_PATCH_CHANGE_DAYS = 3


class Described(Struct, frozen=True):
    """A prescription with the facts that belong to it; `facts` is None for a medicine we know nothing of."""

    prescription: Prescription
    facts: MedicineFacts | None
    product: Product | None


def describe(said: Said, on: date) -> Described:
    """The prescription that was meant.

    Args:
        said: What was typed.
        on: First day of this row where `since` is not said.

    Raises:
        UnknownMedicine: A name that may be a slip of a known one, or that is not known and has no role.
        BadInput: Doses and times that do not match, a split that the product forbids, a missing time.
        DoseNotMakeable: A dose that the strengths cannot make.
    """
    facts, product, release = _recognised(said)
    require_unit(said.rate, patch=release is Release.PATCH)
    makings = _makings(said, release, product)
    doses = _scheduled(said, release, product)
    # before anything is looked for that could make such an amount
    above_plausible(facts, release, sum(one.amount.thousandths for one in doses))
    _require_makeable(doses, makings, release)
    prescription = Prescription(
        medicine=facts.name if facts else " ".join(said.name.lower().split()),
        release=release,
        role=said.role or (facts.role if facts else catalogue.usual_role(said.name) or Role.OTHER),
        doses=doses,
        makings=makings,
        since=said.since or on,
        opioid_since=said.since,
        change_days=_change_days(release, product),
        min_interval_h=said.apart_h or _usual_h(release, product),
        most_daily=_most(said, release),
        product=product.id if product else "",
    )
    return Described(prescription, facts, product)


def redescribe(old: Prescription, said: Said, first: date) -> Described:
    """A changed prescription: what was not said stays as it is.

    Args:
        old: The row in force.
        said: Only doses, times, strengths, halves, liquid and limits are looked at.
        first: First day of the new row.

    Raises:
        BadInput: As `describe`.
        DoseNotMakeable: As `describe`.
    """
    strengths = said.strengths or tuple(s.amount.shown for s in old.makings.strengths)
    halves = said.halves or tuple(s.amount.shown for s in old.makings.strengths if s.may_halve and not said.strengths)
    liquid = old.makings.liquid
    kept = Said(
        name=old.medicine,
        release=old.release,
        role=old.role,
        doses=said.doses or tuple(dose.amount.shown for dose in old.doses),
        once=said.once,
        rate=said.rate,
        times=said.times or tuple(dose.at for dose in old.doses),
        strengths=strengths,
        halves=halves,
        liquid=said.liquid or (liquid.ug_per_ml / 1000 if liquid else None),
        liquid_step=said.liquid_step or (liquid.step_ml if liquid and said.liquid is None else None),
        as_typed=True,
        most=said.most,
        apart_h=said.apart_h,
    )
    new = describe(kept, first)
    unchanged = replace(
        new.prescription,
        opioid_since=old.opioid_since,
        product=old.product,
        min_interval_h=said.apart_h or old.min_interval_h,
        most_daily=new.prescription.most_daily or old.most_daily,
    )
    return replace(new, prescription=unchanged)


def _recognised(said: Said) -> tuple[MedicineFacts | None, Product | None, Release]:
    try:
        named = catalogue.recognise(said.name)
    except UnknownMedicine as error:
        _require_name(said.name)
        _require_meant(said, error)
        return None, None, said.release or Release.IR
    release = said.release or named.product.release
    if release is named.product.release:
        return named.facts, named.product, release
    product = catalogue.product_for(named.facts, release)
    if product is None and not said.strengths:
        raise BadInput(
            f"no {release.value} product of {named.facts.name} is known", "say its strengths: --strengths 5,10"
        )
    return named.facts, product, release


def _require_name(name: str) -> None:
    """A name that is kept as it was typed can be typed again in front of an amount."""
    words = " ".join(name.split())
    if not words[:1].isalpha() or printable(words, _LONGEST_NAME) != words:
        raise BadInput(f"'{printable(name)}' is no name of a medicine", "a few words that begin with a letter")


def _require_meant(said: Said, error: UnknownMedicine) -> None:
    """A name without facts is kept as it was typed, once it is clear that it is no slip of another and what it is for.

    Raises:
        UnknownMedicine: Neither is clear; a slip of an opioid would lose its factor, its strengths and its cautions.
    """
    role = said.role or catalogue.usual_role(said.name)
    if role is None:
        raise UnknownMedicine(error.name, error.near, _OTHER if error.near else _KEEP) from None
    if role is Role.OPIOID and error.near and not said.as_typed:
        raise UnknownMedicine(error.name, error.near, f"{_OTHER} --yes") from None


def _makings(said: Said, release: Release, product: Product | None) -> Makings:
    if (said.halves or said.liquid is not None) and release is not Release.IR:
        never = "halved" if said.halves else "replaced by a liquid"
        what = with_article(_release_words(release))
        raise BadInput(f"{what} is never {never}", "it is taken whole; leave that option out")
    if said.halves and product and product.form in {Form.CAPSULE, Form.FILM, Form.SPRAY, Form.INJECTION}:
        raise BadInput(f"{with_article(product.form.value)} is never halved", "leave --halves out")
    packaged = tuple(_amount(release, strength.shown) for strength in product.strengths) if product else ()
    amounts = tuple(_amount(release, s) for s in said.strengths) or (() if said.liquid is not None else packaged)
    halves = {_amount(release, h) for h in said.halves}
    if strange := sorted(str(h) for h in halves - set(amounts)):
        raise BadInput(f"{strange[0]} is to be halved but is not among the strengths", "list it in --strengths too")
    if odd := sorted(str(h) for h in halves if h.thousandths % 2):
        raise BadInput(f"half of {odd[0]} is finer than the program counts", "leave it out of --halves")
    strengths = tuple(Strength(a, a in halves) for a in sorted(set(amounts), key=lambda a: a.thousandths))
    return Makings(strengths, _liquid(said, product))


def _release_words(release: Release) -> str:
    return "patch" if release is Release.PATCH else "extended-release product"


def _amount(release: Release, value: Fraction) -> Amount:
    if value <= 0:
        raise BadInput(f"a strength of {plain(value)} holds nothing", "for example --strengths 5,10,20")
    return rate_from_mcg_h(DELIVERED.get(value, value)) if release is Release.PATCH else dose_from_mg(value)


def _liquid(said: Said, product: Product | None) -> Liquid | None:
    packaged = product.liquids if product else ()
    if said.liquid is None:
        return packaged[0] if packaged and not said.strengths else None
    per_ml = said.liquid * 1000
    known = [liquid for liquid in packaged if liquid.ug_per_ml == per_ml]
    step = said.liquid_step or (known[0].step_ml if known else STEP_ML)
    try:
        return Liquid(per_ml, step)
    except ValueError:
        hint = "choose a --liquid-step that holds a whole number of micrograms"
        raise BadInput(f"{plain(step)} mL of {plain(said.liquid)} mg/mL cannot be counted exactly", hint) from None


def _scheduled(said: Said, release: Release, product: Product | None) -> tuple[ScheduledDose, ...]:
    times = said.times or ((time(8),) if said.doses and _once_a_day(release, product) else ())
    if said.doses and not times:
        raise BadInput("the times of day are missing", "say when it is taken: --at 8:00,14:00,22:00")
    if len(set(times)) != len(times):
        raise BadInput("the same time of day stands twice", "give each time once: --at 8:00,20:00")
    times = EachTime(said.doses, int(said.once)).at(times)
    doses = said.doses * len(times) if len(said.doses) == 1 else said.doses
    ordered = sorted(zip(times, doses, strict=False), key=lambda pair: (pair[0] < DAY_ENDS_AT, pair[0]))
    return tuple(ScheduledDose(at, dose_amount(release, dose)) for at, dose in ordered)


def _once_a_day(release: Release, product: Product | None) -> bool:
    return release is Release.PATCH or bool(product and product.interval_h and min(product.interval_h) >= 24)  # noqa: PLR2004


def dose_amount(release: Release, value: Fraction) -> Amount:
    """A dose as it was typed, in the unit people read.

    Raises:
        BadInput: 0, or finer than the program counts.
    """
    if value <= 0:
        raise BadInput(f"a dose of {plain(value)} is no dose", "a dose is above 0")
    return _amount(release, value)


def _require_makeable(doses: tuple[ScheduledDose, ...], makings: Makings, release: Release) -> None:
    if not makings.strengths and makings.liquid is None:
        return
    largest = max((s.amount.thousandths for s in makings.strengths), default=0)
    for dose in doses:
        makeable = list(reachable(makings, release, dose.amount.thousandths + largest))
        if dose.amount.thousandths not in makeable:
            near = tuple(str(type(dose.amount)(a)) for a in around(dose.amount.thousandths, makeable))
            raise DoseNotMakeable(str(dose.amount), makings_in_words(makings), near)


def _usual_h(release: Release, product: Product | None) -> int | None:
    return product.interval_h[0] if product and product.interval_h and release is not Release.PATCH else None


def _most(said: Said, release: Release) -> Dose | None:
    """The most within 24 hours that was said. A patch is worn all day, so neither limit says anything of it."""
    if release is Release.PATCH and (said.most is not None or said.apart_h is not None):
        raise BadInput("a patch is not taken when needed", "leave --most and --apart out")
    return None if said.most is None else dose_from_mg(said.most)


def _change_days(release: Release, product: Product | None) -> int:
    if release is not Release.PATCH:
        return 1
    return max(product.interval_h[0] // 24, 1) if product and product.interval_h else _PATCH_CHANGE_DAYS
