"""The page on the journal's file, made from the database itself: its tables and views explain their columns in SQL."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from oidtrack.store.file.database import Journal, open_journal

HEAD = """# The journal's file

One SQLite file. Any SQLite program can open it; look as much as you like, and copy it first if you want to change
something: what is changed from outside cannot be undone here. `oidtrack export` writes the same as JSON Lines or CSV.

Begin with the views `daily`, `doses` and `steps`: they are made for reading. The tables under them are what the
program works with: amounts are whole micrograms (of patches nanograms an hour), ratings whole tenths, times seconds
since 1970 in UTC with the offset of the place beside them. NULL is "not said", never 0.

```sql
SELECT day, mood, pain, sleep_hours, doses_taken FROM daily WHERE day >= '2026-09-01';
SELECT at, amount, unit, state FROM doses WHERE medicine = 'oxycodone';
SELECT step, first_day, amount_a_day, doses FROM steps WHERE in_force;
```
"""
_TABLE_COLUMN = re.compile(r"^\s+(\w+) (INTEGER|TEXT)(.*?),?(?:\s+-- (.*))?$")
_ADDED_COLUMN = re.compile(r"\b(\w+) (?:INTEGER|TEXT)[^,]*? /\* (.*?) \*/")
_VIEW_COLUMN = re.compile(r"\bAS (\w+),? -- (.*)$")
_ABOUT = re.compile(r"^\s+-- (.*)$")


def schema() -> str:
    """The page."""
    with tempfile.TemporaryDirectory() as folder, open_journal(Path(folder) / "journal.db") as journal:
        version = journal.rows("PRAGMA user_version")[0][0]
        views = [part for name, sql in _made(journal, "view") for part in _view(journal, name, sql)]
        tables = [part for name, sql in _made(journal, "table") for part in _table(journal, name, sql)]
    written = f"Written for version {version} of the file (`PRAGMA user_version`)."
    return "\n".join([HEAD, written, "", "## Views", "", *views, "## Tables", "", *tables])


def _made(journal: Journal, kind: str) -> list[tuple[str, str]]:
    """Our own tables or views with the SQL that made them, in the order they were made."""
    listed = {name for _, name, what, *_ in journal.rows("PRAGMA table_list") if what == kind}
    rows = journal.rows("SELECT name, sql FROM sqlite_master WHERE type = ? ORDER BY rowid", (kind,))
    return [(name, sql) for name, sql in rows if name in listed and not name.startswith(("sqlite_", "_"))]


def _table(journal: Journal, name: str, sql: str) -> list[str]:
    said = {match[1]: match[4] or _implied(match[3]) for match in map(_TABLE_COLUMN.match, sql.splitlines()) if match}
    said |= dict(_ADDED_COLUMN.findall(sql))
    rows = []
    for _, column, kind, required, *_ in journal.rows(f"PRAGMA table_info({name})"):
        may = "" if required or column == "id" else ", may be NULL"
        rows.append(f"| `{column}` | {kind.lower()}{may} | {_cell(said.get(column, ''))} |")
    return [f"### {name}", "", *_about(sql), "| column | holds | meaning |", "|---|---|---|", *rows, ""]


def _view(journal: Journal, name: str, sql: str) -> list[str]:
    said = {match[1]: match[2] for match in map(_VIEW_COLUMN.search, sql.splitlines()) if match}
    columns = [column for _, column, *_ in journal.rows(f"PRAGMA table_info({name})")]
    rows = [f"| `{column}` | {_cell(said.get(column, ''))} |" for column in columns]
    return [f"### {name}", "", *_about(sql), "| column | meaning |", "|---|---|", *rows, ""]


def _implied(rest: str) -> str:
    """What a column's own rules say where there is no comment: which table it points to, which words it may hold."""
    points_to = re.search(r"REFERENCES (\w+)", rest)
    one_of = re.search(r"IN \(([^)]*)\)", rest)
    if points_to:
        return f"the row in `{points_to[1]}` that it belongs to"
    return f"one of {one_of[1].replace(chr(39), '')}" if one_of else ""


def _about(sql: str) -> list[str]:
    """The first comment that has a line of its own, as a sentence."""
    found = next((match[1] for match in map(_ABOUT.match, sql.splitlines()[1:2]) if match), "")
    return [f"{found[0].upper()}{found[1:]}.", ""] if found else []


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
