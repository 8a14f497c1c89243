"""The options of a command as data, and what was typed of them."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct

T = TypeVar("T")


class Option(Struct, frozen=True):
    """One option of a command.

    Attributes:
        name: What it is called; `catch_up` is typed as `--catch-up`.
        help: One line.
        metavar: What stands for its value in help; empty for one without a value.
        letter: The short form, such as `-m`; empty where it has none.
        many: Whether it may stand several times.
        no: Of one without a value, the word for its opposite, without dashes; empty where that is only not to give it.
    """

    name: str
    help: str
    metavar: str = ""
    letter: str = ""
    many: bool = False
    no: str = ""

    @property
    def word(self) -> str:
        """As it is typed."""
        return f"--{self.name.replace('_', '-')}"


class Typed(Struct, frozen=True):
    """What was typed of the options.

    Attributes:
        one: Each option with a value: what it is, or None where it was not given.
        many: Each that may stand several times: all of its values.
        flags: Those without a value that were given, and the words for the opposite that were.
    """

    one: dict[str, str | None]
    many: dict[str, list[str]]
    flags: frozenset[str]


Given = str | list[str] | bool | None
"""The value of an option, as an option parser hands it over."""


def typed_of(options: Iterable[Option], given: Mapping[str, Given]) -> Typed:
    """What an option parser found, by the name of each option."""
    one: dict[str, str | None] = {}
    many: dict[str, list[str]] = {}
    flags = set()
    for option in options:
        value = given.get(option.name)
        if option.many:
            many[option.name] = value if isinstance(value, list) else []
        elif option.metavar:
            one[option.name] = value if isinstance(value, str) else None
        elif value:
            flags.add(option.name)
        elif option.no and value is not None:
            flags.add(option.no)
    return Typed(one, many, frozenset(flags))


def given(read: Callable[[str], T], text: str | None) -> T | None:
    """What an option says, read; None where it was not given."""
    return read(text) if text else None


def typed_plainly(words: Sequence[str], options: Sequence[Option], besides: Container[str]) -> Typed | None:
    """What was typed, where it is so plain that no option parser is needed; one would find the same.

    Plain is each option by its whole word or its letter, its value as the next word or behind `=`, none twice that may
    stand once. Help, a slip, and a value that begins as an option does are for the parser.

    Args:
        words: What stands behind the command.
        options: Those that the command has.
        besides: Words without a value that may stand there too.

    Returns:
        What was typed, or None where it is not plain.
    """
    known = {word: option for option in options for word in (option.word, option.letter) if word}
    given: dict[str, Given] = {}
    left = iter(words)
    for word in left:
        if word in besides:
            continue
        name, equals, behind = word.partition("=")
        option = known.get(name)
        value = _value(option, behind if equals else None, left) if option is not None else None
        if option is None or value is None or (equals and name == option.letter):
            return None
        if option.name in given and not option.many:
            return None
        before = given.get(option.name)
        given[option.name] = [*(before if isinstance(before, list) else ()), str(value)] if option.many else value
    return typed_of(options, given)


def _value(option: Option, behind: str | None, left: Iterator[str]) -> str | bool | None:
    """The value of an option: what stands behind its `=`, else the next word; None where that is not plain."""
    if not option.metavar:
        return True if behind is None else None
    value = next(left, "-?") if behind is None else behind
    return None if value.startswith("-") and value != "-" else value
