"""Entries, questionnaires and appointments as text and as documents."""
