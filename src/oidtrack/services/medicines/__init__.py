"""Medicines: what is prescribed, what is at home, what goes with what."""
