"""Facts that were compiled for the wheel are those that people wrote, to the digit."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from oidtrack.clinical.classes import load_classes
from oidtrack.clinical.crisis import countries, crisis_contacts
from oidtrack.clinical.facts_file import compile_all, compiled, values
from oidtrack.clinical.guide import load_article
from oidtrack.clinical.limits import load_limits
from oidtrack.clinical.loader import DATA, read
from oidtrack.clinical.medicines import load_medicine
from oidtrack.clinical.naming import load_index
from oidtrack.clinical.questionnaires import load_questionnaire
from oidtrack.clinical.risks import load_risks
from oidtrack.clinical.signs import load_signs
from oidtrack.clinical.sources import load_sources
from oidtrack.errors import FactsBroken

ONE: dict[str, Callable[[Path], object]] = {
    "classes": load_classes,
    "index": load_index,
    "limits": load_limits,
    "risks": load_risks,
    "signs": load_signs,
    "sources": load_sources,
}
MANY: dict[str, Callable[[Path], object]] = {
    "guide": load_article,
    "medicines": load_medicine,
    "questionnaires": load_questionnaire,
}
FILES = sorted(path.relative_to(DATA) for path in DATA.rglob("*.toml"))


@pytest.fixture(scope="module")
def only_json(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("compiled")
    made = compile_all(DATA, folder)
    for name in FILES:
        (folder / name).touch()  # empty: whoever read the TOML would find nothing in it
    assert sorted(name.with_suffix(".toml") for name in made.values()) == FILES
    return folder


def plain(value: object) -> object:
    """Days as texts, in all of a value."""
    match value:
        case dict():
            return {key: plain(one) for key, one in value.items()}
        case list():
            return [plain(one) for one in value]
        case date():
            return value.isoformat()
    return value


def kinds(value: object) -> Iterator[str]:
    """The types of all values, in order: 1 is equal to Decimal(1) and to True."""
    yield type(value).__name__
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from kinds(one)


@pytest.mark.parametrize("name", FILES, ids=str)
def test_what_is_compiled_is_what_was_written(only_json: Path, name: Path) -> None:
    written = plain(tomllib.loads((DATA / name).read_text(encoding="utf-8"), parse_float=Decimal))
    held, was_compiled = values(only_json / name)

    assert was_compiled
    assert held == written
    assert list(kinds(held)) == list(kinds(written))
    assert [str(one) for one in decimals(held)] == [str(one) for one in decimals(written)]


def decimals(value: object) -> Iterator[Decimal]:
    if isinstance(value, Decimal):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from decimals(one)


@pytest.mark.no_cover
@pytest.mark.parametrize("name", [name for name in FILES if name.parts[0] != "crisis"], ids=str)
def test_each_fact_comes_out_the_same(only_json: Path, name: Path) -> None:
    load = MANY[name.parts[0]] if len(name.parts) > 1 else ONE[name.stem]

    assert load(only_json / name) == load(DATA / name)


@pytest.mark.parametrize("code", [*countries(), "any", "UK", "hrvatska"])
def test_numbers_to_call_come_out_the_same(only_json: Path, code: str) -> None:
    assert crisis_contacts(code, only_json / "crisis") == crisis_contacts(code)


def test_a_day_is_a_text_only_where_it_was_compiled(tmp_path: Path) -> None:
    written = tmp_path / "a.toml"
    written.write_text('on = "2026-11-23"\n', encoding="utf-8")
    with pytest.raises(FactsBroken, match=r"a\.toml: on is not a date"):
        read(written).day("on")
    written.with_suffix(".json").write_text('{"on": "2026-11-23"}', encoding="utf-8")
    assert read(written).day("on") == date(2026, 11, 23)


def test_what_was_compiled_and_damaged_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{", encoding="utf-8")
    with pytest.raises(FactsBroken, match=r"a\.toml"):
        read(tmp_path / "a.toml")


@pytest.mark.parametrize("number", ["0.1", "0.10", "12.5", "1000000000000.000001", "0.15e1"])
def test_a_number_keeps_its_digits(number: str) -> None:
    (held,) = tomllib.loads(f"n = {number}", parse_float=Decimal).values()
    assert compiled(f"n = {number}") == f'{{"n": {held:f}}}'
