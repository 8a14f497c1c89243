"""The journal file: SQLite, one transaction per command, every old value kept."""
