"""The page for the appointment: everything that stands on it."""
