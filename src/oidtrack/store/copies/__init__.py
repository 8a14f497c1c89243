"""Other files than the journal: backups, copies beside it, what can be read of a damaged one; and what is purged."""
