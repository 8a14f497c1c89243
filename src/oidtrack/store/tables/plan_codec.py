"""A plan as JSON and back, without loss: amounts as whole numbers, fractions as `n/d`.

The shape follows the fields of the types, so a new field is kept without a
change here; one that an old document lacks takes its default.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from enum import Enum
from fractions import Fraction
from functools import cache, lru_cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from msgspec import DecodeError, Struct, json
from msgspec.structs import asdict

from oidtrack.domain.dose import Dose, Rate
from oidtrack.taper.plan import Plan

_APART = ("id", "version")
"""Fields of a plan that stand in columns of their own."""


def plan_text(plan: Plan) -> str:
    """The document of a plan, without its id and version."""
    document = {name: value for name, value in _plain(plan).items() if name not in _APART}
    return json.encode(document).decode()


@lru_cache(maxsize=256)
def plan_from(text: str, plan_id: int, version: int) -> Plan:
    """The plan that a document holds, under an id and version; one that is read again in a run costs nothing.

    Raises:
        ValueError: The document is no plan.
    """
    try:
        found = _typed(Plan, {**json.decode(text), "id": plan_id, "version": version})
    except (AttributeError, DecodeError, KeyError, TypeError, ArithmeticError) as error:
        raise ValueError(f"not a plan: {error}") from error
    assert isinstance(found, Plan)
    return found


def _plain(value: Any) -> Any:
    """A value of the plan's types in what JSON knows."""
    if isinstance(value, Struct):
        return {name: _plain(part) for name, part in asdict(value).items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, date | time):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | str):
        return value
    raise TypeError(f"a plan cannot keep {type(value).__name__}")


def _typed(kind: Any, plain: Any) -> Any:
    """The value of a type that `_plain` made `plain` of."""
    return _reader(kind)(plain)


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """How a type is read: found out once, since a plan holds hundreds of its parts."""
    origin = get_origin(kind)
    if origin is UnionType:
        members = get_args(kind)
        return lambda plain: _typed(_member(members, plain), plain)
    if origin is tuple:
        item = _reader(get_args(kind)[0])
        return lambda plain: tuple(map(item, plain))
    if kind in (date, time):
        read: Callable[[str], Any] = kind.fromisoformat
        return read
    if kind in (bool, int, str):
        return lambda plain: _just(kind, plain)
    if kind is NoneType:
        return lambda _: None
    if not issubclass(kind, Struct):  # enums and fractions
        made: Callable[[Any], Any] = kind
        return made
    readers = {name: _reader(hint) for name, hint in get_type_hints(kind).items()}
    return lambda plain: kind(**{name: readers[name](value) for name, value in plain.items()})


def _just(kind: type, plain: Any) -> Any:
    if type(plain) is not kind:
        raise TypeError(f"{plain!r} is no {kind.__name__}")
    return plain


def _member(kinds: tuple[Any, ...], plain: Any) -> Any:
    """Which member of a union: None, a dose, a rate, or the only other one."""
    if plain is None and NoneType in kinds:
        return NoneType
    if Dose in kinds and Rate in kinds:
        return Dose if "ug" in plain else Rate
    return next(kind for kind in kinds if kind is not NoneType)
