"""Formats in and out: one file for each, which knows text and values and neither the journal nor the world."""
