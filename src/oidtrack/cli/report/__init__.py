"""The command for the appointment page."""
