"""How the journal's tables came to be: a list that is only ever added to.

The only module that needs sqlite-utils; it keeps which migrations a file has
had. Each ends by setting `user_version` to its number, the last of which is
`SCHEMA_VERSION`.
"""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database, Migrations

from oidtrack.store.connection import APPLICATION_ID
from oidtrack.store.migration_limits import LIMITS
from oidtrack.store.migration_products import PRODUCTS
from oidtrack.store.migration_settings import SETTINGS
from oidtrack.store.migration_stock import STOCK
from oidtrack.store.migration_views import VIEWS
from oidtrack.store.tables_first import TABLES_FIRST

JOURNAL = Migrations("oidtrack")


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a file to the latest version; what it has already had is left out.

    Raises:
        sqlite3.Error: A step failed; that step and its record are taken back.
    """
    JOURNAL.apply(Database(connection, execute_plugins=False))


@JOURNAL(name="m001_first")
def m001_first(db: Database) -> None:
    """The tables of the first version."""
    for statement in TABLES_FIRST:
        db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute("PRAGMA user_version = 1")


@JOURNAL(name="m002_stock")
def m002_stock(db: Database) -> None:
    """What is at home."""
    for statement in STOCK:
        db.execute(statement)
    db.execute("PRAGMA user_version = 2")


@JOURNAL(name="m003_views")
def m003_views(db: Database) -> None:
    """Views for people who open the file with other tools."""
    for statement in VIEWS:
        db.execute(statement)
    db.execute("PRAGMA user_version = 3")


@JOURNAL(name="m004_settings")
def m004_settings(db: Database) -> None:
    """What a person has set."""
    for statement in SETTINGS:
        db.execute(statement)
    db.execute("PRAGMA user_version = 4")


@JOURNAL(name="m005_products")
def m005_products(db: Database) -> None:
    """Which product a prescription is of."""
    for statement in PRODUCTS:
        db.execute(statement)
    db.execute("PRAGMA user_version = 5")


@JOURNAL(name="m006_limits")
def m006_limits(db: Database) -> None:
    """The most within 24 hours that a prescriber says."""
    for statement in LIMITS:
        db.execute(statement)
    db.execute("PRAGMA user_version = 6")
