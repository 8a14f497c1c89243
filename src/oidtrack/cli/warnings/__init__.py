"""The command on warnings."""
