"""Doses as text and as documents."""
