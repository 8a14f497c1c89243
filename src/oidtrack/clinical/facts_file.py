"""A facts file as values: TOML for people, and the same once more as JSON in an installed program.

JSON is made when the wheel is built, and read some ten times as fast. A wheel is built where nothing but the standard
library is installed, so nothing else is imported for that.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any


def values(path: Path) -> tuple[dict[str, Any], bool]:
    """What a facts file holds, and whether it was compiled: then days are texts, as `compiled` makes them.

    Args:
        path: Its TOML; what was compiled of it lies beside it.

    Raises:
        OSError: The file cannot be read.
        ValueError: It is not TOML, or what was compiled is damaged.
    """
    try:
        text = path.with_suffix(".json").read_text(encoding="utf-8")
    except FileNotFoundError:
        import tomllib  # only where the program runs from its sources

        return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal), False
    import msgspec

    try:
        return msgspec.json.Decoder(dict[str, Any], float_hook=Decimal).decode(text), True
    except msgspec.DecodeError as error:
        raise ValueError(str(error)) from error


def compile_all(data: Path, into: Path) -> dict[Path, Path]:
    """Write the JSON of each facts file of a folder.

    Args:
        data: The folder of the TOML files.
        into: Where the JSON files go, under the same names.

    Returns:
        Each file that was written, with its name within `data`.
    """
    made = {}
    for path in sorted(data.rglob("*.toml")):
        name = path.relative_to(data).with_suffix(".json")
        (into / name).parent.mkdir(parents=True, exist_ok=True)
        (into / name).write_text(compiled(path.read_text(encoding="utf-8")), encoding="utf-8")
        made[into / name] = name
    return made


def compiled(toml: str) -> str:
    """The JSON of a facts file: numbers digit by digit as they stand there, days as texts."""
    import json
    import re
    import tomllib

    held = json.dumps(tomllib.loads(toml, parse_float=Decimal), default=_marked, ensure_ascii=False)
    return re.sub(r'"\\u0000([0-9.]+)"', r"\1", held)


def _marked(value: object) -> str:
    """A text in place of a value that JSON has none for; Python would write a number that is no float as no number."""
    return f"\x00{value:f}" if isinstance(value, Decimal) else f"{value:%Y-%m-%d}"
