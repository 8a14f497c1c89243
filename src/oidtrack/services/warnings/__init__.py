"""Warnings: the situation of a day, and what holds in it."""
