"""The list of commands that may not know each other is the table's."""

from __future__ import annotations

from configparser import ConfigParser
from pathlib import Path

from oidtrack.cli.table import TABLE

CONTRACTS = Path(__file__).parents[2] / ".importlinter"


def test_every_command_is_held_apart_from_the_others() -> None:
    contracts = ConfigParser()
    contracts.read(CONTRACTS, encoding="utf-8")

    listed = set(contracts["importlinter:contract:commands"]["modules"].split())

    assert listed == {row.module for row in TABLE.values()}
