"""SQL takes what a person typed as parameters alone: what is put into the text of a statement is listed here."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "oidtrack"
SQL = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|PRAGMA|CREATE|DROP|ATTACH|VACUUM|ALTER|REPLACE|WITH)\b")

OURS = {
    "appointments.py": {"condition"},
    "carrying.py": {"source", "target", "mark", "int(value)"},
    "converting.py": {"name", "pragma"},
    "damaged.py": {"', '.join(columns)", "name", "own"},
    "entries.py": {"COLUMNS", "JOINS", "condition", "order", "names", "table"},
    "examining.py": {"MOST"},
    "history.py": {"', '.join('?' * (len(CHILDREN) + 1))"},
    "medicines.py": {"columns", "condition"},
    "migrations.py": {"APPLICATION_ID"},
    "purging.py": {"_TRACES.replace(':id', '?')", "empty", "kept", "table"},
    "rescuing.py": {"name", "columns", "marks", "table"},
    "sealed.py": {"spelled"},  # a key: PRAGMA key takes no parameter; hexadecimal, or quoted
    "stock.py": {"_COLUMNS"},
    "writer.py": {"_name(table)", "assignments", "columns", "marks"},
}
"""Names of tables and columns of our own, marks for parameters, and conditions made of both, by file of the store."""


def put_in(tree: ast.AST) -> Iterator[str]:
    """What is put into the text of a statement, by any of Python's ways."""
    for node in ast.walk(tree):
        match node:
            case ast.JoinedStr(values=[ast.Constant(value=str(text)), *_]) if SQL.match(text):
                yield from (ast.unparse(one.value) for one in node.values if isinstance(one, ast.FormattedValue))
            case ast.BinOp(left=ast.Constant(value=str(text)), right=right) if SQL.match(text):
                yield ast.unparse(right)
            case ast.Call(func=ast.Attribute(attr="format", value=ast.Constant(value=str(text)))) if SQL.match(text):
                yield ast.unparse(node)


def test_nothing_typed_stands_in_the_text_of_a_statement() -> None:
    found: dict[str, set[str]] = {}
    for path in SOURCE.rglob("*.py"):
        if names := set(put_in(ast.parse(path.read_text(encoding="utf-8")))):
            assert path.parent.name == "store", path
            found[path.name] = names

    assert found == OURS


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("f'SELECT * FROM entries WHERE note = {typed}'", ["typed"]),
        ("'DELETE FROM entries WHERE id = ' + typed", ["typed"]),
        ("'UPDATE entries SET note = %s' % typed", ["typed"]),
        ("'INSERT INTO entries VALUES ({})'.format(typed)", ["'INSERT INTO entries VALUES ({})'.format(typed)"]),
        ("execute('SELECT * FROM entries WHERE note = ?', (typed,))", []),
        ("f'{n} entries'", []),
    ],
)
def test_each_way_to_put_words_into_a_statement_is_seen(line: str, seen: list[str]) -> None:
    assert list(put_in(ast.parse(line))) == seen
