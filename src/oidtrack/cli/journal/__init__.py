"""Commands that write, show and change entries."""
