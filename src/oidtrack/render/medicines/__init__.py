"""Medicines as text and as documents."""
