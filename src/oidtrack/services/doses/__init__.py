"""Doses: named, read, weighed, and added up."""
