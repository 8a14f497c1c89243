"""What a module has is used by the program, and not by its tests alone."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "oidtrack"
FOR_TESTS_TOO = {
    "clinical.catalogue": {"limit_citations", "questionnaire_citations"},  # each fact has its source: a test asks all
    "clinical.facts_file": {"compile_all"},  # setup.py makes a wheel with it
    "insight.early.drift": {"drifts"},  # the definition that the quick way is held to
    "store.file.sealed": {"forget_all"},  # a test begins like a new process
}


def modules(files: dict[str, str]) -> dict[str, ast.Module]:
    """Each module by its name below the package."""
    return {name: ast.parse(text) for name, text in files.items()}


def defined(tree: ast.Module) -> Iterator[str]:
    """Functions, classes and constants of a module; what has a decorator is handed over by it."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.decorator_list:
            yield node.name
        elif isinstance(node, ast.Assign):
            yield from (one.id for one in node.targets if isinstance(one, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


def used(trees: dict[str, ast.Module]) -> dict[str, set[str]]:
    """What is used of each module: in itself, by others, or below `cli` as a word, as a table names commands."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, tree in trees.items():
        known = {}
        for of, one, here in imported(tree):
            found[of].add(one)
            known[here] = f"{of}.{one}".removeprefix(".")
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                found[known.get(node.value.id, "")].add(node.attr)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                found[name].add(node.id)
            elif isinstance(node, ast.Constant) and name.startswith("cli."):
                found["cli"].add(str(node.value))
    return found


def imported(tree: ast.Module) -> Iterator[tuple[str, str, str]]:
    """The module that something comes from, its name there and here."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            of = node.module.removeprefix("oidtrack").removeprefix(".")
            yield from ((of, one.name, one.asname or one.name) for one in node.names)


def unused(files: dict[str, str]) -> dict[str, set[str]]:
    trees = modules(files)
    found = used(trees)
    left = {}
    for name, tree in trees.items():
        known = found[name] | (found["cli"] if name.startswith("cli.") else set())
        alone = {one for one in defined(tree) if one not in known and not one.startswith("__")}
        if alone:
            left[name] = alone
    return left


def test_the_look_sees_what_nothing_uses() -> None:
    files = {
        "a": "from oidtrack import b\nfrom oidtrack.c import THREE\ndef one(): return b.two(THREE)\n_FOUR = one",
        "b": "def two(n): return n\ndef five(): ...\nSIX: int = 6",
        "c": "THREE = 3",
    }

    assert unused(files) == {"a": {"_FOUR"}, "b": {"five", "SIX"}}


def test_what_a_module_has_is_used_by_the_program() -> None:
    names = {path: ".".join(path.relative_to(SOURCE).with_suffix("").parts) for path in SOURCE.rglob("*.py")}
    found = unused({name: path.read_text(encoding="utf-8") for path, name in names.items()})
    rules = {name for name in found if name.startswith("rules.findings.") and found[name] == {"SOUGHT"}}

    assert rules  # the book of rules reads each module's own
    assert {name: alone for name, alone in found.items() if name not in rules} == FOR_TESTS_TOO
