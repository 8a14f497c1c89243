"""The files of the JSON Schemas, and documents held against them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "docs" / "reference" / "schemas"


@cache
def validator(schema: str) -> Any:
    """What holds documents that name this schema, such as `oidtrack/plan/1`, against its file."""
    from jsonschema import Draft202012Validator, FormatChecker

    _, name, number = schema.split("/")
    body = json.loads((FOLDER / f"{name}-{number}.json").read_text(encoding="utf-8"))
    assert body["title"] == schema
    return Draft202012Validator(body, format_checker=FormatChecker(["date"]))


def faults(document: dict[str, Any]) -> list[str]:
    """What its file does not allow, each with its place."""
    return [
        f"{found.json_path}: {found.message[:300]}" for found in validator(document["schema"]).iter_errors(document)
    ]


def hold(document: dict[str, Any]) -> None:
    """Fail where a document is not what its file says: a new key, one that is gone, or another kind of value."""
    found = faults(document)
    assert not found, f"{document['schema']} (docs/json_page.py, then `make fix`): {found}"
