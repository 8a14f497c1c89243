"""Frozen slotted dataclasses that cost a start-up next to nothing.

The standard decorator writes and compiles six methods for every class when its module is loaded, most of them for
classes that the command never makes: it was a third of what the card of today costs. This one does the same for
frozen slotted classes, and writes the only method that has to be compiled, `__init__`, when the first one is made.
What the standard library asks of a dataclass (`fields`, `replace`, `is_dataclass`, `astuple`) it asks of these too.

A type checker sees the standard decorator. Classes that can be changed keep the standard one.
"""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from dataclasses import dataclass, field, replace

    __all__ = ["dataclass", "field", "replace"]
else:

    def dataclass(*, frozen: bool, slots: bool, order: bool = False):  # noqa: ANN201 - the standard one is checked
        """A frozen slotted dataclass; with `order`, one is before another as the tuple of its fields is.

        Raises:
            TypeError: It is asked to be another kind.
        """
        if not (frozen and slots):
            raise TypeError("a class that is not frozen and slotted takes the dataclass of the standard library")
        return _ordered if order else _slotted

    def field(*, default_factory=None, init: bool = True, repr: bool = True, compare: bool = True):  # noqa: A002, ANN001, ANN201 - the words of the standard one
        """How a field differs from a plain one."""
        return _Field(default_factory, init, repr, compare)

    def replace(one, /, **changes: object):  # noqa: ANN001, ANN201 - the standard one is what is checked
        """The same with other values for some fields; `__init__` is called, and looks at them."""
        cls = type(one)
        if cls.__reduce__ is not _reduced:
            from dataclasses import replace as standard

            return standard(one, **changes)
        return cls(**{name: getattr(one, name) for name in cls.__given__ if name not in changes}, **changes)


class _Field(NamedTuple):
    """What `field` says."""

    default_factory: Any
    init: bool
    repr: bool
    compare: bool


_PLAIN = _Field(None, init=True, repr=True, compare=True)


def _slotted(plain: type) -> Any:
    """The class anew with slots for its fields, and the methods that all of them share."""
    names = tuple(plain.__dict__.get("__annotations__", ()))  # noqa: RUF063 - a start-up has no time for `inspect`
    said = {name: plain.__dict__[name] for name in names if name in plain.__dict__}
    kinds = {name: value for name, value in said.items() if isinstance(value, _Field)}
    left = {"__dict__", "__weakref__", *names}
    given = tuple(name for name in names if kinds.get(name, _PLAIN).init)
    shared = {
        "__slots__": names,
        "__given__": given,
        "__match_args__": given,
        "__dataclass_fields__": _Described(plain, kinds),
        "__init__": _first(said),
        "__setattr__": _refuse_to_set,
        "__delattr__": _refuse_to_delete,
        "__reduce__": _reduced,
        "__repr__": _shown(tuple(name for name in names if kinds.get(name, _PLAIN).repr)),
        **_compared(tuple(name for name in names if kinds.get(name, _PLAIN).compare)),
    }
    own = {name: value for name, value in plain.__dict__.items() if name not in left}
    made = type(plain)(plain.__name__, plain.__bases__, {**shared, **own})
    made.__qualname__ = plain.__qualname__
    return made


def _ordered(plain: type) -> Any:
    """The same, compared by the fields."""
    made = _slotted(plain)
    values = _values(made.__slots__)
    for name in ("__lt__", "__le__", "__gt__", "__ge__"):
        type.__setattr__(made, name, _ordering(getattr(operator, name), values))
    return made


def _ordering(compares: Any, values: Any) -> Any:
    def compared(self: object, other: object) -> Any:
        return compares(values(self), values(other)) if other.__class__ is self.__class__ else NotImplemented

    return compared


class _Described:
    """The fields as the standard library describes them: found out when somebody asks."""

    def __init__(self, plain: type, kinds: dict[str, _Field]) -> None:
        self._plain, self._kinds = plain, kinds

    def __get__(self, _: object, owner: type) -> object:
        import dataclasses

        for name, kind in self._kinds.items():
            factory = dataclasses.MISSING if kind.default_factory is None else kind.default_factory
            told: Any = {"init": kind.init, "repr": kind.repr, "compare": kind.compare, "default_factory": factory}
            setattr(self._plain, name, dataclasses.field(**told))
        described: Any = dataclasses.dataclass(init=False, repr=False, eq=False)(self._plain)
        type.__setattr__(owner, "__dataclass_fields__", described.__dataclass_fields__)
        return described.__dataclass_fields__


def _first(said: dict[str, object]) -> Any:
    """The `__init__` of a class until one is made: it writes the real one, puts it in its own place, and calls it."""

    def __init__(self: Any, *args: object, **kwargs: object) -> None:  # noqa: N807 - it is one
        cls = type(self)
        cls.__init__ = _written(cls, said)
        cls.__init__(self, *args, **kwargs)

    return __init__


def _written(cls: Any, said: dict[str, object]) -> Any:
    """The `__init__` that the standard library would write."""
    takes, lines = [], []
    for name in cls.__slots__:
        value = said.get(name, _PLAIN)
        made = f"_said[{name!r}].default_factory()"
        if isinstance(value, _Field) and value.default_factory is not None:
            takes += [f"{name}=_said"] if value.init else []
            value_of = f"{made} if {name} is _said else {name}" if value.init else made
        else:
            takes += [name if name not in said else f"{name}=_said[{name!r}]"] if name in cls.__given__ else []
            value_of = name
        if name in cls.__given__ or value_of != name:
            lines.append(f"_set(self, {name!r}, {value_of})")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    text = f"def __init__(self, {', '.join(takes)}):\n " + "\n ".join(lines or ["pass"])
    given: dict[str, Any] = {"_set": object.__setattr__, "_said": said}
    exec(text, given)  # noqa: S102 - names of fields alone, as the standard library does it
    init = given["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


def _compared(names: tuple[str, ...]) -> dict[str, Any]:
    """Equal where the class and these fields are, and hashed by them."""
    values = _values(names)

    def __eq__(self: object, other: object) -> Any:  # noqa: N807 - it is one
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: object) -> int:  # noqa: N807 - it is one
        return hash(values(self))

    return {"__eq__": __eq__, "__hash__": __hash__}


def _values(names: tuple[str, ...]) -> Any:
    """What tells these fields of one as a tuple."""
    if len(names) > 1:
        return operator.attrgetter(*names)
    if not names:
        return lambda _: ()
    value = operator.attrgetter(*names)
    return lambda one: (value(one),)


def _shown(names: tuple[str, ...]) -> Any:
    """How one is written out."""

    def __repr__(self: object) -> str:  # noqa: N807 - it is one
        parts = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({parts})"

    return __repr__


def _reduced(self: Any) -> tuple[Any, ...]:
    """How a copy is made: by `__init__`, since nothing can be set afterwards."""
    return type(self), tuple(getattr(self, name) for name in type(self).__given__)


def _refuse_to_set(self: object, name: str, value: object) -> None:  # noqa: ARG001 - the words of the protocol
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: object, name: str) -> None:  # noqa: ARG001 - the words of the protocol
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot delete field {name!r}")
