"""Commands on files and settings."""
