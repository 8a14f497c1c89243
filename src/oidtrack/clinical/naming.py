"""From words to a product: names, brands, and the words that say which form is meant.

The index file lists what people type, so that recognising a name reads the one
medicine file that is needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from oidtrack.clinical.loader import read
from oidtrack.domain.medicine import Form, Product, Release

RELEASES = {
    "ir": Release.IR,
    **dict.fromkeys(("er", "sr", "xr", "cr", "mr", "la", "retard"), Release.ER),
    **dict.fromkeys(("patch", "patches", "transdermal"), Release.PATCH),
}
FORMS = {
    **dict.fromkeys(("liquid", "solution"), Form.LIQUID),
    **dict.fromkeys(("tablet", "tablets"), Form.TABLET),
    **dict.fromkeys(("capsule", "capsules"), Form.CAPSULE),
    **dict.fromkeys(("film", "films"), Form.FILM),
    **dict.fromkeys(("spray", "nasal"), Form.SPRAY),
    **dict.fromkeys(("injection", "ampoule", "injected"), Form.INJECTION),
    "drops": Form.LIQUID,
}
COMBINED = frozenset({"apap", "acetaminophen", "paracetamol"})
_APART = str.maketrans("/+,-_#", "      ")
_MOST_WORDS = 8
_NEAR = 3
_LONG_WORD = 8
_TWELVE_HOURS = 12
_RELEASE_ORDER = (Release.IR, Release.PATCH, Release.ER)
_FORM_ORDER = (Form.TABLET, Form.CAPSULE, Form.FILM, Form.PATCH, Form.LIQUID, Form.SPRAY, Form.INJECTION)


class Index(Struct, frozen=True):
    """What people type: other names to generic names, brands to product ids; all in lower case."""

    medicines: Mapping[str, str]
    products: Mapping[str, str]


class Asked(Struct, frozen=True):
    """Words, taken apart.

    Attributes:
        name: The part that is a known name.
        extras: The other words, each of which says something about the product.
    """

    name: str
    extras: tuple[str, ...] = ()


def load_index(path: Path) -> Index:
    """Read the index file.

    Raises:
        FactsBroken: The file does not keep its schema.
    """
    table = read(path)
    medicines, products = table.table("medicines"), table.table("products")
    table.finish()
    return Index(
        medicines={name: medicines.text(name) for name in medicines.key_names()},
        products={name: products.text(name) for name in products.key_names()},
    )


def plain_words(words: str) -> str:
    """Words in lower case with single spaces; strokes, hyphens and the like count as spaces."""
    return " ".join(words.lower().translate(_APART).split())


def take_apart(text: str, known: frozenset[str]) -> Asked | None:
    """The longest known name in `text`, if all other words are words of form or release.

    Args:
        text: As `plain_words` gives it.
        known: All names, in lower case.
    """
    words = text.split(" ")
    if len(words) > _MOST_WORDS:
        return None
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length + 1):
            name = " ".join(words[start : start + length])
            extras = (*words[:start], *words[start + length :])
            if name in known and all(_says_something(word) for word in extras):
                return Asked(name, extras)
    return None


def near_names(text: str, known: frozenset[str]) -> tuple[str, ...]:
    """The known names that `text`, without its words of form or release, is a slip of the finger away from.

    One slip (a letter left out, put in, changed, or two in each other's place) counts as near, in eight letters or
    more two; only the nearest are named. A wider net would offer methadone to somebody who takes pethidine.
    """
    bare = " ".join(word for word in text.split(" ") if not _says_something(word)) or text
    most = 2 if len(bare) >= _LONG_WORD else 1
    close = sorted((slips(bare, name), name) for name in known if abs(len(bare) - len(name)) <= most + 1)
    return tuple(name for apart, name in close if apart <= most and apart == close[0][0])[:_NEAR]


def slips(one: str, other: str) -> int:
    """How many slips of the finger lie between two words; `ph` and `f` are one letter.

    A slip is a letter left out, put in or changed, or two neighbours in each other's place.
    """
    one, other = one.replace("ph", "f"), other.replace("ph", "f")
    before: list[int] = []
    row = list(range(len(other) + 1))
    for n, letter in enumerate(one, 1):
        earlier, before, row = before, row, [n]
        for m, wanted in enumerate(other, 1):
            found = min(before[m] + 1, row[m - 1] + 1, before[m - 1] + (letter != wanted))
            if n > 1 and m > 1 and letter == other[m - 2] and one[n - 2] == wanted:
                found = min(found, earlier[m - 2] + 1)
            row.append(found)
    return row[-1]


def choose(products: tuple[Product, ...], extras: tuple[str, ...], brand: Product | None = None) -> Product | None:
    """The product that the words mean, or None where they contradict what there is.

    Args:
        products: All of one medicine.
        extras: Words of form, release and combination.
        brand: What the name already fixed; its release and combination are kept, its form may be another.
    """
    fitting = [made for made in products if all(_fits(made, word) for word in extras)]
    if brand is None:
        return preferred(tuple(fitting))
    if brand in fitting:
        return brand
    kin = (made for made in fitting if made.release is brand.release and _is_combined(made) is _is_combined(brand))
    return preferred(tuple(kin))


def preferred(products: tuple[Product, ...]) -> Product | None:
    """The usual one of several products; None of none.

    Immediate release goes before patch before extended release, the plain one before the combination,
    the tablet before the capsule before others, the 12-hourly before others, the first in the file before later ones.
    """
    return min(
        products,
        key=lambda made: (
            _RELEASE_ORDER.index(made.release),
            _is_combined(made),
            _FORM_ORDER.index(made.form),
            _TWELVE_HOURS not in made.interval_h,
        ),
        default=None,
    )


def _says_something(word: str) -> bool:
    return word in RELEASES or word in FORMS or word in COMBINED


def _fits(made: Product, word: str) -> bool:
    if word in COMBINED:
        return any(name == "acetaminophen" for name, _ in made.combined_with)
    return made.release is RELEASES[word] if word in RELEASES else made.form is FORMS[word]


def _is_combined(made: Product) -> bool:
    return bool(made.combined_with)
