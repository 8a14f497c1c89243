"""The questions about the medicine of the first evening, and the row of the journal that they end in."""

from __future__ import annotations

from oidtrack.cli.asking.explaining import BOX, DOSE, HALVES, STRENGTHS, TIMES
from oidtrack.cli.asking.questions import Back, ask
from oidtrack.cli.help.start_asking import First
from oidtrack.cli.medicines.describing import read_said
from oidtrack.cli.medicines.med import add_described
from oidtrack.cli.words.clock import parse_times
from oidtrack.clinical import catalogue
from oidtrack.domain.dose import plain, printable
from oidtrack.domain.medicine import Form, Product, Release
from oidtrack.errors import BadInput, LeftOff
from oidtrack.render.medicines.page import medicines_page
from oidtrack.services.medicines.each_time import EachTime, read_amounts, read_each_time, require_unit
from oidtrack.services.medicines.medicines import in_force

_EXAMPLE = "for example 5,10,20"
_NONE = {"", "n", "no", "none", "0"}
"""What is typed where the question itself says that Enter means none."""


def _medicine(first: First) -> bool:
    first.words = {}
    if first.opioid() is not None:
        return False
    words = "Which opioid do you take, as on the box? (oxycodone, morphine er, fentanyl patch)"
    first.words["name"] = ask(words, BOX, read=catalogue.recognise)
    return True


def _dose(first: First) -> bool:
    product = _product(first)
    if product is None:
        return False
    unit = _unit(product)
    example = "30, or 30,20,30" if unit == "mg" else "50"
    said = ask(f"How much each time, in {unit}? ({example})", DOSE, read=lambda text: _each_time(product, text))
    if not said:
        _leave_out(first)
    first.words["dose"] = said
    return True


def _each_time(product: Product, text: str) -> EachTime:
    found = read_each_time(text)
    require_unit(found.rate, patch=product.release is Release.PATCH)
    return found


def _times(first: First) -> bool:
    product = _product(first)
    if product is None or product.release is Release.PATCH:
        return False
    each = read_each_time(first.words["dose"])
    said = ask("At what times? (8:00,14:00,22:00 or 8,14,22)", TIMES, read=lambda text: each.at(parse_times(text)))
    if not said:
        _leave_out(first)
    first.words["at"] = said
    return True


def _strengths(first: First) -> bool:
    product = _product(first)
    known = _sold(product)
    if product is None or not known:
        return False
    words = f"Which strengths do you have or get? [Enter: all that are sold: {known} {_unit(product)}]"
    first.words["strengths"] = ask(words, STRENGTHS, read=lambda text: read_amounts(text, _EXAMPLE))
    return True


def _halves(first: First) -> bool:
    first.words.pop("halves", None)
    product = _product(first)
    if not _sold(product) or product is None or product.form is not Form.TABLET:
        return False
    words = "Which of them have a score line and may be halved? [Enter: none]"
    said = ask(words, HALVES, read=_halved)
    first.words["halves"] = said if _halved(said).amounts else ""
    return True


def _halved(text: str) -> EachTime:
    """The strengths that may be halved; none where it is said so in a word."""
    return EachTime() if text.strip().lower() in _NONE else read_amounts(text, _EXAMPLE)


def _write_medicine(first: First) -> bool:
    """Write the medicine; what does not fit together leads back to the dose."""
    if not first.words.get("name"):
        return False
    session, words = first.session, {name: text for name, text in first.words.items() if name != "name"}
    try:
        stored, _ = add_described(session, read_said(session, first.words["name"], words))
    except (BadInput, LeftOff) as fault:
        if isinstance(fault, BadInput):
            session.tell(f"  {fault.in_line}")
        raise Back(_dose) from None
    with session.journal(create=False) as journal:
        session.tell(medicines_page((stored,), session.today, in_force(journal, session.today)))
    first.keep(stored.prescription.medicine)
    return False


MEDICINE = (_medicine, _dose, _times, _strengths, _halves, _write_medicine)


def _product(first: First) -> Product | None:
    """The medicine that is described; None where none is."""
    name = first.words.get("name")
    return catalogue.recognise(name).product if name else None


def _leave_out(first: First) -> None:
    name, first.words["name"] = first.words["name"], ""
    first.session.tell(f"  Left out. Later: oidtrack med add {printable(name)} --dose MG --at TIMES")


def _unit(product: Product) -> str:
    return "mcg/h" if product.release is Release.PATCH else "mg"


def _sold(product: Product | None) -> str:
    """The strengths that are sold, as they are typed."""
    return "" if product is None else ",".join(plain(one.shown) for one in product.strengths)
