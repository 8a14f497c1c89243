"""SQL is words of ours with marks for values: what people type never becomes a part of a statement."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.no_cover  # what it goes through is followed in other tests

SOURCE = Path(__file__).parents[2] / "src" / "oidtrack"
CALLS = {"execute", "executemany", "executescript", "rows"}
BEGINS = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|PRAGMA|CREATE|DROP|ALTER|ATTACH|VACUUM)\b")
FROM_CONSTANTS: dict[str, set[str]] = {
    "store/tables/appointments.py": {"condition"},
    "store/file/carrying.py": {"int(value)", "mark", "source", "target"},
    "store/copies/converting.py": {"name", "pragma"},
    "store/copies/damaged.py": {"', '.join(columns)", "name", "order", "own", "sql"},
    "store/tables/entries.py": {"columns", "condition", "joins", "names", "order", "table"},
    "store/copies/examining.py": {"MOST"},
    "store/tables/history.py": {"', '.join('?' * (len(CHILDREN) + 1))"},
    "store/tables/medicines.py": {"columns", "condition"},
    "store/file/migrations.py": {"APPLICATION_ID", "number"},
    "store/tables/plans.py": {"_COLUMNS", "condition"},
    "store/copies/purging.py": {"_TRACES.replace(':id', '?')", "empty", "kept", "table"},
    "store/copies/rescuing.py": {"columns", "marks", "name", "table"},
    "store/file/sealed.py": {"spelled"},
    "store/tables/searching.py": {"may.replace('note', column)", "of", "sql"},
    "store/tables/stock.py": {"_COLUMNS"},
    "store/file/versions.py": {"BEYOND_ASCII"},
    "store/file/writer.py": {
        "_insertion(table, tuple(values))",
        "_name(table)",
        "assignments",
        "columns",
        "marks",
        "of",
        "self._as_text(table)",
        "table",
        "wanted",
    },
}
"""What may stand in a statement, by file: names of tables, columns, conditions and marks written in the code
or, where a damaged file is read, that its own form names; numbers; the key in hex digits. Nothing typed."""


def statements(tree: ast.AST) -> Iterator[ast.expr]:
    """What is run as SQL, and every text that begins like it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            # the connection may stand in front: `execute(connection, sql, values)`
            yield from node.args[: 2 if isinstance(node.func, ast.Name) else 1] if name in CALLS else ()
        if isinstance(node, ast.JoinedStr | ast.BinOp | ast.Call) and BEGINS.match(beginning(node)):
            yield node


def beginning(node: ast.expr) -> str:
    """The first words of a text that is put together, as far as they are written there."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=[first, *_]):
            return beginning(first)
        case ast.BinOp(left=left):
            return beginning(left)
        case ast.Call(func=ast.Attribute(value=value, attr="format")):
            return beginning(value)
    return ""


def pieces(tree: ast.AST) -> set[str]:
    """What is put into statements; a text that is put together in another way than by an f-string is named whole."""
    found = set()
    for node in statements(tree):
        if isinstance(node, ast.JoinedStr):
            found |= {ast.unparse(part.value) for part in node.values if isinstance(part, ast.FormattedValue)}
        elif isinstance(node, ast.BinOp | ast.Call):
            found.add(ast.unparse(node))
    return found


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("db.execute(f'{x}')", {"x"}),
        ("execute(db, f'SELECT {x}', values)", {"x"}),
        ("sql = f'SELECT {x}'", {"x"}),
        ("sql = 'SELECT ' + x", {"'SELECT ' + x"}),
        ("db.rows('SELECT %s' % x)", {"'SELECT %s' % x"}),
        ("db.executemany('SELECT {}'.format(x), [])", {"'SELECT {}'.format(x)"}),
        ("db.executescript(';'.join(x))", {"';'.join(x)"}),
        ("db.rows('SELECT ?', (x,))", set()),
        ("db.rows(SQL, (f'%{x}%',))", set()),
        ("say(f'Select {x}')", set()),
    ],
)
def test_the_look_sees_what_is_put_together(code: str, wanted: set[str]) -> None:
    assert pieces(ast.parse(code)) == wanted


def test_nothing_is_put_into_sql_but_names_from_constants() -> None:
    found = {
        str(path.relative_to(SOURCE).as_posix()): there
        for path in sorted(SOURCE.rglob("*.py"))
        if (there := pieces(ast.parse(path.read_text(encoding="utf-8"))))
    }
    assert found == FROM_CONSTANTS


def test_marks_have_no_numbers() -> None:
    """Python 3.12 warns of `?1` with values in a row, and 3.14 raises."""
    numbered = re.compile(r"\s\?\d")
    assert numbered.search("BETWEEN ?1 AND ?2")
    texts = (
        (path.name, node.value)
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    assert not [name for name, text in texts if numbered.search(text)]
