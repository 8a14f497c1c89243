"""Results into text, JSON and charts."""
