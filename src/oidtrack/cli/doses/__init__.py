"""Commands on doses."""
