"""The page for the appointment in every format."""
