"""Files: what comes in, what leaves, and the state of the journal."""
