"""What else is sold of a planned medicine, and what it would do to the plan."""

from __future__ import annotations

from oidtrack.clinical import catalogue
from oidtrack.domain.dose import DELIVERED, Amount, rate_from_mcg_h
from oidtrack.domain.medicine import Form, Release
from oidtrack.errors import UnknownMedicine
from oidtrack.taper.plan import Plan
from oidtrack.taper.smoother import Market, Smoother, smoother


def smoother_ways(plan: Plan) -> tuple[Smoother, ...]:
    """The best ways to a smoother plan, to ask the prescriber about; none where nothing is known to help."""
    return smoother(plan, market_of(plan.medicine, plan.release))


def market_of(medicine: str, release: Release) -> Market:
    """What is sold of a medicine in one release; empty for a medicine that the facts do not know."""
    try:
        facts = catalogue.medicine(medicine)
    except UnknownMedicine:
        return Market()
    product = catalogue.product_for(facts, release)
    liquids = (
        liquid
        for made in facts.products
        if made.form is Form.LIQUID and not made.combined_with  # with acetaminophen it is another medicine
        for liquid in made.liquids
    )
    return Market(
        strengths=tuple(_delivered(release, strength) for strength in product.strengths) if product else (),
        liquids=tuple(liquids) if release is Release.IR else (),
        halves=product is not None and product.form is Form.TABLET,
    )


def _delivered(release: Release, strength: Amount) -> Amount:
    """A strength as it is counted: the 12 patch gives 12.5 mcg/h."""
    if release is not Release.PATCH:
        return strength
    return rate_from_mcg_h(DELIVERED.get(strength.shown, strength.shown))
