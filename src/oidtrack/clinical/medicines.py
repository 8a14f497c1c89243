"""Medicine files: one TOML file to one `MedicineFacts`, with the examples that prove it."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from msgspec import Struct

from oidtrack.clinical.loader import Table, cited, read, review_dates
from oidtrack.clinical.products import amount, product, unit_of
from oidtrack.domain.dose import Amount, dose_from_mg, rate_from_mcg_h
from oidtrack.domain.medicine import Cited, MedicineFacts, MmeFactor, Release, Role

NOT_COUNTED = "not counted"


class MmeExample(Struct, frozen=True):
    """An amount a day and the equivalents expected of it; None where not counted."""

    release: Release
    daily: Amount
    mme: Fraction | None


class MedicineFile(Struct, frozen=True):
    """All that one medicine file says.

    Attributes:
        facts: What the program uses.
        plausible: Where the "really?" amounts stand.
        examples: What the factors must give.
    """

    facts: MedicineFacts
    plausible: Cited
    examples: tuple[MmeExample, ...]


def load_medicine(path: Path) -> MedicineFile:
    """Read a medicine file.

    Raises:
        FactsBroken: The file does not keep its schema; the message names file and key.
    """
    table = read(path)
    reviewed, review_by = review_dates(table)
    plausible_max, plausible = _plausible(table.table("plausible"))
    products = tuple(product(entry) for entry in table.tables("products"))
    facts = MedicineFacts(
        name=table.text("name"),
        aliases=(*table.texts("aliases"), *(brand for made in products for brand in made.brands)),
        role=table.kind("role", Role),
        plannable=table.flag("plannable"),
        referral=table.text_or_empty("referral"),
        cautions=table.texts("cautions"),
        products=products,
        factors=tuple(_factor(entry) for entry in table.tables("factors")),
        reviewed=reviewed,
        review_by=review_by,
        plausible_max=plausible_max,
    )
    examples = tuple(_example(entry) for entry in table.tables("examples"))
    table.finish()
    _check_names(table, path.stem, facts)
    _check_whole(table, facts, examples)
    return MedicineFile(facts, plausible, examples)


def _plausible(table: Table) -> tuple[tuple[Amount, ...], Cited]:
    """The amounts a day above which the program asks "really?": at most one in mg, one in mcg/h."""
    found: list[Amount] = []
    for key, make in (("max_mg", dose_from_mg), ("max_mcg_h", rate_from_mcg_h)):
        value = table.number_or_none(key)
        if value is not None:
            found.append(amount(table, key, value, make))
    where = cited(table)
    table.finish()
    if not found:
        raise table.broken("max_mg", "or max_mcg_h is missing")
    return tuple(found), where


def _factor(table: Table) -> MmeFactor:
    """One factor of one set; the words "not counted" stand for no factor, which is never 0."""
    made = MmeFactor(
        factor_set=table.text("factor_set"),
        release=table.kind("release", Release) if table.has("release") else None,
        factor=_counted(table, "factor"),
        cited=cited(table),
    )
    table.finish()
    return made


def _example(table: Table) -> MmeExample:
    made = MmeExample(
        release=table.kind("release", Release),
        daily=amount(table, "daily", table.number("daily"), unit_of(table)),
        mme=_counted(table, "mme"),
    )
    table.finish()
    return made


def _counted(table: Table, key: str) -> Fraction | None:
    """A number above 0, or None for the words "not counted"."""
    if table.is_text(key) and table.text(key) == NOT_COUNTED:
        return None
    value = table.number(key)
    if value == 0:
        raise table.broken(key, f"is 0; what has no factor is '{NOT_COUNTED}'")
    return value


def _check_names(table: Table, stem: str, facts: MedicineFacts) -> None:
    """The name is the file's; product ids begin with it, once each; other names are in lower case."""
    if facts.name != stem:
        raise table.broken("name", f"is '{facts.name}', and the file is {stem}.toml")
    ids = [made.id for made in facts.products]
    if len(set(ids)) < len(ids) or not all(made.startswith(f"{facts.name}-") for made in ids):
        raise table.broken("products", f"need ids that begin with {facts.name}-, once each")
    if any(name != name.lower() for name in facts.aliases):
        raise table.broken("aliases", "must be in lower case")


def _check_whole(table: Table, facts: MedicineFacts, examples: tuple[MmeExample, ...]) -> None:
    """There are products, factors and examples, and a referral exactly where no taper is proposed."""
    for key, there in (("products", facts.products), ("factors", facts.factors), ("examples", examples)):
        if not there:
            raise table.broken(key, "is missing")
    if facts.plannable and not all(made.strengths or made.liquids for made in facts.products):
        raise table.broken("strengths", "or liquids are needed of every product that is planned")
    if facts.plannable is bool(facts.referral):
        raise table.broken("referral", "is for what is not plannable, and needed there")
