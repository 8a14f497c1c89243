"""Commands on medicines."""
