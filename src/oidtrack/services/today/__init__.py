"""The card of today."""
