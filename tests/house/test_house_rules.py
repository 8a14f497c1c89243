"""How the house is built, held by a machine: sizes, names, numbers, words."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from oidtrack import errors

pytestmark = pytest.mark.no_cover  # what it goes through is followed in other tests

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "oidtrack"
MODULES = sorted(PACKAGE.rglob("*.py"))
EXACT = ("domain", "taper", "insight", "rules")
LINES, BODY, PARAMETERS = 300, 40, 6
SAYS_NOTHING = {"utils", "util", "helpers", "common", "misc", "constants", "tools"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def functions(path: Path) -> Iterator[Function]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, Function))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def body_lines(function: Function) -> int:
    """Lines from `def` to the end, without the docstring."""
    docstring = function.body[0] if ast.get_docstring(function) is not None else None
    kept = (function.end_lineno or 0) - function.lineno + 1
    return kept - ((docstring.end_lineno or 0) - docstring.lineno + 1 if docstring else 0)


def parameters(function: Function) -> int:
    spec = function.args
    named = [word.arg for word in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs)]
    return len([word for word in named if word not in {"self", "cls"}])


every_module = pytest.mark.parametrize("path", MODULES, ids=[name_of(path) for path in MODULES])


@every_module
def test_a_module_stays_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LINES
    assert path.stem not in SAYS_NOTHING


@every_module
def test_a_function_stays_small(path: Path) -> None:
    command = name_of(path).startswith("cli/")
    sizes = [] if command else [(one.name, body_lines(one), parameters(one)) for one in functions(path)]
    large = {name: lines for name, lines, _ in sizes if lines > BODY}
    many = {name: count for name, _, count in sizes if count > PARAMETERS}

    assert (large, many) == ({}, {})


@every_module
def test_nothing_prints_but_through_the_session(path: Path) -> None:
    calls = (node.func for node in ast.walk(tree(path)) if isinstance(node, ast.Call))

    assert not [call.lineno for call in calls if isinstance(call, ast.Name) and call.id == "print"]


@pytest.mark.parametrize("path", [path for path in MODULES if name_of(path).split("/")[0] in EXACT], ids=name_of)
def test_exact_layers_know_no_binary_float(path: Path) -> None:
    inexact = [
        node.lineno
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.Constant) and isinstance(node.value, float | complex))
        or (isinstance(node, ast.Name) and node.id in {"float", "complex"})
    ]

    assert not inexact


@pytest.mark.parametrize("path", [path for path in MODULES if path.name == "__init__.py"], ids=name_of)
def test_a_package_begins_with_a_sentence_and_nothing_else(path: Path) -> None:
    statements = tree(path).body
    version = path.parent == PACKAGE

    assert ast.get_docstring(tree(path))
    assert len(statements) == 1 + version


def test_the_version_has_one_home() -> None:
    homes = [
        path.relative_to(ROOT).as_posix()
        for path in (*MODULES, ROOT / "pyproject.toml")
        if re.search(r"^(__version__|version) *=", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]

    assert homes == ["src/oidtrack/__init__.py"]


def written() -> dict[str, str]:
    """Every text file of the project by its name, this one left out."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("no checkout: the files of the project are not listed")
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    here = Path(__file__)
    texts = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in paths if path.is_file() and path != here}
    return {name: text.decode() for name, text in texts.items() if b"\0" not in text}


@pytest.mark.parametrize(
    "pattern",
    [
        r"/(work|tmp|root|home|Users|mnt)/\w",
        r"/opt/\w",
        r"\bissue #",
        r"\bPR #",
        r"\blocalhost:\d",
        r"[A-Z]:\\\\?Users",
    ],
)
def test_no_place_of_one_machine_is_written_down(pattern: str) -> None:
    found = [
        f"{name}:{number}: {line.strip()}"
        for name, text in written().items()
        for number, line in enumerate(text.splitlines(), 1)
        if re.search(pattern, line)
    ]

    assert not found


def leaves(kind: type[errors.OidtrackError]) -> Iterator[type[errors.OidtrackError]]:
    for sub in kind.__subclasses__():
        yield sub
        yield from leaves(sub)


EVERY_ERROR = sorted(set(leaves(errors.OidtrackError)), key=lambda kind: kind.__name__)


@pytest.mark.parametrize("kind", EVERY_ERROR, ids=lambda kind: kind.__name__)
def test_each_error_is_met_by_a_test(kind: type[errors.OidtrackError]) -> None:
    tests = (path for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__))

    met = re.compile(rf"(raises|RaisesGroup|isinstance)\([^)]*\b{kind.__name__}\b|== {kind.__name__}\.exit_code")
    said = re.compile(rf'"{kind.code}"')
    assert any(met.search(text) or said.search(text) for text in (path.read_text(encoding="utf-8") for path in tests))


def test_each_error_has_a_code_of_its_own_and_a_known_exit_code() -> None:
    codes = [kind.code for kind in EVERY_ERROR]

    assert len(codes) == len(set(codes))
    assert {kind.exit_code for kind in EVERY_ERROR} <= {1, 2, 3, 4}


def test_each_exit_code_has_a_transcript() -> None:
    transcripts = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("transcripts/*.txt"))

    assert {int(code) for code in re.findall(r"^\[exit (\d+)\]$", transcripts, re.MULTILINE)} >= {1, 2, 3, 4}


@every_module
def test_a_sentence_names_several_things_by_one_function(path: Path) -> None:
    """`listed` of `errors`, with commas and one "and": nobody reads "a and b and c" twice."""
    assert not re.search(r"""["'] (?:and|or) ["']\.join""", path.read_text(encoding="utf-8"))
