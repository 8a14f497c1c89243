"""One product of a medicine, from its table to its type, with the checks that keep it safe."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise

from oidtrack.clinical.loader import Table, citations
from oidtrack.domain.dose import THOUSAND, Amount, dose_from_mg, rate_from_mcg_h
from oidtrack.domain.medicine import Form, Liquid, Product, Release, Route
from oidtrack.errors import BadInput

UNITS: dict[str, Callable[[Fraction], Amount]] = {
    "mg": dose_from_mg,
    "mcg": lambda mcg: dose_from_mg(mcg / THOUSAND),
    "mcg/h": rate_from_mcg_h,
}


def unit_of(table: Table) -> Callable[[Fraction], Amount]:
    """What makes an amount of a number: the key `unit` (`mg`, `mcg` or `mcg/h`).

    Raises:
        FactsBroken: Any other unit.
    """
    unit = table.text("unit")
    if unit not in UNITS:
        raise table.broken("unit", f"is '{unit}', not one of {', '.join(UNITS)}")
    return UNITS[unit]


def amount(table: Table, key: str, value: Fraction, make: Callable[[Fraction], Amount]) -> Amount:
    """An amount above 0.

    Raises:
        FactsBroken: Finer than the program counts, or 0.
    """
    try:
        made = make(value)
    except BadInput as error:
        raise table.broken(key, f"does not fit: {error.message}") from None
    if made.thousandths == 0:
        raise table.broken(key, "holds an amount of 0")
    return made


def product(table: Table) -> Product:
    """Read one `[[products]]` table.

    Raises:
        FactsBroken: The table does not keep its schema, or contradicts itself.
    """
    make = unit_of(table)
    max_daily = table.number_or_none("max_daily")
    made = Product(
        id=table.text("id"),
        release=table.kind("release", Release),
        form=table.kind("form", Form),
        strengths=tuple(amount(table, "strengths", value, make) for value in table.numbers("strengths")),
        liquids=tuple(_liquid(entry) for entry in table.tables("liquids")),
        halves=tuple(amount(table, "halves", value, make) for value in table.numbers("halves")),
        interval_h=table.wholes("interval_h"),
        brands=table.texts("brands"),
        combined_with=tuple(_partner(entry) for entry in table.tables("combined_with")),
        max_daily=None if max_daily is None else amount(table, "max_daily", max_daily, make),
        note=table.text("note"),
        cited=citations(table, _groups(table)),
        route=table.kind("route", Route) if table.has("route") else None,
    )
    table.finish()
    _check_kind(table, made)
    _check_lists(table, made)
    return made


def _groups(table: Table) -> tuple[str, ...]:
    """The groups of facts that this product has, and so must cite."""
    extra = {"liquids": "step", "combined_with": "combined_with", "max_daily": "max_daily", "route": "route"}
    amounts = ("strengths",) if table.has("strengths") or table.has("liquids") else ()
    return (*amounts, "interval", "splitting", "note", *(group for key, group in extra.items() if table.has(key)))


def _liquid(table: Table) -> Liquid:
    """A concentration, as the label prints it: so many mg in so many mL."""
    mg, per_ml, step_ml = table.number("mg"), table.number("per_ml"), table.number("step_ml")
    table.finish()
    if per_ml == 0:
        raise table.broken("per_ml", "is 0")
    try:
        return Liquid(mg * THOUSAND / per_ml, step_ml)
    except ValueError as error:
        raise table.broken("step_ml", f"does not fit: {error}") from None


def _partner(table: Table) -> tuple[str, Fraction]:
    """What else one unit holds; for a liquid one millilitre (`mg` divided by `per_ml`)."""
    name, mg = table.text("name"), table.number("mg")
    per_ml = table.number_or_none("per_ml")
    table.finish()
    if mg == 0 or per_ml == 0:
        raise table.broken("mg", "and per_ml are above 0")
    return name, mg if per_ml is None else mg / per_ml


def _check_kind(table: Table, made: Product) -> None:
    """A patch is a patch in form, release and unit; a liquid has no strengths, all else no concentrations."""
    patch = made.release is Release.PATCH
    if patch is not (made.form is Form.PATCH) or patch is not (table.text("unit") == "mcg/h"):
        raise table.broken("form", "release and unit must agree on whether this is a patch")
    liquid = made.form is Form.LIQUID
    if made.strengths if liquid else made.liquids:
        raise table.broken("strengths", "are for all but a liquid, liquids for a liquid alone")
    if made.route is not None and made.form not in {Form.TABLET, Form.FILM, Form.SPRAY}:
        raise table.broken("route", "is for what melts or is sprayed in the mouth")
    if made.halves and (made.release, made.form) != (Release.IR, Form.TABLET):
        raise table.broken("halves", "are for immediate-release tablets alone")


def _check_lists(table: Table, made: Product) -> None:
    """Lists ascend without repeats; halves are strengths; intervals are there; brands are lower case."""
    ascending: tuple[tuple[str, tuple[Fraction | int, ...]], ...] = (
        ("strengths", tuple(strength.thousandths for strength in made.strengths)),
        ("liquids", tuple(liquid.ug_per_ml for liquid in made.liquids)),
        ("interval_h", made.interval_h),
    )
    for key, values in ascending:
        if any(after <= before for before, after in pairwise(values)):
            raise table.broken(key, "must ascend without repeats")
    if not made.interval_h or made.interval_h[0] < 1:
        raise table.broken("interval_h", "must be hours of 1 or more")
    if not set(made.halves) <= set(made.strengths):
        raise table.broken("halves", "must be among strengths")
    if any(brand != brand.lower() for brand in made.brands):
        raise table.broken("brands", "must be in lower case")
