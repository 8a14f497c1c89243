"""What the packaged facts say: the one door to medicines, factors, questionnaires and limits.

Each file is read when it is first needed, once. Nothing here has a default for
what it does not know: an unknown name is an error, a missing factor is None.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache
from math import ceil

from msgspec import Struct

from oidtrack.clinical.classes import ACETAMINOPHEN, MedicineClass, class_names, classes_of, usual_role
from oidtrack.clinical.limits import Limits, load_limits
from oidtrack.clinical.loader import DATA
from oidtrack.clinical.medicines import MedicineFile, load_medicine
from oidtrack.clinical.naming import Index, choose, load_index, near_names, plain_words, preferred, take_apart
from oidtrack.clinical.questionnaires import QuestionnaireFile, load_questionnaire
from oidtrack.clinical.sources import load_sources
from oidtrack.domain.dose import Amount, printable
from oidtrack.domain.medicine import Cited, MedicineFacts, Product, Release, Source, amount_of
from oidtrack.domain.questionnaire import Questionnaire
from oidtrack.errors import BadInput, FactsBroken, UnknownMedicine
from oidtrack.taper.pace import SpeedLimits

__all__ = [
    "ACETAMINOPHEN",
    "FACTOR_SET",
    "FACTS_VERSION",
    "MedicineClass",
    "Named",
    "Review",
    "acetaminophen_limits",
    "classes_of",
    "limit_citations",
    "medicine",
    "medicine_names",
    "mme_factor",
    "mme_thresholds",
    "plausible_daily_max",
    "product",
    "product_for",
    "questionnaire",
    "questionnaire_citations",
    "questionnaire_ids",
    "recognise",
    "reviews",
    "smallest_usual",
    "source",
    "sources",
    "speed_limits",
    "usual_role",
]

FACTS_VERSION = "2026-11-26"
FACTOR_SET = "CDC 2022"


class Named(Struct, frozen=True):
    """What a name turned out to mean."""

    facts: MedicineFacts
    product: Product


class Review(Struct, frozen=True):
    """When a facts file was last checked, and by when it is due again."""

    file: str
    reviewed: date
    review_by: date


def near(words: str, own: frozenset[str]) -> tuple[str, ...]:
    """The known names, and those of `own`, that words are a slip of the finger away from; the nearest alone.

    Args:
        words: A name that stands for nothing.
        own: Names that only the journal knows.
    """
    return _near(plain_words(words), _known_names() | own)


def recognise(words: str) -> Named:
    """The medicine and product that words mean: `oxycodone`, `morphine er`, `fentanyl patch`, `percocet`.

    Without a word of release the immediate-release product is meant, or what there is. A brand keeps its own release.

    Raises:
        UnknownMedicine: No such name, or words that contradict it, such as `oxycontin liquid`.
    """
    text = plain_words(words)
    known = _known_names()
    asked = take_apart(text, known)
    if asked is None:
        raise UnknownMedicine(printable(words), _near(text, known))
    facts = medicine(_generic(asked.name))
    product_id = _index().products.get(asked.name)
    brand = next((made for made in facts.products if made.id == product_id), None)
    chosen = choose(facts.products, asked.extras, brand)
    if chosen is None:
        raise UnknownMedicine(printable(words), () if classes_of(text) else (asked.name,))
    return Named(facts, chosen)


def medicine(name: str) -> MedicineFacts:
    """The facts on one medicine, by its generic name in either case.

    Raises:
        UnknownMedicine: No file is called so; brands and other names are for `recognise`.
    """
    wanted = plain_words(name)
    if wanted not in medicine_names():
        generic = _generic(wanted)
        near = (generic,) if generic != wanted else _near(wanted, frozenset(medicine_names()))
        raise UnknownMedicine(printable(name), near)
    return _medicine_file(wanted).facts


@cache
def medicine_names() -> tuple[str, ...]:
    """All generic names, in the order of the alphabet; reads no file."""
    return tuple(sorted(path.stem for path in (DATA / "medicines").glob("*.toml")))


def product_for(facts: MedicineFacts, release: Release) -> Product | None:
    """The usual product of a release: a tablet if there is one; a combination only where nothing else is sold."""
    return preferred(tuple(made for made in facts.products if made.release is release))


def product(facts: MedicineFacts, product_id: str, release: Release) -> Product | None:
    """The product with this id; where it is not known, the usual one of a release."""
    named = (made for made in facts.products if made.id == product_id)
    return next(named, None) or product_for(facts, release)


def mme_factor(facts: MedicineFacts, release: Release) -> Fraction | None:
    """MME for one mg (one mcg/h for a patch) a day in CDC 2022; None where the set does not count it.

    A factor for one release is never used for another.
    """
    for factor in facts.factors:
        if factor.factor_set == FACTOR_SET and factor.release in (release, None):
            return factor.factor
    return None


def plausible_daily_max(facts: MedicineFacts, release: Release) -> Amount | None:
    """The amount a day above which to ask "really?"; None where none is known. No clinical limit."""
    kind = type(amount_of(release, 0))
    return next((amount for amount in facts.plausible_max if isinstance(amount, kind)), None)


def smallest_usual(facts: MedicineFacts, release: Release) -> Amount | None:
    """The least that the packaged products of a release make: a strength, half of a scored one, one step of a liquid.

    None where no strength is known. A smaller dose is asked about: the unit may be wrong.
    """
    made = [one for one in facts.products if one.release is release]
    least = [Fraction(strength.thousandths) for one in made for strength in one.strengths]
    least += [Fraction(half.thousandths, 2) for one in made for half in one.halves]
    least += [liquid.step for one in made for liquid in one.liquids]
    return amount_of(release, ceil(min(least))) if least else None


def source(id: str) -> Source:  # noqa: A002 - the word of the files
    """The document with this id.

    Raises:
        FactsBroken: A facts file names a source that is not listed.
    """
    for found in sources():
        if found.id == id:
            return found
    raise FactsBroken(f"sources.toml: no source has the id '{printable(id)}'")


@cache
def sources() -> tuple[Source, ...]:
    """All documents that numbers come from, in the order of the file."""
    return load_sources(DATA / "sources.toml")


def speed_limits() -> SpeedLimits:
    """The paces by time on opioids, and the ceilings that nobody can agree away."""
    return _limits().speed


def mme_thresholds() -> tuple[int, int]:
    """Two amounts in MME a day: 50, where to look closer, and 90, the older line."""
    return _limits().mme_thresholds


def acetaminophen_limits() -> tuple[int, int]:
    """Two amounts in mg a day from all products: caution above the first, urgent above the second."""
    return _limits().acetaminophen_mg


def limit_citations() -> tuple[tuple[str, Cited], ...]:
    """Where each limit stands, by its key or by the id of a pace rule."""
    return _limits().cited


def questionnaire(id: str) -> Questionnaire:  # noqa: A002 - the word of the files
    """The questionnaire with this id, in either case.

    Raises:
        BadInput: There is none; the hint lists them.
    """
    return _questionnaire_file(id).questionnaire


def questionnaire_citations(id: str) -> tuple[tuple[str, Cited], ...]:  # noqa: A002 - the word of the files
    """Where the items, bands and numbers of a questionnaire stand.

    Raises:
        BadInput: There is none; the hint lists them.
    """
    return _questionnaire_file(id).cited


@cache
def questionnaire_ids() -> tuple[str, ...]:
    """All questionnaire ids, in the order of the alphabet; reads no file."""
    return tuple(sorted(path.stem for path in (DATA / "questionnaires").glob("*.toml")))


def reviews() -> tuple[Review, ...]:
    """The review dates of all files that carry them; reads every file."""
    limits = _limits()
    medicines = (medicine(name) for name in medicine_names())
    forms = ((name, _questionnaire_file(name)) for name in questionnaire_ids())
    return (
        Review("limits", limits.reviewed, limits.review_by),
        *(Review(facts.name, facts.reviewed, facts.review_by) for facts in medicines),
        *(Review(name, form.reviewed, form.review_by) for name, form in forms),
    )


@cache
def _index() -> Index:
    return load_index(DATA / "index.toml")


@cache
def _known_names() -> frozenset[str]:
    return frozenset((*medicine_names(), *_index().medicines, *_index().products))


@cache
def _near(text: str, known: frozenset[str]) -> tuple[str, ...]:
    """What may have been meant; a name that stands for a medicine of its own is no slip of another."""
    return () if classes_of(text) else near_names(text, known | class_names())


def _generic(name: str) -> str:
    """The generic name behind a brand or another name; any other word as it is."""
    product_id = _index().products.get(name)
    return product_id.split("-")[0] if product_id else _index().medicines.get(name, name)


@cache
def _medicine_file(name: str) -> MedicineFile:
    return load_medicine(DATA / "medicines" / f"{name}.toml")


def _questionnaire_file(name: str) -> QuestionnaireFile:
    wanted = name.strip().lower()
    if wanted not in questionnaire_ids():
        raise BadInput(f"no questionnaire is called '{printable(name)}'", f"there are {', '.join(questionnaire_ids())}")
    return _load_questionnaire(wanted)


@cache
def _load_questionnaire(name: str) -> QuestionnaireFile:
    return load_questionnaire(DATA / "questionnaires" / f"{name}.toml")


@cache
def _limits() -> Limits:
    return load_limits(DATA / "limits.toml")
