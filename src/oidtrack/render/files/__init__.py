"""What was imported, merged and examined, in words."""
