"""Our dataclasses beside those of the standard library: what one does, the other does."""

from __future__ import annotations

import copy
import dataclasses
import operator
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oidtrack import values

Decorator = Callable[[type], Any]


def shape(decorate: Decorator, field: Callable[..., Any]) -> Any:
    """One class with every kind of field that is used, made by a decorator."""

    class Shape:
        first: int
        second: str = "two"
        kept: list[int] = field(default_factory=list, compare=False, repr=False)
        sums: int = field(init=False, compare=False)

        def __post_init__(self) -> None:
            if self.first < 0:
                raise ValueError("below 0")
            object.__setattr__(self, "sums", self.first + len(self.second))

        def doubled(self) -> int:
            return 2 * self.first

    return decorate(Shape)


OURS = shape(values.dataclass(frozen=True, slots=True), values.field)
STANDARD = shape(dataclasses.dataclass(frozen=True, slots=True), dataclasses.field)
BOTH = pytest.mark.parametrize("kind", [OURS, STANDARD], ids=["ours", "standard"])


@values.dataclass(frozen=True, slots=True, order=True)
class Ours:
    """One field, with an order."""

    n: int


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Standard:
    """The same of the standard library."""

    n: int


@values.dataclass(frozen=True, slots=True)
class Nothing:
    """No field."""


@BOTH
def test_what_it_is_made_of(kind: Any) -> None:
    one = kind(3)

    assert (one.first, one.second, one.kept, one.sums) == (3, "two", [], 6)
    assert one.doubled() == 6
    assert kind(3).kept is not one.kept, "each has a list of its own"
    assert kind(3, second="x", kept=[1]).kept == [1]
    assert not hasattr(one, "__dict__")


@BOTH
@pytest.mark.parametrize(
    ("given_", "named"), [((), {}), ((1, "x", [], 4), {}), ((1,), {"first": 2}), ((1,), {"sums": 2}), ((1,), {"x": 2})]
)
def test_what_does_not_fit_is_refused(kind: Any, given_: tuple[Any, ...], named: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="__init__"):
        kind(*given_, **named)


@BOTH
def test_it_looks_at_what_it_is_given(kind: Any) -> None:
    with pytest.raises(ValueError, match="below 0"):
        kind(-1)
    with pytest.raises(ValueError, match="below 0"):
        values.replace(kind(1), first=-1)


@BOTH
@pytest.mark.parametrize("name", ["first", "sums", "other"])
def test_nothing_can_be_changed(kind: Any, name: str) -> None:
    one = kind(3)

    with pytest.raises((AttributeError, TypeError)):
        setattr(one, name, 4)
    with pytest.raises((AttributeError, TypeError)):
        delattr(one, name)
    assert one == kind(3)


@BOTH
def test_the_standard_library_knows_it(kind: Any) -> None:
    one = kind(3)

    assert kind.__match_args__ == ("first", "second", "kept")
    assert dataclasses.is_dataclass(kind)
    assert [field.name for field in dataclasses.fields(kind)] == ["first", "second", "kept", "sums"]
    assert [field.init for field in dataclasses.fields(one)] == [True, True, True, False]
    assert dataclasses.astuple(one) == (3, "two", [], 6)
    assert dataclasses.replace(one, first=4).sums == 7


@BOTH
def test_the_same_with_other_values(kind: Any) -> None:
    one = kind(3, kept=[7])

    again = values.replace(one, second="second")

    assert (again.first, again.second, again.kept, again.sums) == (3, "second", [7], 9)
    assert one.second == "two"


@BOTH
def test_a_copy_is_equal(kind: Any) -> None:
    one = kind(3, kept=[7])

    assert copy.copy(one).kept is one.kept
    deep = copy.deepcopy(one)
    assert (deep, deep.kept, deep.sums) == (one, [7], 6)


numbers, texts, lists = st.integers(0, 3), st.sampled_from(["", "a", "two"]), st.lists(st.integers(0, 1), max_size=1)
some = st.tuples(numbers, texts, lists)


@given(some, some)
def test_equal_and_shown_as_the_standard_ones(one: tuple[Any, ...], other: tuple[Any, ...]) -> None:
    ours, standard = (OURS(*one), OURS(*other)), (STANDARD(*one), STANDARD(*other))

    assert (ours[0] == ours[1]) is (standard[0] == standard[1])
    assert ours[0] != standard[0], "of another class"
    assert repr(ours[0]) == repr(standard[0])
    if ours[0] == ours[1]:
        assert hash(ours[0]) == hash(ours[1])


@given(numbers, numbers)
def test_in_the_order_of_the_standard_ones(one: int, other: int) -> None:
    for compares in (operator.lt, operator.le, operator.gt, operator.ge):
        assert compares(Ours(one), Ours(other)) is compares(Standard(one), Standard(other))


def test_what_is_of_another_class_has_no_order() -> None:
    with pytest.raises(TypeError):
        operator.lt(Ours(1), Standard(2))


def test_one_without_fields() -> None:
    assert Nothing() == Nothing()
    assert (repr(Nothing()), hash(Nothing())) == ("Nothing()", hash(()))


def test_one_that_can_be_changed_is_left_to_the_standard_library() -> None:
    with pytest.raises(TypeError, match="standard library"):
        values.dataclass(frozen=False, slots=True)
