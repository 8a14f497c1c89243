"""What the diary shows: journal in, numbers with their n out. Pure."""
