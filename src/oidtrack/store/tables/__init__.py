"""What stands in the journal: entries, medicines, plans and the rest, and every change undone or done again."""
