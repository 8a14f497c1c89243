"""Findings as text and as documents."""
